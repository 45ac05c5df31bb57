//! Whatever bytes come, nothing panics, and what is counted adds up.

use std::ops::ControlFlow;

use customers::{Kind, Mapping, preview, read_attributes, read_orders};
use proptest::prelude::*;

use crate::files::{file, gzip, options};

const HEAD: &[u8] =
    b"order_id,customer_id,date,quantity,unit_price,note\n1,a,2020-01-01,2,3.50,x\n";

fn check(content: &[u8]) {
    let file = file(content);
    for kind in [Kind::Orders, Kind::Customers, Kind::Products] {
        let shown = preview(&file.path, &Mapping::new(kind), &options());
        assert!(shown.is_err() || shown.is_ok());
    }
    let mut go_on = |_| ControlFlow::Continue(());
    if let Ok(read) = read_orders(
        &file.path,
        &Mapping::new(Kind::Orders),
        &options(),
        &mut go_on,
    ) {
        assert_eq!(read.counts.read, read.counts.taken + read.counts.refused);
        assert_eq!(read.counts.taken, read.lines.len() as u64);
        let lengths = [
            read.lines.order.codes.len(),
            read.lines.attributes.codes.len(),
            read.lines.amount_minor.len(),
            read.lines.is_return.len(),
        ];
        assert_eq!(lengths, [read.lines.len(); 4]);
    }
    let customers = read_attributes(
        &file.path,
        &Mapping::new(Kind::Customers),
        &options(),
        &mut go_on,
    );
    if let Ok(read) = customers {
        assert_eq!(read.read, read.rows.len() as u64 + read.refused);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_bytes(content in proptest::collection::vec(any::<u8>(), 0..2000)) {
        check(&content);
    }

    #[test]
    fn any_bytes_under_a_header(content in proptest::collection::vec(any::<u8>(), 0..500)) {
        check(&[HEAD, &content].concat());
    }

    #[test]
    fn any_cells(cells in proptest::collection::vec("[0-9a-zA-Z,;\"'.:/ \\-\n\r\t{}(]{0,30}", 0..30)) {
        let text = cells.join(",");
        check(&[HEAD, text.as_bytes()].concat());
        check(text.as_bytes());
        check(format!("{{\"a\":1}}\n{text}").as_bytes());
    }

    #[test]
    fn any_cut_of_a_packed_file(cut in 0_usize..200, flip in 0_usize..200) {
        let mut packed = gzip(&HEAD.repeat(3));
        let place = flip % packed.len();
        packed[place] ^= 0x55;
        packed.truncate(cut.max(1));
        check(&packed);
        let mut packed = zstd::encode_all(HEAD, 1).unwrap();
        packed.truncate(cut.max(1));
        check(&packed);
    }
}

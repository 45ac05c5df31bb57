//! A file under a mapping: whatever comes, nothing panics, lines are counted once, and a mapping is written as it was read.
//!
//! The input is the kind of the file in a byte, the mapping as TOML, a zero byte, the file.
#![no_main]

mod place;

use std::ops::ControlFlow;

use customers::{
    Kind, Mapping, ReadOptions, preview, read_attributes, read_orders, read_subscriptions,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

const KINDS: [Kind; 4] = [
    Kind::Orders,
    Kind::Customers,
    Kind::Products,
    Kind::Subscriptions,
];

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else {
        return;
    };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    let mut parts = rest.splitn(2, |byte| *byte == 0);
    let (toml, file) = (parts.next().unwrap_or_default(), parts.next());
    let Some(mapping) = mapping(kind, toml) else {
        return;
    };
    if let Some(file) = file {
        read(&mapping, file);
    }
});

fn mapping(kind: Kind, toml: &[u8]) -> Option<Mapping> {
    let mapping = Mapping::parse(kind, std::str::from_utf8(toml).ok()?).ok()?;
    let written = mapping.to_toml();
    let again = Mapping::parse(kind, &written).map(|again| again.to_toml());
    assert!(again.is_ok_and(|again| again == written), "{written}");
    Some(mapping)
}

fn read(mapping: &Mapping, file: &[u8]) {
    let path = place::file("mapping", file);
    let Ok(currency) = "EUR".parse() else {
        return;
    };
    let mut options = ReadOptions::new(TimeZone::UTC, currency, Timestamp::UNIX_EPOCH);
    options.refusals_max = 10;
    let mut go_on = |_| ControlFlow::Continue(());
    let _shown = preview(&path, mapping, &options);
    match mapping.kind {
        Kind::Orders => {
            if let Ok(read) = read_orders(&path, mapping, &options, &mut go_on) {
                assert_eq!(read.counts.read, read.counts.taken + read.counts.refused);
                assert_eq!(read.counts.taken, read.lines.len() as u64);
            }
        }
        Kind::Customers | Kind::Products => {
            if let Ok(read) = read_attributes(&path, mapping, &options, &mut go_on) {
                assert_eq!(read.read, read.rows.len() as u64 + read.refused);
            }
        }
        Kind::Subscriptions => {
            if let Ok(read) = read_subscriptions(&path, mapping, &options, &mut go_on) {
                assert!(read.counts.read >= read.counts.refused + read.counts.repeated);
            }
        }
    }
}

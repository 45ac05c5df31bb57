//! Files that cannot be taken: each is refused with a sentence that a person can act on, and nothing of it is in.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::{FIVE, HEADER, five, lines};
use crate::program::Program;

/// A file of this name is not taken, the message has these words, and the workspace stays empty.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>, words: &[&str]) {
    let program = Program::with_workspace();
    let file = program.file(name, bytes);
    let ran = program.run(&["import", "orders", &file]).fails(1, words);
    assert!(ran.err.contains(name), "the file is not named: {}", ran.err);
    assert!(program.holds_nothing());
}

#[test]
fn a_missing_file() {
    let program = Program::new();
    program
        .run(&["import", "orders", "nowhere.csv"])
        .fails(1, &["nowhere.csv cannot be read", "No such file"]);
    assert!(
        !program.data().exists(),
        "no workspace was made for a file that is not there"
    );
}

#[test]
fn a_folder() {
    let program = Program::new();
    program
        .run(&["import", "orders", "/"])
        .fails(2, &["/ is a folder, not a file"]);
    assert!(!program.data().exists());
}

#[test]
fn a_missing_file_after_a_good_one() {
    let program = Program::with_workspace();
    let good = program.file("good.csv", five());
    program
        .run(&["import", "orders", &good, "nowhere.csv"])
        .fails(1, &["nowhere.csv"]);
    assert!(program.holds_nothing());
}

#[test]
fn a_missing_column() {
    let bytes = "Invoice,Customer ID,StockCode,Quantity,Price\n1,2,A,1,2.0\n";
    refused(
        "till.csv",
        bytes,
        &["no column for the date", "'StockCode'", "[columns] date ="],
    );
}

#[test]
fn a_wrong_delimiter_in_the_mapping() {
    let program = Program::with_workspace();
    let file = program.file("till.csv", five());
    let mapping = program.file("till.toml", "[file]\ndelimiter = \";\"\n");
    program
        .run(&["import", "orders", &file, "--map", &mapping])
        .fails(
            1,
            &[
                "the delimiter is most likely ','",
                "[file] delimiter = \",\"",
            ],
        );
    assert!(program.holds_nothing());
}

#[test]
fn mixed_date_formats() {
    let text: Vec<String> = (1..200)
        .map(|at| {
            let date = if at % 2 == 0 {
                "2024-03-25"
            } else {
                "25.03.2024"
            };
            format!("{at},{at},{date} 10:00:00,A,Cup,1,2.00,DE")
        })
        .collect();
    let text: Vec<&str> = text.iter().map(String::as_str).collect();
    refused(
        "till.csv",
        lines(&text),
        &["column InvoiceDate", "not a date of the form"],
    );
}

#[test]
fn dates_that_can_be_read_in_two_ways() {
    let text: Vec<String> = (1..100)
        .map(|at| {
            format!(
                "{at},{at},{:02}/{:02}/2024,A,Cup,1,2.00,DE",
                at % 12 + 1,
                at % 11 + 1
            )
        })
        .collect();
    let text: Vec<&str> = text.iter().map(String::as_str).collect();
    let words = ["DD/MM/YYYY or as MM/DD/YYYY", "[file] date_format ="];
    refused("till.csv", lines(&text), &words);
}

#[test]
fn a_line_of_ten_megabytes() {
    let long = format!(
        "1005,1,2024-03-20 10:00:00,A,{},1,2.00,DE",
        "x".repeat(10_000_000)
    );
    let text = lines(&[&FIVE[..], &[long.as_str()]].concat());
    refused("till.csv", text, &["line 7: the line is longer than 1 MB"]);
}

#[test]
fn a_binary_file() {
    let noise: Vec<u8> = (0..200_000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    refused(
        "till.csv",
        noise,
        &["the file is binary, not text", "give it as CSV"],
    );
}

#[test]
fn an_empty_file() {
    refused("till.csv", "", &["the file is empty"]);
}

#[test]
fn a_header_only() {
    refused("till.csv", HEADER, &["a header and no lines"]);
}

#[test]
fn a_truncated_gzip() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&crate::files::history()).unwrap();
    let mut packed = packer.finish().unwrap();
    packed.truncate(packed.len() / 2);
    refused(
        "till.csv.gz",
        packed,
        &["gzip file is damaged or cut short", "fetch it again"],
    );
}

#[test]
fn a_truncated_zstd() {
    let mut packed = zstd::encode_all(crate::files::history().as_slice(), 1).unwrap();
    packed.truncate(packed.len() / 2);
    refused(
        "till.csv.zst",
        packed,
        &["zstd file is damaged or cut short", "fetch it again"],
    );
}

#[test]
fn a_truncated_parquet() {
    let program = Program::with_workspace();
    let mut bytes = std::fs::read(crate::online_retail::file()).unwrap();
    bytes.truncate(bytes.len() / 2);
    let file = program.file("till.parquet", bytes);
    program
        .run(&["import", "orders", &file])
        .fails(1, &["till.parquet", "cannot be read as Parquet"]);
    assert!(program.holds_nothing());
}

#[test]
fn a_duplicate_header() {
    let bytes =
        "Invoice,Customer ID,InvoiceDate,StockCode,Price,Quantity,Price\n1,2,2024-01-01,A,1,2,3\n";
    refused(
        "till.csv",
        bytes,
        &["the column 'Price' twice", "rename one"],
    );
}

#[test]
fn an_amount_that_is_not_a_number() {
    let nan = "1006,1,2024-03-20 10:00:00,A,Cup,1,NaN,DE";
    let text = lines(&[&FIVE[..], &[nan]].concat());
    refused(
        "till.csv",
        text,
        &["line 7, column Price", "not a finite number", "`NaN`"],
    );
}

#[test]
fn an_amount_beyond_all_money() {
    for huge in ["1e308", "9223372036854775807", "-1e308", "inf"] {
        let line = format!("1007,1,2024-03-20 10:00:00,A,Cup,1,{huge},DE");
        let text = lines(&[&FIVE[..], &[line.as_str()]].concat());
        refused("till.csv", text, &["line 7", huge]);
    }
}

#[test]
fn amounts_that_add_up_to_more_than_there_is() {
    // Each line can be kept, all together can not.
    let row = |at: usize| format!("{at},7,2024-03-20 10:00:00,A,Cup,1,9000000000000,DE");
    let rows: Vec<String> = (1..12_000).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let words = ["add up to more than can be kept", "mistaken for the price"];
    refused("till.csv", lines(&rows), &words);

    let program = Program::with_workspace();
    let (first, second) = rows.split_at(4_000);
    let file = program.file("first.csv", lines(first));
    program.run(&["import", "orders", &file]).succeeds();
    let file = program.file("second.csv", lines(second));
    program.run(&["import", "orders", &file]).fails(1, &words);
    for report in ["base", "rfm", "cohorts"] {
        program.run(&["report", report]).succeeds();
    }
}

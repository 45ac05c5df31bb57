//! Files that are wrong, each with a sentence that a person can act on.

use std::ops::ControlFlow;

use customers::{CustomersError, read_orders};

use crate::files::{error, file, gzip, mapping, options, read, read_with, refusals};

const HEAD: &str = "order_id,customer_id,date,amount\n";

#[test]
fn a_missing_column_names_those_that_are_there() {
    let told = error("order_id,customer_id,date,colour\n1,a,2020-01-01,red\n");
    assert!(
        told.contains("the line total or the unit price") && told.contains("'colour'"),
        "{told}"
    );
    assert!(told.contains("[columns] amount"), "{told}");
    let told = read_with(
        format!("{HEAD}1,a,2020-01-01,1\n"),
        "[columns]\norder = \"Bon\"",
        &options(),
    );
    let told = told.unwrap_err().to_string();
    assert!(
        told.contains("Bon") && told.contains("'customer_id'"),
        "{told}"
    );
}

#[test]
fn a_wrong_delimiter_is_suspected() {
    let said = "[file]\ndelimiter = \";\"";
    let told = read_with(format!("{HEAD}1,a,2020-01-01,1\n"), said, &options())
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("one single cell") && told.contains("delimiter = \",\""),
        "{told}"
    );
}

#[test]
fn mixed_date_formats_refuse_the_lines_of_the_rarer() {
    let rows = "1,a,2020-01-01,1\n2,a,2020-01-02,1\n3,a,03.01.2020,1\n";
    let read = read(format!("{HEAD}{rows}")).unwrap();
    assert_eq!(
        refusals(&read),
        ["4: date: is not a date of the form YYYY-MM-DD"]
    );
}

#[test]
fn a_line_of_ten_megabytes_is_refused_and_the_next_is_read() {
    let long = "x".repeat(10 * 1024 * 1024);
    for text in [
        format!("{HEAD}1,a,2020-01-01,1\n2,{long},2020-01-01,1\n3,c,2020-01-01,1\n"),
        format!("{HEAD}1,a,2020-01-01,1\n2,\"{long}\",2020-01-01,1\n3,c,2020-01-01,1\n"),
    ] {
        let read = read(text).unwrap();
        assert_eq!(refusals(&read), ["3: : the line is longer than 1 MB"]);
        assert_eq!(read.lines.line_number, [2, 4]);
    }
}

#[test]
fn an_open_quote_costs_only_its_own_line() {
    let read = read(format!(
        "{HEAD}1,a,2020-01-01,1\n2,\"b,2020-01-01,1\n3,c,2020-01-01,1\n"
    ))
    .unwrap();
    assert_eq!(
        refusals(&read),
        ["3: : a quote is opened and not closed on the line"]
    );
    assert_eq!(read.lines.line_number, [2, 4]);
    let swallowed = crate::files::read(format!(
        "{HEAD}1,\"a,2020-01-01,1\n2,b,2020-01-01,1\n3,\"c\",2020-01-01,1\n"
    ));
    let swallowed = swallowed.unwrap();
    assert_eq!(swallowed.lines.line_number, [3, 4]);
}

#[test]
fn bytes_that_are_no_text_refuse_their_line() {
    let mut text =
        format!("{HEAD}1,å,2020-01-01,1\n2,æøåæøåæøåæøåæøåæøåæøåæøå,2020-01-01,1\n3,").into_bytes();
    text.extend(b"\xff\xfe,2020-01-01,1\n4,d,2020-01-01,1\n");
    let read = read(text).unwrap();
    assert_eq!(
        refusals(&read),
        ["4: : the line has bytes that are not valid in the file's encoding"]
    );
    assert_eq!(read.lines.line_number, [2, 3, 5]);
}

#[test]
fn what_is_no_table_is_refused() {
    assert!(error("").contains("empty"));
    assert!(error(" \n\n").contains("empty"));
    assert!(error("\u{feff}").contains("empty"));
    assert!(error(HEAD).contains("no lines"));
    assert!(error(format!("{HEAD}\n\n,,,\n")).contains("no lines"));
    assert!(error(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("picture"));
    assert!(error([0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 9, 200, 7].repeat(99)).contains("binary"));
    assert!(error("[{\"a\": 1}]").contains("one object a line"));
    assert!(error("<html>").contains("HTML"));
    assert!(error(b"\xd0\xcf\x11\xe0rest").contains(".xlsx"));
    assert!(error("order_id,date,date,amount\n1,2,3,4\n").contains("'date' twice"));
    let parquet = read(b"PAR1....PAR1").unwrap_err();
    assert!(matches!(parquet, CustomersError::FormatParquet));
}

#[test]
fn a_cut_archive_is_refused_as_a_whole() {
    let row = |at| {
        format!(
            "{at},c{},2020-01-01,{at}.5
",
            at * 7919 % 60_000
        )
    };
    let rows = (0..60_000).map(row).collect::<Vec<_>>().concat();
    let text = format!("{HEAD}{rows}");
    let packed = gzip(text.as_bytes());
    let told = error(&packed[..packed.len() - 1000]);
    assert!(
        told.contains("gzip") && told.contains("cut short"),
        "{told}"
    );
    let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let told = error(&packed[..packed.len() - 1000]);
    assert!(
        told.contains("zstd") && told.contains("cut short"),
        "{told}"
    );
    assert!(error(gzip(b"")).contains("empty"));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let path = std::path::Path::new("/nowhere/at/all.csv");
    let found = read_orders(path, &mapping(""), &options(), &mut |_| {
        ControlFlow::Continue(())
    });
    assert!(matches!(found, Err(CustomersError::File(_))));
}

#[test]
fn a_reading_can_be_broken_off_and_tells_how_far_it_is() {
    let rows = "1,a,2020-01-01,1\n".repeat(50_000);
    let file = file(format!("{HEAD}{rows}"));
    let mut reports = Vec::new();
    let found = read_orders(&file.path, &mapping(""), &options(), &mut |progress| {
        reports.push(progress);
        if progress.lines > 20_000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(found, Err(CustomersError::Cancelled)));
    assert!(reports.len() >= 3);
    assert!(
        reports
            .windows(2)
            .all(|pair| pair[0].bytes_done <= pair[1].bytes_done)
    );
    assert!(
        reports
            .iter()
            .all(|report| report.bytes_done <= report.bytes_total)
    );
}

#[test]
fn another_currency_in_the_mapping_is_refused() {
    let said = "[rules]\ncurrency = \"USD\"";
    let told = read_with(format!("{HEAD}1,a,2020-01-01,1\n"), said, &options())
        .unwrap_err()
        .to_string();
    assert!(told.contains("USD") && told.contains("GBP"), "{told}");
}

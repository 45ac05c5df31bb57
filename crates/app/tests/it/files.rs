//! Files that tests import.

use std::io::Write;

use tempfile::NamedTempFile;

const HEADER: &str =
    "Invoice,Customer ID,InvoiceDate,StockCode,Description,Quantity,Price,Country\n";

/// March and April of a shop in Sofia: a line twice, an anonymous receipt, a return, and two receipts around the
/// midnight at the end of March, of which the second is still March in UTC.
pub(crate) const SPRING: [&str; 7] = [
    "1001,17850,2024-03-01 10:00,A1,Cup,2,3.50,Germany",
    "1001,17850,2024-03-01 10:00,B2,Plate,1,10.00,Germany",
    "1001,17850,2024-03-01 10:00,B2,Plate,1,10.00,Germany",
    "1002,,2024-03-02 11:30,A1,Cup,5,3.50,France",
    "C1003,17850,2024-03-05 09:00,A1,Cup,-1,3.50,Germany",
    "1004,17851,2024-03-31 23:30,B2,Plate,3,9.99,Spain",
    "1005,17850,2024-04-01 00:15,A1,Cup,1,3.50,Germany",
];

/// A file of order lines beneath a header.
pub(crate) fn lines(lines: &[&str]) -> String {
    format!("{HEADER}{}\n", lines.join("\n"))
}

/// A text as a file, which vanishes when dropped.
pub(crate) fn file(text: &str) -> NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// A history of some ten lines a customer.
pub(crate) fn simulated(seed: u64, customers: u32) -> String {
    let mut text = Vec::new();
    testkit::sim::write_csv(&testkit::sim::orders(seed, customers, 365), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

//! Files that tests import.

pub(crate) const HEADER: &str =
    "Invoice,Customer ID,InvoiceDate,StockCode,Description,Quantity,Price,Country\n";

/// Two customers, an anonymous receipt, a return: three orders of 17.00, 17.50 and 29.97.
pub(crate) const FIVE: [&str; 5] = [
    "1001,17850,2024-03-01 10:00:00,A1,Cup,2,3.50,Germany",
    "1001,17850,2024-03-01 10:00:00,B2,Plate,1,10.00,Germany",
    "1002,,2024-03-02 11:30:00,A1,Cup,5,3.50,France",
    "C1003,17850,2024-03-05 09:00:00,A1,Cup,-1,3.50,Germany",
    "1004,17851,2024-03-20 18:45:10,B2,Plate,3,9.99,Spain",
];

/// A file of order lines beneath a header.
pub(crate) fn lines(lines: &[&str]) -> String {
    format!("{HEADER}{}\n", lines.join("\n"))
}

/// The five lines.
pub(crate) fn five() -> String {
    lines(&FIVE)
}

/// A history of about 60 000 lines.
pub(crate) fn history() -> Vec<u8> {
    let mut text = Vec::new();
    testkit::sim::write_csv(&testkit::sim::orders(11, 2_750, 730), &mut text).unwrap();
    text
}

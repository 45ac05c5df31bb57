//! Documents become files.

use jiff::Timestamp;
use paper::{Column, Document, Kind, Reading, pdf};
use proptest::prelude::*;

fn document(title: &str, cells: &[&str], reading: Reading) -> Document {
    let columns = ["name", "revenue"].map(|heading| Column {
        heading: heading.to_owned(),
        kind: if heading == "name" {
            Kind::Text
        } else {
            Kind::Number
        },
    });
    let rows = cells
        .chunks(2)
        .map(|row| row.iter().map(|cell| Some((*cell).to_owned())).collect());
    Document {
        title: title.to_owned(),
        facts: vec!["as of 2011-12-09".to_owned()],
        note: None,
        columns: columns.to_vec(),
        rows: rows.collect(),
        reading,
        language: "fa".to_owned(),
        foot: "{n} / {of}".to_owned(),
        digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        made_at: Timestamp::UNIX_EPOCH,
    }
}

fn holds(file: &[u8], text: &str) -> bool {
    file.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn a_report_becomes_a_file_with_its_fonts() {
    let cells = ["Cup", "12.50", "قوری", "۱۲٬۵۰۰", "Чашка", "7"];
    let file = pdf(&document("Products", &cells, Reading::LeftToRight)).unwrap();
    assert!(file.starts_with(b"%PDF-") && file.trim_ascii_end().ends_with(b"%%EOF"));
    for font in ["Inter-Regular", "Inter-SemiBold", "Vazirmatn-Regular"] {
        assert!(holds(&file, font), "{font}");
    }
    // No letter of the fourth font is in it.
    assert!(!holds(&file, "Vazirmatn-SemiBold"));
    assert!(file.len() < 60_000, "{} bytes", file.len());
}

#[test]
fn the_same_report_is_the_same_file() {
    let report = document("گزارش فروش", &["فنجان", "۳"], Reading::RightToLeft);
    let first = pdf(&report).unwrap();
    assert_eq!(first, pdf(&report).unwrap());
    let other = document("گزارش فروش", &["فنجان", "۴"], Reading::RightToLeft);
    assert_ne!(first, pdf(&other).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_can_be_printed(title in any::<String>(), cell in any::<String>(), number in "\\PC{0,30}", is_rtl in any::<bool>()) {
        let reading = if is_rtl { Reading::RightToLeft } else { Reading::LeftToRight };
        let file = pdf(&document(&title, &[&cell, &number], reading)).unwrap();
        prop_assert!(file.starts_with(b"%PDF-"));
    }
}

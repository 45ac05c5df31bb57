//! What is shown before a file is taken.

use std::fmt::Write as _;

use customers::{Kind, Mapping, Meaning, preview};

use crate::files::{file, options};

#[test]
fn a_preview_shows_what_was_found_and_what_would_be_refused() {
    let mut text = "Faktura;Kundenummer;Dato;Antall;Pris;Farge\n".to_owned();
    for at in 0..15 {
        writeln!(text, "{at};K{at};{:02}.03.2024 10:00;2;12,50;rød", at + 1).unwrap();
    }
    text.push_str("99;K1;99.03.2024;1;1;\n");
    let file = file(text);
    let shown = preview(&file.path, &Mapping::new(Kind::Orders), &options()).unwrap();
    assert_eq!(shown.rows.len(), 10);
    assert_eq!(shown.rows[0]["amount"], "25.00");
    assert_eq!(shown.rows[0]["unit_price"], "12.5");
    assert_eq!(shown.rows[0]["at"], "2024-03-01T10:00:00+00:00");
    assert_eq!(shown.rows[0]["attributes"]["Farge"], "rød");
    assert_eq!(
        (
            shown.sample_read,
            shown.sample_refused,
            shown.sample_is_whole
        ),
        (16, 1, true)
    );
    assert_eq!(shown.refused[0].line, 17);
    assert_eq!(shown.columns[1].meaning, Some(Meaning::Customer));
    assert_eq!(shown.columns[5].meaning, None);
    assert_eq!(shown.columns[5].examples, ["rød"]);
    let json = serde_json::to_value(&shown).unwrap();
    assert_eq!(json["format"], "csv");
    assert_eq!(json["delimiter"], ";");
    assert_eq!(json["decimal"], "comma");
    assert_eq!(json["date_format"], "DD.MM.YYYY");
    assert_eq!(json["columns"][2]["meaning"], "date");
    assert!(Mapping::parse(Kind::Orders, &shown.mapping_toml).is_ok());
}

#[test]
fn a_preview_of_customers_shows_their_rows() {
    let file = file("customer_id,name,city\n1,Ada,Oslo\n");
    let shown = preview(&file.path, &Mapping::new(Kind::Customers), &options()).unwrap();
    assert_eq!(shown.rows[0]["name"], "Ada");
    assert_eq!(shown.rows[0]["attributes"]["city"], "Oslo");
}

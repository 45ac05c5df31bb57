//! The same lines in many forms.

use crate::files::{error, gzip, line, mapping, options, read, read_with, workbook};

const CSV: &str = "order_id,customer_id,date,product_id,quantity,unit_price,colour\n\
                   1,a,2020-01-01 10:00:00,p,2,2.50,blå\n2,b,2020-01-02 11:30:00,q,-1,0.30,\n";

const EXPECTED: [&str; 2] = [
    "1|a|2020-01-01T10:00:00Z|p|2|500",
    "2|b|2020-01-02T11:30:00Z|q|-1|-30",
];

fn check(content: impl AsRef<[u8]>, what: &str) {
    let read = read(content).unwrap();
    assert_eq!(read.refusals, [], "{what}");
    assert_eq!(read.lines.len(), 2, "{what}");
    assert_eq!(
        [line(&read.lines, 0), line(&read.lines, 1)],
        EXPECTED,
        "{what}"
    );
    assert_eq!(
        read.lines.attributes.get(0),
        Some("{\"colour\":\"blå\"}"),
        "{what}"
    );
    assert_eq!(read.lines.attributes.get(1), None, "{what}");
}

#[test]
fn every_encoding_gives_the_same_lines() {
    check(CSV, "plain");
    check(format!("\u{feff}{CSV}"), "with a mark");
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    check(
        utf16(&format!("\u{feff}{CSV}"), u16::to_le_bytes),
        "UTF-16 LE with a mark",
    );
    check(
        utf16(&format!("\u{feff}{CSV}"), u16::to_be_bytes),
        "UTF-16 BE with a mark",
    );
    check(utf16(CSV, u16::to_le_bytes), "UTF-16 LE");
    check(utf16(CSV, u16::to_be_bytes), "UTF-16 BE");
    check(encoding_rs::WINDOWS_1252.encode(CSV).0, "Windows-1252");
}

#[test]
fn every_packing_and_delimiter_gives_the_same_lines() {
    check(gzip(CSV.as_bytes()), "gzip");
    let two: Vec<u8> = [gzip(&CSV.as_bytes()[..50]), gzip(&CSV.as_bytes()[50..])].concat();
    check(two, "gzip of two members");
    check(zstd::encode_all(CSV.as_bytes(), 1).unwrap(), "zstd");
    check(CSV.replace(',', ";"), "semicolons");
    check(CSV.replace(',', "\t"), "tabs");
    check(CSV.replace(',', "|"), "bars");
    check(CSV.replace('\n', "\r\n"), "Windows line ends");
    check(CSV.replace('\n', "\r"), "old Mac line ends");
    check(
        format!("sep=;\n{}", CSV.replace(',', ";")),
        "a note for Excel",
    );
    check(format!("\n\n{CSV}\n,,,,,,\n\n"), "blank lines");
    check(CSV.trim_end(), "no line end at the end");
    check(
        CSV.replace(',', ";")
            .replace("2.50", "2,50")
            .replace("0.30", "0,30"),
        "decimal comma",
    );
    check(
        CSV.replace(',', "\",\"")
            .replace('\n', "\"\n\"")
            .trim_end_matches('"')
            .replacen("order_id", "\"order_id", 1),
        "all in quotes",
    );
}

#[test]
fn json_lines_give_the_same_lines_and_late_keys_become_attributes() {
    let json = "{\"order_id\": 1, \"customer_id\": \"a\", \"date\": \"2020-01-01T10:00:00Z\", \"product_id\": \"p\", \"quantity\": 2, \"unit_price\": 2.50, \"colour\": \"blå\"}\n\n\
                {\"customer_id\": \"b\", \"order_id\": \"2\", \"date\": \"2020-01-02T11:30:00+00:00\", \"product_id\": \"q\", \"quantity\": -1, \"unit_price\": 0.3, \"colour\": null}\n";
    check(json, "NDJSON");
    check(gzip(json.as_bytes()), "packed NDJSON");
    let mut long = json.repeat(2000);
    long.push_str("{\"order_id\": 9, \"customer_id\": \"c\", \"date\": \"2020-01-03\", \"unit_price\": 1, \"late\": 5}\n{broken\n");
    let read = read(long).unwrap();
    assert_eq!(read.lines.attributes.get(4000), Some("{\"late\":\"5\"}"));
    assert_eq!(read.refusals.len(), 1);
}

#[test]
fn a_workbook_gives_the_same_lines() {
    let rows: [&[&str]; 3] = [
        &[
            "order_id",
            "customer_id",
            "date",
            "product_id",
            "quantity",
            "unit_price",
            "colour",
        ],
        &["1", "a", "date 43831.41666666667", "p", "2", "2.5", "blå"],
        &[
            "2",
            "b",
            "date 43832.479166666664",
            "q",
            "-1",
            "0.30000000000000004",
        ],
    ];
    check(workbook(&rows), "XLSX");
    let told = read_with(workbook(&rows), "[file]\nsheet = \"Other\"", &options())
        .unwrap_err()
        .to_string();
    assert!(told.contains("Other") && told.contains("Sales"), "{told}");
    assert!(
        error(&workbook(&rows)[..400]).contains("workbook"),
        "a cut workbook"
    );
}

#[test]
fn columns_without_a_header_can_be_said_by_place() {
    let text = " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n";
    assert!(error(text).contains("column_1"), "{}", error(text));
    let said = "[columns]\ncustomer = 1\nquantity = 4\namount = 5\n";
    let read = read_with(text, said, &options()).unwrap();
    assert_eq!(
        line(&read.lines, 1),
        "00004@9879|00004|1997-01-18T00:00:00Z|-|2|2973"
    );
    assert_eq!(
        read.lines.attributes.get(0),
        Some("{\"column_2\":\"0001\"}")
    );
}

#[test]
fn day_and_month_are_told_apart_by_evidence_however_late() {
    let head = "order_id,customer_id,date,amount\n";
    let early = "1,a,01/02/2020 10:00,5.00\n".repeat(50_000);
    let read = read(format!("{head}{early}2,b,25/02/2020 10:00,5.00\n")).unwrap();
    assert_eq!(read.lines.day[0], 18_293);
    let told = error(format!("{head}1,a,01/02/2020,5\n"));
    assert!(
        told.contains("DD/MM/YYYY") && told.contains("MM/DD/YYYY") && told.contains("date_format"),
        "{told}"
    );
    let said = read_with(
        format!("{head}1,a,01/02/2020,5\n"),
        "[file]\ndate_format = \"MM/DD/YYYY\"",
        &options(),
    );
    assert_eq!(said.unwrap().lines.day, [18_263]);
}

#[test]
fn a_mapping_that_was_found_reads_the_file_again_in_the_same_way() {
    let first = read(CSV).unwrap();
    let again = read_with(CSV, &first.mapping.to_toml(), &options()).unwrap();
    assert_eq!(again.lines, first.lines);
    assert_eq!(again.mapping, first.mapping);
    assert_eq!(mapping(&first.mapping.to_toml()), first.mapping);
}

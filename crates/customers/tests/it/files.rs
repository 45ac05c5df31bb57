//! Files that vanish, and the short way to read them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use customers::{CustomersError, Kind, Mapping, OrderLines, ReadOptions, ReadOrders, read_orders};
use jiff::tz::TimeZone;

/// A file in a folder that vanishes with it.
pub(crate) struct TempFile {
    pub(crate) path: PathBuf,
    _folder: tempfile::TempDir,
}

pub(crate) fn file(content: impl AsRef<[u8]>) -> TempFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, content).unwrap();
    TempFile {
        path,
        _folder: folder,
    }
}

pub(crate) fn options() -> ReadOptions {
    let now = "2026-06-01T12:00:00Z".parse().unwrap();
    ReadOptions::new(
        TimeZone::get("Europe/London").unwrap(),
        "GBP".parse().unwrap(),
        now,
    )
}

pub(crate) fn mapping(text: &str) -> Mapping {
    Mapping::parse(Kind::Orders, text).unwrap()
}

pub(crate) fn read_with(
    content: impl AsRef<[u8]>,
    text: &str,
    options: &ReadOptions,
) -> Result<ReadOrders, CustomersError> {
    let file = file(content);
    read_orders(&file.path, &mapping(text), options, &mut |_| {
        ControlFlow::Continue(())
    })
}

pub(crate) fn read(content: impl AsRef<[u8]>) -> Result<ReadOrders, CustomersError> {
    read_with(content, "", &options())
}

/// Why a file is refused as a whole.
pub(crate) fn error(content: impl AsRef<[u8]>) -> String {
    read(content).unwrap_err().to_string()
}

/// The refused lines as `line: column: reason`.
pub(crate) fn refusals(read: &ReadOrders) -> Vec<String> {
    let column = |column: &Option<String>| column.clone().unwrap_or_default();
    read.refusals
        .iter()
        .map(|r| format!("{}: {}: {}", r.line, column(&r.column), r.reason))
        .collect()
}

/// A line as `order|customer|instant|product|quantity|amount`.
pub(crate) fn line(lines: &OrderLines, row: usize) -> String {
    let at = jiff::Timestamp::from_microsecond(lines.at_micros[row]).unwrap();
    let text = |column: &customers::Codes| column.get(row).unwrap_or("-").to_owned();
    let (order, customer, product) = (
        text(&lines.order),
        text(&lines.customer),
        text(&lines.product),
    );
    format!(
        "{order}|{customer}|{at}|{product}|{}|{}",
        lines.quantity[row], lines.amount_minor[row]
    )
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A workbook with one sheet of the rows; what looks like a number is one.
pub(crate) fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (at, row) in rows.iter().enumerate() {
        write!(sheet, "<row r=\"{}\">", at + 1).unwrap();
        for (column, cell) in row.iter().enumerate() {
            let name = format!(
                "{}{}",
                char::from(b'A' + u8::try_from(column).unwrap()),
                at + 1
            );
            let cell = match cell.strip_prefix("date ") {
                Some(serial) => format!("<c r=\"{name}\" s=\"1\"><v>{serial}</v></c>"),
                None if cell.parse::<f64>().is_ok() => format!("<c r=\"{name}\"><v>{cell}</v></c>"),
                None => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            };
            sheet.push_str(&cell);
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    stored_zip(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Sales\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// An archive of files as they are, which a zip may be.
fn stored_zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut crc = flate2::Crc::new();
        crc.update(content.as_bytes());
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let offset = u32::try_from(body.len()).unwrap().to_le_bytes();
        let name_size = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5a];
        common.extend(crc.sum().to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(name_size);
        common.extend([0, 0]);
        body.extend(b"PK\x03\x04");
        body.extend(&common);
        body.extend(name.as_bytes());
        body.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let place = u32::try_from(body.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count);
    body.extend(count);
    body.extend(size);
    body.extend(place);
    body.extend([0, 0]);
    body
}

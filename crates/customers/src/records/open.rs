//! From a path to rows: the format is found by the first bytes, never by the name.

use std::path::Path;

use serde::Serialize;

use super::delimited::Delimited;
use super::ndjson::Ndjson;
use super::sheet::Sheet;
use super::{Records, Sampled};
use crate::dialect::{self, Delimiter};
use crate::error::CustomersError;
use crate::mapping::FileForm;
use crate::text::{Compression, Encoding, Lines, Text, Unpacked, binary_kind};

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with delimiters.
    Csv,
    /// A JSON object a line.
    Ndjson,
    /// An Excel workbook.
    Xlsx,
    /// Parquet, which the lake opens.
    Parquet,
}

/// What the first bytes of a file tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// The format.
    pub format: Format,
    /// How it is packed.
    pub compression: Compression,
    /// The encoding of its text.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub delimiter: Option<Delimiter>,
}

impl Shape {
    /// A Parquet file, which the lake has opened.
    pub const PARQUET: Self = Self {
        format: Format::Parquet,
        compression: Compression::None,
        encoding: None,
        delimiter: None,
    };
}

/// Looks at the first bytes of a file.
///
/// # Errors
///
/// When the file can not be read, is empty or is of no known format.
pub fn sniff(path: &Path) -> Result<Shape, CustomersError> {
    let (source, head) = first_block(path)?;
    let shape = Shape {
        format: format_of(&head)?,
        compression: source.compression,
        encoding: None,
        delimiter: None,
    };
    if matches!(shape.format, Format::Parquet | Format::Xlsx) {
        return Ok(shape);
    }
    let lines = Lines::new(Text::new(source, head, None))?;
    let found = dialect::look(lines.front(), None, None).delimiter;
    Ok(Shape {
        encoding: Some(lines.text().encoding()),
        delimiter: (shape.format == Format::Csv).then_some(found),
        ..shape
    })
}

/// Opens a file as rows, with what `form` says, and by looking where it says nothing.
///
/// # Errors
///
/// When the file can not be read, is empty, is of no known format or has a bad header, and
/// [`CustomersError::FormatParquet`] when it is for the lake to open.
pub fn open(path: &Path, form: &FileForm) -> Result<Sampled, CustomersError> {
    let (source, head) = first_block(path)?;
    let format = format_of(&head)?;
    let mut shape = Shape {
        format,
        compression: source.compression,
        encoding: None,
        delimiter: None,
    };
    let records: Box<dyn Records> = match format {
        Format::Parquet => return Err(CustomersError::FormatParquet),
        Format::Xlsx if shape.compression != Compression::None => {
            return Err(CustomersError::FormatUnknown(
                "a packed workbook, which must be unpacked",
            ));
        }
        Format::Xlsx => Box::new(Sheet::open(path, form.sheet.as_deref(), form.header)?),
        Format::Ndjson | Format::Csv => {
            let lines = Lines::new(Text::new(source, head, form.encoding))?;
            shape.encoding = Some(lines.text().encoding());
            if format == Format::Ndjson {
                Box::new(Ndjson::new(lines))
            } else {
                let found = dialect::look(lines.front(), form.delimiter, form.header);
                shape.delimiter = Some(found.delimiter);
                Box::new(Delimited::new(lines, found)?)
            }
        }
    };
    let sampled = Sampled::new(records, shape)?;
    if sampled.has_ended() && sampled.head().all(super::Row::is_empty) {
        let has_header = sampled.has_header() && format != Format::Ndjson;
        return Err(if has_header {
            CustomersError::FileHeaderOnly
        } else {
            CustomersError::FileEmpty
        });
    }
    Ok(sampled)
}

fn first_block(path: &Path) -> Result<(Unpacked, Vec<u8>), CustomersError> {
    let mut source = Unpacked::open(path)?;
    let mut head = Vec::new();
    source.fill(&mut head)?;
    if head.trim_ascii().is_empty() || head == b"\xef\xbb\xbf" {
        return Err(CustomersError::FileEmpty);
    }
    Ok((source, head))
}

fn format_of(head: &[u8]) -> Result<Format, CustomersError> {
    if head.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Format::Xlsx);
    }
    if let Some(kind) = binary_kind(head) {
        return Err(CustomersError::FormatUnknown(kind));
    }
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    // The brace may be of UTF-16, so a zero can stand beside it.
    let text = text
        .strip_prefix(b"\xff\xfe")
        .or_else(|| text.strip_prefix(b"\xfe\xff\0"))
        .unwrap_or(text);
    match text.trim_ascii_start() {
        [b'{', ..] => Ok(Format::Ndjson),
        [b'[', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'{')) => {
            Err(CustomersError::FormatUnknown(
                "a JSON array, which must be written as one object a line",
            ))
        }
        [b'<', ..] => Err(CustomersError::FormatUnknown("XML or HTML")),
        _ => Ok(Format::Csv),
    }
}

//! XLSX: the rows of one sheet of a workbook.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use super::{Records, Row, named_columns, unnamed};
use crate::error::CustomersError;
use crate::meaning;
use crate::text::Meter;

/// Rows of a sheet.
pub(crate) struct Sheet {
    range: Range<Data>,
    columns: Vec<String>,
    has_header: bool,
    at: usize,
    meter: Meter,
}

/// The names of the sheets of a workbook, in its order.
///
/// # Errors
///
/// When it can not be read.
pub fn sheets(path: &Path) -> Result<Vec<String>, CustomersError> {
    let book: Xlsx<_> = open_workbook(path)
        .map_err(|error: calamine::XlsxError| CustomersError::SheetDamaged(error.to_string()))?;
    Ok(book.sheet_names())
}

impl Sheet {
    /// Opens the named sheet, or the first that holds anything.
    pub(crate) fn open(
        path: &Path,
        sheet: Option<&str>,
        header: Option<bool>,
    ) -> Result<Self, CustomersError> {
        let damaged = |error: calamine::XlsxError| CustomersError::SheetDamaged(error.to_string());
        let total = std::fs::metadata(path).map_err(CustomersError::File)?.len();
        let mut book: Xlsx<_> = open_workbook(path).map_err(damaged)?;
        let names = book.sheet_names();
        let range = match sheet {
            Some(name) if !names.iter().any(|other| other == name) => {
                let found = names.join(", ");
                return Err(CustomersError::SheetMissing {
                    name: name.to_owned(),
                    found,
                });
            }
            Some(name) => book.worksheet_range(name).map_err(damaged)?,
            None => {
                let mut first = Range::empty();
                for name in &names {
                    first = book.worksheet_range(name).map_err(damaged)?;
                    if !first.is_empty() {
                        break;
                    }
                }
                first
            }
        };
        let Some(first) = range.rows().next() else {
            return Err(CustomersError::FileEmpty);
        };
        let cells: Vec<String> = first.iter().map(text).collect();
        let has_header = header.unwrap_or_else(|| looks_like_header(first, &cells));
        let columns = if has_header {
            named_columns(&cells)?
        } else {
            (0..cells.len()).map(unnamed).collect()
        };
        let meter = Meter::new(total);
        meter.advance(total);
        Ok(Self {
            range,
            columns,
            has_header,
            at: usize::from(has_header),
            meter,
        })
    }
}

fn looks_like_header(first: &[Data], cells: &[String]) -> bool {
    cells.iter().any(|cell| meaning::is_known_name(cell))
        || first
            .iter()
            .all(|cell| matches!(cell, Data::String(_) | Data::Empty))
}

impl Records for Sheet {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn has_header(&self) -> bool {
        self.has_header
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError> {
        let (height, width) = self.range.get_size();
        if self.at >= height {
            return Ok(false);
        }
        let top = self.range.start().map_or(0, |(row, _)| u64::from(row));
        row.begin(top + self.at as u64 + 1);
        for column in 0..width {
            match self.range.get((self.at, column)) {
                Some(Data::String(value)) => row.push(value.as_bytes()),
                Some(cell) => row.push(text(cell).as_bytes()),
                None => row.push(b""),
            }
        }
        self.at += 1;
        Ok(true)
    }

    fn meter(&self) -> Meter {
        self.meter.clone()
    }
}

/// A cell as text: numbers with the 15 digits that a sheet shows, instants in ISO form.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(value) | Data::DateTimeIso(value) | Data::DurationIso(value) => value.clone(),
        Data::Int(value) => value.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::DateTime(value) => {
            let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
            let fraction = if milli == 0 {
                String::new()
            } else {
                format!(".{milli:03}")
            };
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
        }
        Data::Error(error) => error.to_string(),
    }
}

fn number(value: f64) -> String {
    // A sheet computes in floats: 0.1 + 0.2 is shown as 0.3, and so it is read.
    format!("{value:.14e}")
        .parse::<f64>()
        .unwrap_or(value)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_read_as_a_sheet_shows_them() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(2.55), "2.55");
        assert_eq!(number(17850.0), "17850");
    }
}

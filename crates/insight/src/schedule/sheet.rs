//! A report as rows of cells, as they are kept, shown and taken away.

use serde::{Deserialize, Serialize};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Words and names.
    Text,
    /// Days, as `2011-07-31`.
    Day,
    /// Months of the year, as `2011-07`.
    Month,
    /// Numbers, written with a point.
    Number,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// Its name in a file, of which there is one.
    pub name: String,
    /// What its cells are.
    pub kind: CellKind,
    /// What it is about, by which a reader's language has a heading for it; none where a query named it, and in what was kept before
    /// there were headings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// The currency of its amounts (ISO 4217), where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

impl SheetColumn {
    /// A column that only has a name.
    pub fn named(name: impl Into<String>, kind: CellKind) -> Self {
        Self {
            name: name.into(),
            kind,
            term: None,
            currency: None,
        }
    }
}

/// Rows of cells below named columns. A cell that is not known is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Sheet {
    /// As CSV (RFC 4180) with a header. Text that a spreadsheet would take for a formula gets a quotation mark before it.
    pub fn to_csv(&self) -> String {
        let header = self.columns.iter().map(|column| harmless(&column.name));
        let mut text = line(header);
        for row in &self.rows {
            let cells = row.iter().zip(&self.columns).map(|(cell, column)| {
                let cell = cell.as_deref().unwrap_or_default();
                match column.kind {
                    CellKind::Text => harmless(cell),
                    CellKind::Day | CellKind::Month | CellKind::Number => cell.to_owned(),
                }
            });
            text.push_str(&line(cells));
        }
        text
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells
        .map(|cell| {
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        })
        .collect();
    cells.join(",") + "\r\n"
}

fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        let sheet = Sheet {
            columns: vec![
                SheetColumn::named("product", CellKind::Text),
                SheetColumn::named("change", CellKind::Number),
                SheetColumn::named("=name", CellKind::Text),
            ],
            rows: vec![
                vec![
                    Some("=1+1".to_owned()),
                    Some("-2.5".to_owned()),
                    Some("Cup, \"red\"".to_owned()),
                ],
                vec![Some("قوری".to_owned()), None, None],
            ],
        };
        assert_eq!(
            sheet.to_csv(),
            "product,change,'=name\r\n'=1+1,-2.5,\"Cup, \"\"red\"\"\"\r\nقوری,,\r\n"
        );
    }
}

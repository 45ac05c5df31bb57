//! How an answer is drawn.

use serde::{Deserialize, Serialize};

use crate::InsightError;
use crate::kept::check_length;

/// The most columns that are drawn over one.
const SERIES: usize = 4;
const COLUMN_CHARS: usize = 200;

/// A form in which an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// As rows.
    #[default]
    Table,
    /// A line over an ordered column.
    Line,
    /// A bar for each row.
    Bar,
    /// One figure.
    Number,
}

/// How an answer is drawn: in which form, and of which columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Chart {
    /// The form.
    pub kind: ChartKind,
    /// The column along the axis; left to the reader's program when absent.
    pub x: Option<String>,
    /// The columns that are drawn, at most four; left to the reader's program when empty.
    pub y: Vec<String>,
}

impl Chart {
    /// Checks that it can be kept. Whether the columns are there shows when the query runs.
    pub(crate) fn check(&self) -> Result<(), InsightError> {
        if self.y.len() > SERIES {
            return Err(InsightError::TooMany {
                what: "a chart",
                parts: "columns drawn",
                most: SERIES,
                given: self.y.len(),
            });
        }
        for column in self.x.iter().chain(&self.y) {
            check_length("a chart's column", column, 1..=COLUMN_CHARS)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_reads_back_and_has_limits() {
        let chart = Chart {
            kind: ChartKind::Line,
            x: Some("day".to_owned()),
            y: vec!["orders".to_owned()],
        };
        let text = serde_json::to_string(&chart).unwrap();
        assert_eq!(text, r#"{"kind":"line","x":"day","y":["orders"]}"#);
        assert_eq!(serde_json::from_str::<Chart>(&text).unwrap(), chart);
        assert!(chart.check().is_ok());
        let many = Chart {
            y: vec!["a".to_owned(); 5],
            ..chart
        };
        assert_eq!(
            many.check().unwrap_err().to_string(),
            "a chart has at most 4 columns drawn, 5 were given"
        );
    }
}

//! Texts in statements and in their answers.

use arrow::array::{Array, AsArray};
use arrow::datatypes::DataType;
use arrow::record_batch::RecordBatch;

use crate::InsightError;

/// A text as SQL writes it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text of an answer.
pub(super) fn text(
    batch: &RecordBatch,
    index: usize,
    row: usize,
    report: &'static str,
) -> Result<Option<String>, InsightError> {
    let texts = batch
        .columns()
        .get(index)
        .and_then(|column| column.as_string_opt::<i32>());
    let texts = texts.ok_or_else(|| InsightError::Column {
        report,
        column: "a text",
        expected: DataType::Utf8.to_string(),
    })?;
    Ok(texts.is_valid(row).then(|| texts.value(row).to_owned()))
}

/// A yes or no of an answer.
pub(super) fn flag(
    batch: &RecordBatch,
    index: usize,
    row: usize,
    report: &'static str,
) -> Result<bool, InsightError> {
    let flags = batch
        .columns()
        .get(index)
        .and_then(|column| column.as_boolean_opt());
    let flags = flags.ok_or_else(|| InsightError::Column {
        report,
        column: "a yes or no",
        expected: DataType::Boolean.to_string(),
    })?;
    Ok(flags.is_valid(row) && flags.value(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stays_within_its_text() {
        assert_eq!(quoted("O'Brien"), "'O''Brien'");
    }
}

//! From what the scores were made: whether they still stand is a comparison, not a guess.

use std::fmt::Write as _;

use ::store::Store;
use arrow::datatypes::Int64Type;
use jiff::civil::Date;

use super::REPORT;
use super::scoring;
use crate::InsightError;
use crate::source::{Source, column};
use crate::value::model::{Model, ModelId};

/// Columns of the statement.
const COLUMNS: [&str; 6] = [
    "is_return",
    "n",
    "amount_minor",
    "days",
    "days_mixed",
    "amounts_mixed",
];

/// A scoring that came to its end: every customer with an order has a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The model.
    pub model: ModelId,
    /// The day at whose end the customers were looked at.
    pub as_of: Date,
    /// What identifies the orders and returns that were read.
    pub fingerprint: String,
    /// A state of the lake that held them.
    pub snapshot: i64,
    /// How many were scored.
    pub customers: u64,
}

/// The scores that are kept; `None` without any, and when a scoring was broken off.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn scored(store: &Store) -> Result<Option<Scored>, InsightError> {
    scoring::find(store).await
}

/// Whether the kept scores are the model's, made from the orders and returns that the lake holds now. Older orders that came
/// later count as any others.
///
/// # Errors
///
/// When the lake or the store can not be read.
pub async fn scores_stand(
    source: &Source<'_>,
    store: &Store,
    model: &Model,
) -> Result<bool, InsightError> {
    let Some(kept) = scoring::find(store).await? else {
        return Ok(false);
    };
    if kept.model != model.id {
        return Ok(false);
    }
    if kept.snapshot == source.snapshot {
        return Ok(true);
    }
    if kept.fingerprint != fingerprint(source).await? {
        return Ok(false);
    }
    // What came since is no order of a customer: the next look need not read them again.
    scoring::stands_at(store, &kept, source.snapshot).await?;
    Ok(true)
}

/// What equal orders and returns have in common, and others hardly ever.
pub(crate) async fn fingerprint(source: &Source<'_>) -> Result<String, InsightError> {
    let text = include_str!("../../sql/orders_fingerprint.sql");
    let mut rows = Vec::new();
    for batch in source.rows(REPORT, text, None).await? {
        for row in 0..batch.num_rows() {
            let mut sums = [0; COLUMNS.len()];
            for (index, (sum, name)) in sums.iter_mut().zip(COLUMNS).enumerate() {
                *sum = column::<Int64Type>(&batch, index, REPORT, name)?.value(row);
            }
            rows.push(sums);
        }
    }
    rows.sort_unstable();
    let mut text = String::new();
    for sum in rows.iter().flat_map(|[_, sums @ ..]| sums) {
        let colon = if text.is_empty() { "" } else { ":" };
        let written = write!(text, "{colon}{sum:x}");
        debug_assert!(written.is_ok(), "writing to a string");
    }
    Ok(text)
}

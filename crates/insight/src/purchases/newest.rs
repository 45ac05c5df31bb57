//! The newest rows of a customer, without a look at all years where the last weeks have enough of them.

use arrow::record_batch::RecordBatch;

use crate::InsightError;
use crate::source::Source;

/// How far back is looked at first. Who orders often has a page's worth of orders in it; for the others little is read in vain.
const RECENT_DAYS: i64 = 45;
const DAY_MICROS: i64 = 86_400_000_000;

/// As many rows as are wanted, the newest up to an instant; a statement puts its argument behind its conditions.
pub(super) async fn newest(
    source: &Source<'_>,
    report: &'static str,
    (until, wanted): (Option<i64>, i64),
    statement: impl Fn(&str) -> String,
) -> Result<Vec<RecordBatch>, InsightError> {
    let end = if until.is_some() {
        until
    } else {
        let scope = source.scope(report, None).await?;
        scope.map(|scope| (i64::from(scope.as_of) + 1).saturating_mul(DAY_MICROS))
    };
    if let Some(end) = end {
        let since = end.saturating_sub(RECENT_DAYS * DAY_MICROS);
        let recent = statement(&format!("and at >= {}", written(since)));
        let rows = source.rows(report, &recent, None).await?;
        let found: usize = rows.iter().map(RecordBatch::num_rows).sum();
        if i64::try_from(found).is_ok_and(|found| wanted <= found) {
            return Ok(rows);
        }
    }
    source.rows(report, &statement(""), None).await
}

/// An instant as SQL writes it.
pub(super) fn written(micros: i64) -> String {
    format!("arrow_cast({micros}, 'Timestamp(Microsecond, None)')")
}

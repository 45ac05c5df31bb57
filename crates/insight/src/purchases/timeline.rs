//! All that a customer did, the latest first.

use arrow::array::Array;
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use jiff::Timestamp;
use kernel::{Limit, Page};
use serde::Serialize;

use super::instant;
use super::newest::{newest, written};
use super::text::text;
use crate::InsightError;
use crate::source::{Source, column};

/// The report's name in errors.
const REPORT: &str = "customer timeline";

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// An order.
    Order,
    /// A return.
    Return,
    /// A form was answered.
    Form,
    /// A page or a screen was looked at.
    Page,
    /// Any other event.
    Event,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineItem {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: TimelineKind,
    /// The order's key, or the event's name; absent where it has none.
    pub title: Option<String>,
    /// The address of the page, where one was told.
    pub url: Option<String>,
    /// What it brought, minor units; negative for a return.
    pub amount_minor: Option<i64>,
}

/// What a customer did, the latest first: orders, returns and events. Events that tell of orders are left out: the orders are there.
///
/// # Errors
///
/// [`InsightError::CursorUnknown`], and [`InsightError::Engine`] when the lake can not be read.
pub async fn timeline(
    source: &Source<'_>,
    customer_id: i64,
    (cursor, limit): (Option<&str>, Limit),
) -> Result<Page<TimelineItem>, InsightError> {
    source.skip_what_is_not_asked();
    let from = cursor.map(place).transpose()?;
    let skipped = from.map_or(0, |(_, skipped)| skipped);
    let until = from.map(|(until, _)| until);
    let wanted = limit.one_more() + skipped;
    let behind = until.map(|until| format!("and at <= {}", written(until)));
    let statement = |since: &str| {
        include_str!("../sql/customer_timeline.sql")
            .replace(":customer", &customer_id.to_string())
            .replace(":until", behind.as_deref().unwrap_or_default())
            .replace(":since", since)
            .replace(":limit", &wanted.to_string())
    };
    let mut found = Vec::new();
    for batch in newest(source, REPORT, (until, wanted), statement).await? {
        let ats = column::<TimestampMicrosecondType>(&batch, 0, REPORT, "at")?;
        let amounts = column::<Int64Type>(&batch, 4, REPORT, "amount_minor")?;
        for row in 0..batch.num_rows() {
            let kind = text(&batch, 1, row, REPORT)?;
            found.push(TimelineItem {
                at: instant(ats.value(row)),
                kind: match kind.as_deref() {
                    Some("order") => TimelineKind::Order,
                    Some("return") => TimelineKind::Return,
                    Some("form") => TimelineKind::Form,
                    Some("page" | "screen") => TimelineKind::Page,
                    _ => TimelineKind::Event,
                },
                title: text(&batch, 2, row, REPORT)?,
                url: text(&batch, 3, row, REPORT)?,
                amount_minor: amounts.is_valid(row).then(|| amounts.value(row)),
            });
        }
    }
    let start = usize::try_from(skipped)
        .unwrap_or_default()
        .min(found.len());
    found.drain(..start);
    let mut page = Page::of(found, limit, |_| String::new());
    if let (Some(cursor), Some(last)) = (&mut page.next_cursor, page.items.last()) {
        // How many of this instant were shown: those of the pages before too, where it began there.
        let at = last.at.as_microsecond();
        let here = page.items.iter().filter(|item| item.at == last.at).count();
        let before = if Some(at) == until { skipped } else { 0 };
        *cursor = format!("{at}.{}", i64::try_from(here).unwrap_or(0) + before);
    }
    Ok(page)
}

/// The instant from which a page begins, and how many of it were shown.
fn place(cursor: &str) -> Result<(i64, i64), InsightError> {
    let parts = || {
        let (at, shown) = cursor.split_once('.')?;
        let shown = shown
            .parse()
            .ok()
            .filter(|shown| (0..=100_000).contains(shown))?;
        Some((at.parse().ok()?, shown))
    };
    parts().ok_or_else(|| InsightError::CursorUnknown(cursor.to_owned()))
}

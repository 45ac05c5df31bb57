//! Events of the log as rows.

use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Int64Array, StringArray, TimestampMicrosecondArray};
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;

use crate::schema::Table;

/// An event as the lake keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventRow {
    /// Its place in the log.
    pub position: i64,
    /// The name of the source that sent it.
    pub source: String,
    /// What sort of fact it is, such as `track`.
    pub kind: String,
    /// The event's name.
    pub name: Option<String>,
    /// When it happened, UTC microseconds.
    pub at_micros: i64,
    /// Business day, days since 1970-01-01.
    pub day: i32,
    /// When it was received, UTC microseconds.
    pub received_micros: i64,
    /// Whose it is, as known when it reached the lake.
    pub customer_id: Option<i64>,
    /// The visitor's id.
    pub anonymous_id: Option<String>,
    /// The order that it speaks of.
    pub order_key: Option<String>,
    /// What it came with, a JSON object.
    pub properties: Option<String>,
    /// The page on which it happened.
    pub url: Option<String>,
    /// Where the page was come to from.
    pub referrer: Option<String>,
    /// The campaign: `utm_source`, `utm_medium`, `utm_campaign`, `utm_term`, `utm_content`.
    pub utm: [Option<String>; 5],
}

/// Events, sorted by time, as a batch of `event`.
pub(crate) fn event_batch(events: &[EventRow], import_id: i64) -> Result<RecordBatch, ArrowError> {
    let mut sorted: Vec<&EventRow> = events.iter().collect();
    sorted.sort_by_key(|event| (event.at_micros, event.position));
    let each = || sorted.iter().copied();
    let text = |of: fn(&EventRow) -> Option<&str>| -> ArrayRef {
        Arc::new(each().map(of).collect::<StringArray>())
    };
    let instant = |of: fn(&EventRow) -> i64| -> ArrayRef {
        Arc::new(TimestampMicrosecondArray::from_iter_values(each().map(of)))
    };
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(
            each().map(|event| event.position),
        )),
        text(|event| Some(&event.source)),
        text(|event| Some(&event.kind)),
        text(|event| event.name.as_deref()),
        instant(|event| event.at_micros),
        Arc::new(Date32Array::from_iter_values(each().map(|event| event.day))),
        instant(|event| event.received_micros),
        Arc::new(
            each()
                .map(|event| event.customer_id)
                .collect::<Int64Array>(),
        ),
        text(|event| event.anonymous_id.as_deref()),
        text(|event| event.order_key.as_deref()),
        text(|event| event.properties.as_deref()),
        text(|event| event.url.as_deref()),
        text(|event| event.referrer.as_deref()),
    ];
    for part in 0..5 {
        columns.push(Arc::new(
            each()
                .map(|event| event.utm[part].as_deref())
                .collect::<StringArray>(),
        ));
    }
    columns.push(Arc::new(Int64Array::from_value(import_id, events.len())));
    RecordBatch::try_new(Table::Event.schema(), columns)
}

//! What a source sent and was not taken: the newest thousand, for whoever mends the sender.

use std::collections::BTreeMap;

use ::store::{StoreError, Tx, on};
use jiff::Timestamp;
use kernel::{IdSource, Limit, Page, define_id};
use serde::Serialize;

use super::{SourceId, Sources, statements as sql};
use crate::error::CustomersError;

define_id!(
    /// An event that was refused.
    RefusalId,
    "rfs"
);

/// How many are kept of a source.
pub(super) const KEPT_MAX: usize = 1_000;
const SAMPLE_BYTES_MAX: usize = 4 << 10;

/// An event that was sent and not taken.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct EventRefusal {
    /// Our id.
    pub id: RefusalId,
    /// When it came.
    pub refused_at: Timestamp,
    /// The id that the sender gave it, where it can be told.
    pub message_id: Option<String>,
    /// The reason's stable name.
    pub code: String,
    /// The values in the reason, by name; `None` when they are not told apart from its sentence.
    pub args: Option<BTreeMap<String, String>>,
    /// The reason in one sentence.
    pub sentence: String,
    /// The beginning of what was sent, at most 4 KiB: personal data.
    pub sample: String,
}

impl std::fmt::Debug for EventRefusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("EventRefusal")
            .field("id", &self.id)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// An event that is being refused.
#[derive(Clone, Copy)]
pub struct NewRefusal<'a> {
    /// When it came.
    pub at: Timestamp,
    /// The id that the sender gave it, where it can be told.
    pub message_id: Option<&'a str>,
    /// The reason's stable name.
    pub code: &'static str,
    /// The values in the reason, by name, where they can be told apart from its sentence.
    pub args: Option<&'a BTreeMap<String, String>>,
    /// The reason in one sentence.
    pub sentence: &'a str,
    /// What was sent; the beginning of it is kept.
    pub sample: &'a str,
}

/// A refusal that is not written yet.
#[derive(Clone)]
pub(super) struct Unwritten {
    pub(super) at: Timestamp,
    pub(super) message_id: Option<String>,
    pub(super) code: &'static str,
    /// JSON, in which no character is one that a database can not keep.
    pub(super) args: Option<String>,
    pub(super) sentence: String,
    pub(super) sample: String,
}

impl Unwritten {
    /// Cuts the sample to its limit, and makes visible what a database can not keep.
    pub(super) fn of(new: &NewRefusal<'_>) -> Self {
        let shown = |text: &str| text.replace('\0', " ");
        let mut end = new.sample.len().min(SAMPLE_BYTES_MAX);
        while !new.sample.is_char_boundary(end) {
            end -= 1;
        }
        Self {
            at: new.at,
            message_id: new.message_id.map(shown),
            code: new.code,
            args: new.args.and_then(|args| serde_json::to_string(args).ok()),
            sentence: shown(new.sentence),
            sample: shown(&new.sample[..end]),
        }
    }
}

pub(super) async fn write(
    tx: &mut Tx,
    ids: &IdSource,
    source: SourceId,
    refusals: &[Unwritten],
) -> Result<(), CustomersError> {
    for refusal in refusals {
        let id = RefusalId::fresh(ids);
        on!(tx, conn => {
            let query = sqlx::query(sql::REFUSE).bind(id.raw()).bind(source.raw());
            let query = query.bind(refusal.at.as_microsecond()).bind(&refusal.message_id);
            let query = query.bind(refusal.code).bind(&refusal.sentence).bind(&refusal.sample);
            let query = query.bind(&refusal.args);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
    }
    if !refusals.is_empty() {
        let last = i64::try_from(KEPT_MAX - 1).unwrap_or(i64::MAX);
        on!(tx, conn => {
            let query = sqlx::query(sql::FORGET_REFUSALS).bind(source.raw()).bind(last);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
    }
    Ok(())
}

type Row = (
    i64,
    i64,
    Option<String>,
    String,
    String,
    String,
    Option<String>,
);

impl Sources {
    /// What a source sent and was not taken, newest first.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of this list, or the store does not answer.
    pub async fn refusals(
        &self,
        source: SourceId,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<EventRefusal>, CustomersError> {
        let before = match cursor {
            None => i64::MAX,
            Some(text) => match text.parse::<RefusalId>() {
                Ok(id) => id.raw(),
                Err(_) => return Err(CustomersError::CursorInvalid(text.to_owned())),
            },
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_REFUSALS).bind(source.raw()).bind(before);
            query.bind(limit.one_more()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<_>, CustomersError> = rows.into_iter().map(refusal).collect();
        Ok(Page::of(items?, limit, |refusal| refusal.id.to_string()))
    }
}

fn refusal(row: Row) -> Result<EventRefusal, CustomersError> {
    let (raw, refused_at, message_id, code, sentence, sample, args) = row;
    let id =
        RefusalId::from_raw(raw).map_err(|_| StoreError::corrupt("source_refusal", "id", raw))?;
    Ok(EventRefusal {
        id,
        refused_at: ::store::instant(refused_at, "source_refusal", "refused_at", &id)?,
        message_id,
        code,
        // What can not be read is told by the sentence.
        args: args.and_then(|args| serde_json::from_str(&args).ok()),
        sentence,
        sample,
    })
}

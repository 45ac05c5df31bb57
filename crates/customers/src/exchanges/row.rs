//! Rows of the table `exchange`.

use std::collections::BTreeMap;

use ::store::StoreError;
use kernel::Failure;

use super::{Exchange, ExchangeId, ExchangeState};
use crate::error::CustomersError;
use crate::failure::failure_kept;
use crate::sources::SourceId;

/// Without a sign of life for so long, a running one has broken off: two minutes, in microseconds.
const SILENCE_MAX: i64 = 120_000_000;

/// The name of the sentence of a file that was being taken when the program ended.
pub const INTERRUPTED: &str = "exchange.interrupted";

/// In the order of the statements.
pub(super) type Row = (
    i64,
    i64,
    String,
    i64,
    String,
    String,
    String,
    Option<String>,
    String,
    i64,
    i64,
    Option<i64>,
    Option<String>,
);

pub(super) fn exchange(row: Row, now: i64) -> Result<Exchange, CustomersError> {
    let id = row.0;
    let corrupt = |column: &'static str| StoreError::corrupt("exchange", column, id);
    let state = ExchangeState::ALL
        .into_iter()
        .find(|state| state.name() == row.4)
        .ok_or_else(|| corrupt("state"))?;
    let has_broken_off = state == ExchangeState::Running && now - row.10 > SILENCE_MAX;
    let broken_off = || {
        Failure {
        sentence: "the program was stopped while it took the file; hand it over again: nothing is added twice"
            .to_owned(),
        code: Some(INTERRUPTED.to_owned()),
        args: BTreeMap::new(),
    }
    };
    Ok(Exchange {
        id: ExchangeId::from_raw(id).map_err(|_| corrupt("id"))?,
        source: SourceId::from_raw(row.1).map_err(|_| corrupt("source_id"))?,
        file_name: row.2,
        file_bytes: u64::try_from(row.3).map_err(|_| corrupt("file_bytes"))?,
        state: if has_broken_off {
            ExchangeState::Failed
        } else {
            state
        },
        counts: serde_json::from_str(&row.5).map_err(|_| corrupt("counts"))?,
        refusals: serde_json::from_str(&row.6).map_err(|_| corrupt("refusals"))?,
        error: if has_broken_off {
            Some(broken_off())
        } else {
            row.7.map(|sentence| failure_kept(sentence, row.12))
        },
        started_by: row.8,
        started_at: ::store::instant(row.9, "exchange", "started_at", &id)?,
        finished_at: row
            .11
            .map(|micros| ::store::instant(micros, "exchange", "finished_at", &id))
            .transpose()?,
    })
}

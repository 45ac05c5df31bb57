//! Rows of the table `source`.

use ::store::StoreError;

use super::{Source, SourceId};
use crate::error::CustomersError;

/// In the order of the statements.
pub(super) type Row = (i64, String, String, Option<String>, i64, Option<i64>);

pub(super) fn source(row: Row) -> Result<Source, CustomersError> {
    let (raw, kind, name, write_key, created_at, disabled_at) = row;
    let instant = |micros, column| ::store::instant(micros, "source", column, &raw);
    Ok(Source {
        id: SourceId::from_raw(raw).map_err(|_| StoreError::corrupt("source", "id", raw))?,
        kind: kind
            .parse()
            .map_err(|_| StoreError::corrupt("source", "kind", raw))?,
        name,
        write_key,
        created_at: instant(created_at, "created_at")?,
        disabled_at: disabled_at
            .map(|at| instant(at, "disabled_at"))
            .transpose()?,
    })
}

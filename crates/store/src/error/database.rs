//! From what the databases say to situations.

use sqlx::error::{DatabaseError, ErrorKind};

use super::StoreError;

/// A situation that both engines know, each by its own codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Busy,
    DiskFull,
    Unwritable,
    ReadOnly,
    Damaged,
    Unreachable,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) => {
                if let Some(violation) = violation(cause.as_ref()) {
                    return violation;
                }
                match trouble(cause.as_ref()) {
                    Some(Trouble::Busy) => Self::Busy,
                    Some(Trouble::DiskFull) => Self::DiskFull,
                    Some(Trouble::Unwritable) => Self::Unwritable(error),
                    Some(Trouble::ReadOnly) => Self::ReadOnly,
                    Some(Trouble::Damaged) => Self::Damaged(error),
                    Some(Trouble::Unreachable) => Self::Disconnected(error),
                    None => Self::Statement(error),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Disconnected(error),
            _ => Self::Statement(error),
        }
    }
}

impl StoreError {
    /// The error of opening the database at `place`: where nothing better is known, it could not be reached.
    pub(crate) fn opening(place: &impl ToString, error: sqlx::Error) -> Self {
        match Self::from(error) {
            Self::Disconnected(source) | Self::Statement(source) => Self::Unreachable {
                place: place.to_string(),
                source,
            },
            known => known,
        }
    }
}

fn violation(error: &dyn DatabaseError) -> Option<StoreError> {
    // SQLite names the columns in the message only: `UNIQUE constraint failed: customer.source_key`.
    let constraint = || {
        let told = error.constraint().map(ToOwned::to_owned);
        told.unwrap_or_else(|| {
            error
                .message()
                .rsplit(": ")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
    };
    match error.kind() {
        ErrorKind::UniqueViolation => Some(StoreError::Duplicate {
            constraint: constraint(),
        }),
        ErrorKind::ForeignKeyViolation => Some(StoreError::ReferenceBroken {
            constraint: constraint(),
        }),
        _ => None,
    }
}

fn trouble(error: &dyn DatabaseError) -> Option<Trouble> {
    let code = error.code()?;
    if error
        .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
        .is_some()
    {
        return postgres_trouble(&code);
    }
    sqlite_trouble(code.parse().ok()?)
}

/// By the primary result code, the low byte: <https://www.sqlite.org/rescode.html>.
fn sqlite_trouble(code: i32) -> Option<Trouble> {
    // Writing, syncing, truncating, growing the shared memory.
    if [778, 1034, 1546, 4874].contains(&code) {
        return Some(Trouble::Unwritable);
    }
    match code & 0xff {
        5 | 6 => Some(Trouble::Busy),
        8 => Some(Trouble::ReadOnly),
        11 | 26 => Some(Trouble::Damaged),
        13 => Some(Trouble::DiskFull),
        10 | 14 => Some(Trouble::Unreachable),
        _ => None,
    }
}

/// By the SQLSTATE: PostgreSQL's manual, appendix A.
fn postgres_trouble(code: &str) -> Option<Trouble> {
    match code {
        // Lock not available, deadlock, serialization failure: the same change may work the next time.
        "55P03" | "40P01" | "40001" => Some(Trouble::Busy),
        "53100" => Some(Trouble::DiskFull),
        "25006" => Some(Trouble::ReadOnly),
        "XX001" | "XX002" => Some(Trouble::Damaged),
        _ if ["08", "28", "3D", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            Some(Trouble::Unreachable)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_situations() {
        assert_eq!(sqlite_trouble(13), Some(Trouble::DiskFull));
        assert_eq!(sqlite_trouble(517), Some(Trouble::Busy));
        assert_eq!(sqlite_trouble(1), None);
        assert_eq!(postgres_trouble("53100"), Some(Trouble::DiskFull));
        assert_eq!(postgres_trouble("57P01"), Some(Trouble::Unreachable));
        assert_eq!(postgres_trouble("42601"), None);
    }

    #[test]
    fn the_sentence_does_not_repeat_its_source() {
        let error = StoreError::opening(&"sqlite:/x", sqlx::Error::PoolTimedOut);
        assert!(matches!(error, StoreError::Unreachable { .. }));
        assert!(!error.to_string().contains("pool timed out"));
        assert!(std::error::Error::source(&error).is_some());
    }
}

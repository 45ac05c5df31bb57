//! What can go wrong in the lake, in words for people.

use kernel::{Fault, FaultKind};

use crate::Mistake;

/// A failure of the lake or of a query over it.
#[derive(Debug, thiserror::Error)]
pub enum WarehouseError {
    /// The query text is wrong: a table, a column or the grammar.
    #[error("{0}")]
    Query(Mistake),
    /// The query text is longer than any that is taken.
    #[error(
        "a query has at most {most} bytes, {given} were given: put long lists into a file and import it"
    )]
    QueryTooLong {
        /// The most bytes.
        most: usize,
        /// The text's bytes.
        given: usize,
    },
    /// The query would change something.
    #[error("queries only read: `select`, `with`, `explain` and `show tables` are accepted")]
    NotReadOnly,
    /// The query ran longer than it may.
    #[error("the query was stopped after {seconds} s: narrow it, or raise query.timeout_seconds")]
    TimedOut {
        /// The limit in force.
        seconds: u64,
    },
    /// The caller gave up.
    #[error("the query was cancelled")]
    Cancelled,
    /// The query needs more memory than it may use.
    #[error(
        "the query needs more than its {limit_mb} MB of memory: narrow it, or raise query.memory_mb"
    )]
    OutOfMemory {
        /// The limit in force.
        limit_mb: u64,
    },
    /// A file given to us is not what it should be.
    #[error("{file} cannot be read as Parquet: {reason}")]
    BadParquet {
        /// The file's name.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// Another process changed the same rows meanwhile.
    #[error("the lake was changed by someone else at the same time: repeat the operation")]
    Conflict(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk has no room left.
    #[error(
        "no room left for the lake: free some space on its disk, or let this program write larger files, and repeat"
    )]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else below us.
    #[error("the lake could not {action}")]
    Lake {
        /// What was being done.
        action: &'static str,
        /// What the layer below said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl WarehouseError {
    /// Wraps a failure of the layers below, recognising the ones that a person can mend.
    pub(crate) fn lake<E>(action: &'static str) -> impl FnOnce(E) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        move |error| {
            let source: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
            let text = chain(source.as_ref());
            let full = [
                "No space left",
                "File too large",
                "database or disk is full",
                "disk I/O error",
            ];
            if full.iter().any(|words| text.contains(words)) {
                Self::DiskFull(source)
            } else if text.contains("Conflict") || text.contains("conflict") {
                Self::Conflict(source)
            } else {
                Self::Lake { action, source }
            }
        }
    }

    /// Turns an engine failure into the user's own mistake where it is one.
    pub(crate) fn engine(error: datafusion::error::DataFusionError) -> Self {
        use datafusion::error::DataFusionError as E;
        let root = error.find_root();
        match root {
            E::SQL(..)
            | E::Plan(_)
            | E::SchemaError(..)
            | E::NotImplemented(_)
            | E::Execution(_)
            | E::ArrowError(..) => Self::Query(Mistake::of(&error)),
            E::ResourcesExhausted(_) => Self::OutOfMemory { limit_mb: 0 },
            _ => Self::lake("answer the query")(error),
        }
    }
}

/// The messages of an error and of what caused it, in one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl Fault for WarehouseError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::Query(_)
            | Self::QueryTooLong { .. }
            | Self::NotReadOnly
            | Self::BadParquet { .. } => FaultKind::Invalid,
            Self::TimedOut { .. } | Self::OutOfMemory { .. } => FaultKind::Exhausted,
            Self::Cancelled | Self::Conflict(_) => FaultKind::Conflict,
            Self::DiskFull(_) => FaultKind::Unavailable,
            Self::Lake { .. } => FaultKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Query(_) => "query.invalid",
            Self::QueryTooLong { .. } => "query.too_long",
            Self::NotReadOnly => "query.not_read_only",
            Self::TimedOut { .. } => "query.timed_out",
            Self::Cancelled => "query.cancelled",
            Self::OutOfMemory { .. } => "query.out_of_memory",
            Self::BadParquet { .. } => "import.bad_parquet",
            Self::Conflict(_) => "lake.conflict",
            Self::DiskFull(_) => "lake.disk_full",
            Self::Lake { .. } => "lake.failed",
        }
    }
}

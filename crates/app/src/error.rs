//! What can go wrong in a workspace: the domains' own errors, and what only shows where they meet.

use std::path::PathBuf;

use customers::{CustomersError, Refusal};
use insight::InsightError;
use kernel::{Failure, Fault, FaultKind};
use store::StoreError;
use warehouse::WarehouseError;

use crate::webhooks::WebhookError;

/// Why a workspace could not do something.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// From reading files or keeping customers.
    #[error(transparent)]
    Customers(#[from] CustomersError),
    /// From a report.
    #[error(transparent)]
    Insight(#[from] InsightError),
    /// From the operational store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// From webhooks.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    /// From the lake.
    #[error(transparent)]
    Warehouse(#[from] WarehouseError),
    /// There is no workspace where one was looked for.
    #[error("there is no workspace in {}: make one with `clientele init`, or import a file into it", folder.display())]
    WorkspaceMissing {
        /// The data folder.
        folder: PathBuf,
    },
    /// There is a workspace where one was to be made.
    #[error("there already is a workspace here, `{name}`")]
    WorkspaceExists {
        /// Its name.
        name: String,
    },
    /// No time zone has that name.
    #[error("`{name}` is not a time zone: give its IANA name, such as Europe/Sofia or Asia/Tehran")]
    TimeZoneUnknown {
        /// The name given.
        name: String,
    },
    /// The data folder cannot be used.
    #[error("the data folder {} cannot be used", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Another import holds the lock.
    #[error("another import is running in this workspace: wait until it has ended, or cancel it")]
    ImportRunning,
    /// Another exchange file of the source is being taken.
    #[error("another exchange file of this source is being taken: wait until it has ended")]
    ExchangeRunning,
    /// The sample is for workspaces without orders.
    #[error(
        "the workspace has {orders} orders of its own, which the sample would be mixed with: load it into an empty workspace"
    )]
    SampleUnwanted {
        /// Orders that are there.
        orders: u64,
    },
    /// Too many lines are bad.
    #[error("{refused} of {read} lines were refused, more than {limit}, so nothing was imported; the first: {}", first_of(first.as_deref()))]
    TooManyRefused {
        /// Lines read.
        read: u64,
        /// Lines refused.
        refused: u64,
        /// The limit in words.
        limit: &'static str,
        /// The first refused line.
        first: Option<Box<Refusal>>,
    },
    /// An order that is known is said otherwise.
    #[error(
        "{id} is known with other content, so nothing was taken: to change an order, send it by PUT /api/v1/orders/{{order_id}}"
    )]
    OrderDiffers {
        /// The order's or the return's id.
        id: String,
    },
    /// The same request is being done.
    #[error("the same request is being done now: send it again in a moment to get its answer")]
    RequestRunning,
    /// The request's key was used for another body.
    #[error("this Idempotency-Key was used for another body: take a new key for a new request")]
    RequestDiffers,
    /// Sums would no longer fit.
    #[error(
        "the amounts, with those that are there, add up to more than can be kept exactly, so nothing was imported: \
         see whether a column was mistaken for the price or the quantity"
    )]
    AmountsTooLarge,
    /// No consumer has that name.
    #[error("there is no consumer `{name}`: there are {known}")]
    ConsumerUnknown {
        /// The name given.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// Customers were being scored, and whoever waited for it ended it.
    #[error(
        "version {version} of the model is in force; scoring the customers by it was stopped, and the next \
         `clientele scores` does it again"
    )]
    ScoringStopped {
        /// The model's version.
        version: i64,
    },
    /// A report by schedule took too long.
    #[error(
        "the report was not done within {seconds} seconds, so it was stopped: let it look at less"
    )]
    EditionTimedOut {
        /// The limit.
        seconds: u64,
    },
    /// A report by schedule is too large to be kept.
    #[error(
        "the report has {rows} rows and takes more than the {most_mb} MB that are kept: let it answer fewer rows or columns"
    )]
    EditionTooLarge {
        /// Its rows.
        rows: usize,
        /// The limit.
        most_mb: usize,
    },
    /// The making of a report by schedule ended in a way that it should not.
    #[error("the making of the report broke off unexpectedly")]
    EditionBroken(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// An import ended in a way that it should not.
    #[error("the import broke off unexpectedly; nothing of it was kept")]
    ImportBroken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// An error and its causes in one sentence.
pub(crate) fn sentence(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// An error as it is kept.
pub(crate) fn failure(error: &AppError) -> Failure {
    Failure::new(sentence(error), crate::wording(error))
}

fn first_of(refusal: Option<&Refusal>) -> String {
    let Some(Refusal {
        line,
        column,
        value,
        reason,
        ..
    }) = refusal
    else {
        return "none".to_owned();
    };
    let place = column
        .as_ref()
        .map(|column| format!(", column {column}"))
        .unwrap_or_default();
    format!("line {line}{place}: {reason} (`{value}`)")
}

impl Fault for AppError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::Customers(error) => error.kind(),
            Self::Insight(error) => error.kind(),
            Self::Store(error) => error.kind(),
            Self::Webhook(error) => error.kind(),
            Self::Warehouse(error) => error.kind(),
            Self::WorkspaceMissing { .. } | Self::ConsumerUnknown { .. } => FaultKind::NotFound,
            Self::WorkspaceExists { .. }
            | Self::ImportRunning
            | Self::ExchangeRunning
            | Self::SampleUnwanted { .. }
            | Self::OrderDiffers { .. }
            | Self::ScoringStopped { .. }
            | Self::RequestRunning => FaultKind::Conflict,
            Self::TimeZoneUnknown { .. }
            | Self::TooManyRefused { .. }
            | Self::AmountsTooLarge
            | Self::EditionTooLarge { .. }
            | Self::RequestDiffers => FaultKind::Invalid,
            Self::EditionTimedOut { .. } => FaultKind::Exhausted,
            Self::Folder { .. } => FaultKind::Unavailable,
            Self::EditionBroken(_) | Self::ImportBroken(_) => FaultKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Customers(error) => error.code(),
            Self::Insight(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Webhook(error) => error.code(),
            Self::Warehouse(error) => error.code(),
            Self::WorkspaceMissing { .. } => "workspace.missing",
            Self::WorkspaceExists { .. } => "workspace.exists",
            Self::TimeZoneUnknown { .. } => "workspace.time_zone_unknown",
            Self::Folder { .. } => "workspace.folder_unusable",
            Self::ImportRunning => "import.running",
            Self::ExchangeRunning => "exchange.running",
            Self::SampleUnwanted { .. } => "import.sample_unwanted",
            Self::TooManyRefused { .. } => "import.too_many_refused",
            Self::AmountsTooLarge => "import.amounts_too_large",
            Self::ConsumerUnknown { .. } => "log.consumer_unknown",
            Self::ImportBroken(_) => "import.broken",
            Self::EditionTimedOut { .. } => "schedule.timed_out",
            Self::EditionTooLarge { .. } => "schedule.too_large",
            Self::EditionBroken(_) => "schedule.broken",
            Self::ScoringStopped { .. } => "model.scoring_stopped",
            Self::OrderDiffers { .. } => "intake.order_differs",
            Self::RequestRunning => "request.running",
            Self::RequestDiffers => "request.key_reused",
        }
    }
}

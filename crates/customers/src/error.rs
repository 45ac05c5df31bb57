//! What can go wrong while files are read and customers are kept.

use kernel::{Fault, FaultKind};
use thiserror::Error;

use crate::commerceml::ExchangeRefusal;
use crate::meaning::Meaning;
use crate::refusal::Refusal;

/// Why a file could not be read, or a base could not be changed.
#[derive(Debug, Error)]
pub enum CustomersError {
    /// The file could not be opened or read.
    #[error("the file could not be read")]
    File(#[source] std::io::Error),
    /// A compressed file ends before its end.
    #[error("the {0} file is damaged or cut short, so nothing of it was taken: fetch it again")]
    ArchiveDamaged(&'static str, #[source] std::io::Error),
    /// The file has no content.
    #[error("the file is empty")]
    FileEmpty,
    /// The file has a header and nothing beneath it.
    #[error("the file has a header and no lines beneath it")]
    FileHeaderOnly,
    /// The content is not text and no known table format.
    #[error("the file is {0}; give it as CSV, TSV, NDJSON, XLSX or Parquet")]
    FormatUnknown(&'static str),
    /// The content is Parquet, which is opened by the lake.
    #[error("the file is Parquet, which is read through the lake")]
    FormatParquet,
    /// The workbook can not be read.
    #[error("the workbook can not be read: {0}")]
    SheetDamaged(String),
    /// The mapping names a sheet that is not there.
    #[error("there is no sheet '{name}' in the workbook; it has {found}")]
    SheetMissing {
        /// The sheet asked for.
        name: String,
        /// The sheets that are there.
        found: String,
    },
    /// Two columns have one name.
    #[error("the header has the column '{0}' twice: rename one of them")]
    HeaderDuplicate(String),
    /// No column with a needed meaning was found.
    #[error(
        "no column for {meaning} was found among {found}; name it in the mapping: [columns] {key} = \"…\"{hint}"
    )]
    ColumnMissing {
        /// What is missing, in words.
        meaning: &'static str,
        /// The key of the mapping.
        key: &'static str,
        /// The columns of the file.
        found: String,
        /// A further remark, or nothing.
        hint: String,
    },
    /// The mapping names a column that the file does not have.
    #[error(
        "the mapping says {meaning} = \"{column}\", but the file has the columns {found}{hint}"
    )]
    ColumnUnknown {
        /// The key of the mapping.
        meaning: Meaning,
        /// The name that it gives.
        column: String,
        /// The columns of the file.
        found: String,
        /// A further remark, or nothing.
        hint: String,
    },
    /// Day and month can not be told apart.
    #[error(
        "the dates in '{column}', such as {example}, read as {first} or as {second}; say which in the mapping: [file] date_format = \"{first}\""
    )]
    DateAmbiguous {
        /// The column.
        column: String,
        /// A value of it.
        example: String,
        /// One reading.
        first: String,
        /// The other reading.
        second: String,
    },
    /// No date format fits the column.
    #[error(
        "the column '{column}' holds no date that can be read, such as '{example}'; give its format in the mapping: [file] date_format = \"DD.MM.YYYY\""
    )]
    DateUnknown {
        /// The column.
        column: String,
        /// A value of it.
        example: String,
    },
    /// The mapping is not valid.
    #[error("the mapping is not valid: {0}")]
    MappingInvalid(String),
    /// There is no mapping with the name.
    #[error("there is no saved mapping '{0}'")]
    MappingMissing(String),
    /// There is no import with the id.
    #[error("there is no import {0}")]
    ImportMissing(String),
    /// The import is in a state which forbids the step.
    #[error("the import {id} is {state}, so it can not become {wanted}")]
    ImportState {
        /// The import.
        id: String,
        /// Its state now.
        state: &'static str,
        /// The state wished for.
        wanted: &'static str,
    },
    /// Nobody is known by the key.
    #[error("there is no customer `{0}`")]
    CustomerMissing(String),
    /// A view of the list has wrong fields.
    #[error("the view has {} wrong fields; the first: `{}` {}", .0.len(), .0.first().map_or("", |wrong| wrong.path.as_str()), .0.first().map_or("", |wrong| wrong.reason.as_str()))]
    ViewInvalid(Vec<crate::WrongField>),
    /// There is no view with the id that the caller may change.
    #[error("there is no view {0} of yours")]
    ViewMissing(String),
    /// There are too many views.
    #[error("there are {0} views, and no more are kept: remove those that are not needed")]
    ViewsMany(i64),
    /// A note is empty or too long.
    #[error("a note has 1 to {most} characters, and no control characters but ends of lines")]
    NoteInvalid {
        /// The most characters.
        most: usize,
    },
    /// There is no note with the id on the customer.
    #[error("there is no note {0} on this customer")]
    NoteMissing(String),
    /// A page's cursor is not one of ours.
    #[error("'{0}' is not a cursor of this list")]
    CursorInvalid(String),
    /// The key is not fit for an address.
    #[error("{0}")]
    FormKeyInvalid(String),
    /// The definition of a form has mistakes.
    #[error("the form has {} mistakes; the first{}", .0.len(), first_wrong(.0))]
    FormInvalid(Vec<crate::forms::Wrong>),
    /// There is no form with the key.
    #[error("there is no form '{0}'")]
    FormMissing(String),
    /// Another form has the key.
    #[error("there is a form '{0}' already: change it, or choose another key")]
    FormTaken(String),
    /// A form that was never published can not be closed.
    #[error("the form '{0}' was never published, so it can not be closed")]
    FormDraft(String),
    /// A line was refused, and the first refusal ends the reading.
    #[error("line {} was refused: {}", .0.line, .0.reason)]
    LineRefused(Box<Refusal>),
    /// An exchange file is not well-formed XML.
    #[error(
        "the exchange file is broken at line {line}, character {column}: {reason}; nothing of it was taken"
    )]
    ExchangeMalformed {
        /// The line, from 1.
        line: u64,
        /// The character in the line, from 1.
        column: u64,
        /// What is wrong there.
        reason: String,
    },
    /// An XML file is no exchange file of CommerceML 2.
    #[error(
        "the file is {0}, not CommerceML 2 (КоммерческаяИнформация): export it from 1C in version 2"
    )]
    ExchangeForeign(String),
    /// A part of an exchange file was refused, and the first refusal ends the reading.
    #[error("{} at line {} was refused: it {}", .0.path, .0.line, .0.reason)]
    ExchangeRefused(Box<ExchangeRefusal>),
    /// There is no exchange with the id.
    #[error("there is no exchange file {0}")]
    ExchangeMissing(String),
    /// Another source has the login.
    #[error("the login `{0}` belongs to another source: choose another one")]
    ExchangeLoginTaken(String),
    /// Figures of spend make no sense, or are there twice.
    #[error("nothing of the spend was taken: {}", crate::spend::told(*item, refused))]
    SpendRefused {
        /// What they came as.
        item: crate::spend::SpendItem,
        /// Every one of them.
        refused: Vec<Refusal>,
    },
    /// More figures of spend than are taken at once.
    #[error("more than {most} figures of spend are not taken at once: hand them over in parts")]
    SpendTooMany {
        /// The most.
        most: usize,
    },
    /// A file of spend lacks a column.
    #[error(
        "no column '{column}' was found among {found}: a file of spend has channel, day and cost, and perhaps campaign, impressions, clicks"
    )]
    SpendColumnMissing {
        /// The column.
        column: &'static str,
        /// The columns of the file.
        found: String,
    },
    /// Two columns of a file of spend mean the same.
    #[error("the columns '{first}' and '{second}' mean the same: leave one of them out")]
    SpendColumnTwice {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// The days of a file of spend can be read in two ways.
    #[error(
        "the days in '{column}', such as {example}, read as {first} or as {second}: say which as the date format, or write them as YYYY-MM-DD"
    )]
    SpendDayAmbiguous {
        /// The column.
        column: String,
        /// A value of it.
        example: String,
        /// One reading.
        first: String,
        /// The other reading.
        second: String,
    },
    /// All spend would be removed.
    #[error(
        "this would remove all marketing spend: say a channel, a campaign, or days from and to"
    )]
    SpendUnbounded,
    /// More sums of spend than are told at once.
    #[error("there are more than {most} sums: ask for fewer days, or for months or channels")]
    SpendSumsTooMany {
        /// The most.
        most: usize,
    },
    /// The one who asked broke off.
    #[error("the reading was cancelled")]
    Cancelled,
    /// One column has more different values than can be counted.
    #[error("a column has more than four thousand million different values")]
    ValuesExhausted,
    /// What the log keeps is no fact.
    #[error("the event with the message id '{0}' is not a fact that this program understands")]
    FactMalformed(String),
    /// There is no source with the id.
    #[error("there is no source {0}")]
    SourceMissing(String),
    /// A source of the kind has the name already.
    #[error("there is a source '{0}' of this kind already: choose another name")]
    SourceTaken(String),
    /// The name is no name.
    #[error("a source's name has 1 to 100 characters, none of them a control character")]
    SourceName,
    /// The source has a door of its own.
    #[error("the source '{0}' does not send by a write key, so it has none that could be changed")]
    SourceKeyless(String),
    /// No event of the kind came under the name.
    #[error("no event of the kind {kind} came under the name '{name}'")]
    CatalogueEventUnknown {
        /// The kind.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A decision on an event or a property has wrong fields.
    #[error("the decision has {} wrong fields; the first: `{}` {}", .0.len(), .0.first().map_or("", |wrong| wrong.path.as_str()), .0.first().map_or("", |wrong| wrong.reason.as_str()))]
    DecisionInvalid(Vec<crate::WrongField>),
    /// There is no decision with the id.
    #[error("there is no decision {0}")]
    DecisionMissing(String),
    /// There are too many decisions.
    #[error("there are {0} decisions, and no more are kept: undo those that are not needed")]
    DecisionsMany(usize),
    /// The machine gives no random bytes.
    #[error("the machine gives no random bytes for a key: {0}")]
    Random(String),
    /// The operational store failed.
    #[error("the operational store did not answer")]
    Store(#[from] store::StoreError),
}

impl CustomersError {
    /// Whether a file could be read if its mapping said more, or something else.
    pub(crate) const fn is_missing_in_mapping(&self) -> bool {
        matches!(
            self,
            Self::ColumnMissing { .. }
                | Self::ColumnUnknown { .. }
                | Self::DateAmbiguous { .. }
                | Self::DateUnknown { .. }
        )
    }
}

fn first_wrong(all: &[crate::forms::Wrong]) -> String {
    match all.first() {
        Some(wrong) if wrong.path.is_empty() => format!(": {}", wrong.sentence),
        Some(wrong) => format!(", at {}: {}", wrong.path, wrong.sentence),
        None => String::new(),
    }
}

impl Fault for CustomersError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::File(_) => FaultKind::Unavailable,
            Self::CustomerMissing(_)
            | Self::FormMissing(_)
            | Self::MappingMissing(_)
            | Self::ViewMissing(_)
            | Self::NoteMissing(_)
            | Self::ImportMissing(_)
            | Self::CatalogueEventUnknown { .. }
            | Self::DecisionMissing(_)
            | Self::SourceMissing(_) => FaultKind::NotFound,
            Self::ImportState { .. }
            | Self::Cancelled
            | Self::SourceTaken(_)
            | Self::DecisionsMany(_)
            | Self::ViewsMany(_)
            | Self::SourceKeyless(_) => FaultKind::Conflict,
            Self::FactMalformed(_) | Self::Random(_) => FaultKind::Internal,
            Self::ValuesExhausted => FaultKind::Exhausted,
            Self::Store(error) => error.kind(),
            _ => FaultKind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::File(_) => "import.file_unreadable",
            Self::ArchiveDamaged(..) => "import.archive_damaged",
            Self::FileEmpty => "import.file_empty",
            Self::FileHeaderOnly => "import.file_header_only",
            Self::FormatUnknown(_) => "import.format_unknown",
            Self::FormatParquet => "import.format_parquet",
            Self::SheetDamaged(_) => "import.sheet_damaged",
            Self::SheetMissing { .. } => "import.sheet_missing",
            Self::HeaderDuplicate(_) => "import.header_duplicate",
            Self::ColumnMissing { .. } => "import.column_missing",
            Self::ColumnUnknown { .. } => "import.column_unknown",
            Self::DateAmbiguous { .. } => "import.date_ambiguous",
            Self::DateUnknown { .. } => "import.date_unknown",
            Self::MappingInvalid(_) => "mapping.invalid",
            Self::MappingMissing(_) => "mapping.not_found",
            Self::ImportMissing(_) => "import.not_found",
            Self::ImportState { .. } => "import.state_wrong",
            Self::CustomerMissing(_) => "customer.not_found",
            Self::ViewInvalid(_) => "customer_view.invalid",
            Self::ViewMissing(_) => "customer_view.not_found",
            Self::ViewsMany(_) => "customer_view.too_many",
            Self::NoteInvalid { .. } => "customer_note.invalid",
            Self::NoteMissing(_) => "customer_note.not_found",
            Self::CursorInvalid(_) => "page.cursor_invalid",
            Self::FormKeyInvalid(_) => "form.key_invalid",
            Self::FormInvalid(_) => "form.invalid",
            Self::FormMissing(_) => "form.not_found",
            Self::FormTaken(_) => "form.taken",
            Self::FormDraft(_) => "form.draft",
            Self::LineRefused(_) => "import.line_refused",
            Self::ExchangeMalformed { .. } => "exchange.file_malformed",
            Self::ExchangeForeign(_) => "exchange.file_foreign",
            Self::ExchangeRefused(_) => "exchange.part_refused",
            Self::ExchangeMissing(_) => "exchange.not_found",
            Self::ExchangeLoginTaken(_) => "exchange.login_taken",
            Self::SpendRefused { .. } => "spend.refused",
            Self::SpendTooMany { .. } => "spend.too_many",
            Self::SpendColumnMissing { .. } => "spend.column_missing",
            Self::SpendColumnTwice { .. } => "spend.column_duplicate",
            Self::SpendDayAmbiguous { .. } => "spend.day_ambiguous",
            Self::SpendUnbounded => "spend.filter_missing",
            Self::SpendSumsTooMany { .. } => "spend.sums_too_many",
            Self::Cancelled => "import.cancelled",
            Self::ValuesExhausted => "import.values_exhausted",
            Self::FactMalformed(_) => "event.malformed",
            Self::SourceMissing(_) => "source.not_found",
            Self::SourceTaken(_) => "source.name_taken",
            Self::SourceName => "source.name_invalid",
            Self::SourceKeyless(_) => "source.keyless",
            Self::CatalogueEventUnknown { .. } => "catalogue.event_unknown",
            Self::DecisionInvalid(_) => "catalogue.decision_invalid",
            Self::DecisionMissing(_) => "catalogue.decision_missing",
            Self::DecisionsMany(_) => "catalogue.decisions_many",
            Self::Random(_) => "source.key_unavailable",
            Self::Store(error) => error.code(),
        }
    }
}

//! What is known of customers and how it comes in, and what only shows where the domains meet.

use customers::CustomersError;

use super::{causes, table};
use crate::AppError;

table! {
    /// Of files, and of what is known of customers.
    CUSTOMERS customers(fault: CustomersError)
    "import.file_unreadable" CustomersError::File(said) => [said];
    "import.archive_damaged" CustomersError::ArchiveDamaged(_, said) => [said];
    "import.file_empty" CustomersError::FileEmpty => [];
    "import.file_header_only" CustomersError::FileHeaderOnly => [];
    "import.format_unknown" CustomersError::FormatUnknown(_) => [];
    "import.sheet_damaged" CustomersError::SheetDamaged(said) => [said];
    "import.sheet_missing" CustomersError::SheetMissing { name, found } => [name, found];
    "import.header_duplicate" CustomersError::HeaderDuplicate(name) => [name];
    "import.column_missing" CustomersError::ColumnMissing { key, found, .. } => [key, found];
    "import.column_unknown" CustomersError::ColumnUnknown { meaning, column, found, .. } => [key = meaning, column, found];
    "import.date_ambiguous" CustomersError::DateAmbiguous { column, example, first, second } => [column, example, first, second];
    "import.date_unknown" CustomersError::DateUnknown { column, example } => [column, example];
    "mapping.invalid" CustomersError::MappingInvalid(said) => [said];
    "import.state_wrong" CustomersError::ImportState { .. } => [];
    "import.line_refused" CustomersError::LineRefused(refusal) => [line = refusal.line, value = refusal.value];
    "exchange.file_malformed" CustomersError::ExchangeMalformed { line, column, reason } => [line, character = column, said = reason];
    "exchange.file_foreign" CustomersError::ExchangeForeign(_) => [];
    "exchange.part_refused" CustomersError::ExchangeRefused(refusal) => [line = refusal.line, path = refusal.path, value = refusal.value];
    "import.cancelled" CustomersError::Cancelled => [];
    "import.values_exhausted" CustomersError::ValuesExhausted => [];
    "mapping.not_found" CustomersError::MappingMissing(name) => [name];
    "page.cursor_invalid" CustomersError::CursorInvalid(_) => [];
    "customer.not_found" CustomersError::CustomerMissing(_) => [];
    "customer_view.invalid" CustomersError::ViewInvalid(_) => [];
    "customer_view.not_found" CustomersError::ViewMissing(_) => [];
    "customer_view.too_many" CustomersError::ViewsMany(most) => [most];
    "customer_note.invalid" CustomersError::NoteInvalid { most } => [most];
    "customer_note.not_found" CustomersError::NoteMissing(_) => [];
    "form.key_invalid" CustomersError::FormKeyInvalid(_) => [];
    "form.invalid" CustomersError::FormInvalid(wrong) => [places = wrong.len()];
    "form.not_found" CustomersError::FormMissing(key) => [key];
    "form.taken" CustomersError::FormTaken(key) => [key];
    "form.draft" CustomersError::FormDraft(key) => [key];
    "exchange.login_taken" CustomersError::ExchangeLoginTaken(login) => [login];
    "spend.refused" CustomersError::SpendRefused { refused, .. } => [places = refused.len()];
    "spend.too_many" CustomersError::SpendTooMany { most } => [most];
    "spend.column_missing" CustomersError::SpendColumnMissing { column, found } => [column, found];
    "spend.column_duplicate" CustomersError::SpendColumnTwice { first, second } => [first, second];
    "spend.day_ambiguous" CustomersError::SpendDayAmbiguous { column, example, first, second } => [column, example, first, second];
    "spend.filter_missing" CustomersError::SpendUnbounded => [];
    "spend.sums_too_many" CustomersError::SpendSumsTooMany { most } => [most];
    "source.not_found" CustomersError::SourceMissing(_) => [];
    "source.name_taken" CustomersError::SourceTaken(name) => [name];
    "source.name_invalid" CustomersError::SourceName => [];
    "source.keyless" CustomersError::SourceKeyless(name) => [name];
    "catalogue.decision_invalid" CustomersError::DecisionInvalid(_) => [];
    "catalogue.decision_missing" CustomersError::DecisionMissing(_) => [];
    "catalogue.decisions_many" CustomersError::DecisionsMany(most) => [most];
}

table! {
    /// Of imports, exchange files and what is made by itself.
    APP app(fault: AppError)
    "import.running" AppError::ImportRunning => [];
    "exchange.running" AppError::ExchangeRunning => [];
    "import.sample_unwanted" AppError::SampleUnwanted { orders } => [orders];
    "import.too_many_refused" AppError::TooManyRefused { read, refused, .. } => [read, refused];
    "import.amounts_too_large" AppError::AmountsTooLarge => [];
    "workspace.time_zone_unknown" AppError::TimeZoneUnknown { name } => [name];
    "model.scoring_stopped" AppError::ScoringStopped { version } => [version];
    "schedule.timed_out" AppError::EditionTimedOut { seconds } => [seconds];
    "schedule.too_large" AppError::EditionTooLarge { rows, most_mb } => [rows, most_mb];
    "schedule.broken" AppError::EditionBroken(_) => [said = causes(fault)];
    "import.broken" AppError::ImportBroken(_) => [said = causes(fault)];
}

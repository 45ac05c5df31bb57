//! Why a report can not be made.

use datafusion::error::DataFusionError;
use jiff::civil::Date;
use kernel::{Fault, FaultKind};
use store::StoreError;
use thiserror::Error;

use crate::Kept;

/// A reason why a report can not be made.
#[derive(Debug, Error)]
pub enum InsightError {
    /// The days after which a customer counts as lost are out of range.
    #[error("a customer counts as lost after {least} to {most} days, {given} was given")]
    LostAfterOutOfRange {
        /// The fewest days allowed: with less than a month, somebody who came on the first could be
        /// lost on the last.
        least: u32,
        /// The most days allowed.
        most: u32,
        /// What was given.
        given: u32,
    },
    /// The date lies so far behind the last order that every figure would be empty.
    #[error("{as_of} lies more than {years} years after the last order, on {last}")]
    AsOfTooLate {
        /// The date that was asked for.
        as_of: Date,
        /// The last day with an order.
        last: Date,
        /// How far it may lie behind.
        years: i32,
    },
    /// The date lies so far behind the last start or end of a subscription that nothing is known of it.
    #[error(
        "{as_of} lies more than {years} years after the last start or end of a subscription, on {last}"
    )]
    AsOfAfterContracts {
        /// The date that was asked for.
        as_of: Date,
        /// The last day on which a subscription started or ended.
        last: Date,
        /// How far it may lie behind.
        years: i32,
    },
    /// A margin or a discount with which no value can be computed.
    #[error("a {what} is {allowed}, {given} was given")]
    RateOutOfRange {
        /// What was given.
        what: &'static str,
        /// What is allowed.
        allowed: &'static str,
        /// Its value.
        given: f64,
    },
    /// A cursor that no page ended with.
    #[error("`{given}` is not a cursor of this list")]
    CursorInvalid {
        /// The text.
        given: String,
    },
    /// The date to compare with does not lie before the report's.
    #[error("the date to compare with must lie before {as_of}, {compare} was given")]
    CompareNotBefore {
        /// The date to compare with.
        compare: Date,
        /// The date of the report.
        as_of: Date,
    },
    /// A measure needs exactly four bounds.
    #[error("{measure} needs 4 bounds, {given} were given")]
    BoundsNotFour {
        /// The measure: `recency_days`, `frequency` or `monetary_minor`.
        measure: &'static str,
        /// How many were given.
        given: usize,
    },
    /// The bounds of a measure do not rise, or one is no number.
    #[error("the bounds of {measure} can not be used")]
    BoundsUnusable {
        /// The measure: `recency_days`, `frequency` or `monetary_minor`.
        measure: &'static str,
        /// What is wrong with them.
        #[source]
        source: lab::LabError,
    },
    /// Text that should name one of a few things names none of them.
    #[error("`{given}` is not a {what}, expected {expected}")]
    NameUnknown {
        /// What was expected: a metric, a period, a kind of money.
        what: &'static str,
        /// The text.
        given: String,
        /// The names that exist.
        expected: &'static str,
    },
    /// A month is not written as year and month.
    #[error("`{given}` is not a month, expected one such as 2026-01")]
    MonthUnreadable {
        /// The text.
        given: String,
    },
    /// A goal is not a number that can be reached.
    #[error("a goal is a positive number, {target} was given for {metric}")]
    TargetUnusable {
        /// The metric.
        metric: &'static str,
        /// What was given.
        target: f64,
    },
    /// Nobody has ordered on a second day.
    #[error(
        "of {customers} customers with an order by {until} none ordered on a second day, so there is nothing to learn from: \
         import more of the history; the reports base, rfm and cohorts need no model"
    )]
    NoRepeatCustomers {
        /// How many customers there are.
        customers: u64,
        /// The day asked for.
        until: Date,
    },
    /// The lake reaches beyond today.
    #[error(
        "the last order is dated {last}, and today is {today}: undo the import with wrong dates, or name the last \
         day to learn from with as_of"
    )]
    OrdersInFuture {
        /// The last day with an order.
        last: Date,
        /// The day of the clock.
        today: Date,
    },
    /// The held-out part is longer than the history.
    #[error("1 to {most} days can be held out of this history, {given} were asked for")]
    HoldoutOutOfRange {
        /// What was given.
        given: u32,
        /// One less than the days there are.
        most: u32,
    },
    /// No candidate could be fitted.
    #[error(
        "no model could be fitted to this history, the reports base, rfm and cohorts need none ({refusals})"
    )]
    NoModelFits {
        /// What each candidate said.
        refusals: String,
    },
    /// Whoever waited for it ended it.
    #[error("it was stopped")]
    Stopped,
    /// No model was fitted yet.
    #[error("there is no model of value yet: fit one with `clientele model fit`")]
    NoModel,
    /// There is no model of this id.
    #[error("there is no model {0}")]
    ModelMissing(String),
    /// There is nothing of this product in the time.
    #[error("no line of the time has the product `{0}`: choose another product or a longer time")]
    ProductMissing(String),
    /// The margin is no part of revenue.
    #[error(
        "a margin is the part of revenue that stays, above 0 to 1 such as 0.35, {given} was given"
    )]
    MarginOutOfRange {
        /// What was given.
        given: f64,
    },
    /// The discount is no yearly rate.
    #[error("a yearly discount lies between 0 and 10, 0.10 stands for 10 %, {given} was given")]
    DiscountOutOfRange {
        /// What was given.
        given: f64,
    },
    /// A number that a caller gave lies outside of what makes sense.
    #[error("the {what} must be {range}, {given} was given")]
    OutOfRange {
        /// What the number is.
        what: &'static str,
        /// What it can be, in words.
        range: &'static str,
        /// What was given, with its unit.
        given: String,
    },
    /// Text is not an amount of the currency.
    #[error("`{given}` is not an amount: digits with at most {digits} after the point")]
    AmountUnreadable {
        /// The text.
        given: String,
        /// How many digits the currency has after the point.
        digits: u8,
    },
    /// The first day of a time lies after its last.
    #[error("the time must begin before the end of {as_of}, {from} was given")]
    FromNotBefore {
        /// The first day.
        from: Date,
        /// The last day.
        as_of: Date,
    },
    /// A text is too short or too long to be kept.
    #[error("{what} has {} {most} characters, {given} were given", from(*.least))]
    LengthOutOfRange {
        /// What the text is.
        what: &'static str,
        /// The fewest characters.
        least: usize,
        /// The most characters.
        most: usize,
        /// How many characters were given.
        given: usize,
    },
    /// A query to be saved is empty or too long.
    #[error("a query that is saved has 1 to {most} bytes, {given} were given")]
    QueryLength {
        /// The most bytes.
        most: usize,
        /// How many were given.
        given: usize,
    },
    /// Something has more parts than it may.
    #[error("{what} has at most {most} {parts}, {given} were given")]
    TooMany {
        /// The whole.
        what: &'static str,
        /// Its parts.
        parts: &'static str,
        /// The most of them.
        most: usize,
        /// How many were given.
        given: usize,
    },
    /// There are as many as a workspace keeps.
    #[error("there already are {most} of the kind {what}: remove one that nobody needs")]
    TooManyKept {
        /// What was to be saved.
        what: Kept,
        /// How many there can be.
        most: i64,
    },
    /// The name is in use.
    #[error("you already have a {what} called `{name}`: choose another name")]
    NameTaken {
        /// What was to be saved.
        what: Kept,
        /// Its name.
        name: String,
    },
    /// Nothing of this id is there for the reader.
    #[error("there is no {what} {id}: it was removed, or its owner does not share it")]
    KeptMissing {
        /// What was asked for.
        what: Kept,
        /// Its id.
        id: String,
    },
    /// It was saved since the writer read it.
    #[error(
        "this {what} was saved by somebody else since you opened it (you have version {yours}, it is at version {now}): \
         load it again, or save yours under another name"
    )]
    Stale {
        /// What was to be saved.
        what: Kept,
        /// The version that the change was made from.
        yours: i64,
        /// The version there is.
        now: i64,
    },
    /// Somebody else's is to be hidden.
    #[error("only its owner can stop sharing a {what}")]
    NotOwner {
        /// What was to be saved.
        what: Kept,
    },
    /// There is no schedule of this id.
    #[error("there is no schedule {0}: it was removed")]
    ScheduleMissing(String),
    /// There is no edition of this id.
    #[error("there is no edition {id} of this schedule: the last {most} are kept")]
    EditionMissing {
        /// What was asked for.
        id: String,
        /// How many are kept.
        most: i64,
    },
    /// A card of a dashboard can not be kept.
    #[error("card {number} {reason}")]
    CardWrong {
        /// Which card, from 1.
        number: usize,
        /// What is wrong with it, in words that follow its number.
        reason: String,
    },
    /// A page's cursor is not one of ours.
    #[error("`{0}` is not a cursor of this list")]
    CursorUnknown(String),
    /// The store could not be read or written.
    #[error("the store is not available")]
    Store(#[from] StoreError),
    /// The engine could not run the report's query.
    #[error("the {report} report could not be computed")]
    Engine {
        /// The report.
        report: &'static str,
        /// What the engine said.
        #[source]
        source: DataFusionError,
    },
    /// A column of the lake does not have the type that the report was written for.
    #[error("column {column} of the {report} report is not {expected}")]
    Column {
        /// The report.
        report: &'static str,
        /// The column.
        column: &'static str,
        /// The expected type.
        expected: String,
    },
    /// A computation refused its numbers.
    #[error("the {report} report has figures that can not be computed with")]
    Numbers {
        /// The report.
        report: &'static str,
        /// What is wrong with them.
        #[source]
        source: lab::LabError,
    },
}

/// How a range of lengths begins, in words.
fn from(least: usize) -> String {
    match least {
        0 => "at most".to_owned(),
        least => format!("{least} to"),
    }
}

impl Fault for InsightError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::LostAfterOutOfRange { .. }
            | Self::AsOfTooLate { .. }
            | Self::AsOfAfterContracts { .. }
            | Self::RateOutOfRange { .. }
            | Self::CursorInvalid { .. }
            | Self::CompareNotBefore { .. }
            | Self::BoundsNotFour { .. }
            | Self::BoundsUnusable { .. }
            | Self::NameUnknown { .. }
            | Self::MonthUnreadable { .. }
            | Self::TargetUnusable { .. }
            | Self::OutOfRange { .. }
            | Self::FromNotBefore { .. }
            | Self::AmountUnreadable { .. }
            | Self::CursorUnknown(_)
            | Self::LengthOutOfRange { .. }
            | Self::QueryLength { .. }
            | Self::CardWrong { .. }
            | Self::TooMany { .. }
            | Self::OrdersInFuture { .. }
            | Self::HoldoutOutOfRange { .. }
            | Self::MarginOutOfRange { .. }
            | Self::DiscountOutOfRange { .. } => FaultKind::Invalid,
            Self::NoRepeatCustomers { .. }
            | Self::NoModelFits { .. }
            | Self::NoModel
            | Self::TooManyKept { .. }
            | Self::NameTaken { .. }
            | Self::Stale { .. }
            | Self::Stopped => FaultKind::Conflict,
            Self::ModelMissing(_)
            | Self::ProductMissing(_)
            | Self::ScheduleMissing(_)
            | Self::EditionMissing { .. }
            | Self::KeptMissing { .. } => FaultKind::NotFound,
            Self::NotOwner { .. } => FaultKind::Forbidden,
            Self::Store(source) => source.kind(),
            Self::Engine { source, .. } => match source.find_root() {
                DataFusionError::ResourcesExhausted(_) => FaultKind::Exhausted,
                DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => {
                    FaultKind::Unavailable
                }
                _ => FaultKind::Internal,
            },
            Self::Column { .. } | Self::Numbers { .. } => FaultKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::LostAfterOutOfRange { .. } => "insight.lost_after_out_of_range",
            Self::AsOfTooLate { .. } => "insight.as_of_too_late",
            Self::AsOfAfterContracts { .. } => "insight.as_of_after_contracts",
            Self::RateOutOfRange { .. } => "insight.rate_out_of_range",
            Self::CursorInvalid { .. } => "insight.cursor_invalid",
            Self::CompareNotBefore { .. } => "insight.compare_not_before",
            Self::BoundsNotFour { .. } => "insight.bounds_not_four",
            Self::BoundsUnusable { .. } => "insight.bounds_unusable",
            Self::NameUnknown { .. } => "insight.name_unknown",
            Self::MonthUnreadable { .. } => "insight.month_unreadable",
            Self::TargetUnusable { .. } => "insight.target_unusable",
            Self::OutOfRange { .. } => "insight.input_out_of_range",
            Self::FromNotBefore { .. } => "insight.from_not_before",
            Self::AmountUnreadable { .. } => "insight.amount_unreadable",
            Self::CursorUnknown(_) => "page.cursor_invalid",
            Self::LengthOutOfRange { .. } => "insight.length_out_of_range",
            Self::QueryLength { .. } => "query.too_long",
            Self::CardWrong { .. } => "dashboard.card_wrong",
            Self::TooMany { .. } => "insight.too_many_parts",
            Self::TooManyKept { .. } => "insight.too_many_kept",
            Self::NameTaken { .. } => "insight.name_taken",
            Self::KeptMissing { .. } => "insight.kept_missing",
            Self::ScheduleMissing(_) => "schedule.missing",
            Self::EditionMissing { .. } => "schedule.edition_missing",
            Self::Stale { .. } => "insight.changed_meanwhile",
            Self::NotOwner { .. } => "insight.not_owner",
            Self::NoRepeatCustomers { .. } => "insight.no_repeat_customers",
            Self::OrdersInFuture { .. } => "insight.orders_in_future",
            Self::HoldoutOutOfRange { .. } => "insight.holdout_out_of_range",
            Self::NoModelFits { .. } => "insight.no_model_fits",
            Self::NoModel => "insight.no_model",
            Self::Stopped => "insight.stopped",
            Self::ModelMissing(_) => "insight.model_missing",
            Self::ProductMissing(_) => "insight.product_missing",
            Self::MarginOutOfRange { .. } => "insight.margin_out_of_range",
            Self::DiscountOutOfRange { .. } => "insight.discount_out_of_range",
            Self::Store(source) => source.code(),
            Self::Engine { .. } => "insight.query_failed",
            Self::Column { .. } => "insight.column_unexpected",
            Self::Numbers { .. } => "insight.numbers_unusable",
        }
    }
}

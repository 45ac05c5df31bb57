//! What reports, models, and what is kept under a name say.

use insight::InsightError;

use super::table;

table! {
    /// Of reports and models.
    INSIGHT insight(fault: InsightError)
    "insight.lost_after_out_of_range" InsightError::LostAfterOutOfRange { least, most, given } => [least, most, given];
    "insight.as_of_too_late" InsightError::AsOfTooLate { as_of, last, .. } => [as_of, last];
    "insight.as_of_after_contracts" InsightError::AsOfAfterContracts { as_of, last, .. } => [as_of, last];
    "insight.rate_out_of_range" InsightError::RateOutOfRange { what, allowed, .. } => [said = format!("{what}: {allowed}")];
    "insight.compare_not_before" InsightError::CompareNotBefore { compare, as_of } => [compare, as_of];
    "insight.bounds_not_four" InsightError::BoundsNotFour { given, .. } => [given];
    "insight.bounds_unusable" InsightError::BoundsUnusable { source, .. } => [said = source];
    "insight.name_unknown" InsightError::NameUnknown { given, expected, .. } => [given, expected];
    "insight.month_unreadable" InsightError::MonthUnreadable { given } => [given];
    "insight.target_unusable" InsightError::TargetUnusable { .. } => [];
    "insight.no_repeat_customers" InsightError::NoRepeatCustomers { customers, until } => [customers, until];
    "insight.orders_in_future" InsightError::OrdersInFuture { last, today } => [last, today];
    "insight.holdout_out_of_range" InsightError::HoldoutOutOfRange { given, most } => [given, most];
    "insight.no_model_fits" InsightError::NoModelFits { refusals } => [said = refusals];
    "insight.stopped" InsightError::Stopped => [];
    "insight.no_model" InsightError::NoModel => [];
    "insight.model_missing" InsightError::ModelMissing(_) => [];
    "insight.product_missing" InsightError::ProductMissing(product) => [product];
    "insight.margin_out_of_range" InsightError::MarginOutOfRange { .. } => [];
    "insight.discount_out_of_range" InsightError::DiscountOutOfRange { .. } => [];
    "insight.input_out_of_range" InsightError::OutOfRange { what, range, .. } => [said = format!("{what}: {range}")];
    "insight.amount_unreadable" InsightError::AmountUnreadable { given, digits } => [given, digits];
    "insight.from_not_before" InsightError::FromNotBefore { from, as_of } => [from, as_of];
    "insight.length_out_of_range.name" InsightError::LengthOutOfRange { what: "a name", most, given, .. } => [most, given];
    "insight.length_out_of_range.description" InsightError::LengthOutOfRange { what: "a description", most, given, .. } => [most, given];
    "insight.length_out_of_range.text" InsightError::LengthOutOfRange { least, most, given, .. } => [least, most, given];
    "query.too_long" InsightError::QueryLength { most, given } => [most, given];
    "insight.too_many_parts" InsightError::TooMany { most, given, .. } => [most, given];
    "insight.too_many_kept" InsightError::TooManyKept { most, .. } => [most];
    "insight.name_taken" InsightError::NameTaken { name, .. } => [name];
    "insight.kept_missing" InsightError::KeptMissing { .. } => [];
    "insight.changed_meanwhile" InsightError::Stale { yours, now, .. } => [yours, now];
    "insight.not_owner" InsightError::NotOwner { .. } => [];
    "schedule.missing" InsightError::ScheduleMissing(_) => [];
    "schedule.edition_missing" InsightError::EditionMissing { most, .. } => [most];
    "dashboard.card_wrong" InsightError::CardWrong { number, reason } => [number, said = reason];
}

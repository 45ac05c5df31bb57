//! What reports, models, and what is kept under a name say.

use insight::InsightError;

use super::table;

table! {
    /// Of reports and models.
    INSIGHT insight(fault: InsightError)
    "insight.lost_after_out_of_range" InsightError::LostAfterOutOfRange { least, most, given } => [least, most, given];
    "insight.as_of_too_late" InsightError::AsOfTooLate { as_of, last, .. } => [as_of, last];
    "insight.as_of_after_contracts" InsightError::AsOfAfterContracts { as_of, last, .. } => [as_of, last];
    "insight.rate_out_of_range.margin" InsightError::RateOutOfRange { what: "margin", given, .. } => [given];
    "insight.rate_out_of_range.discount" InsightError::RateOutOfRange { what: "yearly discount", given, .. } => [given];
    "insight.rate_out_of_range.other" InsightError::RateOutOfRange { what, allowed, .. } => [said = format!("{what}: {allowed}")];
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
    "insight.input_out_of_range.years" InsightError::OutOfRange { what: "number of years", given, .. } => [given];
    "insight.input_out_of_range.change" InsightError::OutOfRange { what: "change of lost customers", given, .. } => [given];
    "insight.input_out_of_range.churn" InsightError::OutOfRange { what: "churn in a year", given, .. } => [given];
    "insight.input_out_of_range.inflow_growth" InsightError::OutOfRange { what: "growth of the inflow", given, .. } => [given];
    "insight.input_out_of_range.margin" InsightError::OutOfRange { what: "margin", given, .. } => [given];
    "insight.input_out_of_range.discount" InsightError::OutOfRange { what: "discount in a year", given, .. } => [given];
    "insight.input_out_of_range.customers" InsightError::OutOfRange { what: "number of customers", given, .. } => [given];
    "insight.input_out_of_range.inflow" InsightError::OutOfRange { what: "inflow in a year", given, .. } => [given];
    "insight.input_out_of_range.revenue" InsightError::OutOfRange { what: "revenue from a customer in a year", .. } => [];
    "insight.input_out_of_range.loss" InsightError::OutOfRange { what: "part of the customers who are lost in a month after the change", given, .. } => [given];
    "insight.input_out_of_range.tenth" InsightError::OutOfRange { what: "tenth", given, .. } => [given];
    "insight.input_out_of_range.order_cost" InsightError::OutOfRange { what: "cost of serving an order", .. } => [];
    "insight.input_out_of_range.return_cost" InsightError::OutOfRange { what: "cost of serving a return", .. } => [];
    "insight.input_out_of_range.days_ahead" InsightError::OutOfRange { what: "number of days", range: "from 1 to 3650", given, .. } => [given];
    "insight.input_out_of_range.days_back" InsightError::OutOfRange { what: "number of days", range: "1 to 3660", given, .. } => [given];
    "insight.input_out_of_range.value_bounds" InsightError::OutOfRange { what: "second bound of value", .. } => [];
    "insight.input_out_of_range.risk_bounds" InsightError::OutOfRange { what: "bounds of risk", given, .. } => [given];
    "insight.input_out_of_range.recency_score" InsightError::OutOfRange { what: "recency score", given, .. } => [given];
    "insight.input_out_of_range.frequency_score" InsightError::OutOfRange { what: "frequency score", given, .. } => [given];
    "insight.input_out_of_range.weekday" InsightError::OutOfRange { what: "weekday", given, .. } => [given];
    "insight.input_out_of_range.month_day" InsightError::OutOfRange { what: "day of the month", given, .. } => [given];
    "insight.input_out_of_range.hour" InsightError::OutOfRange { what: "hour", given, .. } => [given];
    "insight.input_out_of_range.months" InsightError::OutOfRange { what: "number of months", range: "1 to 600", given, .. } => [given];
    "insight.input_out_of_range.worth_months" InsightError::OutOfRange { what: "number of months", range: "12, 24 or 36", given, .. } => [given];
    "insight.input_out_of_range.spend" InsightError::OutOfRange { what: "spend of a month", .. } => [];
    "insight.input_out_of_range.other" InsightError::OutOfRange { what, range, .. } => [said = format!("{what}: {range}")];
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

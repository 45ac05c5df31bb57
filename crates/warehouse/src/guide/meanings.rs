//! The meanings themselves.

use super::FunctionGuide;
use crate::schema::Table;

/// The functions, with what they answer.
pub(super) const FUNCTIONS: [FunctionGuide; 5] = [
    FunctionGuide {
        name: "major",
        call: "major(minor)",
        meaning: "an amount in minor units as a number in the workspace's currency",
    },
    FunctionGuide {
        name: "business_date",
        call: "business_date(instant)",
        meaning: "the workspace's calendar day of an instant",
    },
    FunctionGuide {
        name: "month_of",
        call: "month_of(day)",
        meaning: "the first day of the day's month",
    },
    FunctionGuide {
        name: "week_of",
        call: "week_of(day)",
        meaning: "the Monday of the day's week",
    },
    FunctionGuide {
        name: "quarter_of",
        call: "quarter_of(day)",
        meaning: "the first day of the day's quarter",
    },
];

/// What a row of a table is.
pub(super) const fn of_table(table: Table) -> &'static str {
    match table {
        Table::OrderLine => "One row a receipt line, returns included.",
        Table::Order => "One row a receipt on which something was sold.",
        Table::OrderReturn => "One row a return receipt: what comes off revenue.",
        Table::Customer => "One row a customer.",
        Table::Product => "One row a product.",
        Table::SubscriptionTold => {
            "One row for each time that a file told something new of a subscription."
        }
        Table::Event => "One row an event of the log.",
    }
}

/// What a column holds: what is said of the table's own column, else of every column of that name.
pub(super) fn of_column(table: Table, column: &str) -> &'static str {
    of_own(table, column)
        .or_else(|| everywhere(column))
        .unwrap_or_default()
}

fn of_own(table: Table, column: &str) -> Option<&'static str> {
    Some(match (table, column) {
        (Table::OrderLine, "amount_minor") => {
            "what the line adds to revenue, minor units; negative for a return"
        }
        (Table::OrderLine, "quantity") => "pieces or another unit; negative for a return",
        (Table::OrderLine, "discount_minor") => "what was taken off the line, minor units",
        (Table::OrderLine, "cost_minor") => "what the line cost the seller, minor units",
        (Table::OrderLine, "product_name") => "the product as the receipt calls it",
        (Table::Order, "discount_minor") => "what was taken off the order, minor units",
        (Table::Order, "cost_minor") => "what the order cost the seller, minor units",
        (Table::OrderReturn, "amount_minor") => "what comes off revenue, minor units, negative",
        (Table::Event, "name") => "what the sender calls the event",
        (Table::Event, "source") => "the source that sent it",
        _ => return None,
    })
}

fn everywhere(column: &str) -> Option<&'static str> {
    Some(match column {
        "order_key" => "the order's number in the source",
        "customer_id" => "the customer, as in `customer`; empty when nobody is known",
        "customer_key" => "the customer's key in the source",
        "at" => "when it happened, UTC",
        "day" => "the business day, in the workspace's time zone",
        "product_key" => "the product, as in `product`",
        "product_name" => "the product's name",
        "category" => "the product's category",
        "unit_price_micros" => "the price of one, millionths of the currency's unit",
        "revenue_minor" => "what was sold, minor units, returns not taken off",
        "lines" => "receipt lines",
        "units" => "pieces or another unit, summed",
        "channel" => "where it was sold: shop, web and so on",
        "store" => "the shop",
        "country" => "the country",
        "is_return" => "whether the line takes something back",
        "attributes" => "further columns of the source, a JSON object",
        "import_id" => "the import that brought it",
        "subscription_key" => "the subscription's number in the source",
        "plan" => "the plan",
        "start_day" => "the first day",
        "end_day" => "the last day; empty while it runs",
        "price_minor" => "the price of a period, minor units",
        "period_months" => "how long a period is, months",
        "position" => "the place in the log",
        "kind" => "track, page, screen, identify, group or alias, or what a shop told",
        "received_at" => "when it was received, UTC",
        "anonymous_id" => "the visitor, before anybody is known",
        "properties" => "what the event carries, a JSON object",
        "url" => "the page's address",
        "referrer" => "the page before it",
        "utm_source" => "the campaign's source",
        "utm_medium" => "the campaign's medium",
        "utm_campaign" => "the campaign",
        "utm_term" => "the campaign's search term",
        "utm_content" => "the campaign's variant",
        _ => return None,
    })
}

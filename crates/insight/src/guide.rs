//! What the models of value add to the tables and functions of a query.

use warehouse::{ColumnGuide, FunctionGuide, TableGuide};

/// The columns of `customer_history`: name, type, whether a value can be missing, meaning.
const COLUMNS: [(&str, &str, bool, &str); 8] = [
    (
        "customer_id",
        "Int64",
        true,
        "the customer, as in `customer`",
    ),
    (
        "orders",
        "Int64",
        true,
        "receipts on which something was sold",
    ),
    (
        "repeat_orders",
        "Int64",
        true,
        "days with an order after the first",
    ),
    ("first_day", "Date32", true, "the first day with an order"),
    ("last_day", "Date32", true, "the last day with an order"),
    (
        "as_of",
        "Date32",
        true,
        "the last day with an order of anybody",
    ),
    (
        "mean_spend_minor",
        "Float64",
        true,
        "mean of what a repeat day brought, minor units; 0 without one",
    ),
    (
        "revenue_minor",
        "Int64",
        true,
        "what the customer brought, minor units",
    ),
];

const FUNCTIONS: [FunctionGuide; 4] = [
    FunctionGuide {
        name: "p_alive",
        call: "p_alive(repeat_orders, first_day, last_day, as_of)",
        meaning: "the probability that the customer has not left",
    },
    FunctionGuide {
        name: "expected_orders",
        call: "expected_orders(repeat_orders, first_day, last_day, as_of, horizon_days)",
        meaning: "the orders expected in that time",
    },
    FunctionGuide {
        name: "expected_spend",
        call: "expected_spend(repeat_orders, mean_spend_minor)",
        meaning: "the expected worth of the next order, minor units",
    },
    FunctionGuide {
        name: "clv",
        call: "clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, horizon_days, yearly_discount)",
        meaning: "the expected worth of all orders in that time, discounted, minor units, before costs",
    },
];

/// The view `customer_history`.
pub fn view_guide() -> TableGuide {
    let column =
        |(name, kind, is_nullable, meaning): (&str, &str, bool, &'static str)| ColumnGuide {
            name: name.to_owned(),
            kind: kind.to_owned(),
            is_nullable,
            meaning,
        };
    TableGuide {
        name: "customer_history",
        meaning: "One row a customer with an order: what the models of value know of them.",
        columns: COLUMNS.map(column).into(),
    }
}

/// The functions of the model in force.
pub const fn functions_guide() -> &'static [FunctionGuide] {
    &FUNCTIONS
}

//! The lake's tables, one fact table a grain.

use std::sync::{Arc, LazyLock};

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

/// The DuckLake schema that holds our tables.
pub(crate) const NAMESPACE: &str = "main";

/// A table of the lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a receipt line, returns included.
    OrderLine,
    /// One row a receipt on which something was sold.
    Order,
    /// One row a return receipt: what comes off revenue.
    OrderReturn,
    /// One row a customer.
    Customer,
    /// One row a product.
    Product,
    /// One row for each time that a file told something new of a subscription: the row of the latest
    /// import holds, and the view `subscription` shows only it.
    SubscriptionTold,
    /// One row an event of the log.
    Event,
}

impl Table {
    /// Every table, in the order in which they are created.
    pub const ALL: [Self; 7] = [
        Self::OrderLine,
        Self::Order,
        Self::OrderReturn,
        Self::Customer,
        Self::Product,
        Self::SubscriptionTold,
        Self::Event,
    ];

    /// The table's name in SQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrderLine => "order_line",
            Self::Order => "order",
            Self::OrderReturn => "order_return",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::SubscriptionTold => "subscription_told",
            Self::Event => "event",
        }
    }

    /// The column by which the table's files are sorted, so that a range of it opens few files.
    pub(crate) const fn sorted_by(self) -> &'static str {
        match self {
            Self::OrderLine | Self::Order | Self::OrderReturn | Self::Event => "at",
            Self::Customer => "customer_id",
            Self::Product => "product_key",
            Self::SubscriptionTold => "start_day",
        }
    }

    /// The table's columns.
    pub fn schema(self) -> SchemaRef {
        static SCHEMAS: LazyLock<[SchemaRef; 7]> = LazyLock::new(|| {
            [
                order_line(),
                order(),
                order_return(),
                customer(),
                product(),
                subscription_told(),
                event(),
            ]
            .map(|fields| Arc::new(Schema::new(fields)))
        });
        Arc::clone(&SCHEMAS[self as usize])
    }
}

/// Instants are UTC microseconds.
pub(crate) fn instant() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, None)
}

fn required(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, false)
}

fn optional(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn order_line() -> Vec<Field> {
    vec![
        optional("order_key", DataType::Utf8),
        optional("customer_id", DataType::Int64),
        required("at", instant()),
        required("day", DataType::Date32),
        optional("product_key", DataType::Utf8),
        optional("product_name", DataType::Utf8),
        required("quantity", DataType::Float64),
        optional("unit_price_micros", DataType::Int64),
        required("amount_minor", DataType::Int64),
        required("discount_minor", DataType::Int64),
        optional("cost_minor", DataType::Int64),
        optional("channel", DataType::Utf8),
        optional("store", DataType::Utf8),
        optional("country", DataType::Utf8),
        required("is_return", DataType::Boolean),
        optional("attributes", DataType::Utf8),
        required("import_id", DataType::Int64),
    ]
}

fn order() -> Vec<Field> {
    vec![
        required("order_key", DataType::Utf8),
        optional("customer_id", DataType::Int64),
        required("at", instant()),
        required("day", DataType::Date32),
        required("lines", DataType::Int32),
        required("units", DataType::Float64),
        required("revenue_minor", DataType::Int64),
        required("discount_minor", DataType::Int64),
        optional("cost_minor", DataType::Int64),
        optional("channel", DataType::Utf8),
        optional("store", DataType::Utf8),
        optional("country", DataType::Utf8),
        required("import_id", DataType::Int64),
    ]
}

fn order_return() -> Vec<Field> {
    vec![
        optional("order_key", DataType::Utf8),
        optional("customer_id", DataType::Int64),
        required("at", instant()),
        required("day", DataType::Date32),
        required("lines", DataType::Int32),
        required("amount_minor", DataType::Int64),
        required("import_id", DataType::Int64),
    ]
}

fn customer() -> Vec<Field> {
    vec![
        required("customer_id", DataType::Int64),
        required("customer_key", DataType::Utf8),
        optional("country", DataType::Utf8),
        optional("attributes", DataType::Utf8),
    ]
}

fn product() -> Vec<Field> {
    vec![
        required("product_key", DataType::Utf8),
        optional("product_name", DataType::Utf8),
        optional("category", DataType::Utf8),
        optional("attributes", DataType::Utf8),
    ]
}

fn subscription_told() -> Vec<Field> {
    vec![
        required("subscription_key", DataType::Utf8),
        required("customer_id", DataType::Int64),
        optional("plan", DataType::Utf8),
        required("start_day", DataType::Date32),
        optional("end_day", DataType::Date32),
        required("price_minor", DataType::Int64),
        required("period_months", DataType::Int32),
        optional("attributes", DataType::Utf8),
        required("import_id", DataType::Int64),
    ]
}

fn event() -> Vec<Field> {
    vec![
        required("position", DataType::Int64),
        required("source", DataType::Utf8),
        required("kind", DataType::Utf8),
        optional("name", DataType::Utf8),
        required("at", instant()),
        required("day", DataType::Date32),
        required("received_at", instant()),
        optional("customer_id", DataType::Int64),
        optional("anonymous_id", DataType::Utf8),
        optional("order_key", DataType::Utf8),
        optional("properties", DataType::Utf8),
        optional("url", DataType::Utf8),
        optional("referrer", DataType::Utf8),
        optional("utm_source", DataType::Utf8),
        optional("utm_medium", DataType::Utf8),
        optional("utm_campaign", DataType::Utf8),
        optional("utm_term", DataType::Utf8),
        optional("utm_content", DataType::Utf8),
        required("import_id", DataType::Int64),
    ]
}

/// The subscriptions as they stand: of each the row that the latest import told.
pub(crate) const SUBSCRIPTION_VIEW: &str = "
    create view subscription as
    select subscription_key, customer_id, plan, start_day, end_day, price_minor, period_months,
        attributes, import_id
    from (
        select *, row_number() over (
            partition by customer_id, subscription_key order by import_id desc
        ) as told
        from subscription_told
    )
    where told = 1";

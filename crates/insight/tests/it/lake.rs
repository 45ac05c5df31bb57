//! A lake in memory.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, Date32Array, Float64Array, Int64Array, StringArray, TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use insight::Source;
use jiff::civil::Date;

/// An order or a return.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) customer: Option<i64>,
    pub(crate) date: Date,
    pub(crate) amount_minor: i64,
    pub(crate) units: f64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) country: Option<&'static str>,
    pub(crate) channel: Option<&'static str>,
}

impl Row {
    pub(crate) fn day(&self) -> i32 {
        let hours = Date::constant(1970, 1, 1)
            .duration_until(self.date)
            .as_hours();
        i32::try_from(hours / 24).unwrap()
    }
}

/// Orders and returns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lake {
    pub(crate) orders: Vec<Row>,
    pub(crate) returns: Vec<Row>,
    /// Where customers live, when that is known.
    pub(crate) countries: Vec<(i64, &'static str)>,
}

impl Lake {
    /// Adds an order; customer 0 is nobody we know.
    pub(crate) fn order(
        mut self,
        customer: i64,
        date: &str,
        amount_minor: i64,
        units: f64,
    ) -> Self {
        self.orders.push(row(customer, date, amount_minor, units));
        self
    }

    /// Tells what the last return is worth to the seller.
    pub(crate) fn worth(mut self, cost_minor: i64) -> Self {
        if let Some(back) = self.returns.last_mut() {
            back.cost_minor = Some(-cost_minor);
        }
        self
    }

    /// Tells where the last order came from.
    pub(crate) fn from(mut self, country: &'static str, channel: &'static str) -> Self {
        if let Some(order) = self.orders.last_mut() {
            let known = |text: &'static str| (!text.is_empty()).then_some(text);
            (order.country, order.channel) = (known(country), known(channel));
        }
        self
    }

    /// Tells what the last order cost the seller.
    pub(crate) fn costing(mut self, cost_minor: i64) -> Self {
        if let Some(order) = self.orders.last_mut() {
            order.cost_minor = Some(cost_minor);
        }
        self
    }

    /// Adds a return, with what it takes from revenue as a positive number.
    pub(crate) fn gave_back(mut self, customer: i64, date: &str, amount_minor: i64) -> Self {
        self.returns.push(row(customer, date, -amount_minor, 0.0));
        self
    }

    /// A session over the lake, whose tables are cut into three partitions.
    pub(crate) fn session(&self) -> SessionContext {
        let config = SessionConfig::new().with_target_partitions(3);
        let session = SessionContext::new_with_config(config);
        self.register_orders(&session);
        let lines: Vec<Row> = self.orders.iter().chain(&self.returns).copied().collect();
        let lines = table(&lines, "amount_minor");
        session
            .register_table("order_line", Arc::new(lines))
            .unwrap();
        session
            .register_table("customer", Arc::new(self.customer_table()))
            .unwrap();
        session
    }

    /// Makes the orders and the returns known to a session.
    pub(crate) fn register_orders(&self, session: &SessionContext) {
        let orders = table(&self.orders, "revenue_minor");
        session.register_table("orders", Arc::new(orders)).unwrap();
        let returns = table(&self.returns, "amount_minor");
        session
            .register_table("order_return", Arc::new(returns))
            .unwrap();
    }
}

impl Lake {
    /// Tells where a customer lives.
    pub(crate) fn living(mut self, customer: i64, country: &'static str) -> Self {
        self.countries.push((customer, country));
        self
    }

    /// Customer 7 has the key `C7`.
    fn customer_table(&self) -> MemTable {
        let mut ids: Vec<i64> = self.orders.iter().filter_map(|row| row.customer).collect();
        ids.sort_unstable();
        ids.dedup();
        let schema = Arc::new(Schema::new(vec![
            Field::new("customer_id", DataType::Int64, false),
            Field::new("customer_key", DataType::Utf8, false),
            Field::new("country", DataType::Utf8, true),
        ]));
        let keys: StringArray = ids.iter().map(|id| Some(format!("C{id}"))).collect();
        let countries: StringArray = ids.iter().map(|id| self.country_of(*id)).collect();
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(Int64Array::from(ids)),
            Arc::new(keys),
            Arc::new(countries),
        ];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).unwrap();
        MemTable::try_new(schema, vec![vec![batch]]).unwrap()
    }

    fn country_of(&self, customer: i64) -> Option<&'static str> {
        let known = self.countries.iter().find(|(id, _)| *id == customer);
        known.map(|(_, country)| *country)
    }
}

fn row(customer: i64, date: &str, amount_minor: i64, units: f64) -> Row {
    let customer = (customer != 0).then_some(customer);
    Row {
        customer,
        date: date.parse().unwrap(),
        amount_minor,
        units,
        cost_minor: None,
        country: None,
        channel: None,
    }
}

fn table(rows: &[Row], amount: &str) -> MemTable {
    let schema = Arc::new(Schema::new(vec![
        Field::new("customer_id", DataType::Int64, true),
        Field::new("day", DataType::Date32, false),
        Field::new("units", DataType::Float64, false),
        Field::new(amount, DataType::Int64, false),
        Field::new("cost_minor", DataType::Int64, true),
        Field::new("discount_minor", DataType::Int64, false),
        Field::new(
            "at",
            DataType::Timestamp(TimeUnit::Microsecond, None),
            false,
        ),
        Field::new("country", DataType::Utf8, true),
        Field::new("channel", DataType::Utf8, true),
    ]));
    let partitions = rows
        .chunks(rows.len().div_ceil(3).max(1))
        .map(|rows| {
            let columns: Vec<Arc<dyn Array>> = vec![
                Arc::new(rows.iter().map(|row| row.customer).collect::<Int64Array>()),
                Arc::new(
                    rows.iter()
                        .map(|row| Some(row.day()))
                        .collect::<Date32Array>(),
                ),
                Arc::new(
                    rows.iter()
                        .map(|row| Some(row.units))
                        .collect::<Float64Array>(),
                ),
                Arc::new(
                    rows.iter()
                        .map(|row| Some(row.amount_minor))
                        .collect::<Int64Array>(),
                ),
                Arc::new(
                    rows.iter()
                        .map(|row| row.cost_minor)
                        .collect::<Int64Array>(),
                ),
                Arc::new(rows.iter().map(|_| Some(5_i64)).collect::<Int64Array>()),
                Arc::new(
                    rows.iter()
                        .map(|row| Some(i64::from(row.day()) * 86_400_000_000))
                        .collect::<TimestampMicrosecondArray>(),
                ),
                Arc::new(rows.iter().map(|row| row.country).collect::<StringArray>()),
                Arc::new(rows.iter().map(|row| row.channel).collect::<StringArray>()),
            ];
            vec![RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()]
        })
        .collect::<Vec<_>>();
    let partitions = if partitions.is_empty() {
        vec![vec![]]
    } else {
        partitions
    };
    MemTable::try_new(schema, partitions).unwrap()
}

/// A source over a session, in euros.
pub(crate) fn source(session: &SessionContext) -> Source<'_> {
    Source {
        session,
        currency: "EUR".parse().unwrap(),
        time_zone: "Europe/Paris",
        snapshot: 7,
    }
}

/// Whether two figures are the same but for rounding.
#[track_caller]
pub(crate) fn assert_close(found: Option<f64>, wanted: Option<f64>, what: &str) {
    let same = match (found, wanted) {
        (Some(found), Some(wanted)) => (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
        (None, None) => true,
        _ => false,
    };
    assert!(same, "{what}: {found:?} is not {wanted:?}");
}

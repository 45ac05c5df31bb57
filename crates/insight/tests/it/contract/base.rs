//! Subscriptions in memory.

use std::sync::Arc;

use datafusion::arrow::array::{Array, Date32Array, Int32Array, Int64Array, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use insight::{ContractQuery, ContractReport, contract};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::lake::{Lake, source};

#[derive(Debug, Clone)]
pub(super) struct Terms {
    pub(super) customer: i64,
    pub(super) key: String,
    pub(super) plan: Option<&'static str>,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) price: i64,
    pub(super) months: i32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Base(pub(super) Vec<Terms>);

impl Base {
    pub(super) fn with(
        mut self,
        customer: i64,
        plan: &'static str,
        (start, end): (&str, &str),
        (price, months): (i64, i32),
    ) -> Self {
        self.0.push(Terms {
            customer,
            key: format!("{plan}@{start}"),
            plan: (!plan.is_empty()).then_some(plan),
            start: start.parse().unwrap(),
            end: (!end.is_empty()).then(|| end.parse().unwrap()),
            price,
            months,
        });
        self
    }

    /// A cohort of yearly contracts with the published numbers of survivors.
    pub(super) fn published(survivors: &[u32], plan: &'static str, first: i64) -> Self {
        let start = date(2000, 1, 1);
        let mut all = Vec::new();
        for customer in 0..survivors[0] {
            let years = survivors.iter().position(|left| customer >= *left);
            all.push(Terms {
                customer: first + i64::from(customer),
                key: "1".to_owned(),
                plan: Some(plan),
                start,
                end: years.map(|years| start + i64::try_from(years).unwrap().years()),
                price: 10_000,
                months: 12,
            });
        }
        Self(all)
    }

    pub(super) fn session(&self) -> SessionContext {
        let day = |of: Date| {
            let hours = date(1970, 1, 1).duration_until(of).as_hours();
            i32::try_from(hours / 24).unwrap()
        };
        let schema = Arc::new(Schema::new(vec![
            Field::new("subscription_key", DataType::Utf8, false),
            Field::new("customer_id", DataType::Int64, false),
            Field::new("plan", DataType::Utf8, true),
            Field::new("start_day", DataType::Date32, false),
            Field::new("end_day", DataType::Date32, true),
            Field::new("price_minor", DataType::Int64, false),
            Field::new("period_months", DataType::Int32, false),
        ]));
        let partitions: Vec<Vec<RecordBatch>> = self
            .0
            .chunks(self.0.len().div_ceil(3).max(1))
            .map(|rows| {
                let each = || rows.iter();
                let columns: Vec<Arc<dyn Array>> = vec![
                    Arc::new(each().map(|row| Some(&row.key)).collect::<StringArray>()),
                    Arc::new(each().map(|row| Some(row.customer)).collect::<Int64Array>()),
                    Arc::new(each().map(|row| row.plan).collect::<StringArray>()),
                    Arc::new(
                        each()
                            .map(|row| Some(day(row.start)))
                            .collect::<Date32Array>(),
                    ),
                    Arc::new(each().map(|row| row.end.map(day)).collect::<Date32Array>()),
                    Arc::new(each().map(|row| Some(row.price)).collect::<Int64Array>()),
                    Arc::new(each().map(|row| Some(row.months)).collect::<Int32Array>()),
                ];
                vec![RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()]
            })
            .collect();
        let partitions = if partitions.is_empty() {
            vec![vec![]]
        } else {
            partitions
        };
        let session =
            SessionContext::new_with_config(SessionConfig::new().with_target_partitions(3));
        let table = MemTable::try_new(schema, partitions).unwrap();
        session
            .register_table("subscription", Arc::new(table))
            .unwrap();
        let schema = Arc::new(Schema::new(vec![
            Field::new("customer_id", DataType::Int64, false),
            Field::new("customer_key", DataType::Utf8, false),
        ]));
        let ids: Vec<i64> = self.0.iter().map(|row| row.customer).collect();
        let keys = ids.iter().map(|id| format!("C{id}"));
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(Int64Array::from(ids.clone())),
            Arc::new(StringArray::from_iter_values(keys)),
        ];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).unwrap();
        let table = MemTable::try_new(schema, vec![vec![batch]]).unwrap();
        session.register_table("customer", Arc::new(table)).unwrap();
        Lake::default().register_orders(&session);
        session
    }

    /// What monthly contracts that run on a day, and end on the day of a renewal, brought after it at 10 % off a year.
    pub(super) fn came_of(&self, day: Date) -> f64 {
        let months = |from: Date, to: Date| {
            (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
                - i32::from(from.month())
        };
        let worth = |of: &Terms| {
            let passed = months(of.start, day);
            let passed = passed - i32::from(of.start + passed.months() > day);
            let (last, next) = (of.start + passed.months(), of.start + (passed + 1).months());
            let days = |from: Date, to: Date| f64::from(from.until(to).unwrap().get_days());
            let ahead = days(day, next) / days(last, next);
            let renewals = of
                .end
                .map_or(2_000, |end| months(of.start, end) - 1 - passed);
            let monthly = 1.1_f64.powf(-1.0 / 12.0);
            let sum = (1.0 - monthly.powi(renewals)) / (1.0 - monthly);
            f64::from(u32::try_from(of.price).unwrap()) * monthly.powf(ahead) * sum
        };
        let running = self.0.iter();
        let running = running.filter(|of| of.start <= day && of.end.is_none_or(|end| end > day));
        running.map(worth).sum()
    }

    pub(super) async fn report(&self, query: &ContractQuery) -> ContractReport {
        contract(&source(&self.session()), query).await.unwrap()
    }

    pub(super) async fn as_of(&self, as_of: Date) -> ContractReport {
        let query = ContractQuery {
            as_of: Some(as_of),
            ..ContractQuery::default()
        };
        self.report(&query).await
    }
}

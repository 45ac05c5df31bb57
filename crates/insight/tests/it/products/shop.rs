//! A small shop whose lines are the lake of a test.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use insight::{
    InsightError, MemberPage, PairList, PairReport, ProductDetail, ProductList, ProductMemory,
    ProductPage, ProductPlace, ProductQuery, product, product_customers, product_pairs, products,
};
use jiff::civil::{Date, date};

use crate::lake::source;
use crate::members::whole;

/// A line: receipt, customer (0 is nobody), day, product, units, amount; negative amounts are returns.
pub(super) type Line = (String, i64, Date, &'static str, f64, i64);

/// Lines that are sold, as the tables that reports read.
#[derive(Default)]
pub(super) struct Shop(pub(super) Vec<Line>);

impl Shop {
    pub(super) fn line(
        mut self,
        order: &str,
        (customer, day): (i64, &str),
        product: &'static str,
        (units, amount_minor): (f64, i64),
    ) -> Self {
        let day = day.parse().unwrap();
        let line = (
            order.to_owned(),
            customer,
            day,
            product,
            units,
            amount_minor,
        );
        self.0.push(line);
        self
    }

    #[expect(clippy::too_many_lines, reason = "one table after the other")]
    pub(super) fn session(&self) -> SessionContext {
        let session =
            SessionContext::new_with_config(SessionConfig::new().with_target_partitions(3));
        let register = |name: &str, fields: Vec<Field>, columns: Vec<Arc<dyn Array>>| {
            let schema = Arc::new(Schema::new(fields));
            let batch = RecordBatch::try_new(Arc::clone(&schema), columns).unwrap();
            let table = MemTable::try_new(schema, vec![vec![batch]]).unwrap();
            session.register_table(name, Arc::new(table)).unwrap();
        };
        let number = |name| Field::new(name, DataType::Int64, true);
        let text = |name| Field::new(name, DataType::Utf8, true);
        let day = || Field::new("day", DataType::Date32, false);
        let lines = &self.0;
        register(
            "order_line",
            vec![
                text("order_key"),
                number("customer_id"),
                day(),
                text("product_key"),
                text("product_name"),
                Field::new("quantity", DataType::Float64, false),
                number("amount_minor"),
                Field::new("is_return", DataType::Boolean, false),
            ],
            vec![
                Arc::new(
                    lines
                        .iter()
                        .map(|line| Some(&line.0))
                        .collect::<StringArray>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| known(line.1))
                        .collect::<Int64Array>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| Some(number_of(line.2)))
                        .collect::<Date32Array>(),
                ),
                // What has no key is known by its name.
                Arc::new(
                    lines
                        .iter()
                        .map(|line| known_by(line.3).0)
                        .collect::<StringArray>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| known_by(line.3).1)
                        .collect::<StringArray>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| Some(line.4))
                        .collect::<Float64Array>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| Some(line.5))
                        .collect::<Int64Array>(),
                ),
                Arc::new(
                    lines
                        .iter()
                        .map(|line| Some(line.5 < 0))
                        .collect::<BooleanArray>(),
                ),
            ],
        );
        for (name, amount, wanted) in [
            ("orders", "revenue_minor", false),
            ("order_return", "amount_minor", true),
        ] {
            let mut receipts: BTreeMap<&str, (i64, Date, i64)> = BTreeMap::new();
            for line in lines.iter().filter(|line| (line.5 < 0) == wanted) {
                let receipt = receipts.entry(&line.0).or_insert((line.1, line.2, 0));
                receipt.2 += line.5;
            }
            // A receipt on which nothing was paid for is not an order.
            receipts.retain(|_, receipt| receipt.2 != 0);
            let each = || receipts.values();
            register(
                name,
                vec![number("customer_id"), day(), number(amount)],
                vec![
                    Arc::new(each().map(|one| known(one.0)).collect::<Int64Array>()),
                    Arc::new(
                        each()
                            .map(|one| Some(number_of(one.1)))
                            .collect::<Date32Array>(),
                    ),
                    Arc::new(each().map(|one| Some(one.2)).collect::<Int64Array>()),
                ],
            );
        }
        let mut customers: Vec<i64> = lines.iter().map(|line| line.1).collect();
        customers.sort_unstable();
        customers.dedup();
        customers.retain(|&customer| customer != 0);
        let keys: StringArray = customers.iter().map(|id| Some(format!("C{id}"))).collect();
        register(
            "customer",
            vec![number("customer_id"), text("customer_key")],
            vec![Arc::new(Int64Array::from(customers)), Arc::new(keys)],
        );
        register(
            "product",
            vec![text("product_key"), text("product_name"), text("category")],
            vec![
                Arc::new(StringArray::from(vec!["A", "B"])),
                Arc::new(StringArray::from(vec![Some("Apple"), None])),
                Arc::new(StringArray::from(vec![Some("Fruit"), None])),
            ],
        );
        session
    }

    pub(super) async fn page(&self, query: ProductQuery, list: ProductList<'_>) -> ProductPage {
        let session = self.session();
        let memory = ProductMemory::default();
        let source = source(&session);
        products(&source, &memory, &query, &list).await.unwrap()
    }

    pub(super) async fn detail(&self, query: ProductQuery, key: &str) -> ProductDetail {
        let session = self.session();
        let memory = ProductMemory::default();
        product(&source(&session), &memory, &query, key)
            .await
            .unwrap()
    }

    /// All customers behind a figure, asked for one at a time.
    pub(super) async fn customers(
        &self,
        query: ProductQuery,
        place: ProductPlace,
    ) -> Result<MemberPage, InsightError> {
        let session = self.session();
        let memory = ProductMemory::default();
        let source = source(&session);
        let list = product_customers(&source, &memory, &query, &place).await?;
        whole(&list, &source, 1).await
    }

    pub(super) async fn pairs(&self, list: PairList<'_>) -> PairReport {
        let session = self.session();
        let memory = ProductMemory::default();
        let query = ProductQuery::default();
        let source = source(&session);
        product_pairs(&source, &memory, &query, &list)
            .await
            .unwrap()
    }
}

/// The key of a product, or its name where it has none.
fn known_by(product: &'static str) -> (Option<&'static str>, Option<&'static str>) {
    match product {
        "name" => (None, Some("Only a name")),
        "Apple?" => (None, Some("Apple")),
        key => (Some(key), None),
    }
}

fn known(customer: i64) -> Option<i64> {
    (customer != 0).then_some(customer)
}

fn number_of(day: Date) -> i32 {
    let hours = date(1970, 1, 1).duration_until(day).as_hours();
    i32::try_from(hours / 24).unwrap()
}

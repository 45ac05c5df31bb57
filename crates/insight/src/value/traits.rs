//! What is known of customers from their first order on and does not change: country, channel, first product.
//!
//! A customer's traits are one text, `country=Germany; channel=web`: the column `traits` of the view `customer_history`, and the last
//! argument of the functions. What is not known is not in it.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::common::JoinType;
use datafusion::error::DataFusionError;
use datafusion::functions::string::expr_fn::concat_ws;
use datafusion::prelude::{DataFrame, SessionContext, cast, col, lit};
use futures::StreamExt;

use crate::InsightError;
use crate::history::IdHasher;
use crate::source::{Source, column};
use crate::value::sample::REPORT;

/// What stands between two traits.
const BETWEEN: &str = "; ";

/// The column of the view.
pub(crate) const COLUMN: &str = "traits";

/// Something that is known of a customer from the first order on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trait {
    /// The country of the first order, otherwise that of the customer.
    Country,
    /// The channel of the first order.
    Channel,
    /// The product of the dearest line of the first receipt.
    FirstProduct,
}

impl Trait {
    const ALL: [Self; 3] = [Self::Country, Self::Channel, Self::FirstProduct];

    /// `country`, `channel` or `first_product`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Channel => "channel",
            Self::FirstProduct => "first_product",
        }
    }

    /// Those of these names, each once, in their fixed order.
    pub(crate) fn of_names(names: &[String]) -> Result<Vec<Self>, InsightError> {
        let wanted: Result<Vec<Self>, InsightError> =
            names.iter().map(|name| name.parse()).collect();
        let wanted = wanted?;
        Ok(Self::ALL
            .into_iter()
            .filter(|one| wanted.contains(one))
            .collect())
    }
}

impl fmt::Display for Trait {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Trait {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let name = text.replace('-', "_");
        let known = Self::ALL.into_iter().find(|one| one.name() == name);
        known.ok_or_else(|| InsightError::NameUnknown {
            what: "covariate",
            given: text.to_owned(),
            expected: "country, channel or first_product",
        })
    }
}

/// What a text of traits says of one of them; `None` where it is not known.
pub(crate) fn level<'a>(traits: &'a str, of: &str) -> Option<&'a str> {
    traits.split(BETWEEN).find_map(|piece| {
        let (name, level) = piece.split_once('=')?;
        (name == of).then_some(level)
    })
}

/// Customers with their traits: `customer_id` and `traits`, one row a customer with an order.
pub(crate) async fn frame(
    session: &SessionContext,
    wanted: &[Trait],
) -> Result<DataFrame, DataFusionError> {
    let mut frame = session.sql(include_str!("../sql/first_orders.sql")).await?;
    if wanted.contains(&Trait::FirstProduct) {
        let products = session
            .sql(include_str!("../sql/first_products.sql"))
            .await?
            .with_column_renamed("customer_id", "buyer_id")?;
        frame = frame.join(
            products,
            JoinType::Left,
            &["customer_id"],
            &["buyer_id"],
            None,
        )?;
    }
    let pieces = wanted.iter().map(|one| col(one.name())).collect();
    frame.select(vec![
        col("customer_id"),
        cast(concat_ws(lit(BETWEEN), pieces), DataType::Utf8).alias(COLUMN),
    ])
}

/// The traits of all customers; equal texts are kept once.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Traits {
    /// The different texts.
    pub(crate) texts: Vec<String>,
    /// The number of each customer's text.
    of: HashMap<i64, u32, IdHasher>,
}

impl Traits {
    /// Reads the lake, some rows at a time.
    pub(crate) async fn read(source: &Source<'_>, wanted: &[Trait]) -> Result<Self, InsightError> {
        let engine = |source| InsightError::Engine {
            report: REPORT,
            source,
        };
        let mut all = Self::default();
        if wanted.is_empty() {
            return Ok(all);
        }
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let frame = frame(source.session, wanted).await.map_err(engine)?;
        let mut stream = frame.execute_stream().await.map_err(engine)?;
        while let Some(batch) = stream.next().await {
            let batch = batch.map_err(engine)?;
            let ids = column::<Int64Type>(&batch, 0, REPORT, "customer_id")?;
            let texts = arrow::compute::cast(batch.column(1), &DataType::Utf8).map_err(|_| {
                InsightError::Column {
                    report: REPORT,
                    column: COLUMN,
                    expected: "text".to_owned(),
                }
            })?;
            let texts = texts.as_string::<i32>();
            for (row, &id) in ids.values().iter().enumerate() {
                let text = if texts.is_valid(row) {
                    texts.value(row)
                } else {
                    ""
                };
                let number = match numbers.get(text) {
                    Some(&number) => number,
                    None => all.add(text, &mut numbers),
                };
                all.of.insert(id, number);
            }
        }
        Ok(all)
    }

    fn add(&mut self, text: &str, numbers: &mut HashMap<String, u32>) -> u32 {
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.to_owned());
        numbers.insert(text.to_owned(), number);
        number
    }

    /// The number of a customer's text; 0 for somebody who has none.
    pub(crate) fn of(&self, customer_id: i64) -> u32 {
        self.of.get(&customer_id).copied().unwrap_or(0)
    }

    /// The same customers with what these numbers stand for.
    pub(crate) fn map(self, to: &[u32]) -> HashMap<i64, u32, IdHasher> {
        let place = |number: u32| usize::try_from(number).ok();
        let new = |number| place(number).and_then(|place| to.get(place).copied());
        let customers = self.of.into_iter();
        customers
            .map(|(customer, number)| (customer, new(number).unwrap_or(0)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_the_levels_that_are_known() {
        let text = "country=Côte d'Ivoire, south; first_product=a=b";
        assert_eq!(level(text, "country"), Some("Côte d'Ivoire, south"));
        assert_eq!(level(text, "first_product"), Some("a=b"));
        assert_eq!(level(text, "channel"), None);
        assert_eq!(level("", "country"), None);
    }

    #[test]
    fn names_come_once_and_in_their_order() {
        let names = ["first-product", "country", "first_product"].map(str::to_owned);
        let found = Trait::of_names(&names).unwrap();
        assert_eq!(found, [Trait::Country, Trait::FirstProduct]);
        assert_eq!(
            Trait::of_names(&["age".to_owned()])
                .unwrap_err()
                .to_string(),
            "`age` is not a covariate, expected country, channel or first_product"
        );
    }
}

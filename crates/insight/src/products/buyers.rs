//! The customers behind the figures of a product, and of all products.

use std::collections::HashSet;
use std::str::FromStr;

use arrow::datatypes::Int64Type;
use datafusion::scalar::ScalarValue;
use jiff::civil::Date;

use crate::calendar::{date_of, day_of};
use crate::history::IdHasher;
use crate::members::{self, Member, MemberList};
use crate::products::REPORT;
use crate::products::base::Base;
use crate::products::memory::ProductMemory;
use crate::products::query::ProductQuery;
use crate::source::{Source, column};
use crate::{InsightError, MoneyKind, Month, Segment};

/// A figure of a product that counts customers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BuyerFigure {
    /// Bought it in the time.
    #[default]
    Buyers,
    /// Bought it on another day of the time again.
    RepeatBuyers,
    /// Bought it in the time, and are in a segment of the RFM map at its end.
    Segment(Segment),
    /// Bought it in a month of its course, which may lie before the time.
    Month(Month),
}

impl FromStr for BuyerFigure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text.split_once('=') {
            None if text == "buyers" => Ok(Self::Buyers),
            None if text == "repeat_buyers" => Ok(Self::RepeatBuyers),
            Some(("segment", name)) => name.parse().map(Self::Segment),
            Some(("month", name)) => name.parse().map(Self::Month),
            _ => Err(InsightError::NameUnknown {
                what: "figure of a product",
                given: text.to_owned(),
                expected: "buyers, repeat_buyers, segment=NAME or month=YYYY-MM",
            }),
        }
    }
}

/// A figure of all products that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShopFigure {
    /// Bought a product in the time.
    Buyers,
    /// The first order lies in the time.
    NewCustomers,
}

impl FromStr for ShopFigure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "buyers" => Ok(Self::Buyers),
            "new_customers" => Ok(Self::NewCustomers),
            _ => Err(InsightError::NameUnknown {
                what: "figure of all products",
                given: text.to_owned(),
                expected: "buyers or new_customers",
            }),
        }
    }
}

/// Whose customers of the report on products are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductPlace {
    /// Those behind a figure of all products.
    All(ShopFigure),
    /// Those behind a figure of the product with this key.
    Of(String, BuyerFigure),
}

/// Finds the customers behind a figure of a product, or of all of them.
///
/// # Errors
///
/// Those of [`product`](crate::product()).
pub async fn product_customers(
    source: &Source<'_>,
    memory: &ProductMemory,
    query: &ProductQuery,
    place: &ProductPlace,
) -> Result<MemberList, InsightError> {
    let Some(base) = memory.base(source, query).await? else {
        return match place {
            ProductPlace::All(_) => Ok(MemberList::new(query.as_of, MoneyKind::Net, Vec::new())),
            ProductPlace::Of(product, _) => Err(InsightError::ProductMissing(product.clone())),
        };
    };
    let found = match place {
        ProductPlace::All(ShopFigure::Buyers) => {
            let ids = base.customers.iter().copied().collect();
            members::known(source, ids, base.days.last).await?
        }
        ProductPlace::All(ShopFigure::NewCustomers) => {
            let ids = base.newcomers.iter().copied().collect();
            members::known(source, ids, base.days.last).await?
        }
        ProductPlace::Of(product, figure) => {
            let number = base.find(product);
            let number = number.ok_or_else(|| InsightError::ProductMissing(product.clone()))?;
            buyers(source, &base, number, figure).await?
        }
    };
    let as_of = Some(date_of(base.days.last));
    Ok(MemberList::new(as_of, MoneyKind::Net, found))
}

/// The customers behind a figure of a product, by its number.
async fn buyers(
    source: &Source<'_>,
    base: &Base,
    number: usize,
    figure: &BuyerFigure,
) -> Result<Vec<Member>, InsightError> {
    let ids: HashSet<i64, IdHasher> = match figure {
        BuyerFigure::Buyers => base.buyers_of(number).collect(),
        BuyerFigure::RepeatBuyers => base.repeat_buyers_of(number).collect(),
        BuyerFigure::Segment(segment) => {
            let ids = base.buyers_of(number).collect();
            return members::known_in_segment(source, ids, (*segment, base.days.last)).await;
        }
        BuyerFigure::Month(month) => buyers_in(source, base, number, month).await?,
    };
    members::known(source, ids, base.days.last).await
}

/// The ids of a product's buyers in a month, up to the end of the time.
async fn buyers_in(
    source: &Source<'_>,
    base: &Base,
    number: usize,
    month: &Month,
) -> Result<HashSet<i64, IdHasher>, InsightError> {
    // Every month that can be written begins on a day of the calendar.
    let Ok(first) = format!("{month}-01").parse::<Date>() else {
        return Ok(HashSet::default());
    };
    let mut values = base.lines_of(number);
    values.push(ScalarValue::Date32(Some(day_of(first))));
    let statement = include_str!("../sql/product_month_buyers.sql");
    let mut found = HashSet::default();
    for batch in source.rows_with(REPORT, statement, values).await? {
        let ids = column::<Int64Type>(&batch, 0, REPORT, "customer_id")?;
        found.extend(ids.values());
    }
    Ok(found)
}

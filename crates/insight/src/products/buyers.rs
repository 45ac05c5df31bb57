//! The customers behind a product's figures.

use std::collections::HashSet;
use std::str::FromStr;

use crate::calendar::date_of;
use crate::history::IdHasher;
use crate::members::{self, MemberList};
use crate::products::memory::ProductMemory;
use crate::products::query::ProductQuery;
use crate::source::Source;
use crate::{InsightError, MoneyKind};

/// A figure of a product that counts customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BuyerFigure {
    /// Bought it in the time.
    #[default]
    Buyers,
    /// Bought it on another day of the time again.
    RepeatBuyers,
}

impl FromStr for BuyerFigure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "buyers" => Ok(Self::Buyers),
            "repeat_buyers" => Ok(Self::RepeatBuyers),
            _ => Err(InsightError::NameUnknown {
                what: "figure of a product",
                given: text.to_owned(),
                expected: "buyers or repeat_buyers",
            }),
        }
    }
}

/// Finds the customers behind a figure of a product.
///
/// # Errors
///
/// Those of [`product`](crate::product()).
pub async fn product_customers(
    source: &Source<'_>,
    memory: &ProductMemory,
    query: &ProductQuery,
    (product, figure): (&str, BuyerFigure),
) -> Result<MemberList, InsightError> {
    let missing = || InsightError::ProductMissing(product.to_owned());
    let base = memory.base(source, query).await?.ok_or_else(missing)?;
    let number = base.find(product).ok_or_else(missing)?;
    let ids: HashSet<i64, IdHasher> = match figure {
        BuyerFigure::Buyers => base.buyers_of(number).collect(),
        BuyerFigure::RepeatBuyers => base.repeat_buyers_of(number).collect(),
    };
    let found = members::known(source, ids, base.days.last).await?;
    let as_of = Some(date_of(base.days.last));
    Ok(MemberList::new(as_of, MoneyKind::Net, found))
}

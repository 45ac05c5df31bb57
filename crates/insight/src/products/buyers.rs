//! The customers behind the figures of a product, and of all products.

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
    let ids: HashSet<i64, IdHasher> = match place {
        ProductPlace::All(ShopFigure::Buyers) => base.customers.iter().copied().collect(),
        ProductPlace::All(ShopFigure::NewCustomers) => base.newcomers.iter().copied().collect(),
        ProductPlace::Of(product, figure) => {
            let number = base.find(product);
            let number = number.ok_or_else(|| InsightError::ProductMissing(product.clone()))?;
            match figure {
                BuyerFigure::Buyers => base.buyers_of(number).collect(),
                BuyerFigure::RepeatBuyers => base.repeat_buyers_of(number).collect(),
            }
        }
    };
    let found = members::known(source, ids, base.days.last).await?;
    let as_of = Some(date_of(base.days.last));
    Ok(MemberList::new(as_of, MoneyKind::Net, found))
}

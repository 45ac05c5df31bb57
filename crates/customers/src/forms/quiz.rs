//! The offers that a quiz leads to: which products, and what is told of them.

use serde_json::{Map, Value};

use super::{Item, Number, Text};
use crate::products::Product;

/// Which offers a quiz shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz {
    /// The category of the products; all when absent.
    pub category: Option<String>,
    /// How many offers at most: 1 to 4.
    pub offers_max: usize,
    /// The attribute that holds a product's price.
    pub price_attribute: String,
    /// The attribute that holds a product's address on the web.
    pub link_attribute: Option<String>,
    /// What else is told of an offer, for comparing.
    pub terms: Vec<Term>,
}

/// An attribute of products by which offers are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The attribute.
    pub attribute: String,
    /// What it is called.
    pub label: Text,
    /// What it is counted in.
    pub unit: Option<Text>,
}

/// A product as the ranking sees it.
pub fn catalogue_item(product: &Product, quiz: &Quiz) -> Item {
    let attributes: Map<String, Value> =
        serde_json::from_str(&product.attributes).unwrap_or_default();
    let price = attributes
        .get(&quiz.price_attribute)
        .and_then(Number::of_json);
    Item {
        key: product.key.clone(),
        name: product.name.clone().unwrap_or_else(|| product.key.clone()),
        category: product.category.clone(),
        price,
        attributes,
    }
}

//! Ranking offers by what was wished, with the reasons.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Number, Sought, Test};

/// A product as the ranking sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: Option<String>,
    /// Its price in major units of the workspace's currency.
    pub price: Option<Number>,
    /// Its attributes.
    pub attributes: Map<String, Value>,
}

/// An offer and why it stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The product's key.
    pub key: String,
    /// The product's name.
    pub name: String,
    /// The product's category.
    pub category: Option<String>,
    /// The price in major units.
    pub price: Option<Number>,
    /// By how many per cent the price is below the limit that was given; negative: above it.
    pub below_limit_percent: Option<i32>,
    /// The wishes that it meets, by name.
    pub meets: Vec<String>,
    /// The wishes that it does not meet, by name.
    pub misses: Vec<String>,
    /// The product's attributes.
    pub attributes: Map<String, Value>,
}

/// Ranks all products that meet what must be met: by the weight of the wishes met, then the price, then the key.
///
/// A product without a price comes after those with one. The order is total: it does not depend on the order of `items`.
pub fn rank(items: &[Item], wishes: &[Sought]) -> Vec<Offer> {
    let limit = price_limit(wishes);
    let mut ranked: Vec<(u32, &Item)> = items
        .iter()
        .filter(|item| {
            let mut musts = wishes.iter().filter(|sought| sought.wishes.is_must);
            musts.all(|sought| sought.wishes.are_met_by(item))
        })
        .map(|item| (points(item, wishes), item))
        .collect();
    ranked.sort_by_key(|(points, item)| {
        (
            Reverse(*points),
            item.price.is_none(),
            item.price,
            item.key.as_str(),
        )
    });
    ranked.dedup_by_key(|(_, item)| item.key.as_str());
    ranked
        .into_iter()
        .map(|(_, item)| offer(item, wishes, limit))
        .collect()
}

fn points(item: &Item, wishes: &[Sought]) -> u32 {
    let met = wishes
        .iter()
        .filter(|sought| sought.wishes.are_met_by(item));
    met.map(|sought| sought.wishes.weight)
        .fold(0, u32::saturating_add)
}

/// The lowest price limit that was given.
fn price_limit(wishes: &[Sought]) -> Option<Number> {
    let tests = wishes.iter().flat_map(|sought| &sought.wishes.tests);
    tests
        .filter_map(|test| match test {
            Test::Price(bounds) => bounds.at_most,
            _ => None,
        })
        .min()
}

fn offer(item: &Item, wishes: &[Sought], limit: Option<Number>) -> Offer {
    let (met, missed): (Vec<&Sought>, Vec<&Sought>) = wishes
        .iter()
        .partition(|sought| sought.wishes.are_met_by(item));
    let names = |sought: Vec<&Sought>| sought.into_iter().map(|one| one.name.clone()).collect();
    Offer {
        key: item.key.clone(),
        name: item.name.clone(),
        category: item.category.clone(),
        price: item.price,
        below_limit_percent: item
            .price
            .zip(limit)
            .and_then(|(price, limit)| price.percent_below(limit)),
        meets: names(met),
        misses: names(missed),
        attributes: item.attributes.clone(),
    }
}

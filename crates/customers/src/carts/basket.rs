//! What is in a cart.

use serde::{Deserialize, Serialize};

use crate::commerce::{CartChange, Item};

/// Different products that a cart may hold; further ones are left out.
const ITEMS_MAX: usize = 200;

/// A product in a cart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CartItem {
    /// The shop's key of the product; its name where there is no key.
    pub product: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Units.
    pub quantity: f64,
    /// The price of one unit in minor units, as last told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_minor: Option<i64>,
}

impl CartItem {
    fn of(item: &Item) -> Option<Self> {
        Some(Self {
            product: item.product.clone().or_else(|| item.name.clone())?,
            name: item.name.clone(),
            category: item.category.clone(),
            quantity: item.quantity,
            price_minor: item.price_minor,
        })
    }

    /// What the units are worth, rounded half away from zero; units count to the thousandth.
    fn value_minor(&self) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, and carts of such size are none"
        )]
        let thousandths = (self.quantity * 1_000.0).round() as i64;
        let value = i128::from(self.price_minor.unwrap_or_default()) * i128::from(thousandths);
        let rounded = (value + value.signum() * 500) / 1_000;
        i64::try_from(rounded).unwrap_or_default()
    }
}

/// Changes what is in a cart.
pub(super) fn change(items: &mut Vec<CartItem>, change: CartChange, said: &[Item]) {
    let said = said.iter().filter_map(CartItem::of);
    match change {
        // A cart that was looked at without saying what is in it holds what it held.
        CartChange::Holds => {
            let all: Vec<CartItem> = said.take(ITEMS_MAX).collect();
            if !all.is_empty() {
                *items = all;
            }
        }
        CartChange::Added => said.for_each(|item| add(items, item)),
        CartChange::Removed => {
            for item in said {
                if let Some(known) = items.iter_mut().find(|known| known.product == item.product) {
                    known.quantity -= item.quantity;
                }
            }
            items.retain(|item| item.quantity > 0.0);
        }
    }
}

fn add(items: &mut Vec<CartItem>, item: CartItem) {
    if let Some(known) = items.iter_mut().find(|known| known.product == item.product) {
        known.quantity += item.quantity;
        known.price_minor = item.price_minor.or(known.price_minor);
    } else if items.len() < ITEMS_MAX {
        items.push(item);
    }
}

/// What all of it is worth, in minor units.
pub(super) fn value_minor(items: &[CartItem]) -> i64 {
    items
        .iter()
        .fold(0, |sum, item| sum.saturating_add(item.value_minor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(product: &str, quantity: f64, price_minor: Option<i64>) -> Item {
        Item {
            product: Some(product.to_owned()),
            name: None,
            category: None,
            quantity,
            price_minor,
        }
    }

    #[test]
    fn products_come_and_go() {
        let mut items = Vec::new();
        change(
            &mut items,
            CartChange::Added,
            &[item("a", 2.0, Some(150)), item("b", 1.0, None)],
        );
        change(&mut items, CartChange::Added, &[item("a", 0.5, None)]);
        assert_eq!(
            (items.len(), items[0].quantity, value_minor(&items)),
            (2, 2.5, 375)
        );
        change(
            &mut items,
            CartChange::Removed,
            &[item("b", 9.0, None), item("c", 1.0, None)],
        );
        change(&mut items, CartChange::Holds, &[]);
        assert_eq!(items.len(), 1);
        change(&mut items, CartChange::Holds, &[item("z", 1.0, Some(1))]);
        assert_eq!(items[0].product, "z");
    }
}

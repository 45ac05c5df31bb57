//! A product within an event.

use super::fields::Fields;
use crate::number::Number;

/// A product that was seen or is in a cart.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The shop's key: `product_id`, else `sku`, else `id`.
    pub product: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// Units; one when nothing is said.
    pub quantity: f64,
    /// The price of one unit in minor units.
    pub price_minor: Option<i64>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSaid {
    /// The shop's key: `product_id`, else `sku`, else `id`.
    pub product: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// Units, above zero.
    pub quantity: f64,
    /// The price of one unit in millionths of a major unit.
    pub unit_price_micros: Option<i64>,
    /// What was paid for the line, after discounts, in minor units.
    pub amount_minor: i64,
    /// The discount within the amount.
    pub discount_minor: i64,
    /// What the goods of the line cost us.
    pub cost_minor: Option<i64>,
}

/// The names under which a product's key comes.
pub(super) const PRODUCT: [&str; 3] = ["product_id", "sku", "id"];

/// The product that an object is about.
pub(super) fn item(fields: &Fields<'_>) -> Result<Item, String> {
    Ok(Item {
        product: fields.text(&PRODUCT)?,
        name: fields.text(&["name"])?,
        category: fields.text(&["category"])?,
        quantity: quantity(fields)?.to_f64(),
        price_minor: fields.money(&["price"])?,
    })
}

/// The `products` of an event.
pub(super) fn items(fields: &Fields<'_>) -> Result<Vec<Item>, String> {
    let products = fields.objects("products")?;
    products.iter().map(item).collect()
}

/// Units: one when nothing is said, never below zero.
pub(super) fn quantity(fields: &Fields<'_>) -> Result<Number, String> {
    Ok(fields
        .number_from_zero(&["quantity"])?
        .unwrap_or(Number::ONE))
}

/// A line of an order with its amount, or `None` for the amount when no price is said.
pub(super) fn line(fields: &Fields<'_>) -> Result<(LineSaid, Option<i64>), String> {
    let quantity = quantity(fields)?;
    let price = fields.number_from_zero(&["price"])?;
    let discount = fields.number(&["discount"])?.unwrap_or(Number::ZERO).abs();
    let amount = match (fields.money(&["amount"])?, price) {
        (Some(amount), _) => Some(amount),
        (None, Some(price)) => Some(total(fields, quantity, price, discount)?),
        (None, None) => None,
    };
    let micros = price.map(|price| {
        let micros = price.to_minor(6).map(|(micros, _)| micros);
        micros.ok_or_else(|| fields.too_large("price"))
    });
    let line = LineSaid {
        product: fields.text(&PRODUCT)?,
        name: fields.text(&["name"])?,
        category: fields.text(&["category"])?,
        quantity: quantity.to_f64(),
        unit_price_micros: micros.transpose()?,
        amount_minor: amount.unwrap_or_default(),
        discount_minor: fields.minor(discount, "discount")?,
        cost_minor: cost(fields, quantity)?,
    };
    Ok((line, amount))
}

fn total(
    fields: &Fields<'_>,
    quantity: Number,
    price: Number,
    discount: Number,
) -> Result<i64, String> {
    let gross = quantity
        .times(price)
        .ok_or_else(|| fields.too_large("price"))?;
    let net = gross
        .minus(discount)
        .ok_or_else(|| fields.too_large("discount"))?;
    if net.is_negative() {
        return Err(fields.about("discount", "is more than the line is worth"));
    }
    fields.minor(net, "price")
}

/// `cost` is the line's, `unit_cost` that of one unit.
fn cost(fields: &Fields<'_>, quantity: Number) -> Result<Option<i64>, String> {
    if let Some(cost) = fields.money(&["cost"])? {
        return Ok(Some(cost));
    }
    let Some(each) = fields.number_from_zero(&["unit_cost"])? else {
        return Ok(None);
    };
    let total = each
        .times(quantity)
        .ok_or_else(|| fields.too_large("unit_cost"))?;
    fields.minor(total, "unit_cost").map(Some)
}

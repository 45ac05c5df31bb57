//! Goods or money that go back.

use super::fields::Fields;
use super::line::line;
use super::order::goods_total;

/// A return: of an order, of some of its goods, of money, or of goods whose order is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnSaid {
    /// The shop's key of the order.
    pub order: Option<String>,
    /// What comes back; empty when the goods are not named.
    pub lines: Vec<LineBack>,
    /// What was paid back where no goods are named; without it the whole order comes back.
    pub amount_minor: Option<i64>,
    /// `channel`.
    pub channel: Option<String>,
    /// `store`, else `affiliation`.
    pub store: Option<String>,
    /// `country`.
    pub country: Option<String>,
}

/// A product that comes back.
#[derive(Debug, Clone, PartialEq)]
pub struct LineBack {
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
    /// What was paid back, in minor units and above zero; when it is not told, what the order's line cost.
    pub amount_minor: Option<i64>,
    /// What the goods cost us.
    pub cost_minor: Option<i64>,
}

/// Reads a return.
pub(super) fn read(fields: &Fields<'_>) -> Result<ReturnSaid, String> {
    let order = fields.text(&["order_id"])?;
    let mut lines = Vec::new();
    for product in fields.objects("products")? {
        let (said, amount) = line(&product)?;
        if said.quantity <= 0.0 {
            continue;
        }
        if amount.is_none() && order.is_none() {
            return Err(product.about(
                "price",
                "is missing, and so is the order that would tell it",
            ));
        }
        lines.push(LineBack {
            product: said.product,
            name: said.name,
            category: said.category,
            quantity: said.quantity,
            unit_price_micros: said.unit_price_micros,
            amount_minor: amount,
            cost_minor: said.cost_minor,
        });
    }
    let amount_minor = if lines.is_empty() {
        goods_total(fields)?
    } else {
        None
    };
    if order.is_none() && lines.is_empty() && amount_minor.is_none() {
        return Err(fields.about(
            "order_id",
            "is missing, and neither products nor total says what came back",
        ));
    }
    Ok(ReturnSaid {
        order,
        lines,
        amount_minor,
        channel: fields.text(&["channel"])?,
        store: fields.text(&["store", "affiliation"])?,
        country: fields.text(&["country"])?,
    })
}

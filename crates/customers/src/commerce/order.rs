//! An order as an event says it.

use super::AMOUNT_MAX;
use super::fields::Fields;
use super::line::{LineSaid, line};

/// An order: all its lines as they stand now.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderSaid {
    /// The shop's key of the order.
    pub order: String,
    /// Its lines, at least one.
    pub lines: Vec<LineSaid>,
    /// `channel`.
    pub channel: Option<String>,
    /// `store`, else `affiliation`.
    pub store: Option<String>,
    /// `country`.
    pub country: Option<String>,
    /// `coupon`.
    pub coupon: Option<String>,
}

impl OrderSaid {
    /// What was paid for the goods.
    pub fn amount_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.amount_minor).sum()
    }
}

/// Reads an order.
pub(super) fn read(fields: &Fields<'_>) -> Result<OrderSaid, String> {
    let order = fields.order()?;
    let mut lines = Vec::new();
    let mut unpriced = None;
    for (at, product) in fields.objects("products")?.iter().enumerate() {
        let (said, amount) = line(product)?;
        // A line of no units is one that is no longer in the order.
        if said.quantity > 0.0 {
            unpriced = match amount {
                Some(_) => unpriced,
                None => unpriced.or(Some((at, product.about("price", "is missing")))),
            };
            lines.push((said, amount.is_some()));
        }
    }
    let is_priced = lines.iter().any(|(_, is_priced)| *is_priced);
    let mut lines: Vec<LineSaid> = lines.into_iter().map(|(line, _)| line).collect();
    match (unpriced, is_priced) {
        (None, true) => reduce(fields, &mut lines)?,
        (Some((_, reason)), true) => return Err(reason),
        (Some((at, _)), false) => divide(fields, &mut lines, at)?,
        (None, false) => lines = vec![whole(fields)?],
    }
    check(fields, &lines)?;
    Ok(OrderSaid {
        order,
        lines,
        channel: fields.text(&["channel"])?,
        store: fields.text(&["store", "affiliation"])?,
        country: fields.text(&["country"])?,
        coupon: fields.text(&["coupon"])?,
    })
}

/// What the goods were paid, where the event says it as a whole.
pub(super) fn goods_total(fields: &Fields<'_>) -> Result<Option<i64>, String> {
    if let Some(subtotal) = fields.money(&["subtotal"])? {
        return Ok(Some(subtotal));
    }
    if let Some(total) = fields.money(&["total"])? {
        let beside =
            fields.money(&["shipping"])?.unwrap_or(0) + fields.money(&["tax"])?.unwrap_or(0);
        if beside > total {
            return Err(fields.about("total", "is less than shipping and tax"));
        }
        return Ok(Some(total - beside));
    }
    fields.money(&["revenue", "value"])
}

/// Takes what the order says of discounts off its lines.
fn reduce(fields: &Fields<'_>, lines: &mut [LineSaid]) -> Result<(), String> {
    let sum: i128 = lines.iter().map(|line| i128::from(line.amount_minor)).sum();
    let granted: i128 = lines
        .iter()
        .map(|line| i128::from(line.discount_minor))
        .sum();
    let discount = match fields.number(&["discount"])? {
        Some(discount) => i128::from(fields.minor(discount.abs(), "discount")?),
        None => 0,
    };
    let mut paid = sum - (discount - granted).max(0);
    for most in [fields.money(&["subtotal"])?, fields.money(&["total"])?] {
        paid = most.map_or(paid, |most| paid.min(i128::from(most)));
    }
    if paid < 0 {
        return Err(fields.about("discount", "is more than the order is worth"));
    }
    let weights: Vec<i128> = lines
        .iter()
        .map(|line| i128::from(line.amount_minor))
        .collect();
    for (line, off) in lines.iter_mut().zip(shares(sum - paid, &weights)) {
        line.amount_minor -= off;
        line.discount_minor += off;
    }
    Ok(())
}

/// Divides the order's worth among lines that have no prices, by their units.
fn divide(fields: &Fields<'_>, lines: &mut [LineSaid], first: usize) -> Result<(), String> {
    let Some(total) = goods_total(fields)? else {
        return Err(format!(
            "`products[{first}].price` is missing, and neither subtotal, total, revenue nor value says what the order was worth"
        ));
    };
    let weights: Vec<i128> = lines.iter().map(|line| units(line.quantity)).collect();
    for (line, amount) in lines.iter_mut().zip(shares(i128::from(total), &weights)) {
        line.amount_minor = amount;
    }
    Ok(())
}

/// An order of which only the worth is told.
fn whole(fields: &Fields<'_>) -> Result<LineSaid, String> {
    let Some(amount_minor) = goods_total(fields)? else {
        return Err(fields.about(
            "products",
            "is missing, and neither subtotal, total, revenue nor value says what the order was worth",
        ));
    };
    Ok(LineSaid {
        product: None,
        name: None,
        category: None,
        quantity: 1.0,
        unit_price_micros: None,
        amount_minor,
        discount_minor: 0,
        cost_minor: fields.money(&["cost"])?,
    })
}

fn check(fields: &Fields<'_>, lines: &[LineSaid]) -> Result<(), String> {
    let sum: i128 = lines.iter().map(|line| i128::from(line.amount_minor)).sum();
    if sum > i128::from(AMOUNT_MAX) {
        return Err(fields.too_large("products"));
    }
    Ok(())
}

/// Thousandths of a unit, to weigh lines by.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a weight: the shares add up whatever it is"
)]
fn units(quantity: f64) -> i128 {
    (quantity * 1000.0).clamp(0.0, 1e15) as i128
}

/// Parts of `amount` in proportion to the weights; they add up to it.
fn shares(amount: i128, weights: &[i128]) -> Vec<i64> {
    let all: i128 = weights.iter().sum();
    let (mut weighed, mut given) = (0, 0);
    let mut parts: Vec<i64> = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        weighed += weight;
        let upto = match (all, at + 1 == weights.len()) {
            (_, true) => amount,
            (0, _) => 0,
            _ => amount * weighed / all,
        };
        parts.push(i64::try_from(upto - given).unwrap_or_default());
        given = upto;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_lose_nothing() {
        assert_eq!(shares(100, &[1, 1, 1]), [33, 33, 34]);
        assert_eq!(shares(7, &[0, 0]), [0, 7]);
        assert_eq!(shares(250, &[1900, 600]), [190, 60]);
        assert!(shares(5, &[]).is_empty());
    }
}

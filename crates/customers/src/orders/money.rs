//! What a line is worth: exact until the one rounding to the currency's smallest unit.

use crate::number::{DecimalMark, Number};
use crate::records::Row;
use crate::refusal::RefusalReason;

use super::columns::OrderLines;
use super::line::Refused;

/// No line is worth more: sums of thousands of such lines still fit.
const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// Where the numbers of a line stand, and how they are written.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) quantity: Option<usize>,
    pub(super) unit_price: Option<usize>,
    pub(super) amount: Option<usize>,
    pub(super) discount: Option<usize>,
    pub(super) cost: Option<usize>,
    pub(super) unit_cost: Option<usize>,
    pub(super) mark: DecimalMark,
    /// Digits of the currency's smallest unit.
    pub(super) digits: u8,
}

/// The numbers of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Worth {
    pub(super) quantity: f64,
    pub(super) unit_price_micros: i64,
    pub(super) amount_minor: i64,
    pub(super) discount_minor: i64,
    pub(super) cost_minor: i64,
    pub(super) is_return: bool,
    pub(super) rounded: bool,
}

impl Numbers {
    /// Reads the numbers of a line; `cancels` says that its order id is a cancellation's.
    #[inline]
    pub(super) fn read(&self, row: &Row, cancels: bool) -> Result<Worth, Refused> {
        let quantity = self.cell(row, self.quantity)?.unwrap_or(Number::ONE);
        let price = self.cell(row, self.unit_price)?;
        let given = self.cell(row, self.amount)?;
        let discount = self.cell(row, self.discount)?.unwrap_or(Number::ZERO).abs();
        let comes_back = cancels || quantity.is_negative();
        let total = match given {
            Some(given) => given,
            None => self.total(quantity, price, discount)?,
        };
        let total = if comes_back {
            total.abs().negated()
        } else {
            total
        };
        let place = self.amount.or(self.unit_price).unwrap_or_default();
        let (amount, rounded) = self.minor(total, place)?;
        let is_return = comes_back || amount < 0;
        let sign = if is_return { -1 } else { 1 };
        let unit_price_micros = match price {
            Some(price) => price.to_minor(6).ok_or_else(too_large(self.unit_price))?.0,
            None => OrderLines::UNKNOWN,
        };
        let quantity = if cancels {
            quantity.abs().negated()
        } else {
            quantity
        };
        Ok(Worth {
            quantity: quantity.to_f64(),
            unit_price_micros,
            amount_minor: amount,
            discount_minor: sign * self.minor(discount, self.discount.unwrap_or(place))?.0,
            cost_minor: self
                .cost(row, quantity)?
                .map_or(OrderLines::UNKNOWN, |cost| sign * cost),
            is_return,
            rounded,
        })
    }

    /// How many times the price, less the discount, when the file does not give the total.
    fn total(
        &self,
        quantity: Number,
        price: Option<Number>,
        discount: Number,
    ) -> Result<Number, Refused> {
        let Some(price) = price else {
            let place = self.unit_price.or(self.amount).unwrap_or_default();
            return Err(Refused::at(place, RefusalReason::EmptyPrice));
        };
        if quantity.is_negative() && price.is_negative() {
            let place = self.unit_price.unwrap_or_default();
            return Err(Refused::at(place, RefusalReason::BothNegative));
        }
        let gross = quantity
            .abs()
            .times(price)
            .ok_or_else(too_large(self.unit_price))?;
        if discount == Number::ZERO {
            return Ok(gross);
        }
        gross.minus(discount).ok_or_else(too_large(self.discount))
    }

    fn cost(&self, row: &Row, quantity: Number) -> Result<Option<i64>, Refused> {
        if let Some(cost) = self.cell(row, self.cost)? {
            return Ok(Some(
                self.minor(cost.abs(), self.cost.unwrap_or_default())?.0,
            ));
        }
        let Some(cost) = self.cell(row, self.unit_cost)? else {
            return Ok(None);
        };
        let total = cost
            .abs()
            .times(quantity.abs())
            .ok_or_else(too_large(self.unit_cost))?;
        Ok(Some(
            self.minor(total, self.unit_cost.unwrap_or_default())?.0,
        ))
    }

    #[inline]
    fn cell(&self, row: &Row, place: Option<usize>) -> Result<Option<Number>, Refused> {
        let Some(place) = place else {
            return Ok(None);
        };
        let cell = row.cell(place);
        if cell.is_empty() {
            return Ok(None);
        }
        Number::parse(cell, self.mark)
            .map(Some)
            .map_err(|reason| Refused::at(place, reason))
    }

    fn minor(&self, number: Number, place: usize) -> Result<(i64, bool), Refused> {
        number
            .to_minor(self.digits)
            .filter(|(minor, _)| (-AMOUNT_MAX..=AMOUNT_MAX).contains(minor))
            .ok_or_else(too_large(Some(place)))
    }
}

fn too_large(place: Option<usize>) -> impl FnOnce() -> Refused {
    move || Refused::at(place.unwrap_or_default(), RefusalReason::TotalTooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: [&str; 5], cancels: bool) -> Result<Worth, RefusalReason> {
        let mut row = Row::default();
        row.begin(1);
        for cell in cells {
            row.push(cell.as_bytes());
        }
        let numbers = Numbers {
            quantity: Some(0),
            unit_price: Some(1),
            amount: Some(2),
            discount: Some(3),
            cost: None,
            unit_cost: Some(4),
            mark: DecimalMark::Point,
            digits: 2,
        };
        numbers
            .read(&row, cancels)
            .map_err(|refused| refused.reason)
    }

    fn amounts(cells: [&str; 5], cancels: bool) -> (i64, i64, bool) {
        let worth = read(cells, cancels).unwrap();
        (worth.amount_minor, worth.discount_minor, worth.is_return)
    }

    #[test]
    fn a_sale_is_quantity_times_price_less_discount() {
        assert_eq!(amounts(["6", "2.55", "", "", ""], false), (1530, 0, false));
        assert_eq!(amounts(["2", "10", "", "4", ""], false), (1600, 400, false));
        assert_eq!(amounts(["", "10", "", "", ""], false), (1000, 0, false));
        assert_eq!(
            amounts(["2", "10", "19.99", "", ""], false),
            (1999, 0, false)
        );
    }

    #[test]
    fn returns_and_cancellations_and_adjustments_take_from_revenue() {
        assert_eq!(
            amounts(["-2", "10", "", "4", ""], false),
            (-1600, -400, true)
        );
        assert_eq!(amounts(["2", "10", "", "", ""], true), (-2000, 0, true));
        assert!(read(["2", "10", "", "", ""], true).unwrap().quantity < 0.0);
        assert_eq!(amounts(["-2", "10", "", "", ""], true), (-2000, 0, true));
        assert_eq!(amounts(["-1", "", "5", "", ""], false), (-500, 0, true));
        assert_eq!(
            amounts(["1", "-53594.36", "", "", ""], false),
            (-5_359_436, 0, true)
        );
        assert!(read(["-1", "-5", "", "", ""], false).is_err());
    }

    #[test]
    fn rounding_is_told_and_costs_have_the_sign_of_the_line() {
        let worth = read(["3", "0.335", "", "", "0.1"], false).unwrap();
        assert_eq!(
            (worth.amount_minor, worth.rounded, worth.cost_minor),
            (101, true, 30)
        );
        let back = read(["-3", "0.33", "", "", "0.1"], false).unwrap();
        assert_eq!(
            (back.amount_minor, back.rounded, back.cost_minor),
            (-99, false, -30)
        );
    }

    #[test]
    fn what_can_not_be_kept_is_refused() {
        for cells in [
            ["NaN", "1", "", "", ""],
            ["1", "1e308", "", "", ""],
            ["99999999999999", "99999999999999", "", "", ""],
            [
                "999999999999999999999999999",
                "999999999999999999999999999",
                "",
                "",
                "",
            ],
            ["1", "", "", "", ""],
            ["1", "0.1234567890123", "", "", ""],
        ] {
            assert!(read(cells, false).is_err(), "{cells:?}");
        }
    }
}

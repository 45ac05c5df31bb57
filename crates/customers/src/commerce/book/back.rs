//! What goes back, and of a known order never more than is left.

use std::collections::BTreeMap;

use super::account::{Account, subject};
use super::{BookLine, Moment};
use crate::commerce::{LineBack, ReturnSaid};

/// What is left of a product on an order, and what was sold of it.
#[derive(Debug, Clone, Copy, Default)]
struct Left {
    quantity: f64,
    amount: i64,
    cost: Option<i64>,
    sold_quantity: f64,
    sold_amount: i64,
}

impl Account {
    /// Takes in a return of this order.
    pub(super) fn take_back(&mut self, said: &ReturnSaid, when: Moment) -> Result<(), String> {
        let base = self.base(Some(said), when);
        if !said.lines.is_empty() {
            let mut lines = Vec::with_capacity(said.lines.len());
            for (at, line) in said.lines.iter().enumerate() {
                // Each line sees what the lines before it took.
                lines.extend(self.line_back(line, at, &lines, &base)?);
            }
            self.add_back(lines);
            return Ok(());
        }
        match said.amount_minor {
            _ if self.sold.is_empty() && said.amount_minor.is_none() => Err(format!(
                "`order_id` is {}, which is no known order, and neither products nor total says what came back",
                said.order.as_deref().unwrap_or_default()
            )),
            Some(amount) if self.sold.is_empty() || amount < self.left_amount() => {
                let line = money_back(amount, &base);
                self.add_back(vec![line]);
                Ok(())
            }
            _ => {
                self.cancel_with(&base);
                Ok(())
            }
        }
    }

    /// All that is left goes back.
    pub(super) fn cancel(&mut self, when: Moment) {
        let base = self.base(None, when);
        self.cancel_with(&base);
    }

    fn cancel_with(&mut self, base: &BookLine) {
        let mut money = self.left_amount().max(0);
        let mut lines = Vec::new();
        for ((product, name), left) in self.left(&[]) {
            if left.quantity <= 0.0 {
                continue;
            }
            let amount = left.amount.clamp(0, money);
            money -= amount;
            lines.push(BookLine {
                product: product.map(str::to_owned),
                name: name.map(str::to_owned),
                quantity: -left.quantity,
                amount_minor: -amount,
                cost_minor: left.cost.map(|cost| -cost),
                ..base.clone()
            });
        }
        self.add_back(lines);
    }

    fn base(&self, said: Option<&ReturnSaid>, when: Moment) -> BookLine {
        let (channel, store, country) = match said {
            Some(said) => (&said.channel, &said.store, &said.country),
            None => (&None, &None, &None),
        };
        BookLine {
            customer: when
                .customer
                .or(self.sold.iter().find_map(|line| line.customer)),
            at: when.at,
            day: when.day,
            channel: self.said_or_known(channel.as_ref(), |line| line.channel.as_ref()),
            store: self.said_or_known(store.as_ref(), |line| line.store.as_ref()),
            country: self.said_or_known(country.as_ref(), |line| line.country.as_ref()),
            is_return: true,
            ..BookLine::default()
        }
    }

    /// A named product that goes back; nothing when all of it has.
    fn line_back(
        &self,
        said: &LineBack,
        at: usize,
        taken: &[BookLine],
        base: &BookLine,
    ) -> Result<Option<BookLine>, String> {
        let wanted = BookLine {
            product: said.product.clone(),
            name: said.name.clone(),
            ..BookLine::default()
        };
        let found = self.left(taken).get(&subject(&wanted)).copied();
        let Some(left) = found.filter(|left| left.sold_quantity > 0.0) else {
            let Some(amount) = said.amount_minor else {
                return Err(format!(
                    "`products[{at}].price` is missing, and no known order holds the product that would tell it"
                ));
            };
            return Ok(Some(goods_back(
                said,
                said.quantity,
                amount,
                said.cost_minor,
                base,
            )));
        };
        let quantity = said.quantity.min(left.quantity);
        if quantity <= 0.0 {
            return Ok(None);
        }
        let is_all = quantity >= left.quantity;
        let amount = match said.amount_minor {
            Some(amount) => part(amount, quantity, said.quantity),
            None if is_all => left.amount.max(0),
            None => part(left.sold_amount, quantity, left.sold_quantity),
        };
        let cost = said.cost_minor.or(left.cost.map(|cost| {
            if is_all {
                cost
            } else {
                part(cost, quantity, left.quantity)
            }
        }));
        Ok(Some(goods_back(said, quantity, amount, cost, base)))
    }

    /// What is left of each product, with `taken` gone as well.
    fn left<'a>(
        &'a self,
        taken: &'a [BookLine],
    ) -> BTreeMap<(Option<&'a str>, Option<&'a str>), Left> {
        let mut left: BTreeMap<_, Left> = BTreeMap::new();
        for line in &self.sold {
            let of = left.entry(subject(line)).or_insert(Left {
                cost: Some(0),
                ..Left::default()
            });
            of.sold_quantity += line.quantity;
            of.sold_amount = of.sold_amount.saturating_add(line.amount_minor);
            of.take_in(line);
        }
        for line in self.back.iter().chain(taken) {
            if let Some(of) = left.get_mut(&subject(line)) {
                of.take_in(line);
            }
        }
        left
    }

    /// The money that has not gone back.
    fn left_amount(&self) -> i64 {
        let lines = self.sold.iter().chain(&self.back);
        lines.fold(0, |sum: i64, line| sum.saturating_add(line.amount_minor))
    }

    /// Keeps lines that go back, but for those that are there already.
    fn add_back(&mut self, lines: Vec<BookLine>) {
        let before = self.back.len();
        for line in lines {
            let is_there = self.back[..before].iter().any(|known| {
                (known.at, known.amount_minor, subject(known))
                    == (line.at, line.amount_minor, subject(&line))
                    && known.quantity.total_cmp(&line.quantity).is_eq()
            });
            if !is_there {
                self.back.push(line);
            }
        }
    }
}

impl Left {
    /// Adds a line of the product; what went back is negative.
    fn take_in(&mut self, line: &BookLine) {
        self.quantity += line.quantity;
        self.amount = self.amount.saturating_add(line.amount_minor);
        self.cost = match (self.cost, line.cost_minor) {
            (Some(sum), Some(cost)) => Some(sum.saturating_add(cost)),
            _ => None,
        };
    }
}

/// A return whose order is not named.
pub(super) fn of_no_order(said: &ReturnSaid, when: Moment) -> Vec<BookLine> {
    let base = BookLine {
        customer: when.customer,
        at: when.at,
        day: when.day,
        channel: said.channel.clone(),
        store: said.store.clone(),
        country: said.country.clone(),
        is_return: true,
        ..BookLine::default()
    };
    if said.lines.is_empty() {
        return vec![money_back(said.amount_minor.unwrap_or_default(), &base)];
    }
    let lines = said.lines.iter();
    lines
        .map(|line| {
            let amount = line.amount_minor.unwrap_or_default();
            goods_back(line, line.quantity, amount, line.cost_minor, &base)
        })
        .collect()
}

fn goods_back(
    said: &LineBack,
    quantity: f64,
    amount: i64,
    cost: Option<i64>,
    base: &BookLine,
) -> BookLine {
    BookLine {
        product: said.product.clone(),
        name: said.name.clone(),
        quantity: -quantity,
        unit_price_micros: said.unit_price_micros,
        amount_minor: -amount,
        cost_minor: cost.map(|cost| -cost),
        ..base.clone()
    }
}

/// Money without goods.
fn money_back(amount: i64, base: &BookLine) -> BookLine {
    BookLine {
        amount_minor: -amount,
        ..base.clone()
    }
}

/// The part of an amount for some of its units, rounded half up.
#[expect(
    clippy::cast_possible_truncation,
    reason = "thousandths of units, far below the type's limit"
)]
fn part(amount: i64, quantity: f64, of: f64) -> i64 {
    if quantity >= of {
        return amount;
    }
    let units = |quantity: f64| (quantity * 1000.0).round().clamp(0.0, 1e15) as i128;
    let (some, all) = (units(quantity), units(of).max(1));
    let share = (i128::from(amount) * some * 2 + all) / (all * 2);
    i64::try_from(share).unwrap_or(amount)
}

//! From a row of cells to one order line.

use std::fmt::Write as _;

use kernel::Currency;

use crate::detect::{place, whole_key};
use crate::error::CustomersError;
use crate::intern::Interner;
use crate::mapping::Mapping;
use crate::meaning::Meaning;
use crate::options::ReadOptions;
use crate::records::{Records, Row, Sampled};
use crate::refusal::{Refusal, RefusalReason};
use crate::zone::{Placed, Zone};

use super::OrderCounts;
use super::columns::OrderLines;
use super::money::{Numbers, Worth};
use super::when::When;

/// Line numbers with an ambiguous time that are kept.
const AMBIGUOUS_KEPT: usize = 10;

/// What became of a row.
#[derive(Debug)]
pub(crate) enum Taken {
    /// It is taken.
    Good,
    /// It holds nothing.
    Blank,
    /// It can not be taken.
    Refused(Refused),
}

/// Why a row can not be taken, before it is told in words.
#[derive(Debug)]
pub(crate) struct Refused {
    place: Option<usize>,
    pub(crate) reason: RefusalReason,
}

impl Refused {
    /// Because of the cell at a place.
    pub(crate) const fn at(place: usize, reason: RefusalReason) -> Self {
        Self {
            place: Some(place),
            reason,
        }
    }

    /// Because of the row as a whole.
    pub(crate) const fn row(reason: RefusalReason) -> Self {
        Self {
            place: None,
            reason,
        }
    }

    pub(crate) fn told(self, row: &Row, columns: &[String]) -> Refusal {
        let column = self
            .place
            .and_then(|place| columns.get(place))
            .map(String::as_str);
        let value = match self.place {
            Some(place) => row.cell(place),
            None => row.whole(),
        };
        Refusal::new(row.line, column, value, &self.reason)
    }
}

/// Refuses a row that is no good as a whole.
pub(crate) fn check_row(row: &Row, columns: usize, exact: bool) -> Result<(), Refused> {
    if let Some(fault) = row.fault {
        return Err(Refused::row(fault.reason()));
    }
    if exact && row.len() != columns {
        let beyond_is_empty = (columns..row.len()).all(|at| row.cell(at).is_empty());
        if row.len() < columns || !beyond_is_empty {
            let cells = row.len();
            return Err(Refused::row(RefusalReason::Cells { cells, columns }));
        }
    }
    Ok(())
}

/// The places of the columns that are texts.
#[derive(Debug)]
struct Texts {
    order: Option<usize>,
    customer: Option<usize>,
    product: Option<usize>,
    name: Option<usize>,
    channel: Option<usize>,
    store: Option<usize>,
    country: Option<usize>,
    currency: Option<usize>,
}

/// The columns that are being filled.
#[derive(Debug, Default)]
struct Columns {
    order: Interner,
    customer: Interner,
    product: Interner,
    name: Interner,
    channel: Interner,
    store: Interner,
    country: Interner,
    attributes: Interner,
}

/// Fills the columns, row by row.
#[derive(Debug)]
pub(crate) struct Assembler {
    texts: Texts,
    numbers: Numbers,
    when: When,
    further: Further,
    width: usize,
    exact: bool,
    prefix: String,
    whole_order: bool,
    whole_customer: bool,
    currency: Currency,
    columns: Columns,
    lines: OrderLines,
    counts: OrderCounts,
    scratch: String,
}

impl Assembler {
    pub(crate) fn new(
        mapping: &Mapping,
        records: &Sampled,
        options: &ReadOptions,
    ) -> Result<Self, CustomersError> {
        let at = |meaning| place(mapping, meaning, records);
        let (date, time) = (at(Meaning::Date), at(Meaning::Time));
        let (Some(date), Some(format)) = (date.or(time), mapping.file.date_format) else {
            return Err(CustomersError::MappingInvalid("it has no date".to_owned()));
        };
        let read_in = mapping
            .file
            .time_zone
            .as_ref()
            .map_or(&options.time_zone, |name| name.zone());
        let zone = Zone::new(read_in.clone(), options.time_zone.clone(), options.now);
        let clock = time.filter(|time| *time != date);
        Ok(Self {
            texts: Texts {
                order: at(Meaning::Order),
                customer: at(Meaning::Customer),
                product: at(Meaning::Product),
                name: at(Meaning::Name),
                channel: at(Meaning::Channel),
                store: at(Meaning::Store),
                country: at(Meaning::Country),
                currency: at(Meaning::Currency),
            },
            numbers: Numbers {
                quantity: at(Meaning::Quantity),
                unit_price: at(Meaning::UnitPrice),
                amount: at(Meaning::Amount),
                discount: at(Meaning::Discount),
                cost: at(Meaning::Cost),
                unit_cost: at(Meaning::UnitCost),
                mark: mapping.file.decimal.unwrap_or_default(),
                digits: options.currency.digits(),
            },
            when: When {
                date,
                clock,
                format,
                zone,
                last: Vec::new(),
                last_placed: None,
            },
            further: Further::new(mapping, records),
            width: records.columns().len(),
            exact: records.is_ragged_refused(),
            prefix: mapping.rules.prefix().to_owned(),
            whole_order: mapping.rules.whole_keys.contains(&Meaning::Order),
            whole_customer: mapping.rules.whole_keys.contains(&Meaning::Customer),
            currency: options.currency,
            columns: Columns::default(),
            lines: OrderLines::default(),
            counts: OrderCounts::default(),
            scratch: String::new(),
        })
    }

    /// Takes a row, or tells why not. Nothing of a refused row is kept.
    pub(crate) fn take(&mut self, row: &Row) -> Result<Taken, CustomersError> {
        if row.is_empty() {
            return Ok(Taken::Blank);
        }
        match self.understand(row) {
            Ok((placed, worth)) => {
                self.keep(row, placed, worth)?;
                Ok(Taken::Good)
            }
            Err(refused) => Ok(Taken::Refused(refused)),
        }
    }

    #[inline]
    fn understand(&mut self, row: &Row) -> Result<(Placed, Worth), Refused> {
        check_row(row, self.width, self.exact)?;
        let placed = self.when.read(row)?;
        let order = self.texts.order.map(|place| row.cell(place));
        let cancels = order.is_some_and(|order| cancels(order, &self.prefix));
        let worth = self.numbers.read(row, cancels)?;
        if let (Some(place), Some([])) = (self.texts.order, order)
            && !worth.is_return
        {
            return Err(Refused::at(place, RefusalReason::EmptyOrder));
        }
        if let Some(place) = self.texts.currency {
            let cell = row.cell(place);
            if !cell.is_empty() && !cell.eq_ignore_ascii_case(self.currency.code().as_bytes()) {
                let reason = RefusalReason::CurrencyForeign {
                    given: crate::meaning::shorten(cell),
                    kept: self.currency,
                };
                return Err(Refused::at(place, reason));
            }
        }
        Ok((placed, worth))
    }

    fn keep(&mut self, row: &Row, placed: Placed, worth: Worth) -> Result<(), CustomersError> {
        let cell = |place: Option<usize>| place.map_or(&[][..], |place| row.cell(place));
        let whole = |cell, is_whole: bool| {
            if is_whole {
                whole_key(cell).unwrap_or(cell)
            } else {
                cell
            }
        };
        let customer = whole(cell(self.texts.customer), self.whole_customer);
        let columns = &mut self.columns;
        if self.texts.order.is_some() {
            columns
                .order
                .push(whole(cell(self.texts.order), self.whole_order))?;
        } else if worth.is_return {
            columns.order.push_none();
        } else {
            // Without receipts, a customer's business day is one order, and so is an anonymous instant.
            self.scratch.clear();
            self.scratch.push_str(&String::from_utf8_lossy(customer));
            let written = match customer {
                [] => write!(self.scratch, "@{}", placed.micros),
                _ => write!(self.scratch, "@{}", placed.day),
            };
            debug_assert!(written.is_ok(), "writing to a string");
            columns.order.push(self.scratch.as_bytes())?;
        }
        columns.customer.push(customer)?;
        columns.product.push(cell(self.texts.product))?;
        columns.name.push(cell(self.texts.name))?;
        columns.channel.push(cell(self.texts.channel))?;
        columns.store.push(cell(self.texts.store))?;
        columns.country.push(cell(self.texts.country))?;
        self.further.write(row, &mut self.scratch);
        columns.attributes.push(self.scratch.as_bytes())?;
        self.lines.push(row.line, placed, worth);
        self.counts.returns += u64::from(worth.is_return);
        self.counts.rounded += u64::from(worth.rounded);
        self.counts.anonymous += u64::from(customer.is_empty());
        if placed.ambiguous {
            self.counts.ambiguous_times += 1;
            if self.counts.ambiguous_lines.len() < AMBIGUOUS_KEPT {
                self.counts.ambiguous_lines.push(row.line);
            }
        }
        Ok(())
    }

    /// The columns, and what was counted on the way.
    pub(crate) fn finish(self) -> (OrderLines, OrderCounts) {
        let mut lines = self.lines;
        let columns = self.columns;
        lines.order = columns.order.finish();
        lines.customer = columns.customer.finish();
        lines.product = columns.product.finish();
        lines.product_name = columns.name.finish();
        lines.channel = columns.channel.finish();
        lines.store = columns.store.finish();
        lines.country = columns.country.finish();
        lines.attributes = columns.attributes.finish();
        let taken = lines.len() as u64;
        (
            lines,
            OrderCounts {
                taken,
                ..self.counts
            },
        )
    }
}

impl OrderLines {
    #[inline]
    fn push(&mut self, line: u64, placed: Placed, worth: Worth) {
        self.line_number.push(line);
        self.at_micros.push(placed.micros);
        self.day.push(placed.day);
        self.quantity.push(worth.quantity);
        self.unit_price_micros.push(worth.unit_price_micros);
        self.amount_minor.push(worth.amount_minor);
        self.discount_minor.push(worth.discount_minor);
        self.cost_minor.push(worth.cost_minor);
        self.is_return.push(worth.is_return);
    }
}

/// Whether an order id is a cancellation's: the prefix, in any case, and then only digits.
#[inline]
fn cancels(order: &[u8], prefix: &str) -> bool {
    let prefix = prefix.as_bytes();
    !prefix.is_empty()
        && order.len() > prefix.len()
        && order[..prefix.len()].eq_ignore_ascii_case(prefix)
        && order[prefix.len()..].iter().all(u8::is_ascii_digit)
}

/// The columns without a meaning, which become attributes.
#[derive(Debug)]
pub(crate) struct Further {
    /// Each with its key, ready as JSON: `"colour":`.
    columns: Vec<(usize, String)>,
}

impl Further {
    pub(crate) fn new(mapping: &Mapping, records: &Sampled) -> Self {
        let used: Vec<usize> = mapping
            .kind
            .meanings()
            .iter()
            .filter_map(|meaning| place(mapping, *meaning, records))
            .collect();
        let key = |name: &String| {
            let mut key = String::new();
            push_json(&mut key, name);
            key.push(':');
            key
        };
        let columns = records.columns().iter().enumerate();
        let columns = columns
            .filter(|(at, _)| !used.contains(at))
            .map(|(at, name)| (at, key(name)));
        Self {
            columns: columns.collect(),
        }
    }

    /// Writes the object into `out`, which stays empty when there is nothing to say.
    #[inline]
    pub(crate) fn write(&self, row: &Row, out: &mut String) {
        out.clear();
        for (at, key) in &self.columns {
            let cell = row.cell(*at);
            if !cell.is_empty() {
                out.push(if out.is_empty() { '{' } else { ',' });
                out.push_str(key);
                push_json(out, &String::from_utf8_lossy(cell));
            }
        }
        for (name, value) in row.extra() {
            if !value.is_empty() {
                out.push(if out.is_empty() { '{' } else { ',' });
                push_json(out, name);
                out.push(':');
                push_json(out, value);
            }
        }
        if !out.is_empty() {
            out.push('}');
        }
    }
}

/// Appends a text as JSON.
fn push_json(out: &mut String, text: &str) {
    out.push('"');
    for symbol in text.chars() {
        match symbol {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let written = write!(out, "\\u{:04x}", u32::from(control));
                debug_assert!(written.is_ok(), "writing to a string");
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancellation_is_the_prefix_and_digits() {
        assert!(
            cancels(b"C536379", "C")
                && cancels(b"c536379", "C")
                && cancels("СТ-7".as_bytes(), "СТ-")
        );
        assert!(!cancels(b"C", "C") && !cancels(b"CARD12", "C") && !cancels(b"536379", "C"));
        assert!(!cancels(b"536379", ""));
    }

    #[test]
    fn json_is_written_as_serde_reads_it() {
        let text = "a\"b\\c\nd\te\u{1}ф";
        let mut out = String::new();
        push_json(&mut out, text);
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}

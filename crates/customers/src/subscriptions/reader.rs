//! From a row of cells to one subscription.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use kernel::Currency;

use crate::detect::{place, whole_key};
use crate::error::CustomersError;
use crate::instant::{DateFormat, Moment, parse};
use crate::intern::{Codes, Interner};
use crate::mapping::Mapping;
use crate::meaning::{Meaning, shorten};
use crate::number::{DecimalMark, Number};
use crate::options::ReadOptions;
use crate::orders::{Further, Refused, Taken, check_row};
use crate::records::{Records, Row, Sampled};
use crate::refusal::RefusalReason;
use crate::zone::Zone;

use super::terms::date_of;
use super::{SubscriptionCounts, SubscriptionTerms, period};

/// A subscription may be sold that long before it begins.
const AHEAD: SignedDuration = SignedDuration::from_hours(366 * 24);

/// An end may be agreed on that long before it comes.
const END_AHEAD: SignedDuration = SignedDuration::from_hours(50 * 366 * 24);

/// 9999-01-01: systems write the last year that they know where there is no end.
const NO_END: i32 = 2_932_532;

/// Midday, which exists on every day.
const NOON_MICROS: i64 = 12 * 3_600_000_000;

/// No period costs more: sums of thousands of them still fit.
const PRICE_MAX: i64 = 1_000_000_000_000_000;

/// Where the parts of a row stand.
#[derive(Debug)]
struct Places {
    customer: usize,
    start: usize,
    price: usize,
    subscription: Option<usize>,
    end: Option<usize>,
    period: Option<usize>,
    plan: Option<usize>,
    currency: Option<usize>,
}

/// What a row says about its subscription.
#[derive(Debug)]
struct Told {
    start: i32,
    end: Option<i32>,
    price_minor: i64,
    rounded: bool,
    months: u8,
}

/// Takes rows, and keeps each subscription once.
#[derive(Debug)]
pub(crate) struct Reader {
    places: Places,
    format: DateFormat,
    mark: DecimalMark,
    currency: Currency,
    starts: Zone,
    ends: Zone,
    width: usize,
    exact: bool,
    whole_customer: bool,
    whole_subscription: bool,
    further: Further,
    customers: Interner,
    plans: Interner,
    attributes: Interner,
    rows: HashMap<(String, String), usize>,
    read: Read,
    scratch: String,
}

/// What was read so far.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) terms: SubscriptionTerms,
    pub(crate) counts: SubscriptionCounts,
}

impl Reader {
    pub(crate) fn new(
        mapping: &Mapping,
        records: &Sampled,
        options: &ReadOptions,
    ) -> Result<Self, CustomersError> {
        let at = |meaning| place(mapping, meaning, records);
        let needed = |meaning: Meaning| {
            let without = || format!("it has no column for {}", meaning.words());
            at(meaning).ok_or_else(|| CustomersError::MappingInvalid(without()))
        };
        let Some(format) = mapping.file.date_format else {
            return Err(CustomersError::MappingInvalid("it has no date".to_owned()));
        };
        let read_in = mapping
            .file
            .time_zone
            .as_ref()
            .map_or(&options.time_zone, |name| name.zone());
        let until = |ahead| options.now.checked_add(ahead).unwrap_or(Timestamp::MAX);
        let zone = |ahead| Zone::new(read_in.clone(), options.time_zone.clone(), until(ahead));
        let rules = &mapping.rules.whole_keys;
        Ok(Self {
            places: Places {
                customer: needed(Meaning::Customer)?,
                start: needed(Meaning::Start)?,
                price: needed(Meaning::Price)?,
                subscription: at(Meaning::Subscription),
                end: at(Meaning::End),
                period: at(Meaning::Period),
                plan: at(Meaning::Plan),
                currency: at(Meaning::Currency),
            },
            format,
            mark: mapping.file.decimal.unwrap_or_default(),
            currency: options.currency,
            starts: zone(AHEAD),
            ends: zone(END_AHEAD),
            width: records.columns().len(),
            exact: records.is_ragged_refused(),
            whole_customer: rules.contains(&Meaning::Customer),
            whole_subscription: rules.contains(&Meaning::Subscription),
            further: Further::new(mapping, records),
            customers: Interner::default(),
            plans: Interner::default(),
            attributes: Interner::default(),
            rows: HashMap::new(),
            read: Read::default(),
            scratch: String::new(),
        })
    }

    /// Takes a row, or tells why not. Nothing of a refused row is kept.
    pub(crate) fn take(&mut self, row: &Row) -> Result<Taken, CustomersError> {
        if row.is_empty() {
            return Ok(Taken::Blank);
        }
        match self.understand(row) {
            Ok(told) => self.keep(row, &told),
            Err(refused) => Ok(Taken::Refused(refused)),
        }
    }

    /// The subscriptions, and what was counted on the way.
    pub(crate) fn finish(self) -> Read {
        let mut read = self.read;
        read.terms.customer = self.customers.finish();
        read.terms.plan = self.plans.finish();
        read.terms.attributes = self.attributes.finish();
        read
    }

    fn understand(&mut self, row: &Row) -> Result<Told, Refused> {
        check_row(row, self.width, self.exact)?;
        let places = &self.places;
        let filled = |place: usize, reason: RefusalReason| match row.cell(place) {
            [] => Err(Refused::at(place, reason)),
            cell => Ok(cell),
        };
        filled(places.customer, RefusalReason::EmptySubscriptionCustomer)?;
        let cell = filled(places.start, RefusalReason::EmptySubscriptionStart)?;
        let ahead = RefusalReason::YearAhead;
        let start = day(&mut self.starts, self.format, (places.start, cell), &ahead)?;
        let Some(start) = start else {
            return Err(Refused::at(places.start, ahead));
        };
        let end = match places.end.map(|place| (place, row.cell(place))) {
            None | Some((_, [])) => None,
            Some(given) => {
                let ahead = RefusalReason::FiftyYearsAhead;
                day(&mut self.ends, self.format, given, &ahead)?
            }
        };
        if let (Some(end), Some(place)) = (end, places.end)
            && end < start
        {
            let start = date_of(start);
            return Err(Refused::at(place, RefusalReason::BeforeStart { start }));
        }
        let cell = filled(places.price, RefusalReason::EmptySubscriptionPrice)?;
        let (price_minor, rounded) = price(cell, self.mark, self.currency)
            .map_err(|reason| Refused::at(places.price, reason))?;
        let months = match places.period.map(|place| (place, row.cell(place))) {
            None | Some((_, [])) => 1,
            Some((place, cell)) => {
                period::months(cell).ok_or(Refused::at(place, RefusalReason::NotPeriod))?
            }
        };
        if let Some(place) = places.currency {
            let cell = row.cell(place);
            if !cell.is_empty() && !cell.eq_ignore_ascii_case(self.currency.code().as_bytes()) {
                let reason = RefusalReason::CurrencyForeign {
                    given: shorten(cell),
                    kept: self.currency,
                };
                return Err(Refused::at(place, reason));
            }
        }
        Ok(Told {
            start,
            end,
            price_minor,
            rounded,
            months,
        })
    }

    fn keep(&mut self, row: &Row, told: &Told) -> Result<Taken, CustomersError> {
        let cell = |place: Option<usize>| place.map_or(&[][..], |place| row.cell(place));
        let whole = |cell, is_whole: bool| {
            if is_whole {
                whole_key(cell).unwrap_or(cell)
            } else {
                cell
            }
        };
        let customer = whole(row.cell(self.places.customer), self.whole_customer);
        let plan = cell(self.places.plan);
        let key = match whole(cell(self.places.subscription), self.whole_subscription) {
            [] => format!("{}@{}", String::from_utf8_lossy(plan), date_of(told.start)),
            number => String::from_utf8_lossy(number).into_owned(),
        };
        let place = (String::from_utf8_lossy(customer).into_owned(), key.clone());
        self.further.write(row, &mut self.scratch);
        if let Some(&earlier) = self.rows.get(&place) {
            if self.is_same(earlier, told, plan) {
                self.read.counts.repeated += 1;
                return Ok(Taken::Good);
            }
            let line = self.read.terms.line_number[earlier];
            let reason = RefusalReason::SubscriptionOtherwise { line };
            return Ok(Taken::Refused(Refused::row(reason)));
        }
        self.rows.insert(place, self.read.terms.len());
        self.customers.push(customer)?;
        self.plans.push(plan)?;
        self.attributes.push(self.scratch.as_bytes())?;
        let terms = &mut self.read.terms;
        terms.line_number.push(row.line);
        terms.key.push(key);
        terms.start_day.push(told.start);
        terms.end_day.push(told.end);
        terms.price_minor.push(told.price_minor);
        terms.period_months.push(told.months);
        self.read.counts.rounded += u64::from(told.rounded);
        Ok(Taken::Good)
    }

    /// Whether a row says of its subscription what an earlier one said; further columns may differ.
    fn is_same(&self, earlier: usize, told: &Told, plan: &[u8]) -> bool {
        let terms = &self.read.terms;
        terms.start_day[earlier] == told.start
            && terms.end_day[earlier] == told.end
            && terms.price_minor[earlier] == told.price_minor
            && terms.period_months[earlier] == told.months
            && text(self.plans.column(), earlier).as_bytes() == plan
    }
}

fn text(column: &Codes, row: usize) -> &str {
    column.get(row).unwrap_or_default()
}

/// The business day of a cell; nothing for a day of the year 9999, which stands for none.
fn day(
    zone: &mut Zone,
    format: DateFormat,
    (place, cell): (usize, &[u8]),
    ahead: &RefusalReason,
) -> Result<Option<i32>, Refused> {
    let Some(moment) = parse(cell, format) else {
        let form = format.name();
        return Err(Refused::at(place, RefusalReason::NotDate { form }));
    };
    let placed = match moment {
        Moment::Wall { day, .. } if day >= NO_END => return Ok(None),
        // A day without a time is the business day, whatever the clocks showed at its midnight.
        Moment::Wall { day, micros: 0 } => {
            let noon = Moment::Wall {
                day,
                micros: NOON_MICROS,
            };
            zone.place(noon).map(|_| day)
        }
        other => zone.place(other).map(|placed| placed.day),
    };
    placed.map(Some).map_err(|reason| {
        let reason = match reason {
            RefusalReason::InFuture => ahead.clone(),
            other => other,
        };
        Refused::at(place, reason)
    })
}

fn price(cell: &[u8], mark: DecimalMark, currency: Currency) -> Result<(i64, bool), RefusalReason> {
    let number = Number::parse(cell, mark)?;
    if number.is_negative() {
        return Err(RefusalReason::PriceNegative);
    }
    number
        .to_minor(currency.digits())
        .filter(|(minor, _)| *minor <= PRICE_MAX)
        .ok_or(RefusalReason::PriceTooLarge)
}

//! The subscriptions of the lake in memory.

use std::collections::{BTreeSet, HashMap};

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{Date32Type, Int32Type, Int64Type};

use super::REPORT;
use crate::calendar::Day;
use crate::source::{Source, column};
use crate::{ContractQuery, InsightError};

/// How many years a report may look behind the last day on which something happened.
const YEARS_BEHIND: i32 = 10;

/// A subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contract {
    pub(crate) customer_id: i64,
    pub(crate) start: Day,
    /// The first day on which it no longer runs.
    pub(crate) end: Option<Day>,
    /// The length of a period.
    pub(crate) months: u32,
    pub(crate) price_minor: i64,
    /// Which of the plans' names; they are sorted, and the first may be none.
    pub(crate) plan: usize,
    /// The row among the keys.
    pub(crate) key: usize,
}

impl Contract {
    /// Whether it runs at the end of a day.
    pub(crate) fn runs_on(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| end > day)
    }

    /// What it brings a month, rounded once, half up.
    pub(crate) fn monthly_minor(&self) -> i64 {
        let months = i64::from(self.months.max(1));
        (self.price_minor + months / 2) / months
    }
}

/// All subscriptions that had begun by a day.
#[derive(Debug, Default)]
pub(crate) struct Contracts {
    /// Sorted by customer and start, so that sums do not depend on how the lake is read.
    pub(crate) all: Vec<Contract>,
    /// The plans' names.
    pub(crate) plans: Vec<Option<String>>,
    /// The subscriptions' keys, by row of the scan.
    pub(crate) keys: Vec<String>,
    /// The day at whose end things are looked at.
    pub(crate) as_of: Day,
}

impl Contracts {
    /// Reads what had begun by the day that the query asks for; `None` when nothing had.
    pub(crate) async fn read(
        source: &Source<'_>,
        query: &ContractQuery,
    ) -> Result<Option<Self>, InsightError> {
        let statement = include_str!("../sql/subscriptions.sql");
        let batches = source.rows(REPORT, statement, None).await?;
        let mut read = Self::default();
        let mut places: HashMap<Option<String>, usize> = HashMap::new();
        for batch in &batches {
            let customer = column::<Int64Type>(batch, 0, REPORT, "customer_id")?;
            let start = column::<Date32Type>(batch, 1, REPORT, "start_day")?;
            let end = column::<Date32Type>(batch, 2, REPORT, "end_day")?;
            let months = column::<Int32Type>(batch, 3, REPORT, "period_months")?;
            let price = column::<Int64Type>(batch, 4, REPORT, "price_minor")?;
            for row in 0..batch.num_rows() {
                let plan = text(batch.column(5), row).map(str::to_owned);
                let next = places.len();
                let key = read.keys.len();
                read.keys
                    .push(text(batch.column(6), row).unwrap_or_default().to_owned());
                read.all.push(Contract {
                    customer_id: customer.value(row),
                    start: start.value(row),
                    end: end.is_valid(row).then(|| end.value(row)),
                    months: u32::try_from(months.value(row)).unwrap_or(1).max(1),
                    price_minor: price.value(row),
                    plan: *places.entry(plan).or_insert(next),
                    key,
                });
            }
        }
        read.name_plans(places);
        let Some(as_of) = read.day(query)? else {
            return Ok(None);
        };
        read.as_of = as_of;
        read.all.retain(|contract| contract.start <= as_of);
        let keys = &read.keys;
        read.all.sort_unstable_by(|a, b| {
            let place = |of: &Contract| (of.customer_id, of.start);
            let keys = || keys[a.key].cmp(&keys[b.key]);
            place(a).cmp(&place(b)).then_with(keys)
        });
        Ok((!read.all.is_empty()).then_some(read))
    }

    /// The subscriptions of each customer, in order of their start.
    pub(crate) fn by_customer(&self) -> impl Iterator<Item = &[Contract]> {
        self.all.chunk_by(|a, b| a.customer_id == b.customer_id)
    }

    /// Sorts the plans by name.
    fn name_plans(&mut self, places: HashMap<Option<String>, usize>) {
        let mut named: Vec<(Option<String>, usize)> = places.into_iter().collect();
        named.sort_unstable();
        let mut sorted = vec![0; named.len()];
        for (place, (_, before)) in named.iter().enumerate() {
            sorted[*before] = place;
        }
        for contract in &mut self.all {
            contract.plan = sorted[contract.plan];
        }
        self.plans = named.into_iter().map(|(name, _)| name).collect();
    }

    /// The day asked for, or the last one on which something happened.
    fn day(&self, query: &ContractQuery) -> Result<Option<Day>, InsightError> {
        let until = query.until.map_or(Day::MAX, crate::calendar::day_of);
        let ends = self.all.iter().filter_map(|contract| contract.end);
        let days = self.all.iter().map(|contract| contract.start).chain(ends);
        let happened = days.clone().filter(|day| *day <= until).max();
        let Some(last) = happened.or_else(|| days.min()) else {
            return Ok(None);
        };
        let Some(as_of) = query.as_of else {
            return Ok(Some(last));
        };
        let last = crate::calendar::date_of(last);
        if i32::from(as_of.year()) - i32::from(last.year()) > YEARS_BEHIND {
            return Err(InsightError::AsOfAfterContracts {
                as_of,
                last,
                years: YEARS_BEHIND,
            });
        }
        Ok(Some(crate::calendar::day_of(as_of)))
    }

    /// The lengths of a period that occur, shortest first.
    pub(crate) fn lengths(&self) -> BTreeSet<u32> {
        self.all.iter().map(|contract| contract.months).collect()
    }
}

/// A text as the engine hands it over: plain or as a view.
pub(crate) fn text(column: &ArrayRef, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    match column.as_string_view_opt() {
        Some(view) => Some(view.value(row)),
        None => column.as_string_opt::<i32>().map(|plain| plain.value(row)),
    }
}

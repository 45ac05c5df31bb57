//! The calculator's inputs from the base's own figures.

use lab::LabError;

use crate::base::{BaseMonth, BaseReport};
use crate::lost::query::LostCustomersQuery;
use crate::lost::report::{Assumption, AssumptionOrigin, LostAssumptions, LostWindow};

/// Half of the customers in five years: what is taken when nothing is known.
const HALF: f64 = 0.5;
const HALF_AFTER_YEARS: f64 = 5.0;

/// What a year's money is worth a year earlier, when nothing is said.
const DISCOUNT: f64 = 0.1;

/// A year.
const MONTHS: usize = 12;

/// What the base says by itself.
pub(super) struct Known<'a> {
    now: Option<&'a BaseMonth>,
    /// At most 12 months, complete and seen long enough to know who was lost, or else just the latest ones.
    months: &'a [BaseMonth],
    /// Whether in these months customers could be seen being lost.
    observed: bool,
    /// As many months before these as these are, when these are a year and all of them are observed.
    before: Option<&'a [BaseMonth]>,
    margin: Option<f64>,
}

impl<'a> Known<'a> {
    pub(super) fn of(base: &'a BaseReport, margin: Option<f64>) -> Self {
        let all = &base.months;
        let complete = all
            .iter()
            .rposition(|month| month.complete)
            .map_or(0, |last| last + 1);
        let complete = &all[..complete];
        // Before the first month has passed and a customer can be lost, everybody is new and nobody lost.
        let blind = blind_months(base);
        let observed = complete.get(blind..).unwrap_or_default();
        let (pool, is_observed) = if observed.is_empty() {
            (if complete.is_empty() { all } else { complete }, false)
        } else {
            (observed, true)
        };
        let cut = pool.len().saturating_sub(MONTHS);
        let before = cut
            .checked_sub(MONTHS)
            .filter(|_| is_observed)
            .map(|from| &pool[from..cut]);
        Self {
            now: all.last(),
            months: &pool[cut..],
            observed: is_observed,
            before,
            margin,
        }
    }

    pub(super) fn window(&self) -> Option<LostWindow> {
        Some(LostWindow {
            from: self.months.first()?.month.clone(),
            until: self.months.last()?.month.clone(),
            months: self.months.len(),
        })
    }

    /// Each input: what is given, else what the base says, else what is usual.
    pub(super) fn inputs(&self, query: &LostCustomersQuery) -> LostAssumptions {
        let usual_churn = lab::rate_of_period(HALF, HALF_AFTER_YEARS).ok();
        let revenue = query.revenue_per_customer_minor.map(lab::minor_to_f64);
        LostAssumptions {
            customers: choose(query.customers, self.customers(), None),
            yearly_churn: choose(query.yearly_churn, self.yearly_churn(), usual_churn),
            inflow: choose(query.inflow, inflow(self.months), None),
            inflow_growth: choose(query.inflow_growth, self.growth(), Some(0.0)),
            revenue_per_customer_minor: choose(revenue, self.revenue(), None),
            margin: choose(query.margin, self.margin, Some(1.0)),
            discount: choose(query.discount, None, Some(DISCOUNT)),
        }
    }

    fn customers(&self) -> Option<f64> {
        Some(lab::count_to_f64(self.now?.customers_end))
    }

    /// From the loss of a month, over all months together, to that of a year.
    fn yearly_churn(&self) -> Option<f64> {
        let start = total(self.months, |month| month.customers_start);
        if !self.observed || start <= 0.0 {
            return None;
        }
        let monthly = total(self.months, |month| month.lost) / start;
        lab::rate_of_period(monthly, 1.0 / lab::count_to_f64(MONTHS as u64)).ok()
    }

    fn growth(&self) -> Option<f64> {
        let (now, before) = (inflow(self.months)?, inflow(self.before?)?);
        // A base that came out of nothing tells no growth.
        (before > 0.0 && now > 0.0).then(|| (now / before - 1.0).min(10.0))
    }

    /// Net revenue of known customers by the mean of the base, as of a year.
    fn revenue(&self) -> Option<f64> {
        let base = total(self.months, |month| {
            month.customers_start + month.customers_end
        }) / 2.0;
        let revenue: f64 = self
            .months
            .iter()
            .filter_map(|month| Some(month.arppu_minor? * lab::count_to_f64(month.active)))
            .sum();
        let by_month = base / lab::count_to_f64(self.months.len() as u64);
        (by_month > 0.0).then(|| (revenue * a_year(self.months) / by_month).max(0.0))
    }
}

/// The loss of a month at the loss of a year.
pub(super) fn monthly(yearly_churn: f64) -> Result<f64, LabError> {
    lab::rate_of_period(yearly_churn, lab::count_to_f64(MONTHS as u64))
}

/// How many months at the start of history are too early to see somebody being lost: those that begin
/// before the first order is `lost_after_days` old.
fn blind_months(base: &BaseReport) -> usize {
    let Some(first) = base.months.first() else {
        return 0;
    };
    let begin = first.until.first_of_month();
    let seen_from = begin.saturating_add(jiff::SignedDuration::from_hours(
        24 * i64::from(base.lost_after_days),
    ));
    base.months
        .iter()
        .take_while(|month| month.until.first_of_month() < seen_from)
        .count()
}

/// Customers who came, as of a year.
fn inflow(months: &[BaseMonth]) -> Option<f64> {
    let came = total(months, |month| month.new + month.reactivated);
    (!months.is_empty()).then(|| came * a_year(months))
}

fn total(months: &[BaseMonth], figure: fn(&BaseMonth) -> u64) -> f64 {
    lab::count_to_f64(months.iter().map(figure).sum())
}

/// From a figure of these months to one of a year.
fn a_year(months: &[BaseMonth]) -> f64 {
    lab::count_to_f64(MONTHS as u64) / lab::count_to_f64(months.len() as u64)
}

fn choose(given: Option<f64>, base: Option<f64>, usual: Option<f64>) -> Assumption {
    [
        (given, AssumptionOrigin::Given),
        (base, AssumptionOrigin::Base),
        (usual, AssumptionOrigin::Usual),
    ]
    .into_iter()
    .find_map(|(value, origin)| value.map(|value| Assumption::new(value, origin)))
    .unwrap_or(Assumption::MISSING)
}

//! What winning customers cost, and when it has paid back.

mod report;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use report::{AcquisitionMonth, AcquisitionReport, AcquisitionTotals};

use crate::appraisal::{Horizon, Terms, appraise};
use crate::calendar::{Day, date_of, day_of};
use crate::cohorts::{Cohort, CohortQuery, cohorts};
use crate::lost::{Assumption, AssumptionOrigin, share};
use crate::money::{per, ratio};
use crate::source::Source;
use crate::spend::Spend;
use crate::value::{Margin, MarginSource, Model, ValueQuery, YEARLY_DISCOUNT, margin};
use crate::{InsightError, MoneyKind, Unit};

/// The report's name in errors.
const REPORT: &str = "acquisition";

/// How far ahead a customer's value reaches.
const HORIZON_MONTHS: u32 = 36;

/// Which acquisition report is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct AcquisitionQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// The share of revenue that is left after costs that grow with it, above 0, at most 1; taken from the
    /// costs of orders when absent, and 1 when these are not known.
    pub margin: Option<f64>,
}

/// Holds what was spent against the customers who came.
///
/// # Errors
///
/// [`InsightError::OutOfRange`] for a margin that makes no sense, and those of [`cohorts`].
pub async fn acquisition(
    source: &Source<'_>,
    spends: &[Spend],
    model: Option<&Model>,
    query: &AcquisitionQuery,
) -> Result<AcquisitionReport, InsightError> {
    if let Some(margin) = query.margin {
        share("margin", "above 0 %, at most 100 %", margin, |x| {
            0.0 < x && x <= 1.0
        })?;
    }
    let asked = CohortQuery {
        as_of: query.as_of,
        by: Unit::Month,
        money: MoneyKind::Net,
    };
    let base = cohorts(source, &asked).await?;
    let asked = ValueQuery {
        margin: query.margin,
        ..ValueQuery::default()
    };
    let margin = margin(source, &asked, base.as_of.map_or(Day::MAX, day_of)).await?;
    let future = match (model, base.as_of.filter(|_| !base.cohorts.is_empty())) {
        (Some(model), Some(as_of)) => future(source, model, as_of, margin.rate).await?,
        _ => BTreeMap::new(),
    };
    let months = months(&base.cohorts, spends, margin.rate, &future);
    Ok(AcquisitionReport {
        as_of: base.as_of,
        currency: base.currency,
        snapshot: base.snapshot,
        margin: assumption(margin),
        model: model.map(|model| model.id),
        horizon_months: HORIZON_MONTHS,
        totals: AcquisitionTotals::of(&months),
        advice: advice(spends, &base.cohorts, margin),
        months,
    })
}

/// A margin as the other figures that a report is computed with.
fn assumption(margin: Margin) -> Assumption {
    let origin = match margin.source {
        MarginSource::Given => AssumptionOrigin::Given,
        MarginSource::Costs => AssumptionOrigin::Base,
        MarginSource::Revenue => AssumptionOrigin::Usual,
    };
    Assumption::new(margin.rate, origin)
}

/// What the customers of each month are still expected to bring, all together.
async fn future(
    source: &Source<'_>,
    model: &Model,
    as_of: Date,
    margin: f64,
) -> Result<BTreeMap<String, f64>, InsightError> {
    let terms = Terms {
        margin,
        yearly_discount: YEARLY_DISCOUNT,
        horizon: Horizon::of(HORIZON_MONTHS)?,
        silent_days: None,
    };
    let mut future = BTreeMap::new();
    for one in appraise(source, REPORT, day_of(as_of), model, terms).await? {
        let month = Unit::Month.label(date_of(one.first_day));
        *future.entry(month).or_default() += one.clv_minor;
    }
    Ok(future)
}

/// Every month in which somebody came or something was spent.
fn months(
    cohorts: &[Cohort],
    spends: &[Spend],
    margin: f64,
    future: &BTreeMap<String, f64>,
) -> Vec<AcquisitionMonth> {
    let mut months: BTreeMap<&str, (Option<&Cohort>, Option<i64>)> = BTreeMap::new();
    for cohort in cohorts {
        months.entry(&cohort.cohort).or_default().0 = Some(cohort);
    }
    for spend in spends {
        months.entry(spend.month.as_str()).or_default().1 = Some(spend.amount_minor());
    }
    months
        .into_iter()
        .map(|(month, (cohort, spend))| {
            AcquisitionMonth::of(month, cohort, spend, margin).with(future.get(month).copied())
        })
        .collect()
}

impl AcquisitionMonth {
    fn of(month: &str, cohort: Option<&Cohort>, spend_minor: Option<i64>, margin: f64) -> Self {
        let customers = cohort.map_or(0, |cohort| cohort.size);
        let cells = cohort.map_or(&[][..], |cohort| &cohort.cells);
        let cac_minor = spend_minor.and_then(|spend| per(spend, customers));
        let brought =
            |cell: &crate::CohortCell| cell.cumulative_revenue_per_customer_minor * margin;
        let margin_so_far = cells.last().map(brought);
        let payback_months = cac_minor.and_then(|cac| {
            let cell = cells.iter().find(|cell| cac <= brought(cell))?;
            u32::try_from(cell.period).ok()
        });
        Self {
            month: month.to_owned(),
            customers,
            complete: cells.first().is_none_or(|cell| cell.complete),
            spend_minor,
            cac_minor,
            months_seen: cells.iter().filter(|cell| cell.complete).count(),
            revenue_minor: cells.last().map_or(0, |cell| cell.cumulative_revenue_minor),
            margin_per_customer_minor: margin_so_far,
            paid_back: margin_so_far
                .zip(cac_minor)
                .and_then(|(margin, cac)| ratio(margin, cac)),
            payback_months,
            future_minor: None,
            value_to_cac: None,
        }
    }

    /// Adds what the month's customers are still expected to bring.
    fn with(mut self, future: Option<f64>) -> Self {
        self.future_minor =
            future.and_then(|future| ratio(future, lab::count_to_f64(self.customers)));
        let value = self.margin_per_customer_minor.zip(self.future_minor);
        self.value_to_cac = value
            .zip(self.cac_minor)
            .and_then(|((so_far, future), cac)| ratio(so_far + future, cac));
        self
    }
}

impl AcquisitionTotals {
    /// Over the months with a spend.
    fn of(months: &[AcquisitionMonth]) -> Self {
        let spent = || months.iter().filter(|month| month.spend_minor.is_some());
        let customers = spent().map(|month| month.customers).sum();
        let spend_minor = spent().filter_map(|month| month.spend_minor).sum();
        let brought: f64 = spent()
            .filter_map(|month| {
                Some(month.margin_per_customer_minor? * lab::count_to_f64(month.customers))
            })
            .sum();
        let future: f64 = spent()
            .filter_map(|month| Some(month.future_minor? * lab::count_to_f64(month.customers)))
            .sum();
        let is_valued = spent().any(|month| month.future_minor.is_some());
        Self {
            months: spent().count(),
            customers,
            spend_minor,
            cac_minor: per(spend_minor, customers).filter(|_| spend_minor > 0),
            margin_minor: brought,
            paid_back: ratio(brought, lab::minor_to_f64(spend_minor)),
            future_minor: is_valued.then_some(future),
            value_to_cac: ratio(brought + future, lab::minor_to_f64(spend_minor))
                .filter(|_| is_valued),
        }
    }
}

/// What should be given to make the report better.
fn advice(spends: &[Spend], cohorts: &[Cohort], margin: Margin) -> Option<String> {
    if cohorts.is_empty() {
        return None;
    }
    if spends.is_empty() {
        return Some(
            "no spend is known: set what a month cost with `clientele spend set`, such as 2010-12 15000.00, or hand over its \
             days with `clientele spend import`"
                .to_owned(),
        );
    }
    (margin.source == MarginSource::Revenue)
        .then(|| "no costs are known, so all revenue counts as margin: give the margin".to_owned())
}

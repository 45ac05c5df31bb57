//! What lost customers cost: the base followed over years as it is, and with more or fewer of them lost.

mod inputs;
mod query;
mod report;

pub use query::LostCustomersQuery;
pub(crate) use query::share;
pub use report::{
    Assumption, AssumptionOrigin, CustomerValue, LostAssumptions, LostCustomersReport, LostWindow,
    LostYear,
};

use lab::{BaseCourse, CourseYear, LabError};

use crate::base::{BaseQuery, BaseReport, base};
use crate::calendar::day_of;
use crate::source::Source;
use crate::value::{self, MarginSource, ValueQuery};
use crate::{CurrencyUnit, InsightError};
use inputs::{Known, monthly};
use query::Checked;

/// The report's name in errors.
pub(crate) const REPORT: &str = "lost-customers";

/// By how much retention is raised for the sensitivities.
const STEPS: [f64; 3] = [0.01, 0.02, 0.05];

/// Makes the report on what lost customers cost.
///
/// # Errors
///
/// [`InsightError::OutOfRange`] for an input that makes no sense, and those of [`base`].
pub async fn lost_customers(
    source: &Source<'_>,
    query: &LostCustomersQuery,
) -> Result<LostCustomersReport, InsightError> {
    let checked = query.check()?;
    let asked = BaseQuery {
        as_of: query.as_of,
        lost_after_days: query.lost_after_days,
        months: None,
    };
    let base = base(source, &asked).await?;
    let known = Known::of(&base, margin(source, query, &base).await?);
    let inputs = known.inputs(query);
    let mut report = LostCustomersReport {
        as_of: base.as_of,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        lost_after_days: query.lost_after_days,
        change: checked.change,
        window: known.window(),
        inputs,
        monthly_churn: 0.0,
        changed_monthly_churn: 0.0,
        changed_yearly_churn: 0.0,
        years: Vec::new(),
        values: Vec::new(),
        advice: None,
    };
    let churn = monthly(report.inputs.yearly_churn.value.unwrap_or(0.0));
    report.monthly_churn = churn.map_err(numbers)?;
    report.changed_monthly_churn = checked.changed(report.monthly_churn)?;
    report.changed_yearly_churn =
        lab::rate_of_period(report.changed_monthly_churn, 1.0 / 12.0).map_err(numbers)?;
    report.advice = report.inputs.advice();
    if let Some(course) = report.course() {
        report.years = years(&course, report.changed_monthly_churn, &checked)?;
    }
    report.values = report.values(&checked)?;
    Ok(report)
}

/// The margin of the orders, where their costs are known.
async fn margin(
    source: &Source<'_>,
    query: &LostCustomersQuery,
    base: &BaseReport,
) -> Result<Option<f64>, InsightError> {
    let Some(as_of) = base
        .as_of
        .filter(|_| !base.months.is_empty() && query.margin.is_none())
    else {
        return Ok(None);
    };
    let found = value::margin(source, &ValueQuery::default(), day_of(as_of)).await?;
    Ok((found.source == MarginSource::Costs).then_some(found.rate))
}

impl LostCustomersReport {
    /// The base as it goes on; `None` while an input is not known.
    fn course(&self) -> Option<BaseCourse> {
        let inputs = &self.inputs;
        Some(BaseCourse {
            customers: inputs.customers.value?,
            monthly_churn: self.monthly_churn,
            inflow: inputs.inflow.value?,
            inflow_growth: inputs.inflow_growth.value?,
            margin: inputs.margin_per_customer_minor()?,
            discount: inputs.discount.value?,
        })
    }

    /// What the future of one customer is worth now, after the change, and with some points of retention
    /// more.
    fn values(&self, checked: &Checked) -> Result<Vec<CustomerValue>, InsightError> {
        let inputs = &self.inputs;
        let (Some(margin), Some(churn), Some(discount)) = (
            inputs.margin_per_customer_minor(),
            inputs.yearly_churn.value,
            inputs.discount.value,
        ) else {
            return Ok(Vec::new());
        };
        let now = 1.0 - churn;
        let value =
            |retention: f64| lab::retention_value(margin, retention, discount).map_err(numbers);
        let start = value(now)?;
        let mut retentions = vec![now];
        if checked.change.abs() > 0.0 {
            retentions.push(1.0 - self.changed_yearly_churn);
        }
        retentions.extend(
            STEPS
                .map(|step| now + step)
                .into_iter()
                .filter(|&r| r <= 1.0),
        );
        retentions
            .into_iter()
            .map(|retention| {
                let value_minor = value(retention)?;
                let rise = start.zip(value_minor).filter(|&(start, _)| start > 0.0);
                Ok(CustomerValue {
                    retention,
                    value_minor,
                    change: rise.map(|(start, value)| value / start - 1.0),
                })
            })
            .collect()
    }
}

/// The years side by side: the present course and the changed one.
fn years(
    course: &BaseCourse,
    changed: f64,
    checked: &Checked,
) -> Result<Vec<LostYear>, InsightError> {
    let changed = BaseCourse {
        monthly_churn: changed,
        ..*course
    };
    let now = course.years(checked.years).map_err(numbers)?;
    let then = changed.years(checked.years).map_err(numbers)?;
    let mut cumulative = 0.0;
    let mut cumulative_present = 0.0;
    let year = |(number, (now, then)): (u32, (&CourseYear, &CourseYear))| {
        cumulative += then.margin - now.margin;
        cumulative_present += then.present_value - now.present_value;
        LostYear {
            year: number,
            inflow: now.inflow,
            customers: now.customers,
            lost: now.lost,
            margin_minor: now.margin,
            changed_customers: then.customers,
            changed_lost: then.lost,
            changed_margin_minor: then.margin,
            difference_minor: then.margin - now.margin,
            cumulative_minor: cumulative,
            present_minor: then.present_value - now.present_value,
            cumulative_present_minor: cumulative_present,
        }
    };
    Ok((1..).zip(now.iter().zip(&then)).map(year).collect())
}

fn numbers(source: LabError) -> InsightError {
    InsightError::Numbers {
        report: REPORT,
        source,
    }
}

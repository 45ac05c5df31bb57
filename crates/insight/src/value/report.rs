//! The report of value: what the customers are worth, where the value sits, and how far the model can be trusted.

mod concentration;
mod countries;
mod customers;
mod equity;
mod figures;
mod groups;

use jiff::civil::Date;
use lab::LabError;
use serde::Serialize;
use store::Store;

pub use concentration::{Concentration, LorenzPoint};
pub use customers::{ValuePlace, value_customers};
pub use figures::{HorizonValue, ValueGroup};

use crate::calendar::{Day, date_of};
use crate::source::Source;
use crate::value::evidence::{LEVEL, Range};
use crate::value::forecasts::{PastForecast, past_forecasts};
use crate::value::groups::Groups;
use crate::value::histories::{self, CustomerHistory};
use crate::value::model::{Found, Model};
use crate::value::registry::find_in_force;
use crate::value::sample::REPORT;
use crate::value::terms::{Margin, ValueQuery, margin};
use crate::value::worth::Valuation;
use crate::{CurrencyUnit, InsightError, MoneyKind};
use countries::Countries;
use figures::Valued;
use groups::Grouping;

/// What the customers are worth on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Which money the model's spend is.
    pub money: MoneyKind,
    /// What part of the revenue stays.
    pub margin: Margin,
    /// What is taken off in a year.
    pub yearly_discount: f64,
    /// Customers with an order by the day.
    pub customers: u64,
    /// How many of them are still customers, as the model expects.
    pub alive: f64,
    /// The probability with which the truth lies within an interval of this report.
    pub level: f64,
    /// What all customers together are worth over 12, 24 and 36 months.
    pub equity: Vec<Equity>,
    /// One customer's value over 12, 24 and 36 months.
    pub clv: Vec<HorizonValue>,
    /// By RFM segment, best first.
    pub by_segment: Vec<ValueGroup>,
    /// By country, the most valuable first; customers whose country is not known are `unknown`.
    pub by_country: Vec<ValueGroup>,
    /// By month of the first order.
    pub by_month: Vec<ValueGroup>,
    /// How the value over 36 months is spread over customers.
    pub concentration: Concentration,
    /// The model, with what its choice was based on.
    pub model: Model,
    /// What models forecast, and what came true.
    pub past_forecasts: Vec<PastForecast>,
}

/// What all customers together are worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Equity {
    /// The horizon.
    pub months: u32,
    /// The sum over customers, minor units, with its interval: chance and uncertain parameters together.
    pub value_minor: Range,
}

/// Makes the report of value with the model in force.
///
/// # Errors
///
/// [`InsightError::NoModel`] when none was fitted, [`InsightError::MarginOutOfRange`] and
/// [`InsightError::DiscountOutOfRange`], and when the lake or the store can not be read.
pub async fn value(
    source: &Source<'_>,
    store: &Store,
    query: &ValueQuery,
) -> Result<ValueReport, InsightError> {
    query.check()?;
    let model = find_in_force(store).await?.ok_or(InsightError::NoModel)?;
    let past_forecasts = past_forecasts(store).await?;
    let scope = source.scope(REPORT, query.as_of).await?;
    let as_of = scope.map(|scope| scope.as_of);
    let margin = margin(source, query, as_of.unwrap_or(Day::MAX)).await?;
    let numbers = |source| InsightError::Numbers {
        report: REPORT,
        source,
    };
    let computing = model.compute().map_err(numbers)?;
    let groups = Groups::read(source, computing.purchases.coding()).await?;
    let customers = match as_of {
        Some(as_of) => histories::read(source, REPORT, as_of, model.found.money, groups).await?,
        None => vec![],
    };
    let countries = Countries::read(source).await?;
    let valuation = Valuation {
        model: computing,
        as_of: as_of.unwrap_or(0),
        margin: margin.rate,
        yearly_discount: query.yearly_discount,
    };
    let found = model.found.clone();
    let work = move || Figures::of(&customers, &found, &valuation, &countries);
    let figures = tokio::task::spawn_blocking(work)
        .await
        .map_err(|stopped| InsightError::Engine {
            report: REPORT,
            source: datafusion::error::DataFusionError::External(Box::new(stopped)),
        })?
        .map_err(numbers)?;
    Ok(ValueReport {
        as_of: as_of.map(date_of).or(query.as_of),
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        money: model.found.money,
        margin,
        yearly_discount: query.yearly_discount,
        customers: figures.customers,
        alive: figures.alive,
        level: LEVEL,
        equity: figures.equity,
        clv: figures.clv,
        by_segment: figures.by_segment,
        by_country: figures.by_country,
        by_month: figures.by_month,
        concentration: figures.concentration,
        model,
        past_forecasts,
    })
}

/// What is computed of the customers.
struct Figures {
    customers: u64,
    alive: f64,
    equity: Vec<Equity>,
    clv: Vec<HorizonValue>,
    by_segment: Vec<ValueGroup>,
    by_country: Vec<ValueGroup>,
    by_month: Vec<ValueGroup>,
    concentration: Concentration,
}

impl Figures {
    fn of(
        parts: &[Vec<CustomerHistory>],
        found: &Found,
        valuation: &Valuation,
        countries: &Countries,
    ) -> Result<Self, LabError> {
        let grouping = Grouping::of(parts, valuation.as_of, countries)?;
        let mut valued: Vec<Valued> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        let mut alive = 0.0;
        for part in parts {
            let start = || (Vec::new(), 0.0);
            let pieces = valuation.fold(part, start, |(valued, alive), customer, worth| {
                *alive += worth.p_alive;
                valued.push(grouping.place(customer, worth.clv_minor));
            })?;
            for (piece, piece_alive) in pieces {
                valued.extend(piece);
                alive += piece_alive;
            }
        }
        let clv = figures::whole(&valued);
        let errors = equity::errors(parts, found, valuation)?;
        let equity = (clv.iter().zip(errors))
            .map(|(horizon, error)| Equity {
                months: horizon.months,
                value_minor: equity::range(horizon.sum_minor, error),
            })
            .collect();
        Ok(Self {
            customers: valued.len() as u64,
            alive,
            equity,
            by_segment: groups::segments(&valued),
            by_country: groups::countries(&valued, countries),
            by_month: grouping.months(&valued),
            concentration: concentration::of(&valued)?,
            clv,
        })
    }
}

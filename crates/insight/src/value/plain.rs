//! What the published models say by themselves: BG/NBD and Gamma-Gamma fitted to the whole history, and each customer's value.
//!
//! No season, no candidates, nothing held out, nothing kept: for whoever wants to compare with other programs that do just this.

use std::thread;

use jiff::civil::Date;
use lab::{GammaGammaFit, Histories, LabError, PurchaseKind, PurchaseModel, Season, SpendHistory};

use crate::calendar::Day;
use crate::source::Source;
use crate::value::groups::Groups;
use crate::value::histories::{self, CustomerHistory};
use crate::value::memory::Memories;
use crate::value::model::ValueModel;
use crate::value::sample::{REPORT, histories as compressed};
use crate::value::worth::daily_rate;
use crate::{InsightError, MoneyKind};

/// Under which terms value is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlainQuery {
    /// The day at whose end customers are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Days ahead.
    pub horizon_days: f64,
    /// What is taken off in a year, from 0 on.
    pub yearly_discount: f64,
    /// Which money an order's worth is.
    pub money: MoneyKind,
}

/// What the published models say.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainValues {
    /// r, alpha (days), a and b of BG/NBD.
    pub purchases: [f64; 4],
    /// p, q and gamma (minor units) of Gamma-Gamma.
    pub spend: [f64; 3],
    /// Logarithm of the likelihood of the purchases.
    pub log_likelihood: f64,
    /// Customers by id, each with the expected worth of the orders of the horizon, discounted, before costs, minor units.
    pub customers: Vec<(i64, f64)>,
}

/// Fits BG/NBD and Gamma-Gamma to the orders, and values every customer.
///
/// # Errors
///
/// [`InsightError::NoRepeatCustomers`] without an order, [`InsightError::Numbers`] when a fit does not converge, and when the lake
/// can not be read.
pub async fn plain_values(
    source: &Source<'_>,
    query: &PlainQuery,
) -> Result<PlainValues, InsightError> {
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Err(InsightError::NoRepeatCustomers {
            customers: 0,
            until: query.as_of.unwrap_or_default(),
        });
    };
    let parts =
        histories::read(source, REPORT, scope.as_of, query.money, Groups::default()).await?;
    let terms = (query.horizon_days, daily_rate(query.yearly_discount));
    let valued = tokio::task::spawn_blocking(move || value(&parts, scope.as_of, terms));
    let valued = valued.await.map_err(|stopped| InsightError::Engine {
        report: REPORT,
        source: datafusion::error::DataFusionError::External(Box::new(stopped)),
    })?;
    valued.map_err(|source| InsightError::Numbers {
        report: REPORT,
        source,
    })
}

fn value(
    parts: &[Vec<CustomerHistory>],
    as_of: Day,
    terms: (f64, f64),
) -> Result<PlainValues, LabError> {
    let (purchases, spend) = thread::scope(|scope| {
        let spend = scope.spawn(|| spend(parts));
        let purchases = purchases(parts, as_of);
        (purchases, joined(spend.join()))
    });
    let (purchases, spend) = (purchases?, spend?);
    let model = ValueModel {
        purchases: purchases.model.into(),
        season: Season::flat(),
        spend: Some(spend.model),
        mean_spend_minor: 0.0,
    };
    let memories = Memories::default();
    let of_part = |part: &[CustomerHistory]| -> Result<Vec<(i64, f64)>, LabError> {
        memories.with(&model, |lookup| {
            let each = part.iter().map(|customer| {
                let orders = lookup.discounted_orders(&customer.observed(), as_of, terms)?;
                let spend = model.expected_spend(customer.repeats(), customer.mean_spend_minor);
                Ok((customer.customer_id, orders * spend))
            });
            each.collect()
        })
    };
    let of_parts: Vec<_> = thread::scope(|scope| {
        let (first, rest) = parts.split_first().unwrap_or((EMPTY, &[]));
        let helpers: Vec<_> = rest
            .iter()
            .map(|part| scope.spawn(|| of_part(part)))
            .collect();
        let mut all = vec![of_part(first)];
        all.extend(helpers.into_iter().map(|helper| joined(helper.join())));
        all
    });
    let mut customers = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for part in of_parts {
        customers.extend(part?);
    }
    Ok(PlainValues {
        purchases: purchases.model.parameters(),
        spend: spend.model.parameters(),
        log_likelihood: purchases.log_likelihood,
        customers,
    })
}

/// No customers at all.
const EMPTY: &Vec<CustomerHistory> = &Vec::new();

fn purchases(
    parts: &[Vec<CustomerHistory>],
    as_of: Day,
) -> Result<lab::Fitted<PurchaseModel>, LabError> {
    let dated = parts.iter().flatten();
    let dated: Vec<_> = dated
        .map(|customer| (customer.observed().dated(), 1))
        .collect();
    let histories: Histories = compressed(&dated, &Season::flat(), as_of)?;
    PurchaseModel::fit(PurchaseKind::BgNbd, &histories)
}

/// Of customers who came again and whose orders brought something.
fn spend(parts: &[Vec<CustomerHistory>]) -> Result<GammaGammaFit, LabError> {
    let seen = parts
        .iter()
        .flatten()
        .filter(|customer| customer.repeats() > 0 && customer.mean_spend_minor > 0.0);
    let seen: Vec<SpendHistory> = seen
        .map(|customer| SpendHistory {
            repeat_purchases: u64::from(customer.repeats()),
            mean_value: customer.mean_spend_minor,
        })
        .collect();
    lab::fit_gamma_gamma(&seen)
}

/// What a thread answered; a panic goes on.
fn joined<T>(answer: thread::Result<T>) -> T {
    match answer {
        Ok(answer) => answer,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

//! A base under contract: who came and went, who renews, and what the renewals to come are worth.
//!
//! A subscription runs from its start to its end and comes up for renewal after each period. Contracts with
//! periods of the same length are looked at together: how often they were renewed makes retention curves, and
//! two models are fitted to it, of which the one is taken that foresaw the last periods best.

mod choice;
mod customers;
mod model;
mod month;
mod query;
mod read;
mod report;
mod retention;
mod subscribers;
mod terms;
mod worth;

use std::collections::BTreeMap;

pub use customers::{SubscriberFigure, contract_customers};
pub use model::ContractFamily;
pub use query::ContractQuery;
pub use report::{
    ContractCandidate, ContractCohort, ContractCurrent, ContractEstimate, ContractGroup,
    ContractHoldout, ContractMonth, ContractParameter, ContractPlan, ContractProjection,
    ContractReport, ContractRetention, ContractTerm, ContractsLeft,
};
pub use subscribers::{Subscriber, subscribers};

use crate::calendar::{Day, date_of, day_of};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};
use choice::{Choice, choose};
use read::{Contract, Contracts};
use retention::Fates;
use terms::{Fate, renewal_day};
use worth::{Worth, of_period};

/// The report's name in errors.
const REPORT: &str = "subscriptions";

/// Periods that are projected beyond those observed.
const AHEAD: u32 = 36;

/// Periods after which it is told how many contracts are left.
const LEFT_AFTER: [u32; 3] = [12, 24, 36];

/// Makes the report on subscriptions.
///
/// Where no model can be fitted the report says why, and has everything else.
///
/// # Errors
///
/// [`InsightError::RateOutOfRange`] for a margin or discount that no value can be computed with,
/// [`InsightError::AsOfAfterContracts`] for a date far behind the last start or end, and
/// [`InsightError::Engine`] when the lake can not be read.
pub async fn contract(
    source: &Source<'_>,
    query: &ContractQuery,
) -> Result<ContractReport, InsightError> {
    query.check()?;
    let mut report = ContractReport {
        as_of: query.as_of,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        by: query.by,
        margin: query.margin,
        discount: query.discount,
        current: None,
        months: Vec::new(),
        terms: Vec::new(),
    };
    let Some(contracts) = Contracts::read(source, query).await? else {
        return Ok(report);
    };
    report.as_of = Some(date_of(contracts.as_of));
    report.months = month::months(&contracts);
    for of in &valued(&contracts, query) {
        report.terms.push(term(&contracts, of, query)?);
    }
    report.current = Some(current(&contracts, &report));
    Ok(report)
}

/// Contracts of one length with their model.
struct Valued {
    months: u32,
    each: Vec<Known>,
    fates: Fates,
    choice: Choice,
    worth: Option<Worth>,
}

/// What is known of a contract at the end of the day.
#[derive(Clone, Copy)]
struct Known {
    /// Its place among all.
    place: usize,
    contract: Contract,
    fate: Fate,
    runs: bool,
    /// Of a running one: what one renewal, the next one, is worth today.
    renewal_minor: f64,
    /// Of a running one under a model: what all renewals to come are worth today.
    residual_minor: f64,
}

/// The contracts by the length of their period, shortest first, each with their model.
fn valued(contracts: &Contracts, query: &ContractQuery) -> Vec<Valued> {
    let of_length = |months: u32| {
        let discount = of_period(query.discount, months);
        let mut each: Vec<Known> = contracts
            .all
            .iter()
            .enumerate()
            .filter(|(_, contract)| contract.months == months)
            .map(|(place, contract)| {
                Known::of(place, contract, contracts.as_of, (query.margin, discount))
            })
            .collect();
        let mut fates = Fates::default();
        for known in &each {
            fates.add(known.fate);
        }
        let choice = choose(&each, &fates, contracts.as_of, months);
        let most = each.iter().map(|known| known.fate.chances).max();
        let worth = choice
            .taken
            .map(|(_, fit)| Worth::new(fit, most.unwrap_or(0), discount));
        if let Some(worth) = &worth {
            for known in &mut each {
                known.residual_minor = known.renewal_minor * worth.expected(known.fate.renewed());
            }
        }
        Valued {
            months,
            each,
            fates,
            choice,
            worth,
        }
    };
    contracts.lengths().into_iter().map(of_length).collect()
}

impl Known {
    fn of(place: usize, contract: &Contract, as_of: Day, (margin, discount): (f64, f64)) -> Self {
        let fate = Fate::by(contract.start, contract.end, contract.months, as_of);
        let runs = contract.runs_on(as_of);
        let mut renewal_minor = 0.0;
        if runs {
            let day = |renewal| renewal_day(contract.start, contract.months, renewal);
            let (last, next) = (day(fate.chances), day(fate.chances + 1));
            let ahead = f64::from(next - as_of) / f64::from((next - last).max(1));
            let price = lab::minor_to_f64(contract.price_minor);
            renewal_minor = price * margin * (-ahead * discount.ln_1p()).exp();
        }
        Self {
            place,
            contract: *contract,
            fate,
            runs,
            renewal_minor,
            residual_minor: 0.0,
        }
    }
}

impl Valued {
    fn group(&self, contracts: &[&Known]) -> Result<ContractGroup, InsightError> {
        let mut fates = Fates::default();
        for known in contracts {
            fates.add(known.fate);
        }
        let running = || contracts.iter().filter(|known| known.runs);
        let residual = running().map(|known| known.residual_minor).sum();
        Ok(ContractGroup {
            size: fates.contracts,
            running: running().count() as u64,
            mrr_minor: running().map(|known| known.contract.monthly_minor()).sum(),
            residual_value_minor: self.worth.as_ref().map(|_| residual),
            retention: fates.curve()?,
        })
    }
}

/// Everything about contracts of one length.
fn term(
    contracts: &Contracts,
    of: &Valued,
    query: &ContractQuery,
) -> Result<ContractTerm, InsightError> {
    let mut by_cohort: BTreeMap<Day, Vec<&Known>> = BTreeMap::new();
    let mut by_plan: BTreeMap<usize, Vec<&Known>> = BTreeMap::new();
    for known in &of.each {
        let start = day_of(query.by.start(date_of(known.contract.start)));
        by_cohort.entry(start).or_default().push(known);
        by_plan.entry(known.contract.plan).or_default().push(known);
    }
    let running: Vec<&Known> = of.each.iter().filter(|known| known.runs).collect();
    let cohort = |(start, group): (Day, Vec<&Known>)| {
        Ok(ContractCohort {
            cohort: query.by.label(date_of(start)),
            start: date_of(start),
            group: of.group(&group)?,
        })
    };
    let plan = |(plan, group): (usize, Vec<&Known>)| {
        Ok(ContractPlan {
            plan: contracts.plans[plan].clone(),
            group: of.group(&group)?,
        })
    };
    let cohorts: Result<Vec<_>, InsightError> = by_cohort.into_iter().map(cohort).collect();
    let plans: Result<Vec<_>, InsightError> = by_plan.into_iter().map(plan).collect();
    let mut term = ContractTerm {
        period_months: of.months,
        subscriptions: of.fates.contracts,
        running: running.len() as u64,
        mrr_minor: running
            .iter()
            .map(|known| known.contract.monthly_minor())
            .sum(),
        retention: of.fates.curve()?,
        cohorts: cohorts?,
        plans: plans?,
        candidates: of.choice.candidates.clone(),
        taken: of.choice.taken.map(|(family, _)| family),
        reason: of.choice.reason.clone(),
        projection: Vec::new(),
        left: Vec::new(),
        residual_value: None,
    };
    foresee(&mut term, of, &running).map_err(|source| InsightError::Numbers {
        report: REPORT,
        source,
    })?;
    Ok(term)
}

/// What the model taken says of the time to come.
fn foresee(term: &mut ContractTerm, of: &Valued, running: &[&Known]) -> Result<(), lab::LabError> {
    let (Some((_, fit)), Some(worth)) = (of.choice.taken, &of.worth) else {
        return Ok(());
    };
    for period in 0..=of.fates.longest() + AHEAD {
        let (low, high) = match period {
            0 => (1.0, 1.0),
            _ => fit.survival_interval(period)?,
        };
        term.projection.push(ContractProjection {
            period,
            survival: fit.survival(period),
            low,
            high,
        });
    }
    let mut renewed: BTreeMap<u32, u64> = BTreeMap::new();
    let mut each = Vec::with_capacity(running.len());
    for known in running {
        let renewals = known.fate.renewed();
        *renewed.entry(renewals).or_default() += 1;
        each.push((known.renewal_minor, renewals));
    }
    let renewed: Vec<(u32, u64)> = renewed.into_iter().collect();
    for periods in LEFT_AFTER {
        let left = worth.left(&renewed, periods)?;
        term.left.push(ContractsLeft { periods, left });
    }
    term.residual_value = Some(worth.total(&each)?);
    Ok(())
}

/// What runs, over all lengths of a period.
fn current(contracts: &Contracts, report: &ContractReport) -> ContractCurrent {
    let runs = |contract: &&Contract| contract.runs_on(contracts.as_of);
    let mut customers: Vec<i64> = contracts
        .all
        .iter()
        .filter(runs)
        .map(|contract| contract.customer_id)
        .collect();
    let subscriptions = customers.len() as u64;
    customers.dedup();
    let subscribers = customers.len() as u64;
    let mrr_minor = report.terms.iter().map(|term| term.mrr_minor).sum();
    let value = |term: &ContractTerm| term.residual_value.map(|value| value.mean);
    let running = || report.terms.iter().filter(|term| term.running > 0);
    ContractCurrent {
        subscribers,
        subscriptions,
        mrr_minor,
        mrr_per_subscriber_minor: crate::money::per(mrr_minor, subscribers),
        residual_value_minor: running().map(value).sum(),
        residual_value_known_minor: running().filter_map(value).sum(),
    }
}

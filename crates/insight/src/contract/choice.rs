//! Which model is taken: both are fitted without the last periods, and held against what happened in them.

use std::collections::BTreeMap;

use jiff::ToSpan;
use lab::{LabError, Tenures};

use super::Known;
use super::model::{ContractFamily, Fit};
use super::report::{ContractCandidate, ContractHoldout, ContractParameter};
use super::retention::Fates;
use super::terms::Fate;
use crate::calendar::{Day, date_of, day_of};

/// The share of the longest time that is held out is one in this many.
const SHARE: u32 = 4;

/// No more periods than these are held out.
const HELD_OUT_MAX: u32 = 12;

/// A further parameter has to bring at least this much likelihood: what Akaike's criterion asks for.
const BETTER_BY: f64 = 1.0;

/// A parameter whose standard error is this many times its value is not known.
const VAGUE: f64 = 10.0;

const NEVER_RENEWED: &str =
    "no contract has come up for renewal yet, so nothing tells who will renew";
const NEVER_LOST: &str = "nobody has left at a renewal yet, so nothing tells who will";

/// What came of fitting and comparing.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) candidates: Vec<ContractCandidate>,
    pub(crate) taken: Option<(ContractFamily, Fit)>,
    /// Why, or why none.
    pub(crate) reason: String,
}

/// Fits both models to contracts of one length and takes one.
pub(super) fn choose(contracts: &[Known], fates: &Fates, as_of: Day, months: u32) -> Choice {
    let periods = held_out(fates.longest());
    let trial = periods.map(|periods| Trial::new(contracts, as_of, months, periods));
    let mut fits = Vec::new();
    let mut candidates = Vec::new();
    for family in ContractFamily::ALL {
        let fit = fitted(family, fates);
        let holdout = trial.as_ref().and_then(|trial| trial.score(family));
        candidates.push(ContractCandidate {
            family,
            parameters: fit.as_ref().map(Fit::parameters).unwrap_or_default(),
            log_likelihood: fit.as_ref().ok().map(Fit::log_likelihood),
            problem: fit.as_ref().err().cloned(),
            holdout,
        });
        fits.push((family, fit));
    }
    let (taken, reason) = take(&candidates, fates, periods);
    let fits = fits
        .into_iter()
        .find(|(family, _)| Some(*family) == taken)
        .and_then(|(family, fit)| Some((family, fit.ok()?)));
    Choice {
        candidates,
        taken: fits,
        reason,
    }
}

/// How many of the last periods are held out; none when too few would be left to fit to.
fn held_out(longest: u32) -> Option<u32> {
    (longest >= SHARE).then(|| (longest / SHARE).clamp(1, HELD_OUT_MAX))
}

/// A fit, or why there is none.
fn fitted(family: ContractFamily, fates: &Fates) -> Result<Fit, String> {
    if fates.longest() == 0 {
        return Err(NEVER_RENEWED.to_owned());
    }
    if fates.tenures().all(|tenure| !tenure.lost) {
        return Err(NEVER_LOST.to_owned());
    }
    let told = |error: LabError| error.to_string();
    let tenures = Tenures::new(fates.tenures()).map_err(told)?;
    let fit = Fit::of(family, &tenures).map_err(told)?;
    let vague = |of: &ContractParameter| of.standard_error > VAGUE * of.value;
    match fit.parameters().iter().find(|of| vague(of)) {
        None => Ok(fit),
        Some(of) => Err(format!(
            "the contracts do not tell its parameters apart: {} is {:.3} with a standard error of {:.3}",
            of.name, of.value, of.standard_error
        )),
    }
}

/// The family that is taken, with the reason.
fn take(
    candidates: &[ContractCandidate],
    fates: &Fates,
    periods: Option<u32>,
) -> (Option<ContractFamily>, String) {
    let usable: Vec<&ContractCandidate> = candidates
        .iter()
        .filter(|candidate| candidate.problem.is_none())
        .collect();
    match usable.as_slice() {
        [] if fates.longest() == 0 => (None, NEVER_RENEWED.to_owned()),
        [] if fates.tenures().all(|tenure| !tenure.lost) => (None, NEVER_LOST.to_owned()),
        [] => {
            let none = "neither model can be fitted: there are too few periods, or the contracts are too much alike, to \
                        tell the parameters apart";
            (None, none.to_owned())
        }
        [only] => {
            let reason = format!(
                "{} is the only model that can be fitted",
                only.family.name()
            );
            (Some(only.family), reason)
        }
        [first, second, ..] => compare(first, second, periods),
    }
}

/// Both can be fitted: the held out periods decide, and the fewer parameters where they do not.
fn compare(
    simple: &ContractCandidate,
    rich: &ContractCandidate,
    periods: Option<u32>,
) -> (Option<ContractFamily>, String) {
    let names = (simple.family.name(), rich.family.name());
    let (Some(periods), Some(left), Some(right)) = (periods, &simple.holdout, &rich.holdout) else {
        let reason = format!(
            "the history is too short to hold periods out, so {}, which has fewer parameters, is taken",
            names.0
        );
        return (Some(simple.family), reason);
    };
    let gain = right.log_likelihood - left.log_likelihood;
    let last = if periods == 1 {
        "the last period".to_owned()
    } else {
        format!("the last {periods} periods")
    };
    if gain > BETTER_BY {
        let reason = format!(
            "{} foresaw {last} better: log likelihood {:.1} after {:.1}",
            names.1, right.log_likelihood, left.log_likelihood
        );
        (Some(rich.family), reason)
    } else {
        let reason = format!(
            "{} has fewer parameters, and {} did not foresee {last} better by more than {BETTER_BY}: log likelihood \
             {:.1} and {:.1}",
            names.0, names.1, left.log_likelihood, right.log_likelihood
        );
        (Some(simple.family), reason)
    }
}

/// What was known some periods ago, and what became of it.
struct Trial {
    periods: u32,
    before: Fates,
    /// By renewals before, chances since the start, and where it was lost: how many contracts.
    since: BTreeMap<(u32, u32, Option<u32>), u64>,
}

impl Trial {
    fn new(contracts: &[Known], as_of: Day, months: u32, periods: u32) -> Self {
        let back = i64::from(periods) * i64::from(months);
        let then = day_of(date_of(as_of).saturating_sub(back.months()));
        let (mut before, mut since) = (Fates::default(), BTreeMap::new());
        for known in contracts {
            let (contract, now) = (&known.contract, known.fate);
            let past = if contract.start <= then {
                let past = Fate::by(contract.start, contract.end, months, then);
                before.add(past);
                past
            } else {
                Fate {
                    chances: 0,
                    lost_at: None,
                }
            };
            if past.lost_at.is_none() && now.chances > past.chances {
                let place = (past.chances, now.chances, now.lost_at);
                *since.entry(place).or_insert(0) += 1;
            }
        }
        Self {
            periods,
            before,
            since,
        }
    }

    /// How a model that was fitted to what was known then foresaw the rest; `None` when it can not be fitted.
    fn score(&self, family: ContractFamily) -> Option<ContractHoldout> {
        let fit = fitted(family, &self.before).ok()?;
        let (mut expected, mut actual, mut contracts) = (0.0, 0_u64, 0_u64);
        let mut log_likelihood = 0.0;
        for (&(known, chances, lost_at), &count) in &self.since {
            let weight = lab::count_to_f64(count);
            let there = fit.survival(known);
            let left = fit.survival(chances);
            let share = match lost_at {
                Some(lost_at) => fit.survival(lost_at - 1) - fit.survival(lost_at),
                None => left,
            };
            log_likelihood += weight * (share.ln() - there.ln());
            expected += weight * left / there;
            contracts += count;
            actual += if lost_at.is_none() { count } else { 0 };
        }
        (contracts > 0 && log_likelihood.is_finite()).then(|| ContractHoldout {
            periods: self.periods,
            contracts,
            expected,
            actual,
            error: crate::money::ratio(
                expected - lab::count_to_f64(actual),
                lab::count_to_f64(actual),
            ),
            log_likelihood,
        })
    }
}

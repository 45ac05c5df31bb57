//! The numbers of a fit: candidates compared on a part of the history, the best of them fitted to all of it, and its forecasts.

use lab::{Histories, LabError, PurchaseKind, Season, SeasonFit};

use crate::calendar::{Day, date_of};
use crate::value::choice::{badness, choose, named, weigh};
use crate::value::evidence::{
    Candidate, Comparison, Covariate, LEVEL, LeftOut, Parameter, Range, SeasonPace,
};
use crate::value::fitted::Fit;
use crate::value::holdout::{Calibrated, holdout};
use crate::value::model::Found;
use crate::value::registry::NewForecast;
use crate::value::sample::{Compared, REPORT, Sample, Window, histories};
use crate::value::watch::{Step, Watch};
use crate::{InsightError, MoneyKind};

/// How far each model forecasts, days; held against what happens.
const FORECAST_DAYS: [Day; 4] = [30, 90, 180, 365];

/// What a fit is to do.
#[derive(Debug)]
pub(crate) struct Fitting {
    /// The days.
    pub(crate) window: Window,
    /// The candidates that are compared.
    pub(crate) compared: Vec<PurchaseKind>,
    /// Those that may be taken.
    pub(crate) wanted: Vec<PurchaseKind>,
    /// Which money the spend is.
    pub(crate) money: MoneyKind,
}

/// A fit's findings.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) found: Found,
    pub(crate) comparison: Comparison,
    pub(crate) forecasts: Vec<NewForecast>,
}

/// Fits the candidates to a part, and the best of them to everything; ends between two of them when the watch says so.
pub(crate) fn fit(
    sample: &Sample,
    fitting: &Fitting,
    watch: &Watch,
) -> Result<Findings, InsightError> {
    let Fitting {
        window,
        compared,
        wanted,
        money,
    } = fitting;
    let (window, money) = (*window, *money);
    watch.tell(Step::Comparing, 0, 0);
    let everybody = sample.everybody();
    let season_fit = sample.season(&everybody.all, &sample.repeats_by_day, window.until);
    let pace = SeasonPace::of(season_fit.as_ref());
    let season = season_fit.map_or_else(Season::flat, SeasonFit::into_taken);
    let all = histories(&everybody.all, &season, window.until).map_err(numbers)?;
    // Without a repeat order in the first part there is nothing to fit on it.
    let mut split = window.split.filter(|_| {
        sample
            .held
            .iter()
            .any(|(held, _)| held.observed.repeats > 0)
    });
    let mut candidates = match split {
        Some(split) => compare_held_out(sample, window.until, (split, compared), watch)?,
        None => vec![],
    };
    // Where the first part tells no model's parameters, the whole history may.
    if !candidates.iter().any(|one| badness(one).is_some()) {
        split = None;
        let some = histories(&everybody.thinned(), &season, window.until);
        let some = some.map_err(numbers)?;
        let of_some = |&kind: &PurchaseKind| {
            watch.check()?;
            Ok(alone(kind, &some, !season.is_flat()).0)
        };
        let of_all: Result<_, InsightError> = compared.iter().map(of_some).collect();
        candidates = of_all?;
    }
    weigh(&mut candidates);
    let whole = Whole {
        sample,
        season: &season,
        customers: &everybody,
        histories: &all,
        until: window.until,
    };
    let (chosen, fitted, reason) = whole.best_of(&mut candidates, wanted, watch)?;
    let forecasts = whole.forecasts(&fitted, watch)?;
    let found = found(sample, &fitted, pace, money);
    let comparison = Comparison {
        candidates,
        chosen_covariates: chosen.covariate_names().map(str::to_owned).collect(),
        chosen: chosen.kind,
        reason,
        ..scope(sample, window, split, &everybody)
    };
    Ok(Findings {
        found,
        comparison,
        forecasts,
    })
}

/// The whole history.
struct Whole<'a> {
    sample: &'a Sample,
    season: &'a Season,
    customers: &'a Compared,
    /// All customers in the time of the season.
    histories: &'a Histories,
    until: Day,
}

impl Whole<'_> {
    /// The best of the candidates, fitted to the whole history, and why it was taken.
    ///
    /// A candidate that fits the first part and not the whole is refused, and the next best taken.
    fn best_of(
        &self,
        candidates: &mut [Candidate],
        wanted: &[PurchaseKind],
        watch: &Watch,
    ) -> Result<(Candidate, Fit, String), InsightError> {
        loop {
            let is_wanted =
                |candidate: &Candidate| wanted.iter().any(|kind| kind.name() == candidate.kind);
            let Some((best, reason)) = choose(candidates, is_wanted) else {
                return Err(InsightError::NoModelFits {
                    refusals: refusals(candidates),
                });
            };
            watch.tell(Step::Fitting, 0, 0);
            watch.check()?;
            let best = best.clone();
            match self.fit(&best) {
                Ok(fitted) => return Ok((best, fitted, reason)),
                Err(refusal) => {
                    let same = |one: &&mut Candidate| {
                        one.kind == best.kind && one.covariate_names().eq(best.covariate_names())
                    };
                    for candidate in candidates.iter_mut().filter(same) {
                        candidate.refusal = Some(format!("on the whole history: {refusal}"));
                    }
                }
            }
        }
    }

    /// A candidate fitted to everybody.
    fn fit(&self, candidate: &Candidate) -> Result<Fit, String> {
        let kind = PurchaseKind::from_name(&candidate.kind)
            .ok_or_else(|| format!("no model has the name {}", candidate.kind))?;
        let plain = Fit::plain(kind, self.histories)?;
        if candidate.covariates.is_empty() {
            return Ok(plain);
        }
        let coding = &self.sample.covariates.whole;
        let names = coding.covariates.iter().map(|coded| coded.name.as_str());
        if !candidate.covariate_names().eq(names) {
            return Err("all customers do not tell its covariates apart".to_owned());
        }
        plain.with(coding, self.customers, (self.season, self.until))
    }

    fn forecasts(&self, fitted: &Fit, watch: &Watch) -> Result<Vec<NewForecast>, InsightError> {
        let (customers, as_of) = (self.customers.customers(), self.until);
        FORECAST_DAYS
            .into_iter()
            .enumerate()
            .map(|(done, days)| {
                watch.tell(Step::Forecasting, count(done), count(FORECAST_DAYS.len()));
                watch.check()?;
                let total = fitted
                    .total(self.season, self.customers, (as_of, as_of + days))
                    .map_err(numbers)?;
                Ok(NewForecast {
                    as_of: date_of(as_of),
                    until: date_of(as_of + days),
                    customers,
                    orders: Range {
                        mean: total.mean,
                        low: total.low,
                        high: total.high,
                    },
                    level: LEVEL,
                })
            })
            .collect()
    }
}

fn counted<T>(different: &[(T, u64)]) -> u64 {
    different.iter().map(|(_, customers)| customers).sum()
}

/// The days and customers of a comparison, without its candidates.
fn scope(sample: &Sample, window: Window, split: Option<Day>, everybody: &Compared) -> Comparison {
    let (customers, known) = if split.is_some() {
        (counted(&sample.held), sample.calibrated)
    } else {
        (counted(&everybody.thinned()), sample.customers())
    };
    let asked = sample.covariates.asked.iter().map(ToString::to_string);
    let covariates_asked: Vec<String> = asked.collect();
    let alone = covariates_asked.iter().map(|name| LeftOut {
        name: name.clone(),
        reason: "no part of the history could be held out to compare on".to_owned(),
    });
    let covariates_left_out = match split {
        Some(_) => sample.covariates.left_out.clone(),
        None => alone.collect(),
    };
    Comparison {
        from: date_of(window.from),
        fitted_until: split.map(date_of),
        until: date_of(window.until),
        holdout_days: split.map_or(0, |split| u32::try_from(window.until - split).unwrap_or(0)),
        customers,
        customers_known: (customers < known).then_some(known),
        actual_orders: split.map_or(0, |_| sample.later_by_day.iter().sum()),
        candidates: vec![],
        chosen: String::new(),
        chosen_covariates: vec![],
        covariates_asked,
        covariates_left_out,
        reason: String::new(),
    }
}

/// Each candidate on the calibration, held against the rest.
///
/// Whether days follow the pace of the calendar is decided by the calibration's orders alone; where they do, the same
/// models without it stand beside for comparison.
fn compare_held_out(
    sample: &Sample,
    until: Day,
    (split, kinds): (Day, &[PurchaseKind]),
    watch: &Watch,
) -> Result<Vec<Candidate>, InsightError> {
    watch.check()?;
    let customers = sample.calibration();
    let season = sample.season(&customers.all, &sample.held_repeats_by_day, split);
    let season = season.map_or_else(Season::flat, SeasonFit::into_taken);
    let coding = &sample.covariates.calibration;
    let mut seasons = vec![(season, true)];
    if !seasons[0].0.is_flat() {
        seasons.push((Season::flat(), false));
    }
    let with_covariates = if coding.is_empty() { 0 } else { kinds.len() };
    let all = count(seasons.len() * kinds.len() + with_covariates);
    let mut candidates = Vec::new();
    for (season, choosable) in &seasons {
        let calibration = histories(&customers.all, season, split).map_err(numbers)?;
        let held_out = |fit: &Fit| -> Result<_, InsightError> {
            watch.check()?;
            let calibrated = Calibrated {
                fit,
                purchases: fit.purchases().map_err(numbers)?,
                season,
                customers: &customers,
                split,
            };
            holdout(&calibrated, sample, until).map_err(numbers)
        };
        for &kind in kinds {
            watch.tell(Step::Comparing, count(candidates.len()), all);
            watch.check()?;
            let (mut candidate, plain) = alone(kind, &calibration, !season.is_flat());
            candidate.choosable = *choosable;
            candidate.holdout = plain.as_ref().map(held_out).transpose()?;
            candidates.push(candidate);
            // Where the orders speak for a season, covariates are tried in it alone.
            let Some(plain) = plain.filter(|_| *choosable && !coding.is_empty()) else {
                continue;
            };
            watch.tell(Step::Comparing, count(candidates.len()), all);
            watch.check()?;
            let fit = plain.with(coding, &customers, (season, split));
            let mut candidate = described(kind, &fit, !season.is_flat());
            if fit.is_err() {
                candidate.covariates = nameless(sample);
            }
            candidate.holdout = fit.as_ref().ok().map(held_out).transpose()?;
            candidates.push(candidate);
        }
    }
    Ok(candidates)
}

/// The covariates of a candidate whose effects are not known.
fn nameless(sample: &Sample) -> Vec<Covariate> {
    let coded = sample.covariates.calibration.covariates.iter();
    let each = coded.map(|coded| Covariate {
        name: coded.name.clone(),
        levels: vec![],
        gathered: coded.gathered,
    });
    each.collect()
}

/// A candidate fitted to histories.
fn alone(kind: PurchaseKind, histories: &Histories, seasonal: bool) -> (Candidate, Option<Fit>) {
    let fit = Fit::plain(kind, histories);
    (described(kind, &fit, seasonal), fit.ok())
}

/// A candidate with what a fit says of it, or why there is none.
fn described(kind: PurchaseKind, fit: &Result<Fit, String>, seasonal: bool) -> Candidate {
    let fitted = fit.as_ref().ok();
    Candidate {
        kind: kind.name().to_owned(),
        seasonal,
        choosable: true,
        refusal: fit.as_ref().err().cloned(),
        parameters: fitted.map_or_else(Vec::new, Fit::parameters),
        covariates: fitted.map_or_else(Vec::new, Fit::covariates),
        log_likelihood: fitted.map(Fit::log_likelihood),
        holdout: None,
    }
}

fn refusals(candidates: &[Candidate]) -> String {
    let each = candidates.iter().filter_map(|candidate| {
        let refusal = candidate.refusal.as_ref()?;
        Some(format!("{}: {refusal}", named(candidate)))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The model's parameters and those of the spend.
fn found(sample: &Sample, fitted: &Fit, season: Option<SeasonPace>, money: MoneyKind) -> Found {
    let spend = lab::fit_gamma_gamma(&sample.spend_histories());
    let mean_spend_minor =
        lab::minor_to_f64(sample.revenue_minor) / lab::count_to_f64(sample.occasions.max(1));
    let (spend, spend_covariance, spend_refusal) = match spend {
        Ok(fit) => {
            let named = ["p", "q", "gamma"]
                .into_iter()
                .zip(fit.model.parameters())
                .zip(fit.standard_errors);
            let spend = named.map(|((name, value), error)| Parameter {
                name: name.to_owned(),
                value,
                standard_error: Some(error),
            });
            let covariance = fit.covariance.iter().map(|row| row.to_vec()).collect();
            (spend.collect(), Some(covariance), None)
        }
        Err(error) => (vec![], None, Some(error.to_string())),
    };
    Found {
        customers: sample.customers(),
        repeat_customers: sample.repeat_customers(),
        money,
        log_likelihood: fitted.log_likelihood(),
        purchases: fitted.parameters(),
        covariates: fitted.covariates(),
        covariance: fitted.covariance(),
        season,
        spend,
        spend_covariance,
        spend_refusal,
        mean_spend_minor: mean_spend_minor.max(0.0),
    }
}

fn numbers(source: LabError) -> InsightError {
    InsightError::Numbers {
        report: REPORT,
        source,
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

//! The numbers of a fit: candidates compared on a part of the history, the best of them fitted to all of it, and its forecasts.

use lab::{
    DatedHistory, Fitted, Histories, LabError, PurchaseKind, PurchaseModel, Season, SeasonFit,
    forecast_season_total,
};

use crate::calendar::{Day, date_of};
use crate::value::choice::{badness, choose, weigh};
use crate::value::evidence::{Candidate, Comparison, LEVEL, Parameter, Range, SeasonPace};
use crate::value::holdout::{Calibrated, holdout};
use crate::value::model::{Found, parameters};
use crate::value::registry::NewForecast;
use crate::value::sample::{REPORT, Sample, Window, histories};
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
    let everybody = sample.customers_dated();
    let season_fit = sample.season(&everybody, &sample.repeats_by_day, window.until);
    let pace = SeasonPace::of(season_fit.as_ref());
    let season = season_fit.map_or_else(Season::flat, SeasonFit::into_taken);
    let all = histories(&everybody, &season, window.until).map_err(numbers)?;
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
        let some = histories(&sample.customers_thinned(), &season, window.until);
        let some = some.map_err(numbers)?;
        let of_some = |&kind: &PurchaseKind| {
            watch.check()?;
            Ok(alone(kind, &some, !season.is_flat()).0)
        };
        let of_all: Result<_, InsightError> = compared.iter().map(of_some).collect();
        candidates = of_all?;
    }
    weigh(&mut candidates);
    let (kind, fitted, reason) = best_of(&mut candidates, wanted, &all, watch)?;
    let known = Known {
        fitted: &fitted,
        season: &season,
        customers: &everybody,
    };
    let forecasts = known.forecasts(window.until, watch)?;
    let found = found(sample, &fitted, pace, money);
    let comparison = Comparison {
        candidates,
        chosen: kind.name().to_owned(),
        reason,
        ..scope(sample, window, split)
    };
    Ok(Findings {
        found,
        comparison,
        forecasts,
    })
}

/// The best of the candidates, fitted to the whole history, and why it was taken.
///
/// A candidate that fits the first part and not the whole is refused, and the next best taken.
fn best_of(
    candidates: &mut [Candidate],
    wanted: &[PurchaseKind],
    histories: &Histories,
    watch: &Watch,
) -> Result<(PurchaseKind, Fitted<PurchaseModel>, String), InsightError> {
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
        let name = best.kind.clone();
        let Some(&kind) = wanted.iter().find(|kind| kind.name() == name) else {
            return Err(InsightError::NoModelFits {
                refusals: refusals(candidates),
            });
        };
        match determined(kind, histories) {
            Ok(fitted) => return Ok((kind, fitted, reason)),
            Err(refusal) => {
                for candidate in candidates.iter_mut().filter(|one| one.kind == name) {
                    candidate.refusal = Some(format!("on the whole history: {refusal}"));
                }
            }
        }
    }
}

fn counted<T>(different: &[(T, u64)]) -> u64 {
    different.iter().map(|(_, customers)| customers).sum()
}

/// The days and customers of a comparison, without its candidates.
fn scope(sample: &Sample, window: Window, split: Option<Day>) -> Comparison {
    let (customers, known) = if split.is_some() {
        (counted(&sample.held), sample.calibrated)
    } else {
        (counted(&sample.customers_thinned()), sample.customers())
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
    let customers = sample.calibration_dated();
    let season = sample.season(&customers, &sample.held_repeats_by_day, split);
    let season = season.map_or_else(Season::flat, SeasonFit::into_taken);
    let mut seasons = vec![(season, true)];
    if !seasons[0].0.is_flat() {
        seasons.push((Season::flat(), false));
    }
    let all = count(seasons.len() * kinds.len());
    let mut candidates = Vec::new();
    for (season, choosable) in &seasons {
        let calibration = histories(&customers, season, split).map_err(numbers)?;
        for &kind in kinds {
            watch.tell(Step::Comparing, count(candidates.len()), all);
            watch.check()?;
            let (mut candidate, fitted) = alone(kind, &calibration, !season.is_flat());
            candidate.choosable = *choosable;
            if let Some(fitted) = &fitted {
                let calibrated = Calibrated {
                    fitted,
                    season,
                    customers: &customers,
                    split,
                };
                watch.check()?;
                let held = holdout(&calibrated, sample, until).map_err(numbers)?;
                candidate.holdout = Some(held);
            }
            candidates.push(candidate);
        }
    }
    Ok(candidates)
}

/// A candidate fitted to histories.
fn alone(
    kind: PurchaseKind,
    histories: &Histories,
    seasonal: bool,
) -> (Candidate, Option<Fitted<PurchaseModel>>) {
    let mut candidate = Candidate {
        kind: kind.name().to_owned(),
        seasonal,
        choosable: true,
        refusal: None,
        parameters: vec![],
        log_likelihood: None,
        holdout: None,
    };
    match determined(kind, histories) {
        Ok(fitted) => {
            candidate.parameters = parameters(&fitted);
            candidate.log_likelihood = Some(fitted.log_likelihood);
            (candidate, Some(fitted))
        }
        Err(refusal) => {
            candidate.refusal = Some(refusal);
            (candidate, None)
        }
    }
}

/// A fit whose parameters the data tell; otherwise why not.
fn determined(kind: PurchaseKind, histories: &Histories) -> Result<Fitted<PurchaseModel>, String> {
    let fitted = PurchaseModel::fit(kind, histories).map_err(|error| error.to_string())?;
    if fitted.standard_errors.is_some() {
        Ok(fitted)
    } else {
        Err("the history does not tell its parameters apart".to_owned())
    }
}

fn refusals(candidates: &[Candidate]) -> String {
    let each = candidates.iter().filter_map(|candidate| {
        let refusal = candidate.refusal.as_ref()?;
        Some(format!("{}: {refusal}", candidate.kind))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The model's parameters and those of the spend.
fn found(
    sample: &Sample,
    fitted: &Fitted<PurchaseModel>,
    season: Option<SeasonPace>,
    money: MoneyKind,
) -> Found {
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
        log_likelihood: fitted.log_likelihood,
        purchases: parameters(fitted),
        covariance: fitted.covariance.clone(),
        season,
        spend,
        spend_covariance,
        spend_refusal,
        mean_spend_minor: mean_spend_minor.max(0.0),
    }
}

/// A model with the customers that it knows.
struct Known<'a> {
    fitted: &'a Fitted<PurchaseModel>,
    season: &'a Season,
    customers: &'a [(DatedHistory, u64)],
}

impl Known<'_> {
    fn forecasts(&self, as_of: Day, watch: &Watch) -> Result<Vec<NewForecast>, InsightError> {
        let customers = self.customers.iter().map(|&(_, count)| count).sum();
        FORECAST_DAYS
            .into_iter()
            .enumerate()
            .map(|(done, days)| {
                watch.tell(Step::Forecasting, count(done), count(FORECAST_DAYS.len()));
                watch.check()?;
                let total = forecast_season_total(
                    self.fitted,
                    self.season,
                    self.customers,
                    (i64::from(as_of), i64::from(as_of + days)),
                    LEVEL,
                )
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

fn numbers(source: LabError) -> InsightError {
    InsightError::Numbers {
        report: REPORT,
        source,
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

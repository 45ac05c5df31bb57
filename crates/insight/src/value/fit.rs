//! Fitting: the candidates on the first part of the history, the best of them on all of it.

use jiff::civil::Date;
use lab::{
    DatedHistory, Fitted, Histories, LabError, PurchaseKind, PurchaseModel, Season, SeasonFit,
    forecast_season_total,
};
use store::Store;

use crate::calendar::{Day, date_of, day_of};
use crate::source::Source;
use crate::value::choice::{badness, choose, weigh};
use crate::value::evidence::{Candidate, Comparison, LEVEL, Parameter, Range, SeasonPace};
use crate::value::holdout::{Calibrated, holdout};
use crate::value::model::{Found, Model, parameters};
use crate::value::query::FitQuery;
use crate::value::registry::{self, NewForecast, NewModel};
use crate::value::sample::{REPORT, Sample, Window, histories};
use crate::value::standing::standing;
use crate::{InsightError, MoneyKind};

/// A fit needs so many days at least to hold a part of them out.
const DAYS_TO_HOLD_OUT: Day = 6;

/// How far each model forecasts, days; held against what happens.
const FORECAST_DAYS: [Day; 4] = [30, 90, 180, 365];

/// What came of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FitOutcome {
    /// The model.
    pub model: Model,
    /// Whether it is new; otherwise the same data and options had been fitted before.
    pub is_new: bool,
}

/// Fits the candidates, takes the best, and keeps it.
///
/// # Errors
///
/// [`InsightError::NoRepeatCustomers`] and [`InsightError::NoModelFits`] where the history does not tell a model's
/// parameters, [`InsightError::HoldoutOutOfRange`] and others for options that make no sense, and when the lake or the
/// store can not be read.
pub async fn fit_model(
    source: &Source<'_>,
    store: &Store,
    query: &FitQuery,
) -> Result<FitOutcome, InsightError> {
    let kinds = query.candidates()?;
    let (window, lake_until) = window(source, store, query).await?;
    let sample = Sample::read(source, window, query.money).await?;
    if sample.repeat_customers() == 0 {
        return Err(InsightError::NoRepeatCustomers {
            customers: sample.customers(),
            until: date_of(window.until),
        });
    }
    let fingerprint = fingerprint(&sample, window, &kinds, query.money);
    let in_force = registry::find_in_force(store).await?;
    if let Some(model) = registry::find_by_fingerprint(store, &fingerprint).await? {
        let standing = standing(&model.comparison, in_force.as_ref(), lake_until);
        let model = registry::stand(store, model, &standing).await?;
        return Ok(FitOutcome {
            model,
            is_new: false,
        });
    }
    let mut compared = kinds.clone();
    if let Some(kind) = in_force.as_ref().and_then(Model::purchase_kind)
        && !compared.contains(&kind)
    {
        compared.push(kind);
    }
    let money = query.money;
    let work = move || fit(&sample, window, &compared, &kinds, money);
    let fitted = tokio::task::spawn_blocking(work)
        .await
        .map_err(|stopped| InsightError::Engine {
            report: REPORT,
            source: datafusion::error::DataFusionError::External(Box::new(stopped)),
        })??;
    let standing = standing(&fitted.comparison, in_force.as_ref(), lake_until);
    let new = NewModel {
        comparison: &fitted.comparison,
        found: &fitted.found,
        forecasts: &fitted.forecasts,
        fingerprint: &fingerprint,
        snapshot: source.snapshot,
    };
    let model = registry::add(store, &new, &standing).await?;
    Ok(FitOutcome {
        model,
        is_new: true,
    })
}

/// The days of the fit, and the last day with an order.
async fn window(
    source: &Source<'_>,
    store: &Store,
    query: &FitQuery,
) -> Result<(Window, Day), InsightError> {
    let nobody = |until: Date| InsightError::NoRepeatCustomers {
        customers: 0,
        until,
    };
    let today = store.clock().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let Some(all) = source.scope(REPORT, None).await? else {
        return Err(nobody(query.as_of.unwrap_or(today)));
    };
    // A day of grace for time zones ahead of ours.
    if query.as_of.is_none() && all.as_of > day_of(today) + 1 {
        return Err(InsightError::OrdersInFuture {
            last: date_of(all.as_of),
            today,
        });
    }
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Err(nobody(query.as_of.unwrap_or(today)));
    };
    let days = scope.as_of - scope.first + 1;
    let held = match query.holdout_days {
        None if days < DAYS_TO_HOLD_OUT => None,
        None => Some(days / 3),
        Some(given) => match Day::try_from(given) {
            Ok(held) if (1..days).contains(&held) => Some(held),
            _ => {
                return Err(InsightError::HoldoutOutOfRange {
                    given,
                    most: u32::try_from(days - 1).unwrap_or(0),
                });
            }
        },
    };
    let window = Window {
        from: scope.first,
        split: held.map(|held| scope.as_of - held),
        until: scope.as_of,
    };
    Ok((window, all.as_of))
}

/// What the same data and options have in common.
fn fingerprint(
    sample: &Sample,
    window: Window,
    kinds: &[PurchaseKind],
    money: MoneyKind,
) -> String {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let money = match money {
        MoneyKind::Net => "net",
        MoneyKind::Gross => "gross",
    };
    format!(
        "{}:{}:{}:{}:{}:{money}",
        sample.fingerprint(),
        window.from,
        window.split.map_or(0, |split| window.until - split),
        window.until,
        kinds.join("+")
    )
}

/// A fit's findings.
struct Findings {
    found: Found,
    comparison: Comparison,
    forecasts: Vec<NewForecast>,
}

fn fit(
    sample: &Sample,
    window: Window,
    compared: &[PurchaseKind],
    wanted: &[PurchaseKind],
    money: MoneyKind,
) -> Result<Findings, InsightError> {
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
        Some(split) => compare_held_out(sample, window.until, split, compared).map_err(numbers)?,
        None => vec![],
    };
    // Where the first part tells no model's parameters, the whole history may.
    if !candidates.iter().any(|one| badness(one).is_some()) {
        split = None;
        let some = histories(&sample.customers_thinned(), &season, window.until);
        let some = some.map_err(numbers)?;
        let of_some = |&kind: &PurchaseKind| alone(kind, &some, !season.is_flat()).0;
        candidates = compared.iter().map(of_some).collect();
    }
    weigh(&mut candidates);
    // A candidate that fits the first part and not the whole is refused, and the next best taken.
    let (kind, fitted, reason) = loop {
        let is_wanted =
            |candidate: &Candidate| wanted.iter().any(|kind| kind.name() == candidate.kind);
        let Some((best, reason)) = choose(&candidates, is_wanted) else {
            return Err(InsightError::NoModelFits {
                refusals: refusals(&candidates),
            });
        };
        let name = best.kind.clone();
        let Some(&kind) = wanted.iter().find(|kind| kind.name() == name) else {
            return Err(InsightError::NoModelFits {
                refusals: refusals(&candidates),
            });
        };
        match determined(kind, &all) {
            Ok(fitted) => break (kind, fitted, reason),
            Err(refusal) => {
                for candidate in candidates.iter_mut().filter(|one| one.kind == name) {
                    candidate.refusal = Some(format!("on the whole history: {refusal}"));
                }
            }
        }
    };
    let known = Known {
        fitted: &fitted,
        season: &season,
        customers: &everybody,
    };
    let forecasts = known.forecasts(window.until).map_err(numbers)?;
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
    split: Day,
    kinds: &[PurchaseKind],
) -> Result<Vec<Candidate>, LabError> {
    let customers = sample.calibration_dated();
    let season = sample.season(&customers, &sample.held_repeats_by_day, split);
    let season = season.map_or_else(Season::flat, SeasonFit::into_taken);
    let mut seasons = vec![(season, true)];
    if !seasons[0].0.is_flat() {
        seasons.push((Season::flat(), false));
    }
    let mut candidates = Vec::new();
    for (season, choosable) in &seasons {
        let calibration = histories(&customers, season, split)?;
        for &kind in kinds {
            let (mut candidate, fitted) = alone(kind, &calibration, !season.is_flat());
            candidate.choosable = *choosable;
            if let Some(fitted) = &fitted {
                let calibrated = Calibrated {
                    fitted,
                    season,
                    customers: &customers,
                    split,
                };
                candidate.holdout = Some(holdout(&calibrated, sample, until)?);
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
    fn forecasts(&self, as_of: Day) -> Result<Vec<NewForecast>, LabError> {
        let customers = self.customers.iter().map(|&(_, count)| count).sum();
        FORECAST_DAYS
            .into_iter()
            .map(|days| {
                let total = forecast_season_total(
                    self.fitted,
                    self.season,
                    self.customers,
                    (i64::from(as_of), i64::from(as_of + days)),
                    LEVEL,
                )?;
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

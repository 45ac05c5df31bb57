//! Fitting: the candidates on the first part of the history, the best of them on all of it.

use jiff::civil::Date;
use lab::PurchaseKind;
use store::Store;

use crate::calendar::{Day, date_of, day_of};
use crate::source::Source;
use crate::value::fitting::{Findings, Fitting, fit};
use crate::value::model::Model;
use crate::value::query::FitQuery;
use crate::value::registry::{self, NewModel};
use crate::value::sample::{REPORT, Sample, Window};
use crate::value::standing::standing;
use crate::value::traits::Trait;
use crate::value::watch::{Step, Watch};
use crate::{InsightError, MoneyKind};

/// A fit needs so many days at least to hold a part of them out.
const DAYS_TO_HOLD_OUT: Day = 6;

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
/// parameters, [`InsightError::HoldoutOutOfRange`] and others for options that make no sense,
/// [`InsightError::Stopped`] when the watch ended it (then nothing was kept), and when the lake or the store can not be read.
pub async fn fit_model(
    source: &Source<'_>,
    store: &Store,
    query: &FitQuery,
    watch: &Watch,
) -> Result<FitOutcome, InsightError> {
    let kinds = query.candidates()?;
    let covariates = Trait::of_names(&query.covariates)?;
    watch.tell(Step::Reading, 0, 0);
    let reading = async {
        let (window, lake_until) = window(source, store, query).await?;
        let sample = Sample::read(source, window, query.money, covariates).await?;
        Ok((window, lake_until, sample))
    };
    let (window, lake_until, sample) = watch.until_stopped(Box::pin(reading)).await?;
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
    let fitting = Fitting {
        window,
        compared,
        wanted: kinds,
        money: query.money,
    };
    let fitted = fit_aside(sample, fitting, watch).await?;
    watch.check()?;
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

/// Fits on a thread of its own, which ends early when nobody waits for it any more.
async fn fit_aside(
    sample: Sample,
    fitting: Fitting,
    watch: &Watch,
) -> Result<Findings, InsightError> {
    let (part, _guard) = watch.part();
    let task = tokio::task::spawn_blocking(move || fit(&sample, &fitting, &part));
    let joined = async {
        task.await.map_err(|stopped| InsightError::Engine {
            report: REPORT,
            source: datafusion::error::DataFusionError::External(Box::new(stopped)),
        })
    };
    watch.until_stopped(joined).await?
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
    let asked = sample.covariates.asked.iter();
    let covariates = asked.fold(String::new(), |text, one| text + ":" + &one.to_string());
    format!(
        "{}:{}:{}:{}:{}:{money}{covariates}",
        sample.fingerprint(),
        window.from,
        window.split.map_or(0, |split| window.until - split),
        window.until,
        kinds.join("+")
    )
}

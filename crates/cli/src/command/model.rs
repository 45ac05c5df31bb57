//! `clientele model`: what says when customers buy again, and for how much.

use std::fmt::Write;
use std::process::ExitCode;
use std::sync::Arc;

use app::{ProgressCell, Workspace};
use clap::{Args, Subcommand};
use insight::{
    Candidate, Comparison, Covariate, FitOutcome, FitQuery, Model, ModelId, MoneyKind, Parameter,
    PastForecast, RefitFailure,
};
use jiff::civil::Date;

use crate::context::Globals;
use crate::failure::stopped;
use crate::{interrupt, print, progress};

/// Fit models of value, list them, look at one
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Fit the candidates on the first part of the history, compare them on the rest, and keep the best
    Fit {
        /// The last day to learn from; the last day with an order when absent
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// Days at the end on which the candidates are compared; a third of them when absent
        #[arg(long, value_name = "DAYS")]
        holdout_days: Option<u32>,
        /// net of returns, or gross
        #[arg(long, default_value = "net")]
        money: MoneyKind,
        /// A candidate, by its name in `model show`; all when absent, several with commas
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        kind: Vec<String>,
        /// Try the candidates with this as well: country, channel or first-product of the first order; several with commas
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        covariate: Vec<String>,
    },
    /// List the models, latest first
    List,
    /// Look at a model: its parameters, and how the candidates compared
    Show {
        /// The model's id; the one in force when absent
        id: Option<ModelId>,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        match self.command {
            What::Fit {
                as_of,
                holdout_days,
                money,
                kind,
                covariate,
            } => {
                let query = FitQuery {
                    as_of,
                    holdout_days,
                    money,
                    kinds: kind,
                    covariates: covariate,
                };
                let outcome = fit(&workspace, &query).await?;
                if globals.json {
                    print::json(&outcome.model)?;
                } else {
                    if !outcome.is_new {
                        print::out("the same data and options were fitted before:");
                    }
                    print::out(&shown(&outcome.model));
                }
            }
            What::List => {
                let models = workspace.models().await?;
                if globals.json {
                    print::json(&models)?;
                } else {
                    print::out(&list(&models));
                    if let Some(failure) = workspace.refit_failure().await? {
                        print::out(&failed(&failure, &models));
                    }
                }
            }
            What::Show { id } => {
                let model = match id {
                    Some(id) => workspace.model(id).await?,
                    None => workspace.model_in_force().await?,
                };
                if globals.json {
                    print::json(&model)?;
                } else {
                    print::out(&shown(&model));
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Fits a model while it is told what it does; Ctrl-C ends it.
pub(crate) async fn fit(workspace: &Workspace, query: &FitQuery) -> anyhow::Result<FitOutcome> {
    let cell = Arc::new(ProgressCell::default());
    let fit = workspace.fit_watched(query, &cell, interrupt::token());
    let outcome = progress::watch("model", &cell, fit).await;
    outcome.map_err(stopped)
}

/// A fit by schedule that failed.
fn failed(failure: &RefitFailure, models: &[Model]) -> String {
    let stays = models
        .iter()
        .find(|model| model.in_force)
        .map_or_else(String::new, |model| {
            format!("; version {} stays in force", model.version)
        });
    format!(
        "\nthe fit by schedule at {} failed{stays}: {}",
        failure.tried_at, failure.reason
    )
}

fn list(models: &[Model]) -> String {
    let rows: Vec<Vec<String>> = models
        .iter()
        .map(|model| {
            vec![
                model.version.to_string(),
                model.kind.clone(),
                model.trained_from.to_string(),
                model.trained_until.to_string(),
                print::count(i128::from(model.found.customers)),
                if model.in_force { "in force" } else { "" }.to_owned(),
                model.id.to_string(),
            ]
        })
        .collect();
    let header = ["version", "kind", "from", "until", "customers", "", "id"];
    print::table(&header, &rows)
}

/// A model with all that is known of it.
fn shown(model: &Model) -> String {
    let mut text = card(model);
    let taken = model.comparison.taken();
    let tracked = taken.and_then(|candidate| candidate.holdout.as_ref());
    if let Some(holdout) = tracked {
        let rows: Vec<Vec<String>> = holdout
            .by_past_orders
            .iter()
            .map(|row| {
                vec![
                    row.repeat_orders.clone(),
                    print::count(i128::from(row.customers)),
                    print::number(row.forecast, 3),
                    print::number(row.actual, 3),
                ]
            })
            .collect();
        let header = ["repeat orders", "customers", "forecast", "actual"];
        let _ = write!(text, "\n\n{}", print::table(&header, &rows));
        let rows: Vec<Vec<String>> = holdout
            .tracking
            .iter()
            .map(|row| {
                vec![
                    row.period.clone(),
                    format!("{:.0}", row.forecast),
                    print::count(i128::from(row.actual)),
                ]
            })
            .collect();
        let header = ["until the end of", "forecast", "actual"];
        let _ = write!(text, "\n\n{}", print::table(&header, &rows));
    }
    text
}

/// A model's name, window, parameters and why it was taken.
pub(crate) fn card(model: &Model) -> String {
    let force = if model.in_force {
        "in force"
    } else {
        "not in force"
    };
    let mut text = format!(
        "model {} (version {}, {force}: {})\nlearned from {} to {}: {} customers, {} of them came again\n",
        model.kind,
        model.version,
        model.standing,
        model.trained_from,
        model.trained_until,
        print::count(i128::from(model.found.customers)),
        print::count(i128::from(model.found.repeat_customers)),
    );
    let _ = write!(
        text,
        "orders: {}\nspend: {}\n{}",
        parameters(&model.found.purchases),
        match &model.found.spend_refusal {
            None => parameters(&model.found.spend),
            Some(refusal) =>
                format!("the mean for everybody, as the spend can not be fitted: {refusal}"),
        },
        model.comparison.reason
    );
    if let Some(season) = &model.found.season {
        let _ = write!(
            text,
            "\ndays follow the pace of the calendar (log odds {:.0}), from {}: {}",
            season.evidence,
            season.first_month,
            season
                .months
                .iter()
                .map(|pace| format!("{pace:.2}"))
                .collect::<Vec<_>>()
                .join(" ")
        );
    }
    if !model.found.covariates.is_empty() {
        let _ = write!(
            text,
            "\n\nhow often customers buy, against the first of each\n{}",
            effects(&model.found.covariates)
        );
    }
    for left_out in &model.comparison.covariates_left_out {
        let _ = write!(
            text,
            "\nno candidate has {}: {}",
            left_out.name, left_out.reason
        );
    }
    if let Some(until) = model.comparison.fitted_until {
        let _ = write!(
            text,
            "\n\nfitted until {until}, compared on the {} days after it: {} orders{}\n{}",
            model.comparison.holdout_days,
            print::count(i128::from(model.comparison.actual_orders)),
            compared(&model.comparison),
            comparison(&model.comparison.candidates)
        );
    }
    text
}

/// A row for each level of each covariate.
fn effects(covariates: &[Covariate]) -> String {
    let mut rows = Vec::new();
    for covariate in covariates {
        for level in &covariate.levels {
            let gathered = || format!("{} others", print::count(i128::from(covariate.gathered)));
            let ratio = level.rate_ratio;
            let bound = |bound: f64| print::number(level.standard_error.map(|_| bound), 3);
            rows.push(vec![
                format!(
                    "{} {}",
                    covariate.name,
                    level.level.clone().unwrap_or_else(gathered)
                ),
                print::count(i128::from(level.customers)),
                print::number(Some(ratio.mean), 3),
                bound(ratio.low),
                bound(ratio.high),
                print::number(Some(level.effect), 4),
                print::number(level.standard_error, 4),
            ]);
        }
    }
    let header = [
        "covariate",
        "customers",
        "times",
        "from",
        "to",
        "effect",
        "error",
    ];
    print::table(&header, &rows)
}

fn parameters(parameters: &[Parameter]) -> String {
    let each: Vec<String> = parameters
        .iter()
        .map(|parameter| match parameter.standard_error {
            Some(error) => format!("{} {:.4} ± {error:.4}", parameter.name, parameter.value),
            None => format!("{} {:.4}", parameter.name, parameter.value),
        })
        .collect();
    each.join(", ")
}

/// Of whom the orders are, when only some of the customers were compared.
fn compared(comparison: &Comparison) -> String {
    comparison
        .customers_known
        .map_or_else(String::new, |known| {
            format!(
                " of {} customers, chosen by their ids from {}",
                print::count(i128::from(comparison.customers)),
                print::count(i128::from(known))
            )
        })
}

/// A row for each candidate that could be used, and a line for each that could not.
fn comparison(candidates: &[Candidate]) -> String {
    let rows: Vec<Vec<String>> = candidates
        .iter()
        .filter_map(|candidate| {
            let holdout = candidate.holdout.as_ref()?;
            Some(vec![
                named(candidate),
                format!("{:.0}", holdout.orders.mean),
                format!("{:.0}", holdout.orders.low),
                format!("{:.0}", holdout.orders.high),
                print::percent(holdout.error),
                print::number(Some(holdout.mae), 4),
                print::number(Some(holdout.rmse), 4),
                print::number(holdout.correlation, 4),
            ])
        })
        .collect();
    let header = [
        "candidate",
        "forecast",
        "from",
        "to",
        "error",
        "MAE",
        "RMSE",
        "corr.",
    ];
    let mut text = print::table(&header, &rows);
    for candidate in candidates {
        if let Some(refusal) = &candidate.refusal {
            let _ = write!(text, "\n{} refused: {refusal}", named(candidate));
        }
    }
    text
}

/// A candidate's name, whether its days follow the pace of the calendar, and its covariates.
fn named(candidate: &Candidate) -> String {
    let season = candidate.seasonal.then_some("season");
    let parts = [candidate.kind.as_str()].into_iter().chain(season);
    let parts: Vec<&str> = parts.chain(candidate.covariate_names()).collect();
    parts.join(", ")
}

/// Forecasts whose horizon has passed, with what came true; empty without one.
pub(crate) fn forecasts(past: &[PastForecast]) -> String {
    let rows: Vec<Vec<String>> = past
        .iter()
        .filter_map(|forecast| {
            Some(vec![
                forecast.version.to_string(),
                forecast.as_of.to_string(),
                forecast.until.to_string(),
                format!("{:.0}", forecast.orders.mean),
                format!("{:.0}", forecast.orders.low),
                format!("{:.0}", forecast.orders.high),
                print::count(i128::from(forecast.actual_orders?)),
                print::percent(forecast.error),
            ])
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = [
        "version", "as of", "until", "forecast", "from", "to", "actual", "error",
    ];
    print::table(&header, &rows)
}

#[cfg(test)]
mod tests {
    use kernel::Failure;

    use super::*;

    #[test]
    fn a_fit_by_schedule_that_failed_is_told() {
        let failure = RefitFailure {
            tried_at: "2025-01-09T12:00:00Z".parse().unwrap(),
            snapshot: 7,
            reason: Failure::new("the last order lies in the future".to_owned(), None),
        };
        assert_eq!(
            failed(&failure, &[]),
            "\nthe fit by schedule at 2025-01-09T12:00:00Z failed: the last order lies in the future"
        );
    }

    #[test]
    fn a_refusal_stands_below_the_table() {
        let refused = |kind: &str, seasonal| Candidate {
            kind: kind.to_owned(),
            seasonal,
            choosable: true,
            refusal: Some("the fit did not converge after 200 steps".to_owned()),
            parameters: vec![],
            covariates: vec![],
            log_likelihood: None,
            holdout: None,
        };
        let text = comparison(&[refused("bg_nbd", false), refused("pareto_nbd", true)]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("candidate  forecast"), "{text}");
        assert_eq!(
            lines[lines.len() - 2..],
            [
                "bg_nbd refused: the fit did not converge after 200 steps",
                "pareto_nbd, season refused: the fit did not converge after 200 steps"
            ]
        );
    }
}

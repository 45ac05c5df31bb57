//! Which candidate is taken, and why.
//!
//! On the held-out part a candidate's *loss* is the size of its error of the total, plus the share by which its
//! root mean squared error of a customer's orders lies above the best candidate's. The least loss is taken: a good
//! total is worth nothing when it is spread over the wrong customers, nor the other way round. Of equal losses the first
//! candidate's counts, and those without covariates come first. Where no part can be held out, the likelihood decides;
//! all candidates then have as many parameters, as none has covariates.

use crate::value::evidence::Candidate;

/// Completes the losses.
pub(crate) fn weigh(candidates: &mut [Candidate]) {
    let best = candidates
        .iter()
        .filter(|candidate| candidate.choosable)
        .filter_map(|candidate| candidate.holdout.as_ref())
        .map(|holdout| holdout.rmse)
        .fold(f64::INFINITY, f64::min);
    for holdout in candidates
        .iter_mut()
        .filter_map(|candidate| candidate.holdout.as_mut())
    {
        if best > 0.0 {
            holdout.loss += holdout.rmse / best - 1.0;
        }
    }
}

/// How much worse a candidate is than another with 0; `None` when it can not be used.
pub(crate) fn badness(candidate: &Candidate) -> Option<f64> {
    if candidate.refusal.is_some() || !candidate.choosable {
        return None;
    }
    match &candidate.holdout {
        Some(holdout) => Some(holdout.loss),
        None => candidate.log_likelihood.map(|likelihood| -likelihood),
    }
}

/// The best candidate of those wanted, and why it is; `None` when none can be used.
pub(crate) fn choose(
    candidates: &[Candidate],
    is_wanted: impl Fn(&Candidate) -> bool,
) -> Option<(&Candidate, String)> {
    let mut usable: Vec<(&Candidate, f64)> = candidates
        .iter()
        .filter(|candidate| is_wanted(candidate))
        .filter_map(|candidate| Some((candidate, badness(candidate)?)))
        .collect();
    usable.sort_by(|left, right| left.1.total_cmp(&right.1));
    let (best, _) = *usable.first()?;
    let reason = match usable.get(1) {
        None => format!("{} is the only candidate that could be fitted", named(best)),
        Some((second, _)) => match best.holdout {
            Some(_) => format!(
                "on the held-out days {}; the next best, {}",
                told(best),
                told(second)
            ),
            None => format!(
                "the history is too short to hold a part out, so the likelihood decides: {} before {}",
                told(best),
                told(second)
            ),
        },
    };
    Some((best, reason))
}

/// A candidate's name with its covariates.
pub(crate) fn named(candidate: &Candidate) -> String {
    if candidate.covariates.is_empty() {
        return candidate.kind.clone();
    }
    let names: Vec<&str> = candidate.covariate_names().collect();
    format!("{} with {}", candidate.kind, names.join(" and "))
}

/// A candidate's figures in words.
pub(crate) fn told(candidate: &Candidate) -> String {
    match (&candidate.holdout, candidate.log_likelihood) {
        (Some(holdout), _) => {
            let total = holdout.error.map_or_else(
                || {
                    format!(
                        "forecast {:.1} orders where none were made",
                        holdout.orders.mean
                    )
                },
                |error| format!("missed the total by {:+.1} %", error * 100.0),
            );
            let season = if candidate.seasonal {
                " in the pace of the calendar"
            } else {
                ""
            };
            format!(
                "{}{season} {total} and a customer's orders by {:.4} (root mean square)",
                named(candidate),
                holdout.rmse
            )
        }
        (None, Some(likelihood)) => {
            format!("{} with log likelihood {likelihood:.2}", named(candidate))
        }
        (None, None) => named(candidate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::evidence::{Holdout, Range};

    fn candidate(kind: &str, error: f64, rmse: f64) -> Candidate {
        Candidate {
            kind: kind.to_owned(),
            seasonal: false,
            choosable: true,
            refusal: None,
            parameters: vec![],
            covariates: vec![],
            log_likelihood: Some(-1.0),
            holdout: Some(Holdout {
                orders: Range {
                    mean: 1.0,
                    low: 0.0,
                    high: 2.0,
                },
                error: Some(error),
                mae: 0.5,
                rmse,
                correlation: None,
                loss: error.abs(),
                by_past_orders: vec![],
                tracking: vec![],
            }),
        }
    }

    #[test]
    fn a_good_total_over_the_wrong_customers_is_not_taken() {
        let mut all = [
            candidate("wrong", -0.01, 2.0),
            candidate("right", -0.05, 1.6),
        ];
        weigh(&mut all);
        let (chosen, reason) = choose(&all, |_| true).unwrap();
        assert_eq!(chosen.kind, "right");
        assert_eq!(
            reason,
            "on the held-out days right missed the total by -5.0 % and a customer's orders by 1.6000 (root mean \
             square); the next best, wrong missed the total by -1.0 % and a customer's orders by 2.0000 (root mean square)"
        );
    }

    #[test]
    fn the_refused_are_passed_over() {
        let mut all = [candidate("first", 0.0, 1.0), candidate("second", 0.5, 1.0)];
        all[0].refusal = Some("did not converge".to_owned());
        weigh(&mut all);
        let (chosen, reason) = choose(&all, |_| true).unwrap();
        assert_eq!(
            (chosen.kind.as_str(), reason.as_str()),
            (
                "second",
                "second is the only candidate that could be fitted"
            )
        );
        all[1].refusal = Some("neither".to_owned());
        assert!(choose(&all, |_| true).is_none());
    }
}

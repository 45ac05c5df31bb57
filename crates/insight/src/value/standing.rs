//! Whether a model is put in force, and why.

use crate::calendar::{Day, date_of};
use crate::value::choice::{badness, told};
use crate::value::evidence::Comparison;
use crate::value::model::Model;

/// Whether a model is to be in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Whether it is.
    pub(crate) in_force: bool,
    /// Why, or why not.
    pub(crate) reason: String,
}

/// Holds a fit against the model in force.
///
/// It is not taken when the model in force knows more days of the lake, or when the kind in force, fitted on the same
/// part of the history, does better on the rest.
pub(crate) fn standing(fit: &Comparison, in_force: Option<&Model>, lake_until: Day) -> Standing {
    let Some(current) = in_force else {
        return Standing {
            in_force: true,
            reason: "the first model".to_owned(),
        };
    };
    let version = current.version;
    if fit.until < current.trained_until && current.trained_until <= date_of(lake_until) {
        return Standing {
            in_force: false,
            reason: format!(
                "it knows the history until {}, version {version} in force until {}",
                fit.until, current.trained_until
            ),
        };
    }
    let covariates = current.found.covariates.iter();
    let covariates: Vec<String> = covariates.map(|one| one.name.clone()).collect();
    // Where the covariates of the model in force were not tried, its kind without them stands for it.
    let rival =
        (fit.choosable(&current.kind, &covariates)).or_else(|| fit.choosable(&current.kind, &[]));
    if let (Some(chosen), Some(rival)) = (fit.taken(), rival)
        && let (Some(loss), Some(rival_loss)) = (badness(chosen), badness(rival))
        && rival_loss < loss
    {
        return Standing {
            in_force: false,
            reason: format!(
                "on the same days the kind in force does better: {}, against {}",
                told(rival),
                told(chosen)
            ),
        };
    }
    Standing {
        in_force: true,
        reason: format!(
            "it takes the place of version {version}, which knew the history until {}",
            current.trained_until
        ),
    }
}

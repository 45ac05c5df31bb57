//! Fits to customers who are dealt out by their covariates: a base of millions has some thousands of rows.

use crate::ascent::{Form, ascend};
use crate::covariates::{Standardised, check_row};
use crate::cox::refusal;
use crate::error::LabError;
use crate::history::{Fitted, Histories};
use crate::purchase::PurchaseModel;
use crate::purchase_covariates::likelihood::Likelihood;
use crate::purchase_covariates::{CovariateEffect, CovariateFit};

/// Customers with the same covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateGroup {
    /// Their covariates.
    pub row: Vec<f64>,
    /// Their histories.
    pub histories: Histories,
}

/// As [`fit_with_covariates`](crate::fit_with_covariates), of customers who are dealt out by their covariates already.
///
/// # Inputs
///
/// - `plain`: the model of the same customers without covariates, where the search starts
/// - `names`: of the covariates
/// - `groups`: a row of covariates each, and the histories of who has it
///
/// # Errors
///
/// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`], [`LabError::CovariateConstant`], [`LabError::CovariateDependent`],
/// [`LabError::CovariateUnbounded`], [`LabError::NotConverged`].
///
/// # Example
///
/// ```
/// use lab::{CovariateEffect, CovariateGroup, Histories, History, PurchaseKind, PurchaseModel, fit_groups_with_covariates};
/// let shop = [(0, 0.0), (1, 10.0), (0, 0.0), (2, 20.0), (1, 3.0), (0, 0.0), (6, 38.0), (3, 12.0)];
/// let web = [(3, 25.0), (5, 9.0), (0, 0.0), (2, 9.0), (14, 37.0), (9, 15.0), (1, 2.0), (4, 30.0)];
/// let histories = |seen: &[(u64, f64)]| -> Result<Vec<(History, u64)>, _> {
///     seen.iter().map(|&(repeats, last)| Ok((History::new(repeats, last, 39.0)?, 1))).collect()
/// };
/// let all = Histories::compress(histories(&shop)?.into_iter().chain(histories(&web)?));
/// let plain = PurchaseModel::fit(PurchaseKind::BgNbd, &all)?;
/// let group = |web: f64, seen| Ok(CovariateGroup { row: vec![web], histories: Histories::compress(histories(seen)?) });
/// let groups = [group(0.0, &shop)?, group(1.0, &web)?];
/// let names = ["channel=web".to_owned()];
/// let fit = fit_groups_with_covariates(&plain, &names, &groups, CovariateEffect::Purchases)?;
/// assert!(fit.purchase[0] > 0.0 && fit.log_likelihood > plain.log_likelihood);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_groups_with_covariates(
    plain: &Fitted<PurchaseModel>,
    names: &[String],
    groups: &[CovariateGroup],
    effect: CovariateEffect,
) -> Result<CovariateFit, LabError> {
    let mut rows = Vec::with_capacity(groups.len());
    for group in groups {
        check_row(names, &group.row)?;
        rows.push((group.row.as_slice(), group.histories.customers()));
    }
    let scale = Standardised::of_rows(names.len(), &rows);
    let constant = scale
        .scales
        .iter()
        .position(|scale| scale.is_nan() || *scale <= 0.0);
    if let Some(column) = constant {
        return Err(LabError::CovariateConstant {
            name: names[column].clone(),
        });
    }
    if let Some(column) = scale.dependent() {
        return Err(LabError::CovariateDependent {
            name: names[column].clone(),
        });
    }
    let kind = plain.model.kind();
    let histories = groups.iter().map(|group| group.histories.clone());
    let likelihood = Likelihood::of_groups(kind, effect, histories, &scale);
    let top = ascend(
        Form::Any,
        likelihood.start(&plain.model.parameters()),
        |at| likelihood.slope(at),
    )
    .map_err(|none| refusal(names, 4, none))?;
    drop(likelihood);
    CovariateFit::at(&top, (kind, effect), (names, scale), plain.clone())
}

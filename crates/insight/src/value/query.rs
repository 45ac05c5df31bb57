//! What can be asked of a fit.

use jiff::civil::Date;

use crate::{InsightError, MoneyKind};
use lab::PurchaseKind;

/// How a model is to be fitted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FitQuery {
    /// The last day of the training window; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Days at the end of the window on which the candidates are compared; a third of them when absent.
    pub holdout_days: Option<u32>,
    /// Which money the spend is.
    pub money: MoneyKind,
    /// The names of the candidates; all when empty.
    pub kinds: Vec<String>,
    /// Covariates that candidates are tried with as well: `country`, `channel`, `first_product`; none when empty.
    pub covariates: Vec<String>,
}

impl FitQuery {
    /// The candidates, each once, in their fixed order.
    pub(crate) fn candidates(&self) -> Result<Vec<PurchaseKind>, InsightError> {
        let wanted: Result<Vec<PurchaseKind>, InsightError> = self
            .kinds
            .iter()
            .map(|name| {
                PurchaseKind::from_name(name).ok_or_else(|| InsightError::NameUnknown {
                    what: "purchase model",
                    given: name.clone(),
                    expected: "bg_nbd, mbg_nbd or pareto_nbd",
                })
            })
            .collect();
        let wanted = wanted?;
        Ok(PurchaseKind::ALL
            .into_iter()
            .filter(|kind| wanted.is_empty() || wanted.contains(kind))
            .collect())
    }
}

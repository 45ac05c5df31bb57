//! A model of value: when customers buy again, and for how much.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::define_id;
use lab::{
    Fitted, GammaGamma, History, LabError, PurchaseKind, PurchaseModel, Season, SpendHistory,
};
use serde::{Deserialize, Serialize};

use crate::MoneyKind;
use crate::calendar::Day;
use crate::value::coding::Coding;
use crate::value::evidence::{Comparison, Covariate, Parameter, SeasonPace};
use crate::value::purchases::Purchases;
use crate::value::sample::Observed;

define_id!(
    /// A fitted model.
    ModelId,
    "mdl"
);

/// A fitted model as the store keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Our id.
    pub id: ModelId,
    /// Which purchase model was taken: `bg_nbd`, `mbg_nbd` or `pareto_nbd`.
    pub kind: String,
    /// 1 for the first model of the workspace.
    pub version: i64,
    /// The first day of the training window.
    pub trained_from: Date,
    /// The last day of the training window.
    pub trained_until: Date,
    /// Whether the functions and the scores are this model's.
    pub in_force: bool,
    /// Why it is in force, or why it is not.
    pub standing: String,
    /// What identifies the data and the options of the fit: the same again gives the same model.
    pub fingerprint: String,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// When it was fitted.
    pub created_at: Timestamp,
    /// What the fit found.
    #[serde(flatten)]
    pub found: Found,
    /// How the candidates compared.
    pub comparison: Comparison,
}

/// What a fit found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Customers in the training window.
    pub customers: u64,
    /// Customers who ordered on more than one day.
    pub repeat_customers: u64,
    /// Which money the spend is.
    pub money: MoneyKind,
    /// Logarithm of the likelihood of the purchases.
    pub log_likelihood: f64,
    /// The parameters of the purchase model, times in days; with covariates those of the average customer.
    pub purchases: Vec<Parameter>,
    /// The covariates with their effects; empty for a model that is the same for all.
    #[serde(default)]
    pub covariates: Vec<Covariate>,
    /// The covariance of the parameters and then of the effects, row by row; absent where the data do not tell it.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// The pace of the calendar in which the days of the parameters are counted; absent when a day is a day.
    pub season: Option<SeasonPace>,
    /// The parameters of the Gamma-Gamma model, money in minor units; empty when it could not be fitted.
    pub spend: Vec<Parameter>,
    /// Their covariance, row by row; absent with them.
    pub spend_covariance: Option<Vec<Vec<f64>>>,
    /// Why the spend could not be fitted: everybody's next order is then worth the mean.
    pub spend_refusal: Option<String>,
    /// Mean of what an occasion brought, minor units.
    pub mean_spend_minor: f64,
}

/// The computing form of a [`Model`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueModel {
    pub(crate) purchases: Purchases,
    /// The pace that its days follow.
    pub(crate) season: Season,
    pub(crate) spend: Option<GammaGamma>,
    /// What an occasion is worth where `spend` does not tell, minor units.
    pub(crate) mean_spend_minor: f64,
}

impl Model {
    /// The computing form; refuses parameters that a model can not have.
    pub(crate) fn compute(&self) -> Result<ValueModel, LabError> {
        let values = |parameters: &[Parameter]| -> Vec<f64> {
            parameters.iter().map(|parameter| parameter.value).collect()
        };
        let kind = self.purchase_kind().ok_or(LabError::Empty {
            what: "a purchase model of this name",
        })?;
        let spend = match values(&self.found.spend)[..] {
            [p, q, gamma] => Some(GammaGamma::new(p, q, gamma)?),
            _ => None,
        };
        let base = PurchaseModel::new(kind, &values(&self.found.purchases))?;
        let covariates = &self.found.covariates;
        let effects = covariates.iter().flat_map(|covariate| {
            let levels = covariate.levels.iter().skip(1);
            levels.map(|level| level.effect)
        });
        let coding = Arc::new(Coding::kept(covariates));
        Ok(ValueModel {
            purchases: Purchases::by_group(base, coding, effects.collect())?,
            season: match &self.found.season {
                Some(pace) => pace.season()?,
                None => Season::flat(),
            },
            spend,
            mean_spend_minor: self.found.mean_spend_minor,
        })
    }

    /// Which purchase model it is; `None` for one that this program does not know.
    pub(crate) fn purchase_kind(&self) -> Option<PurchaseKind> {
        PurchaseKind::from_name(&self.kind)
    }
}

impl ValueModel {
    /// What the purchase model knows of a customer at the end of a day.
    pub(crate) fn history(&self, observed: &Observed, as_of: Day) -> Result<History, LabError> {
        self.season.history(&observed.dated(), i64::from(as_of))
    }

    /// So many days from the end of `as_of` on, as the purchase model counts them for a customer.
    pub(crate) fn horizon(&self, observed: &Observed, as_of: Day, days: f64) -> f64 {
        if self.season.is_flat() {
            return days;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a number of days that was checked"
        )]
        let whole = days.round() as i64;
        let (first, as_of) = (i64::from(observed.first_day), i64::from(as_of));
        self.season.horizon(first, as_of, as_of + whole)
    }

    /// Probability that the customer has not left by the end of `as_of`.
    pub(crate) fn p_alive(&self, observed: &Observed, as_of: Day) -> Result<f64, LabError> {
        let model = self.purchases.of(observed.group);
        Ok(model.p_alive(&self.history(observed, as_of)?))
    }

    /// Orders expected in so many days from the end of `as_of` on, each discounted at a continuous rate a day (0 for none) from
    /// when it is expected.
    pub(crate) fn discounted_orders(
        &self,
        observed: &Observed,
        as_of: Day,
        terms: (f64, f64),
    ) -> Result<f64, LabError> {
        let there = self.orders_while_there(observed, as_of, terms)?;
        Ok(self.p_alive(observed, as_of)? * there)
    }

    /// The same if the customer is still there: the last order makes no difference to it.
    pub(crate) fn orders_while_there(
        &self,
        observed: &Observed,
        as_of: Day,
        (days, daily_rate): (f64, f64),
    ) -> Result<f64, LabError> {
        let history = self.history(observed, as_of)?;
        let horizon = self.horizon(observed, as_of, days);
        // Over a horizon of months the pace evens out: the rate is spread over it.
        let rate = if horizon > 0.0 {
            daily_rate * days / horizon
        } else {
            daily_rate
        };
        let model = self.purchases.of(observed.group);
        model.discounted_while_alive(&history, horizon, rate)
    }

    /// Expected worth of a customer's next occasion, minor units, given the mean of those after the first.
    ///
    /// A mean of 0 or below (all was given back) counts as nearly nothing seen, not as nothing known.
    pub(crate) fn expected_spend(&self, repeats: u32, mean_minor: f64) -> f64 {
        let seen = SpendHistory {
            repeat_purchases: u64::from(repeats),
            mean_value: mean_minor.max(f64::MIN_POSITIVE),
        };
        (self.spend)
            .and_then(|spend| spend.conditional_mean(seen).ok().flatten())
            .unwrap_or(self.mean_spend_minor)
    }
}

/// The parameters of a purchase model with their errors.
pub(crate) fn parameters(fitted: &Fitted<PurchaseModel>) -> Vec<Parameter> {
    let names = fitted.model.parameter_names();
    let values = fitted.model.parameters();
    (names.iter().zip(values).enumerate())
        .map(|(place, (name, value))| Parameter {
            name: (*name).to_owned(),
            value,
            standard_error: (fitted.standard_errors.as_ref())
                .and_then(|errors| errors.get(place).copied()),
        })
        .collect()
}

//! What was spent to win customers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was spent in one month.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spend {
    /// The month.
    #[schema(example = "2011-11")]
    pub month: String,
    /// What was spent, in minor units.
    pub amount_minor: i64,
}

/// The spend of all months.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendList {
    /// The currency of all amounts.
    pub currency: super::Currency,
    /// The months, earliest first.
    pub items: Vec<Spend>,
}

/// What was spent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendInput {
    /// The amount, in minor units, above 0.
    #[schema(minimum = 1)]
    pub amount_minor: i64,
}

impl From<insight::Spend> for Spend {
    fn from(spend: insight::Spend) -> Self {
        Self {
            amount_minor: spend.amount_minor(),
            month: spend.month.to_string(),
        }
    }
}

//! What part of the revenue stays.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The part of the revenue that stays after costs.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Margin {
    /// The part; 1 when it is not known, below 0 when the orders cost more than they brought.
    pub rate: f64,
    /// Where it comes from.
    pub source: MarginSource,
    /// The part of the revenue whose costs are known; null when the margin was given.
    pub costs_known: Option<f64>,
}

/// Where a margin comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MarginSource {
    /// It was given.
    Given,
    /// From the costs of the orders.
    Costs,
    /// It is not known: values are revenue.
    Revenue,
}

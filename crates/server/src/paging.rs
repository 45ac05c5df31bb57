//! Which piece of a list is wanted.

use kernel::Limit;
use serde::Deserialize;

use crate::problem::Problem;

/// Which page is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Where the page begins: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

impl PageQuery {
    /// How many there are on a page at most.
    pub(crate) fn limit(&self) -> Result<Limit, Problem> {
        limit(self.limit)
    }
}

/// How many there are on a page at most, as the caller says it.
pub(crate) fn limit(said: Option<u32>) -> Result<Limit, Problem> {
    let limit = said.map_or(Ok(Limit::default()), Limit::try_from);
    limit.map_err(|error| Problem::invalid("limit", error.to_string()))
}

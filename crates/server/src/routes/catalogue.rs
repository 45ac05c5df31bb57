//! What arrives: events, what they carry, what changed, and what was decided.

mod decide;
mod decisions;
mod drift;
mod list;
mod show;
mod undo;

use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(drift::drift))
        .routes(routes!(decisions::list, decide::decide))
        .routes(routes!(undo::undo))
}

/// How far drift looks back when nothing is said.
const DRIFT_DAYS: u16 = 14;

/// The time that drift looks back.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Back {
    /// Changes of the last so many days are told, 14 when absent.
    #[param(minimum = 1, maximum = 90)]
    days: Option<u16>,
}

/// Checks the days that drift looks back.
fn days(asked: Option<u16>) -> Result<u16, Problem> {
    match asked.unwrap_or(DRIFT_DAYS) {
        days @ 1..=90 => Ok(days),
        _ => Err(Problem::invalid("days", "1 to 90 days are looked back")),
    }
}

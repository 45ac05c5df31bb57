//! Pages of cards that people put together.

mod change;
mod create;
mod list;
mod remove;
mod restore;
mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::saved_queries::Owners;
use crate::caller::Caller;
use crate::dto::dashboard::Dashboard;
use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(show::show, change::change, remove::remove))
        .routes(routes!(restore::restore))
}

/// A dashboard as its caller sees it.
async fn shown(
    state: &AppState,
    caller: &Caller,
    dashboard: insight::Dashboard,
) -> Result<Dashboard, Problem> {
    Ok(Owners::read(state, caller).await?.dashboard(dashboard))
}

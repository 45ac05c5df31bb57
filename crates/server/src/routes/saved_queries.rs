//! Questions in SQL that were saved.

mod change;
mod create;
mod list;
mod owners;
mod remove;
mod restore;
mod result;
mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) use self::owners::Owners;

use crate::caller::Caller;
use crate::dto::saved_query::SavedQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource that only read and write what is saved.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(show::show, change::change, remove::remove))
        .routes(routes!(restore::restore))
}

/// The operation that runs a question.
pub(super) fn running() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(result::result))
}

/// A saved query as its caller sees it.
async fn shown(
    state: &AppState,
    caller: &Caller,
    query: insight::SavedQuery,
) -> Result<SavedQuery, Problem> {
    Ok(Owners::read(state, caller).await?.query(query))
}

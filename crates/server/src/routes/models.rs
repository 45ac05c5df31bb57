//! Models of value and the scores that they give.

mod fit;
mod list;
mod scores;
mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(scores::scores))
}

/// Fitting, which takes as long as the history needs.
pub(super) fn fitting() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(fit::fit))
}

//! Questions in SQL.

pub(super) mod answer;
mod ask;
mod guide;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource that run a question.
pub(super) fn running() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(ask::ask))
}

/// The other operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(guide::guide))
}

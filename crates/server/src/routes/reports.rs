//! Reports, each as of a day.

mod base;
mod cohorts;
mod rfm;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(base::base))
        .routes(routes!(rfm::rfm))
        .routes(routes!(cohorts::cohorts))
}

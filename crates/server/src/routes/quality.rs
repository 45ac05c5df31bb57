//! How good what arrives is.

pub(crate) mod alarms;
mod show;
mod volumes;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(show::show))
        .routes(routes!(alarms::alarms))
        .routes(routes!(volumes::volumes))
}

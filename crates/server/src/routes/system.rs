//! How the machine does.

mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show::show))
}

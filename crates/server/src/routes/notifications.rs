//! Notices of what came to its end or went wrong.

mod list;
mod read;
mod stream;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource that answer at once.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(read::read))
}

/// The one that goes on telling.
pub(super) fn telling() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(stream::stream))
}

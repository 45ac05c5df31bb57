//! Incoming webhooks: doors for other systems, each with a mapping.

mod change;
mod create;
mod go_live;
mod list;
mod remove;
mod rotate;
mod show;
mod try_out;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{note, refused};
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(try_out::try_out))
        .routes(routes!(show::show, change::change, remove::remove))
        .routes(routes!(go_live::go_live))
        .routes(routes!(rotate::rotate))
}

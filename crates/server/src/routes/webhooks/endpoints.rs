//! Endpoints: the addresses of other systems that are told of facts.

mod change;
mod create;
mod deliveries;
mod disable;
mod enable;
mod list;
mod remove;
mod retry;
mod rotate;
mod show;
mod test;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{note, refused};
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(show::show, change::change, remove::remove))
        .routes(routes!(test::test))
        .routes(routes!(rotate::rotate))
        .routes(routes!(enable::enable))
        .routes(routes!(disable::disable))
        .routes(routes!(deliveries::deliveries))
        .routes(routes!(retry::retry))
}

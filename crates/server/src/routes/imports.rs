//! Imports: handing over a file, watching, taking back.

mod cancel;
mod commerceml;
mod customers;
mod list;
mod orders;
mod products;
mod refusals;
mod refused;
mod sample;
mod show;
mod subscriptions;
mod undo;
mod upload;
mod uploads;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show, undo::undo))
        .routes(routes!(refusals::refusals))
        .routes(routes!(refused::refused))
        .routes(routes!(cancel::cancel))
        .routes(routes!(sample::sample))
        .routes(routes!(uploads::preview::preview))
        .routes(routes!(uploads::remove::remove))
}

/// The operations that take a file.
pub(super) fn uploads() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(orders::orders))
        .routes(routes!(customers::customers))
        .routes(routes!(products::products))
        .routes(routes!(subscriptions::subscriptions))
        .routes(routes!(commerceml::commerceml))
        .routes(routes!(uploads::put::put))
}

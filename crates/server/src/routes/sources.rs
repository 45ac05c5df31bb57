//! Where events come from.

mod change;
mod create;
mod list;
mod refusals;
mod rotate;
mod volumes;

use axum::http::{HeaderMap, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cookie;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(change::change))
        .routes(routes!(rotate::rotate))
        .routes(routes!(volumes::volumes))
        .routes(routes!(refusals::refusals))
}

/// Where people reach the server: as the configuration says, else as this caller did.
fn host(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(url) = &state.config().public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let told = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let scheme = if cookie::is_secure(state.config()) {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{}", told.unwrap_or("localhost"))
}

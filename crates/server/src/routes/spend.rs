//! What was spent to win customers: by month, and by channel, campaign and day.

mod days;
mod list;
mod put_days;
mod remove;
mod remove_days;
mod set;
mod sums;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(
            days::days,
            put_days::put_days,
            remove_days::remove_days
        ))
        .routes(routes!(sums::sums))
        .routes(routes!(set::set, remove::remove))
}

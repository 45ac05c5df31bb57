//! Orders, returns and customers from tills and back offices: each request is done once, under its `Idempotency-Key`.

mod add_customers;
mod add_orders;
mod add_returns;
mod put_order;
mod take;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The largest body, bytes.
const BODY_BYTES_MAX: usize = 8 << 20;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(add_orders::add))
        .routes(routes!(put_order::put))
        .routes(routes!(add_returns::add))
        .routes(routes!(add_customers::add))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

//! The operations: one file each, and here their list.

mod api_keys;
mod audit;
mod catalogue;
mod customer_views;
mod customers;
mod dashboards;
mod events;
mod exchanges;
mod forms;
mod goals;
mod imports;
mod intake;
mod log;
mod mappings;
mod models;
mod notifications;
pub(crate) mod quality;
mod query;
mod reports;
mod saved_queries;
mod schedules;
mod session;
mod sources;
mod spend;
mod system;
mod users;
mod webhooks;

use utoipa_axum::router::OpenApiRouter;

use crate::openapi::BASE;
use crate::state::AppState;

/// Every operation, with its document.
pub(crate) fn operations() -> OpenApiRouter<AppState> {
    quick()
        .merge(slow())
        .merge(uploads())
        .merge(crate::tracking::operations())
}

/// Operations that answer within the server's limit of time.
pub(crate) fn quick() -> OpenApiRouter<AppState> {
    below_base(
        OpenApiRouter::new()
            .merge(session::operations())
            .merge(reports::operations())
            .merge(models::operations())
            .merge(forms::operations())
            .merge(goals::operations())
            .merge(spend::operations())
            .merge(sources::operations())
            .merge(events::operations())
            .merge(catalogue::operations())
            .merge(quality::operations())
            .merge(imports::operations())
            .merge(intake::operations())
            .merge(customers::operations())
            .merge(customer_views::operations())
            .merge(log::operations())
            .merge(exchanges::operations())
            .merge(mappings::operations())
            .merge(query::operations())
            .merge(saved_queries::operations())
            .merge(dashboards::operations())
            .merge(schedules::operations())
            .merge(api_keys::operations())
            .merge(users::operations())
            .merge(audit::operations())
            .merge(system::operations())
            .merge(notifications::operations())
            .merge(webhooks::operations()),
    )
    .merge(webhooks::door())
}

/// Operations with a limit of time of their own.
pub(crate) fn slow() -> OpenApiRouter<AppState> {
    below_base(
        query::running()
            .merge(saved_queries::running())
            .merge(schedules::running())
            .merge(models::fitting())
            .merge(notifications::telling()),
    )
}

/// Operations that take a file, and with it as long as the network needs.
pub(crate) fn uploads() -> OpenApiRouter<AppState> {
    below_base(imports::uploads())
}

fn below_base(operations: OpenApiRouter<AppState>) -> OpenApiRouter<AppState> {
    OpenApiRouter::new().nest(BASE, operations)
}

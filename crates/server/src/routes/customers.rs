//! Customers: their list, and one at a time.

mod add_note;
mod list;
mod list_csv;
mod notes;
mod orders;
mod remove_note;
mod show;
mod timeline;

use customers::{Card, CustomersError, find_card};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(list_csv::list_csv))
        .routes(routes!(show::show))
        .routes(routes!(orders::orders))
        .routes(routes!(timeline::timeline))
        .routes(routes!(notes::notes, add_note::add_note))
        .routes(routes!(remove_note::remove_note))
}

/// The customer of an id or of a key.
async fn find(state: &AppState, id: String) -> Result<Card, Problem> {
    let card = find_card(state.workspace().store(), &id).await?;
    Ok(card.ok_or(CustomersError::CustomerMissing(id))?)
}

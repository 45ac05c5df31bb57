//! Show a customer's card.

use axum::Json;
use axum::extract::State;
use customers::Carts;

use super::find;
use crate::dto::card::CustomerCard;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Carts that a card shows.
const CARTS_MAX: i64 = 10;

/// Shows what is known of a customer: identifiers, attributes, what events told, carts, figures, score.
#[utoipa::path(get, path = "/customers/{id}", operation_id = "get_customer", tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from.")),
    responses((status = 200, description = "The card.", body = CustomerCard)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<CustomerCard>, Problem> {
    let store = state.workspace().store();
    let card = find(&state, id).await?;
    let carts = Carts::new(store.clone());
    let carts = carts.of_customer(card.id, CARTS_MAX).await?;
    let standing = state.workspace().customer_standing(card.id).await?;
    Ok(Json(CustomerCard::new(card, carts, standing)))
}

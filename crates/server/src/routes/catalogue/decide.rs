//! Decide on an event or a property.

use app::AppError;
use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use customers::CustomersError;

use crate::caller::Caller;
use crate::dto::catalogue::{CatalogueDecision, CatalogueDecisionInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Renames or forbids an event or a property from now on, or marks a property as personal. What is in the log stays as it came.
///
/// Names are renamed and forbidden where senders choose them: at the door of the tracking specification, in incoming webhooks and
/// in the queue. Other servers of the workspace do so within five seconds.
#[utoipa::path(post, path = "/catalogue/decisions", operation_id = "decide_catalogue", tag = "catalogue",
    request_body = CatalogueDecisionInput,
    responses(
        (status = 201, description = "The decision.", body = CatalogueDecision),
        (status = 200, description = "It was decided before.", body = CatalogueDecision),
    ))]
pub(super) async fn decide(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<CatalogueDecisionInput>,
) -> Result<(StatusCode, Json<CatalogueDecision>), Problem> {
    let decided = state.workspace().decide(input.into(), caller.actor()).await;
    let decided = match decided {
        Err(AppError::Customers(CustomersError::DecisionInvalid(wrong))) => {
            return Err(Problem::wrong_fields(&wrong));
        }
        decided => decided?,
    };
    if !decided.is_new {
        return Ok((StatusCode::OK, Json(decided.decision.into())));
    }
    let decision = decided.decision;
    let deed = Deed::new("catalogue_decision.made", &decision.id);
    let deed = deed.detail(format!(
        "{} {}",
        decision.decision.as_str(),
        decision.kind.as_str()
    ));
    state.access().record(caller.actor(), deed).await?;
    Ok((StatusCode::CREATED, Json(decision.into())))
}

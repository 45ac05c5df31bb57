//! Send a delivery once more.

use app::webhooks::{DeliveryId, EndpointId};
use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::webhook::WebhookDelivery;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Has a delivery tried again at once, with the same message id, also one that has arrived.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/deliveries/{delivery}/retry", operation_id = "retry_webhook_delivery",
    tag = "webhooks",
    params(
        ("id" = String, Path, description = "The endpoint's id."),
        ("delivery" = String, Path, description = "The delivery's id.")
    ),
    responses((status = 200, description = "The delivery, which is tried next.", body = WebhookDelivery)))]
pub(super) async fn retry(
    State(state): State<AppState>,
    ApiPath((id, delivery)): ApiPath<(EndpointId, DeliveryId)>,
) -> Result<Json<WebhookDelivery>, Problem> {
    let retried = state.workspace().endpoints().retry(id, delivery).await;
    Ok(Json(retried.map_err(refused)?.into()))
}

//! List the deliveries of an endpoint.

use app::webhooks::{DeliveryId, EndpointId};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::refused;
use crate::dto::webhook::{WebhookDeliveryPage, WebhookDeliveryState};
use crate::extract::{ApiPath, ApiQuery};
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which deliveries are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Those in this state: `pending`, `delivered` or `failed`; all when absent.
    #[param(inline)]
    state: Option<WebhookDeliveryState>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many deliveries, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists what was and is to be sent to an endpoint, newest first; what has ended is listed for 30 days.
#[utoipa::path(get, path = "/webhooks/endpoints/{id}/deliveries", operation_id = "list_webhook_deliveries", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id."), Params),
    responses((status = 200, description = "A page of deliveries.", body = WebhookDeliveryPage)))]
pub(super) async fn deliveries(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<EndpointId>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<WebhookDeliveryPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let cursor = params.cursor.as_deref().map(str::parse::<DeliveryId>);
    let cursor = cursor
        .transpose()
        .map_err(|error| Problem::invalid("cursor", error.to_string()))?;
    let wanted = params.state.map(Into::into);
    let endpoints = state.workspace().endpoints();
    let page = endpoints.deliveries(id, wanted, cursor, limit).await;
    let page = page.map_err(refused)?.map(Into::into);
    Ok(Json(WebhookDeliveryPage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}

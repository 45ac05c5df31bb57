//! Tell what changed in what arrives.

use axum::Json;
use axum::extract::State;

use super::{Back, days};
use crate::dto::catalogue::CatalogueDriftList;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Tells what changed lately in what arrives: new names, properties of another type, what ceased; the newest first, at most 500.
#[utoipa::path(get, path = "/catalogue/drift", operation_id = "list_catalogue_drift", tag = "catalogue",
    params(Back),
    responses((status = 200, description = "What changed.", body = CatalogueDriftList)))]
pub(super) async fn drift(
    State(state): State<AppState>,
    ApiQuery(back): ApiQuery<Back>,
) -> Result<Json<CatalogueDriftList>, Problem> {
    let drift = state
        .workspace()
        .catalogue()
        .drift(days(back.days)?)
        .await?;
    let items = drift.into_iter().map(Into::into).collect();
    Ok(Json(CatalogueDriftList { items }))
}

//! Show what events carry.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::days;
use crate::dto::catalogue::CatalogueEventDetail;
use crate::dto::event::EventKind;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which event is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The kind.
    kind: EventKind,
    /// The name; absent where events of the kind have none.
    name: Option<String>,
    /// Changes of the last so many days are told, 14 when absent.
    #[param(minimum = 1, maximum = 90)]
    days: Option<u16>,
}

/// Shows what events of a kind and name carry: properties with their types, examples and shares, and what changed lately.
#[utoipa::path(get, path = "/catalogue/event", operation_id = "get_catalogue_event", tag = "catalogue",
    params(Params),
    responses((status = 200, description = "The event.", body = CatalogueEventDetail)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<CatalogueEventDetail>, Problem> {
    let days = days(params.days)?;
    state.intake().write(&state).await?;
    let catalogue = state.workspace().catalogue();
    let name = params.name.unwrap_or_default();
    let detail = catalogue.show(params.kind.kind(), &name, days).await?;
    Ok(Json(detail.into()))
}

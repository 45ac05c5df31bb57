//! List what arrives.

use axum::Json;
use axum::extract::State;
use customers::CatalogueFilter;
use kernel::Limit;
use serde::Deserialize;

use super::days;
use crate::dto::catalogue::CatalogueEventPage;
use crate::dto::event::EventKind;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which events are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Of this kind.
    kind: Option<EventKind>,
    /// With this in their name, whatever its letters' case.
    search: Option<String>,
    /// Only those in which something changed lately.
    drift: Option<bool>,
    /// Changes of the last so many days are told, 14 when absent.
    #[param(minimum = 1, maximum = 90)]
    days: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists under which names events arrive, by kind and name, with their numbers and with what changed lately.
#[utoipa::path(get, path = "/catalogue/events", operation_id = "list_catalogue_events", tag = "catalogue",
    params(Params),
    responses((status = 200, description = "A page of names.", body = CatalogueEventPage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<CatalogueEventPage>, Problem> {
    let limit = params.limit.map_or(Ok(Limit::default()), Limit::try_from);
    let limit = limit.map_err(|error| Problem::invalid("limit", error.to_string()))?;
    let filter = CatalogueFilter {
        kind: params.kind.map(EventKind::kind),
        search: params.search,
        is_drifted: params.drift.unwrap_or(false),
    };
    let days = days(params.days)?;
    state.intake().write(&state).await?;
    let catalogue = state.workspace().catalogue();
    let list = catalogue.list(&filter, days, params.cursor.as_deref(), limit);
    Ok(Json(list.await?.into()))
}

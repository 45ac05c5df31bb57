//! How much comes of a source.

use axum::Json;
use axum::extract::State;
use customers::SourceId;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::dto::source::VolumeList;
use crate::extract::{ApiPath, ApiQuery};
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// The longest span of an answer, in hours: a year.
const SPAN_HOURS_MAX: i64 = 366 * 24;

/// Which hours are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// From the hour of this instant on; a week before `until` when absent.
    from: Option<Timestamp>,
    /// Before the hour of this instant; the hour after now when absent.
    until: Option<Timestamp>,
}

/// Tells how many events of a source were accepted, had come before, or were refused, by hour.
#[utoipa::path(get, path = "/sources/{id}/volumes", operation_id = "list_source_volumes", tag = "sources",
    params(("id" = String, Path, description = "The source's id."), Params),
    responses((status = 200, description = "The hours in which something came.", body = VolumeList)))]
pub(super) async fn volumes(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<SourceId>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<VolumeList>, Problem> {
    let far = || Problem::invalid("from", "the instants are beyond what a calendar holds");
    let soon = state.clock().now() + SignedDuration::from_hours(1);
    let until = params.until.unwrap_or(soon);
    let week = SignedDuration::from_hours(7 * 24);
    let from = match params.from {
        Some(from) => from,
        None => until.checked_sub(week).map_err(|_| far())?,
    };
    if until.duration_since(from) > SignedDuration::from_hours(SPAN_HOURS_MAX) {
        return Err(Problem::invalid(
            "from",
            "at most 366 days are told at once",
        ));
    }
    state.intake().write(&state).await?;
    let sources = sources(&state);
    sources.get(id).await?;
    let items = sources.volumes(id, from, until).await?;
    Ok(Json(VolumeList {
        items: items.into_iter().map(Into::into).collect(),
    }))
}

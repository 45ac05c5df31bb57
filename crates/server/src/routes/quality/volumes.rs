//! Tell what a source brought beside what is usual.

use axum::Json;
use axum::extract::State;
use customers::SourceId;
use serde::Deserialize;

use crate::dto::quality::QualityVolumeList;
use crate::extract::ApiQuery;
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// What is looked at when nothing is said.
const DAYS: u16 = 7;

/// Of which source, and how far is looked back.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The source's id.
    source: String,
    /// The last so many times 24 hours, 7 when absent.
    #[param(minimum = 1, maximum = 28)]
    days: Option<u16>,
}

/// Tells what a source brought by hour, and what is usual for the hour.
#[utoipa::path(get, path = "/quality/volumes", operation_id = "list_quality_volumes", tag = "quality",
    params(Params),
    responses((status = 200, description = "Every hour.", body = QualityVolumeList)))]
pub(super) async fn volumes(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<QualityVolumeList>, Problem> {
    let source: SourceId = params
        .source
        .parse()
        .map_err(|error: kernel::IdError| Problem::invalid("source", error.to_string()))?;
    let days = params.days.unwrap_or(DAYS);
    if !(1..=28).contains(&days) {
        return Err(Problem::invalid("days", "1 to 28 days are looked back"));
    }
    sources(&state).get(source).await?;
    let volumes = state.workspace().quality().volumes(source, days).await?;
    Ok(Json(QualityVolumeList {
        source: source.to_string(),
        items: volumes.into_iter().map(Into::into).collect(),
    }))
}

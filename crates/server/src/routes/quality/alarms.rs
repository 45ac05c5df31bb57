//! List when sources brought less than usual.

use axum::Json;
use axum::extract::State;
use customers::{AlarmFilter, SourceId};
use kernel::Limit;
use serde::Deserialize;

use crate::dto::quality::QualityAlarmPage;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which alarms.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AlarmState {
    /// Those that go on.
    Open,
    /// All.
    #[default]
    All,
}

/// Which alarms are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Those that go on, or all, which is what is meant when absent.
    state: Option<AlarmState>,
    /// Of this source.
    source: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists when sources brought less than usual, the newest first, with the rule by which that is told.
#[utoipa::path(get, path = "/quality/alarms", operation_id = "list_quality_alarms", tag = "quality",
    params(Params),
    responses((status = 200, description = "A page of alarms.", body = QualityAlarmPage)))]
pub(super) async fn alarms(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<QualityAlarmPage>, Problem> {
    let limit = params.limit.map_or(Ok(Limit::default()), Limit::try_from);
    let limit = limit.map_err(|error| Problem::invalid("limit", error.to_string()))?;
    let source: Option<SourceId> = params
        .source
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|error: kernel::IdError| Problem::invalid("source", error.to_string()))?;
    let filter = AlarmFilter {
        source,
        is_open: matches!(params.state.unwrap_or_default(), AlarmState::Open),
    };
    let watchman = state.workspace().watchman();
    let page = watchman
        .alarms(filter, params.cursor.as_deref(), limit)
        .await?;
    Ok(Json(page.into()))
}

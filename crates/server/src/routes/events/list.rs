//! List what arrived.

use app::access::Right;
use axum::Json;
use axum::extract::State;
use customers::{EventFilter, SourceId, list_events};
use jiff::Timestamp;
use serde::Deserialize;

use crate::caller::Caller;
use crate::dto::event::{EventKind, EventPage, LoggedEvent};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which events are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Of this source.
    source: Option<String>,
    /// Of this kind.
    kind: Option<EventKind>,
    /// With this name, whatever its letters' case.
    name: Option<String>,
    /// Of somebody: a user id, an anonymous id, an e-mail address or a telephone number, as it was sent.
    who: Option<String>,
    /// Received at or after this instant.
    from: Option<Timestamp>,
    /// Received before this instant.
    until: Option<Timestamp>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists events as they arrived, newest first; values that are marked as personal are for administrators.
#[utoipa::path(get, path = "/events", operation_id = "list_events", tag = "sources",
    params(Params),
    responses((status = 200, description = "A page of events.", body = EventPage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<EventPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let source: Option<SourceId> = match params.source.as_deref().map(str::parse) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(error)) => return Err(Problem::invalid("source", error.to_string())),
    };
    let filter = EventFilter {
        source,
        kind: params.kind.map(EventKind::kind),
        name: params.name,
        who: params.who,
        from: params.from,
        until: params.until,
    };
    let log = state.workspace().log();
    let page = list_events(log, &filter, params.cursor.as_deref(), limit).await?;
    let rulings = state.workspace().rulings().await?;
    let sees_all = caller.role().grants(Right::Administration);
    let shown = page.items.into_iter().map(|mut logged| {
        let hidden = if sees_all {
            Vec::new()
        } else {
            rulings.hide(&mut logged.fact)
        };
        LoggedEvent::of(logged, hidden)
    });
    Ok(Json(EventPage {
        items: shown.collect(),
        next_cursor: page.next_cursor,
    }))
}

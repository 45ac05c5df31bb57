//! List what was done.

use std::collections::HashMap;

use app::access::{AuditFilter, AuditId};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::dto::audit::{AuditEntry, AuditPage};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which entries are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// By whom: the id of a user or of an API key, or `machine`.
    actor: Option<String>,
    /// What: `<noun>.<verb in the past>`, or the noun alone.
    action: Option<String>,
    /// To what: an id.
    object: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists what was done, by whom, to what, latest first.
#[utoipa::path(get, path = "/audit", operation_id = "list_audit", tag = "access",
    params(Params),
    responses((status = 200, description = "A page of the audit.", body = AuditPage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<AuditPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let before: Option<AuditId> = params
        .cursor
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|error: kernel::IdError| Problem::invalid("cursor", error.to_string()))?;
    let filter = AuditFilter {
        actor: params.actor,
        action: params.action,
        object: params.object,
    };
    let page = state.access().audit(&filter, before, limit).await?;
    let names = names(&state).await?;
    let page = page.map(|entry| AuditEntry {
        id: entry.id.to_string(),
        at: entry.at,
        actor_name: names.get(&entry.actor).cloned(),
        actor: entry.actor,
        action: entry.action,
        object_name: names.get(&entry.object).cloned(),
        object: entry.object,
        detail: entry.detail,
    });
    Ok(Json(AuditPage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}

/// What users and keys are called.
async fn names(state: &AppState) -> Result<HashMap<String, String>, Problem> {
    let users = state.access().users().await?.into_iter();
    let users = users.map(|user| (user.id.to_string(), user.login));
    let keys = state.access().keys().await?.into_iter();
    let keys = keys.map(|key| (key.id.to_string(), key.name));
    Ok(users.chain(keys).collect())
}

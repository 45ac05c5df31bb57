//! Who is signed in, and what the workspace holds.

use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::session::{Session, SessionUser, WorkspaceFacts};
use crate::problem::Problem;
use crate::state::AppState;

/// Tells who is signed in, and what the workspace holds.
#[utoipa::path(get, path = "/session", operation_id = "get_session", tag = "session",
    responses((status = 200, description = "The session.", body = Session)))]
pub(super) async fn show(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Session>, Problem> {
    Ok(Json(session_body(&state, caller.session()?).await?))
}

/// A session as it travels.
pub(super) async fn session_body(
    state: &AppState,
    session: &app::access::Session,
) -> Result<Session, Problem> {
    let settings = state.workspace().settings();
    let overview = state.workspace().overview().await?;
    let user = &session.user;
    Ok(Session {
        user: SessionUser {
            id: user.id.to_string(),
            login: user.login.clone(),
            name: user.name.clone(),
            role: user.role.into(),
            language: user.language.clone(),
        },
        csrf_token: session.csrf().to_owned(),
        workspace: WorkspaceFacts {
            name: settings.name.clone(),
            currency: settings.currency.into(),
            time_zone: settings.time_zone.iana_name().unwrap_or("UTC").to_owned(),
            first_day: overview.first_day,
            last_day: overview.last_day,
            orders: overview.orders,
            customers: overview.customers,
            lines: overview.lines,
        },
    })
}

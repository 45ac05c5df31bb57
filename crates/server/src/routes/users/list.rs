//! List the users.

use axum::Json;
use axum::extract::State;

use crate::dto::access::UserList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists all users, also the disabled ones.
#[utoipa::path(get, path = "/users", operation_id = "list_users", tag = "access",
    responses((status = 200, description = "The users.", body = UserList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<UserList>, Problem> {
    let users = state.access().users().await?;
    Ok(Json(UserList {
        items: users.into_iter().map(Into::into).collect(),
    }))
}

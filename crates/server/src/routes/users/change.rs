//! Change a user.

use app::access::{UserChange, UserId};
use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::access::{User, UserChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Changes a user: name, language, role, password, whether the user may sign in.
#[utoipa::path(patch, path = "/users/{id}", operation_id = "change_user", tag = "access",
    params(("id" = String, Path, description = "The user's id.")),
    request_body = UserChangeInput,
    responses((status = 200, description = "The user as changed.", body = User)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<UserId>,
    ApiJson(input): ApiJson<UserChangeInput>,
) -> Result<Json<User>, Problem> {
    let wanted = UserChange {
        name: input.name,
        password: input.password,
        role: input.role.map(Into::into),
        language: input.language,
        disabled: input.disabled,
    };
    let user = state
        .access()
        .change_user(caller.actor(), id, wanted)
        .await?;
    Ok(Json(user.into()))
}

//! Give a back office a login.

use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::exchange::{ExchangeLogin, ExchangeLoginInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Gives a source of exchange files this login, in place of the one that it had; its password is in this answer and nowhere else.
///
/// With it 1C hands files over by itself, at `/exchange/commerceml`.
#[utoipa::path(put, path = "/exchanges/logins/{login}", operation_id = "set_exchange_login", tag = "imports",
    params(("login" = String, Path, description = "The login: letters, digits and `.-_@`, in lower case.")),
    request_body = ExchangeLoginInput,
    responses((status = 200, description = "The login with its password.", body = ExchangeLogin)))]
pub(super) async fn login(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(login): ApiPath<String>,
    ApiJson(input): ApiJson<ExchangeLoginInput>,
) -> Result<Json<ExchangeLogin>, Problem> {
    let source = state
        .workspace()
        .exchange_source(input.source.as_deref())
        .await?;
    let password = state
        .access()
        .set_exchange_login(caller.actor(), &login, source)
        .await?;
    Ok(Json(ExchangeLogin {
        login: login.trim().to_lowercase(),
        password: password.expose().to_owned(),
        source: source.to_string(),
        path: format!("{}/exchange/commerceml", state.config().door),
    }))
}

//! Import subscriptions.

use axum::extract::{Request, State};
use axum::response::Response;

use super::upload::{Form, Params, take};
use crate::caller::Caller;
use crate::dto::Bytes;
use crate::dto::import::{Import, ImportKind, ImportPreview};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Imports a file of subscriptions, or shows how it would be understood.
///
/// A line names customer, start and price, and may name the subscription, its end (none while it runs), its period (month
/// when it is not said) and plan. What a later file tells of a subscription holds from then on.
///
/// The body is the file itself, or a form with the part `file` and, if wanted, a mapping file in the part `mapping`. The
/// import goes on after the answer: ask for it to see how far it is.
#[utoipa::path(post, path = "/imports/subscriptions", operation_id = "import_subscriptions", tag = "imports",
    params(Params),
    request_body(content((Bytes = "application/octet-stream"), (Form = "multipart/form-data"))),
    responses(
        (status = 200, description = "With `dry_run`: how the file would be understood.", body = ImportPreview),
        (status = 202, description = "The import has begun.", body = Import)))]
pub(super) async fn subscriptions(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
    request: Request,
) -> Result<Response, Problem> {
    take(&state, &caller, ImportKind::Subscriptions, params, request).await
}

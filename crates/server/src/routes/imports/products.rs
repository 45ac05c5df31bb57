//! Import products.

use axum::extract::{Request, State};
use axum::response::Response;

use super::upload::{Form, Params, take};
use crate::caller::Caller;
use crate::dto::Bytes;
use crate::dto::import::{Import, ImportKind, ImportPreview};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Imports a file of products, or shows how it would be understood.
///
/// The body is the file itself, or a form with the part `file` and, if wanted, a mapping file in the part `mapping`. The
/// import goes on after the answer: ask for it to see how far it is.
#[utoipa::path(post, path = "/imports/products", operation_id = "import_products", tag = "imports",
    params(Params),
    request_body(content((Bytes = "application/octet-stream"), (Form = "multipart/form-data"))),
    responses(
        (status = 200, description = "With `dry_run`: how the file would be understood.", body = ImportPreview),
        (status = 202, description = "The import has begun.", body = Import)))]
pub(super) async fn products(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
    request: Request,
) -> Result<Response, Problem> {
    take(&state, &caller, ImportKind::Products, params, request).await
}

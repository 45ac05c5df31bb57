//! Fetch the lines that an import refused.

use app::ImportId;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;
use crate::upload;

/// Fetches the lines that an import refused: line, column, value and reason.
#[utoipa::path(get, path = "/imports/{id}/refusals", operation_id = "get_import_refusals", tag = "imports",
    params(("id" = String, Path, description = "The import's id.")),
    responses((status = 200, description = "The refused lines.", body = String, content_type = "text/csv")))]
pub(super) async fn refusals(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<ImportId>,
) -> Result<Response, Problem> {
    let path = state
        .workspace()
        .refusals_path(id)
        .await?
        .ok_or_else(none)?;
    let body = upload::send(&path)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => none(),
            _ => Problem::internal(&error),
        })?;
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{id}-refusals.csv\""))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

fn none() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "import.refusals_none")
        .detail("this import has refused no line")
}

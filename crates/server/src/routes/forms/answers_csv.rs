//! Fetch the answers to a form as CSV.

use std::io;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use customers::forms::{AnswersCsv, Forms};
use futures::{StreamExt as _, stream};
use kernel::Limit;

use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Answers that are read at once.
const PAGE: u32 = 500;

/// What is still to be written.
enum Rest {
    Header,
    After(Option<String>),
    Nothing,
}

/// Fetches all answers to a form as CSV, the latest first: a column a question, of all its versions.
#[utoipa::path(get, path = "/forms/{key}/answers.csv", operation_id = "get_form_answers_csv", tag = "forms",
    params(("key" = String, Path, description = "The form's key.")),
    responses((status = 200, description = "The answers.", body = String, content_type = "text/csv")))]
pub(super) async fn answers_csv(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
) -> Result<Response, Problem> {
    let forms = state.workspace().forms();
    let csv = AnswersCsv::new(&forms.versions(&key).await?);
    let name = format!("attachment; filename=\"{key}-answers.csv\"");
    let lines = stream::unfold(
        (forms, csv, key, Rest::Header),
        |(forms, csv, key, rest)| async {
            let (text, rest) = match rest {
                Rest::Nothing => return None,
                Rest::Header => (Ok(csv.header()), Rest::After(None)),
                Rest::After(cursor) => piece(&forms, &csv, &key, cursor).await,
            };
            Some((text, (forms, csv, key, rest)))
        },
    );
    // Compression asks once more after the end.
    let mut response = Body::from_stream(lines.fuse()).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn piece(
    forms: &Forms,
    csv: &AnswersCsv,
    key: &str,
    cursor: Option<String>,
) -> (io::Result<String>, Rest) {
    let limit = Limit::try_from(PAGE).unwrap_or_default();
    match forms.answers(key, cursor.as_deref(), limit).await {
        Ok(page) => {
            let text = page.items.iter().map(|answer| csv.line(answer)).collect();
            let rest = match page.next_cursor {
                Some(next) => Rest::After(Some(next)),
                None => Rest::Nothing,
            };
            (Ok(text), rest)
        }
        Err(error) => (Err(io::Error::other(error)), Rest::Nothing),
    }
}

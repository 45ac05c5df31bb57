//! A question's answer as it travels: in the form that the caller takes, within the server's limits.

use std::time::Duration;

use app::{AppError, ChosenDays};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use warehouse::{QueryLimits, WarehouseError};

use crate::dto::query::QueryColumn;
use crate::problem::Problem;
use crate::state::AppState;

/// Rows that are answered when the caller does not say how many.
pub(crate) const ROWS: u64 = 10_000;
/// Seconds that a question may take when the caller does not say how many.
pub(crate) const SECONDS: u64 = 30;

/// A form that an answer can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Parquet,
}

impl Form {
    const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Parquet];

    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// How far a question may go, as its caller wishes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The most rows.
    pub max_rows: Option<u64>,
    /// The most seconds.
    pub timeout_seconds: Option<u64>,
    /// The days that the question can name.
    pub days: ChosenDays,
}

/// Answers a question in the form that the caller takes.
pub(crate) async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    sql: &str,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let form = wanted_form(headers)?;
    let config = state.config();
    let rows = within("max_rows", wanted.max_rows, ROWS, config.query_rows_max)?;
    let seconds = within(
        "timeout_seconds",
        wanted.timeout_seconds,
        SECONDS,
        config.query_seconds_max,
    )?;
    let limits = QueryLimits {
        max_rows: usize::try_from(rows).unwrap_or(usize::MAX),
        timeout: Duration::from_secs(seconds),
    };
    let answer = state.workspace().query(sql, wanted.days, limits).await;
    let answer = answer.map_err(refused)?;
    let body = match form {
        Form::Json => json(&answer)?,
        Form::Csv => answer.to_csv()?,
        Form::Parquet => answer.to_parquet()?,
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(form.media_type()),
    );
    for (name, value) in [
        ("x-rows", answer.rows().to_string()),
        ("x-row-limit", rows.to_string()),
        ("x-rows-truncated", answer.is_truncated().to_string()),
        ("x-timeout-seconds", seconds.to_string()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    Ok(response)
}

/// A refusal, with the place of the mistake when there is one.
fn refused(error: AppError) -> Problem {
    let place = match &error {
        AppError::Warehouse(WarehouseError::Query(mistake)) => mistake.place,
        _ => None,
    };
    Problem::from(error).place(place)
}

fn within(field: &str, given: Option<u64>, usual: u64, most: u64) -> Result<u64, Problem> {
    let value = given.unwrap_or(usual.min(most));
    if (1..=most).contains(&value) {
        return Ok(value);
    }
    Err(Problem::invalid(
        field,
        format!("{value} is not from 1 to {most}"),
    ))
}

/// The first form that the caller names; JSON when the caller takes anything.
fn wanted_form(headers: &HeaderMap) -> Result<Form, Problem> {
    let Some(accept) = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
    else {
        return Ok(Form::Json);
    };
    let named = accept.split(',').filter_map(|part| {
        let name = part.split(';').next().unwrap_or_default().trim();
        let any = matches!(name, "*/*" | "application/*");
        Form::ALL
            .into_iter()
            .find(|form| any || form.media_type() == name)
    });
    named.into_iter().next().ok_or_else(|| {
        Problem::new(StatusCode::NOT_ACCEPTABLE, "http.form_unknown")
            .detail("an answer can be application/json, text/csv or application/vnd.apache.parquet")
    })
}

/// The rows are text already, so the answer is put together as text.
fn json(answer: &warehouse::QueryAnswer) -> Result<Vec<u8>, Problem> {
    let columns = answer.columns().into_iter();
    let columns: Vec<QueryColumn> = columns
        .map(|column| QueryColumn {
            name: column.name,
            kind: column.kind,
        })
        .collect();
    let columns = serde_json::to_string(&columns).map_err(|error| Problem::internal(&error))?;
    let mut body = format!("{{\"columns\":{columns},\"rows\":").into_bytes();
    body.extend_from_slice(&answer.to_json()?);
    let end = format!(
        ",\"truncated\":{},\"snapshot\":{}}}",
        answer.is_truncated(),
        answer.snapshot()
    );
    body.extend_from_slice(end.as_bytes());
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(accept: &'static str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        wanted_form(&headers).ok()
    }

    #[test]
    fn the_first_form_that_is_named_is_taken() {
        assert_eq!(
            form("text/html, text/csv;q=0.9, */*;q=0.1"),
            Some(Form::Csv)
        );
        assert_eq!(form("*/*"), Some(Form::Json));
        assert_eq!(form("application/vnd.apache.parquet"), Some(Form::Parquet));
        assert_eq!(form("text/html"), None);
    }
}

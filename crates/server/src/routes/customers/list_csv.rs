//! Fetch the list of customers as CSV.

use std::io;

use app::segment_of;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use customers::{Directory, DirectoryFilter, Listed, Sort};
use futures::{StreamExt, stream};
use kernel::Limit;

use super::list::Params;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Customers that are read at once.
const PAGE: u32 = 1_000;

/// How many rows follow, where that was counted to the end.
const TOTAL: HeaderName = HeaderName::from_static("x-rows-total");

/// What is still to be written.
enum Rest {
    Text(String, Option<String>),
    After(String),
    Nothing,
}

/// Fetches all customers of a list as CSV, in its order; `cursor` and `limit` are left aside. The header `x-rows-total` tells how many
/// rows follow, when they are fewer than 10000.
#[utoipa::path(get, path = "/customers.csv", operation_id = "get_customers_csv", tag = "customers", params(Params),
    responses((status = 200, description = "The customers.", body = String, content_type = "text/csv")))]
pub(super) async fn list_csv(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Response, Problem> {
    let (filter, sort) = params.read()?;
    let workspace = state.workspace();
    let limit = Limit::try_from(PAGE).unwrap_or_default();
    let (first, _) = workspace
        .list_customers(&filter, sort, (None, limit))
        .await?;
    let total = first.total_is_exact.then_some(first.total);
    let text = Listed::csv_header() + &lines(&first.items);
    let rest = Rest::Text(text, first.next_cursor);
    let start = (workspace.directory(), filter, sort, rest);
    let pieces = stream::unfold(start, |(directory, filter, sort, rest)| async move {
        let (text, rest) = piece(&directory, &filter, sort, rest).await?;
        Some((text, (directory, filter, sort, rest)))
    });
    // Compression asks once more after the end.
    let pieces = pieces.fuse();
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = HeaderValue::from_static("attachment; filename=\"customers.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    if let Some(total) = total {
        headers.insert(TOTAL, HeaderValue::from(total));
    }
    Ok(response)
}

async fn piece(
    directory: &Directory,
    filter: &DirectoryFilter,
    sort: Sort,
    rest: Rest,
) -> Option<(io::Result<String>, Rest)> {
    let next = |cursor: Option<String>| cursor.map_or(Rest::Nothing, Rest::After);
    match rest {
        Rest::Nothing => None,
        Rest::Text(text, cursor) => Some((Ok(text), next(cursor))),
        Rest::After(cursor) => {
            let limit = Limit::try_from(PAGE).unwrap_or_default();
            let page = directory.list(filter, sort, (Some(&cursor), limit)).await;
            Some(match page {
                Ok(page) => (Ok(lines(&page.items)), next(page.next_cursor)),
                Err(error) => (Err(io::Error::other(error)), Rest::Nothing),
            })
        }
    }
}

fn lines(items: &[Listed]) -> String {
    let name = |number: u8| segment_of(number).map(insight::Segment::name);
    items.iter().map(|item| item.csv_line(name)).collect()
}

//! Axum's extractors with our refusals: a body, query or path that can not be read is a problem with a sentence.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct ApiJson<T>(pub T);

/// The parameters after the question mark.
#[derive(Debug)]
pub(crate) struct ApiQuery<T>(pub T);

/// The parameters within the path.
#[derive(Debug)]
pub(crate) struct ApiPath<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for ApiJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = Json::from_request(request, state).await;
        read.map(|Json(body)| Self(body))
            .map_err(|rejection| body_refused(&rejection))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Query::from_request_parts(parts, state).await;
        read.map(|Query(query)| Self(query))
            .map_err(|rejection| query_refused(&rejection))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for ApiPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::from_request_parts(parts, state).await;
        read.map(|Path(path)| Self(path))
            .map_err(|rejection| path_refused(&rejection))
    }
}

fn body_refused(rejection: &JsonRejection) -> Problem {
    let status = rejection.status();
    let code = match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "http.media_type_unsupported",
        StatusCode::UNPROCESSABLE_ENTITY => "http.input_invalid",
        StatusCode::PAYLOAD_TOO_LARGE => "http.body_too_large",
        _ => "http.json_malformed",
    };
    Problem::new(status, code).detail(rejection.body_text())
}

fn query_refused(rejection: &QueryRejection) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "http.query_invalid")
        .detail(rejection.body_text())
}

/// An id that is none names nothing, so nothing is found.
fn path_refused(rejection: &PathRejection) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "http.path_invalid").detail(rejection.body_text())
}

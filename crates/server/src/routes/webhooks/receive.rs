//! The door at which another system tells us something.

use app::webhooks::Refused;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use customers::hooks::PAYLOAD_BYTES_MAX;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::refused;
use crate::dto::incoming::PayloadTaken;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// The door; whoever knows its address may knock.
pub(super) fn door() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(receive))
        .layer(DefaultBodyLimit::max(PAYLOAD_BYTES_MAX))
}

/// Takes a payload of another system at the address that its webhook was given. What is answered with 200 is durable; the
/// same payload again makes nothing new. A payload that no rule of the mapping is for is taken and makes no facts.
#[utoipa::path(post, path = "/hooks/{token}", operation_id = "receive_webhook", tag = "webhooks",
    params(("token" = String, Path, description = "The last part of the webhook's address.")),
    request_body(content = String, content_type = "application/json", description = "What the sender sends, JSON, at most 512 KiB."),
    responses((status = 200, description = "Taken.", body = PayloadTaken)))]
async fn receive(
    State(state): State<AppState>,
    ApiPath(token): ApiPath<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PayloadTaken>, Problem> {
    let body = body.map_err(|rejection| {
        Problem::new(rejection.status(), "webhook.payload_too_large")
            .detail("a payload has at most 512 KiB")
    })?;
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let doors = state.workspace().incoming_webhooks();
    let taken = doors.receive(&token, header, &body).await.map_err(told)?;
    Ok(Json(PayloadTaken {
        facts: taken.facts,
        new: taken.new,
    }))
}

/// What the sender is told.
fn told(refusal: Refused) -> Problem {
    match refusal {
        // The address is the credential.
        Refused::Unknown => Problem::new(StatusCode::UNAUTHORIZED, "webhook.address_unknown")
            .detail("there is no webhook at this address"),
        Refused::Closed => Problem::new(StatusCode::FORBIDDEN, "webhook.closed")
            .detail("nothing is taken here: the webhook is not live, or its source is disabled"),
        Refused::Unproven(sentence) => {
            Problem::new(StatusCode::UNAUTHORIZED, "webhook.sender_unproven").detail(sentence)
        }
        Refused::Unmapped(problems) => {
            let first = problems.first().map(|problem| problem.sentence.clone());
            let problem = Problem::new(StatusCode::BAD_REQUEST, "webhook.payload_unmapped")
                .detail(first.unwrap_or_default());
            problems.into_iter().fold(problem, |problem, found| {
                problem.field(found.at, found.sentence)
            })
        }
        Refused::Failed(error) => refused(error),
    }
}

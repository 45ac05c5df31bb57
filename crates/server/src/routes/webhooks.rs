//! Webhooks: endpoints that are told of facts, and doors at which others tell us.

mod endpoints;
mod incoming;
mod receive;

use app::access::Deed;
use app::webhooks::WebhookError;
use utoipa_axum::router::OpenApiRouter;

use crate::caller::Caller;
use crate::dto::reason::FieldCode;
use crate::problem::Problem;
use crate::state::AppState;

/// The operations of these resources.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    endpoints::operations().merge(incoming::operations())
}

/// The door, outside the operations' place.
pub(super) fn door() -> OpenApiRouter<AppState> {
    receive::door()
}

/// Writes down who did it.
async fn note(state: &AppState, caller: &Caller, deed: Deed) -> Result<(), Problem> {
    Ok(state.access().record(caller.actor(), deed).await?)
}

/// The problem of an error; each problem of a mapping becomes a field.
fn refused(error: WebhookError) -> Problem {
    match error {
        WebhookError::Definition(problems) => {
            let sentence = WebhookError::Definition(problems.clone()).to_string();
            let problem = Problem::new(
                axum::http::StatusCode::UNPROCESSABLE_ENTITY,
                "webhook.mapping_invalid",
            );
            let named = problem.detail(sentence);
            problems.into_iter().fold(named, |problem, found| {
                let code = FieldCode::of_field(found.reason.code());
                let reason = (found.sentence, code, found.reason.args());
                problem.field_because(format!("definition{}", found.at), reason)
            })
        }
        error => error.into(),
    }
}

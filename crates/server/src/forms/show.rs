//! `GET /f/{form}`: the form as a page, or for programs as JSON with a token.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use customers::forms::{Choice, Definition, Published, Question, QuestionKind, Token, TokenSecret};
use serde_json::{Value, json};

use super::input::{self, Parameters};
use super::open;
use super::page::Page;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::secret;
use crate::state::AppState;

/// Shows a form.
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
    ApiQuery(parameters): ApiQuery<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let is_program = accepts_json(&headers);
    let form = match open::find(&state, &key).await? {
        Ok(form) => form,
        Err(shut) => {
            let language = parameters.get("lang").map_or("en", String::as_str);
            return Ok(shut.response(language, is_program));
        }
    };
    let secret = state.forms().secret(&state).await?;
    let token = fresh(&state, secret, &form);
    state.forms().count(&state, form.id, "viewed").await;
    let language = input::language(&form.definition, &parameters, &headers);
    if is_program {
        let mut response = Json(told(&form, &language, &token)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    }
    let referer = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok());
    let page = Page {
        form: &form,
        language: &language,
        token: &token,
        carried: &input::carried(&language, &parameters, referer),
        given: &input::hidden(&form.definition, &parameters),
        wrong: &[],
        notice: None,
    };
    Ok(page.response())
}

/// A token for a page that is shown now.
pub(super) fn fresh(state: &AppState, secret: &TokenSecret, form: &Published) -> String {
    let token = Token {
        version: form.version,
        shown_at: state.clock().now(),
        nonce: secret::nonce(),
    };
    secret.sign(&form.key, &token)
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|kinds| kinds.starts_with("application/json"))
}

/// The form for a program that draws it itself: what is asked, and not how answers are weighed.
fn told(form: &Published, language: &str, token: &str) -> Value {
    let definition = &form.definition;
    let questions = definition.questions.iter();
    json!({
        "key": form.key,
        "version": form.version,
        "language": language,
        "title": definition.title.in_language(language, definition.fallback()),
        "questions": questions.map(|question| asked(definition, question, language)).collect::<Vec<_>>(),
        "token": token,
    })
}

fn asked(definition: &Definition, question: &Question, language: &str) -> Value {
    let text = |text: &customers::forms::Text| {
        text.in_language(language, definition.fallback()).to_owned()
    };
    let option = |choice: &Choice| json!({ "value": choice.value, "label": text(&choice.label) });
    let options: Option<Vec<Value>> = match &question.kind {
        QuestionKind::OneOf(choices) | QuestionKind::ManyOf(choices) => {
            Some(choices.iter().map(option).collect())
        }
        _ => None,
    };
    let (min, max, unit) = match &question.kind {
        QuestionKind::Number { min, max, unit, .. } => (*min, *max, unit.as_ref().map(text)),
        _ => (None, None, None),
    };
    json!({
        "id": question.id,
        "type": question.kind.name(),
        "label": text(&question.label),
        "help": question.help.as_ref().map(text),
        "required": question.is_required,
        "show_if": question.show_if,
        "options": options,
        "min": min,
        "max": max,
        "unit": unit,
    })
}

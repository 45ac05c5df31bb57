//! Finding the form that an address names, and the page that tells why not.

use app::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use customers::forms::{FormState, Published};

use super::shape;
use super::words::Words;
use crate::problem::Problem;
use crate::state::AppState;

/// Why there is no form, for a person or for a program.
pub(super) enum Shut {
    Unknown,
    Closed,
}

/// The form that people may answer.
pub(super) async fn find(state: &AppState, key: &str) -> Result<Result<Published, Shut>, Problem> {
    let found = state.workspace().forms().find_published(key).await;
    Ok(match found.map_err(AppError::from)? {
        None => Err(Shut::Unknown),
        Some(form) if form.state == FormState::Closed => Err(Shut::Closed),
        Some(form) => Ok(form),
    })
}

impl Shut {
    /// The answer to a person or a program.
    pub(super) fn response(&self, language: &str, is_program: bool) -> Response {
        let words = Words::of(language);
        let (status, code, sentence) = match self {
            Self::Unknown => (StatusCode::NOT_FOUND, "form.not_found", words.unknown),
            Self::Closed => (StatusCode::GONE, "form.closed", words.closed),
        };
        if is_program {
            return Problem::new(status, code).detail(sentence).into_response();
        }
        shape::notice(status, words.language, sentence, sentence)
    }
}

//! Every refusal as an RFC 9457 problem: one shape, one place that maps faults to status codes.
//!
//! What went wrong inside (`Internal`, `Unavailable`) is told to the log, once, and never to the caller.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use customers::WrongField;
use kernel::{Fault, FaultKind};
use serde::Serialize;
use utoipa::ToSchema;
use warehouse::TextPlace;

use crate::dto::reason::{FaultCode, FieldCode};
use crate::request_id;

/// The media type of a problem.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal that a person and a program can both act on.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    detail: Option<String>,
    /// Which sentence it is, and the values in it.
    wording: Option<Box<(FaultCode, BTreeMap<String, String>)>>,
    fields: Vec<FieldProblem>,
    place: Option<Box<TextPlace>>,
    retry_after_seconds: Option<u64>,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Name of the field or parameter.
    pub field: String,
    /// What is wrong with it, as a sentence.
    pub message: String,
    /// The sentence's name; null when it has none.
    pub code: Option<FieldCode>,
    /// The values in the sentence, by name.
    pub args: BTreeMap<String, String>,
}

/// A problem as it travels (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// A name of the situation: `urn:clientele:problem:` and the code.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The situation, stable: `<area>.<noun_state>`.
    pub code: String,
    /// What happened, as a sentence for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which sentence that is, when it has a name: `code`, or finer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub args: BTreeMap<String, String>,
    /// The fields that are wrong, when fields are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fields: Vec<FieldProblem>,
    /// The line of the text that is wrong, from 1, when a text is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The column in that line, in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// The request's id, also in the header `x-request-id`: quote it when you ask for help.
    pub request_id: String,
}

impl Problem {
    /// A problem with a status and a stable code.
    pub(crate) fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code: code.into(),
            detail: None,
            wording: None,
            fields: Vec::new(),
            place: None,
            retry_after_seconds: None,
        }
    }

    /// Adds the sentence for a person.
    #[must_use]
    pub(crate) fn detail(mut self, sentence: impl Into<String>) -> Self {
        self.detail = Some(sentence.into());
        self
    }

    /// Says which sentence of the fault it is, and the values in it.
    #[must_use]
    pub(crate) fn wording<F: Fault>(mut self, fault: &F) -> Self {
        self.wording = app::wording(fault).and_then(|wording| {
            let code = FaultCode::known(Some(wording.name.to_owned()))?;
            Some(Box::new((code, wording.args)))
        });
        self
    }

    /// Names a field that is wrong.
    #[must_use]
    pub(crate) fn field(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.fields.push(FieldProblem {
            field: field.into(),
            message: message.into(),
            code: None,
            args: BTreeMap::new(),
        });
        self
    }

    /// Names a field that is wrong, and says it for whoever says it in another language.
    #[must_use]
    pub(crate) fn field_because(
        mut self,
        field: impl Into<String>,
        reason: (impl Into<String>, FieldCode, BTreeMap<String, String>),
    ) -> Self {
        let (message, code, args) = reason;
        self.fields.push(FieldProblem {
            field: field.into(),
            message: message.into(),
            code: Some(code),
            args,
        });
        self
    }

    /// Says where in a text the mistake is.
    #[must_use]
    pub(crate) fn place(mut self, place: Option<TextPlace>) -> Self {
        self.place = place.map(Box::new);
        self
    }

    /// Says after how many seconds trying again makes sense.
    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// The input is understood and wrong; `field` names the part.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "http.input_invalid")
            .detail(format!("{field}: {message}"))
            .field(field, message)
    }

    /// The input is understood, and these fields of it are wrong.
    pub(crate) fn wrong_fields(wrong: &[WrongField]) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "http.input_invalid");
        if let Some(first) = wrong.first() {
            let subject = if first.path.is_empty() {
                "the body"
            } else {
                &first.path
            };
            problem = problem.detail(format!("{subject} {}", first.reason));
        }
        for field in wrong {
            let (path, reason) = (&field.path, &field.reason);
            problem = match field.code.map(FieldCode::of_field) {
                Some(code) => problem.field_because(path, (reason, code, field.args.clone())),
                None => problem.field(path, reason),
            };
        }
        problem
    }

    /// Nothing lives at this address.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "http.path_unknown")
            .detail("nothing lives at this address")
    }

    /// Something failed inside; `cause` goes to the log.
    pub(crate) fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        report(cause);
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server.failed")
    }
}

/// The status that answers a kind of fault.
pub(crate) fn status_of(kind: FaultKind) -> StatusCode {
    match kind {
        FaultKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        FaultKind::NotFound => StatusCode::NOT_FOUND,
        FaultKind::Conflict => StatusCode::CONFLICT,
        FaultKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        FaultKind::Forbidden => StatusCode::FORBIDDEN,
        FaultKind::Exhausted => StatusCode::TOO_MANY_REQUESTS,
        FaultKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        FaultKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl<F: Fault> From<F> for Problem {
    fn from(fault: F) -> Self {
        let status = status_of(fault.kind());
        let problem = Self::new(status, fault.code());
        if status.is_server_error() {
            report(&fault);
            return problem;
        }
        problem.detail(sentence(&fault)).wording(&fault)
    }
}

/// The fault's sentence, followed by its causes: for the caller's own mistakes they are the useful part.
fn sentence(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(next) = cause {
        // Writing to a string does not fail.
        let _infallible = write!(text, ": {next}");
        cause = next.source();
    }
    text
}

fn report(cause: &(dyn std::error::Error + 'static)) {
    tracing::error!(request_id = %request_id::current(), error = %sentence(cause), "request failed");
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (wording, args) = self.wording.map(|wording| *wording).unzip();
        let body = ProblemBody {
            r#type: format!("urn:clientele:problem:{}", self.code),
            title: self
                .status
                .canonical_reason()
                .unwrap_or("Problem")
                .to_owned(),
            status: self.status.as_u16(),
            code: self.code.into_owned(),
            detail: self.detail,
            wording,
            args: args.unwrap_or_default(),
            fields: self.fields,
            line: self.place.as_ref().map(|place| place.line),
            column: self.place.as_ref().map(|place| place.column),
            request_id: request_id::current(),
        };
        let text = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (self.status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the drawer {0} is stuck")]
    struct Stuck(&'static str, FaultKind);

    impl Fault for Stuck {
        fn kind(&self) -> FaultKind {
            self.1
        }
        fn code(&self) -> &'static str {
            "desk.drawer_stuck"
        }
    }

    #[test]
    fn a_callers_mistake_is_explained() {
        let problem = Problem::from(Stuck("left", FaultKind::Conflict));
        assert_eq!(problem.status, StatusCode::CONFLICT);
        assert_eq!(problem.detail.as_deref(), Some("the drawer left is stuck"));
    }

    #[test]
    fn a_failure_inside_is_not_told() {
        for kind in [FaultKind::Internal, FaultKind::Unavailable] {
            let problem = Problem::from(Stuck("left", kind));
            assert!(problem.status.is_server_error());
            assert_eq!(problem.detail, None);
        }
    }
}

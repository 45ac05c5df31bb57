//! The OpenAPI 3.1 document: made from the routes, then completed with what holds for all of them.

use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, OpenApi, PathItem, Ref, RefOr, ResponseBuilder,
    SecurityRequirement, path::Operation,
};
use utoipa::{OpenApi as _, PartialSchema as _, ToSchema as _};

use crate::cookie;
use crate::dto::event::EventKind;
use crate::dto::import::OnError;
use crate::dto::reason::{FaultCode, FieldCode};
use crate::dto::score::ScoreSort;
use crate::problem::{self, FieldProblem, ProblemBody};
use crate::routes;
use crate::routes::quality::alarms::AlarmState;
use crate::rules::{self, Rule};

/// Where the operations live.
pub(crate) const BASE: &str = "/api/v1";

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Clientele",
    description = "The analytical CRM's interface for programs. Amounts are integers in the currency's minor unit, days are \
                   business days of the workspace's time zone, instants are UTC. Every refusal is an RFC 9457 problem."
))]
struct Document;

/// The document.
pub fn document() -> OpenApi {
    let (_, mut document) = routes::operations().split_for_parts();
    document.info = Document::openapi().info;
    let components = document.components.get_or_insert_with(Components::default);
    add_security_schemes(components);
    add_problem(components);
    require_answers_fields(components);
    for (path, item) in &mut document.paths.paths {
        complete(path, item);
    }
    document
}

fn add_security_schemes(components: &mut Components) {
    let session = ApiKey::Cookie(ApiKeyValue::with_description(
        cookie::NAME,
        "The session of a person, set by signing in. What changes something needs `x-csrf-token` too.",
    ));
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key: `ck_…`."))
        .build();
    components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    components.add_security_scheme("key", SecurityScheme::Http(key));
    let write_key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some(
            "A source's write key `wk_…` as the user name, any password.",
        ))
        .build();
    components.add_security_scheme("write_key", SecurityScheme::Http(write_key));
}

fn add_problem(components: &mut Components) {
    components
        .schemas
        .insert("Problem".to_owned(), ProblemBody::schema());
    components
        .schemas
        .insert(FieldProblem::name().into_owned(), FieldProblem::schema());
    components
        .schemas
        .insert(FaultCode::name().into_owned(), FaultCode::schema());
    components
        .schemas
        .insert(FieldCode::name().into_owned(), FieldCode::schema());
    // Types of parameters alone are referred to, but not brought along by their operations.
    components
        .schemas
        .insert(OnError::name().into_owned(), OnError::schema());
    components
        .schemas
        .insert(ScoreSort::name().into_owned(), ScoreSort::schema());
    components
        .schemas
        .insert(EventKind::name().into_owned(), EventKind::schema());
    components
        .schemas
        .insert(AlarmState::name().into_owned(), AlarmState::schema());
}

/// An answer's fields are always there, absent values are `null`; a request's may be left out.
fn require_answers_fields(components: &mut Components) {
    let answers = components.schemas.iter_mut();
    for (_, schema) in answers.filter(|(name, _)| !name.ends_with("Input") && *name != "Problem") {
        if let RefOr::T(Schema::Object(object)) = schema {
            object.required = object.properties.keys().cloned().collect();
            // New fields may come: a caller must not refuse them.
            if !object.properties.is_empty() {
                object.additional_properties = None;
            }
        }
    }
}

fn complete(path: &str, item: &mut PathItem) {
    let operations: [(&str, &mut Option<Operation>); 5] = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    for (method, operation) in operations {
        let Some(operation) = operation else { continue };
        add_refusals(operation);
        let place = path.strip_prefix(BASE).unwrap_or(path);
        let ways: &[&str] = match rules::rule_named(method, place) {
            Some(Rule::Anyone) => &[],
            Some(Rule::SignedIn) => &["session"],
            Some(Rule::WriteKey) => &["write_key"],
            _ => &["session", "key"],
        };
        let way = |name: &&str| SecurityRequirement::new(*name, [""; 0]);
        operation.security = Some(ways.iter().map(way).collect());
    }
}

fn add_refusals(operation: &mut Operation) {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let refusal = ResponseBuilder::new()
        .description("A refusal.")
        .content(problem::MEDIA_TYPE, content)
        .build();
    operation
        .responses
        .responses
        .entry("default".to_owned())
        .or_insert(RefOr::T(refusal));
}

//! Who may do what: one line an operation, and nothing that is not in the table is allowed.
//!
//! Outside `/api/v1`, `/f/{form}` is open to everybody: a page's token stands in for credentials.

use app::access::{Right, Role};
use axum::http::Method;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody, also without credentials.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Whoever's role grants the right.
    Needs(Right),
    /// Whoever has the write key of a source: a door of its own, which no role opens.
    WriteKey,
}

impl Rule {
    /// Whether a role may call the operation.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::SignedIn => true,
            Self::Needs(right) => role.grants(right),
            Self::WriteKey => false,
        }
    }
}

/// Every operation with its rule: below `/api/v1` without that, a door elsewhere with its whole path. `/exchange/commerceml` is none
/// of them: back offices enter it with a login of their own (`crate::exchange`).
const RULES: &[(&str, &str, Rule)] = &[
    ("POST", "/session", Rule::Anyone),
    ("GET", "/session", Rule::SignedIn),
    ("DELETE", "/session", Rule::SignedIn),
    ("PUT", "/session/password", Rule::SignedIn),
    ("GET", "/reports/base", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/base/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/rfm", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/rfm/customers",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/reports/cohorts/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/cohorts", Rule::Needs(Right::Reports)),
    ("GET", "/reports/subscriptions", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/subscriptions/customers",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/reports/subscriptions/subscribers",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/reports/lost-customers",
        Rule::Needs(Right::Reports),
    ),
    ("GET", "/reports/profitability", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/profitability/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/acquisition", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/acquisition/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/products", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/products/pairs",
        Rule::Needs(Right::Reports),
    ),
    (
        "GET",
        "/reports/products/detail",
        Rule::Needs(Right::Reports),
    ),
    (
        "GET",
        "/reports/products/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/equity", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/equity/customers",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/reports/retention-matrix",
        Rule::Needs(Right::Reports),
    ),
    (
        "GET",
        "/reports/retention-matrix/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/reports/value", Rule::Needs(Right::Reports)),
    (
        "GET",
        "/reports/value/customers",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/models", Rule::Needs(Right::Reports)),
    ("POST", "/models", Rule::Needs(Right::Analysis)),
    ("GET", "/models/{id}", Rule::Needs(Right::Reports)),
    ("GET", "/scores", Rule::Needs(Right::Analysis)),
    ("GET", "/spend", Rule::Needs(Right::Reports)),
    ("GET", "/spend/days", Rule::Needs(Right::Reports)),
    ("PUT", "/spend/days", Rule::Needs(Right::Analysis)),
    ("DELETE", "/spend/days", Rule::Needs(Right::Analysis)),
    ("GET", "/spend/sums", Rule::Needs(Right::Reports)),
    ("PUT", "/spend/{month}", Rule::Needs(Right::Analysis)),
    ("DELETE", "/spend/{month}", Rule::Needs(Right::Analysis)),
    ("GET", "/goals", Rule::Needs(Right::Reports)),
    (
        "PUT",
        "/goals/{metric}/{month}",
        Rule::Needs(Right::Analysis),
    ),
    (
        "DELETE",
        "/goals/{metric}/{month}",
        Rule::Needs(Right::Analysis),
    ),
    ("POST", "/imports/orders", Rule::Needs(Right::Analysis)),
    ("POST", "/imports/customers", Rule::Needs(Right::Analysis)),
    ("POST", "/imports/products", Rule::Needs(Right::Analysis)),
    (
        "POST",
        "/imports/subscriptions",
        Rule::Needs(Right::Analysis),
    ),
    ("POST", "/imports/commerceml", Rule::Needs(Right::Analysis)),
    ("POST", "/imports/sample", Rule::Needs(Right::Analysis)),
    ("POST", "/imports/uploads", Rule::Needs(Right::Analysis)),
    (
        "POST",
        "/imports/uploads/{id}/preview",
        Rule::Needs(Right::Analysis),
    ),
    (
        "DELETE",
        "/imports/uploads/{id}",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/exchanges", Rule::Needs(Right::Analysis)),
    ("GET", "/exchanges/{id}", Rule::Needs(Right::Analysis)),
    (
        "PUT",
        "/exchanges/logins/{login}",
        Rule::Needs(Right::Administration),
    ),
    ("GET", "/imports", Rule::Needs(Right::Analysis)),
    ("GET", "/imports/{id}", Rule::Needs(Right::Analysis)),
    (
        "GET",
        "/imports/{id}/refusals",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/imports/{id}/refused", Rule::Needs(Right::Analysis)),
    ("POST", "/imports/{id}/cancel", Rule::Needs(Right::Analysis)),
    ("DELETE", "/imports/{id}", Rule::Needs(Right::Analysis)),
    ("GET", "/log", Rule::Needs(Right::Analysis)),
    ("GET", "/mappings", Rule::Needs(Right::Analysis)),
    ("GET", "/mappings/{name}", Rule::Needs(Right::Analysis)),
    ("PUT", "/mappings/{name}", Rule::Needs(Right::Analysis)),
    ("DELETE", "/mappings/{name}", Rule::Needs(Right::Analysis)),
    ("GET", "/sources", Rule::Needs(Right::Analysis)),
    ("POST", "/sources", Rule::Needs(Right::Administration)),
    ("PATCH", "/sources/{id}", Rule::Needs(Right::Administration)),
    (
        "POST",
        "/sources/{id}/rotate-key",
        Rule::Needs(Right::Administration),
    ),
    ("GET", "/sources/{id}/volumes", Rule::Needs(Right::Analysis)),
    (
        "GET",
        "/sources/{id}/refusals",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/events", Rule::Needs(Right::Analysis)),
    ("GET", "/catalogue/events", Rule::Needs(Right::Analysis)),
    ("GET", "/catalogue/event", Rule::Needs(Right::Analysis)),
    ("GET", "/catalogue/drift", Rule::Needs(Right::Analysis)),
    ("GET", "/catalogue/decisions", Rule::Needs(Right::Analysis)),
    (
        "POST",
        "/catalogue/decisions",
        Rule::Needs(Right::Administration),
    ),
    (
        "DELETE",
        "/catalogue/decisions/{id}",
        Rule::Needs(Right::Administration),
    ),
    ("GET", "/quality", Rule::Needs(Right::Analysis)),
    ("GET", "/quality/alarms", Rule::Needs(Right::Analysis)),
    ("GET", "/quality/volumes", Rule::Needs(Right::Analysis)),
    ("POST", "/v1/{call}", Rule::WriteKey),
    ("GET", "/forms", Rule::Needs(Right::Analysis)),
    ("POST", "/forms", Rule::Needs(Right::Analysis)),
    ("GET", "/forms/{key}", Rule::Needs(Right::Analysis)),
    ("PUT", "/forms/{key}", Rule::Needs(Right::Analysis)),
    ("POST", "/forms/{key}/publish", Rule::Needs(Right::Analysis)),
    ("POST", "/forms/{key}/close", Rule::Needs(Right::Analysis)),
    ("GET", "/forms/{key}/answers", Rule::Needs(Right::Analysis)),
    (
        "GET",
        "/forms/{key}/answers.csv",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/customers/{id}/answers",
        Rule::Needs(Right::Service),
    ),
    ("POST", "/orders", Rule::Needs(Right::Service)),
    ("PUT", "/orders/{order_id}", Rule::Needs(Right::Service)),
    ("POST", "/returns", Rule::Needs(Right::Service)),
    ("POST", "/customers", Rule::Needs(Right::Service)),
    ("GET", "/customers", Rule::Needs(Right::Service)),
    ("GET", "/customers.csv", Rule::Needs(Right::Analysis)),
    ("GET", "/customers/{id}", Rule::Needs(Right::Service)),
    ("GET", "/customers/{id}/orders", Rule::Needs(Right::Service)),
    (
        "GET",
        "/customers/{id}/timeline",
        Rule::Needs(Right::Service),
    ),
    ("GET", "/customers/{id}/notes", Rule::Needs(Right::Service)),
    ("POST", "/customers/{id}/notes", Rule::Needs(Right::Service)),
    (
        "DELETE",
        "/customers/{id}/notes/{note}",
        Rule::Needs(Right::Service),
    ),
    ("GET", "/customer-views", Rule::Needs(Right::Service)),
    ("POST", "/customer-views", Rule::Needs(Right::Service)),
    ("PUT", "/customer-views/{id}", Rule::Needs(Right::Service)),
    (
        "DELETE",
        "/customer-views/{id}",
        Rule::Needs(Right::Service),
    ),
    ("POST", "/query", Rule::Needs(Right::Analysis)),
    ("GET", "/query/schema", Rule::Needs(Right::Analysis)),
    ("GET", "/dashboards", Rule::Needs(Right::Reports)),
    ("POST", "/dashboards", Rule::Needs(Right::Analysis)),
    ("GET", "/dashboards/{id}", Rule::Needs(Right::Reports)),
    ("PUT", "/dashboards/{id}", Rule::Needs(Right::Analysis)),
    ("DELETE", "/dashboards/{id}", Rule::Needs(Right::Analysis)),
    (
        "POST",
        "/dashboards/{id}/restore",
        Rule::Needs(Right::Analysis),
    ),
    ("GET", "/saved-queries", Rule::Needs(Right::Reports)),
    ("POST", "/saved-queries", Rule::Needs(Right::Analysis)),
    ("GET", "/saved-queries/{id}", Rule::Needs(Right::Reports)),
    ("PUT", "/saved-queries/{id}", Rule::Needs(Right::Analysis)),
    (
        "DELETE",
        "/saved-queries/{id}",
        Rule::Needs(Right::Analysis),
    ),
    (
        "POST",
        "/saved-queries/{id}/restore",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/saved-queries/{id}/result",
        Rule::Needs(Right::Reports),
    ),
    ("GET", "/schedules", Rule::Needs(Right::Reports)),
    ("POST", "/schedules", Rule::Needs(Right::Analysis)),
    ("PUT", "/schedules/{id}", Rule::Needs(Right::Analysis)),
    ("DELETE", "/schedules/{id}", Rule::Needs(Right::Analysis)),
    (
        "GET",
        "/schedules/{id}/editions",
        Rule::Needs(Right::Reports),
    ),
    (
        "POST",
        "/schedules/{id}/editions",
        Rule::Needs(Right::Analysis),
    ),
    (
        "GET",
        "/schedules/{id}/editions/{edition}",
        Rule::Needs(Right::Reports),
    ),
    (
        "GET",
        "/schedules/{id}/editions/{edition}/sheet.csv",
        Rule::Needs(Right::Reports),
    ),
    (
        "GET",
        "/schedules/{id}/editions/{edition}/sheet.pdf",
        Rule::Needs(Right::Reports),
    ),
    ("GET", "/api-keys", Rule::Needs(Right::Administration)),
    ("POST", "/api-keys", Rule::Needs(Right::Administration)),
    (
        "DELETE",
        "/api-keys/{id}",
        Rule::Needs(Right::Administration),
    ),
    ("GET", "/audit", Rule::Needs(Right::Administration)),
    ("GET", "/system", Rule::Needs(Right::Administration)),
    ("GET", "/notifications", Rule::SignedIn),
    ("POST", "/notifications/read", Rule::SignedIn),
    ("GET", "/notifications/stream", Rule::SignedIn),
    ("GET", "/users", Rule::Needs(Right::Administration)),
    ("POST", "/users", Rule::Needs(Right::Administration)),
    ("PATCH", "/users/{id}", Rule::Needs(Right::Administration)),
    (
        "GET",
        "/webhooks/endpoints",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints",
        Rule::Needs(Right::Administration),
    ),
    (
        "GET",
        "/webhooks/endpoints/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "PUT",
        "/webhooks/endpoints/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "DELETE",
        "/webhooks/endpoints/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints/{id}/test",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints/{id}/rotate",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints/{id}/enable",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints/{id}/disable",
        Rule::Needs(Right::Administration),
    ),
    (
        "GET",
        "/webhooks/endpoints/{id}/deliveries",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/endpoints/{id}/deliveries/{delivery}/retry",
        Rule::Needs(Right::Administration),
    ),
    (
        "GET",
        "/webhooks/incoming",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/incoming",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/incoming/try",
        Rule::Needs(Right::Administration),
    ),
    (
        "GET",
        "/webhooks/incoming/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "PATCH",
        "/webhooks/incoming/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "DELETE",
        "/webhooks/incoming/{id}",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/incoming/{id}/live",
        Rule::Needs(Right::Administration),
    ),
    (
        "POST",
        "/webhooks/incoming/{id}/rotate",
        Rule::Needs(Right::Administration),
    ),
    ("POST", "/hooks/{token}", Rule::Anyone),
];

/// The rule of an operation, when the table has one. Asking for the head of an answer is asking for the answer.
pub(crate) fn rule_of(method: &Method, path: &str) -> Option<Rule> {
    rule_named(
        if *method == Method::HEAD {
            "GET"
        } else {
            method.as_str()
        },
        path,
    )
}

/// The rule of an operation by the name of its method.
pub fn rule_named(method: &str, path: &str) -> Option<Rule> {
    let found = RULES
        .iter()
        .find(|(verb, place, _)| *verb == method && *place == path);
    found.map(|(_, _, rule)| *rule)
}

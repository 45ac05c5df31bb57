//! One rule: when it applies, and the fact that it makes.

use jiff::{SignedDuration, Timestamp};
use kernel::{Email, Phone};
use serde_json::Value;

use super::condition::Condition;
use super::convert::Conversion;
use super::expression::{Expression, Fields, Making, object};
use super::limits::{Budget, NAME_CHARACTERS_MAX};
use super::path::{Path, Scope};
use super::template::plain;
use super::{Arrival, HookFault, HookProblem};
use crate::fact::{Fact, FactKind, Who};

/// 2000-01-01T00:00:00Z, in seconds since 1970.
const EARLIEST_SECOND: i64 = 946_684_800;
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(24);
/// The longest message id, bytes.
const MESSAGE_ID_BYTES_MAX: usize = 255;

#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) conditions: Vec<Condition>,
    pub(super) each: Option<Path>,
    pub(super) kind: FactKind,
    pub(super) message_id: Option<Expression>,
    pub(super) happened_at: Option<Expression>,
    pub(super) user_id: Option<Expression>,
    pub(super) anonymous_id: Option<Expression>,
    pub(super) email: Option<Expression>,
    pub(super) phone: Option<Expression>,
    pub(super) name: Option<Expression>,
    pub(super) properties: Fields,
    pub(super) traits: Fields,
    pub(super) context: Fields,
}

pub(super) enum Verdict {
    Fact(Box<Fact>),
    Problems(Vec<HookProblem>),
}

impl Rule {
    /// What the rule goes over: the items of its list, or the payload itself.
    pub(super) fn items<'a>(&self, payload: &'a Value) -> Result<Vec<&'a Value>, HookFault> {
        let Some(path) = &self.each else {
            return Ok(vec![payload]);
        };
        match path.find(Scope::of(payload)) {
            Some(Value::Array(items)) => Ok(items.iter().collect()),
            Some(_) => Err(HookFault::ListWrong {
                path: path.to_string(),
            }),
            None => Err(HookFault::ListMissing {
                path: path.to_string(),
            }),
        }
    }

    /// The index of the first condition that is not met.
    pub(super) fn unmet(&self, scope: Scope<'_>) -> Option<usize> {
        self.conditions
            .iter()
            .position(|condition| !condition.is_met(scope))
    }

    /// Why the rule does not apply to a payload.
    pub(super) fn passed_over(&self, at: &str, payload: &Value) -> HookProblem {
        let index = self.unmet(Scope::of(payload)).unwrap_or_default();
        match self.conditions.get(index) {
            Some(_) if self.each.is_some() => {
                HookProblem::new(format!("{at}/when"), HookFault::ItemsPassed)
            }
            Some(condition) => HookProblem::new(format!("{at}/when/{index}"), condition.unmet()),
            None => HookProblem::new(format!("{at}/each"), HookFault::ListEmpty),
        }
    }

    /// The fact of one item. `ordinal` counts the payload's facts before it.
    pub(super) fn fact(
        &self,
        at: &str,
        scope: Scope<'_>,
        arrival: Arrival<'_>,
        ordinal: usize,
    ) -> Verdict {
        let mut making = Making {
            budget: Budget::of_a_fact(),
            problems: Vec::new(),
        };
        let who = self.who(at, scope, &mut making);
        let substitute = format!("{}-{ordinal}", arrival.digest);
        let message_id = self.message_id(at, scope, substitute, &mut making);
        let happened_at = self.happened_at(at, scope, arrival.received_at, &mut making);
        let mut fact = Fact::new(self.kind, message_id, happened_at, who);
        fact.name = name(
            self.name.as_ref(),
            &format!("{at}/name"),
            scope,
            &mut making,
        );
        fact.properties = object(
            &self.properties,
            &format!("{at}/properties"),
            scope,
            &mut making,
        );
        fact.traits = object(&self.traits, &format!("{at}/traits"), scope, &mut making);
        fact.context = object(&self.context, &format!("{at}/context"), scope, &mut making);
        if making.problems.is_empty() {
            check(&fact, at, &mut making);
        }
        if making.problems.is_empty() {
            Verdict::Fact(Box::new(fact))
        } else {
            Verdict::Problems(making.problems)
        }
    }

    fn who(&self, at: &str, scope: Scope<'_>, making: &mut Making) -> Who {
        let at = |field: &str| format!("{at}/who/{field}");
        let mut who = Who {
            user_id: name(self.user_id.as_ref(), &at("user_id"), scope, making),
            anonymous_id: name(
                self.anonymous_id.as_ref(),
                &at("anonymous_id"),
                scope,
                making,
            ),
            ..Who::default()
        };
        let is_known = !who.is_nobody();
        let email = name(self.email.as_ref(), &at("email"), scope, making);
        let phone = name(self.phone.as_ref(), &at("phone"), scope, making);
        // A misspelt address of somebody who is known otherwise must not cost the fact.
        match email.map(|text| Email::parse(&text)) {
            Some(Ok(email)) => who.email = Some(email.expose().to_owned()),
            Some(Err(error)) if !is_known => {
                let said = error.to_string();
                making.problem::<()>(&at("email"), HookFault::ContactWrong { said });
            }
            _ => (),
        }
        match phone.map(|text| Phone::parse(&text)) {
            Some(Ok(phone)) => who.phone = Some(phone.expose().to_owned()),
            Some(Err(error)) if !is_known && who.email.is_none() => {
                let said = error.to_string();
                making.problem::<()>(&at("phone"), HookFault::ContactWrong { said });
            }
            _ => (),
        }
        who
    }

    fn message_id(
        &self,
        at: &str,
        scope: Scope<'_>,
        substitute: String,
        making: &mut Making,
    ) -> String {
        let Some(expression) = &self.message_id else {
            return substitute;
        };
        let at = format!("{at}/message_id");
        let before = making.problems.len();
        match name(Some(expression), &at, scope, making) {
            Some(id) if id.len() <= MESSAGE_ID_BYTES_MAX => id,
            Some(_) => {
                let most = MESSAGE_ID_BYTES_MAX;
                let made = making.problem(&at, HookFault::IdLong { most });
                made.unwrap_or_default()
            }
            None if making.problems.len() > before => String::new(),
            None => {
                let name = "message_id";
                let made = making.problem(&at, HookFault::IdMissing { name });
                made.unwrap_or_default()
            }
        }
    }

    fn happened_at(
        &self,
        at: &str,
        scope: Scope<'_>,
        received_at: Timestamp,
        making: &mut Making,
    ) -> Timestamp {
        let Some(expression) = &self.happened_at else {
            return received_at;
        };
        let at = format!("{at}/happened_at");
        let Some(value) = expression.value(&at, scope, making) else {
            return received_at;
        };
        let told = plain(&value)
            .ok_or(HookFault::NotSingle)
            .and_then(|text| Conversion::Iso.instant(&text));
        let checked = told.and_then(|told| {
            if told.as_second() < EARLIEST_SECOND {
                Err(HookFault::TimeEarly)
            } else if told.duration_since(received_at) > AHEAD_MAX {
                Err(HookFault::TimeAhead)
            } else {
                Ok(told.min(received_at))
            }
        });
        match checked {
            Ok(told) => Timestamp::from_microsecond(told.as_microsecond()).unwrap_or(received_at),
            Err(reason) => making.problem(&at, reason).unwrap_or(received_at),
        }
    }
}

/// What facts of the kind need.
fn check(fact: &Fact, at: &str, making: &mut Making) {
    let kind = fact.kind.as_str();
    let may_be_nobodys = matches!(
        fact.kind,
        FactKind::Product | FactKind::Order | FactKind::Return
    );
    if fact.who.is_nobody() && !may_be_nobodys {
        let field = "who";
        making.problem::<()>(&format!("{at}/who"), HookFault::Nobody { kind, field });
    }
    let is_named = matches!(
        fact.kind,
        FactKind::Track | FactKind::Group | FactKind::Alias | FactKind::Form
    );
    if fact.name.is_none() && is_named {
        making.problem::<()>(&format!("{at}/name"), HookFault::Nameless { kind });
    }
}

/// A text of bounded length; what is empty is absent.
fn name(
    expression: Option<&Expression>,
    at: &str,
    scope: Scope<'_>,
    making: &mut Making,
) -> Option<String> {
    let value = expression?.value(at, scope, making)?;
    let Some(text) = plain(&value) else {
        return making.problem(at, HookFault::NotText);
    };
    let text = text.trim();
    if text.chars().count() > NAME_CHARACTERS_MAX {
        let most = NAME_CHARACTERS_MAX;
        return making.problem(at, HookFault::ValueLong { most });
    }
    (!text.is_empty()).then(|| text.to_owned())
}

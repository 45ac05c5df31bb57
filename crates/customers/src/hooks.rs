//! Incoming webhooks: a definition tells how another system's JSON becomes facts.
//!
//! The definition is data, not a program: paths, constants, templates, the first value that is there, three conditions, one
//! list. There is no recursion, no loop but over the items of a list, and bounds on everything, so that any definition on any
//! payload ends soon. Either all facts of a payload are taken or none.

mod condition;
mod convert;
mod expression;
mod fault;
mod limits;
mod path;
mod reader;
mod rule;
mod template;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::fact::Fact;
use crate::reasons::reasons;
use limits::{FACTS_MAX, PROBLEMS_MAX};
use path::Scope;
use reader::Reader;
use rule::{Rule, Verdict};

pub use fault::HookFault;
pub use limits::{DEFINITION_BYTES_MAX, PAYLOAD_BYTES_MAX};

/// How the payloads of one sender become facts; read from JSON and checked as a whole.
#[derive(Clone, Debug)]
pub struct HookMapping {
    rules: Vec<Rule>,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HookProblem {
    /// The place in the definition as a JSON pointer, `/rules/0/who/email`; `/payload` for the payload as such.
    pub at: String,
    /// What is wrong, in one sentence.
    pub sentence: String,
    /// The same, for whoever says it in another language.
    #[serde(skip)]
    pub reason: HookFault,
}

/// What a payload becomes.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The facts, in the order of the rules; to be taken only when there are no problems.
    pub facts: Vec<Fact>,
    /// Everything that speaks against taking them.
    pub problems: Vec<HookProblem>,
    /// Rules that do not apply to the payload, each with the condition that is not met.
    pub passed_over: Vec<HookProblem>,
}

/// What is known of a payload besides its content.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// When it came.
    pub received_at: Timestamp,
    /// A digest of its bytes: the message id of facts that have none of their own.
    pub digest: &'a str,
}

reasons! {
    /// Why nothing of what a webhook received was taken.
    HookReason
    "webhook.sender_unproven" SenderUnproven { said: String } "the sender has not proven itself: {said}"
    "webhook.payload_unmapped" PayloadUnmapped { at: String, said: String, places: usize } "the mapping does not fit what was sent at {at}: {said} (places in all: {places})"
}

impl HookProblem {
    pub(crate) fn new(at: impl Into<String>, reason: HookFault) -> Self {
        Self {
            at: at.into(),
            sentence: reason.to_string(),
            reason,
        }
    }
}

impl HookMapping {
    /// Reads a definition.
    ///
    /// # Errors
    ///
    /// Every problem of the definition, each with its place.
    pub fn read(text: &str) -> Result<Self, Vec<HookProblem>> {
        if text.len() > DEFINITION_BYTES_MAX {
            let most = DEFINITION_BYTES_MAX;
            return Err(vec![HookProblem::new("", HookFault::TooLong { most })]);
        }
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let said = error.to_string();
            vec![HookProblem::new("", HookFault::NotJson { said })]
        })?;
        let mut reader = Reader::default();
        let rules = reader.definition(&value);
        if reader.problems.is_empty() {
            Ok(Self { rules })
        } else {
            Err(reader.problems)
        }
    }

    /// Turns a payload into facts. The same payload with the same digest gives the same message ids.
    pub fn apply(&self, payload: &[u8], arrival: Arrival<'_>) -> Mapped {
        let mut mapped = Mapped::default();
        let value = match limits::payload(payload) {
            Ok(value) => value,
            Err(reason) => {
                mapped.problems.push(HookProblem::new("/payload", reason));
                return mapped;
            }
        };
        for (index, rule) in self.rules.iter().enumerate() {
            let at = format!("/rules/{index}");
            apply(rule, (&at, &value), arrival, &mut mapped);
        }
        refuse_equal_ids(&mut mapped);
        mapped.problems.truncate(PROBLEMS_MAX);
        mapped
    }
}

/// What one rule, standing at `at`, makes of a payload.
fn apply(rule: &Rule, (at, payload): (&str, &Value), arrival: Arrival<'_>, mapped: &mut Mapped) {
    let items = match rule.items(payload) {
        Ok(items) => items,
        Err(reason) => {
            let place = format!("{at}/each");
            return match rule.unmet(Scope::of(payload)) {
                Some(_) => mapped.passed_over.push(rule.passed_over(at, payload)),
                None => mapped.problems.push(HookProblem::new(place, reason)),
            };
        }
    };
    let mut applied = false;
    for item in items {
        if mapped.facts.len() >= FACTS_MAX {
            let reason = HookFault::FactsMany { most: FACTS_MAX };
            mapped.problems.push(HookProblem::new(at, reason));
            return;
        }
        let scope = Scope { payload, item };
        if rule.unmet(scope).is_some() {
            continue;
        }
        applied = true;
        let ordinal = mapped.facts.len();
        match rule.fact(at, scope, arrival, ordinal) {
            Verdict::Fact(fact) => mapped.facts.push(*fact),
            Verdict::Problems(found) => mapped.problems.extend(found),
        }
        if mapped.problems.len() >= PROBLEMS_MAX {
            return;
        }
    }
    if !applied {
        mapped.passed_over.push(rule.passed_over(at, payload));
    }
}

/// Two facts with one id would be one: the second would be lost in silence.
fn refuse_equal_ids(mapped: &mut Mapped) {
    let mut seen = std::collections::BTreeSet::new();
    let equal = mapped
        .facts
        .iter()
        .find(|fact| !seen.insert(fact.message_id.as_str()));
    if let Some(fact) = equal {
        let reason = HookFault::IdsEqual {
            id: fact.message_id.clone(),
            example: format!("{{\"template\": \"{{/id}}-{}\"}}", fact.kind.as_str()),
        };
        mapped.problems.push(HookProblem::new("/rules", reason));
    }
}

#[cfg(test)]
mod tests;

//! Decisions on events and properties: to rename, to forbid, to mark as personal.

use jiff::Timestamp;
use kernel::define_id;
use serde::Serialize;

use super::limits::{NAME_CHARACTERS_MAX, is_fit};
use super::shelf::scope;
use crate::fact::FactKind;
use crate::wrong_field::{FieldReason, WrongField};

define_id!(
    /// A decision on an event or a property.
    DecisionId,
    "dcn"
);

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// What arrives under the name is taken under another.
    Rename,
    /// What arrives under the name is not taken.
    Forbid,
    /// Its values are somebody's, and are not shown.
    Personal,
}

impl DecisionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rename, Self::Forbid, Self::Personal];

    /// The name: in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Forbid => "forbid",
            Self::Personal => "personal",
        }
    }

    /// The kind of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A decision that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Our id.
    pub id: DecisionId,
    /// What was decided.
    pub decision: DecisionKind,
    /// On events of this kind; what is decided on traits of `identify` holds for `customer` too.
    pub kind: FactKind,
    /// With this name, empty where the kind has none.
    pub name: String,
    /// On this property; none where the event is meant.
    pub property: Option<String>,
    /// The other name.
    pub to: Option<String>,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// By whom, as the audit names them.
    pub decided_by: String,
    /// Events, or properties of events, that it was applied to.
    pub applied: u64,
    /// When it was applied last.
    pub last_applied_at: Option<Timestamp>,
}

/// A decision to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// What is decided.
    pub decision: DecisionKind,
    /// On events of this kind.
    pub kind: FactKind,
    /// With this name, empty where the kind has none.
    pub name: String,
    /// On this property; none where the event is meant.
    pub property: Option<String>,
    /// The other name, for a renaming.
    pub to: Option<String>,
}

/// Why a decision was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionFault(pub Vec<WrongField>);

/// Decisions that a workspace may have.
pub(super) const DECISIONS_MAX: usize = 1_000;

/// Traits that tell who somebody is.
const IDENTIFYING: [&str; 2] = ["email", "phone"];

impl NewDecision {
    /// Checks it by itself and beside those that are in force, and brings it into the form in which it is kept.
    pub(super) fn checked(mut self, others: &[Decision]) -> Result<Self, DecisionFault> {
        if self.property.is_some() {
            self.kind = scope(self.kind);
        }
        let mut wrong = Vec::new();
        let mut note = |path: &str, reason: FieldReason| {
            wrong.push(WrongField::because(path, &reason));
        };
        let is_named = matches!(
            self.kind,
            FactKind::Track | FactKind::Page | FactKind::Screen
        );
        let may_be_named = is_named || self.kind == FactKind::Form;
        if !is_fit(&self.name) {
            note("name", too_long());
        } else if self.name.is_empty()
            && (self.kind == FactKind::Track || self.kind == FactKind::Form)
        {
            note("name", FieldReason::NameMissing);
        } else if !self.name.is_empty() && !may_be_named {
            note("name", FieldReason::NameForeign);
        }
        match (&self.property, self.decision) {
            (None, DecisionKind::Personal) => {
                note("property", FieldReason::PropertyMissing);
            }
            (None, _) if !is_named => note("kind", FieldReason::KindNameless),
            (Some(property), _) if property.is_empty() || !is_fit(property) => {
                note("property", too_long());
            }
            (Some(_), _) if self.kind == FactKind::Alias => {
                note("property", FieldReason::PropertyOfAlias);
            }
            (Some(property), DecisionKind::Rename | DecisionKind::Forbid) => {
                if !is_open(self.kind) {
                    note(
                        "kind",
                        FieldReason::KindClosed {
                            kind: self.kind.as_str(),
                        },
                    );
                } else if self.kind == FactKind::Identify
                    && IDENTIFYING.contains(&property.as_str())
                {
                    note(
                        "property",
                        FieldReason::PropertyIdentifying {
                            property: property.clone(),
                        },
                    );
                }
            }
            _ => {}
        }
        self.check_target(others, &mut note);
        self.check_beside(others, &mut note);
        if wrong.is_empty() {
            Ok(self)
        } else {
            Err(DecisionFault(wrong))
        }
    }

    /// The name that is decided on.
    fn subject(&self) -> &str {
        self.property.as_deref().unwrap_or(&self.name)
    }

    fn check_target(&self, others: &[Decision], note: &mut impl FnMut(&str, FieldReason)) {
        match (&self.to, self.decision) {
            (None, DecisionKind::Rename) => note("to", FieldReason::ToMissing),
            (Some(to), DecisionKind::Rename) => {
                if to.trim().is_empty() || !is_fit(to) {
                    note("to", too_long());
                } else if to == self.subject() {
                    note("to", FieldReason::ToSame);
                } else if let Some(other) = others.iter().find(|other| self.is_beside(other, to)) {
                    let to = to.clone();
                    let reason = match other.decision {
                        DecisionKind::Rename => FieldReason::ToRenamed { to },
                        _ => FieldReason::ToForbidden { to },
                    };
                    note("to", reason);
                }
            }
            (Some(_), _) => note("to", FieldReason::ToForeign),
            (None, _) => {}
        }
    }

    /// What is renamed never arrives under its name, and what is forbidden never arrives: one decision at a time.
    fn check_beside(&self, others: &[Decision], note: &mut impl FnMut(&str, FieldReason)) {
        if self.decision == DecisionKind::Personal {
            return;
        }
        let path = if self.property.is_some() {
            "property"
        } else {
            "name"
        };
        let subject = self.subject();
        let named = |other: &Decision| (subject.to_owned(), other.id.to_string());
        let beside = others
            .iter()
            .filter(|other| other.decision != self.decision)
            .find(|other| self.is_beside(other, subject));
        if let Some(other) = beside {
            let (subject, id) = named(other);
            let reason = match other.decision {
                DecisionKind::Rename => FieldReason::Renamed { subject, id },
                _ => FieldReason::Forbidden { subject, id },
            };
            note(path, reason);
        }
        let is_target = |other: &&Decision| {
            self.decision == DecisionKind::Rename
                && other.to.as_deref() == Some(subject)
                && self.is_of_same(other)
        };
        if let Some(other) = others.iter().find(is_target) {
            let (subject, id) = named(other);
            note(path, FieldReason::Target { subject, id });
        }
    }

    /// Whether another decision is on the same sort of thing in the same place.
    fn is_of_same(&self, other: &Decision) -> bool {
        self.kind == other.kind
            && match (&self.property, &other.property) {
                (None, None) => true,
                (Some(_), Some(_)) => self.name == other.name,
                _ => false,
            }
    }

    /// Whether another decision renames or forbids what has this name in the same place.
    fn is_beside(&self, other: &Decision, subject: &str) -> bool {
        let theirs = other.property.as_deref().unwrap_or(&other.name);
        other.decision != DecisionKind::Personal && self.is_of_same(other) && theirs == subject
    }
}

/// Whether senders choose what facts of this kind carry.
pub(super) const fn is_open(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Track | FactKind::Page | FactKind::Screen | FactKind::Identify | FactKind::Group
    )
}

const fn too_long() -> FieldReason {
    FieldReason::NameLength {
        most: NAME_CHARACTERS_MAX,
    }
}

//! Fields that are wrong: where they are and why.

use std::collections::BTreeMap;

use crate::reasons::reasons;

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongField {
    /// Where it is, such as `[4].products[2].price`; empty for the whole.
    pub path: String,
    /// What is wrong with it: a sentence that begins with the field.
    pub reason: String,
    /// The reason's stable name, where it has one.
    pub code: Option<&'static str>,
    /// The values in the reason, by name.
    pub args: BTreeMap<String, String>,
}

reasons! {
    /// Why a field of a decision, of a view or of a question to the list is refused; the field stands before the sentence.
    FieldReason
    "decision.name_length" NameLength { most: usize } "has 1 to {most} characters, none of them NUL"
    "decision.name_missing" NameMissing "is missing: events of this kind have one"
    "decision.name_foreign" NameForeign "is not known: events of this kind have none, leave it empty"
    "decision.property_missing" PropertyMissing "is missing: properties are personal, not events"
    "decision.property_of_alias" PropertyOfAlias "is not known: an alias carries nothing"
    "decision.property_identifying" PropertyIdentifying { property: String } "is `{property}`, which tells who somebody is and must stay"
    "decision.kind_nameless" KindNameless "has no names that senders choose: only events of track, page and screen can be renamed or forbidden"
    "decision.kind_closed" KindClosed { kind: &'static str } "is `{kind}`, whose properties have a form of their own: only personal can be decided"
    "decision.to_missing" ToMissing "is missing: say the new name"
    "decision.to_same" ToSame "is the name that it has"
    "decision.to_foreign" ToForeign "is not known: only a renaming has it"
    "decision.to_renamed" ToRenamed { to: String } "is `{to}`, and there is a decision to rename that: choose another name"
    "decision.to_forbidden" ToForbidden { to: String } "is `{to}`, and there is a decision to forbid that: choose another name"
    "decision.renamed" Renamed { subject: String, id: String } "is `{subject}`, and there is a decision to rename it: undo that first ({id})"
    "decision.forbidden" Forbidden { subject: String, id: String } "is `{subject}`, and there is a decision to forbid it: undo that first ({id})"
    "decision.target" Target { subject: String, id: String } "is `{subject}`, to which something is renamed: undo that first ({id})"
    "view.name_length" ViewName { most: usize } "has 1 to {most} characters, none of them a control character"
    "view.query_length" ViewQuery { most: usize } "has at most {most} bytes, none of them a control character"
    "view.columns_wrong" ViewColumns { most: usize } "are at most {most} names of 1 to 64 bytes"
    "list.search_long" SearchLong { most: usize, given: usize } "has {given} characters, {most} at most are searched for"
    "list.search_control" SearchControl "holds a control character, which no name has"
    "list.with_unknown" WithUnknown { given: String } "is email or phone, `{given}` is neither"
    "list.sort_unknown" SortUnknown { given: String, known: String } "is {known}; `{given}` is none of them"
    "list.segment_unknown" SegmentUnknown { given: String, known: String } "names segments with commas between them: {known}; `{given}` is none of them"
    "list.risk_unknown" RiskUnknown { given: String } "is low, middle or high, `{given}` is none of them"
    "list.bound_low" BoundLow { least: i64, given: i64 } "is {least} or more, not {given}"
    "list.bounds_crossed" BoundsCrossed { other: &'static str } "lies before {other}: no customer can be in that range"
}

impl WrongField {
    /// A field with a reason that has no name.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
            code: None,
            args: BTreeMap::new(),
        }
    }

    /// A field with a reason that can be said in another language.
    pub fn because(path: &str, reason: &FieldReason) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason.to_string(),
            code: Some(reason.code()),
            args: reason.args(),
        }
    }
}

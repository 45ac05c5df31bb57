//! What is wrong with a query that somebody wrote, and where, in words.

use std::fmt;

use datafusion::common::{Column, Diagnostic, SchemaError};
use datafusion::error::DataFusionError;
use datafusion::sql::sqlparser::parser::ParserError;

/// The most candidates that a sentence names.
const HINTS: usize = 3;

/// The most columns that a sentence lists where none was near enough to be proposed.
const COLUMNS: usize = 12;

/// A place in a text, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPlace {
    /// The line.
    pub line: u64,
    /// The column, in characters.
    pub column: u64,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// In words.
    pub reason: String,
    /// Where, when the engine knows.
    pub place: Option<TextPlace>,
}

impl Mistake {
    /// A mistake without a place.
    pub(crate) fn plain(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            place: None,
        }
    }

    /// The mistake that the engine found.
    pub(crate) fn of(error: &DataFusionError) -> Self {
        if let Some(diagnostic) = error.diagnostic() {
            return Self {
                reason: tidy(&told(diagnostic, columns(error))),
                place: diagnostic.span.map(|span| TextPlace {
                    line: span.start.line,
                    column: span.start.column,
                }),
            };
        }
        match error.find_root() {
            DataFusionError::SQL(error, _) => Self::of_grammar(error),
            DataFusionError::Plan(reason) | DataFusionError::Execution(reason) => {
                Self::plain(tidy(reason))
            }
            root => Self::plain(tidy(&root.strip_backtrace())),
        }
    }

    fn of_grammar(error: &ParserError) -> Self {
        let text = match error {
            ParserError::ParserError(text) | ParserError::TokenizerError(text) => text,
            ParserError::RecursionLimitExceeded => "too much stands within each other",
        };
        let (reason, place) = text
            .rsplit_once(" at Line: ")
            .map_or((text, None), |split| (split.0, numbers(split.1)));
        Self {
            reason: tidy(reason),
            place,
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(TextPlace { line, column }) = self.place {
            write!(out, "line {line}, column {column}: ")?;
        }
        out.write_str(&self.reason)
    }
}

/// A line and a column, as the parser writes them: `3, Column: 8`.
fn numbers(text: &str) -> Option<TextPlace> {
    let (line, column) = text.split_once(", Column: ")?;
    Some(TextPlace {
        line: line.parse().ok()?,
        column: column.trim().parse().ok()?,
    })
}

/// The columns that there are, where one was named that there is not.
fn columns(error: &DataFusionError) -> &[Column] {
    match error.find_root() {
        DataFusionError::SchemaError(error, _) => match error.as_ref() {
            SchemaError::FieldNotFound { valid_fields, .. } => valid_fields,
            _ => &[],
        },
        _ => &[],
    }
}

/// A diagnostic's sentence, with what it proposes, or else with the columns that there are.
fn told(diagnostic: &Diagnostic, columns: &[Column]) -> String {
    let notes = diagnostic.notes.iter().map(|note| note.message.as_str());
    let helps = diagnostic.helps.iter().map(|help| help.message.as_str());
    if diagnostic.notes.is_empty() && diagnostic.helps.is_empty() && !columns.is_empty() {
        let mut names: Vec<_> = columns.iter().map(Column::flat_name).collect();
        let more = if names.len() > COLUMNS { ", …" } else { "" };
        names.truncate(COLUMNS);
        return format!(
            "{}; there are {}{more}",
            diagnostic.message,
            names.join(", ")
        );
    }
    notes
        .chain(helps)
        .take(HINTS)
        .fold(diagnostic.message.clone(), |mut text, hint| {
            text.push_str("; ");
            text.push_str(hint);
            text
        })
}

/// One line that begins small and names tables as people do.
fn tidy(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for noise in ["clientele.main.", "clientele."] {
        line = line.replace(noise, "");
    }
    let line = line.trim_end_matches('.');
    let mut letters = line.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_of_grammar_has_its_place() {
        let text = "Expected: an expression, found: FROM at Line: 3, Column: 8".to_owned();
        let mistake = Mistake::of_grammar(&ParserError::ParserError(text));
        assert_eq!(mistake.place, Some(TextPlace { line: 3, column: 8 }));
        assert_eq!(
            mistake.to_string(),
            "line 3, column 8: expected: an expression, found: FROM"
        );
    }

    #[test]
    fn without_a_place_only_the_reason_is_told() {
        let mistake = Mistake::of(&DataFusionError::Plan(
            "table 'clientele.main.nowhere' not found.".to_owned(),
        ));
        assert_eq!(mistake.to_string(), "table 'nowhere' not found");
    }
}

//! The conditions of a list as SQL: texts that are fixed, put together, with all values as parameters.
//!
//! A condition has two forms: one that an index can answer, and one that none can, for all but the one that is to be answered so.
//! That way the statement is chosen here, on both engines alike, and not by what they guess.

use std::fmt::Write as _;

use super::filter::{DirectoryFilter, HAS_EMAIL, HAS_PHONE, Span};
use super::words::beyond;

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Arg {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A statement on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    pub(super) text: String,
    pub(super) args: Vec<Arg>,
}

/// A condition on the table `customer_entry`, called `e`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A column within a range.
    Within(&'static str, Span),
    Country(String),
    /// Some of these bits.
    Segments(i64),
    /// All of these bits.
    Contact(i64),
    /// The beginning of a word.
    Word(String),
    Id(i64),
}

/// How a condition is to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Index,
    Look,
}

/// The conditions of a filter; nothing when nobody can meet them.
pub(super) fn terms(filter: &DirectoryFilter) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    if let Some(search) = &filter.search {
        match search.id {
            Some(id) => terms.push(Term::Id(id.raw())),
            None if search.words.is_empty() => return None,
            None => terms.extend(search.words.iter().cloned().map(Term::Word)),
        }
    }
    // What is not known stands below everything that can be.
    let known = |span: Span, least: i64| Span {
        least: Some(span.least.map_or(least, |given| given.max(least))),
        ..span
    };
    for (column, span) in [
        ("orders", filter.orders),
        ("revenue_minor", filter.revenue_minor),
        ("last_day", known(filter.last_day, 1)),
        ("clv_12m_minor", known(filter.clv_12m_minor, 0)),
        ("alive_ppm", known(filter.alive_ppm, 0)),
    ] {
        let is_asked = match column {
            "last_day" => !filter.last_day.is_open(),
            "clv_12m_minor" => !filter.clv_12m_minor.is_open(),
            "alive_ppm" => !filter.alive_ppm.is_open(),
            _ => !span.is_open(),
        };
        if span.is_crossed() {
            return None;
        }
        if is_asked {
            terms.push(Term::Within(column, span));
        }
    }
    if let Some(segments) = &filter.segments {
        let bits = segments.iter().map(|&number| segment_bit(Some(number)));
        terms.push(Term::Segments(bits.fold(0, |all, bit| all | bit)));
    }
    let contact = if filter.with_email { HAS_EMAIL } else { 0 }
        + if filter.with_phone { HAS_PHONE } else { 0 };
    if contact != 0 {
        terms.push(Term::Contact(contact));
    }
    if let Some(country) = &filter.country {
        terms.push(Term::Country(country.clone()));
    }
    Some(terms)
}

/// The bit of a segment's number; the first stands for none.
pub(super) fn segment_bit(number: Option<u8>) -> i64 {
    number.map_or(1, |number| 2 << number.min(32))
}

impl Statement {
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            args: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a parameter.
    pub(super) fn arg(&mut self, arg: Arg) {
        self.args.push(arg);
        let written = write!(self.text, "${}", self.args.len());
        debug_assert!(written.is_ok(), "writing to a string");
    }

    /// Adds conditions, each with `and` before it; the one of the number by its index.
    pub(super) fn and_all(&mut self, terms: &[Term], driver: Option<usize>) {
        for (number, term) in terms.iter().enumerate() {
            let by = if driver == Some(number) {
                By::Index
            } else {
                By::Look
            };
            self.push(" and ");
            self.term(term, by);
        }
    }

    pub(super) fn term(&mut self, term: &Term, by: By) {
        match term {
            Term::Within(column, span) => self.within(column, *span, by),
            Term::Country(country) => {
                self.push(if by == By::Index {
                    "e.country = "
                } else {
                    "e.country || '' = "
                });
                self.arg(Arg::Text(country.clone()));
            }
            Term::Segments(bits) => {
                self.push("(e.segment & ");
                self.arg(Arg::Int(*bits));
                self.push(") <> 0");
            }
            Term::Contact(bits) => {
                self.push("(e.contact & ");
                self.arg(Arg::Int(*bits));
                self.push(") = ");
                self.arg(Arg::Int(*bits));
            }
            Term::Word(_) if by == By::Index => {
                self.push("e.customer_id in (");
                self.ids(term);
                self.push(")");
            }
            Term::Word(word) => {
                self.push("exists (select 1 from customer_text t where t.customer_id = e.customer_id and t.words like ");
                // A word is letters and digits, so that no sign of a pattern is in it.
                self.arg(Arg::Text(format!("% {word}%")));
                self.push(")");
            }
            Term::Id(id) => {
                self.push("e.customer_id = ");
                self.arg(Arg::Int(*id));
            }
        }
    }

    fn within(&mut self, column: &str, span: Span, by: By) {
        let tail = if by == By::Index { "" } else { " + 0" };
        let ends = [(" >= ", span.least), (" <= ", span.most)];
        let mut before = "";
        for (sign, end) in ends {
            if let Some(end) = end {
                self.push(before);
                self.push("e.");
                self.push(column);
                self.push(tail);
                self.push(sign);
                self.arg(Arg::Int(end));
                before = " and ";
            }
        }
    }

    /// The customers of a condition that an index answers.
    pub(super) fn ids(&mut self, term: &Term) {
        if let Term::Word(word) = term {
            self.push("select customer_id from customer_word where ");
            self.word_range(word);
        } else {
            self.push("select e.customer_id from customer_entry e where ");
            self.term(term, By::Index);
        }
    }

    /// Ends with so many rows.
    pub(super) fn limit(&mut self, rows: i64) {
        self.push(" limit ");
        self.arg(Arg::Int(rows));
    }

    /// Words with a beginning.
    pub(super) fn word_range(&mut self, word: &str) {
        self.push("word >= ");
        self.arg(Arg::Bytes(word.as_bytes().to_vec()));
        self.push(" and word < ");
        self.arg(Arg::Bytes(beyond(word)));
    }
}

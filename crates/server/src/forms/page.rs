//! The form as a page.

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::response::Response;
use customers::forms::{Condition, Definition, Input, Published, Question, TRAP, WrongAnswer};

use super::field::{Fields, first_id};
use super::shape::{self, Frame};
use super::words::Words;
use crate::html::Html;

/// What a page of a form shows.
pub(super) struct Page<'a> {
    pub(super) form: &'a Published,
    pub(super) language: &'a str,
    pub(super) token: &'a str,
    /// The parameters of its address that its answer keeps.
    pub(super) carried: &'a str,
    /// What was filled in before.
    pub(super) given: &'a Input,
    /// What is wrong with it.
    pub(super) wrong: &'a [WrongAnswer],
    /// Why it was not taken, when nothing is wrong with the answers.
    pub(super) notice: Option<&'a str>,
}

impl Page<'_> {
    /// The page.
    pub(super) fn response(&self) -> Response {
        let definition = &self.form.definition;
        let is_well = self.wrong.is_empty() && self.notice.is_none();
        let style = conditions(definition);
        let frame = Frame {
            status: if is_well {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            },
            language: self.language,
            title: self.text(&definition.title),
            style: &style,
            hosts: &definition.hosts,
            is_wide: false,
        };
        shape::page(&frame, |html| self.content(html, definition))
    }

    fn content(&self, html: &mut Html, definition: &Definition) {
        let words = Words::of(self.language);
        self.languages(html, definition, words);
        html.element("h1", &[], self.text(&definition.title));
        if let Some(intro) = &definition.intro {
            html.element("p", &[], self.text(intro));
        }
        self.mistakes(html, definition, words);
        // Relative, so that the page stays at the address by which it was found.
        let action = format!("?{}", self.carried);
        html.open("form", &[("method", "post"), ("action", &action)]);
        html.open(
            "input",
            &[
                ("type", "hidden"),
                ("name", "_token"),
                ("value", self.token),
            ],
        );
        html.open("div", &[("class", "trap"), ("aria-hidden", "true")]);
        html.element("label", &[("for", "a-trap")], words.trap_label);
        html.open(
            "input",
            &[
                ("id", "a-trap"),
                ("type", "text"),
                ("name", TRAP),
                ("tabindex", "-1"),
                ("autocomplete", "off"),
            ],
        );
        html.close("div");
        let fields = Fields {
            language: self.language,
            fallback: definition.fallback(),
            words,
            given: self.given,
        };
        for question in &definition.questions {
            let wrong = self.wrong_of(question, words);
            fields.write(html, question, wrong.as_deref());
        }
        let submit = definition
            .submit
            .as_ref()
            .map_or(words.submit, |text| self.text(text));
        html.element("button", &[("type", "submit")], submit);
        html.close("form");
    }

    /// What is wrong, on top, each leading to its question.
    fn mistakes(&self, html: &mut Html, definition: &Definition, words: &Words) {
        if let Some(notice) = self.notice {
            html.open("div", &[("class", "notice"), ("role", "alert")]);
            html.element("p", &[], notice);
            html.close("div");
        }
        if self.wrong.is_empty() {
            return;
        }
        html.open("div", &[("class", "notice"), ("role", "alert")]);
        html.element("h2", &[], words.check);
        html.open("ul", &[]);
        for wrong in self.wrong {
            html.open("li", &[]);
            let sentence = words.fault(&wrong.fault);
            match definition.find(&wrong.question) {
                Some(question) => {
                    let place = format!("#{}", first_id(question));
                    let label = self.text(&question.label);
                    html.element("a", &[("href", &place)], &format!("{label} – {sentence}"));
                }
                None => html.text(&format!("{}: {sentence}", wrong.question)),
            }
            html.close("li");
        }
        html.close("ul");
        html.close("div");
    }

    fn languages(&self, html: &mut Html, definition: &Definition, words: &Words) {
        if definition.languages.len() < 2 {
            return;
        }
        html.open("nav", &[("aria-label", words.languages)]);
        html.open("ul", &[]);
        for language in &definition.languages {
            let name = Words::of(language);
            let is_known = language.starts_with(name.language);
            let name = if is_known { name.name } else { language };
            html.open("li", &[]);
            if language == self.language {
                html.element(
                    "span",
                    &[("aria-current", "true"), ("lang", language)],
                    name,
                );
            } else {
                let rest = self.carried.split_once('&').map_or("", |(_, rest)| rest);
                let link = format!("?lang={language}&{rest}");
                let link = link.trim_end_matches('&');
                html.element("a", &[("href", link), ("lang", language)], name);
            }
            html.close("li");
        }
        html.close("ul");
        html.close("nav");
    }

    fn wrong_of(&self, question: &Question, words: &Words) -> Option<String> {
        let found = self
            .wrong
            .iter()
            .find(|wrong| wrong.question == question.id)?;
        Some(words.fault(&found.fault))
    }

    fn text<'a>(&self, text: &'a customers::forms::Text) -> &'a str {
        text.in_language(self.language, self.form.definition.fallback())
    }
}

/// Style rules that hide a question until one of its values is chosen; no script is needed.
fn conditions(definition: &Definition) -> String {
    let mut rules = String::new();
    for question in &definition.questions {
        let Some(condition) = &question.show_if else {
            continue;
        };
        // Writing to a string does not fail.
        rules.push_str("form");
        for id in chosen(definition, condition) {
            let _infallible = write!(rules, ":not(:has(#{id}:checked))");
        }
        let _infallible = writeln!(rules, " #q-{} {{ display: none; }}", question.id);
    }
    rules
}

/// The ids of the fields that stand for a condition's values.
fn chosen<'a>(
    definition: &'a Definition,
    condition: &'a Condition,
) -> impl Iterator<Item = String> + 'a {
    let values = definition
        .find(&condition.question)
        .and_then(|question| question.kind.values())
        .unwrap_or_default();
    let places = condition
        .is_one_of
        .iter()
        .filter_map(move |value| values.iter().position(|known| known == value));
    places.map(|at| format!("a-{}-{at}", condition.question))
}

//! One question as fields.

use customers::forms::{Choice, Input, Number, Question, QuestionKind, Text};

use super::words::Words;
use crate::html::{Attribute, Html};

/// What is needed to write a question.
pub(super) struct Fields<'a> {
    pub(super) language: &'a str,
    pub(super) fallback: &'a str,
    pub(super) words: &'static Words,
    /// What was filled in before.
    pub(super) given: &'a Input,
}

/// The id of the first field of a question, where a link to it leads.
pub(super) fn first_id(question: &Question) -> String {
    match question.kind {
        QuestionKind::OneOf(_) | QuestionKind::ManyOf(_) | QuestionKind::YesNo(_) => {
            format!("a-{}-0", question.id)
        }
        _ => format!("a-{}", question.id),
    }
}

impl Fields<'_> {
    /// Writes a question with what is wrong with its answer.
    pub(super) fn write(&self, html: &mut Html, question: &Question, wrong: Option<&str>) {
        let place = format!("q-{}", question.id);
        match &question.kind {
            QuestionKind::Hidden { .. } => {
                let value = self.value(question).unwrap_or_default();
                let name = question.id.as_str();
                html.open(
                    "input",
                    &[("type", "hidden"), ("name", name), ("value", value)],
                );
            }
            QuestionKind::OneOf(choices) | QuestionKind::ManyOf(choices) => {
                self.group(html, question, wrong, choices);
            }
            QuestionKind::YesNo(_) => {
                let choice = |value: &str, label: &str| Choice {
                    value: value.to_owned(),
                    label: Text::One(label.to_owned()),
                    wishes: None,
                };
                let choices = [choice("yes", self.words.yes), choice("no", self.words.no)];
                self.group(html, question, wrong, &choices);
            }
            QuestionKind::Consent { .. } => {
                html.open("div", &[("class", "question"), ("id", &place)]);
                let described = described(question, wrong);
                let id = first_id(question);
                let mut all = vec![("type", "checkbox"), ("value", "yes"), ("id", id.as_str())];
                marks(&mut all, question, wrong, &described);
                html.open("label", &[("class", "option")]);
                if self.value(question).is_some() {
                    all.push(("checked", ""));
                }
                html.open("input", &all);
                html.open("span", &[]);
                html.text(self.text(&question.label));
                self.must(html, question);
                html.close("span");
                html.close("label");
                self.below(html, question, wrong);
                html.close("div");
            }
            _ => {
                html.open("div", &[("class", "question"), ("id", &place)]);
                html.open("label", &[("for", &first_id(question))]);
                html.text(self.text(&question.label));
                self.must(html, question);
                html.close("label");
                self.line(html, question, wrong);
                self.below(html, question, wrong);
                html.close("div");
            }
        }
    }

    /// A field in which something is written.
    fn line(&self, html: &mut Html, question: &Question, wrong: Option<&str>) {
        let described = described(question, wrong);
        let id = first_id(question);
        let value = self.value(question).unwrap_or_default();
        let mut all: Vec<Attribute<'_>> = vec![("id", id.as_str())];
        marks(&mut all, question, wrong, &described);
        let length;
        match &question.kind {
            QuestionKind::Text {
                length_max,
                is_long,
            } => {
                length = length_max.to_string();
                all.push(("maxlength", &length));
                if question.attribute.as_deref() == Some("name") {
                    all.push(("autocomplete", "name"));
                }
                if *is_long {
                    html.element("textarea", &all, value);
                    return;
                }
                all.push(("type", "text"));
            }
            QuestionKind::Email => {
                all.extend([("type", "email"), ("autocomplete", "email"), ("dir", "ltr")]);
            }
            QuestionKind::Phone => {
                all.extend([("type", "tel"), ("autocomplete", "tel"), ("dir", "ltr")]);
            }
            QuestionKind::Date => all.push(("type", "date")),
            QuestionKind::Number { unit, decimals, .. } => {
                let mode = if *decimals == 0 { "numeric" } else { "decimal" };
                all.extend([
                    ("type", "text"),
                    ("inputmode", mode),
                    ("dir", "ltr"),
                    ("autocomplete", "off"),
                ]);
                all.push(("value", value));
                html.open("div", &[("class", "unit")]);
                html.open("input", &all);
                if let Some(unit) = unit {
                    html.element("span", &[], self.text(unit));
                }
                html.close("div");
                return;
            }
            _ => {}
        }
        all.push(("value", value));
        html.open("input", &all);
    }

    fn group(&self, html: &mut Html, question: &Question, wrong: Option<&str>, choices: &[Choice]) {
        let kind = match question.kind {
            QuestionKind::ManyOf(_) => "checkbox",
            _ => "radio",
        };
        let place = format!("q-{}", question.id);
        let described = described(question, wrong);
        let mut all = vec![("class", "question"), ("id", place.as_str())];
        if !described.is_empty() {
            all.push(("aria-describedby", &described));
        }
        html.open("fieldset", &all);
        html.open("legend", &[]);
        html.text(self.text(&question.label));
        self.must(html, question);
        html.close("legend");
        for (at, choice) in choices.iter().enumerate() {
            let id = format!("a-{}-{at}", question.id);
            html.open("label", &[("class", "option")]);
            let mut all = vec![
                ("type", kind),
                ("name", question.id.as_str()),
                ("value", choice.value.as_str()),
                ("id", id.as_str()),
            ];
            if kind == "radio" && question.is_required && question.show_if.is_none() {
                all.push(("required", ""));
            }
            let given = self.given.get(&question.id);
            if given.is_some_and(|given| given.contains(&choice.value)) {
                all.push(("checked", ""));
            }
            html.open("input", &all);
            html.element("span", &[], self.text(&choice.label));
            html.close("label");
        }
        self.below(html, question, wrong);
        html.close("fieldset");
    }

    fn must(&self, html: &mut Html, question: &Question) {
        if question.is_required {
            html.text(" ");
            html.element(
                "span",
                &[("class", "must")],
                &format!("({})", self.words.required),
            );
        }
    }

    /// What stands beneath a question: its help, and what is wrong.
    fn below(&self, html: &mut Html, question: &Question, wrong: Option<&str>) {
        if let Some(help) = &question.help {
            let id = format!("h-{}", question.id);
            html.element("p", &[("class", "help"), ("id", &id)], self.text(help));
        }
        if let Some(wrong) = wrong {
            let id = format!("w-{}", question.id);
            html.element("p", &[("class", "wrong"), ("id", &id)], wrong);
        }
    }

    fn value(&self, question: &Question) -> Option<&str> {
        let first = self.given.get(&question.id)?.first()?;
        Some(first.as_str())
    }

    fn text<'a>(&'a self, text: &'a Text) -> &'a str {
        text.in_language(self.language, self.fallback)
    }
}

/// Name, need, and what belongs to the field.
fn marks<'a>(
    all: &mut Vec<Attribute<'a>>,
    question: &'a Question,
    wrong: Option<&str>,
    described: &'a str,
) {
    all.push(("name", question.id.as_str()));
    // A question that may be hidden is checked by the server alone: a browser would insist on it unseen.
    if question.is_required && question.show_if.is_none() {
        all.push(("required", ""));
    }
    if wrong.is_some() {
        all.push(("aria-invalid", "true"));
    }
    if !described.is_empty() {
        all.push(("aria-describedby", described));
    }
}

fn described(question: &Question, wrong: Option<&str>) -> String {
    let help = question.help.as_ref().map(|_| format!("h-{}", question.id));
    let wrong = wrong.map(|_| format!("w-{}", question.id));
    let all: Vec<String> = help.into_iter().chain(wrong).collect();
    all.join(" ")
}

/// A number as it is shown.
pub(super) fn shown(words: &Words, number: Number) -> String {
    words.digits(&number.to_string())
}

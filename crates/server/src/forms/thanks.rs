//! The page after an answer: thanks, and the offers of a quiz beside each other.

use axum::http::StatusCode;
use axum::response::Response;
use customers::forms::{After, Definition, Number, Offer, Published, Question, QuestionKind, Text};
use kernel::Currency;
use serde_json::Value;

use super::field::shown;
use super::shape::{self, Frame};
use super::words::Words;
use crate::html::Html;

/// The page.
pub(super) fn page(
    form: &Published,
    language: &str,
    offers: &[Offer],
    currency: Currency,
) -> Response {
    let words = Words::of(language);
    let definition = &form.definition;
    let thanks = Thanks {
        definition,
        language,
        words,
        currency,
    };
    let frame = Frame {
        status: StatusCode::OK,
        language,
        title: words.thanks,
        style: "",
        hosts: &definition.hosts,
        is_wide: definition.quiz.is_some(),
    };
    shape::page(&frame, |html| {
        html.element("h1", &[], words.thanks);
        let message = match &definition.after {
            After::Message(Some(text)) => thanks.text(text),
            _ => words.received,
        };
        if definition.quiz.is_none() {
            html.element("p", &[("role", "status")], message);
        } else if offers.is_empty() {
            html.element("p", &[("role", "status")], words.no_offers);
        } else {
            html.element("p", &[("role", "status")], message);
            html.element("h2", &[], words.offers);
            html.open("ol", &[("class", "offers")]);
            for offer in offers {
                html.open("li", &[]);
                thanks.offer(html, offer);
                html.close("li");
            }
            html.close("ol");
        }
    })
}

struct Thanks<'a> {
    definition: &'a Definition,
    language: &'a str,
    words: &'static Words,
    currency: Currency,
}

impl Thanks<'_> {
    fn offer(&self, html: &mut Html, offer: &Offer) {
        html.element("h3", &[], &offer.name);
        if let Some(price) = offer.price {
            html.open("p", &[("class", "price")]);
            html.element("bdi", &[], &self.price(price));
            html.close("p");
        }
        html.element("p", &[], &self.reason(offer));
        html.open("dl", &[]);
        for (label, value) in self.terms(offer) {
            html.element("dt", &[], label);
            html.element("dd", &[], &value);
        }
        for (label, names) in [
            (self.words.meets, &offer.meets),
            (self.words.misses, &offer.misses),
        ] {
            let labels: Vec<&str> = names.iter().filter_map(|name| self.label(name)).collect();
            if !labels.is_empty() {
                html.element("dt", &[], label);
                html.element("dd", &[], &labels.join(" · "));
            }
        }
        html.close("dl");
        if let Some(link) = self.link(offer) {
            let label = format!("{}: {}", self.words.look, offer.name);
            let attributes = [("href", link), ("rel", "noopener"), ("aria-label", &label)];
            html.element("a", &attributes, self.words.look);
        }
    }

    /// `Fits 4 of 5 of your wishes, 12 % below your limit.`
    fn reason(&self, offer: &Offer) -> String {
        let number = |number: usize| self.words.digits(&number.to_string());
        let of = offer.meets.len() + offer.misses.len();
        let fits = self.words.fits.replace("{n}", &number(offer.meets.len()));
        let fits = fits.replace("{of}", &number(of));
        let Some(percent) = offer.below_limit_percent else {
            return if of == 0 { String::new() } else { fits };
        };
        let template = match percent {
            1.. => self.words.below,
            0 => self.words.within,
            _ => self.words.above,
        };
        let percent = self.words.digits(&percent.unsigned_abs().to_string());
        let comma = if self.words.language == "fa" {
            "،"
        } else {
            ","
        };
        format!("{fits}{comma} {}", template.replace("{n}", &percent))
    }

    fn price(&self, price: Number) -> String {
        let digits = self.currency.digits();
        let minor = price.to_minor(digits).unwrap_or_default();
        let unit = 10_u64.pow(u32::from(digits));
        let (major, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
        let sign = if minor < 0 { "-" } else { "" };
        let number = if rest == 0 {
            format!("{sign}{major}")
        } else {
            format!("{sign}{major}.{rest:0width$}", width = usize::from(digits))
        };
        format!("{} {}", self.words.digits(&number), self.currency)
    }

    fn terms<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = (&'a str, String)> {
        let terms = self.definition.quiz.iter().flat_map(|quiz| &quiz.terms);
        terms.filter_map(|term| {
            let value = match offer.attributes.get(&term.attribute)? {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            let value = Number::parse(&value).map_or(value, |number| shown(self.words, number));
            let unit = term.unit.as_ref().map(|unit| self.text(unit));
            let value = unit.map_or_else(|| value.clone(), |unit| format!("{value} {unit}"));
            Some((self.text(&term.label), value))
        })
    }

    /// What a wish is called: the option that was chosen, or the question.
    fn label<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let (id, value) = name
            .split_once('=')
            .map_or((name, None), |(id, value)| (id, Some(value)));
        let question: &Question = self.definition.find(id)?;
        let label = match (&question.kind, value) {
            (QuestionKind::OneOf(choices) | QuestionKind::ManyOf(choices), Some(value)) => {
                &choices.iter().find(|choice| choice.value == value)?.label
            }
            // Of the price the first line tells.
            (QuestionKind::Number { wishes, .. }, _)
                if wishes.as_ref().is_some_and(|wish| wish.attribute.is_none()) =>
            {
                return None;
            }
            _ => &question.label,
        };
        Some(self.text(label))
    }

    /// A product's page; only an address of the web.
    fn link<'a>(&self, offer: &'a Offer) -> Option<&'a str> {
        let quiz = self.definition.quiz.as_ref()?;
        let link = offer
            .attributes
            .get(quiz.link_attribute.as_ref()?)?
            .as_str()?;
        link.starts_with("https://").then_some(link)
    }

    fn text<'a>(&'a self, text: &'a Text) -> &'a str {
        text.in_language(self.language, self.definition.fallback())
    }
}

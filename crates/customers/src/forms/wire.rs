//! A definition as it is written in JSON, before it is checked.

use serde::Deserialize;
use serde_json::Value;

use super::{Comparison, Condition, Number, Text};

/// The whole form; questions are read one by one, so that a mistake has its path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireForm {
    pub(super) title: Text,
    #[serde(default)]
    pub(super) languages: Vec<String>,
    pub(super) intro: Option<Text>,
    pub(super) questions: Vec<Value>,
    pub(super) submit: Option<Text>,
    #[serde(default)]
    pub(super) after: WireAfter,
    #[serde(default)]
    pub(super) hosts: Vec<String>,
    pub(super) quiz: Option<WireQuiz>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireAfter {
    pub(super) message: Option<Text>,
    pub(super) redirect: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireQuiz {
    pub(super) category: Option<String>,
    pub(super) offers: Option<usize>,
    pub(super) price_attribute: Option<String>,
    pub(super) link_attribute: Option<String>,
    #[serde(default)]
    pub(super) terms: Vec<WireTerm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireTerm {
    pub(super) attribute: String,
    pub(super) label: Text,
    pub(super) unit: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireQuestion {
    pub(super) id: String,
    pub(super) r#type: WireType,
    #[serde(default)]
    pub(super) label: Text,
    pub(super) help: Option<Text>,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) attribute: Option<String>,
    pub(super) show_if: Option<Condition>,
    pub(super) length_max: Option<usize>,
    pub(super) long: Option<bool>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    pub(super) decimals: Option<u8>,
    pub(super) unit: Option<Text>,
    pub(super) options: Option<Vec<Value>>,
    pub(super) wants: Option<Value>,
    pub(super) weight: Option<u32>,
    pub(super) must: Option<bool>,
    pub(super) purpose: Option<String>,
    pub(super) channel: Option<String>,
    pub(super) text_version: Option<String>,
    pub(super) parameter: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireType {
    Text,
    Email,
    Phone,
    Number,
    OneOf,
    ManyOf,
    Date,
    YesNo,
    Consent,
    Hidden,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireOption {
    pub(super) value: String,
    pub(super) label: Option<Text>,
    pub(super) wants: Option<Vec<WireTest>>,
    pub(super) weight: Option<u32>,
    pub(super) must: Option<bool>,
}

/// One test of a product: of its category, its price or an attribute.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireTest {
    pub(super) category: Option<Vec<String>>,
    #[serde(default)]
    pub(super) price: bool,
    pub(super) attribute: Option<String>,
    pub(super) is_one_of: Option<Vec<String>>,
    pub(super) at_least: Option<Number>,
    pub(super) at_most: Option<Number>,
}

/// What a number says: of the price, or of an attribute.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireNumberWish {
    #[serde(default)]
    pub(super) price: bool,
    pub(super) attribute: Option<String>,
    pub(super) compare: Comparison,
}

impl WireType {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::OneOf => "one_of",
            Self::ManyOf => "many_of",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Consent => "consent",
            Self::Hidden => "hidden",
        }
    }
}

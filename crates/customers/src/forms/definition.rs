//! What a form asks, valid by construction: made by [`super::read_definition`].

use super::{Condition, Number, Quiz, Text, Wishes, wish::Comparison};

/// A form: its questions, and what comes after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The heading.
    pub title: Text,
    /// The languages that it can be shown in, the fallback first.
    pub languages: Vec<String>,
    /// A paragraph beneath the heading.
    pub intro: Option<Text>,
    /// The questions in their order.
    pub questions: Vec<Question>,
    /// What the button says, when not the usual.
    pub submit: Option<Text>,
    /// What comes after an answer.
    pub after: After,
    /// Hosts whose pages may show the form in a frame, and that it may lead to.
    pub hosts: Vec<String>,
    /// The offers that answers lead to.
    pub quiz: Option<Quiz>,
}

/// What comes after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// A page with the usual thanks, or with this text.
    Message(Option<Text>),
    /// The visitor is led to this address, on one of the form's hosts.
    Redirect(String),
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name: small letters, digits and `_`, unique in the form.
    pub id: String,
    /// The question itself; of a consent the exact text that is agreed to.
    pub label: Text,
    /// A line of help.
    pub help: Option<Text>,
    /// Whether it has to be answered.
    pub is_required: bool,
    /// The attribute of the customer that the answer becomes.
    pub attribute: Option<String>,
    /// When it is shown; always when absent.
    pub show_if: Option<Condition>,
    /// What kind of answer it takes.
    pub kind: QuestionKind,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Words.
    Text {
        /// The longest answer, characters.
        length_max: usize,
        /// Whether there is room for several lines.
        is_long: bool,
    },
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number.
    Number {
        /// The smallest.
        min: Option<Number>,
        /// The largest.
        max: Option<Number>,
        /// Digits after the point, 0 to 6.
        decimals: u8,
        /// What it is counted in.
        unit: Option<Text>,
        /// What the number says about offers.
        wishes: Option<NumberWish>,
    },
    /// One of some options.
    OneOf(Vec<Choice>),
    /// Any of some options.
    ManyOf(Vec<Choice>),
    /// A day.
    Date,
    /// Yes or no, and what a yes wishes of offers.
    YesNo(Option<Wishes>),
    /// Agreement to a text, which is the question's label.
    Consent {
        /// What for, such as `marketing`.
        purpose: String,
        /// By which way, such as `email`.
        channel: String,
        /// The version of the text.
        text_version: String,
    },
    /// Not shown: taken from a parameter of the page's address.
    Hidden {
        /// The parameter.
        parameter: String,
    },
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is shown.
    pub label: Text,
    /// What choosing it wishes of offers.
    pub wishes: Option<Wishes>,
}

/// What a number says about offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberWish {
    /// The attribute that is held against the number; the price when absent.
    pub attribute: Option<String>,
    /// How.
    pub comparison: Comparison,
    /// How much it counts, 1 to 10.
    pub weight: u32,
    /// Whether an offer that does not meet it is left out.
    pub is_must: bool,
}

impl Definition {
    /// The language that is taken when a text is missing in another.
    pub fn fallback(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// The question with an id.
    pub fn find(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

impl QuestionKind {
    /// The name of the kind, as definitions write it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number { .. } => "number",
            Self::OneOf(_) => "one_of",
            Self::ManyOf(_) => "many_of",
            Self::Date => "date",
            Self::YesNo(_) => "yes_no",
            Self::Consent { .. } => "consent",
            Self::Hidden { .. } => "hidden",
        }
    }

    /// The values among which an answer is, when there are such.
    pub fn values(&self) -> Option<Vec<&str>> {
        match self {
            Self::OneOf(choices) | Self::ManyOf(choices) => {
                Some(choices.iter().map(|choice| choice.value.as_str()).collect())
            }
            Self::YesNo(_) => Some(vec!["yes", "no"]),
            _ => None,
        }
    }
}

//! What can be wrong with a definition, and with an answer.

use serde::Serialize;
use thiserror::Error;

use super::{FormReason, Number};

/// A mistake in a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Where, such as `questions[2].options[0].value`.
    pub path: String,
    /// What is wrong and what to do, as a sentence.
    pub sentence: String,
    /// The same, for whoever says it in another language.
    #[serde(skip)]
    pub reason: FormReason,
}

impl Wrong {
    pub(crate) fn new(path: impl Into<String>, reason: FormReason) -> Self {
        Self {
            path: path.into(),
            sentence: reason.to_string(),
            reason,
        }
    }
}

/// An answer that can not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// The question's id.
    pub question: String,
    /// What is wrong.
    pub fault: AnswerFault,
}

/// Why an answer can not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerFault {
    /// Nothing was answered.
    #[error("this has to be answered")]
    Missing,
    /// A consent that the form can not do without was not given.
    #[error("this has to be agreed to")]
    ConsentMissing,
    /// Not an e-mail address.
    #[error("an e-mail address looks like name@example.org")]
    Email,
    /// Not a telephone number.
    #[error("a telephone number has 5 to 15 digits, with or without a leading +")]
    Phone,
    /// Not a number.
    #[error("this is not a number")]
    Number,
    /// Too small a number.
    #[error("this is less than {0}")]
    TooSmall(Number),
    /// Too large a number.
    #[error("this is more than {0}")]
    TooLarge(Number),
    /// Too fine a number.
    #[error("this has more than {0} digits after the point")]
    TooFine(u8),
    /// Not a day.
    #[error("a day is written like 2026-03-31")]
    Date,
    /// Not among what is offered.
    #[error("this is not one of the options")]
    NotAnOption,
    /// More than one answer where there is room for one.
    #[error("only one answer can be given here")]
    OneOnly,
    /// Too long a text.
    #[error("this has more than {0} characters")]
    TooLong(usize),
    /// The form asks no such question.
    #[error("the form does not ask this")]
    Unasked,
}

impl AnswerFault {
    /// A stable name of the situation.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::ConsentMissing => "consent_missing",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::TooSmall(_) => "too_small",
            Self::TooLarge(_) => "too_large",
            Self::TooFine(_) => "too_fine",
            Self::Date => "date",
            Self::NotAnOption => "not_an_option",
            Self::OneOnly => "one_only",
            Self::TooLong(_) => "too_long",
            Self::Unasked => "unasked",
        }
    }
}

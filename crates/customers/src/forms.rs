//! Forms and quizzes: what is asked, what was answered, and which offers fit the answers.
//!
//! A [`Definition`] is read from JSON and checked as a whole: every mistake is named with its path. Answers are read against it:
//! every wrong field is named. A quiz ranks the products of the catalogue by the wishes that the answers are. All of this is pure;
//! [`Forms`] keeps it.
//!
//! # Invariants
//!
//! - **FORM-1** A page that is sent twice is one answer and one event.
//! - A definition is never changed: an answer is always read beside the questions that were asked.
//! - Raising the price limit never takes an offer out of the ranking.

mod answer;
mod answered;
mod condition;
mod csv;
mod definition;
mod fault;
mod form;
mod guard;
mod kept;
mod key;
mod link;
mod number;
mod quiz;
mod rank;
mod read;
mod reason;
mod reply;
mod said;
mod sample;
mod statements;
mod text;
mod token;
mod told;
mod wire;
mod wish;

pub use answer::{Answer, Answers, Input};
pub use answered::{Contact, FormAnswer, FormAnswerId, NewAnswer, answers_of};
pub use condition::Condition;
pub use csv::AnswersCsv;
pub use definition::{After, Choice, Definition, NumberWish, Question, QuestionKind};
pub use fault::{AnswerFault, Wrong, WrongAnswer};
pub use form::{Form, FormId, FormState, Published};
pub use guard::Guard;
pub use kept::Forms;
pub use key::FormKey;
pub use link::FormAnswers;
pub use number::Number;
pub use quiz::{Quiz, Term, catalogue_item};
pub use rank::{Item, Offer, rank};
pub use read::{TRAP, read_definition};
pub use reason::FormReason;
pub use reply::read_answers;
pub use said::{Origin, fact};
pub use sample::{SAMPLE_KEY, SAMPLE_PRODUCTS, SAMPLE_QUIZ};
pub use text::Text;
pub use token::{Token, TokenFault, TokenSecret};
pub use told::{Line, told};
pub use wish::{Bounds, Comparison, Sought, Test, Wishes, sought};

//! What reading an exchange file gave.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fact::Fact;

/// A part of a file that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRefusal {
    /// The line in the file, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// Which part it is and what in it is to blame: `Документ[36]/Товары/Товар[2]/Количество`.
    pub path: String,
    /// What stands there, at most 60 characters of it.
    pub value: String,
    /// What is wrong with it, and what would be right.
    pub reason: String,
    /// The reason's code, one of [`RefusalReason::ALL`](crate::RefusalReason::ALL); `None` in what earlier versions kept.
    #[serde(default)]
    pub code: Option<String>,
    /// The values in the reason, by name.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExchangeCounts {
    /// Products, offers, customers and documents read.
    pub read: u64,
    /// Those among them that were refused.
    pub refused: u64,
    /// Groups of the classifier.
    pub groups: u64,
    /// Products of the catalogue.
    pub products: u64,
    /// Offers: prices and stock of products.
    pub offers: u64,
    /// Customers, from the file's own list and from its documents; each once.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Orders that are off.
    pub cancelled: u64,
    /// Returns.
    pub returns: u64,
    /// Orders and returns without a customer.
    pub anonymous: u64,
    /// E-mail addresses and telephone numbers that are none, and were left out.
    pub contacts_invalid: u64,
    /// Documents that are no orders and no returns, by what they are: payments, shipments, states of orders.
    pub passed_over: BTreeMap<String, u64>,
    /// Facts that were handed on.
    pub facts: u64,
    /// Facts that came to the log.
    pub added: u64,
    /// Facts that the log had already.
    pub known: u64,
    /// Facts about which a file that was written later has told already.
    pub outdated: u64,
}

impl ExchangeCounts {
    /// Adds what was found in another file.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in [
            (&mut self.read, other.read),
            (&mut self.refused, other.refused),
            (&mut self.groups, other.groups),
            (&mut self.products, other.products),
            (&mut self.offers, other.offers),
            (&mut self.customers, other.customers),
            (&mut self.orders, other.orders),
            (&mut self.cancelled, other.cancelled),
            (&mut self.returns, other.returns),
            (&mut self.anonymous, other.anonymous),
            (&mut self.contacts_invalid, other.contacts_invalid),
            (&mut self.facts, other.facts),
            (&mut self.added, other.added),
            (&mut self.known, other.known),
            (&mut self.outdated, other.outdated),
        ] {
            *own += more;
        }
        for (what, more) in &other.passed_over {
            *self.passed_over.entry(what.clone()).or_default() += more;
        }
    }
}

/// A fact of a file, and what it is about.
#[derive(Clone, Debug)]
pub struct ExchangeFact {
    /// What it is about, such as `order:36`: of two facts about one thing, the later one holds.
    pub object: String,
    /// The fact.
    pub fact: Fact,
}

/// A file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadExchange {
    /// The version of the form, as the file tells it.
    pub version: Option<String>,
    /// When the file was written, as it tells.
    pub formed_at: Option<Timestamp>,
    /// What was found.
    pub counts: ExchangeCounts,
    /// What was refused, as far as it is kept.
    pub refusals: Vec<ExchangeRefusal>,
}

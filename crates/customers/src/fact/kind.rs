//! What facts are about.

use std::str::FromStr;

use serde::Serialize;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Who somebody is: traits, and the ids by which they are known.
    Identify,
    /// Something that somebody did, by its name.
    Track,
    /// A page that somebody saw.
    Page,
    /// A screen of an app that somebody saw.
    Screen,
    /// That somebody belongs to a group, such as a company or a household.
    Group,
    /// That two ids are one person.
    Alias,
    /// An order, whole, as it stands now.
    Order,
    /// Goods that came back.
    Return,
    /// A customer's record, as a till or a back office keeps it.
    Customer,
    /// A product's record.
    Product,
    /// The answers to a form.
    Form,
}

impl FactKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Identify,
        Self::Track,
        Self::Page,
        Self::Screen,
        Self::Group,
        Self::Alias,
        Self::Order,
        Self::Return,
        Self::Customer,
        Self::Product,
        Self::Form,
    ];

    /// The name: in the log's column `kind`, and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
            Self::Order => "order",
            Self::Return => "return",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Form => "form",
        }
    }
}

/// The text names no kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindUnknown;

impl FromStr for FactKind {
    type Err = KindUnknown;

    fn from_str(text: &str) -> Result<Self, KindUnknown> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or(KindUnknown)
    }
}

//! What a list of customers is narrowed to, and its order.

use std::str::FromStr;

use super::words::searched;
use crate::base::CustomerId;
use crate::wrong_field::FieldReason;

/// Characters of a search.
const SEARCH_MAX: usize = 200;

/// An e-mail address is known.
pub(super) const HAS_EMAIL: i64 = 1;
/// A telephone number is known.
pub(super) const HAS_PHONE: i64 = 2;

/// Which customers are wanted; all of what is given holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryFilter {
    /// Beginnings of words of name, e-mail, phone and key.
    pub search: Option<Search>,
    /// Numbers of segments, from 0; any of them.
    pub segments: Option<Vec<u8>>,
    /// The country as it is known, to the letter.
    pub country: Option<String>,
    /// Orders.
    pub orders: Span,
    /// Net revenue, minor units.
    pub revenue_minor: Span,
    /// Worth of the orders of 12 months, minor units; who has no score is outside.
    pub clv_12m_minor: Span,
    /// The day of the last order, in days since 1970; who never ordered is outside.
    pub last_day: Span,
    /// Probability of not having left, in millionths; who has no score is outside.
    pub alive_ppm: Span,
    /// Only who has an e-mail address.
    pub with_email: bool,
    /// Only who has a telephone number.
    pub with_phone: bool,
}

/// A range, both ends inclusive; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The least value.
    pub least: Option<i64>,
    /// The greatest value.
    pub most: Option<i64>,
}

impl Span {
    /// Whether nothing is left out.
    pub const fn is_open(self) -> bool {
        self.least.is_none() && self.most.is_none()
    }

    /// Whether nothing is in it.
    pub fn is_crossed(self) -> bool {
        matches!((self.least, self.most), (Some(least), Some(most)) if most < least)
    }
}

/// A search: the beginnings of words, all of which a customer has, or an id of ours.
#[derive(Clone, PartialEq, Eq)]
pub struct Search {
    pub(super) words: Vec<String>,
    pub(super) id: Option<CustomerId>,
}

/// Without its words: they are personal data.
impl std::fmt::Debug for Search {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Search({} words)", self.words.len())
    }
}

impl Search {
    /// Reads what was typed; nothing when only blanks were.
    ///
    /// # Errors
    ///
    /// When it has more than 200 characters, or a control character.
    pub fn read(text: &str) -> Result<Option<Self>, FieldReason> {
        let text = text.trim();
        let characters = text.chars().count();
        if characters > SEARCH_MAX {
            return Err(FieldReason::SearchLong {
                most: SEARCH_MAX,
                given: characters,
            });
        }
        if text.chars().any(char::is_control) {
            return Err(FieldReason::SearchControl);
        }
        Ok((!text.is_empty()).then(|| Self {
            words: searched(text),
            id: text.parse().ok(),
        }))
    }
}

/// What a list is sorted by; equals by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The figure.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// A figure that a list is sorted by. Who never ordered counts as the longest ago, who has no score as the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Net revenue.
    Revenue,
    /// The folded name; the nameless are behind it.
    Name,
    /// The day of the last order.
    LastOrder,
    /// Orders.
    Orders,
    /// Worth of the orders of 12 months.
    Clv,
    /// Probability of not having left.
    Alive,
    /// When we first knew of them.
    Created,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            key: SortKey::Revenue,
            is_descending: true,
        }
    }
}

impl Sort {
    /// Every name of an order, for a sentence.
    pub const NAMES: &'static str = "revenue, name, last_order, orders, clv, p_alive or created_at, with - before it for the greatest first";
}

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (is_descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let key = match name {
            "revenue" => SortKey::Revenue,
            "name" => SortKey::Name,
            "last_order" => SortKey::LastOrder,
            "orders" => SortKey::Orders,
            "clv" => SortKey::Clv,
            "p_alive" => SortKey::Alive,
            "created_at" => SortKey::Created,
            _ => return Err(()),
        };
        Ok(Self { key, is_descending })
    }
}

impl SortKey {
    /// The column.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Revenue => "revenue_minor",
            Self::Name => "name_key",
            Self::LastOrder => "last_day",
            Self::Orders => "orders",
            Self::Clv => "clv_12m_minor",
            Self::Alive => "alive_ppm",
            // Ids are made in the order of time.
            Self::Created => "customer_id",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_of_a_list_are_read_by_name() {
        let sort: Sort = "-clv".parse().unwrap();
        assert_eq!((sort.key, sort.is_descending), (SortKey::Clv, true));
        for unknown in ["", "-", "--clv", "clv-", "Name", "email"] {
            assert!(unknown.parse::<Sort>().is_err(), "{unknown}");
        }
    }

    #[test]
    fn what_can_not_be_searched_is_said() {
        assert_eq!(Search::read("  ").unwrap(), None);
        let long = Err(FieldReason::SearchLong {
            most: 200,
            given: 300,
        });
        assert_eq!(Search::read(&"x".repeat(300)), long);
        assert_eq!(Search::read("a\u{0}b"), Err(FieldReason::SearchControl));
        assert_eq!(Search::read("…").unwrap().unwrap().words, [""; 0]);
    }
}

//! What a column can mean, and by which names people call it.

mod synonyms;

use serde::{Deserialize, Serialize};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Lines of receipts.
    Orders,
    /// Attributes of customers by their key.
    Customers,
    /// Attributes of products by their key.
    Products,
    /// Contracts that run from a start to an end, at a price a period.
    Subscriptions,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Orders,
        Self::Customers,
        Self::Products,
        Self::Subscriptions,
    ];

    /// The kind's name in the store, in mappings and in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::Products => "products",
            Self::Subscriptions => "subscriptions",
        }
    }

    /// The meanings that a column of such a file can have.
    pub const fn meanings(self) -> &'static [Meaning] {
        match self {
            Self::Orders => &[
                Meaning::Order,
                Meaning::Customer,
                Meaning::Date,
                Meaning::Time,
                Meaning::Product,
                Meaning::Name,
                Meaning::Quantity,
                Meaning::UnitPrice,
                Meaning::Amount,
                Meaning::Discount,
                Meaning::Cost,
                Meaning::UnitCost,
                Meaning::Currency,
                Meaning::Channel,
                Meaning::Store,
                Meaning::Country,
            ],
            Self::Customers => &[
                Meaning::Customer,
                Meaning::Name,
                Meaning::Email,
                Meaning::Phone,
                Meaning::Country,
            ],
            Self::Products => &[Meaning::Product, Meaning::Name, Meaning::Category],
            Self::Subscriptions => &[
                Meaning::Subscription,
                Meaning::Customer,
                Meaning::Start,
                Meaning::End,
                Meaning::Price,
                Meaning::Period,
                Meaning::Plan,
                Meaning::Currency,
            ],
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == text);
        known.ok_or_else(|| {
            format!("'{text}' is not a kind: use orders, customers, products or subscriptions")
        })
    }
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The receipt's number.
    Order,
    /// The customer's key in the system where the file comes from.
    Customer,
    /// The day, or day and time together.
    Date,
    /// The time of the day beside a date, or day and time together when there is no date.
    Time,
    /// The product's key.
    Product,
    /// The name of the product, or in a file of customers the customer's.
    Name,
    /// How many; negative for a return.
    Quantity,
    /// The price of one.
    UnitPrice,
    /// The total of the line, after its discount.
    Amount,
    /// What was taken off the line, as money.
    Discount,
    /// What the whole line cost the seller.
    Cost,
    /// What one piece cost the seller.
    UnitCost,
    /// The currency of the line.
    Currency,
    /// How it was sold: shop, web, telephone….
    Channel,
    /// Where it was sold.
    Store,
    /// The customer's country.
    Country,
    /// The customer's electronic mail address.
    Email,
    /// The customer's telephone number.
    Phone,
    /// The product's category.
    Category,
    /// The subscription's number.
    Subscription,
    /// The day on which a subscription begins.
    Start,
    /// The first day on which a subscription no longer runs; empty while it runs.
    End,
    /// What a subscription costs for one period.
    Price,
    /// How long a period is.
    Period,
    /// What is subscribed to.
    Plan,
}

impl Meaning {
    /// Every meaning, with its key in mappings and its words in sentences.
    const NAMES: [(Self, &'static str, &'static str); 25] = [
        (Self::Order, "order", "the order id"),
        (Self::Customer, "customer", "the customer"),
        (Self::Date, "date", "the date"),
        (Self::Time, "time", "the time"),
        (Self::Product, "product", "the product"),
        (Self::Name, "name", "the name"),
        (Self::Quantity, "quantity", "the quantity"),
        (Self::UnitPrice, "unit_price", "the unit price"),
        (Self::Amount, "amount", "the line total"),
        (Self::Discount, "discount", "the discount"),
        (Self::Cost, "cost", "the cost of the line"),
        (Self::UnitCost, "unit_cost", "the cost of one"),
        (Self::Currency, "currency", "the currency"),
        (Self::Channel, "channel", "the channel"),
        (Self::Store, "store", "the store"),
        (Self::Country, "country", "the country"),
        (Self::Email, "email", "the e-mail address"),
        (Self::Phone, "phone", "the telephone number"),
        (Self::Category, "category", "the category"),
        (
            Self::Subscription,
            "subscription",
            "the subscription's number",
        ),
        (Self::Start, "start", "the start"),
        (Self::End, "end", "the end"),
        (Self::Price, "price", "the price of a period"),
        (Self::Period, "period", "the period"),
        (Self::Plan, "plan", "the plan"),
    ];

    /// The key in mappings.
    pub fn key(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(meaning, ..)| *meaning == self)
            .map_or("", |(_, key, _)| key)
    }

    /// The words in a sentence.
    pub fn words(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(meaning, ..)| *meaning == self)
            .map_or("", |(.., words)| words)
    }

    /// The meaning with a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(_, other, _)| *other == key)
            .map(|(meaning, ..)| *meaning)
    }

    /// Whether the cells are numbers.
    pub(crate) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Quantity
                | Self::UnitPrice
                | Self::Amount
                | Self::Discount
                | Self::Cost
                | Self::UnitCost
                | Self::Price
        )
    }
}

impl std::fmt::Display for Meaning {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.key())
    }
}

/// How well a column's name fits a meaning: 0 is best.
pub(crate) fn fit(kind: Kind, meaning: Meaning, name: &str) -> Option<usize> {
    let name = normalised(name);
    synonyms::of(kind, meaning).position(|synonym| synonym == name)
}

/// Whether a cell is a name by which some column is known.
pub(crate) fn is_known_name(cell: &str) -> bool {
    if cell.is_empty() || cell.chars().count() > 40 {
        return false;
    }
    Kind::ALL.into_iter().any(|kind| {
        kind.meanings()
            .iter()
            .any(|meaning| fit(kind, *meaning, cell).is_some())
    })
}

/// Letters and digits in lower case, without what stands in brackets.
fn normalised(name: &str) -> String {
    let outside = name.split(['(', '[']).next().unwrap_or(name);
    let name = if outside.trim().is_empty() {
        name
    } else {
        outside
    };
    name.chars()
        .filter(|symbol| symbol.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(|symbol| match symbol {
            // Arabic forms of two Persian letters.
            '\u{64a}' => '\u{6cc}',
            '\u{643}' => '\u{6a9}',
            other => other,
        })
        .collect()
}

/// At most 60 characters of a value, whatever bytes it has.
pub(crate) fn shorten(value: &[u8]) -> String {
    let head = &value[..value.len().min(400)];
    let text = String::from_utf8_lossy(head);
    let mut short: String = text.chars().take(60).collect();
    if text.chars().nth(60).is_some() || head.len() < value.len() {
        short = short.chars().take(59).chain(['…']).collect();
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_systems_are_known() {
        for (name, meaning) in [
            ("InvoiceNo", Meaning::Order),
            ("Customer ID", Meaning::Customer),
            ("customer_id", Meaning::Customer),
            ("StockCode", Meaning::Product),
            ("Description", Meaning::Name),
            ("Unit Price (GBP)", Meaning::UnitPrice),
            ("dollar_value", Meaning::Amount),
            ("number_of_cds", Meaning::Quantity),
            ("Клиент", Meaning::Customer),
            ("Количество", Meaning::Quantity),
            ("Kundenummer", Meaning::Customer),
            ("Beløp", Meaning::Amount),
            ("تعداد", Meaning::Quantity),
            ("شماره مشتری", Meaning::Customer),
        ] {
            assert!(fit(Kind::Orders, meaning, name).is_some(), "{name}");
        }
        assert!(!is_known_name("WHITE METAL LANTERN"));
    }

    #[test]
    fn every_meaning_has_a_key_and_back() {
        for (meaning, key, words) in Meaning::NAMES {
            assert_eq!(Meaning::from_key(key), Some(meaning));
            assert_eq!(meaning.key(), key);
            assert!(words.starts_with("the "));
        }
    }

    #[test]
    fn no_synonym_stands_for_two_meanings_or_is_unreachable() {
        for kind in Kind::ALL {
            let mut seen = std::collections::HashSet::new();
            for meaning in kind.meanings() {
                for synonym in synonyms::of(kind, *meaning) {
                    assert!(seen.insert(synonym), "{synonym} twice in {kind:?}");
                    assert_eq!(normalised(synonym), synonym);
                }
            }
        }
    }
}

//! A customer's card.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::standing::{self, CustomerFigures, CustomerReason, CustomerScore};

/// What is known of a customer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerCard {
    /// Our id.
    #[schema(example = "cus_0000000000000")]
    pub id: String,
    /// The key in the system where the customer comes from; our id where none gave one.
    pub key: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Further attributes by name.
    pub attributes: BTreeMap<String, Value>,
    /// When we first knew of them.
    pub created_at: Timestamp,
    /// By what else they are known, the first hundred.
    pub identifiers: Vec<CustomerIdentifier>,
    /// What events told of them; null when none did.
    pub profile: Option<CustomerProfile>,
    /// The newest carts, ten at most.
    pub carts: Vec<CustomerCart>,
    /// Figures of their orders; null for who never ordered, and until they are made.
    pub figures: Option<CustomerFigures>,
    /// What the model in force says; null without one.
    pub score: Option<CustomerScore>,
    /// Facts on which that rests, for sentences.
    pub reasons: Vec<CustomerReason>,
}

/// By what a customer is known.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerIdentifier {
    /// What it is: `email`, `phone`, `user_id`, or as a source calls it.
    pub kind: String,
    /// Its value, in the form in which it is compared.
    pub value: String,
}

/// What events told of a customer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerProfile {
    /// The earliest event.
    pub first_seen_at: Timestamp,
    /// The latest event.
    pub last_seen_at: Timestamp,
    /// Events, those of visitors who turned out to be the customer included.
    pub events: i64,
    /// Pages and screens among them.
    pub pages: i64,
    /// Orders among them.
    pub orders: i64,
    /// Traits by name.
    pub traits: BTreeMap<String, Value>,
    /// Consents by purpose, as they were told.
    pub consents: BTreeMap<String, Value>,
    /// The parts of the first campaign: name, source, medium, term, content, id.
    pub campaign: BTreeMap<String, Value>,
    /// The first page that led here.
    pub referrer: Option<String>,
}

/// A cart.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerCart {
    /// The cart's id.
    #[schema(example = "crt_0000000000000")]
    pub id: String,
    /// What it is worth by the prices that were told, in minor units.
    pub value_minor: i64,
    /// Different products in it.
    pub products: usize,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// When the checkout began.
    pub checkout_at: Option<Timestamp>,
    /// When it was ordered.
    pub closed_at: Option<Timestamp>,
    /// The order.
    pub order: Option<String>,
}

impl CustomerCard {
    /// Puts a card and the customer's carts together.
    pub(crate) fn new(
        card: customers::Card,
        carts: Vec<customers::Cart>,
        standing: app::CustomerStanding,
    ) -> Self {
        let (figures, score, reasons) = standing::parts(standing);
        let identifier = |found: customers::Identifier| CustomerIdentifier {
            kind: found.kind,
            value: found.value,
        };
        Self {
            id: card.id.to_string(),
            key: card.key,
            name: card.name.map(Into::into),
            email: card.email.map(Into::into),
            phone: card.phone.map(Into::into),
            country: card.country,
            attributes: card.attributes.into_iter().collect(),
            created_at: card.created_at,
            identifiers: card.identifiers.into_iter().map(identifier).collect(),
            profile: card.profile.map(Into::into),
            carts: carts.into_iter().map(Into::into).collect(),
            figures,
            score,
            reasons,
        }
    }
}

impl From<customers::Profile> for CustomerProfile {
    fn from(profile: customers::Profile) -> Self {
        Self {
            first_seen_at: profile.first_seen_at,
            last_seen_at: profile.last_seen_at,
            events: profile.events,
            pages: profile.pages,
            orders: profile.orders,
            traits: profile.traits.into_iter().collect(),
            consents: profile.consents.into_iter().collect(),
            campaign: profile.campaign.into_iter().collect(),
            referrer: profile.referrer,
        }
    }
}

impl From<customers::Cart> for CustomerCart {
    fn from(cart: customers::Cart) -> Self {
        Self {
            id: cart.id.to_string(),
            value_minor: cart.value_minor,
            products: cart.items.len(),
            changed_at: cart.changed_at,
            checkout_at: cart.checkout_at,
            closed_at: cart.closed_at,
            order: cart.order,
        }
    }
}

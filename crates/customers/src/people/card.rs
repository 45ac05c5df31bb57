//! A customer's card: what files and the log told of them.

use ::store::{Conn, Store, StoreError, instant, on};
use jiff::Timestamp;
use kernel::{Email, PersonName, Phone};
use serde::Serialize;
use serde_json::{Map, Value};

use super::identity::{EMAIL, email};
use super::seen::Sayings;
use super::statements as sql;
use super::told::{Said, Told};
use crate::base::CustomerId;
use crate::error::CustomersError;

/// Identifiers that a card shows.
const IDENTIFIERS_MAX: i64 = 100;

/// What is known of a customer.
#[derive(Clone, PartialEq, Serialize)]
pub struct Card {
    /// Our id.
    pub id: CustomerId,
    /// The key of the source; our printed id where no source gave one.
    pub key: String,
    /// The name.
    pub name: Option<PersonName>,
    /// The e-mail address.
    pub email: Option<Email>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The country.
    pub country: Option<String>,
    /// Further attributes.
    pub attributes: Map<String, Value>,
    /// When we first knew of them.
    pub created_at: Timestamp,
    /// By what else they are known, the first hundred.
    pub identifiers: Vec<Identifier>,
    /// What the log told, where it did.
    pub profile: Option<Profile>,
}

/// By what a customer is known beside the key.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// What it is: `email`, `phone`, `user_id`, or as a source calls it.
    pub kind: String,
    /// Its value, in the form in which it is compared.
    pub value: String,
}

/// What the log told of a customer.
#[derive(Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The earliest event.
    pub first_seen_at: Timestamp,
    /// The latest event.
    pub last_seen_at: Timestamp,
    /// Events.
    pub events: i64,
    /// Pages and screens among them.
    pub pages: i64,
    /// Orders among them.
    pub orders: i64,
    /// Traits by name, nulls left out.
    pub traits: Map<String, Value>,
    /// Consents by purpose, as they were told.
    pub consents: Map<String, Value>,
    /// The parts of the first campaign.
    pub campaign: Map<String, Value>,
    /// The first page that led here.
    pub referrer: Option<String>,
}

/// Without what it says: that is personal data.
impl std::fmt::Debug for Card {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Card({})", self.id)
    }
}

/// Without its value: that is personal data.
impl std::fmt::Debug for Identifier {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Identifier({})", self.kind)
    }
}

/// Without what it says: that is personal data.
impl std::fmt::Debug for Profile {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Profile({} events)", self.events)
    }
}

/// A customer: id, key, name, e-mail, phone, country, attributes, made.
type Row = (
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    i64,
);

/// A profile: first, last, events, pages, orders, said.
type ProfileRow = (i64, i64, i64, i64, i64, String);

/// The card of the customer with a key of the source, or with an id of ours; nothing when there is none.
///
/// # Errors
///
/// When the store does not answer.
pub async fn find_card(store: &Store, key: &str) -> Result<Option<Card>, CustomersError> {
    let own = key.parse::<CustomerId>().map_or(-1, CustomerId::raw);
    let mut conn = store.read().await?;
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(sql::CARD).bind(key).bind(own);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    card(&mut conn, row).await
}

/// The card of the customer who is found by an e-mail address; nothing when there is none.
///
/// # Errors
///
/// When the store does not answer.
pub async fn find_card_by_email(
    store: &Store,
    address: &Email,
) -> Result<Option<Card>, CustomersError> {
    let value = email(address.expose()).unwrap_or_default();
    let mut conn = store.read().await?;
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(sql::CARD_BY_MARK).bind(EMAIL).bind(value);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    card(&mut conn, row).await
}

async fn card(conn: &mut Conn, row: Option<Row>) -> Result<Option<Card>, CustomersError> {
    let Some((raw, key, name, email, phone, country, attributes, created_at)) = row else {
        return Ok(None);
    };
    let identifiers: Vec<(String, String)> = on!(conn, conn => {
        let query = sqlx::query_as(sql::IDENTIFIERS).bind(raw).bind(IDENTIFIERS_MAX);
        query.fetch_all(conn).await.map_err(StoreError::from)?
    });
    let identifier = |(kind, value)| Identifier { kind, value };
    Ok(Some(Card {
        id: CustomerId::from_raw(raw).map_err(|_| StoreError::corrupt("customer", "id", raw))?,
        key,
        name: name.and_then(|text| PersonName::parse(&text).ok()),
        email: email.and_then(|text| Email::parse(&text).ok()),
        phone: phone.and_then(|text| Phone::parse(&text).ok()),
        country,
        attributes: serde_json::from_str(&attributes)
            .map_err(|_| StoreError::corrupt("customer", "attributes", raw))?,
        created_at: instant(created_at, "customer", "created_at", &raw)?,
        identifiers: identifiers.into_iter().map(identifier).collect(),
        profile: profile(conn, raw).await?,
    }))
}

async fn profile(conn: &mut Conn, raw: i64) -> Result<Option<Profile>, CustomersError> {
    let row: Option<ProfileRow> = on!(conn, conn => {
        let query = sqlx::query_as(sql::PROFILE).bind(raw);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    let Some((first, last, events, pages, orders, said)) = row else {
        return Ok(None);
    };
    let said: Sayings =
        serde_json::from_str(&said).map_err(|_| StoreError::corrupt("profile", "said", raw))?;
    let (campaign, referrer) = said
        .acquisition
        .map(|found| (found.campaign, found.referrer))
        .unwrap_or_default();
    Ok(Some(Profile {
        first_seen_at: instant(first, "profile", "first_seen_at", &raw)?,
        last_seen_at: instant(last, "profile", "last_seen_at", &raw)?,
        events,
        pages,
        orders,
        traits: plain(&said.traits),
        consents: plain(&said.consents),
        campaign,
        referrer,
    }))
}

fn plain(told: &Told) -> Map<String, Value> {
    let said = told.iter().filter(|(_, Said(value, _))| !value.is_null());
    said.map(|(name, Said(value, _))| (name.to_owned(), value.clone()))
        .collect()
}

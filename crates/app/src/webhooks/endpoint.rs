//! Endpoints: the addresses of other systems that are told of facts.

use jiff::Timestamp;
use kernel::Failure;
use serde::Serialize;
use store::StoreError;

use super::health::Disabled;
use super::{DeliveryId, Filter, WebhookError, WebhookSecret};

kernel::define_id!(
    /// An endpoint.
    EndpointId,
    "ep"
);

const TABLE: &str = "webhook_endpoint";

const DESCRIPTION_CHARACTERS_MAX: usize = 200;

/// An endpoint, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Our id.
    pub id: EndpointId,
    /// Where it is.
    pub url: String,
    /// What people say of it.
    pub description: String,
    /// Which facts it is told of.
    pub filter: Filter,
    /// Whether it is told of addresses, traits and all properties.
    pub with_personal_data: bool,
    /// Since when nothing is sent to it.
    pub disabled_at: Option<Timestamp>,
    /// Why nothing is sent to it.
    pub disabled_reason: Option<Failure>,
    /// Since when no attempt succeeded.
    pub failing_since: Option<Timestamp>,
    /// Until when its secret before this one signs as well.
    pub old_secret_until: Option<Timestamp>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An endpoint as it is to be.
#[derive(Debug, Clone, Default)]
pub struct EndpointTerms {
    /// Where it is.
    pub url: String,
    /// What people say of it, at most 200 characters.
    pub description: String,
    /// Which facts it is told of.
    pub filter: Filter,
    /// Whether it is told of addresses, traits and all properties.
    pub with_personal_data: bool,
}

impl EndpointTerms {
    /// Checks everything but the address.
    pub(super) fn check(&self) -> Result<(), WebhookError> {
        let is_long = self.description.chars().count() > DESCRIPTION_CHARACTERS_MAX;
        if is_long || self.description.contains(char::is_control) {
            return Err(WebhookError::Description);
        }
        self.filter.check()
    }
}

/// An endpoint with the secrets that sign for it.
#[derive(Debug, Clone)]
pub(super) struct Keyed {
    pub(super) endpoint: Endpoint,
    secret: WebhookSecret,
    old_secret: Option<WebhookSecret>,
    slot: i64,
}

/// The slots of a workspace's endpoints: more than there may be endpoints.
pub(super) const SLOTS: i64 = 64;

impl Keyed {
    /// The id of the delivery of an event: the same whenever it is made.
    pub(super) fn delivery_of(&self, position: i64) -> Option<DeliveryId> {
        let raw = position.checked_mul(SLOTS)?.checked_add(self.slot)?;
        DeliveryId::from_raw(raw).ok()
    }

    /// The secrets in force at an instant, the newest first.
    pub(super) fn secrets(&self, now: Timestamp) -> Vec<WebhookSecret> {
        let old_is_in_force = self.endpoint.old_secret_until.is_some_and(|end| now < end);
        let old = self.old_secret.clone().filter(|_| old_is_in_force);
        std::iter::once(self.secret.clone()).chain(old).collect()
    }
}

/// Id, url, description, secret, old secret and its end, kinds, names, sources, personal data, disabled at and why, failing
/// since, made by and at, slot.
pub(super) type Row = (
    i64,
    String,
    String,
    String,
    Option<String>,
    Option<i64>,
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<String>,
    Option<i64>,
    String,
    i64,
    i64,
);

impl TryFrom<Row> for Keyed {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (
            raw,
            url,
            description,
            secret,
            old_secret,
            old_until,
            kinds,
            names,
            sources,
            personal,
            disabled_at,
            disabled_reason,
            failing_since,
            created_by,
            created_at,
            slot,
        ) = row;
        let corrupt = |column| StoreError::corrupt(TABLE, column, raw);
        let instant = |micros, column| store::instant(micros, TABLE, column, &raw);
        let maybe = |micros: Option<i64>, column| micros.map(|at| instant(at, column)).transpose();
        let read =
            |text: String, column| text.parse::<WebhookSecret>().map_err(|_| corrupt(column));
        Ok(Self {
            endpoint: Endpoint {
                id: EndpointId::from_raw(raw).map_err(|_| corrupt("id"))?,
                url,
                description,
                filter: Filter::read(&kinds, &names, &sources).ok_or_else(|| corrupt("kinds"))?,
                with_personal_data: personal != 0,
                disabled_at: maybe(disabled_at, "disabled_at")?,
                disabled_reason: disabled_reason.map(Disabled::kept),
                failing_since: maybe(failing_since, "failing_since")?,
                old_secret_until: maybe(old_until, "old_secret_until")?,
                created_by,
                created_at: instant(created_at, "created_at")?,
            },
            secret: read(secret, "secret")?,
            old_secret: old_secret
                .map(|text| read(text, "old_secret"))
                .transpose()?,
            slot,
        })
    }
}

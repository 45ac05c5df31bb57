//! What is noted of an event's quality.

use std::borrow::Cow;

use ::store::Event;
use serde::Deserialize;
use serde_json::Value;

use super::contact::What;
use super::figures::Figures;
use crate::fact::FactKind;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600;
/// Characters of a contact that are looked at.
const CONTACT_CHARACTERS_MAX: usize = 300;

/// What is noted of an event.
#[derive(Debug, PartialEq)]
pub(super) struct Noted {
    pub(super) source_id: i64,
    /// The hour of receipt: its number since 1970 in UTC.
    pub(super) hour: i64,
    pub(super) figures: Figures,
    pub(super) bad: Vec<Bad>,
}

/// A contact that is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub(super) what: What,
    pub(super) masked: String,
    pub(super) reason: String,
    pub(super) position: i64,
    /// Microseconds since 1970.
    pub(super) seen_at: i64,
}

/// The part of a fact's body that is looked at.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    user_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    email: Option<Cow<'a, str>>,
    #[serde(borrow)]
    phone: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(default)]
    traits: Contacts,
}

#[derive(Default, Deserialize)]
struct Contacts {
    email: Option<Value>,
    phone: Option<Value>,
}

/// The number of an hour since 1970 in UTC, of microseconds.
pub(super) const fn hour_of(micros: i64) -> i64 {
    micros.div_euclid(HOUR * SECOND)
}

impl Noted {
    /// Reads an event; what is no fact is noted by nobody.
    pub(super) fn of(event: &Event) -> Option<Self> {
        let kind: FactKind = event.kind.parse().ok()?;
        let body: Body<'_> = serde_json::from_str(&event.body).ok()?;
        let received_at = event.received_at.as_microsecond();
        let mut figures = Figures {
            events: 1,
            ..Figures::default()
        };
        let is_nameless = body.user_id.is_none() && body.email.is_none() && body.phone.is_none();
        // A product is nobody's.
        let nameless = u64::from(is_nameless && kind != FactKind::Product);
        figures.nameless = nameless;
        let name = body.name.as_deref().unwrap_or_default();
        match (kind, name) {
            (FactKind::Order, _) | (FactKind::Track, "Order Completed") => {
                (figures.orders, figures.orders_nameless) = (1, nameless);
            }
            (FactKind::Return, _) | (FactKind::Track, "Order Refunded") => {
                (figures.returns, figures.returns_nameless) = (1, nameless);
            }
            _ => {}
        }
        let late = received_at.saturating_sub(event.happened_at.as_microsecond());
        *match late.div_euclid(SECOND) {
            ..-60 => &mut figures.ahead,
            -60..60 => &mut figures.minute,
            60..3_600 => &mut figures.hour,
            3_600..86_400 => &mut figures.day,
            86_400..604_800 => &mut figures.week,
            604_800.. => &mut figures.more,
        } = 1;
        let mut noted = Self {
            source_id: event.source_id,
            hour: hour_of(received_at),
            figures,
            bad: Vec::new(),
        };
        if matches!(kind, FactKind::Identify | FactKind::Customer) {
            noted.contact(What::Email, body.traits.email.as_ref(), event);
            noted.contact(What::Phone, body.traits.phone.as_ref(), event);
        }
        Some(noted)
    }

    fn contact(&mut self, what: What, told: Option<&Value>, event: &Event) {
        let text = match told {
            Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => String::new(),
            _ => return,
        };
        let (all, invalid) = match what {
            What::Email => (&mut self.figures.emails, &mut self.figures.emails_invalid),
            What::Phone => (&mut self.figures.phones, &mut self.figures.phones_invalid),
        };
        *all += 1;
        let text: String = text.chars().take(CONTACT_CHARACTERS_MAX).collect();
        if let Some(reason) = what.wrong(&text) {
            *invalid += 1;
            self.bad.push(Bad {
                what,
                masked: what.mask(&text),
                reason,
                position: event.position,
                seen_at: event.received_at.as_microsecond(),
            });
        }
    }
}

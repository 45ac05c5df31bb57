//! A stretch of the log: its facts, what they say about goods, and their rows in the lake.

use std::collections::{BTreeSet, HashMap};

use customers::commerce::{self, Book, Commerce, Moment};
use customers::{CustomerId, Fact, Rulings, Who};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use kernel::Currency;
use serde_json::{Map, Value};
use store::Event;
use warehouse::EventRow;

/// A fact, where it stands, and what it says about goods.
#[derive(Debug)]
pub(super) struct Placed {
    position: i64,
    source_id: i64,
    received_at: Timestamp,
    fact: Fact,
    said: Option<Commerce>,
}

/// The facts of a stretch.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    pub(super) facts: Vec<Placed>,
    /// Whose they are, one for each.
    pub(super) customers: Vec<Option<CustomerId>>,
    /// What cannot be taken, by position, and why. Such an event is in the lake all the same if it is a fact at all.
    pub(super) refused: Vec<(i64, String)>,
}

impl Stretch {
    /// Reads events.
    pub(super) fn read(events: Vec<Event>, currency: Currency) -> Self {
        let mut stretch = Self::default();
        for event in events {
            let fact = match Fact::from_event(&event) {
                Ok(fact) => fact,
                Err(error) => {
                    stretch.refused.push((event.position, error.to_string()));
                    continue;
                }
            };
            let said = commerce::read(&fact, currency).unwrap_or_else(|reason| {
                stretch.refused.push((event.position, reason));
                None
            });
            stretch.facts.push(Placed {
                position: event.position,
                source_id: event.source_id,
                received_at: event.received_at,
                fact,
                said,
            });
        }
        stretch
    }

    /// To whom the facts happened.
    pub(super) fn who(&self) -> impl Iterator<Item = &Who> {
        self.facts.iter().map(|placed| &placed.fact.who)
    }

    /// The orders that the facts speak of.
    pub(super) fn orders(&self) -> Vec<&str> {
        let said = self.facts.iter().filter_map(|placed| placed.said.as_ref());
        let orders: BTreeSet<&str> = said.filter_map(Book::order_of).collect();
        orders.into_iter().collect()
    }

    /// Enters what the facts say into a book of what history holds of their orders.
    pub(super) fn enter(&mut self, book: &mut Book, zone: &TimeZone) {
        for (placed, customer) in self.facts.iter().zip(&self.customers) {
            let Some(said) = &placed.said else { continue };
            let when = Moment {
                customer: customer.map(CustomerId::raw),
                at: placed.fact.happened_at.as_microsecond(),
                day: day(placed.fact.happened_at, zone),
            };
            if let Err(reason) = book.enter(said, when) {
                self.refused.push((placed.position, reason));
            }
        }
    }

    /// Takes out of the facts what is marked as personal.
    pub(super) fn leave_out(&mut self, rulings: &Rulings) {
        for placed in &mut self.facts {
            rulings.leave_out(&mut placed.fact);
        }
    }

    /// The facts as rows of the lake; `names` are those of the sources.
    pub(super) fn rows(&self, names: &HashMap<i64, String>, zone: &TimeZone) -> Vec<EventRow> {
        let facts = self.facts.iter().zip(&self.customers);
        facts
            .map(|(placed, customer)| row(placed, *customer, names, zone))
            .collect()
    }
}

fn row(
    placed: &Placed,
    customer: Option<CustomerId>,
    names: &HashMap<i64, String>,
    zone: &TimeZone,
) -> EventRow {
    let fact = &placed.fact;
    let page = object(&fact.context, "page");
    let campaign = object(&fact.context, "campaign");
    let of_page = |name: &str| {
        let in_page = page.and_then(|page| text(page, name));
        in_page.or_else(|| text(&fact.properties, name))
    };
    let name = names.get(&placed.source_id);
    EventRow {
        position: placed.position,
        source: name.map_or_else(|| placed.source_id.to_string(), String::clone),
        kind: fact.kind.as_str().to_owned(),
        name: fact.name.clone(),
        at_micros: fact.happened_at.as_microsecond(),
        day: day(fact.happened_at, zone),
        received_micros: placed.received_at.as_microsecond(),
        customer_id: customer.map(CustomerId::raw),
        anonymous_id: fact.who.anonymous_id.clone(),
        order_key: match &placed.said {
            Some(said) => Book::order_of(said).map(str::to_owned),
            None => None,
        }
        .or_else(|| text(&fact.properties, "order_id")),
        properties: (!fact.properties.is_empty())
            .then(|| serde_json::to_string(&fact.properties).unwrap_or_default()),
        url: of_page("url"),
        referrer: of_page("referrer"),
        utm: ["source", "medium", "name", "term", "content"]
            .map(|name| campaign.and_then(|campaign| text(campaign, name))),
    }
}

fn object<'a>(of: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    of.get(name)?.as_object()
}

fn text(of: &Map<String, Value>, name: &str) -> Option<String> {
    match of.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The business day of an instant, days since 1970-01-01.
fn day(at: Timestamp, zone: &TimeZone) -> i32 {
    let days = at.to_zoned(zone.clone()).date() - date(1970, 1, 1);
    days.get_days()
}

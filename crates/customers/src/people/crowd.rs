//! Everybody whom a batch of events speaks of, as they stand: loaded at once, changed event by event, kept at once.

use std::collections::{BTreeMap, BTreeSet};

use super::filed::Filed;
use super::follow::{Known, follow};
use super::identity::{Identity, Mark, USER_ID, is_contact, is_ours, ours, printed};
use super::seen::{Sayings, Seen};
use super::told::Moment;
use crate::fact::Fact;

/// A customer as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Person {
    /// The key of the source, or the own printed id where there is none yet.
    pub(crate) key: String,
    pub(crate) known: Known,
    /// The event that made the customer, where one did.
    pub(crate) made_position: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    /// When a file last told what.
    pub(crate) filed: Filed,
    /// Whether an undone import would take the customer away: not any more, once the log spoke of them.
    pub(crate) is_imports: bool,
}

impl Person {
    /// Whether a source has given the customer a key.
    fn has_key(&self) -> bool {
        !is_ours(&self.key)
    }

    /// Whether the customer was there before an event.
    fn counts(&self, place: Place) -> bool {
        let by_file = self.created_at <= place.received_at;
        self.made_position
            .map_or(by_file, |made| made < place.position)
    }
}

/// Whose an identifier is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Claim {
    pub(crate) customer: i64,
    /// When it was received, in microseconds.
    pub(crate) since: i64,
    /// The event that said so; none for a file.
    pub(crate) position: Option<i64>,
}

impl Claim {
    /// Whether it counted when an event was received: a file that came later did not, or a replay would tell another story.
    fn counts(&self, received_at: i64) -> bool {
        self.position.is_some() || self.since <= received_at
    }
}

/// A visitor as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Visitor {
    pub(crate) customer: Option<i64>,
    /// When the customer was identified on it, by the event's time.
    pub(crate) linked_at: Option<i64>,
    pub(crate) seen: Seen,
}

impl Visitor {
    fn at(at: i64) -> Self {
        let seen = Seen {
            first_at: at,
            last_at: at,
            ..Seen::default()
        };
        Self {
            seen,
            ..Self::default()
        }
    }
}

/// An event's place and times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) position: i64,
    pub(crate) source: i64,
    pub(crate) received_at: i64,
    /// When it happened; nothing happens after it was received.
    pub(crate) at: i64,
    /// The id of the customer whom it makes, if it does.
    pub(crate) fresh: i64,
}

/// Everybody whom a batch speaks of, and who of them changed.
#[derive(Debug, Default)]
pub(crate) struct Crowd {
    pub(crate) people: BTreeMap<i64, Person>,
    pub(crate) by_key: BTreeMap<String, i64>,
    pub(crate) claims: BTreeMap<Mark, Claim>,
    pub(crate) visitors: BTreeMap<String, Visitor>,
    pub(crate) profiles: BTreeMap<i64, Seen>,
    pub(crate) changed: Changed,
}

/// Who changed.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    pub(crate) people: BTreeSet<i64>,
    pub(crate) claims: BTreeSet<Mark>,
    pub(crate) visitors: BTreeSet<String>,
    pub(crate) profiles: BTreeSet<i64>,
}

impl Crowd {
    /// Takes an event in.
    pub(crate) fn take(&mut self, place: Place, identity: &Identity, fact: &Fact) {
        let found = self.find(identity, place.received_at);
        let customer = self.settle(found, identity, place);
        let mut is_told = false;
        if let Some(customer) = customer {
            for mark in identity.contacts.iter().chain(&identity.external) {
                self.claim(customer, mark, place);
            }
            if let Some(previous) = &identity.previous {
                is_told |= self.alias(customer, previous, place);
            }
        }
        let moment = Moment {
            at: place.at,
            position: place.position,
        };
        if let Some(anonymous_id) = &identity.anonymous_id {
            // Whoever is known by the visitor alone does not make the link any younger.
            let identified = customer.filter(|_| identity.makes_customer());
            is_told |= self.visit(anonymous_id, identified, place);
            if let Some(visitor) = self.visitors.get_mut(anonymous_id) {
                let is_linked = visitor.customer.is_some();
                visitor.seen.count(fact, moment);
                if !is_linked {
                    visitor.seen.note(fact, moment, place.source);
                }
            }
        }
        if let Some(customer) = customer {
            self.changed.profiles.insert(customer);
            let seen = self.profiles.entry(customer).or_default();
            seen.count(fact, moment);
            is_told |= seen.note(fact, moment, place.source);
            self.follow(customer, is_told, place);
        }
    }

    /// Whom an event's identity names, of those who are known.
    pub(crate) fn find(&self, identity: &Identity, received_at: i64) -> Found {
        let mut others = self
            .contacts(identity, received_at)
            .chain(self.visitor(identity));
        let Some(user_id) = &identity.user_id else {
            return others.next().map_or(Found::Nobody, Found::Known);
        };
        if let Some(customer) = self.by_user_id(user_id) {
            return Found::Known(customer);
        }
        if is_ours(user_id) {
            // An id of ours that nobody has says nothing.
            return others.next().map_or(Found::Nobody, Found::Known);
        }
        let is_keyless = |customer: &i64| {
            self.people
                .get(customer)
                .is_some_and(|person| !person.has_key())
        };
        others
            .find(is_keyless)
            .map_or(Found::Nobody, Found::Keyless)
    }

    /// The customer who is known by a key of the source, or by an id of ours.
    pub(crate) fn by_user_id(&self, user_id: &str) -> Option<i64> {
        let own = || ours(user_id).filter(|id| self.people.contains_key(id));
        let by_key = || self.by_key.get(user_id).copied();
        self.by_claim(user_id).or_else(by_key).or_else(own)
    }

    fn by_claim(&self, user_id: &str) -> Option<i64> {
        let mark = (USER_ID.to_owned(), user_id.to_owned());
        self.claims.get(&mark).map(|claim| claim.customer)
    }

    fn contacts<'a>(
        &'a self,
        identity: &'a Identity,
        received_at: i64,
    ) -> impl Iterator<Item = i64> + 'a {
        let claims = identity
            .contacts
            .iter()
            .filter_map(|mark| self.claims.get(mark));
        claims
            .filter(move |claim| claim.counts(received_at))
            .map(|claim| claim.customer)
    }

    /// The visitor's customer. A contact that is not theirs is somebody else's at the same screen, where they have told theirs.
    fn visitor(&self, identity: &Identity) -> Option<i64> {
        let customer = self
            .visitors
            .get(identity.anonymous_id.as_ref()?)?
            .customer?;
        let marks = self.profiles.get(&customer).map(|seen| &seen.sayings.marks);
        let is_other = |(kind, _): &Mark| marks.is_some_and(|marks| marks.contains(kind));
        (!identity.contacts.iter().any(is_other)).then_some(customer)
    }

    /// Gives a key to whom had none, and makes a customer where one is named who is not known.
    fn settle(&mut self, found: Found, identity: &Identity, place: Place) -> Option<i64> {
        let key = identity.user_id.clone().filter(|key| !is_ours(key));
        match found {
            Found::Known(customer) => Some(customer),
            Found::Keyless(customer) => {
                if let (Some(person), Some(key)) = (self.people.get_mut(&customer), key) {
                    self.by_key.remove(&person.key);
                    person.key.clone_from(&key);
                    person.updated_at = person.updated_at.max(place.received_at);
                    self.by_key.insert(key, customer);
                    self.changed.people.insert(customer);
                }
                Some(customer)
            }
            Found::Nobody if key.is_some() || !identity.contacts.is_empty() => {
                // In a replay, whom a file has told of is there already.
                let person = self.people.entry(place.fresh).or_insert_with(|| Person {
                    key: key.unwrap_or_else(|| printed(place.fresh)),
                    made_position: Some(place.position),
                    created_at: place.received_at,
                    updated_at: place.received_at,
                    ..Person::default()
                });
                self.by_key.insert(person.key.clone(), place.fresh);
                self.changed.people.insert(place.fresh);
                Some(place.fresh)
            }
            Found::Nobody => None,
        }
    }

    /// Makes a mark the customer's, where it is nobody's yet.
    fn claim(&mut self, customer: i64, mark: &Mark, place: Place) {
        let is_taken = |claim: &Claim| claim.counts(place.received_at);
        if self.claims.get(mark).is_some_and(is_taken) {
            return;
        }
        let claim = Claim {
            customer,
            since: place.received_at,
            position: Some(place.position),
        };
        self.claims.insert(mark.clone(), claim);
        self.changed.claims.insert(mark.clone());
        if is_contact(&mark.0) {
            let seen = self.profiles.entry(customer).or_default();
            seen.sayings.marks.insert(mark.0.clone());
        }
    }

    /// Makes an earlier id the customer's: a visitor's, or a key that nobody has. Two customers are not made one here. Tells
    /// whether that told something of the customer.
    fn alias(&mut self, customer: i64, previous: &str, place: Place) -> bool {
        let is_known = |id: i64| {
            self.people
                .get(&id)
                .is_some_and(|person| person.counts(place))
        };
        if self.by_claim(previous).is_some() || self.by_user_id(previous).is_some_and(is_known) {
            return false;
        }
        if !self.visitors.contains_key(previous) && !is_ours(previous) {
            self.claim(customer, &(USER_ID.to_owned(), previous.to_owned()), place);
        }
        self.visit(previous, Some(customer), place)
    }

    /// Notes that a visitor was here and, where it is told, whose it is. Tells whether that told something of the customer:
    /// what was seen of the visitor before is then theirs.
    fn visit(&mut self, anonymous_id: &str, customer: Option<i64>, place: Place) -> bool {
        self.changed.visitors.insert(anonymous_id.to_owned());
        let new = || Visitor::at(place.at);
        let visitor = self
            .visitors
            .entry(anonymous_id.to_owned())
            .or_insert_with(new);
        let Some(customer) = customer.filter(|_| visitor.linked_at <= Some(place.at)) else {
            return false;
        };
        visitor.linked_at = Some(place.at);
        if visitor.customer.replace(customer).is_some() {
            return false;
        }
        self.changed.profiles.insert(customer);
        let profile = self.profiles.entry(customer).or_default();
        profile.join(&visitor.seen);
        visitor.seen.sayings = Sayings::default();
        true
    }

    /// Brings what is known of the customer up to the traits, when something was told.
    fn follow(&mut self, customer: i64, is_told: bool, place: Place) {
        let (Some(person), Some(seen)) =
            (self.people.get_mut(&customer), self.profiles.get(&customer))
        else {
            return;
        };
        let traits = &seen.sayings.traits;
        if is_told && follow(&mut person.known, traits, &person.filed) {
            person.updated_at = person.updated_at.max(place.received_at);
            self.changed.people.insert(customer);
        }
        if std::mem::take(&mut person.is_imports) {
            self.changed.people.insert(customer);
        }
    }
}

/// Whom an identity names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A customer.
    Known(i64),
    /// A customer who had no key, and whose key it is.
    Keyless(i64),
    /// Nobody who is known.
    Nobody,
}

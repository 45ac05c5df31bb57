//! The carts that a batch of events is about, changed event by event.

use std::collections::{BTreeMap, BTreeSet};

use super::basket::{CartItem, change, value_minor};
use crate::commerce::{CartChange, CartSaid, Commerce, OrderSaid};
use crate::fact::Who;

/// A cart as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    pub(super) anonymous_id: Option<String>,
    pub(super) user_id: Option<String>,
    pub(super) cart_key: Option<String>,
    pub(super) items: Vec<CartItem>,
    pub(super) opened_at: i64,
    pub(super) changed_at: i64,
    pub(super) checkout_at: Option<i64>,
    pub(super) closed_at: Option<i64>,
    pub(super) order_key: Option<String>,
}

/// What an event says, by whom and when; `fresh` is the id of the cart that it opens, if it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saying<'a> {
    pub(super) fresh: i64,
    pub(super) at: i64,
    pub(super) who: &'a Who,
    pub(super) said: &'a Commerce,
}

/// Carts by id, and which of them changed.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) carts: BTreeMap<i64, Kept>,
    pub(super) changed: BTreeSet<i64>,
}

impl Kept {
    pub(super) fn value_minor(&self) -> i64 {
        value_minor(&self.items)
    }

    /// Whether the cart is the one meant: by the shop's id of it, else by user and visitor, of whom none may be another.
    fn is_meant(&self, who: &Who, key: Option<&String>) -> bool {
        if let (Some(own), Some(key)) = (&self.cart_key, key) {
            return own == key;
        }
        let same = |own: Option<&String>, said: Option<&String>| Some(own? == said?);
        match same(self.user_id.as_ref(), who.user_id.as_ref()) {
            Some(is_same) => is_same,
            None => same(self.anonymous_id.as_ref(), who.anonymous_id.as_ref()) == Some(true),
        }
    }
}

impl Shelf {
    /// Takes in what an event says.
    pub(super) fn take(&mut self, saying: Saying<'_>) {
        match saying.said {
            Commerce::CartChanged(cart) => self.fill(saying, cart, false),
            Commerce::CheckoutStarted(cart) => self.fill(saying, cart, true),
            Commerce::Ordered(order) => self.close(saying.at, saying.who, order),
            _ => {}
        }
    }

    fn fill(&mut self, saying: Saying<'_>, said: &CartSaid, is_checkout: bool) {
        let Saying { at, who, .. } = saying;
        let key = said.cart.as_ref();
        let id = match self.open(who, key) {
            Some(id) => id,
            None if said.items.is_empty() || self.is_over(at, who, key) => return,
            None if said.change == CartChange::Removed => return,
            None => {
                let new = Kept {
                    opened_at: at,
                    changed_at: at,
                    ..Kept::default()
                };
                self.carts.insert(saying.fresh, new);
                saying.fresh
            }
        };
        let Some(cart) = self.carts.get_mut(&id) else {
            return;
        };
        self.changed.insert(id);
        // What a later event has told of the whole holds.
        let is_late = said.change == CartChange::Holds && at < cart.changed_at;
        if !is_late {
            change(&mut cart.items, said.change, &said.items);
        }
        let name = |own: &mut Option<String>, said: &Option<String>| {
            if own.is_none() {
                own.clone_from(said);
            }
        };
        name(&mut cart.anonymous_id, &who.anonymous_id);
        name(&mut cart.user_id, &who.user_id);
        name(&mut cart.cart_key, &said.cart);
        name(&mut cart.order_key, &said.order);
        cart.opened_at = cart.opened_at.min(at);
        cart.changed_at = cart.changed_at.max(at);
        if is_checkout {
            cart.checkout_at = cart.checkout_at.max(Some(at));
        }
    }

    /// An order closes the cart that it was made from.
    fn close(&mut self, at: i64, who: &Who, order: &OrderSaid) {
        let of_order = |cart: &Kept| cart.order_key.as_ref() == Some(&order.order);
        let by_order = self
            .carts
            .iter()
            .find(|(_, cart)| cart.closed_at.is_none() && of_order(cart));
        let id = by_order.map(|(id, _)| *id).or_else(|| self.open(who, None));
        if let Some((id, cart)) = id.and_then(|id| Some((id, self.carts.get_mut(&id)?)))
            && cart.opened_at <= at
        {
            cart.closed_at = Some(at);
            cart.order_key = Some(order.order.clone());
            self.changed.insert(id);
        }
    }

    /// The open cart that is meant, the latest.
    fn open(&self, who: &Who, key: Option<&String>) -> Option<i64> {
        let mut open = self
            .carts
            .iter()
            .rev()
            .filter(|(_, cart)| cart.closed_at.is_none());
        open.find(|(_, cart)| cart.is_meant(who, key))
            .map(|(id, _)| *id)
    }

    /// Whether what happened belongs to a cart that was ordered since.
    fn is_over(&self, at: i64, who: &Who, key: Option<&String>) -> bool {
        let mut carts = self.carts.values();
        carts.any(|cart| cart.closed_at >= Some(at) && cart.is_meant(who, key))
    }
}

//! The consumer of the log that keeps carts.

use std::collections::BTreeSet;

use ::store::{ConsumeError, Consumer, Effect, Event, StoreError, Tx, on};
use async_trait::async_trait;
use kernel::Currency;

use super::cart::{Kept, Saying, Shelf};
use super::statements as sql;
use crate::bulk::Sizes;
use crate::commerce::{Commerce, is_of_carts, read};
use crate::fact::{Fact, Heading, Who};
use crate::people::{fresh, happened_at};

/// Keeps the carts that the log tells of.
#[derive(Clone, Copy, Debug)]
pub struct CartKeeper {
    currency: Currency,
}

/// A cart: id, visitor, user, key, items, opened, changed, checkout, closed, order.
type Row = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<String>,
);

impl CartKeeper {
    /// A keeper of carts in the workspace's currency.
    pub const fn new(currency: Currency) -> Self {
        Self { currency }
    }

    /// What an event says of a cart; what can not be read is said where orders are kept.
    fn said(self, event: &Event) -> Option<(Who, Commerce)> {
        let heading = Heading::of(event).ok()?;
        if !is_of_carts(heading.kind, heading.name()) {
            return None;
        }
        let (id, at) = (&event.message_id, event.happened_at);
        let fact = Fact::from_parts(&event.kind, id, at, &event.body).ok()?;
        let said = read(&fact, self.currency).ok()??;
        Some((plain(fact.who), said))
    }
}

/// Whom nobody can keep as an id is nobody.
fn plain(who: Who) -> Who {
    let id = |text: Option<String>| text.filter(|text| text.len() <= 512 && !text.contains('\0'));
    Who {
        user_id: id(who.user_id),
        anonymous_id: id(who.anonymous_id),
        ..who
    }
}

#[async_trait]
impl Consumer for CartKeeper {
    fn name(&self) -> &'static str {
        "carts"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let said = events
            .iter()
            .filter_map(|event| self.said(event).map(|(who, said)| (event, who, said)));
        Ok(Box::new(Sayings(said.collect())))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        on!(tx, conn => sqlx::query(sql::FORGET).execute(conn).await.map(drop)?);
        Ok(())
    }
}

/// What events say of carts.
struct Sayings<'a>(Vec<(&'a Event, Who, Commerce)>);

#[async_trait]
impl Effect for Sayings<'_> {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let Self(said) = *self;
        let Some(earliest) = said.iter().map(|(event, ..)| happened_at(event)).min() else {
            return Ok(());
        };
        let mut shelf = load(tx, &said, earliest).await?;
        for (event, who, said) in &said {
            let (fresh, at) = (fresh(event), happened_at(event));
            shelf.take(Saying {
                fresh,
                at,
                who,
                said,
            });
        }
        keep(tx, &shelf).await?;
        Ok(())
    }
}

async fn load(
    tx: &mut Tx,
    said: &[(&Event, Who, Commerce)],
    earliest: i64,
) -> Result<Shelf, StoreError> {
    let visitors: BTreeSet<&str> = said
        .iter()
        .filter_map(|(_, who, _)| who.anonymous_id.as_deref())
        .collect();
    let users: BTreeSet<&str> = said
        .iter()
        .filter_map(|(_, who, _)| who.user_id.as_deref())
        .collect();
    let (mut keys, mut orders) = (BTreeSet::new(), BTreeSet::new());
    for (.., said) in said {
        match said {
            Commerce::CartChanged(cart) | Commerce::CheckoutStarted(cart) => {
                keys.extend(cart.cart.as_deref());
            }
            Commerce::Ordered(order) => drop(orders.insert(order.order.as_str())),
            _ => {}
        }
    }
    let mut shelf = Shelf::default();
    for (text, values) in [
        (&sql::BY_VISITOR, visitors),
        (&sql::BY_USER, users),
        (&sql::BY_KEY, keys),
        (&sql::BY_ORDER, orders),
    ] {
        find(
            tx,
            text,
            &values.into_iter().collect::<Vec<_>>(),
            earliest,
            &mut shelf,
        )
        .await?;
    }
    Ok(shelf)
}

async fn find(
    tx: &mut Tx,
    text: &'static Sizes,
    values: &[&str],
    earliest: i64,
    shelf: &mut Shelf,
) -> Result<(), StoreError> {
    for (text, chunk) in text.padded(tx.kind(), values) {
        let rows: Vec<Row> = on!(tx, conn => {
            let mut query = sqlx::query_as(text).bind(earliest);
            for value in chunk {
                query = query.bind(value);
            }
            query.fetch_all(conn).await?
        });
        for (
            id,
            anonymous_id,
            user_id,
            cart_key,
            items,
            opened_at,
            changed_at,
            checkout_at,
            closed_at,
            order_key,
        ) in rows
        {
            let cart = Kept {
                anonymous_id,
                user_id,
                cart_key,
                items: serde_json::from_str(&items)
                    .map_err(|_| StoreError::corrupt("cart", "items", id))?,
                opened_at,
                changed_at,
                checkout_at,
                closed_at,
                order_key,
            };
            shelf.carts.insert(id, cart);
        }
    }
    Ok(())
}

async fn keep(tx: &mut Tx, shelf: &Shelf) -> Result<(), StoreError> {
    let changed = shelf.changed.iter();
    let rows: Vec<(i64, &Kept, String)> = changed
        .filter_map(|id| {
            let cart = shelf.carts.get(id)?;
            // Texts and numbers always have a JSON form.
            Some((
                *id,
                cart,
                serde_json::to_string(&cart.items).unwrap_or_default(),
            ))
        })
        .collect();
    for (text, chunk) in sql::KEEP.exact(tx.kind(), &rows) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, cart, items) in chunk {
                query = query.bind(*id).bind(&cart.anonymous_id).bind(&cart.user_id).bind(&cart.cart_key).bind(items);
                query = query.bind(cart.value_minor()).bind(cart.opened_at).bind(cart.changed_at);
                query = query.bind(cart.checkout_at).bind(cart.closed_at).bind(&cart.order_key);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

//! What events say about goods: seen, put into a cart, ordered, brought back.
//!
//! The words are those of the tracking specification's e-commerce events, and the kinds `order` and `return` use the same
//! ones, so that a shop, a till and an exchange say an order in one way. Nothing here knows customers or keeps anything:
//! [`read`] turns one fact into one [`Commerce`], or tells in a sentence what is wrong with it, by the path of the field.
//!
//! # How an order adds up
//!
//! - A line is worth its `amount`; else `quantity` × `price` − `discount`, exactly, rounded once (MONEY-1).
//! - An order's `discount` beyond that of its lines, or a `subtotal` or `total` below their sum, comes off the lines in
//!   proportion to their amounts, and nothing of it is lost.
//! - Without prices the goods are worth `subtotal`, else `total` − `shipping` − `tax`, else `revenue`, else `value`.
//! - Shipping and taxes that are told apart from the goods are no revenue. A `total` above the lines adds nothing to them.

mod book;
mod event;
mod fields;
mod line;
mod order;
mod refund;

use kernel::Currency;

use crate::fact::{Fact, FactKind};
pub use book::{Book, BookChanges, BookLine, Moment, ProductNamed};
use event::Event;
use fields::Fields;
pub use line::{Item, LineSaid};
pub use order::OrderSaid;
pub use refund::{LineBack, ReturnSaid};

/// No amount is larger: sums of hundreds of thousands of such still fit, whoever may send them.
pub(crate) const AMOUNT_MAX: i64 = 10_000_000_000_000;

/// What an event says about goods.
#[derive(Debug, Clone, PartialEq)]
pub enum Commerce {
    /// A product was looked at.
    ProductSeen(Item),
    /// A list of products was looked at.
    ListSeen(Vec<Item>),
    /// A cart gained or lost products, or was looked at.
    CartChanged(CartSaid),
    /// A checkout began, with what is in the cart.
    CheckoutStarted(CartSaid),
    /// An order was made. An order that is known already is what the later event says.
    Ordered(OrderSaid),
    /// An order is no longer what it was: what is said here holds.
    OrderChanged(OrderSaid),
    /// Goods or money went back.
    Returned(ReturnSaid),
    /// An order will not be: all of it that has not gone back yet does.
    Cancelled {
        /// The order.
        order: String,
    },
}

/// What happened to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartChange {
    /// The items were put in.
    Added,
    /// The items were taken out.
    Removed,
    /// The items are all that is in it.
    Holds,
}

/// A cart and its items.
#[derive(Debug, Clone, PartialEq)]
pub struct CartSaid {
    /// What happened.
    pub change: CartChange,
    /// The shop's id of the cart.
    pub cart: Option<String>,
    /// The shop's id of the order that it may become.
    pub order: Option<String>,
    /// The items that came, went or are in it.
    pub items: Vec<Item>,
}

/// What a fact says about goods; `None` when it is about something else. Amounts are minor units of `currency`, the
/// workspace's.
///
/// # Errors
///
/// A sentence that names the field, such as `products[2].price`, when the fact is of commerce and cannot be taken.
pub fn read(fact: &Fact, currency: Currency) -> Result<Option<Commerce>, String> {
    let Some(event) = Event::find(fact.kind, fact.name.as_deref()) else {
        return Ok(None);
    };
    let fields = Fields::new(&fact.properties, currency);
    fields.check_currency()?;
    Ok(Some(match event {
        Event::ProductViewed => Commerce::ProductSeen(line::item(&fields)?),
        Event::ListViewed => Commerce::ListSeen(line::items(&fields)?),
        Event::ProductAdded => Commerce::CartChanged(cart(&fields, CartChange::Added)?),
        Event::ProductRemoved => Commerce::CartChanged(cart(&fields, CartChange::Removed)?),
        Event::CartViewed => Commerce::CartChanged(cart(&fields, CartChange::Holds)?),
        Event::CheckoutStarted => Commerce::CheckoutStarted(cart(&fields, CartChange::Holds)?),
        Event::OrderCompleted => Commerce::Ordered(order::read(&fields)?),
        Event::OrderUpdated => Commerce::OrderChanged(order::read(&fields)?),
        Event::Returned => Commerce::Returned(refund::read(&fields)?),
        Event::OrderCancelled => Commerce::Cancelled {
            order: fields.order()?,
        },
    }))
}

/// Whether events of a kind and name change carts: what is put into one or taken out, and what ends it.
pub(crate) fn is_of_carts(kind: FactKind, name: Option<&str>) -> bool {
    let event = Event::find(kind, name);
    event.is_some_and(|event| {
        matches!(
            event,
            Event::ProductAdded
                | Event::ProductRemoved
                | Event::CartViewed
                | Event::CheckoutStarted
                | Event::OrderCompleted
        )
    })
}

/// A cart event is about its `products`; one about a single product says it at the top.
fn cart(fields: &Fields<'_>, change: CartChange) -> Result<CartSaid, String> {
    let items = match line::items(fields)? {
        items if items.is_empty() && change != CartChange::Holds => vec![line::item(fields)?],
        items => items,
    };
    Ok(CartSaid {
        change,
        cart: fields.text(&["cart_id"])?,
        order: fields.text(&["order_id"])?,
        items,
    })
}

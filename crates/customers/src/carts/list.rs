//! Asking for carts.

use ::store::{Store, StoreError, instant, on};
use jiff::Timestamp;
use kernel::{Limit, Page, define_id};
use serde::Serialize;

use super::CartItem;
use super::statements as sql;
use crate::base::CustomerId;
use crate::error::CustomersError;

define_id!(
    /// A cart.
    CartId,
    "crt"
);

/// A cart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cart {
    /// Our id of it.
    pub id: CartId,
    /// Whose it is, where that is known.
    pub customer: Option<CustomerId>,
    /// What is in it.
    pub items: Vec<CartItem>,
    /// What that is worth, in minor units of the workspace's currency, by the prices that were told.
    pub value_minor: i64,
    /// When the first thing was put in.
    pub opened_at: Timestamp,
    /// When it last changed or was looked at.
    pub changed_at: Timestamp,
    /// When the checkout began.
    pub checkout_at: Option<Timestamp>,
    /// When it was ordered.
    pub closed_at: Option<Timestamp>,
    /// The order.
    pub order: Option<String>,
}

/// The carts of one workspace.
#[derive(Clone, Debug)]
pub struct Carts {
    store: Store,
}

/// A cart: id, customer, items, value, opened, changed, checkout, closed, order.
type Row = (
    i64,
    Option<i64>,
    String,
    i64,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<String>,
);

impl Carts {
    /// The carts in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// A customer's newest carts.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn of_customer(
        &self,
        customer: CustomerId,
        limit: i64,
    ) -> Result<Vec<Cart>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::OF_CUSTOMER).bind(customer.raw()).bind(limit);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(cart).collect()
    }

    /// Open carts with something in them that have not changed since an instant, the latest changed first.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn abandoned(
        &self,
        since: Timestamp,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Cart>, CustomersError> {
        let (at, id) = match cursor {
            None => (i64::MAX, i64::MAX),
            Some(text) => {
                read_cursor(text).ok_or_else(|| CustomersError::CursorInvalid(text.to_owned()))?
            }
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::ABANDONED).bind(since.as_microsecond()).bind(at).bind(id);
            query.bind(limit.one_more()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let carts: Result<Vec<Cart>, CustomersError> = rows.into_iter().map(cart).collect();
        let cursor =
            |cart: &Cart| format!("{}.{}", cart.changed_at.as_microsecond(), cart.id.raw());
        Ok(Page::of(carts?, limit, cursor))
    }
}

fn read_cursor(text: &str) -> Option<(i64, i64)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

fn cart(row: Row) -> Result<Cart, CustomersError> {
    let (raw, customer, items, value_minor, opened, changed, checkout, closed, order) = row;
    let corrupt = |column| StoreError::corrupt("cart", column, raw);
    let at = |micros, column| instant(micros, "cart", column, &raw);
    Ok(Cart {
        id: CartId::from_raw(raw).map_err(|_| corrupt("id"))?,
        customer: customer
            .map(CustomerId::from_raw)
            .transpose()
            .map_err(|_| corrupt("user_id"))?,
        items: serde_json::from_str(&items).map_err(|_| corrupt("items"))?,
        value_minor,
        opened_at: at(opened, "opened_at")?,
        changed_at: at(changed, "changed_at")?,
        checkout_at: checkout
            .map(|micros| at(micros, "checkout_at"))
            .transpose()?,
        closed_at: closed.map(|micros| at(micros, "closed_at")).transpose()?,
        order,
    })
}

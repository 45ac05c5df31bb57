//! Views of the list of customers: a question and its columns, kept under a name.

use ::store::{Store, StoreError, instant, on};
use jiff::Timestamp;
use kernel::define_id;
use serde::Serialize;

use crate::error::CustomersError;
use crate::wrong_field::{FieldReason, WrongField};

/// Characters of a name.
const NAME_MAX: usize = 100;
/// Bytes of a question.
const QUERY_MAX: usize = 2_000;
/// Columns.
const COLUMNS_MAX: usize = 50;
/// Views of one workspace.
const VIEWS_MAX: i64 = 1_000;

const LIST: &str =
    "select id, name, query, columns, owner, is_shared, created_at from customer_view
    where owner = $1 or is_shared = 1 order by name, id";
const FIND: &str =
    "select id, name, query, columns, owner, is_shared, created_at from customer_view
    where id = $1 and (owner = $2 or is_shared = 1)";
const COUNT: &str = "select count(*) from customer_view";
const INSERT: &str =
    "insert into customer_view (id, name, query, columns, owner, is_shared, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str = "update customer_view set name = $3, query = $4, columns = $5, is_shared = $6
    where id = $1 and owner = $2";
const DELETE: &str = "delete from customer_view where id = $1 and owner = $2";

define_id!(
    /// A view of the list of customers.
    CustomerViewId,
    "cvw"
);

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CustomerView {
    /// Our id.
    pub id: CustomerViewId,
    /// Its name.
    pub name: String,
    /// The question as in the list's address, such as `segment=champions&sort=-clv`.
    pub query: String,
    /// The columns that are shown.
    pub columns: Vec<String>,
    /// Who made it.
    pub owner: String,
    /// Whether everybody sees it.
    pub is_shared: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A view to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomerView {
    /// Its name.
    pub name: String,
    /// The question.
    pub query: String,
    /// The columns.
    pub columns: Vec<String>,
    /// Whether everybody sees it.
    pub is_shared: bool,
}

/// The views of one workspace.
#[derive(Clone, Debug)]
pub struct CustomerViews {
    store: Store,
}

type Row = (i64, String, String, String, String, i64, i64);

impl NewCustomerView {
    /// Checks the fields.
    ///
    /// # Errors
    ///
    /// Every field that is wrong.
    pub fn check(&self) -> Result<(), Vec<WrongField>> {
        let mut wrong = Vec::new();
        let mut say = |path, reason| wrong.push(WrongField::because(path, &reason));
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control)
        {
            say("name", FieldReason::ViewName { most: NAME_MAX });
        }
        if self.query.len() > QUERY_MAX || self.query.chars().any(char::is_control) {
            say("query", FieldReason::ViewQuery { most: QUERY_MAX });
        }
        let is_column = |column: &String| {
            !column.is_empty() && column.len() <= 64 && !column.chars().any(char::is_control)
        };
        if self.columns.len() > COLUMNS_MAX || !self.columns.iter().all(is_column) {
            say("columns", FieldReason::ViewColumns { most: COLUMNS_MAX });
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

impl CustomerViews {
    /// The views in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The views that somebody sees, by name: their own, and those of others that are shared.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self, owner: &str) -> Result<Vec<CustomerView>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(LIST).bind(owner).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(view).collect()
    }

    /// Keeps a view.
    ///
    /// # Errors
    ///
    /// [`CustomersError::ViewInvalid`], [`CustomersError::ViewsMany`], or when the store does not answer.
    pub async fn create(
        &self,
        owner: &str,
        new: &NewCustomerView,
    ) -> Result<CustomerView, CustomersError> {
        new.check().map_err(CustomersError::ViewInvalid)?;
        let id = self.store.ids().next();
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let count: i64 = on!(tx, conn => {
            sqlx::query_scalar(COUNT).fetch_one(conn).await.map_err(StoreError::from)?
        });
        if count >= VIEWS_MAX {
            return Err(CustomersError::ViewsMany(VIEWS_MAX));
        }
        on!(tx, conn => {
            let query = sqlx::query(INSERT).bind(id).bind(new.name.trim()).bind(&new.query).bind(columns(new));
            let query = query.bind(owner).bind(i64::from(new.is_shared)).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        self.get(owner, id).await
    }

    /// Changes a view of one's own.
    ///
    /// # Errors
    ///
    /// As [`CustomerViews::create`], and [`CustomersError::ViewMissing`] when there is none or it is somebody else's.
    pub async fn change(
        &self,
        owner: &str,
        id: CustomerViewId,
        new: &NewCustomerView,
    ) -> Result<CustomerView, CustomersError> {
        new.check().map_err(CustomersError::ViewInvalid)?;
        let mut tx = self.store.begin().await?;
        let changed = on!(tx, conn => {
            let query = sqlx::query(UPDATE).bind(id.raw()).bind(owner).bind(new.name.trim()).bind(&new.query);
            let query = query.bind(columns(new)).bind(i64::from(new.is_shared));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if changed == 0 {
            return Err(CustomersError::ViewMissing(id.to_string()));
        }
        tx.commit().await?;
        self.get(owner, id.raw()).await
    }

    /// Removes a view of one's own.
    ///
    /// # Errors
    ///
    /// [`CustomersError::ViewMissing`] when there is none or it is somebody else's, or when the store does not answer.
    pub async fn remove(&self, owner: &str, id: CustomerViewId) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(DELETE).bind(id.raw()).bind(owner);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if removed == 0 {
            return Err(CustomersError::ViewMissing(id.to_string()));
        }
        Ok(tx.commit().await?)
    }

    async fn get(&self, owner: &str, id: i64) -> Result<CustomerView, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(FIND).bind(id).bind(owner);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map_or_else(|| Err(CustomersError::ViewMissing(id.to_string())), view)
    }
}

fn columns(new: &NewCustomerView) -> String {
    serde_json::Value::from(new.columns.clone()).to_string()
}

fn view(row: Row) -> Result<CustomerView, CustomersError> {
    let (id, name, query, columns, owner, is_shared, created_at) = row;
    let corrupt = |column| StoreError::corrupt("customer_view", column, id);
    Ok(CustomerView {
        id: CustomerViewId::from_raw(id).map_err(|_| corrupt("id"))?,
        name,
        query,
        columns: serde_json::from_str(&columns).map_err(|_| corrupt("columns"))?,
        owner,
        is_shared: is_shared != 0,
        created_at: instant(created_at, "customer_view", "created_at", &id)?,
    })
}

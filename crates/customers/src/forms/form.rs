//! A form as it is kept.

use std::collections::BTreeMap;

use ::store::{Conn, StoreError, on};
use jiff::Timestamp;
use kernel::define_id;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Definition, FormKey, read_definition, statements as sql};
use crate::error::CustomersError;

define_id!(
    /// A form.
    FormId,
    "frm"
);

/// Whether people may answer a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    /// Nobody has seen it yet.
    Draft,
    /// Whoever has the address may answer.
    Published,
    /// It takes no answers any more.
    Closed,
}

impl FormState {
    /// The name in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
        }
    }
}

/// A form with its newest definition.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// Our id.
    pub id: FormId,
    /// Its name in its address.
    pub key: FormKey,
    /// Whether people may answer.
    pub state: FormState,
    /// The newest version of its definition.
    pub version: i64,
    /// The version that people see; nothing when it was never published.
    pub published: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it was `viewed`, `answered`, and answers refused, by reason.
    pub counts: BTreeMap<String, i64>,
    /// The newest definition, as it was given.
    pub definition: Box<RawValue>,
}

/// What people see of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Our id.
    pub id: FormId,
    /// Its name in its address.
    pub key: FormKey,
    /// Whether people may answer.
    pub state: FormState,
    /// The version.
    pub version: i64,
    /// What it asks.
    pub definition: Definition,
}

pub(super) type Row = (i64, String, String, i64, Option<i64>, i64, i64, String);

pub(super) async fn counts(
    conn: &mut Conn,
    form: FormId,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, conn => {
        sqlx::query_as(sql::COUNTS).bind(form.raw()).fetch_all(conn).await?
    });
    Ok(rows.into_iter().collect())
}

/// A form of its row, without its counts.
pub(super) fn form(row: Row) -> Result<Form, CustomersError> {
    let (id, key, state, version, published, created_at, updated_at, definition) = row;
    let corrupt = |column| StoreError::corrupt("form", column, &key);
    let state = match state.as_str() {
        "draft" => FormState::Draft,
        "published" => FormState::Published,
        "closed" => FormState::Closed,
        _ => return Err(corrupt("state").into()),
    };
    let definition = RawValue::from_string(definition).map_err(|_| corrupt("definition"))?;
    Ok(Form {
        id: FormId::from_raw(id).map_err(|_| corrupt("id"))?,
        state,
        version,
        published,
        created_at: ::store::instant(created_at, "form", "created_at", &key)?,
        updated_at: ::store::instant(updated_at, "form", "updated_at", &key)?,
        counts: BTreeMap::new(),
        definition,
        key: key.parse().map_err(|_| corrupt("key"))?,
    })
}

/// A definition that was checked when it was kept.
pub(super) fn definition(key: &FormKey, json: &str) -> Result<Definition, CustomersError> {
    read_definition(json)
        .map_err(|_| StoreError::corrupt("form_version", "definition", key.as_str()).into())
}

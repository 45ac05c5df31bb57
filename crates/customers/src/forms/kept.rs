//! The forms of a workspace: made, changed, published, closed, found.

use ::store::{Store, StoreError, on};

use super::form::{Form, FormId, FormState, Published, Row, counts, definition, form};
use super::{Definition, FormKey, Item, Quiz, catalogue_item, read_definition, statements as sql};
use crate::error::CustomersError;
use crate::products::Product;

/// The most products that a quiz ranks.
const CATALOGUE_MAX: i64 = 5_000;

/// The forms of one workspace.
#[derive(Clone, Debug)]
pub struct Forms {
    pub(super) store: Store,
}

impl Forms {
    /// The forms in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Makes a form; it is a draft until it is published.
    ///
    /// # Errors
    ///
    /// When the key is not fit for an address or taken, the definition has mistakes, or the store does not answer.
    pub async fn create(&self, key: &str, json: &str) -> Result<Form, CustomersError> {
        let key = parse(key)?;
        check(json)?;
        let id = FormId::fresh(self.store.ids());
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let made = on!(tx, conn => {
            let query = sqlx::query(sql::INSERT).bind(id.raw()).bind(key.as_str()).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)
        });
        if let Err(StoreError::Duplicate { .. }) = made {
            return Err(CustomersError::FormTaken(key.to_string()));
        }
        made?;
        on!(tx, conn => {
            let query = sqlx::query(sql::INSERT_VERSION).bind(id.raw()).bind(1_i64).bind(json).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        self.get(key.as_str()).await
    }

    /// Gives a form a new version of its definition; people see it once it is published.
    ///
    /// # Errors
    ///
    /// When there is no such form, the definition has mistakes, or the store does not answer.
    pub async fn change(&self, key: &str, json: &str) -> Result<Form, CustomersError> {
        check(json)?;
        let form = self.get(key).await?;
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query_scalar(sql::NEXT_VERSION).bind(form.id.raw()).bind(now);
            let version: i64 = query.fetch_one(&mut *conn).await.map_err(StoreError::from)?;
            let query = sqlx::query(sql::INSERT_VERSION).bind(form.id.raw()).bind(version).bind(json).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        self.get(key).await
    }

    /// Lets people answer the newest version.
    ///
    /// # Errors
    ///
    /// When there is no such form, or the store does not answer.
    pub async fn publish(&self, key: &str) -> Result<Form, CustomersError> {
        if self.set_state(sql::PUBLISH, key).await? {
            return self.get(key).await;
        }
        Err(missing(key))
    }

    /// Takes no answers any more; a form that is closed already stays so.
    ///
    /// # Errors
    ///
    /// When there is no such form, it was never published, or the store does not answer.
    pub async fn close(&self, key: &str) -> Result<Form, CustomersError> {
        self.set_state(sql::CLOSE, key).await?;
        let form = self.get(key).await?;
        if form.state == FormState::Draft {
            return Err(CustomersError::FormDraft(key.to_owned()));
        }
        Ok(form)
    }

    /// All forms by key, with their counts; there are few.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<Form>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::LIST).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let mut forms = Vec::with_capacity(rows.len());
        for row in rows {
            let mut form = form(row)?;
            form.counts = counts(&mut conn, form.id).await?;
            forms.push(form);
        }
        Ok(forms)
    }

    /// The form with a key.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn get(&self, key: &str) -> Result<Form, CustomersError> {
        let found = self.find(key).await?;
        let mut form = found.ok_or_else(|| missing(key))?;
        let mut conn = self.store.read().await?;
        form.counts = counts(&mut conn, form.id).await?;
        Ok(form)
    }

    /// What people see of a form; nothing when there is none, or it was never published.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find_published(&self, key: &str) -> Result<Option<Published>, CustomersError> {
        let Some(form) = self.find(key).await? else {
            return Ok(None);
        };
        let Some(version) = form.published else {
            return Ok(None);
        };
        let definition = self.find_version(&form.key, version).await?;
        Ok(definition.map(|definition| Published {
            id: form.id,
            key: form.key,
            state: form.state,
            version,
            definition,
        }))
    }

    /// A version of a form's definition.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find_version(
        &self,
        key: &FormKey,
        version: i64,
    ) -> Result<Option<Definition>, CustomersError> {
        let mut conn = self.store.read().await?;
        let json: Option<String> = on!(conn, conn => {
            let query = sqlx::query_scalar(sql::FIND_VERSION).bind(key.as_str()).bind(version);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        json.map(|json| definition(key, &json)).transpose()
    }

    /// All versions of a form's definition, the newest first.
    ///
    /// # Errors
    ///
    /// When there is no such form, or the store does not answer.
    pub async fn versions(&self, key: &str) -> Result<Vec<Definition>, CustomersError> {
        let key = parse(key).map_err(|_| missing(key))?;
        let mut conn = self.store.read().await?;
        let all: Vec<String> = on!(conn, conn => {
            let query = sqlx::query_scalar(sql::VERSIONS).bind(key.as_str());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        if all.is_empty() {
            return Err(missing(key.as_str()));
        }
        all.iter().map(|json| definition(&key, json)).collect()
    }

    /// Counts that a form was shown, or answers refused, so many times; `what` is `viewed` or the reason.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn count(&self, counts: &[(FormId, &str, i64)]) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        for (form, what, count) in counts {
            on!(tx, conn => {
                let query = sqlx::query(sql::COUNT).bind(form.raw()).bind(*what).bind(*count);
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        Ok(tx.commit().await?)
    }

    /// The products that a quiz ranks: the first five thousand of its category by key.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn catalogue(&self, quiz: &Quiz) -> Result<Vec<Item>, CustomersError> {
        let category = quiz.category.as_deref().unwrap_or_default();
        let mut conn = self.store.read().await?;
        let rows: Vec<(String, Option<String>, Option<String>, String)> = on!(conn, conn => {
            let query = sqlx::query_as(sql::CATALOGUE).bind(category).bind(CATALOGUE_MAX);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let item = |(key, name, category, attributes)| {
            let product = Product {
                key,
                name,
                category,
                attributes,
            };
            catalogue_item(&product, quiz)
        };
        Ok(rows.into_iter().map(item).collect())
    }

    async fn find(&self, key: &str) -> Result<Option<Form>, CustomersError> {
        if key.parse::<FormKey>().is_err() {
            return Ok(None);
        }
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::GET).bind(key);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(form).transpose()
    }

    async fn set_state(&self, statement: &'static str, key: &str) -> Result<bool, CustomersError> {
        let key = parse(key).map_err(|_| missing(key))?;
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(statement).bind(key.as_str()).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        tx.commit().await?;
        Ok(affected == 1)
    }
}

fn parse(key: &str) -> Result<FormKey, CustomersError> {
    key.parse().map_err(CustomersError::FormKeyInvalid)
}

fn missing(key: &str) -> CustomersError {
    CustomersError::FormMissing(key.chars().take(60).collect())
}

fn check(json: &str) -> Result<(), CustomersError> {
    read_definition(json)
        .map(drop)
        .map_err(CustomersError::FormInvalid)
}

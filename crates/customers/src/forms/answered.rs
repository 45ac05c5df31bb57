//! Answers that are kept: each page once, with its event in the log.

use ::store::log::{Log, NewEvent};
use ::store::{Store, StoreError, on};
use jiff::Timestamp;
use kernel::{Limit, Page, define_id};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::said::{anonymous_id, fact};
use super::{Answers, FormKey, Forms, Offer, Origin, Published, statements as sql};
use crate::base::CustomerId;
use crate::error::CustomersError;
use crate::sources::SourceId;

define_id!(
    /// An answer to a form.
    FormAnswerId,
    "ans"
);

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormAnswer {
    /// Our id.
    pub id: FormAnswerId,
    /// The form's key.
    pub form: FormKey,
    /// The version of the form that was answered.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// The language of the page.
    pub language: String,
    /// The answers by question.
    pub answers: Map<String, Value>,
    /// How to reach who answered.
    pub contact: Contact,
    /// The offers that were shown.
    pub offers: Vec<Offer>,
    /// Who answered, once known.
    pub customer: Option<CustomerId>,
}

/// How to reach who answered. `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Contact(…)")
    }
}

/// An answer that has come.
#[derive(Clone, Debug)]
pub struct NewAnswer<'a> {
    /// The form and the version that was answered.
    pub form: &'a Published,
    /// The page's own id: sent twice, it is one answer.
    pub message_id: &'a str,
    /// The answers.
    pub answers: &'a Answers,
    /// The offers that are shown.
    pub offers: &'a [Offer],
    /// Where it came from.
    pub origin: &'a Origin,
}

pub(super) type Row = (
    i64,
    String,
    i64,
    i64,
    String,
    String,
    String,
    String,
    Option<i64>,
);

impl Forms {
    /// Keeps an answer and appends its event, in one transaction (FORM-1); wake the log afterwards. Tells the answer that is kept, and whether it is new.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing was kept.
    pub async fn answer(
        &self,
        new: &NewAnswer<'_>,
        source: SourceId,
    ) -> Result<(FormAnswer, bool), CustomersError> {
        let now = self.store.clock().now();
        let mut tx = self.store.begin().await?;
        let id = FormAnswerId::fresh(self.store.ids());
        let contact = Contact {
            email: new.answers.email().map(|email| email.expose().to_owned()),
            phone: new.answers.phone().map(|phone| phone.expose().to_owned()),
        };
        let (answers, contact, offers) = (
            Value::Object(new.answers.json()).to_string(),
            text(&contact),
            text(&new.offers),
        );
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::KEEP)
                .bind(id.raw())
                .bind(new.form.id.raw())
                .bind(new.form.version)
                .bind(new.message_id)
                .bind(now.as_microsecond())
                .bind(new.origin.language.as_str())
                .bind(answers.as_str())
                .bind(contact.as_str())
                .bind(offers.as_str())
                .bind(anonymous_id(new.origin, new.message_id));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        let is_new = affected == 1;
        if is_new {
            on!(tx, conn => {
                let query = sqlx::query(sql::COUNT).bind(new.form.id.raw()).bind("answered").bind(1_i64);
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        let row: Row = on!(tx, conn => {
            let query = sqlx::query_as(sql::FIND_ANSWER).bind(new.form.id.raw()).bind(new.message_id);
            query.fetch_one(conn).await.map_err(StoreError::from)?
        });
        if is_new {
            // The last thing: until the commit nobody else can append.
            Log::append_in(&mut tx, &[event(new, now, source)], now).await?;
        }
        tx.commit().await?;
        Ok((kept(row)?, is_new))
    }

    /// The answers to a form, the latest first, in pages.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn answers(
        &self,
        key: &str,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<FormAnswer>, CustomersError> {
        let before = match cursor {
            None => i64::MAX,
            Some(text) => text
                .parse::<FormAnswerId>()
                .map_err(|_| CustomersError::CursorInvalid(text.to_owned()))?
                .raw(),
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::ANSWERS).bind(key).bind(before).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<_>, _> = rows.into_iter().map(kept).collect();
        Ok(Page::of(items?, limit, |answer| answer.id.to_string()))
    }

    /// What a customer has answered, to all forms, the latest first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn answers_of(
        &self,
        customer: CustomerId,
        limit: Limit,
    ) -> Result<Vec<FormAnswer>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::ANSWERS_OF)
                .bind(customer.raw())
                .bind(i64::from(limit.get()));
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(kept).collect()
    }
}

/// What a customer has answered, to all forms, the latest first.
///
/// # Errors
///
/// When the store does not answer.
pub async fn answers_of(
    store: &Store,
    customer: CustomerId,
    limit: Limit,
) -> Result<Vec<FormAnswer>, CustomersError> {
    Forms::new(store.clone()).answers_of(customer, limit).await
}

fn event(new: &NewAnswer<'_>, now: Timestamp, source: SourceId) -> NewEvent {
    let fact = fact(new, now);
    NewEvent {
        source_id: source.raw(),
        kind: fact.kind.as_str().to_owned(),
        happened_at: now,
        body: fact.body(),
        message_id: fact.message_id,
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn kept(row: Row) -> Result<FormAnswer, CustomersError> {
    let (id, form, version, at, language, answers, contact, offers, customer) = row;
    let corrupt = |column| StoreError::corrupt("form_answer", column, id);
    Ok(FormAnswer {
        id: FormAnswerId::from_raw(id).map_err(|_| corrupt("id"))?,
        form: form.parse().map_err(|_| corrupt("form_id"))?,
        version,
        at: ::store::instant(at, "form_answer", "at", &id)?,
        language,
        answers: serde_json::from_str(&answers).map_err(|_| corrupt("answers"))?,
        contact: serde_json::from_str(&contact).map_err(|_| corrupt("contact"))?,
        offers: serde_json::from_str(&offers).map_err(|_| corrupt("offers"))?,
        customer: customer
            .map(CustomerId::from_raw)
            .transpose()
            .map_err(|_| corrupt("customer_id"))?,
    })
}

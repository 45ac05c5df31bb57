//! Who answered: once the log's people are known, their answers are theirs.

use ::store::log::{ConsumeError, Consumer, Event};
use ::store::{StoreError, Tx, on};
use async_trait::async_trait;

use super::statements as sql;
use crate::base::CustomerId;
use crate::fact::{Fact, FactKind, Who};
use crate::people::resolve_in;

/// The consumer of the log that gives answers to the customers who gave them; it comes after those who tell people apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormAnswers;

/// Somebody whose answers may be there: a form's key and the answer's message id, or a visitor who told who they are.
struct Named {
    who: Who,
    answer: Option<(String, String)>,
}

#[async_trait]
impl Consumer for FormAnswers {
    fn name(&self) -> &'static str {
        "forms"
    }

    fn follows(&self) -> &'static [&'static str] {
        &["people"]
    }

    fn is_repeatable(&self) -> bool {
        true
    }

    async fn apply(&self, tx: &mut Tx, events: &[Event]) -> Result<(), ConsumeError> {
        let mut all = Vec::new();
        for event in events {
            let Some(named) = named(event)? else {
                continue;
            };
            if named.answer.is_some() || waits(tx, &named.who).await? {
                all.push(named);
            }
        }
        if all.is_empty() {
            return Ok(());
        }
        let whos: Vec<Who> = all.iter().map(|named| named.who.clone()).collect();
        let customers = resolve_in(tx, &whos).await?;
        for (named, customer) in all.iter().zip(customers) {
            if let Some(customer) = customer {
                link(tx, named, customer).await?;
            }
        }
        Ok(())
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        on!(tx, conn => sqlx::query(sql::UNLINK).execute(conn).await.map(drop)?);
        Ok(())
    }
}

/// Whom an event names, when it is an answer, or brings a visitor together with a key or a contact.
fn named(event: &Event) -> Result<Option<Named>, ConsumeError> {
    let fact = Fact::from_parts(
        &event.kind,
        &event.message_id,
        event.happened_at,
        &event.body,
    )
    .map_err(|error| ConsumeError::Poison {
        position: event.position,
        reason: error.to_string(),
    })?;
    let (who, name) = (fact.who, fact.name);
    if fact.kind == FactKind::Form {
        let answer = name.map(|key| (key, fact.message_id));
        return Ok(answer.map(|answer| Named {
            who,
            answer: Some(answer),
        }));
    }
    let tells = who.user_id.is_some() || who.email.is_some() || who.phone.is_some();
    let is_visitor = who.anonymous_id.is_some();
    Ok((tells && is_visitor).then_some(Named { who, answer: None }))
}

/// Whether a visitor has answered something that is nobody's yet.
async fn waits(tx: &mut Tx, who: &Who) -> Result<bool, StoreError> {
    let found: Option<i64> = on!(tx, conn => {
        let query = sqlx::query_scalar(sql::FIND_OF_VISITOR).bind(who.anonymous_id.as_deref());
        query.fetch_optional(conn).await?
    });
    Ok(found.is_some())
}

async fn link(tx: &mut Tx, named: &Named, customer: CustomerId) -> Result<(), StoreError> {
    if let Some((key, message_id)) = &named.answer {
        on!(tx, conn => {
            let query = sqlx::query(sql::LINK_ANSWER)
                .bind(message_id.as_str())
                .bind(customer.raw())
                .bind(key.as_str());
            query.execute(conn).await.map(drop)?;
        });
    }
    if let Some(visitor) = &named.who.anonymous_id {
        on!(tx, conn => {
            let query = sqlx::query(sql::LINK_VISITOR).bind(visitor.as_str()).bind(customer.raw());
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

//! Who answered: once the log's people are known, their answers are theirs.

use std::collections::BTreeSet;

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
            all.extend(named(event)?);
        }
        let waiting = waiting(tx, &all).await?;
        all.retain(|named| {
            let visitor = named.who.anonymous_id.as_ref();
            named.answer.is_some() || visitor.is_some_and(|visitor| waiting.contains(visitor))
        });
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

/// The visitors among them who have answered something that is nobody's yet.
async fn waiting(tx: &mut Tx, all: &[Named]) -> Result<BTreeSet<String>, StoreError> {
    let of_visitors = all.iter().filter(|named| named.answer.is_none());
    let visitors: BTreeSet<&str> = of_visitors
        .filter_map(|named| named.who.anonymous_id.as_deref())
        .collect();
    let visitors: Vec<&str> = visitors.into_iter().collect();
    let mut waiting = BTreeSet::new();
    for (text, chunk) in sql::FIND_OF_VISITORS.padded(tx.kind(), &visitors) {
        let rows: Vec<String> = on!(tx, conn => {
            let mut query = sqlx::query_scalar(text);
            for visitor in chunk {
                query = query.bind(visitor);
            }
            query.fetch_all(conn).await?
        });
        waiting.extend(rows);
    }
    Ok(waiting)
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

//! Who answered: once the log's people are known, their answers are theirs.

use std::collections::BTreeSet;

use ::store::log::{ConsumeError, Consumer, Effect, Event};
use ::store::{StoreError, Tx, on};
use async_trait::async_trait;

use super::statements as sql;
use crate::base::CustomerId;
use crate::fact::{FactKind, Heading, Who};
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

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let mut all = Vec::new();
        for event in events {
            all.extend(named(event)?);
        }
        Ok(Box::new(Linking(all)))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        on!(tx, conn => sqlx::query(sql::UNLINK).execute(conn).await.map(drop)?);
        Ok(())
    }
}

/// All whose answers may be there.
struct Linking(Vec<Named>);

#[async_trait]
impl Effect for Linking {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let Self(mut all) = *self;
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
}

/// Whom an event names, when it is an answer, or brings a visitor together with a key or a contact.
fn named(event: &Event) -> Result<Option<Named>, ConsumeError> {
    let heading = Heading::of(event).map_err(|error| ConsumeError::Poison {
        position: event.position,
        reason: error.to_string(),
    })?;
    let is_form = heading.kind == FactKind::Form;
    if !is_form && !heading.tells_whose_visitor() {
        return Ok(None);
    }
    let key = heading.name().filter(|_| is_form).map(str::to_owned);
    if is_form && key.is_none() {
        return Ok(None);
    }
    Ok(Some(Named {
        answer: key.map(|key| (key, event.message_id.clone())),
        who: heading.who(),
    }))
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

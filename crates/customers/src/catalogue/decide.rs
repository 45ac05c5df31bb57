//! Making decisions and undoing them.

use ::store::{Store, StoreError, on};
use jiff::Timestamp;

use super::decision::{DECISIONS_MAX, Decision, DecisionId, DecisionKind, NewDecision};
use super::list::Catalogue;
use super::rulings::Rulings;
use super::statements as sql;
use crate::error::CustomersError;
use crate::fact::FactKind;

/// A decision, and whether it was made now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The decision that is in force.
    pub decision: Decision,
    /// Whether it was not before.
    pub is_new: bool,
}

/// A decision: id, what, kind, name, property, other name, when, by whom, applied, last applied.
type Row = (
    i64,
    String,
    String,
    String,
    String,
    Option<String>,
    i64,
    String,
    i64,
    Option<i64>,
);

impl Rulings {
    /// Those of a store.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn read(store: &Store) -> Result<Self, CustomersError> {
        Ok(Self::of(&decisions(store).await?))
    }
}

impl Catalogue {
    /// The decisions in force, the newest first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn decisions(&self) -> Result<Vec<Decision>, CustomersError> {
        decisions(self.store()).await
    }

    /// Decides. The same once more changes nothing, another name for what is renamed takes the place of the one before.
    /// Doors that have read the decisions already apply it some seconds later.
    ///
    /// # Errors
    ///
    /// [`CustomersError::DecisionInvalid`] with the wrong fields, [`CustomersError::DecisionsMany`], or when the store does
    /// not answer.
    pub async fn decide(&self, new: NewDecision, by: &str) -> Result<Decided, CustomersError> {
        let mut tx = self.store().begin().await?;
        on!(tx, conn => sqlx::query(sql::BUMP).execute(conn).await.map(drop).map_err(StoreError::from))?;
        let rows: Vec<Row> = on!(tx, conn => {
            sqlx::query_as(sql::LIST_DECISIONS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let others: Vec<Decision> = rows.into_iter().map(decision).collect::<Result<_, _>>()?;
        let new = new
            .checked(&others)
            .map_err(|fault| CustomersError::DecisionInvalid(fault.0))?;
        let before = others.iter().find(|other| {
            other.decision == new.decision
                && other.kind == new.kind
                && other.name == new.name
                && other.property == new.property
        });
        match before {
            Some(same) if same.to == new.to => {
                let decision = same.clone();
                return Ok(Decided {
                    decision,
                    is_new: false,
                });
            }
            Some(other) => on!(tx, conn => {
                let query = sqlx::query(sql::UNDO).bind(other.id.raw());
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            }),
            None if others.len() >= DECISIONS_MAX => {
                return Err(CustomersError::DecisionsMany(DECISIONS_MAX));
            }
            None => {}
        }
        let made = Decision {
            id: DecisionId::fresh(self.store().ids()),
            decision: new.decision,
            kind: new.kind,
            name: new.name,
            property: new.property,
            to: new.to,
            decided_at: self.store().clock().now(),
            decided_by: by.to_owned(),
            applied: 0,
            last_applied_at: None,
        };
        let property = made.property.as_deref().unwrap_or_default();
        on!(tx, conn => {
            let query = sqlx::query(sql::DECIDE).bind(made.id.raw()).bind(made.decision.as_str());
            let query = query.bind(made.kind.as_str()).bind(&made.name).bind(property).bind(&made.to);
            let query = query.bind(made.decided_at.as_microsecond()).bind(&made.decided_by);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        if made.decision == DecisionKind::Personal {
            for kind in told_by(made.kind) {
                on!(tx, conn => {
                    let query = sqlx::query(sql::ERASE_EXAMPLES).bind(kind.as_str()).bind(&made.name);
                    query.bind(property).execute(conn).await.map(drop).map_err(StoreError::from)?;
                });
            }
        }
        tx.commit().await?;
        Ok(Decided {
            decision: made,
            is_new: true,
        })
    }

    /// Undoes a decision from now on, and tells which it was.
    ///
    /// # Errors
    ///
    /// [`CustomersError::DecisionMissing`], or when the store does not answer.
    pub async fn undo(&self, id: DecisionId) -> Result<Decision, CustomersError> {
        let found = self
            .decisions()
            .await?
            .into_iter()
            .find(|known| known.id == id);
        let missing = || CustomersError::DecisionMissing(id.to_string());
        let found = found.ok_or_else(missing)?;
        let mut tx = self.store().begin().await?;
        on!(tx, conn => sqlx::query(sql::BUMP).execute(conn).await.map(drop).map_err(StoreError::from))?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::UNDO).bind(id.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if affected == 0 {
            return Err(missing());
        }
        tx.commit().await?;
        Ok(found)
    }
}

/// The kinds of facts that tell what decisions on a kind are about.
const fn told_by(kind: FactKind) -> &'static [FactKind] {
    match kind {
        FactKind::Identify => &[FactKind::Identify, FactKind::Customer],
        FactKind::Track => &[FactKind::Track],
        FactKind::Page => &[FactKind::Page],
        FactKind::Screen => &[FactKind::Screen],
        FactKind::Group => &[FactKind::Group],
        FactKind::Alias => &[FactKind::Alias],
        FactKind::Order => &[FactKind::Order],
        FactKind::Return => &[FactKind::Return],
        FactKind::Customer => &[FactKind::Customer],
        FactKind::Product => &[FactKind::Product],
        FactKind::Form => &[FactKind::Form],
    }
}

async fn decisions(store: &Store) -> Result<Vec<Decision>, CustomersError> {
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => {
        sqlx::query_as(sql::LIST_DECISIONS).fetch_all(conn).await.map_err(StoreError::from)?
    });
    rows.into_iter().map(decision).collect()
}

fn decision(row: Row) -> Result<Decision, CustomersError> {
    let (raw, what, kind, name, property, to, decided_at, decided_by, applied, last) = row;
    let corrupt = |column| StoreError::corrupt("catalogue_decision", column, raw);
    let id = DecisionId::from_raw(raw).map_err(|_| corrupt("id"))?;
    let instant = |micros, column| Timestamp::from_microsecond(micros).map_err(|_| corrupt(column));
    Ok(Decision {
        id,
        decision: DecisionKind::named(&what).ok_or_else(|| corrupt("decision"))?,
        kind: kind.parse().map_err(|_| corrupt("kind"))?,
        name,
        property: (!property.is_empty()).then_some(property),
        to,
        decided_at: instant(decided_at, "decided_at")?,
        decided_by,
        applied: u64::try_from(applied).map_err(|_| corrupt("applied"))?,
        last_applied_at: last.map(|at| instant(at, "last_applied_at")).transpose()?,
    })
}

//! The statements of a list, and which of them has least to look at.

use super::condition::{Arg, By, Statement, Term};
use super::cursor::{Key, Place};
use super::filter::{Sort, SortKey};

/// How many rows a condition has by its index, up to one more than so many; nothing where none answers it.
pub(super) fn probe(term: &Term, most: i64) -> Option<Statement> {
    if matches!(term, Term::Segments(_) | Term::Contact(_)) {
        return None;
    }
    let mut statement = Statement::of("select count(*) from (");
    statement.ids(term);
    statement.limit(most.saturating_add(1));
    statement.push(") as found");
    Some(statement)
}

/// How many rows meet the conditions, up to so many.
pub(super) fn count(terms: &[Term], most: i64) -> Statement {
    let mut statement =
        Statement::of("select count(*) from (select 1 from customer_entry e where 1 = 1");
    statement.and_all(terms, None);
    statement.limit(most);
    statement.push(") as found");
    statement
}

/// The rows that meet the conditions, in no order, up to so many.
pub(super) fn all(terms: &[Term], driver: Option<usize>, sort: Sort, most: i64) -> Statement {
    let mut statement = select(sort);
    statement.push("customer_entry e where 1 = 1");
    statement.and_all(terms, driver);
    statement.limit(most);
    statement
}

/// The first rows of so many that the sort's index gives, from a place on.
pub(super) fn walk(
    terms: &[Term],
    sort: Sort,
    after: Option<&Place>,
    (rows, looked_at): (i64, i64),
) -> Statement {
    let column = sort.key.column();
    let (own, others): (Vec<&Term>, Vec<&Term>) = terms
        .iter()
        .partition(|term| matches!(term, Term::Within(name, _) if *name == column));
    let mut statement = select(sort);
    statement.push("(select * from customer_entry e where 1 = 1");
    for term in own {
        statement.push(" and ");
        statement.term(term, By::Index);
    }
    behind(&mut statement, &format!("e.{column}"), sort, after);
    order(&mut statement, &format!("e.{column}"), sort, looked_at);
    statement.push(") as e where 1 = 1");
    for term in others {
        statement.push(" and ");
        statement.term(term, By::Look);
    }
    order(&mut statement, &format!("e.{column}"), sort, rows);
    statement
}

/// The first rows of all that meet the conditions, from a place on, by looking at each; none that is wanted is beyond `last`.
pub(super) fn top(
    terms: &[Term],
    sort: Sort,
    (after, last): (Option<&Place>, Option<&Place>),
    rows: i64,
) -> Statement {
    let column = sort.key.column();
    let looked = match sort.key {
        SortKey::Name => format!("coalesce(e.{column}, e.{column})"),
        _ => format!("e.{column} + 0"),
    };
    let mut statement = select(sort);
    statement.push("customer_entry e where 1 = 1");
    if let Some((key, _)) = last {
        statement.push(" and ");
        statement.push(&looked);
        statement.push(if sort.is_descending { " >= " } else { " <= " });
        statement.arg(key.arg());
    }
    statement.and_all(terms, None);
    behind(&mut statement, &looked, sort, after);
    order(&mut statement, &looked, sort, rows);
    statement
}

impl Key {
    fn arg(&self) -> Arg {
        match self {
            Self::Int(key) => Arg::Int(*key),
            Self::Bytes(bytes) => Arg::Bytes(bytes.clone()),
        }
    }
}

fn select(sort: Sort) -> Statement {
    let mut statement = Statement::of("select e.customer_id, e.");
    statement.push(sort.key.column());
    statement.push(" as sorted_by from ");
    statement
}

fn behind(statement: &mut Statement, column: &str, sort: Sort, after: Option<&Place>) {
    let Some((key, id)) = after else { return };
    statement.push(" and (");
    statement.push(column);
    statement.push(if sort.is_descending {
        ", e.customer_id) < ("
    } else {
        ", e.customer_id) > ("
    });
    statement.arg(key.arg());
    statement.push(", ");
    statement.arg(Arg::Int(*id));
    statement.push(")");
}

fn order(statement: &mut Statement, column: &str, sort: Sort, rows: i64) {
    let direction = if sort.is_descending { " desc" } else { "" };
    statement.push(" order by ");
    statement.push(column);
    statement.push(direction);
    statement.push(", e.customer_id");
    statement.push(direction);
    statement.limit(rows);
}

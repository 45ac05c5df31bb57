//! The customers of a cell, those to win back or all of them, in pages.

use std::str::FromStr;

use jiff::civil::Date;
use kernel::{Limit, Page};
use serde::Serialize;
use store::Store;

use crate::calendar::date_of;
use crate::matrix::classes::{Classes, Level, Treatment};
use crate::matrix::query::MatrixQuery;
use crate::matrix::{Member, REPORT, Read};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};

/// Which customers of the matrix are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixPlace {
    /// All of the matrix.
    Everybody,
    /// Those of a cell: value and risk.
    Cell(Level, Level),
    /// Those to win back.
    WinBack,
}

impl FromStr for MatrixPlace {
    type Err = InsightError;

    /// Reads `high-low` (value, then risk), `win-back` or `all`.
    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "all" => return Ok(Self::Everybody),
            "win-back" => return Ok(Self::WinBack),
            _ => {}
        }
        let unknown = || InsightError::NameUnknown {
            what: "cell",
            given: text.to_owned(),
            expected: "value and risk, such as high-low, or win-back, or all",
        };
        let (value, risk) = text.split_once('-').ok_or_else(unknown)?;
        let level = |text: &str| text.parse().map_err(|_| unknown());
        Ok(Self::Cell(level(value)?, level(risk)?))
    }
}

impl MatrixPlace {
    fn holds(self, member: &Member, classes: &Classes) -> bool {
        match self {
            Self::Everybody => true,
            Self::Cell(value, risk) => classes.cell(member) == (value, risk),
            Self::WinBack => classes.is_to_win_back(member),
        }
    }

    /// What is done is said of a cell: not of all of them.
    fn treatment(self) -> Option<Treatment> {
        match self {
            Self::Everybody => None,
            Self::Cell(value, risk) => Some(Treatment::of(value, risk)),
            Self::WinBack => Some(Treatment::WinBack),
        }
    }

    /// What the list is sorted by, the highest first: what is at stake, or what was brought.
    fn figure(self, member: &Member) -> f64 {
        match self {
            Self::Everybody | Self::Cell(..) => member.at_stake_minor(),
            Self::WinBack => lab::minor_to_f64(member.one.revenue_minor),
        }
    }
}

/// A page of the customers of a cell, of those to win back or of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// What to do about them; absent for all of the matrix.
    pub treatment: Option<Treatment>,
    /// The same in a sentence.
    pub sentence: Option<&'static str>,
    /// How many customers there are: the figure.
    pub matching: u64,
    /// The customers of whom most is at stake first; of those to win back, who brought most.
    pub items: Vec<MatrixCustomer>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// One customer of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixCustomer {
    /// The key that the company's own systems use.
    pub customer_key: String,
    /// What the customer is worth, expected.
    pub clv_minor: f64,
    /// The risk of loss.
    pub risk: f64,
    /// What is at stake.
    pub at_stake_minor: f64,
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Orders so far.
    pub orders: u32,
    /// The day of the last one.
    pub last_order: Date,
    /// All that the customer brought.
    pub revenue_minor: i64,
    /// The same in the last 365 days.
    pub last_year_minor: i64,
}

/// Lists the customers of a place of the matrix.
///
/// # Errors
///
/// Those of [`retention_matrix`](crate::retention_matrix), and [`InsightError::CursorUnknown`].
pub async fn matrix_customers(
    source: &Source<'_>,
    store: &Store,
    query: &MatrixQuery,
    place: MatrixPlace,
    (cursor, limit): (Option<&str>, Limit),
) -> Result<MatrixPage, InsightError> {
    let after = cursor.map(position).transpose()?;
    let read = Read::of(source, store, query).await?;
    let mut found: Vec<(f64, &Member)> = read
        .members
        .iter()
        .filter(|member| place.holds(member, &read.classes))
        .map(|member| (place.figure(member), member))
        .collect();
    found.sort_by(|left, right| {
        order(
            (left.0, left.1.one.customer_id),
            (right.0, right.1.one.customer_id),
        )
    });
    let start = after.map_or(0, |last| {
        found.partition_point(|(figure, member)| {
            order((*figure, member.one.customer_id), last).is_le()
        })
    });
    let wanted = found[start..]
        .iter()
        .take(usize::from(limit.get()) + 1)
        .copied()
        .collect();
    let page = Page::of(wanted, limit, |(figure, member): &(f64, &Member)| {
        format!("{:016x}{:016x}", figure.to_bits(), member.one.customer_id)
    });
    let ids: Vec<i64> = page
        .items
        .iter()
        .map(|(_, member)| member.one.customer_id)
        .collect();
    let mut keys = source.customer_keys(REPORT, &ids).await?;
    let treatment = place.treatment();
    Ok(MatrixPage {
        as_of: read.as_of.map(date_of).or(query.as_of),
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        treatment,
        sentence: treatment.map(Treatment::sentence),
        matching: found.len() as u64,
        items: page
            .items
            .iter()
            .map(|(_, member)| customer(member, keys.remove(&member.one.customer_id)))
            .collect(),
        next_cursor: page.next_cursor,
    })
}

fn customer(member: &Member, key: Option<String>) -> MatrixCustomer {
    MatrixCustomer {
        customer_key: key.unwrap_or_default(),
        clv_minor: member.one.clv_minor,
        risk: member.risk,
        at_stake_minor: member.at_stake_minor(),
        p_alive: member.one.p_alive,
        orders: member.one.orders,
        last_order: date_of(member.one.last_day),
        revenue_minor: member.one.revenue_minor,
        last_year_minor: member.last_year_minor,
    }
}

/// The highest figure first, then by id.
fn order(left: (f64, i64), right: (f64, i64)) -> std::cmp::Ordering {
    right.0.total_cmp(&left.0).then(left.1.cmp(&right.1))
}

/// The figure and the customer after which a page begins.
fn position(cursor: &str) -> Result<(f64, i64), InsightError> {
    let parts = || {
        let (figure, id) = cursor.split_at_checked(16)?;
        let figure = f64::from_bits(u64::from_str_radix(figure, 16).ok()?);
        let id = i64::from_str_radix(id, 16).ok()?;
        figure.is_finite().then_some((figure, id))
    };
    parts().ok_or_else(|| InsightError::CursorUnknown(cursor.to_owned()))
}

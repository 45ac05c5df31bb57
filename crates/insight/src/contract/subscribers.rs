//! The running subscriptions, those whose renewals to come are worth most first.

use std::collections::HashMap;

use arrow::datatypes::Int64Type;
use jiff::civil::Date;
use kernel::{Limit, Page};
use serde::Serialize;

use super::read::{Contracts, text};
use super::terms::renewal_day;
use super::{Known, REPORT, Valued, valued};
use crate::calendar::date_of;
use crate::source::{Source, column};
use crate::{ContractQuery, InsightError};

/// A running subscription, and what its renewals to come are worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Subscriber {
    /// The customer's key.
    pub customer: String,
    /// The subscription among the customer's.
    pub subscription: String,
    /// The plan.
    pub plan: Option<String>,
    /// The day it began.
    pub start: Date,
    /// Months of a period.
    pub period_months: u32,
    /// What a period costs.
    pub price_minor: i64,
    /// How often it was renewed.
    pub renewals: u32,
    /// The day of the next renewal.
    pub next_renewal: Date,
    /// Probability that it is renewed then; absent without a model.
    pub renewal_probability: Option<f64>,
    /// What the renewals to come are worth today; absent without a model.
    pub residual_value_minor: Option<f64>,
    /// The lower end of the 95 % interval: what they are worth if this customer leaves early.
    pub low_minor: Option<f64>,
    /// The upper end.
    pub high_minor: Option<f64>,
}

/// The running subscriptions of a day in pages, the most valuable first.
///
/// # Errors
///
/// Those of [`crate::contract`], and [`InsightError::CursorInvalid`] for a cursor that is not one of ours.
pub async fn subscribers(
    source: &Source<'_>,
    query: &ContractQuery,
    cursor: Option<&str>,
    limit: Limit,
) -> Result<Page<Subscriber>, InsightError> {
    query.check()?;
    let skipped = match cursor {
        None => 0,
        Some(text) => text
            .parse::<usize>()
            .map_err(|_| InsightError::CursorInvalid {
                given: text.to_owned(),
            })?,
    };
    let none = Page {
        items: Vec::new(),
        next_cursor: None,
    };
    let Some(contracts) = Contracts::read(source, query).await? else {
        return Ok(none);
    };
    let valued = valued(&contracts, query);
    let mut running: Vec<(&Valued, &Known)> = valued
        .iter()
        .flat_map(|of| of.each.iter().map(move |known| (of, known)))
        .filter(|(_, known)| known.runs)
        .collect();
    // Where values are equal, by customer.
    running.sort_by(|(_, a), (_, b)| {
        let by_value = b.residual_minor.total_cmp(&a.residual_minor);
        by_value.then(a.place.cmp(&b.place))
    });
    let wanted = usize::from(limit.get());
    let page = running.get(skipped..).unwrap_or_default();
    let page = page.get(..wanted).unwrap_or(page);
    let names = names(source, page).await?;
    let items: Vec<Subscriber> = page
        .iter()
        .map(|(of, known)| subscriber(&contracts, of, known, &names))
        .collect();
    let next = skipped.saturating_add(items.len());
    Ok(Page {
        next_cursor: (next < running.len()).then(|| next.to_string()),
        items,
    })
}

fn subscriber(
    contracts: &Contracts,
    of: &Valued,
    known: &Known,
    names: &HashMap<i64, String>,
) -> Subscriber {
    let contract = &known.contract;
    let renewals = known.fate.renewed();
    let range = of.worth.as_ref().map(|worth| worth.renewals(renewals));
    let minor = |renewals: f64| known.renewal_minor * renewals;
    Subscriber {
        customer: names
            .get(&contract.customer_id)
            .cloned()
            .unwrap_or_default(),
        subscription: contracts.keys[contract.key].clone(),
        plan: contracts.plans[contract.plan].clone(),
        start: date_of(contract.start),
        period_months: contract.months,
        price_minor: contract.price_minor,
        renewals,
        next_renewal: date_of(renewal_day(contract.start, contract.months, renewals + 1)),
        renewal_probability: of.worth.as_ref().map(|worth| worth.next(renewals)),
        residual_value_minor: range.map(|_| known.residual_minor),
        low_minor: range.map(|range| minor(range.low)),
        high_minor: range.map(|range| minor(range.high)),
    }
}

/// The keys of some customers.
async fn names(
    source: &Source<'_>,
    page: &[(&Valued, &Known)],
) -> Result<HashMap<i64, String>, InsightError> {
    if page.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = page
        .iter()
        .map(|(_, known)| known.contract.customer_id.to_string())
        .collect();
    let statement = format!(
        "select customer_id, customer_key from customer where customer_id in ({})",
        ids.join(", ")
    );
    let mut names = HashMap::new();
    for batch in source.rows(REPORT, &statement, None).await? {
        let id = column::<Int64Type>(&batch, 0, REPORT, "customer_id")?;
        for row in 0..batch.num_rows() {
            let key = text(batch.column(1), row).unwrap_or_default();
            names.insert(id.value(row), key.to_owned());
        }
    }
    Ok(names)
}

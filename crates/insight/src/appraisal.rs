//! What the model in force says of each customer at the end of a day, for reports that sort customers by it.

use datafusion::error::DataFusionError;
use lab::LabError;

use crate::InsightError;
use crate::calendar::Day;
use crate::source::Source;
use crate::value::{CustomerHistory, Groups, Model, Valuation, in_pieces, read_histories};

/// One customer at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Appraised {
    pub(crate) customer_id: i64,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    pub(crate) orders: u32,
    /// What all orders brought, of the model's kind of money.
    pub(crate) revenue_minor: i64,
    pub(crate) p_alive: f64,
    /// Expected worth of the orders of the horizon, discounted, after costs.
    pub(crate) clv_minor: f64,
    /// Probability that nothing is ordered in the days asked for; 0 when none were.
    pub(crate) silence: f64,
}

/// Under which terms customers are appraised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Terms {
    pub(crate) margin: f64,
    pub(crate) yearly_discount: f64,
    pub(crate) horizon: Horizon,
    /// For how many days the probability of no order is wanted.
    pub(crate) silent_days: Option<u32>,
}

/// How far a customer's value reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Horizon(usize);

impl Horizon {
    /// 12, 24 or 36 months.
    pub(crate) fn of(months: u32) -> Result<Self, InsightError> {
        [12, 24, 36]
            .into_iter()
            .position(|known| known == months)
            .map(Self)
            .ok_or_else(|| InsightError::OutOfRange {
                what: "number of months",
                range: "12, 24 or 36",
                given: months.to_string(),
            })
    }
}

/// Appraises everybody who had ordered by a day, by id.
pub(crate) async fn appraise(
    source: &Source<'_>,
    report: &'static str,
    as_of: Day,
    model: &Model,
    terms: Terms,
) -> Result<Vec<Appraised>, InsightError> {
    let numbers = |source: LabError| InsightError::Numbers { report, source };
    let computing = model.compute().map_err(numbers)?;
    let groups = Groups::read(source, computing.purchases.coding()).await?;
    let parts = read_histories(source, report, as_of, model.found.money, groups).await?;
    let valuation = Valuation {
        model: computing,
        as_of,
        margin: terms.margin,
        yearly_discount: terms.yearly_discount,
    };
    let work = move || -> Result<Vec<Appraised>, LabError> {
        let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        for part in &parts {
            all.extend(of_part(part, &valuation, terms)?);
        }
        all.sort_unstable_by_key(|one| one.customer_id);
        Ok(all)
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|stopped| InsightError::Engine {
        report,
        source: DataFusionError::External(Box::new(stopped)),
    })?
    .map_err(numbers)
}

fn of_part(
    part: &[CustomerHistory],
    valuation: &Valuation,
    terms: Terms,
) -> Result<Vec<Appraised>, LabError> {
    let pieces = valuation.fold(part, Vec::new, |all, customer, worth| {
        all.push(Appraised {
            customer_id: customer.customer_id,
            first_day: customer.first_day,
            last_day: customer.last_day,
            orders: customer.orders,
            revenue_minor: customer.revenue_minor,
            p_alive: worth.p_alive,
            clv_minor: worth.clv_minor[terms.horizon.0],
            silence: 0.0,
        });
    })?;
    let mut all = pieces.concat();
    if let Some(days) = terms.silent_days {
        let silences = silences(part, valuation, f64::from(days))?;
        for (one, silence) in all.iter_mut().zip(silences) {
            one.silence = silence;
        }
    }
    Ok(all)
}

/// The probability that each customer orders nothing in so many days; once for those of whom the same is known.
fn silences(
    part: &[CustomerHistory],
    valuation: &Valuation,
    days: f64,
) -> Result<Vec<f64>, LabError> {
    let pieces = in_pieces(part, |piece| {
        let mut silences = Vec::with_capacity(piece.len());
        for alike in piece.chunk_by(|left, right| left.key() == right.key()) {
            let (model, observed) = (&valuation.model, alike[0].observed());
            let history = model.history(&observed, valuation.as_of)?;
            let horizon = model.horizon(&observed, valuation.as_of, days);
            let purchases = model.purchases.of(observed.group);
            let orders = purchases.purchases_at_least(&history, horizon, 1)?;
            silences.extend(alike.iter().map(|_| (1.0 - orders).clamp(0.0, 1.0)));
        }
        Ok(silences)
    })?;
    Ok(pieces.concat())
}

//! How the value is spread over the customers.

use lab::{LabError, count_to_f64};
use serde::Serialize;

use crate::value::report::figures::Valued;

/// The part of the customers whose share of the value is told.
const TOP: f64 = 0.2;

/// Steps of the curve.
const STEPS: u32 = 20;

/// How the value is spread over the customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// Share of the value that the best 20 % of the customers have; absent when there is none.
    pub top20_share: Option<f64>,
    /// The Lorenz curve from the best customer on: 0 to 100 % of the customers in steps of 5 %; empty when there is none.
    pub curve: Vec<LorenzPoint>,
}

/// A point of the Lorenz curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LorenzPoint {
    /// The best part of the customers.
    pub customers_share: f64,
    /// Its share of the value.
    pub value_share: f64,
}

/// The concentration of the value over the longest horizon.
pub(super) fn of(valued: &[Valued]) -> Result<Concentration, LabError> {
    let mut values: Vec<f64> = valued
        .iter()
        .map(|customer| customer.clv_minor[2])
        .collect();
    let top20_share = lab::top_share(&mut values, TOP)?;
    values.sort_unstable_by(|left, right| right.total_cmp(left));
    let total: f64 = values.iter().sum();
    let curve = if total > 0.0 {
        curve(&values, total)
    } else {
        vec![]
    };
    Ok(Concentration { top20_share, curve })
}

fn curve(values: &[f64], total: f64) -> Vec<LorenzPoint> {
    let (mut taken, mut sum) = (0, 0.0);
    (0..=STEPS)
        .map(|step| {
            let wanted = values.len() * step as usize / STEPS as usize;
            sum += values[taken..wanted].iter().sum::<f64>();
            taken = wanted;
            LorenzPoint {
                customers_share: count_to_f64(wanted as u64) / count_to_f64(values.len() as u64),
                value_share: sum / total,
            }
        })
        .collect()
}

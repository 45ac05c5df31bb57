//! The retention matrix as it is handed out.

use jiff::civil::Date;
use serde::Serialize;

use crate::CurrencyUnit;
use crate::matrix::Member;
use crate::matrix::classes::{Classes, Level, Treatment};
use crate::matrix::query::RiskMeasure;
use crate::money::{count_ratio, ratio};
use crate::value::{Margin, ModelId};

/// Customers by value and by risk of loss.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The model.
    pub model: ModelId,
    /// Its kind.
    pub model_kind: String,
    /// Its version.
    pub model_version: i64,
    /// How far a customer's value reaches.
    pub months: u32,
    /// What part of the revenue stays.
    pub margin: Margin,
    /// What is taken off in a year.
    pub yearly_discount: f64,
    /// What the risk is.
    pub risk: RiskMeasure,
    /// In so many days, when the risk is that of no order.
    pub days: u32,
    /// Days without an order after which a customer counts as lost.
    pub lost_after_days: u32,
    /// The bounds between low, middle and high value, minor units; absent without customers.
    pub value_bounds_minor: Option<[f64; 2]>,
    /// The bounds between low, middle and high risk.
    pub risk_bounds: [f64; 2],
    /// Customers with an order by the day.
    pub customers: u64,
    /// What they are worth together, expected.
    pub clv_minor: f64,
    /// What of it is at stake: each value times its risk.
    pub at_stake_minor: f64,
    /// The nine cells, by value and then risk, low first.
    pub cells: Vec<MatrixCell>,
    /// Lost customers who were among the third that brought most; they are in their cells too.
    pub win_back: WinBack,
}

/// The customers with one level of value and one of risk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MatrixCell {
    /// Level of value.
    pub value: Level,
    /// Level of risk.
    pub risk: Level,
    /// How many they are.
    pub customers: u64,
    /// Their share of all customers; absent without customers.
    pub share: Option<f64>,
    /// What they are worth together, expected.
    pub clv_minor: f64,
    /// What of it is at stake.
    pub at_stake_minor: f64,
    /// Mean probability that they have not left; absent for an empty cell.
    pub mean_p_alive: Option<f64>,
    /// Mean risk; absent for an empty cell.
    pub mean_risk: Option<f64>,
    /// What they brought in the last 365 days.
    pub last_year_minor: i64,
    /// What to do.
    pub treatment: Treatment,
    /// The same in a sentence.
    pub sentence: &'static str,
}

/// Lost customers who were valuable.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WinBack {
    /// How many they are.
    pub customers: u64,
    /// All that they ever brought.
    pub revenue_minor: i64,
    /// What they brought in the last 365 days.
    pub last_year_minor: i64,
    /// What is still expected of them.
    pub clv_minor: f64,
    /// What to do.
    pub treatment: Treatment,
    /// The same in a sentence.
    pub sentence: &'static str,
}

/// Sums by cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    cells: [Sum; 9],
    win_back: Sum,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    customers: u64,
    clv: f64,
    at_stake: f64,
    p_alive: f64,
    risk: f64,
    last_year_minor: i64,
    revenue_minor: i64,
}

impl Sum {
    fn add(&mut self, member: &Member) {
        self.customers += 1;
        self.clv += member.one.clv_minor;
        self.at_stake += member.at_stake_minor();
        self.p_alive += member.one.p_alive;
        self.risk += member.risk;
        self.last_year_minor = self.last_year_minor.saturating_add(member.last_year_minor);
        self.revenue_minor = self.revenue_minor.saturating_add(member.one.revenue_minor);
    }
}

impl Tally {
    pub(super) fn add(&mut self, member: &Member, classes: &Classes) {
        let (value, risk) = classes.cell(member);
        self.cells[value as usize * 3 + risk as usize].add(member);
        if classes.is_to_win_back(member) {
            self.win_back.add(member);
        }
    }

    pub(super) fn clv_minor(&self) -> f64 {
        self.cells.iter().map(|cell| cell.clv).sum()
    }

    pub(super) fn at_stake_minor(&self) -> f64 {
        self.cells.iter().map(|cell| cell.at_stake).sum()
    }

    pub(super) fn cells(&self, customers: u64) -> Vec<MatrixCell> {
        let levels = Level::ALL
            .into_iter()
            .flat_map(|value| Level::ALL.map(|risk| (value, risk)));
        levels
            .zip(&self.cells)
            .map(|((value, risk), sum)| {
                let mean = |total: f64| ratio(total, lab::count_to_f64(sum.customers));
                let treatment = Treatment::of(value, risk);
                MatrixCell {
                    value,
                    risk,
                    customers: sum.customers,
                    share: count_ratio(sum.customers, customers),
                    clv_minor: sum.clv,
                    at_stake_minor: sum.at_stake,
                    mean_p_alive: mean(sum.p_alive),
                    mean_risk: mean(sum.risk),
                    last_year_minor: sum.last_year_minor,
                    treatment,
                    sentence: treatment.sentence(),
                }
            })
            .collect()
    }

    pub(super) fn win_back(&self) -> WinBack {
        WinBack {
            customers: self.win_back.customers,
            revenue_minor: self.win_back.revenue_minor,
            last_year_minor: self.win_back.last_year_minor,
            clv_minor: self.win_back.clv,
            treatment: Treatment::WinBack,
            sentence: Treatment::WinBack.sentence(),
        }
    }
}

//! The report on the customer base as it is handed out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::CurrencyUnit;

/// The customer base by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaseReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The time zone of the business days.
    pub time_zone: String,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Days without an order after which a customer counts as lost.
    pub lost_after_days: u32,
    /// The months, without a gap, from that of the first order to that of `as_of`.
    pub months: Vec<BaseMonth>,
    /// How long customers stay.
    pub survival: Survival,
    /// The month of `as_of`, as far as it has come.
    pub current: Option<BaseMonth>,
    /// The month before, cut at the same day of the month when the current one is not complete.
    pub previous: Option<BaseMonth>,
    /// `current / previous - 1` for each figure; absent where there is nothing to divide by.
    pub change: BTreeMap<&'static str, Option<f64>>,
    /// How far the goals are reached.
    pub goals: Vec<GoalFigure>,
}

/// One month of the customer base. A rate is absent where it would divide by 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaseMonth {
    /// The month, `2010-12`.
    pub month: String,
    /// The last day that is counted in it.
    pub until: Date,
    /// Whether that is the month's last day.
    pub complete: bool,
    /// Customers in the base at the end of the month before: with an order in the last
    /// `lost_after_days` days.
    pub customers_start: u64,
    /// Customers whose first order is in the month.
    pub new: u64,
    /// Customers with an order in the month.
    pub active: u64,
    /// Active customers who placed at least their second order ever in it.
    pub repeat: u64,
    /// Customers in the base at the start, and not at the end.
    pub lost: u64,
    /// Active customers who are not new and were not in the base at the start.
    pub reactivated: u64,
    /// Customers in the base at the end: start + new + reactivated - lost.
    pub customers_end: u64,
    /// new / start.
    pub inflow_rate: Option<f64>,
    /// Share of the active who order again in the next month; absent until that is complete.
    pub survival_rate: Option<f64>,
    /// 1 - churn.
    pub retention_rate: Option<f64>,
    /// lost / start.
    pub churn_rate: Option<f64>,
    /// 1 / churn: months that a customer stays, if this month's churn lasted.
    pub lifetime_months: Option<f64>,
    /// Orders, anonymous ones included.
    pub orders: u64,
    /// Orders without a customer.
    pub anonymous_orders: u64,
    /// Orders plus returns, which are negative.
    pub revenue_minor: i64,
    /// What was taken back, negative.
    pub returns_minor: i64,
    /// Mean order before returns.
    pub aov_minor: Option<f64>,
    /// The same over orders of customers who are new in the month.
    pub aov_new_minor: Option<f64>,
    /// The same over orders of customers who are not.
    pub aov_loyal_minor: Option<f64>,
    /// Pieces in an order.
    pub items_per_receipt: Option<f64>,
    /// Orders of known customers for each active one.
    pub orders_per_customer: Option<f64>,
    /// Net revenue of known customers for each active one.
    pub arppu_minor: Option<f64>,
}

/// How long customers stay: from their first order until they count as lost (Kaplan-Meier).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Survival {
    /// What `month` counts: months of 30.4375 days since the first order.
    pub unit: &'static str,
    /// The curve, month by month, from 0.
    pub points: Vec<SurvivalPoint>,
    /// When one half of the customers is lost; absent when the curve does not fall that far.
    pub median_months: Option<f64>,
}

/// The survival curve at one month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SurvivalPoint {
    /// Months since the first order.
    pub month: u32,
    /// Share of the customers who are not lost by then.
    pub survival: f64,
    /// Lower end of the 95 % interval; absent when all are lost.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval; absent when all are lost.
    pub high: Option<f64>,
    /// Customers who are observed up to then and not lost before.
    pub at_risk: u64,
    /// Customers lost since the point before.
    pub lost: u64,
}

/// A goal and how far it is reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoalFigure {
    /// The metric, as in the months.
    pub metric: &'static str,
    /// The month, `2010-12`.
    pub month: String,
    /// What is to be reached.
    pub target: f64,
    /// What is reached; absent when the month is not in the report.
    pub actual: Option<f64>,
    /// actual / target, or target / actual where less is better: 1 and above is reached.
    pub attainment: Option<f64>,
}

impl BaseMonth {
    /// All figures of the month under their names, for comparisons.
    pub fn figures(&self) -> [(&'static str, Option<f64>); 22] {
        let count = |count: u64| Some(lab::count_to_f64(count));
        let amount = |amount: i64| Some(lab::minor_to_f64(amount));
        [
            ("customers_start", count(self.customers_start)),
            ("new", count(self.new)),
            ("active", count(self.active)),
            ("repeat", count(self.repeat)),
            ("lost", count(self.lost)),
            ("reactivated", count(self.reactivated)),
            ("customers_end", count(self.customers_end)),
            ("inflow_rate", self.inflow_rate),
            ("survival_rate", self.survival_rate),
            ("retention_rate", self.retention_rate),
            ("churn_rate", self.churn_rate),
            ("lifetime_months", self.lifetime_months),
            ("orders", count(self.orders)),
            ("anonymous_orders", count(self.anonymous_orders)),
            ("revenue_minor", amount(self.revenue_minor)),
            ("returns_minor", amount(self.returns_minor)),
            ("aov_minor", self.aov_minor),
            ("aov_new_minor", self.aov_new_minor),
            ("aov_loyal_minor", self.aov_loyal_minor),
            ("items_per_receipt", self.items_per_receipt),
            ("orders_per_customer", self.orders_per_customer),
            ("arppu_minor", self.arppu_minor),
        ]
    }

    /// One figure by its name.
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.figures()
            .into_iter()
            .find(|figure| figure.0 == name)?
            .1
    }
}

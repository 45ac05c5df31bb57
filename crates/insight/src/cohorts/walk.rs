//! One walk through each customer's orders, counting what the cohorts need.

use crate::calendar::Timeline;
use crate::history::Part;

/// What the customers of one cohort did in one period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Deeds {
    /// Customers with an order in the period.
    pub(crate) customers: u64,
    /// Their orders.
    pub(crate) orders: u64,
    /// What they brought, of the kind of money that was asked for.
    pub(crate) revenue_minor: i64,
}

impl Deeds {
    pub(crate) fn add(&mut self, other: Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.revenue_minor += other.revenue_minor;
    }
}

/// Cohorts by the period of the first order; each as far as its customers did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) cohorts: Vec<Vec<Deeds>>,
}

impl Tally {
    pub(crate) fn new(timeline: &Timeline) -> Self {
        Self {
            cohorts: vec![Vec::new(); timeline.len()],
        }
    }

    /// Counts some customers, with their returns if these were read.
    pub(crate) fn count(&mut self, part: &Part, timeline: &Timeline) {
        let mut cohort_of = Vec::with_capacity(part.customers().len());
        for orders in part.customers() {
            let cohort = timeline.period(orders[0].day);
            cohort_of.push(cohort);
            for in_period in orders.chunk_by(|a, b| timeline.same_period(a.day, b.day)) {
                let period = timeline.period(in_period[0].day) - cohort;
                self.at(cohort, period).add(Deeds {
                    customers: 1,
                    orders: in_period.len() as u64,
                    revenue_minor: in_period.iter().map(|placed| placed.amount_minor).sum(),
                });
            }
        }
        for (customer, placed) in part.returns() {
            let cohort = cohort_of[customer];
            // What was returned before the first order that we know of counts in period 0, so that
            // a cohort's revenue is that of its customers.
            let period = timeline.period(placed.day).saturating_sub(cohort);
            self.at(cohort, period).revenue_minor += placed.amount_minor;
        }
    }

    /// Adds another part of the customers.
    pub(crate) fn add(&mut self, other: &Self) {
        for (cohort, periods) in other.cohorts.iter().enumerate() {
            for (period, &deeds) in periods.iter().enumerate() {
                self.at(cohort, period).add(deeds);
            }
        }
    }

    fn at(&mut self, cohort: usize, period: usize) -> &mut Deeds {
        let periods = &mut self.cohorts[cohort];
        if periods.len() <= period {
            periods.resize(period + 1, Deeds::default());
        }
        &mut periods[period]
    }
}

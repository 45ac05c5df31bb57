//! One walk through each customer's orders, counting what the months need.

use lab::ObservedAt;

use crate::calendar::{Day, Timeline};
use crate::history::Placed;

/// What the customers did in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moves {
    /// First order in the month.
    pub(crate) new: u64,
    /// An order in the month.
    pub(crate) active: u64,
    /// Active, with at least the second order ever in it.
    pub(crate) repeat: u64,
    /// In the base at the start, not at the end.
    pub(crate) lost: u64,
    /// Active, not new, and not in the base at the start.
    pub(crate) reactivated: u64,
    /// Active in this month and in the next.
    pub(crate) carried: u64,
    /// Orders of the new, and of all others.
    pub(crate) new_orders: u64,
    pub(crate) loyal_orders: u64,
    /// What these orders brought.
    pub(crate) new_revenue_minor: i64,
    pub(crate) loyal_revenue_minor: i64,
}

impl Moves {
    fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.active += other.active;
        self.repeat += other.repeat;
        self.lost += other.lost;
        self.reactivated += other.reactivated;
        self.carried += other.carried;
        self.new_orders += other.new_orders;
        self.loyal_orders += other.loyal_orders;
        self.new_revenue_minor += other.new_revenue_minor;
        self.loyal_revenue_minor += other.loyal_revenue_minor;
    }
}

/// What all customers did, by month, and how long they stayed, by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) moves: Vec<Moves>,
    /// Customers lost so many days after their first order.
    lost_after: Vec<u64>,
    /// Customers not lost, whose first order is so many days ago.
    still_there: Vec<u64>,
}

/// When a customer counts as lost, and until when anybody looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// Days without an order after which a customer is lost; at least 31.
    pub(crate) lost_after_days: Day,
    /// The last day that counts; that of the timeline.
    pub(crate) as_of: Day,
}

impl Tally {
    /// An empty tally for the months of a timeline.
    pub(crate) fn new(timeline: &Timeline) -> Self {
        Self {
            moves: vec![Moves::default(); timeline.len()],
            lost_after: Vec::new(),
            still_there: Vec::new(),
        }
    }

    /// Adds another part of the customers.
    pub(crate) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.moves.iter_mut().zip(&other.moves) {
            mine.add(theirs);
        }
        add_counts(&mut self.lost_after, &other.lost_after);
        add_counts(&mut self.still_there, &other.still_there);
    }

    /// Counts one customer, whose orders are in order of day; orders after `as_of` are not seen.
    pub(crate) fn count(&mut self, orders: &[Placed], timeline: &Timeline, rule: Rule) {
        let seen = orders.partition_point(|placed| placed.day <= rule.as_of);
        let orders = &orders[..seen];
        let (Some(first), Some(last)) = (orders.first(), orders.last()) else {
            return;
        };
        self.count_moves(orders, timeline, rule);
        self.count_duration(first.day, last.day, rule);
    }

    /// Counts what one customer did, whose orders are in order of day and none after `as_of`.
    pub(crate) fn count_moves(&mut self, orders: &[Placed], timeline: &Timeline, rule: Rule) {
        self.count_months(orders, timeline);
        self.count_lapses(orders, timeline, rule);
    }

    /// Activity, month by month.
    fn count_months(&mut self, orders: &[Placed], timeline: &Timeline) {
        let mut before: Option<usize> = None;
        for in_month in orders.chunk_by(|a, b| timeline.same_period(a.day, b.day)) {
            let month = timeline.period(in_month[0].day);
            let count = in_month.len() as u64;
            let revenue_minor: i64 = in_month.iter().map(|placed| placed.amount_minor).sum();
            let moves = &mut self.moves[month];
            moves.active += 1;
            if let Some(previous) = before {
                moves.repeat += 1;
                moves.loyal_orders += count;
                moves.loyal_revenue_minor += revenue_minor;
                self.moves[previous].carried += u64::from(previous + 1 == month);
            } else {
                moves.new += 1;
                moves.repeat += u64::from(count > 1);
                moves.new_orders += count;
                moves.new_revenue_minor += revenue_minor;
            }
            before = Some(month);
        }
    }

    /// Where the base loses the customer, and where it wins the customer back.
    ///
    /// The base is counted at the ends of months, so who is missing for some days within one month
    /// has neither been lost nor won back.
    fn count_lapses(&mut self, orders: &[Placed], timeline: &Timeline, rule: Rule) {
        for pair in orders.windows(2) {
            let gone = pair[0].day.saturating_add(rule.lost_after_days);
            if gone <= pair[1].day {
                let (lost, back) = (timeline.period(gone), timeline.period(pair[1].day));
                if lost < back {
                    self.moves[lost].lost += 1;
                    self.moves[back].reactivated += 1;
                }
            }
        }
        if let Some(last) = orders.last() {
            let gone = last.day.saturating_add(rule.lost_after_days);
            if gone <= rule.as_of {
                self.moves[timeline.period(gone)].lost += 1;
            }
        }
    }

    /// From the first order until lost, or until today.
    fn count_duration(&mut self, first: Day, last: Day, rule: Rule) {
        let gone = last.saturating_add(rule.lost_after_days);
        if gone <= rule.as_of {
            count_at(&mut self.lost_after, gone - first);
        } else {
            count_at(&mut self.still_there, rule.as_of - first);
        }
    }

    /// How long customers stayed, in days, for the survival curve.
    pub(crate) fn durations(&self) -> Vec<ObservedAt> {
        let days = self.lost_after.len().max(self.still_there.len());
        (0_u32..)
            .zip(0..days)
            .map(|(time, day)| ObservedAt {
                time: f64::from(time),
                events: self.lost_after.get(day).copied().unwrap_or(0),
                censored: self.still_there.get(day).copied().unwrap_or(0),
            })
            .filter(|at| at.events + at.censored > 0)
            .collect()
    }
}

/// Adds one to the count of a number of days, ≥ 0.
fn count_at(counts: &mut Vec<u64>, days: Day) {
    let days = usize::try_from(days).unwrap_or(0);
    if counts.len() <= days {
        counts.resize(days + 1, 0);
    }
    counts[days] += 1;
}

fn add_counts(mine: &mut Vec<u64>, theirs: &[u64]) {
    if mine.len() < theirs.len() {
        mine.resize(theirs.len(), 0);
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

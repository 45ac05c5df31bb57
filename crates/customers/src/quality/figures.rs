//! What is counted of the events of a source.

use serde::Serialize;

/// How many figures there are.
pub(super) const COUNT: usize = 16;

/// What is counted of events, of a source or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Events.
    pub events: u64,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    pub nameless: u64,
    /// Orders, as said by whatever kind of event.
    pub orders: u64,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    pub orders_nameless: u64,
    /// Returns.
    pub returns: u64,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    pub returns_nameless: u64,
    /// Events that are said to happen more than a minute after they were received.
    pub ahead: u64,
    /// Events received within a minute.
    pub minute: u64,
    /// Events received after that within an hour.
    pub hour: u64,
    /// Events received after that within a day.
    pub day: u64,
    /// Events received after that within a week.
    pub week: u64,
    /// Events received later.
    pub more: u64,
    /// E-mail addresses told of customers.
    pub emails: u64,
    /// Of these, those that are none.
    pub emails_invalid: u64,
    /// Telephone numbers told of customers.
    pub phones: u64,
    /// Of these, those that are none.
    pub phones_invalid: u64,
}

impl Figures {
    /// Adds others.
    pub fn add(&mut self, others: &Self) {
        let mut sums = self.numbers();
        for (sum, number) in sums.iter_mut().zip(others.numbers()) {
            *sum += number;
        }
        *self = Self::of(sums);
    }

    /// Of the events, the share that was received later than an hour; 0 where there are none.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share needs no more than fifteen digits"
    )]
    pub fn late_share(&self) -> f64 {
        let late = self.day + self.week + self.more;
        late as f64 / self.events.max(1) as f64
    }

    /// The numbers in the order of the store's columns.
    pub(super) const fn numbers(&self) -> [u64; COUNT] {
        [
            self.events,
            self.nameless,
            self.orders,
            self.orders_nameless,
            self.returns,
            self.returns_nameless,
            self.ahead,
            self.minute,
            self.hour,
            self.day,
            self.week,
            self.more,
            self.emails,
            self.emails_invalid,
            self.phones,
            self.phones_invalid,
        ]
    }

    /// Of numbers in the order of the store's columns.
    pub(super) const fn of(numbers: [u64; COUNT]) -> Self {
        let [
            events,
            nameless,
            orders,
            orders_nameless,
            returns,
            returns_nameless,
            ahead,
            minute,
            hour,
            day,
            week,
            more,
            emails,
            emails_invalid,
            phones,
            phones_invalid,
        ] = numbers;
        Self {
            events,
            nameless,
            orders,
            orders_nameless,
            returns,
            returns_nameless,
            ahead,
            minute,
            hour,
            day,
            week,
            more,
            emails,
            emails_invalid,
            phones,
            phones_invalid,
        }
    }
}

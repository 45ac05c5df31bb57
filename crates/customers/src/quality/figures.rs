//! What is counted of the events of a source.

use serde::Serialize;

/// How many figures there are.
pub(super) const COUNT: usize = 16;

/// Makes the figures of their names, which stand in the order of the store's columns.
macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What is counted of events, of a source or of all.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct Figures {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Figures {
            /// The numbers in the order of the store's columns.
            pub(super) const fn numbers(&self) -> [u64; COUNT] {
                [$(self.$name),*]
            }

            /// Of numbers in the order of the store's columns.
            pub(super) const fn of([$($name),*]: [u64; COUNT]) -> Self {
                Self { $($name),* }
            }
        }
    };
}

figures! {
    /// Events.
    events,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    nameless,
    /// Orders, as said by whatever kind of event.
    orders,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    orders_nameless,
    /// Returns.
    returns,
    /// Of these, those that name nobody but a visitor, or nobody at all.
    returns_nameless,
    /// Events that are said to happen more than a minute after they were received.
    ahead,
    /// Events received within a minute.
    minute,
    /// Events received after that within an hour.
    hour,
    /// Events received after that within a day.
    day,
    /// Events received after that within a week.
    week,
    /// Events received later.
    more,
    /// E-mail addresses told of customers.
    emails,
    /// Of these, those that are none.
    emails_invalid,
    /// Telephone numbers told of customers.
    phones,
    /// Of these, those that are none.
    phones_invalid,
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
}

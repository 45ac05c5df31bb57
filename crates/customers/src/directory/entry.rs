//! A customer as the list shows it.

use jiff::civil::Date;
use jiff::{Span as Time, Timestamp};
use kernel::{Email, PersonName, Phone};

use crate::base::CustomerId;

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Our id.
    pub id: CustomerId,
    /// The key of the source; our printed id where no source gave one.
    pub key: String,
    /// The name.
    pub name: Option<PersonName>,
    /// The e-mail address.
    pub email: Option<Email>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The country.
    pub country: Option<String>,
    /// When we first knew of them.
    pub created_at: Timestamp,
    /// Figures as of the list's day.
    pub entry: Entry,
}

/// The figures of a customer, as of the list's day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entry {
    /// The number of the segment, from 0; absent without an order.
    pub segment: Option<u8>,
    /// Orders.
    pub orders: i64,
    /// What they brought, less returns, minor units.
    pub revenue_minor: i64,
    /// The day of the first order.
    pub first_day: Option<Date>,
    /// The day of the last one.
    pub last_day: Option<Date>,
    /// Scores for recency, frequency and money, 1 to 5.
    pub rfm: Option<[u8; 3]>,
    /// Days between two days with an order: a quarter of them are at most the first, half the second, three quarters the third.
    pub gaps: Option<[i64; 3]>,
    /// Probability of not having left.
    pub p_alive: Option<f64>,
    /// Worth of the orders of 12 months, minor units.
    pub clv_12m_minor: Option<i64>,
}

/// A day of the table: days since 1970, 0 for none.
pub(super) fn day(days: i64) -> Option<Date> {
    if days <= 0 {
        return None;
    }
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(Time::new().try_days(days).ok()?).ok()
}

/// The number of a segment by its bit.
pub(super) fn segment(bit: i64) -> Option<u8> {
    let number = u8::try_from(bit.trailing_zeros()).ok()?;
    number.checked_sub(1).filter(|_| bit != 0)
}

/// The scores of three digits.
pub(super) fn rfm(digits: i64) -> Option<[u8; 3]> {
    let digit = |place: i64| u8::try_from(digits / place % 10).ok();
    (digits > 0).then_some([digit(100)?, digit(10)?, digit(1)?])
}

/// Millionths as a part of one.
#[expect(clippy::cast_precision_loss, reason = "a million at most")]
pub(super) fn part(ppm: i64) -> Option<f64> {
    (ppm >= 0).then_some(ppm as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::super::condition::segment_bit;
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for number in [None, Some(0), Some(10)] {
            assert_eq!(segment(segment_bit(number)), number);
        }
        assert_eq!(rfm(543), Some([5, 4, 3]));
        assert_eq!((rfm(0), day(0), part(-1)), (None, None, None));
        assert_eq!(day(15_317), Some(Date::constant(2011, 12, 9)));
    }
}

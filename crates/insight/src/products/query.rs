//! What can be asked of the report on products.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::InsightError;
use crate::calendar::{Day, date_of, day_of};
use crate::source::Scope;

/// Which report on products is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProductQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// The first day that counts; a year up to `as_of` when absent.
    pub from: Option<Date>,
    /// The time to compare with.
    pub compare: ProductCompare,
}

/// The time that a time is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProductCompare {
    /// As many days, right before.
    #[default]
    Previous,
    /// The same days a year earlier.
    Year,
    /// None.
    Nothing,
}

impl FromStr for ProductCompare {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "previous" => Ok(Self::Previous),
            "year" => Ok(Self::Year),
            "none" => Ok(Self::Nothing),
            _ => Err(InsightError::NameUnknown {
                what: "time to compare with",
                given: text.to_owned(),
                expected: "previous, year or none",
            }),
        }
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Days {
    /// The day before the first and the last one, as statements take them.
    pub(super) fn bounds(self) -> (Day, Day) {
        (self.first.saturating_sub(1), self.last)
    }
}

impl ProductQuery {
    /// The days that count, and those to compare with, if anything had been ordered by then.
    pub(super) fn days(&self, scope: Scope) -> Result<(Days, Option<Days>), InsightError> {
        let as_of = date_of(scope.as_of);
        let usual = as_of.saturating_sub(1.years()).saturating_add(1.days());
        let from = self.from.unwrap_or(usual);
        if as_of < from {
            return Err(InsightError::FromNotBefore { from, as_of });
        }
        let days = Days {
            first: day_of(from),
            last: scope.as_of,
        };
        let earlier = match self.compare {
            ProductCompare::Previous => Some(Days {
                first: days.first - (days.last - days.first) - 1,
                last: days.first - 1,
            }),
            ProductCompare::Year => Some(Days {
                first: day_of(from.saturating_sub(1.years())),
                last: day_of(as_of.saturating_sub(1.years())),
            }),
            ProductCompare::Nothing => None,
        };
        Ok((days, earlier.filter(|earlier| scope.first <= earlier.last)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn days(query: ProductQuery) -> (Days, Option<Days>) {
        let scope = Scope {
            first: day_of(date(2020, 1, 1)),
            as_of: day_of(date(2021, 12, 9)),
        };
        query.days(scope).unwrap()
    }

    #[test]
    fn a_year_is_compared_with_the_year_before() {
        let (now, before) = days(ProductQuery::default());
        assert_eq!(date_of(now.first), date(2020, 12, 10));
        let before = before.unwrap();
        assert_eq!(date_of(before.first), date(2019, 12, 11));
        assert_eq!(date_of(before.last), date(2020, 12, 9));
    }

    #[test]
    fn a_month_is_compared_as_asked() {
        let month = ProductQuery {
            from: Some(date(2021, 11, 10)),
            ..ProductQuery::default()
        };
        let (_, before) = days(month);
        assert_eq!(date_of(before.unwrap().first), date(2021, 10, 11));
        let year = ProductCompare::Year;
        let (_, before) = days(ProductQuery {
            compare: year,
            ..month
        });
        assert_eq!(date_of(before.unwrap().last), date(2020, 12, 9));
        let (_, before) = days(ProductQuery {
            compare: ProductCompare::Nothing,
            ..month
        });
        assert_eq!(before, None);
    }
}

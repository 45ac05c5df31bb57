//! Business days as numbers, and the weeks, months and quarters that they fall into.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use serde::{Deserialize, Serialize};

use crate::InsightError;

/// A business day as days since 1970-01-01, as the lake stores it.
pub(crate) type Day = i32;

/// The day as a date; days outside of the calendar are taken to its ends.
pub(crate) fn date_of(day: Day) -> Date {
    Date::constant(1970, 1, 1).saturating_add(SignedDuration::from_hours(24 * i64::from(day)))
}

/// The date as a day.
pub(crate) fn day_of(date: Date) -> Day {
    let hours = Date::constant(1970, 1, 1).duration_until(date).as_hours();
    // The calendar's dates, years ±9999, are within ± 4.4 million days.
    Day::try_from(hours / 24).unwrap_or(Day::MAX)
}

/// The length of the periods into which a report cuts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// From Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// A quarter of the calendar year.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// The name in queries and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the period that holds a date.
    pub fn start(self, date: Date) -> Date {
        match self {
            Self::Week => {
                date.saturating_sub(i32::from(date.weekday().to_monday_zero_offset()).days())
            }
            Self::Month => date.first_of_month(),
            Self::Quarter => {
                let months_in = (date.month() - 1) % 3;
                date.first_of_month()
                    .saturating_sub(i32::from(months_in).months())
            }
            Self::Year => date.first_of_year(),
        }
    }

    /// The first day of the period after the one that starts on a date.
    pub fn next(self, start: Date) -> Date {
        match self {
            Self::Week => start.saturating_add(7.days()),
            Self::Month => start.saturating_add(1.months()),
            Self::Quarter => start.saturating_add(3.months()),
            Self::Year => start.saturating_add(1.years()),
        }
    }

    /// What people call the period that starts on a date: `2010-W48`, `2010-12`, `2010-Q4`, `2010`.
    pub fn label(self, start: Date) -> String {
        match self {
            Self::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Self::Quarter => format!("{:04}-Q{}", start.year(), (start.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", start.year()),
        }
    }
}

impl FromStr for Unit {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "year" => Ok(Self::Year),
            _ => Err(InsightError::NameUnknown {
                what: "period",
                given: text.to_owned(),
                expected: "week, month, quarter or year",
            }),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// The periods from that of one day to that of a later one, without a gap, and where each day falls.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    unit: Unit,
    /// The first day of each period, then the first day after the last one.
    starts: Vec<Day>,
    /// The period of each day from the first period's start on.
    period_of_day: Vec<u32>,
    last: Day,
}

impl Timeline {
    /// Cuts the days from `first` to `last`, both included, into periods.
    pub(crate) fn new(unit: Unit, first: Day, last: Day) -> Self {
        let mut start = unit.start(date_of(first));
        let mut starts = vec![day_of(start)];
        let mut period_of_day = Vec::new();
        for period in 0_u32.. {
            let next = unit.next(start);
            let (from, until) = (day_of(start), day_of(next));
            starts.push(until);
            period_of_day.extend((from..until).map(|_| period));
            // At the end of the calendar the next period is no later than this one.
            if last < until || next <= start {
                break;
            }
            start = next;
        }
        Self {
            unit,
            starts,
            period_of_day,
            last,
        }
    }

    /// How many periods there are; at least one.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The period of a day; days outside belong to the nearest one.
    pub(crate) fn period(&self, day: Day) -> usize {
        let offset = usize::try_from(day - self.starts[0]).unwrap_or(0);
        let index = offset.min(self.period_of_day.len().saturating_sub(1));
        self.period_of_day
            .get(index)
            .map_or(0, |&period| period as usize)
    }

    /// Whether two days belong to the same period.
    pub(crate) fn same_period(&self, one: Day, other: Day) -> bool {
        self.period(one) == self.period(other)
    }

    /// The first day of a period.
    pub(crate) fn start(&self, period: usize) -> Day {
        self.starts[period]
    }

    /// The last day of a period that counts: its last, or the timeline's.
    pub(crate) fn end(&self, period: usize) -> Day {
        (self.starts[period + 1] - 1).min(self.last)
    }

    /// Whether the timeline covers a period to its last day.
    pub(crate) fn is_complete(&self, period: usize) -> bool {
        self.last >= self.starts[period + 1] - 1
    }

    /// What people call a period.
    pub(crate) fn label(&self, period: usize) -> String {
        self.unit.label(date_of(self.starts[period]))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_dates_and_back() {
        for (day, as_date) in [
            (0, date(1970, 1, 1)),
            (-1, date(1969, 12, 31)),
            (14_944, date(2010, 12, 1)),
            (15_318, date(2011, 12, 10)),
        ] {
            assert_eq!(date_of(day), as_date);
            assert_eq!(day_of(as_date), day);
        }
    }

    #[test]
    fn periods_start_where_the_calendar_says() {
        let friday = date(2010, 12, 31);
        for (unit, start, next, label) in [
            (Unit::Week, date(2010, 12, 27), date(2011, 1, 3), "2010-W52"),
            (Unit::Month, date(2010, 12, 1), date(2011, 1, 1), "2010-12"),
            (
                Unit::Quarter,
                date(2010, 10, 1),
                date(2011, 1, 1),
                "2010-Q4",
            ),
        ] {
            assert_eq!(unit.start(friday), start);
            assert_eq!(unit.next(start), next);
            assert_eq!(unit.label(start), label);
            assert_eq!(unit.name().parse::<Unit>().unwrap(), unit);
        }
        // The week of 1 January 2011 belongs to 2010.
        assert_eq!(
            Unit::Week.label(Unit::Week.start(date(2011, 1, 1))),
            "2010-W52"
        );
        assert!("day".parse::<Unit>().is_err());
    }

    #[test]
    fn a_timeline_has_no_gap_and_knows_what_is_complete() {
        let (first, last) = (day_of(date(2010, 12, 5)), day_of(date(2011, 2, 10)));
        let months = Timeline::new(Unit::Month, first, last);
        assert_eq!(months.len(), 3);
        let labels: Vec<String> = (0..3).map(|month| months.label(month)).collect();
        assert_eq!(labels, ["2010-12", "2011-01", "2011-02"]);
        assert_eq!(
            [0, 1, 2].map(|month| months.is_complete(month)),
            [true, true, false]
        );
        assert_eq!(date_of(months.start(0)), date(2010, 12, 1));
        assert_eq!(date_of(months.end(1)), date(2011, 1, 31));
        assert_eq!(date_of(months.end(2)), date(2011, 2, 10));
        for (day, month) in [
            (date(2010, 12, 5), 0),
            (date(2010, 12, 31), 0),
            (date(2011, 1, 1), 1),
        ] {
            assert_eq!(months.period(day_of(day)), month);
        }
    }

    #[test]
    fn the_end_of_the_calendar_ends_the_timeline() {
        let last = day_of(Date::MAX);
        for unit in [Unit::Week, Unit::Month, Unit::Quarter] {
            let timeline = Timeline::new(unit, last - 6, last);
            assert!(timeline.period(last) < timeline.len() && timeline.len() <= 3);
        }
    }
}

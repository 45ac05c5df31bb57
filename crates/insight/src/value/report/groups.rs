//! The groups that a customer is in: RFM segment, country, month of the first order.

use lab::LabError;

use crate::calendar::{Day, date_of};
use crate::rfm::{Classes, Method, Profile, Segment};
use crate::value::histories::CustomerHistory;
use crate::value::report::countries::Countries;
use crate::value::report::customers::ValuePlace;
use crate::value::report::figures::{ValueGroup, Valued, groups};
use crate::{InsightError, Unit};

/// How customers are grouped.
pub(super) struct Grouping<'a> {
    classes: Option<Classes>,
    countries: &'a Countries,
    as_of: Day,
    /// The first month, counted from year 0.
    first_month: i32,
    months: usize,
}

impl<'a> Grouping<'a> {
    /// Cuts the base of a day.
    pub(super) fn of(
        parts: &[Vec<CustomerHistory>],
        as_of: Day,
        countries: &'a Countries,
    ) -> Result<Self, LabError> {
        let profiles: Vec<Profile> = parts
            .iter()
            .flatten()
            .map(|customer| profile(customer, as_of))
            .collect();
        let classes = if profiles.is_empty() {
            None
        } else {
            // Quintiles of whole numbers can not fail.
            Some(
                Classes::of(&profiles, &Method::Quintiles).map_err(|error| match error {
                    InsightError::Numbers { source, .. } => source,
                    _ => LabError::Empty { what: "quintiles" },
                })?,
            )
        };
        let first = parts.iter().flatten().map(|customer| customer.first_day);
        let first_month = first.min().map_or(0, month_of);
        let months = usize::try_from(month_of(as_of) - first_month + 1).unwrap_or(0);
        Ok(Self {
            classes,
            countries,
            as_of,
            first_month,
            months,
        })
    }

    /// A customer in the groups.
    pub(super) fn place(&self, customer: &CustomerHistory, clv_minor: [f64; 3]) -> Valued {
        let segment = self
            .segment(customer)
            .and_then(|segment| Segment::ALL.iter().position(|&one| one == segment))
            .and_then(|place| u8::try_from(place).ok());
        let month = month_of(customer.first_day) - self.first_month;
        Valued {
            clv_minor,
            segment: segment.unwrap_or(u8::MAX),
            country: self.countries.of(customer.customer_id),
            month: u16::try_from(month).unwrap_or(u16::MAX),
        }
    }

    /// Whether a customer is in a group of the report.
    pub(super) fn holds(&self, place: &ValuePlace, customer: &CustomerHistory) -> bool {
        match place {
            ValuePlace::Everybody => true,
            ValuePlace::Segment(segment) => self.segment(customer) == Some(*segment),
            ValuePlace::Country(name) => {
                let number = self.countries.of(customer.customer_id);
                self.countries.name(usize::from(number)) == name
            }
            ValuePlace::Month(month) => {
                Unit::Month.label(date_of(customer.first_day)) == month.as_str()
            }
        }
    }

    fn segment(&self, customer: &CustomerHistory) -> Option<Segment> {
        let classes = self.classes.as_ref()?;
        Some(classes.segment(&profile(customer, self.as_of)))
    }

    /// By month of the first order.
    pub(super) fn months(&self, valued: &[Valued]) -> Vec<ValueGroup> {
        named(
            groups(valued, self.months, |one| usize::from(one.month)),
            |place| {
                let month = self.first_month + i32::try_from(place).unwrap_or(0);
                format!(
                    "{:04}-{:02}",
                    month.div_euclid(12),
                    month.rem_euclid(12) + 1
                )
            },
        )
    }
}

/// By segment, best first.
pub(super) fn segments(valued: &[Valued]) -> Vec<ValueGroup> {
    named(
        groups(valued, Segment::ALL.len(), |one| usize::from(one.segment)),
        |place| Segment::ALL[place].name().to_owned(),
    )
}

/// By country, the most valuable first.
pub(super) fn countries(valued: &[Valued], countries: &Countries) -> Vec<ValueGroup> {
    let mut all = named(
        groups(valued, countries.len(), |one| usize::from(one.country)),
        |place| countries.name(place).to_owned(),
    );
    let sum = |group: &ValueGroup| group.clv.last().map_or(0.0, |horizon| horizon.sum_minor);
    all.sort_by(|left, right| (sum(right).total_cmp(&sum(left))).then(left.name.cmp(&right.name)));
    all
}

fn named(groups: Vec<(usize, ValueGroup)>, name: impl Fn(usize) -> String) -> Vec<ValueGroup> {
    groups
        .into_iter()
        .map(|(place, group)| ValueGroup {
            name: name(place),
            ..group
        })
        .collect()
}

fn profile(customer: &CustomerHistory, as_of: Day) -> Profile {
    Profile {
        recency_days: as_of - customer.last_day,
        orders: customer.orders,
        monetary_minor: customer.revenue_minor,
    }
}

/// Months since the beginning of year 0.
fn month_of(day: Day) -> i32 {
    let date = date_of(day);
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

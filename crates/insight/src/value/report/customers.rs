//! The customers of a group of the report of value.

use std::str::FromStr;

use jiff::civil::Date;
use store::Store;

use crate::calendar::date_of;
use crate::members::{Member, MemberList};
use crate::rfm::Segment;
use crate::source::Source;
use crate::value::groups::Groups;
use crate::value::histories;
use crate::value::registry::find_in_force;
use crate::value::report::countries::Countries;
use crate::value::report::groups::Grouping;
use crate::value::sample::REPORT;
use crate::{InsightError, Month};

/// A figure of the report of value that counts customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValuePlace {
    /// All of them.
    Everybody,
    /// Those of an RFM segment.
    Segment(Segment),
    /// Those of a country by its name in the report; `unknown` are those whose country is not known.
    Country(String),
    /// Those whose first order is in a month.
    Month(Month),
}

impl FromStr for ValuePlace {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text.split_once('=') {
            None if text == "everybody" => Ok(Self::Everybody),
            Some(("segment", name)) => name.parse().map(Self::Segment),
            Some(("country", name)) => Ok(Self::Country(name.to_owned())),
            Some(("month", name)) => name.parse().map(Self::Month),
            _ => Err(InsightError::NameUnknown {
                what: "group of the report of value",
                given: text.to_owned(),
                expected: "everybody, segment=NAME, country=NAME or month=YYYY-MM",
            }),
        }
    }
}

/// Finds the customers of a group, with the money of the model in force; a group that the report does not have has none.
///
/// # Errors
///
/// [`InsightError::NoModel`] when none was fitted, and when the lake or the store can not be read.
pub async fn value_customers(
    source: &Source<'_>,
    store: &Store,
    place: &ValuePlace,
    as_of: Option<Date>,
) -> Result<MemberList, InsightError> {
    let model = find_in_force(store).await?.ok_or(InsightError::NoModel)?;
    let money = model.found.money;
    let Some(scope) = source.scope(REPORT, as_of).await? else {
        return Ok(MemberList::new(as_of, money, Vec::new()));
    };
    // The model's own groups tell what somebody is worth, not where somebody is counted.
    let groups = Groups::default();
    let parts = histories::read(source, REPORT, scope.as_of, money, groups).await?;
    let countries = Countries::read(source).await?;
    let grouping =
        Grouping::of(&parts, scope.as_of, &countries).map_err(|source| InsightError::Numbers {
            report: REPORT,
            source,
        })?;
    let everybody = parts.iter().flatten();
    let found = everybody
        .filter(|customer| grouping.holds(place, customer))
        .map(|customer| {
            let days = (customer.first_day, customer.last_day);
            Member::with_orders(
                customer.customer_id,
                customer.orders,
                days,
                customer.revenue_minor,
            )
        });
    let as_of = Some(date_of(scope.as_of));
    Ok(MemberList::new(as_of, money, found.collect()))
}

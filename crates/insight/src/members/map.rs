//! Who is in a place of the RFM map. The classes are cut over the whole base, so that everybody is read first.

use crate::calendar::Day;
use crate::history::{self, Reading};
use crate::members::REPORT;
use crate::members::listing::Member;
use crate::rfm::{Classes, Profile, profiles};
use crate::source::Source;
use crate::{InsightError, Method, MoneyKind, RfmPlace};

/// A customer of the base.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: i64,
    first: Day,
    profile: Profile,
}

/// Finds those in a place of the map of a day.
pub(super) async fn find(
    source: &Source<'_>,
    place: RfmPlace,
    (money, method): (MoneyKind, &Method),
    as_of: Day,
) -> Result<Vec<Member>, InsightError> {
    let reading = Reading {
        report: REPORT,
        until: as_of,
        returns: money == MoneyKind::Net,
    };
    let parts = history::walk(source, reading, Vec::new(), move |all, part| {
        let people = part.customers().zip(part.ids());
        let known = people.zip(profiles(part, as_of));
        all.extend(known.filter_map(|((orders, &id), profile)| {
            let (first, profile) = (orders.first()?.day, profile?);
            Some(Known { id, first, profile })
        }));
    });
    let all = parts.await?.concat();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let profiles: Vec<Profile> = all.iter().map(|known| known.profile).collect();
    let classes = Classes::of(&profiles, method)?;
    let found = all
        .iter()
        .filter(|known| place.holds(&classes, &known.profile));
    Ok(found
        .map(|Known { id, first, profile }| {
            let last = as_of - profile.recency_days;
            Member::with_orders(*id, profile.orders, (*first, last), profile.monetary_minor)
        })
        .collect())
}

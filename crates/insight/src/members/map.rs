//! Who is in a place of the RFM map. The classes are cut over the whole base, so that everybody is read first.

use std::iter::repeat;

use crate::calendar::{Day, date_of, day_of};
use crate::history::{self, Reading};
use crate::members::REPORT;
use crate::members::listing::Member;
use crate::rfm::{Classes, Profile, check_compare, profiles, segments};
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
    check_compare(place.since(), date_of(as_of))?;
    let reading = Reading {
        report: REPORT,
        until: as_of,
        returns: money == MoneyKind::Net,
    };
    let since = place.since().map(day_of);
    let parts = history::walk(
        source,
        reading,
        (vec![], vec![]),
        move |(all, before), part| {
            let people = part.customers().zip(part.ids());
            let known = people.zip(profiles(part, as_of));
            // The walk reads orders up to `as_of`, so that everybody in it has one.
            all.extend(known.filter_map(|((orders, &id), profile)| {
                let (first, profile) = (orders.first()?.day, profile?);
                Some(Known { id, first, profile })
            }));
            if let Some(since) = since {
                before.extend(profiles(part, since));
            }
        },
    );
    let (all, before): (Vec<Vec<Known>>, Vec<_>) = parts.await?.into_iter().unzip();
    let (all, before) = (all.concat(), before.concat());
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let profiles: Vec<Profile> = all.iter().map(|known| known.profile).collect();
    let classes = Classes::of(&profiles, method)?;
    let before = segments(&before, method)?;
    // Without an earlier day nobody was anywhere.
    let before = before.into_iter().chain(repeat(None));
    let found = all
        .iter()
        .zip(before)
        .filter(|(known, before)| place.holds(&classes, &known.profile, *before));
    Ok(found
        .map(|(Known { id, first, profile }, _)| {
            let last = as_of - profile.recency_days;
            Member::with_orders(*id, profile.orders, (*first, last), profile.monetary_minor)
        })
        .collect())
}

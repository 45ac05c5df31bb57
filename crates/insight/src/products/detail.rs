//! One product: its course by month, and who its buyers are.

use std::collections::HashSet;

use arrow::datatypes::{Date32Type, Float64Type, Int64Type};

use crate::calendar::{Day, Timeline, date_of};
use crate::history::{self, IdHasher, Reading};
use crate::money::count_ratio;
use crate::products::REPORT;
use crate::products::base::Base;
use crate::products::memory::ProductMemory;
use crate::products::query::ProductQuery;
use crate::products::report::{BuyerSegment, ProductDetail, ProductMonth};
use crate::rfm::{Classes, Profile, profiles};
use crate::source::{Source, column};
use crate::{CurrencyUnit, InsightError, Method, Segment, Unit};

/// So many months of a product's course are told.
const MONTHS: usize = 60;

/// Tells the course of a product and the segments of its buyers.
///
/// # Errors
///
/// [`InsightError::ProductMissing`] for a product without a line in the time, and those of
/// [`products`](crate::products()).
pub async fn product(
    source: &Source<'_>,
    memory: &ProductMemory,
    query: &ProductQuery,
    product: &str,
) -> Result<ProductDetail, InsightError> {
    let missing = || InsightError::ProductMissing(product.to_owned());
    let base = memory.base(source, query).await?.ok_or_else(missing)?;
    let number = base.find(product).ok_or_else(missing)?;
    let buyers: HashSet<i64, IdHasher> = base.buyers_of(number).collect();
    Ok(ProductDetail {
        as_of: date_of(base.days.last),
        from: date_of(base.days.first),
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        figures: base.figures[number].clone(),
        months: months(source, &base, number).await?,
        segments: segments(source, buyers, base.days.last).await?,
    })
}

async fn months(
    source: &Source<'_>,
    base: &Base,
    number: usize,
) -> Result<Vec<ProductMonth>, InsightError> {
    let statement = include_str!("../sql/product_months.sql");
    let mut known = Vec::new();
    let values = base.lines_of(number);
    for batch in source.rows_with(REPORT, statement, values).await? {
        let days = column::<Date32Type>(&batch, 0, REPORT, "month")?;
        let revenue = column::<Int64Type>(&batch, 1, REPORT, "revenue_minor")?;
        let units = column::<Float64Type>(&batch, 2, REPORT, "units")?;
        let orders = column::<Int64Type>(&batch, 3, REPORT, "orders")?;
        let buyers = column::<Int64Type>(&batch, 4, REPORT, "buyers")?;
        known.extend((0..batch.num_rows()).map(|row| {
            let month = ProductMonth {
                month: String::new(),
                complete: false,
                revenue_minor: revenue.value(row),
                units: units.value(row),
                orders: orders.value(row).cast_unsigned(),
                buyers: buyers.value(row).cast_unsigned(),
            };
            (days.value(row), month)
        }));
    }
    let Some(first) = known.iter().map(|&(day, _)| day).min() else {
        return Ok(Vec::new());
    };
    let timeline = Timeline::new(Unit::Month, first, base.days.last);
    let mut months: Vec<ProductMonth> = (0..timeline.len())
        .map(|period| ProductMonth {
            month: timeline.label(period),
            complete: timeline.is_complete(period),
            revenue_minor: 0,
            units: 0.0,
            orders: 0,
            buyers: 0,
        })
        .collect();
    for (day, month) in known {
        let place = &mut months[timeline.period(day)];
        *place = ProductMonth {
            month: std::mem::take(&mut place.month),
            complete: place.complete,
            ..month
        };
    }
    Ok(months.split_off(months.len().saturating_sub(MONTHS)))
}

/// The segments that the RFM map of the day puts the buyers into.
async fn segments(
    source: &Source<'_>,
    buyers: HashSet<i64, IdHasher>,
    as_of: Day,
) -> Result<Vec<BuyerSegment>, InsightError> {
    let reading = Reading {
        report: REPORT,
        until: as_of,
        returns: true,
    };
    let parts = history::walk(
        source,
        reading,
        Vec::<(bool, Profile)>::new(),
        move |all, part| {
            let bought = part.ids().iter().map(|id| buyers.contains(id));
            let known = bought.zip(profiles(part, as_of));
            all.extend(known.filter_map(|(bought, profile)| Some((bought, profile?))));
        },
    )
    .await?;
    let all = parts.concat();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let profiles: Vec<Profile> = all.iter().map(|&(_, profile)| profile).collect();
    let classes = Classes::of(&profiles, &Method::Quintiles)?;
    let count = |name: Segment| {
        let of = all
            .iter()
            .filter(|(_, profile)| classes.segment(profile) == name);
        of.fold((0_u64, 0_u64), |(everybody, buyers), &(bought, _)| {
            (everybody + 1, buyers + u64::from(bought))
        })
    };
    let bought = all.iter().filter(|&&(bought, _)| bought).count() as u64;
    Ok(Segment::ALL
        .into_iter()
        .map(|name| {
            let (everybody, buyers) = count(name);
            BuyerSegment {
                name,
                buyers,
                share: count_ratio(buyers, bought),
                base_share: count_ratio(everybody, all.len() as u64),
            }
        })
        .collect())
}

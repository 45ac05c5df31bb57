//! The statements on the table `marketing_spend`.

use std::sync::LazyLock;

use crate::bulk::Sizes;

/// Of each row: day, channel, campaign.
pub(super) static FIND: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select day, channel, campaign, cost_minor, impressions, clicks
        from marketing_spend
        where (day, channel, campaign) in (values",
        "(#1, #2, #3)",
        ")",
    )
});

/// Of each row: day, channel, campaign, cost, impressions, clicks, who told it, now.
pub(super) static PUT: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into marketing_spend (day, channel, campaign, cost_minor, impressions, clicks, told_by, updated_at) values",
        "(#1, #2, #3, #4, #5, #6, #7, #8)",
        "on conflict (day, channel, campaign) do update set
            cost_minor = excluded.cost_minor,
            impressions = excluded.impressions,
            clicks = excluded.clicks,
            told_by = excluded.told_by,
            updated_at = excluded.updated_at",
    )
});

/// $1 first day, $2 last day, $3 channel or null, $4 campaign or null.
macro_rules! filtered {
    ($first:expr, $last:expr) => {
        concat!(
            $first,
            " where $1 <= day and day <= $2
            and (cast($3 as text) is null or channel = $3)
            and (cast($4 as text) is null or campaign = $4) ",
            $last
        )
    };
}

/// $5, $6, $7: day, channel and campaign of the last figure of the page before; $8 how many.
pub(super) const LIST: &str = filtered!(
    "select day, channel, campaign, cost_minor, impressions, clicks, told_by, updated_at from marketing_spend",
    "and (day, channel, campaign) > ($5, $6, $7) order by day, channel, campaign limit $8"
);

pub(super) const REMOVE: &str = filtered!("delete from marketing_spend", "");

/// The label and the campaign under it; then count and sums: cost, impressions, clicks; what cost and was clicked where impressions
/// are known, what cost where clicks are; $5 how many.
macro_rules! sums {
    ($label:literal, $campaign:literal, $order:literal) => {
        filtered!(
            concat!(
                "select ",
                $label,
                " as label, ",
                $campaign,
                " as part, count(*),
                cast(sum(cost_minor) as bigint), cast(sum(impressions) as bigint), cast(sum(clicks) as bigint),
                cast(sum(case when impressions is null then null else cost_minor end) as bigint),
                cast(sum(case when clicks is null then null else impressions end) as bigint),
                cast(sum(case when impressions is null then null else clicks end) as bigint),
                cast(sum(case when clicks is null then null else cost_minor end) as bigint)
                from marketing_spend"
            ),
            concat!("group by ", $label, ", ", $campaign, " order by ", $order, " limit $5")
        )
    };
}

pub(super) const BY_CHANNEL: &str = sums!("channel", "cast('' as text)", "4 desc, 1");
pub(super) const BY_CAMPAIGN: &str = sums!("channel", "campaign", "4 desc, 1, 2");
pub(super) const BY_DAY: &str = sums!("day", "cast('' as text)", "1");
pub(super) const BY_MONTH: &str = sums!("substr(day, 1, 7)", "cast('' as text)", "1");
pub(super) const IN_ALL: &str = sums!("cast('' as text)", "cast('' as text)", "1");

pub(super) const MONTHS: &str = "
    select substr(day, 1, 7), cast(sum(cost_minor) as bigint)
    from marketing_spend
    group by substr(day, 1, 7)
    having sum(cost_minor) > 0
    order by 1";

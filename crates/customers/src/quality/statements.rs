//! The statements on the quality of what arrives.

use std::sync::LazyLock;

use crate::bulk::Sizes;

macro_rules! figures {
    () => {
        "events, nameless, orders, orders_nameless, returns, returns_nameless, ahead, minute, late_hour, late_day,
        late_week, more, emails, emails_invalid, phones, phones_invalid"
    };
}

/// Changes nothing; on PostgreSQL, whoever else wants to note waits. Gives the newest hour noted.
pub(super) const LOCK: &str =
    "update quality_state set newest_hour = newest_hour where slot = 1 returning newest_hour";

pub(super) const NOTE_STATE: &str =
    "update quality_state set newest_hour = $1, followed_until = $2 where slot = 1";

pub(super) const FOLLOWED_UNTIL: &str = "select followed_until from quality_state where slot = 1";

pub(super) const FORGET: [&str; 3] = [
    "delete from quality_hour",
    "delete from quality_contact",
    "update quality_state set newest_hour = 0, followed_until = null where slot = 1",
];

pub(super) const FORGET_HOURS: [&str; 2] = [
    "delete from quality_hour where hour < $1",
    "delete from quality_refusal where hour < $1",
];

pub(super) static COUNT: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        concat!(
            "insert into quality_hour (source_id, hour, ",
            figures!(),
            ") values"
        ),
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10, #11, #12, #13, #14, #15, #16, #17, #18)",
        "on conflict (source_id, hour) do update
        set events = quality_hour.events + excluded.events,
            nameless = quality_hour.nameless + excluded.nameless,
            orders = quality_hour.orders + excluded.orders,
            orders_nameless = quality_hour.orders_nameless + excluded.orders_nameless,
            returns = quality_hour.returns + excluded.returns,
            returns_nameless = quality_hour.returns_nameless + excluded.returns_nameless,
            ahead = quality_hour.ahead + excluded.ahead,
            minute = quality_hour.minute + excluded.minute,
            late_hour = quality_hour.late_hour + excluded.late_hour,
            late_day = quality_hour.late_day + excluded.late_day,
            late_week = quality_hour.late_week + excluded.late_week,
            more = quality_hour.more + excluded.more,
            emails = quality_hour.emails + excluded.emails,
            emails_invalid = quality_hour.emails_invalid + excluded.emails_invalid,
            phones = quality_hour.phones + excluded.phones,
            phones_invalid = quality_hour.phones_invalid + excluded.phones_invalid",
    )
});

pub(super) const NOTE_CONTACT: &str = "
    insert into quality_contact (source_id, position, what, masked, reason, seen_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (source_id, position, what) do nothing";

/// Keeps the newest of a source: the position of the last of them is the border.
pub(super) const FORGET_CONTACTS: &str = "
    delete from quality_contact
    where source_id = $1 and position < (
        select position from quality_contact where source_id = $1 order by position desc limit 1 offset $2
    )";

pub(crate) const REFUSED: &str = "
    insert into quality_refusal (source_id, hour, code, refused, last_at)
    values ($1, $2, $3, $4, $5)
    on conflict (source_id, hour, code) do update
    set refused = quality_refusal.refused + excluded.refused,
        last_at = case when quality_refusal.last_at > excluded.last_at
            then quality_refusal.last_at else excluded.last_at end";

/// By source and hour, from one hour until before another.
pub(super) const LIST_HOURS: &str = concat!(
    "select source_id, hour, ",
    figures!(),
    " from quality_hour where hour >= $1 and hour < $2 order by source_id, hour"
);

/// What sources brought, from an hour on; of one source where it is not 0.
pub(super) const LIST_VOLUMES: &str = "
    select source_id, hour, events
    from quality_hour
    where hour >= $1 and ($2 = 0 or source_id = $2)
    order by source_id, hour";

/// The first hour that is known of each source.
pub(super) const FIRST_HOURS: &str =
    "select source_id, min(hour) from quality_hour group by source_id";

pub(super) const LIST_CONTACTS: &str = "
    select source_id, position, what, masked, reason, seen_at
    from quality_contact
    where seen_at >= $1
    order by source_id, position desc, what";

pub(super) const LIST_REFUSALS: &str = "
    select source_id, code, cast(sum(refused) as bigint), max(last_at)
    from quality_refusal
    where hour >= $1 and hour < $2
    group by source_id, code
    order by 3 desc, source_id, code";

macro_rules! alarms {
    ($rest:literal) => {
        concat!(
            "select quality_alarm.id, quality_alarm.source_id, source.name, quality_alarm.grain, quality_alarm.begun_at,
                quality_alarm.noticed_at, quality_alarm.ended_at, quality_alarm.usual, quality_alarm.bound,
                quality_alarm.seen
            from quality_alarm join source on source.id = quality_alarm.source_id ",
            $rest
        )
    };
}

pub(super) const OPEN_ALARMS: &str =
    alarms!("where quality_alarm.ended_at is null order by quality_alarm.id");

/// Before an id; of one source where it is not 0; those that go on only where it is 1.
pub(super) const LIST_ALARMS: &str = alarms!(
    "where quality_alarm.id < $1 and ($2 = 0 or quality_alarm.source_id = $2)
        and ($3 = 0 or quality_alarm.ended_at is null)
    order by quality_alarm.id desc
    limit $4"
);

pub(super) const BEGIN_ALARM: &str = "
    insert into quality_alarm (id, source_id, grain, begun_at, noticed_at, usual, bound, seen)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) const LOWER_ALARM: &str =
    "update quality_alarm set usual = $2, bound = $3, seen = $4 where id = $1 and seen > $4";

pub(super) const END_ALARM: &str =
    "update quality_alarm set ended_at = $2 where id = $1 and ended_at is null";

pub(super) const COUNT_OPEN: &str = "select count(*) from quality_alarm where ended_at is null";

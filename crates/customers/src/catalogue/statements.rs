//! The statements on the catalogue.

use std::sync::LazyLock;

use crate::bulk::Sizes;

/// Changes nothing; on PostgreSQL, whoever else wants to change the catalogue waits. Gives the newest day noted.
pub(super) const LOCK: &str =
    "update catalogue_state set revision = revision where slot = 1 returning newest_day";

pub(super) const NOTE_STATE: &str =
    "update catalogue_state set newest_day = $1, followed_until = $2 where slot = 1";

pub(super) const FOLLOWED_UNTIL: &str = "select followed_until from catalogue_state where slot = 1";

pub(super) const FORGET: [&str; 5] = [
    "delete from catalogue_day",
    "delete from catalogue_property",
    "delete from catalogue_event",
    "delete from catalogue_beyond",
    "update catalogue_state set newest_day = 0, followed_until = null where slot = 1",
];

pub(super) const FORGET_DAYS: &str = "delete from catalogue_day where day <= $1";

pub(super) const PERSONAL: &str =
    "select kind, name, property from catalogue_decision where decision = 'personal'";

/// By kind, the names and their properties.
pub(super) const COUNT_NAMES: &str = "
    select kind, count(*), cast(sum(properties) as bigint)
    from catalogue_event
    group by kind";

macro_rules! events {
    ($rest:literal) => {
        concat!(
            "select id, kind, name, first_seen_at, last_seen_at, events, properties, beyond from catalogue_event ",
            $rest
        )
    };
}

macro_rules! properties {
    ($rest:literal) => {
        concat!(
            "select event_id, name, first_seen_at, last_seen_at, events, types, examples from catalogue_property ",
            $rest
        )
    };
}

/// Of each row: the id.
pub(super) static FIND_EVENTS: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(events!("where id in ("), "#1", ")"));

/// Of each row: the id.
pub(super) static FIND_PROPERTIES: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(properties!("where id in ("), "#1", ")"));

pub(super) static KEEP_EVENTS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into catalogue_event (id, kind, name, first_seen_at, last_seen_at, events, properties, beyond) values",
        "(#1, #2, #3, #4, #5, #6, #7, #8)",
        "on conflict (id) do update
        set first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, events = excluded.events,
            properties = excluded.properties, beyond = excluded.beyond"
    )
});

pub(super) static KEEP_PROPERTIES: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into catalogue_property
            (id, event_id, name, first_seen_at, last_seen_at, events, types, typed_at, examples)
        values",
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9)",
        "on conflict (id) do update
        set first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, events = excluded.events,
            types = excluded.types, typed_at = excluded.typed_at, examples = excluded.examples"
    )
});

pub(super) static COUNT_DAYS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into catalogue_day (event_id, day, events) values",
        "(#1, #2, #3)",
        "on conflict (event_id, day) do update set events = catalogue_day.events + excluded.events",
    )
});

pub(super) const COUNT_BEYOND: &str = "
    insert into catalogue_beyond (kind, events) values ($1, $2)
    on conflict (kind) do update set events = catalogue_beyond.events + excluded.events";

pub(super) const LIST_BEYOND: &str = "select kind, events from catalogue_beyond order by kind";

pub(super) const LIST_EVENTS: &str = events!("order by kind, name");

pub(super) const LIST_PROPERTIES: &str = properties!("where event_id = $1 order by name");

/// Of each row: the event.
pub(super) static LIST_DAYS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select event_id, day, events from catalogue_day where event_id in (",
        "#1",
        ") order by event_id, day",
    )
});

/// Properties that may have drifted since an instant: new ones, those of a new type, those that no longer come but did until
/// another instant.
pub(super) const LIST_DRIFTED: &str = properties!(
    "where first_seen_at >= $1 or typed_at >= $1 or (last_seen_at < $1 and last_seen_at >= $2)
    order by last_seen_at desc, id
    limit $3"
);

macro_rules! decisions {
    ($rest:literal) => {
        concat!(
            "select id, decision, kind, name, property, renamed_to, decided_at, decided_by, applied, last_applied_at
            from catalogue_decision ",
            $rest
        )
    };
}

pub(super) const LIST_DECISIONS: &str = decisions!("order by id desc");

pub(super) const BUMP: &str = "update catalogue_state set revision = revision + 1 where slot = 1";

pub(super) const DECIDE: &str = "
    insert into catalogue_decision
        (id, decision, kind, name, property, renamed_to, decided_at, decided_by, applied)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 0)";

pub(super) const UNDO: &str = "delete from catalogue_decision where id = $1";

/// Of what a property carried as an event of this kind and name, everything that was an example goes.
pub(super) const ERASE_EXAMPLES: &str = "
    update catalogue_property set examples = '[]'
    where name = $3 and event_id in (select id from catalogue_event where kind = $1 and name = $2)";

pub(crate) const APPLIED: &str = "
    update catalogue_decision set applied = applied + $2, last_applied_at = $3 where id = $1";

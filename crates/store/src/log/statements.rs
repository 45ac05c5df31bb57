//! The log's statements.

use std::sync::LazyLock;

/// Rows that statements of SQLite take, largest first: the fewer statements, the fewer changes between threads.
pub(super) const ROWS: [usize; 4] = [128, 32, 8, 1];

/// Lets one transaction at a time take positions; it is given back after the commit has become visible.
pub(super) const LOCK_ON_POSTGRES: &str =
    "select pg_advisory_xact_lock(hashtext('clientele log'), hashtext(current_schema()))";

pub(super) const LAST_POSITION: &str =
    "select cast(coalesce(max(position), 0) as bigint) from event";

/// One for each number of rows. With nameless parameters: SQLite looks a named one up among all of them, so that the search grows
/// with their square.
pub(super) static INSERT: LazyLock<[String; ROWS.len()]> = LazyLock::new(|| {
    ROWS.map(|rows| {
        let rows = vec!["(?, ?, ?, ?, ?, ?, ?)"; rows].join(", ");
        format!(
            "insert into event (position, source_id, message_id, kind, happened_at, received_at, body)
values {rows} on conflict (source_id, message_id) do nothing"
        )
    })
});

pub(super) const INSERT_ON_POSTGRES: &str =
    "insert into event (position, source_id, message_id, kind, happened_at, received_at, body)
select position, source_id, message_id, kind, happened_at, $6, body
from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $7::text[])
    as new (position, source_id, message_id, kind, happened_at, body)
on conflict (source_id, message_id) do nothing";

/// Which of the positions tried were taken; asked only when some were not.
pub(super) const FIND_TAKEN: &str =
    "select position from event where position > $1 order by position";

pub(super) const FIND_KEPT: &str = "select position, kind = $3, body is null or body = $4
from event where source_id = $1 and message_id = $2";

pub(super) const READ: &str =
    "select position, source_id, message_id, kind, happened_at, received_at, body
from event where position > $1 and position <= $2 and body is not null order by position limit $3";

pub(super) const BROWSE: &str =
    "select position, source_id, message_id, kind, happened_at, received_at, body
from event where position < $1 and body is not null order by position desc limit $2";

pub(super) const NEAREST: &str =
    "select position, received_at from event where position <= $1 order by position desc limit 1";

pub(super) const FIND_CURSOR: &str = "select position from consumer where name = $1";

pub(super) const SET_CURSOR: &str = "insert into consumer (name, position) values ($1, $2)
on conflict (name) do update set position = $2";

pub(super) const ADD_CURSOR: &str =
    "insert into consumer (name, position) values ($1, 0) on conflict (name) do nothing";

pub(super) const MOVE_CURSOR: &str =
    "update consumer set position = $3 where name = $1 and position = $2";

pub(super) const SET_ASIDE: &str =
    "insert into set_aside_event (consumer, position, reason, set_aside_at) values ($1, $2, $3, $4)
on conflict (consumer, position) do update set reason = $3, set_aside_at = $4";

pub(super) const TAKE_LEASE: &str =
    "insert into lease (name, owner, held_until) values ($1, $2, $3)
on conflict (name) do update set owner = $2, held_until = $3 where lease.held_until <= $4 or lease.owner = $2";

pub(super) const HOLD_LEASE: &str =
    "update lease set held_until = $3 where name = $1 and owner = $2";

pub(super) const RELEASE_LEASE: &str = "delete from lease where name = $1 and owner = $2";

pub(super) const LIST_LEASES: &str =
    "select name, owner, held_until from lease where held_until > $1 order by name";

pub(super) const LIST_CONSUMERS: &str = "select consumer.name, consumer.position,
    (select count(*) from set_aside_event where set_aside_event.consumer = consumer.name),
    lease.owner, lease.held_until
from consumer left join lease on lease.name = 'consumer ' || consumer.name order by consumer.name";

pub(super) const FIND_NEXT_RECEIVED: &str = "select received_at from event where position > $1 and body is not null order by position limit 1";

pub(super) const LIST_SET_ASIDE: &str =
    "select aside.consumer, aside.position, aside.reason, aside.set_aside_at, event.source_id, event.message_id, event.kind
from set_aside_event aside join event on event.position = aside.position
where ($1 = '' or aside.consumer = $1) and aside.position > $2 order by aside.position, aside.consumer limit $3";

/// Changes nothing; on PostgreSQL, whoever wants to move this cursor waits.
pub(super) const LOCK_CURSOR: &str = "update consumer set position = position where name = $1";

pub(super) const TAKE_BACK: &str =
    "delete from set_aside_event where consumer = $1 and position = $2";

pub(super) const TAKE_BACK_AFTER: &str =
    "delete from set_aside_event where consumer = $1 and position > $2";

pub(super) const LOWEST_CURSOR: &str =
    "select cast(coalesce(min(position), 0) as bigint) from consumer where name <> $1";

pub(super) const FIRST_TO_KEEP: &str =
    "select min(position) from event where position > $1 and position <= $2 and received_at >= $3";

pub(super) const EMPTY: &str = "update event set body = null
where position > $1 and position <= $2 and body is not null
    and position not in (select position from set_aside_event where position > $1 and position <= $2)";

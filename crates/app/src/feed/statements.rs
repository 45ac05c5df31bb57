//! The statements on the note of a stretch.

pub(super) const FIND: &str =
    "select id, after_position, last_position from lake_stretch where slot = 1";

pub(super) const MAKE: &str = "
    insert into lake_stretch (slot, id, after_position, last_position, started_at)
    values (1, $1, $2, $3, $4)";

pub(super) const TAKE_AWAY: &str = "delete from lake_stretch where id = $1";

/// The same reason may be found again after a crash.
pub(super) const SET_ASIDE: &str = "
    insert into set_aside_event (consumer, position, reason, set_aside_at)
    values ($1, $2, $3, $4)
    on conflict (consumer, position) do update set reason = excluded.reason";

pub(super) const TAKE_BACK: &str = "delete from set_aside_event where consumer = $1";

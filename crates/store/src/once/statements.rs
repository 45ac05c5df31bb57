//! The statements on answers that may be given again.

pub(super) const FIND: &str = "
    select digest, status, body
    from once_answer
    where scope = $1 and key = $2 and answered_at > $3";

/// An answer that is too old to be given again makes room.
pub(super) const KEEP: &str = "
    insert into once_answer (scope, key, digest, status, body, answered_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (scope, key) do update
    set digest = excluded.digest, status = excluded.status, body = excluded.body, answered_at = excluded.answered_at";

pub(super) const SWEEP: &str = "delete from once_answer where answered_at <= $1";

/// The schema is part of it: another workspace's requests are others.
pub(super) const LOCK: &str = "
    select pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' once ' || $1 || ' ' || $2, 0))";

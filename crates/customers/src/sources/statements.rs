//! The statements on the tables of sources.

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, name, write_key, created_at, disabled_at from source ",
            $rest
        )
    };
}

pub(super) const INSERT: &str = "
    insert into source (id, kind, name, write_key, created_at)
    values ($1, $2, $3, $4, $5)";

pub(super) const INSERT_OR_LEAVE: &str = "
    insert into source (id, kind, name, write_key, created_at)
    values ($1, $2, $3, $4, $5)
    on conflict (kind, name) do nothing";

pub(super) const GET: &str = select!("where id = $1");

pub(super) const LIST: &str = select!("order by id");

pub(super) const FIND_BY_KEY: &str = select!("where write_key = $1");

pub(super) const FIND_NAMED: &str = select!("where kind = $1 and name = $2");

pub(super) const RENAME: &str = "update source set name = $2 where id = $1";

/// The first time counts.
pub(super) const DISABLE: &str =
    "update source set disabled_at = coalesce(disabled_at, $2) where id = $1";

pub(super) const ENABLE: &str = "update source set disabled_at = null where id = $1";

pub(super) const ROTATE: &str = "update source set write_key = $2 where id = $1";

pub(super) const REFUSE: &str = "
    insert into source_refusal (id, source_id, refused_at, message_id, code, sentence, sample, args)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Keeps the newest thousand: the id of the oldest of them is the border.
pub(super) const FORGET_REFUSALS: &str = "
    delete from source_refusal
    where source_id = $1 and id < (
        select id from source_refusal where source_id = $1 order by id desc limit 1 offset $2
    )";

pub(super) const LIST_REFUSALS: &str = "
    select id, refused_at, message_id, code, sentence, sample, args
    from source_refusal
    where source_id = $1 and id < $2
    order by id desc
    limit $3";

pub(super) const COUNT: &str = "
    insert into source_volume (source_id, hour, accepted, duplicate, refused)
    values ($1, $2, $3, $4, $5)
    on conflict (source_id, hour) do update
    set accepted = source_volume.accepted + excluded.accepted,
        duplicate = source_volume.duplicate + excluded.duplicate,
        refused = source_volume.refused + excluded.refused";

pub(super) const LIST_VOLUMES: &str = "
    select hour, accepted, duplicate, refused
    from source_volume
    where source_id = $1 and hour >= $2 and hour < $3
    order by hour";

//! The statements on the tables `exchange`, `exchange_object` and `exchange_login`.

use std::sync::LazyLock;

use crate::bulk::Sizes;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, source_id, file_name, file_bytes, state, counts, refusals, error, started_by, ",
            "started_at, seen_at, finished_at, error_wording from exchange ",
            $rest
        )
    };
}

pub(super) const BEGIN: &str = "
    insert into exchange
        (id, source_id, file_name, file_bytes, state, counts, refusals, started_by, started_at, seen_at)
    values ($1, $2, $3, $4, 'running', '{}', '[]', $5, $6, $6)";

pub(super) const TOUCH: &str = "
    update exchange
    set seen_at = $2
    where id = $1 and state = 'running'";

pub(super) const FINISH: &str = "
    update exchange
    set state = $2, counts = $3, refusals = $4, error = $5, seen_at = $6, finished_at = $6, error_wording = $7
    where id = $1 and state = 'running'";

pub(super) const GET: &str = select!("where id = $1");

pub(super) const LIST: &str = select!("where id < $1 order by id desc limit $2");

/// Shared: the source. Of each row: the object.
pub(super) static FIND_OBJECTS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select object, message_id, formed_at from exchange_object where source_id = $1 and object in (",
        "#1",
        ")",
    )
});

/// Shared: the source. Of each row: the object.
pub(super) static REMOVE_OBJECTS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "delete from exchange_object where source_id = $1 and object in (",
        "#1",
        ")",
    )
});

/// Of each row: the source, object, message id, the file's time. A row that is said twice is one.
pub(super) static INSERT_OBJECTS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into exchange_object (source_id, object, message_id, formed_at) values",
        "(#1, #2, #3, #4)",
        "on conflict (source_id, object) do nothing",
    )
});

pub(super) const SET_LOGIN: &str = "
    insert into exchange_login (login, source_id, password_hash, created_at)
    values ($1, $2, $3, $4)";

pub(super) const REMOVE_LOGIN: &str = "delete from exchange_login where source_id = $1";

pub(super) const REMOVE_LOGIN_NAMED: &str = "delete from exchange_login where login = $1";

pub(super) const LIST_LOGINS: &str = "
    select login, source_id, password_hash
    from exchange_login
    order by login";

pub(super) const FIND_LOGIN: &str = "
    select login, source_id, password_hash
    from exchange_login
    where login = $1";

pub(super) const LOGIN_OF: &str = "
    select login, source_id, password_hash
    from exchange_login
    where source_id = $1";

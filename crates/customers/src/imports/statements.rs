//! The statements on the table `import`. Each step names the states that it may start from.

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, file_name, file_digest, file_bytes, state, mapping, options, counts, ",
            "error, refusals_path, started_at, finished_at, started_by, snapshot, error_wording from import ",
            $rest
        )
    };
}

pub(super) const BEGIN: &str = "
    insert into import
        (id, kind, file_name, file_digest, file_bytes, state, mapping, options, counts, started_at, started_by)
    values ($1, $2, $3, $4, $5, 'running', '', $6, '{}', $7, $8)";

pub(super) const COMMITTING: &str = "
    update import
    set state = 'committing', mapping = $2
    where id = $1 and state = 'running'";

/// A second step within the state, so that a crash after it does not lose what was counted.
pub(super) const COUNTED: &str = "
    update import
    set counts = $2
    where id = $1 and state = 'committing'";

pub(super) const DONE: &str = "
    update import
    set state = 'done', counts = $2, refusals_path = $3, snapshot = $4, finished_at = $5
    where id = $1 and state = 'committing'";

pub(super) const FAILED: &str = "
    update import
    set state = 'failed', error = $2, counts = $3, refusals_path = $4, finished_at = $5, error_wording = $6
    where id = $1 and state in ('running', 'committing')";

pub(super) const UNDONE: &str = "
    update import
    set state = 'undone', finished_at = $2
    where id = $1 and state = 'done'";

pub(super) const GET: &str = select!("where id = $1");

pub(super) const LIST: &str = select!("where id < $1 order by id desc limit $2");

pub(super) const IDS: &str = "select id from import order by id";

pub(super) const FIND_DONE: &str =
    select!("where kind = $1 and file_digest = $2 and state = 'done' order by id desc limit 1");

pub(super) const UNFINISHED: &str = select!("where state in ('running', 'committing') order by id");

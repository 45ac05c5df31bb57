//! The statements on incoming webhooks.

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, source_id, name, definition, live_definition, live_since, checking, check_header, check_encoding,
                check_secret, created_by, created_at
            from incoming_webhook ",
            $rest
        )
    };
}

pub(super) const LIST: &str = select!("order by id");

pub(super) const GET: &str = select!("where id = $1");

pub(super) const FIND_BY_TOKEN: &str = select!("where token_digest = $1");

pub(super) const COUNT: &str = "select count(*) from incoming_webhook";

pub(super) const INSERT: &str = "
insert into incoming_webhook
    (id, source_id, name, token_digest, definition, checking, check_header, check_encoding, check_secret, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(super) const SET_DEFINITION: &str = "update incoming_webhook set definition = $2 where id = $1";

pub(super) const SET_CHECK: &str = "
update incoming_webhook
set checking = $2, check_header = $3, check_encoding = $4, check_secret = $5
where id = $1";

pub(super) const GO_LIVE: &str = "
update incoming_webhook
set live_definition = definition, live_since = $2
where id = $1";

pub(super) const SET_TOKEN: &str = "update incoming_webhook set token_digest = $2 where id = $1";

pub(super) const DELETE: &str = "delete from incoming_webhook where id = $1";

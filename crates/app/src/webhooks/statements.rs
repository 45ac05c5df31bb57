//! The statements on endpoints and deliveries.

macro_rules! endpoints {
    ($rest:literal) => {
        concat!(
            "select id, url, description, secret, old_secret, old_secret_until, kinds, names, sources, with_personal_data,
                disabled_at, disabled_reason, failing_since, created_by, created_at, slot
            from webhook_endpoint ",
            $rest
        )
    };
}

macro_rules! deliveries {
    ($rest:literal) => {
        concat!(
            "select id, position, kind, state, attempts, next_at, attempted_at, last_status, last_error, duration_ms, created_at,
                last_error_wording
            from webhook_delivery ",
            $rest
        )
    };
}

pub(super) const ENDPOINTS: &str = endpoints!("order by id");

pub(super) const ENDPOINT: &str = endpoints!("where id = $1");

/// Those that are told of events.
pub(super) const ENDPOINTS_TOLD: &str = endpoints!("where disabled_at is null order by id");

pub(super) const SLOTS: &str = "select slot from webhook_endpoint";

pub(super) const INSERT_ENDPOINT: &str = "
insert into webhook_endpoint
    (id, url, description, secret, kinds, names, sources, with_personal_data, position, slot, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(super) const UPDATE_ENDPOINT: &str = "
update webhook_endpoint
set url = $2, description = $3, kinds = $4, names = $5, sources = $6, with_personal_data = $7
where id = $1";

pub(super) const DELETE_ENDPOINT: &str = "delete from webhook_endpoint where id = $1";

pub(super) const ROTATE_SECRET: &str = "
update webhook_endpoint
set old_secret = secret, old_secret_until = $3, secret = $2
where id = $1";

/// Nothing that happened meanwhile is told.
pub(super) const ENABLE_ENDPOINT: &str = "
update webhook_endpoint
set disabled_at = null, disabled_reason = null, failing_since = null
where id = $1";

pub(super) const DISABLE_ENDPOINT: &str = "
update webhook_endpoint
set disabled_at = coalesce(disabled_at, $2), disabled_reason = coalesce(disabled_reason, $3)
where id = $1";

pub(super) const SET_HEALTH: &str = "update webhook_endpoint set failing_since = $2 where id = $1";

/// How far an endpoint's events were considered; locks the row where rows are locked.
pub(super) const POSITION: &str = "select position from webhook_endpoint where id = $1";

pub(super) const ADVANCE: &str =
    "update webhook_endpoint set position = $2 where id = $1 and position < $2";

pub(super) const INSERT_DELIVERY: &str = "
insert into webhook_delivery (id, endpoint_id, position, kind, state, attempts, next_at, created_at)
values ($1, $2, $3, $4, 'pending', 0, $5, $5)
on conflict (endpoint_id, position) do nothing";

pub(super) const DELIVERY: &str = deliveries!("where endpoint_id = $1 and id = $2");

/// Newest first; an empty state is any.
pub(super) const DELIVERIES: &str = deliveries!(
    "where endpoint_id = $1 and id < $2 and ($3 = '' or state = $3) order by id desc limit $4"
);

/// What is due of one endpoint.
pub(super) const DUE: &str = "
select id, position, attempts
from webhook_delivery
where endpoint_id = $1 and next_at <= $2
order by next_at, id
limit $3";

pub(super) const RETRY: &str = "
update webhook_delivery
set state = 'pending', next_at = $3
where endpoint_id = $1 and id = $2";

pub(super) const RECORD_ATTEMPT: &str = "
update webhook_delivery
set state = $2, attempts = attempts + 1, next_at = $3, attempted_at = $4, last_status = $5, last_error = $6, duration_ms = $7,
    last_error_wording = $8
where id = $1";

/// Endpoints with something due.
pub(super) const ENDPOINTS_DUE: &str = endpoints!(
    "where disabled_at is null and exists (
        select 1 from webhook_delivery where endpoint_id = webhook_endpoint.id and next_at <= $1
    ) order by id"
);

pub(super) const FORGET_DELIVERIES: &str =
    "delete from webhook_delivery where attempted_at < $1 and next_at is null";

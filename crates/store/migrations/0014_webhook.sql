-- Webhooks: endpoints of other systems that are told of facts, and doors at which other systems tell us.

-- `secret` and `old_secret` sign, so they are kept as they are; the old one signs too until `old_secret_until`. `kinds`,
-- `names` and `sources` are JSON arrays, an empty one lets everything through. `position` is the last event of the log that
-- was considered: a replay tells nothing twice. `slot`, 0 to 63, makes the ids of deliveries: position times 64 plus slot, so that
-- an effect that is made again makes the same ids.
create table webhook_endpoint (
    id bigint not null primary key,
    url text not null,
    description text not null,
    secret text not null,
    old_secret text null,
    old_secret_until bigint null,
    kinds text not null,
    names text not null,
    sources text not null,
    with_personal_data bigint not null check (with_personal_data in (0, 1)),
    disabled_at bigint null,
    disabled_reason text null,
    failing_since bigint null,
    position bigint not null,
    slot bigint not null unique,
    created_by text not null,
    created_at bigint not null
);

-- One event for one endpoint; what is sent is made from the log each time. `next_at` is there while it is to be sent.
create table webhook_delivery (
    id bigint not null primary key,
    endpoint_id bigint not null references webhook_endpoint (id) on delete cascade,
    position bigint not null,
    kind text not null,
    state text not null check (state in ('pending', 'delivered', 'failed')),
    attempts bigint not null,
    next_at bigint null,
    attempted_at bigint null,
    last_status bigint null,
    last_error text null,
    duration_ms bigint null,
    created_at bigint not null,
    unique (endpoint_id, position)
);

create index webhook_delivery_due on webhook_delivery (next_at, id);
create index webhook_delivery_old on webhook_delivery (attempted_at);

-- A door: `definition` is the mapping as last saved, `live_definition` the one by which payloads are taken. Of the address only
-- the digest of its token is kept. `checking` tells how the sender proves itself; its secret is kept as it is, to compare.
create table incoming_webhook (
    id bigint not null primary key,
    source_id bigint not null unique,
    name text not null,
    token_digest text not null unique,
    definition text not null,
    live_definition text null,
    live_since bigint null,
    checking text not null check (checking in ('none', 'hmac_sha256', 'standard_webhooks')),
    check_header text null,
    check_encoding text null,
    check_secret text null,
    created_by text not null,
    created_at bigint not null
);

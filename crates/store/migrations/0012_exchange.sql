-- Exchange files of a back office (CommerceML).

-- Who may hand files over by 1C's protocol, one login a source. `password_hash` is argon2's text.
create table exchange_login (
    login text not null primary key,
    source_id bigint not null unique,
    password_hash text not null,
    created_at bigint not null
);

-- What was handed over and what came of it. `counts` and `refusals` are JSON. `seen_at` is the last sign of life of whoever
-- takes the file: a running one without signs has broken off.
create table exchange (
    id bigint not null primary key,
    source_id bigint not null,
    file_name text not null,
    file_bytes bigint not null,
    state text not null check (state in ('running', 'done', 'failed')),
    counts text not null,
    refusals text not null,
    error text null,
    started_by text not null,
    started_at bigint not null,
    seen_at bigint not null,
    finished_at bigint null
);

-- What was told last of each order, product and customer, and by a file of which time: the same again adds nothing, an older
-- file changes nothing, and what goes back to an earlier state is a change.
create table exchange_object (
    source_id bigint not null,
    object text not null,
    message_id text not null,
    formed_at bigint not null,
    primary key (source_id, object)
);

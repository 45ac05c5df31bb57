-- Where facts come from, and what became of what they sent.

-- `write_key` is kept in plain: browsers publish it, and it lets nobody read. Sources that nothing is sent to have none.
create table source (
    id bigint not null primary key,
    kind text not null,
    name text not null,
    write_key text null unique,
    created_at bigint not null,
    disabled_at bigint null,
    unique (kind, name)
);

-- What was sent and not taken, the newest thousand a source. `sample` is the beginning of what was sent: personal data.
create table source_refusal (
    id bigint not null primary key,
    source_id bigint not null references source (id) on delete cascade,
    refused_at bigint not null,
    message_id text null,
    code text not null,
    sentence text not null,
    sample text not null
);

create index source_refusal_by_source on source_refusal (source_id, id);

-- How much came in an hour. `hour` is its number since 1970 in UTC.
create table source_volume (
    source_id bigint not null references source (id) on delete cascade,
    hour bigint not null,
    accepted bigint not null,
    duplicate bigint not null,
    refused bigint not null,
    primary key (source_id, hour)
);

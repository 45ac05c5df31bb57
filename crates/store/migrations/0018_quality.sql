-- How good what arrives is.

-- One row: the newest hour (its number since 1970 in UTC) that was noted.
create table quality_state (
    slot integer not null primary key check (slot = 1),
    newest_hour bigint not null,
    followed_until bigint null
);

insert into quality_state (slot, newest_hour, followed_until) values (1, 0, null);

-- What a source brought in an hour of receipt, the newest hundred days. `nameless` is what names nobody but a visitor, or nobody;
-- `ahead` to `more` are how long after it happened an event was received; of contacts, those that were told and those that are none.
create table quality_hour (
    source_id bigint not null,
    hour bigint not null,
    events bigint not null,
    nameless bigint not null,
    orders bigint not null,
    orders_nameless bigint not null,
    returns bigint not null,
    returns_nameless bigint not null,
    ahead bigint not null,
    minute bigint not null,
    late_hour bigint not null,
    late_day bigint not null,
    late_week bigint not null,
    more bigint not null,
    emails bigint not null,
    emails_invalid bigint not null,
    phones bigint not null,
    phones_invalid bigint not null,
    primary key (source_id, hour)
);

create index quality_hour_by_hour on quality_hour (hour);

-- The newest contacts of a source that are none. `masked` tells nobody apart.
create table quality_contact (
    source_id bigint not null,
    position bigint not null,
    what text not null,
    masked text not null,
    reason text not null,
    seen_at bigint not null,
    primary key (source_id, position, what)
);

-- Events of a source that were refused in an hour, by the reason's stable name.
create table quality_refusal (
    source_id bigint not null,
    hour bigint not null,
    code text not null,
    refused bigint not null,
    last_at bigint not null,
    primary key (source_id, hour, code)
);

-- Times in which a source brought less than is usual. `ended_at` is null while one goes on; a source has one at a time.
create table quality_alarm (
    id bigint not null primary key,
    source_id bigint not null references source (id) on delete cascade,
    grain text not null,
    begun_at bigint not null,
    noticed_at bigint not null,
    ended_at bigint null,
    usual double precision not null,
    bound double precision not null,
    seen bigint not null
);

create unique index quality_alarm_open on quality_alarm (source_id) where ended_at is null;

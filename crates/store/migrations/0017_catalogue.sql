-- The catalogue: names of events and of what they carry, as the log tells, and what was decided about them.

-- One row. Whoever changes the catalogue or a decision changes it first, so that on PostgreSQL one waits for the other.
-- `newest_day` (days since 1970-01-01) and `followed_until` are those of the last event that was noted.
create table catalogue_state (
    slot integer not null primary key check (slot = 1),
    revision bigint not null,
    newest_day bigint not null,
    followed_until bigint null
);

insert into catalogue_state (slot, revision, newest_day, followed_until) values (1, 0, 0, null);

-- A kind and a name under which events came; `id` is made of both, so that a replay gives the same. `properties` is how many are
-- noted, `beyond` how often one was not: too many, or no fit name.
create table catalogue_event (
    id bigint not null primary key,
    kind text not null,
    name text not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    events bigint not null,
    properties bigint not null,
    beyond bigint not null,
    unique (kind, name)
);

-- How many came on a business day (days since 1970-01-01), the newest ninety days.
create table catalogue_day (
    event_id bigint not null,
    day bigint not null,
    events bigint not null,
    primary key (event_id, day)
);

create index catalogue_day_by_day on catalogue_day (day);

-- What an event carried. `types` is JSON: by type, how often, first and last time. `examples` is a JSON array of JSON texts.
-- `typed_at` is the first time of the type that came last.
create table catalogue_property (
    id bigint not null primary key,
    event_id bigint not null,
    name text not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    events bigint not null,
    types text not null,
    typed_at bigint not null,
    examples text not null,
    unique (event_id, name)
);

-- Events whose name was beyond what is noted of their kind.
create table catalogue_beyond (
    kind text not null primary key,
    events bigint not null
);

-- What was decided: `rename`, `forbid` or `personal`. `property` is empty where the event is meant. `applied` counts since then.
create table catalogue_decision (
    id bigint not null primary key,
    decision text not null,
    kind text not null,
    name text not null,
    property text not null,
    renamed_to text null,
    decided_at bigint not null,
    decided_by text not null,
    applied bigint not null,
    last_applied_at bigint null,
    unique (decision, kind, name, property)
);

-- The log: every fact, once, in the order in which it was committed (LOG-1).

-- `body` is JSON; retention empties it, the key stays for ever. Duplicates leave gaps between positions.
create table event (
    position bigint not null primary key,
    source_id bigint not null,
    message_id text not null,
    kind text not null,
    happened_at bigint not null,
    received_at bigint not null,
    body text null,
    unique (source_id, message_id)
);

-- How far each consumer has come: `position` is the last event whose effect is committed.
create table consumer (
    name text not null primary key,
    position bigint not null
);

-- Events that a consumer can not apply, until they are tried again.
create table set_aside_event (
    consumer text not null,
    position bigint not null,
    reason text not null,
    set_aside_at bigint not null,
    primary key (consumer, position)
);

-- What one process does at a time, of all that share the store. `owner` is unique to a start of a process.
create table lease (
    name text not null primary key,
    owner text not null,
    held_until bigint not null
);

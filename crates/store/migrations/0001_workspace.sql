-- The workspace: its settings, and what was done to it by whom.

create table setting (
    key text not null primary key,
    value text not null
);

-- `at` in microseconds since 1970, UTC, as every instant in this schema.
create table audit (
    id bigint not null primary key,
    at bigint not null,
    actor text not null,
    action text not null,
    object text not null,
    detail text not null
);

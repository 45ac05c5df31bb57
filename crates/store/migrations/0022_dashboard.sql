-- Pages of cards that people put together.

-- Columns as those of `saved_query`; `cards` is JSON.
create table dashboard (
    id bigint not null primary key,
    name text not null,
    name_key text not null,
    description text not null,
    cards text not null,
    owner text not null,
    is_shared bigint not null check (is_shared in (0, 1)),
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    removed_at bigint null
);

create unique index dashboard_by_name on dashboard (owner, name_key) where removed_at is null;

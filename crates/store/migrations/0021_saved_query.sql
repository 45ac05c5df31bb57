-- Questions in SQL that were saved under a name.

-- `name_key` is the name in small letters; of one owner each is there once. `chart` is JSON. `owner` names the actor as `audit.actor`
-- does. `is_shared` is 0 or 1; `version` counts the changes. A removed row stays, so that it can come back.
create table saved_query (
    id bigint not null primary key,
    name text not null,
    name_key text not null,
    description text not null,
    sql text not null,
    chart text not null,
    owner text not null,
    is_shared bigint not null check (is_shared in (0, 1)),
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    removed_at bigint null
);

create unique index saved_query_by_name on saved_query (owner, name_key) where removed_at is null;

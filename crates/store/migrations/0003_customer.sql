-- Who buys and what is sold, by the keys of the source.

-- `attributes` is a JSON object. `created_by_import` lets an import be undone.
create table customer (
    id bigint not null primary key,
    source_key text not null unique,
    name text null,
    email text null,
    phone text null,
    country text null,
    attributes text not null default '{}',
    created_at bigint not null,
    created_by_import bigint null,
    updated_at bigint not null
);

create index customer_by_import on customer (created_by_import) where created_by_import is not null;

create table product (
    key text not null primary key,
    name text null,
    category text null,
    attributes text not null default '{}',
    created_by_import bigint null,
    updated_at bigint not null
);

create index product_by_import on product (created_by_import) where created_by_import is not null;

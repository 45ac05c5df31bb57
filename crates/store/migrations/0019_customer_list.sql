-- The list of customers: what it is searched, filtered and sorted by, each by an index.

-- One row a customer. `name_key` is the folded name in bytes, so that both engines sort it alike; one byte of 255 without a name.
-- `contact` has 1 for an e-mail address and 2 for a telephone number. Figures are as of the last publication (`customer_listing`):
-- days since 1970, 0 without an order; money in minor units; `segment` one bit a segment, 1 without an order; `rfm` three digits, 0
-- without an order; gaps are days between days with an order, -1 with fewer than two; `alive_ppm` millionths, -1 without a score.
create table customer_entry (
    customer_id bigint not null primary key references customer (id) on delete cascade,
    segment bigint not null default 1,
    orders bigint not null default 0,
    revenue_minor bigint not null default 0,
    last_day bigint not null default 0,
    clv_12m_minor bigint not null default -1,
    alive_ppm bigint not null default -1,
    contact bigint not null default 0,
    country text not null default '',
    first_day bigint not null default 0,
    rfm bigint not null default 0,
    gap_low_days bigint not null default -1,
    gap_days bigint not null default -1,
    gap_high_days bigint not null default -1,
    name_key bytea not null
);

create index customer_entry_by_orders on customer_entry (orders, customer_id);
create index customer_entry_by_revenue on customer_entry (revenue_minor, customer_id);
create index customer_entry_by_last_day on customer_entry (last_day, customer_id);
create index customer_entry_by_clv on customer_entry (clv_12m_minor, customer_id);
create index customer_entry_by_alive on customer_entry (alive_ppm, customer_id);
create index customer_entry_by_name on customer_entry (name_key, customer_id);
create index customer_entry_by_country on customer_entry (country, customer_id);

-- The folded words of name, e-mail, phone and key: in bytes and one a row, for a search by their beginning, and all of a
-- customer's with a blank before each. A customer who leaves is forgotten here by the queue.
create table customer_word (
    word bytea not null,
    customer_id bigint not null,
    primary key (word, customer_id)
);

create table customer_text (
    customer_id bigint not null primary key,
    words text not null
);

-- Whose entry and words do not yet say what `customer` says.
create table customer_changed (
    customer_id bigint not null primary key
);

insert into customer_changed (customer_id) select id from customer;

-- From what the figures of entries were made; the row is there once they were, and `fingerprint` is null while they are written.
create table customer_listing (
    slot integer not null primary key check (slot = 1),
    snapshot bigint not null,
    fingerprint text null,
    as_of text null,
    finished_at bigint not null
);

-- A list that somebody looks at again: `query` is that of the list's address, `columns` a JSON array.
create table customer_view (
    id bigint not null primary key,
    name text not null,
    query text not null,
    columns text not null,
    owner text not null,
    is_shared bigint not null,
    created_at bigint not null
);

-- What people noted on a customer.
create table customer_note (
    id bigint not null primary key,
    customer_id bigint not null references customer (id) on delete cascade,
    text text not null,
    author text not null,
    created_at bigint not null
);

create index customer_note_by_customer on customer_note (customer_id, id);

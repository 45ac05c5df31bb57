-- Who customers are beyond their key, and what the log told of them and of visitors.

-- `made_position` is the event that made the customer, where the log did. `filed` is a JSON object: when a file last told the
-- name, e-mail, phone, country and attributes. A customer whose key is its own printed id has no key of a source yet.
alter table customer add column made_position bigint null;
alter table customer add column filed text null;

update customer
set filed = '{"name":' || cast(updated_at as text) || ',"email":' || cast(updated_at as text) || ',"phone":'
    || cast(updated_at as text) || ',"country":' || cast(updated_at as text) || ',"attributes":'
    || cast(updated_at as text) || '}'
where name is not null or email is not null or phone is not null or country is not null or attributes <> '{}';

create index customer_made on customer (made_position) where made_position is not null;

-- Further marks by which a customer is known: `email` and `phone` in the form in which they are compared, `user_id` for keys
-- beside `customer.source_key`, and what sources call their external ids. `position` is the event that said so, null where a
-- file did; `since` is when that was received.
create table identifier (
    kind text not null,
    value text not null,
    customer_id bigint not null references customer (id) on delete cascade,
    since bigint not null,
    position bigint null,
    primary key (kind, value)
);

create index identifier_by_customer on identifier (customer_id);

insert into identifier (kind, value, customer_id, since)
    select 'email', lower(trim(email)), min(id), min(updated_at)
    from customer
    where email is not null and length(email) <= 254
    group by lower(trim(email));

insert into identifier (kind, value, customer_id, since)
    select
        'phone',
        replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''),
        min(id),
        min(updated_at)
    from customer
    where phone is not null and length(phone) <= 40
    group by replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '');

-- A browser, an app or a till that sends events under an id of its own; whose it is once somebody was identified on it.
-- `said` is JSON: traits, consents, acquisition, each with the instant at which it was said.
create table visitor (
    anonymous_id text not null primary key,
    customer_id bigint null references customer (id) on delete set null,
    linked_at bigint null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    events bigint not null,
    pages bigint not null,
    orders bigint not null,
    said text not null
);

create index visitor_by_customer on visitor (customer_id) where customer_id is not null;

-- What the log told of a customer, that of its visitors before they were known included. `said` as with visitors.
create table profile (
    customer_id bigint not null primary key references customer (id) on delete cascade,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    events bigint not null,
    pages bigint not null,
    orders bigint not null,
    said text not null
);

-- What somebody has put together to buy, until the order. Whose it is, is told by `user_id`, else by the visitor. `items` is
-- JSON; `changed_at` is the latest event's time, `closed_at` the order's.
create table cart (
    id bigint not null primary key,
    anonymous_id text null,
    user_id text null,
    cart_key text null,
    items text not null,
    value_minor bigint not null,
    opened_at bigint not null,
    changed_at bigint not null,
    checkout_at bigint null,
    closed_at bigint null,
    order_key text null
);

create index cart_by_visitor on cart (anonymous_id) where anonymous_id is not null;
create index cart_by_user on cart (user_id) where user_id is not null;
create index cart_by_key on cart (cart_key) where cart_key is not null;
create index cart_by_order on cart (order_key) where order_key is not null;
create index cart_open on cart (changed_at, id) where closed_at is null;

-- Answers to requests that may be sent again: within a day, the same key of the same caller to the same operation gets the
-- answer that it got. `digest` is that of the request's body.
create table once_answer (
    scope text not null,
    key text not null,
    digest text not null,
    status bigint not null,
    body text not null,
    answered_at bigint not null,
    primary key (scope, key)
);

create index once_answer_by_age on once_answer (answered_at);

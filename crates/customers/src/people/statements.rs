//! The statements on who customers and visitors are.

use std::sync::LazyLock;

use crate::bulk::Sizes;

const PERSON: &str = "id, source_key, name, email, phone, country, attributes, made_position, created_at, updated_at, filed,
    case when created_by_import is null then 0 else 1 end";

/// Of each row: the key.
pub(super) static PEOPLE_BY_KEY: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::finding(PERSON, "from customer where source_key in"));

/// Of each row: the id.
pub(super) static PEOPLE_BY_ID: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::finding(PERSON, "from customer where id in"));

/// Of each row: the key.
pub(super) static KEYS_BY_KEY: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::finding("id, source_key", "from customer where source_key in"));

/// Of each row: the id.
pub(super) static KEYS_BY_ID: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::finding("id, source_key", "from customer where id in"));

/// Of each row: the visitor's id.
pub(super) static LINKS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::finding(
        "anonymous_id, customer_id",
        "from visitor where customer_id is not null and anonymous_id in",
    )
});

/// Shared: the kind. Of each row: the value.
pub(super) static CLAIMS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::finding(
        "value, customer_id, since, position",
        "from identifier where kind = $1 and value in",
    )
});

/// Of each row: the visitor's id.
pub(super) static VISITORS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::finding(
        "anonymous_id, customer_id, linked_at, first_seen_at, last_seen_at, events, pages, orders, said",
        "from visitor where anonymous_id in",
    )
});

/// Of each row: the customer.
pub(super) static PROFILES: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::finding(
        "customer_id, first_seen_at, last_seen_at, events, pages, orders, said",
        "from profile where customer_id in",
    )
});

/// Whom the log has told of is no longer an import's to remove.
pub(super) static KEEP_PEOPLE: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer
            (id, source_key, name, email, phone, country, attributes, made_position, created_at, updated_at)
        values",
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10)",
        "on conflict (id) do update
        set source_key = excluded.source_key, name = excluded.name, email = excluded.email, phone = excluded.phone,
            country = excluded.country, attributes = excluded.attributes, updated_at = excluded.updated_at,
            created_by_import = null"
    )
});

pub(super) static KEEP_CLAIMS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into identifier (kind, value, customer_id, since, position) values",
        "(#1, #2, #3, #4, #5)",
        "on conflict (kind, value) do update
        set customer_id = excluded.customer_id, since = excluded.since, position = excluded.position"
    )
});

pub(super) static KEEP_VISITORS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into visitor
            (anonymous_id, customer_id, linked_at, first_seen_at, last_seen_at, events, pages, orders, said)
        values",
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9)",
        "on conflict (anonymous_id) do update
        set customer_id = excluded.customer_id, linked_at = excluded.linked_at, first_seen_at = excluded.first_seen_at,
            last_seen_at = excluded.last_seen_at, events = excluded.events, pages = excluded.pages,
            orders = excluded.orders, said = excluded.said"
    )
});

pub(super) static KEEP_PROFILES: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into profile (customer_id, first_seen_at, last_seen_at, events, pages, orders, said) values",
        "(#1, #2, #3, #4, #5, #6, #7)",
        "on conflict (customer_id) do update
        set first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, events = excluded.events,
            pages = excluded.pages, orders = excluded.orders, said = excluded.said"
    )
});

/// What a replay from zero begins with, in this order. Whom a file has told of stays.
pub(super) const FORGET: [&str; 4] = [
    "delete from profile",
    "delete from visitor",
    "delete from identifier where position is not null",
    "delete from customer where made_position is not null and filed is null",
];

/// The key of the source, and the id of ours that it is.
pub(super) const CARD: &str = "
    select id, source_key, name, email, phone, country, attributes, created_at
    from customer
    where source_key = $1 or id = $2
    order by case when source_key = $1 then 0 else 1 end
    limit 1";

pub(super) const CARD_BY_MARK: &str = "
    select c.id, c.source_key, c.name, c.email, c.phone, c.country, c.attributes, c.created_at
    from identifier i
    join customer c on c.id = i.customer_id
    where i.kind = $1 and i.value = $2";

pub(super) const IDENTIFIERS: &str = "
    select kind, value
    from identifier
    where customer_id = $1
    order by kind, value
    limit $2";

pub(super) const PROFILE: &str = "
    select first_seen_at, last_seen_at, events, pages, orders, said
    from profile
    where customer_id = $1";

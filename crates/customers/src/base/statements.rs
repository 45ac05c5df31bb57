//! The statements on the table `customer`.

use std::sync::LazyLock;

use crate::bulk::Sizes;

/// Of each row: id, key, the time now, the import, the time once more.
pub(super) static INSERT_KEYS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer (id, source_key, attributes, created_at, created_by_import, updated_at) values",
        "(#1, #2, '{}', #3, #4, #5)",
        "on conflict (source_key) do nothing",
    )
});

/// Of each row: the key.
pub(super) static FIND_KEYS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select source_key, id from customer where source_key in (",
        "#1",
        ")",
    )
});

/// Of each row: the key.
pub(super) static FIND_KNOWN: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select source_key, name, email, phone, country, attributes, filed from customer where source_key in (",
        "#1",
        ")",
    )
});

/// Shared: the import. Of each row: the id of a customer who stays.
pub(super) static RELEASE: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "update customer set created_by_import = null where created_by_import = $1 and id in (",
        "#1",
        ")",
    )
});

pub(super) const REMOVE: &str = "delete from customer where created_by_import = $1";

pub(super) const COUNT: &str = "select count(*) from customer";

pub(super) const LIST: &str = "
    select id, source_key, country, attributes
    from customer
    where id > $1
    order by id
    limit $2";

/// Of each row: the id.
pub(super) static FIND: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select id, source_key, country, attributes from customer where id in (",
        "#1",
        ")",
    )
});

pub(super) const INSERT: &str = "
    insert into customer
        (source_key, name, email, phone, country, attributes, filed, updated_at, created_at, created_by_import, id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)";

/// Whom a later import has told more about is no longer the earlier import's to remove.
pub(super) const UPDATE: &str = "
    update customer
    set name = $2, email = $3, phone = $4, country = $5, attributes = $6, filed = $7, updated_at = $8,
        created_by_import = case when created_by_import = $9 then created_by_import end
    where source_key = $1";

/// A contact that is nobody's yet becomes the customer's; the first one keeps it.
pub(super) const CLAIM: &str = "
    insert into identifier (kind, value, customer_id, since)
    select $2, $3, id, $4 from customer where source_key = $1
    on conflict (kind, value) do nothing";

/// Customers are changed by files and by the log; on PostgreSQL one of them at a time, until its transaction ends.
pub(super) const ALONE: &str = "lock table customer in share row exclusive mode";

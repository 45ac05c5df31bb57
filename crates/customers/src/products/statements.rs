//! The statements on the table `product`.

use std::sync::LazyLock;

use crate::bulk::Sizes;

/// Of each row: the key.
pub(super) static FIND: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select key, name, category, attributes from product where key in (",
        "#1",
        ")",
    )
});

pub(super) const INSERT: &str = "
    insert into product (key, name, category, attributes, updated_at, created_by_import)
    values ($1, $2, $3, $4, $5, $6)";

/// What a later import has changed is no longer the earlier import's to remove.
pub(super) const UPDATE: &str = "
    update product
    set name = $2, category = $3, attributes = $4, updated_at = $5,
        created_by_import = case when created_by_import = $6 then created_by_import end
    where key = $1";

pub(super) const CREATED_BY: &str =
    "select key from product where created_by_import = $1 order by key";

pub(super) const REMOVE: &str = "delete from product where created_by_import = $1";

pub(super) const LIST: &str = "
    select key, name, category, attributes
    from product
    where key > $1
    order by key
    limit $2";

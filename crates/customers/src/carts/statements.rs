//! The statements on carts.

use std::sync::LazyLock;

use crate::bulk::Sizes;

macro_rules! carts {
    ($by:literal) => {
        concat!(
            "select id, anonymous_id, user_id, cart_key, items, opened_at, changed_at, checkout_at, closed_at, order_key
            from cart
            where (closed_at is null or closed_at >= $1) and ",
            $by,
            " in ("
        )
    };
}

/// Shared: the earliest event's time. Of each row: the visitor.
pub(super) static BY_VISITOR: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(carts!("anonymous_id"), "#1", ")"));

/// Shared: the earliest event's time. Of each row: the user.
pub(super) static BY_USER: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(carts!("user_id"), "#1", ")"));

/// Shared: the earliest event's time. Of each row: the shop's id.
pub(super) static BY_KEY: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(carts!("cart_key"), "#1", ")"));

/// Shared: the earliest event's time. Of each row: the order that the cart may become.
pub(super) static BY_ORDER: LazyLock<Sizes> =
    LazyLock::new(|| Sizes::new(carts!("order_key"), "#1", ")"));

pub(super) static KEEP: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into cart
            (id, anonymous_id, user_id, cart_key, items, value_minor, opened_at, changed_at, checkout_at, closed_at,
            order_key)
        values",
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10, #11)",
        "on conflict (id) do update
        set anonymous_id = excluded.anonymous_id, user_id = excluded.user_id, cart_key = excluded.cart_key,
            items = excluded.items, value_minor = excluded.value_minor, opened_at = excluded.opened_at,
            changed_at = excluded.changed_at, checkout_at = excluded.checkout_at, closed_at = excluded.closed_at,
            order_key = excluded.order_key"
    )
});

pub(super) const FORGET: &str = "delete from cart";

/// The newest carts of a customer: by the key, and by visitors who are theirs where no user was named.
pub(super) const OF_CUSTOMER: &str = "
    select cart.id, customer.id, cart.items, cart.value_minor, cart.opened_at, cart.changed_at, cart.checkout_at,
        cart.closed_at, cart.order_key
    from customer
    join cart on cart.user_id = customer.source_key
        or (cart.user_id is null and cart.anonymous_id in (
            select anonymous_id from visitor where visitor.customer_id = customer.id))
    where customer.id = $1
    order by cart.changed_at desc, cart.id desc
    limit $2";

/// Open carts with something in them that have not changed since an instant, the latest changed first.
pub(super) const ABANDONED: &str = "
    select cart.id, coalesce(named.id, visitor.customer_id), cart.items, cart.value_minor, cart.opened_at,
        cart.changed_at, cart.checkout_at, cart.closed_at, cart.order_key
    from cart
    left join customer named on named.source_key = cart.user_id
    left join visitor on visitor.anonymous_id = cart.anonymous_id and cart.user_id is null
    where cart.closed_at is null and cart.items <> '[]' and cart.changed_at < $1
        and (cart.changed_at < $2 or (cart.changed_at = $2 and cart.id < $3))
    order by cart.changed_at desc, cart.id desc
    limit $4";

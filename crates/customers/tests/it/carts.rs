//! Carts as the log tells of them, on both engines.

use customers::{CartKeeper, Carts, Fact, FactKind, People};
use jiff::{SignedDuration, Timestamp};
use kernel::Limit;
use serde_json::json;
use store::{Consumer, Event, Store};

use crate::people::{event, noon, object, who};

fn keeper() -> CartKeeper {
    CartKeeper::new("EUR".parse().unwrap())
}

fn track(name: &str, user_id: &str, anonymous_id: &str, properties: serde_json::Value) -> Fact {
    let mut fact = Fact::new(
        FactKind::Track,
        "m",
        noon(),
        who(user_id, anonymous_id, "", ""),
    );
    fact.name = Some(name.to_owned());
    fact.properties = object(properties);
    fact
}

fn added(user_id: &str, anonymous_id: &str, product: &str) -> Fact {
    let properties = json!({"product_id": product, "price": "1.50", "quantity": 2});
    track("Product Added", user_id, anonymous_id, properties)
}

fn ordered(user_id: &str, anonymous_id: &str) -> Fact {
    let properties =
        json!({"order_id": "o1", "total": 3, "products": [{"product_id": "p", "price": 3}]});
    track("Order Completed", user_id, anonymous_id, properties)
}

async fn apply(store: &Store, pieces: &[&[Event]]) {
    for piece in pieces {
        let mut tx = store.begin().await.unwrap();
        People.apply(&mut tx, piece).await.unwrap();
        keeper().apply(&mut tx, piece).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn abandoned(store: &Store, since: Timestamp) -> Vec<(i64, usize, bool)> {
    let page = Carts::new(store.clone())
        .abandoned(since, None, Limit::default())
        .await
        .unwrap();
    let carts = page.items.iter();
    carts
        .map(|cart| (cart.value_minor, cart.items.len(), cart.customer.is_some()))
        .collect()
}

store::contract! {
    async fn a_visitors_cart_is_the_customers_who_turns_out_to_be_behind_it(store: Store) {
        let an_hour_later = noon() + SignedDuration::from_hours(1);
        let events = [
            event(1, 1, added("", "a1", "p1")),
            event(2, 2, added("", "a1", "p2")),
            event(3, 3, added("", "a2", "p1")),
            event(4, 4, added("u1", "a1", "p1")),
        ];
        apply(&store, &[&events[..1], &events[1..]]).await;
        assert_eq!(abandoned(&store, an_hour_later).await, [(900, 2, true), (300, 1, false)]);
        assert_eq!(abandoned(&store, noon()).await, []);
        // The server tells of the order, by the user alone; and a late event does not open the cart again.
        let late = added("", "a1", "p3");
        let mut late = event(6, 6, late);
        late.happened_at = noon();
        apply(&store, &[&[event(5, 5, ordered("u1", "")), late, event(7, 7, added("u1", "a1", "p9"))]]).await;
        assert_eq!(abandoned(&store, an_hour_later).await, [(300, 1, true), (300, 1, false)]);
        let page = Carts::new(store.clone()).abandoned(an_hour_later, None, Limit::default()).await.unwrap();
        let customer = page.items[0].customer.unwrap();
        let carts = Carts::new(store.clone()).of_customer(customer, 10).await.unwrap();
        let closed: Vec<_> = carts.iter().map(|cart| cart.order.as_deref()).collect();
        assert_eq!(closed, [None, Some("o1")]);
    }

    async fn pieces_and_replays_leave_the_same_carts(store: Store) {
        let events: Vec<Event> = (0..60_i64)
            .map(|at| {
                let (user, visitor) = (["", "u1", "u2"][usize::try_from(at % 3).unwrap()], format!("a{}", at % 4));
                let product = format!("p{}", at % 5);
                let cart = json!({"cart_id": format!("c{}", at % 2), "product_id": product, "price": 1});
                let fact = match at % 7 {
                    0 => ordered(user, &visitor),
                    1 => track("Product Removed", user, &visitor, json!({"product_id": product})),
                    2 => track("Checkout Started", user, &visitor, json!({"order_id": "o1", "products": [{"product_id": product}]})),
                    3 => track("Product Added", user, &visitor, cart),
                    _ => added(user, &visitor, &product),
                };
                let mut event = event(at + 1, at, fact);
                event.happened_at -= SignedDuration::from_secs(at * 7 % 11);
                event
            })
            .collect();
        let mut kept = None;
        for size in [60, 1, 7, 13] {
            let pieces: Vec<&[Event]> = events.chunks(size).collect();
            apply(&store, &pieces).await;
            let page = Carts::new(store.clone()).abandoned(Timestamp::MAX, None, Limit::default()).await.unwrap();
            let found = format!("{:?}", page.items);
            assert_eq!(kept.get_or_insert_with(|| found.clone()), &found, "pieces of {size}");
            let mut tx = store.begin().await.unwrap();
            keeper().reset(&mut tx).await.unwrap();
            People.reset(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

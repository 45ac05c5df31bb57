//! What events make of orders.

use customers::commerce::{self, Book, BookLine, Moment};
use customers::{Fact, FactKind, Who};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Orders and returns as the lake would hold them.
#[derive(Default)]
struct History {
    lines: Vec<(Option<String>, BookLine)>,
}

impl History {
    /// Takes in a stretch of events; tells what could not be taken.
    fn flush(&mut self, events: &[(&str, Value)], first_at: usize) -> Vec<String> {
        let known = self.lines.iter().cloned();
        let mut book = Book::new(known.filter_map(|(order, line)| Some((order?, line))));
        let mut refused = Vec::new();
        for (at, (name, said)) in events.iter().enumerate() {
            let mut fact = Fact::new(FactKind::Track, "m", Timestamp::UNIX_EPOCH, Who::default());
            fact.name = Some((*name).to_owned());
            fact.properties = said.as_object().cloned().unwrap_or_default();
            let said = commerce::read(&fact, "USD".parse().unwrap())
                .unwrap()
                .unwrap();
            let when = Moment {
                customer: None,
                at: i64::try_from(first_at + at).unwrap(),
                day: 0,
            };
            refused.extend(book.enter(&said, when).err());
        }
        let changes = book.into_changes();
        self.lines.retain(|(order, line)| {
            line.is_return
                || !changes
                    .replaced
                    .iter()
                    .any(|gone| Some(gone) == order.as_ref())
        });
        self.lines.extend(changes.lines);
        refused
    }

    /// Order, product, units, amount, at, in some fixed order.
    fn told(&self) -> Vec<(String, String, String, i64, i64)> {
        let mut told: Vec<_> = self
            .lines
            .iter()
            .map(|(order, line)| {
                (
                    order.clone().unwrap_or_default(),
                    line.product.clone().unwrap_or_default(),
                    line.quantity.to_string(),
                    line.amount_minor,
                    line.at,
                )
            })
            .collect();
        told.sort();
        told
    }

    fn amounts(&self) -> Vec<i64> {
        let mut amounts: Vec<i64> = self.lines.iter().map(|(_, l)| l.amount_minor).collect();
        amounts.sort_unstable();
        amounts
    }
}

fn order() -> Value {
    json!({"order_id": "1", "products": [
        {"sku": "a", "price": 10, "quantity": 3, "discount": 0.01},
        {"sku": "b", "price": 5}
    ]})
}

fn after(events: &[(&str, Value)]) -> History {
    let mut history = History::default();
    assert_eq!(history.flush(events, 0), [""; 0]);
    history
}

#[test]
fn an_order_said_twice_is_one_order() {
    let twice = after(&[("Order Completed", order()), ("Order Completed", order())]);
    assert_eq!(twice.amounts(), [500, 2999]);
    let mut later = after(&[("Order Completed", order())]);
    later.flush(&[("Order Completed", order())], 1);
    assert_eq!(later.told(), twice.told());
}

#[test]
fn what_is_said_last_holds_at_the_time_of_the_first() {
    let changed = json!({"order_id": "1", "products": [{"sku": "a", "price": 10, "quantity": 2}]});
    let mut history = after(&[("Order Completed", order())]);
    history.flush(&[("Order Updated", changed)], 7);
    assert_eq!(
        history.told(),
        [("1".to_owned(), "a".to_owned(), "2".to_owned(), 2000, 0)]
    );
}

#[test]
fn a_whole_return_told_twice_is_one() {
    let whole = json!({"order_id": "1"});
    let events = [
        ("Order Completed", order()),
        ("Order Refunded", whole.clone()),
        ("Order Refunded", json!({"order_id": "1", "total": 34.99})),
        ("Order Cancelled", whole),
    ];
    assert_eq!(after(&events).amounts(), [-2999, -500, 500, 2999]);
}

#[test]
fn parts_go_back_until_nothing_is_left() {
    let part =
        |quantity: i64| json!({"order_id": "1", "products": [{"sku": "a", "quantity": quantity}]});
    let events = [
        ("Order Completed", order()),
        ("Order Refunded", part(1)),
        ("Order Refunded", part(1)),
        ("Order Refunded", part(5)),
        ("Order Refunded", part(1)),
    ];
    assert_eq!(after(&events).amounts(), [-1000, -1000, -999, 500, 2999]);
}

#[test]
fn money_goes_back_without_goods_and_the_rest_with_the_order() {
    let events = [
        ("Order Completed", order()),
        ("Order Refunded", json!({"order_id": "1", "total": 10})),
        ("Order Cancelled", json!({"order_id": "1"})),
    ];
    let history = after(&events);
    assert_eq!(history.amounts().iter().sum::<i64>(), 0);
    assert!(history.amounts().contains(&-1000));
}

#[test]
fn returns_of_unknown_orders_are_kept_when_they_say_enough() {
    let mut history = History::default();
    let refused = history.flush(
        &[
            (
                "Order Refunded",
                json!({"order_id": "9", "products": [{"sku": "a", "price": 2}]}),
            ),
            ("Order Refunded", json!({"order_id": "8", "total": 3})),
            ("Order Refunded", json!({"order_id": "7"})),
            (
                "Order Refunded",
                json!({"order_id": "6", "products": [{"sku": "a"}]}),
            ),
            ("Order Refunded", json!({"products": [{"price": 4}]})),
            ("Order Cancelled", json!({"order_id": "5"})),
        ],
        0,
    );
    assert_eq!(history.amounts(), [-400, -300, -200]);
    assert_eq!(
        refused,
        [
            "`order_id` is 7, which is no known order, and neither products nor total says what came back",
            "`products[0].price` is missing, and no known order holds the product that would tell it",
        ]
    );
}

#[test]
fn what_is_not_said_again_stays() {
    let mut history = History::default();
    let known = BookLine {
        customer: Some(7),
        product: Some("a".to_owned()),
        quantity: 1.0,
        amount_minor: 100,
        cost_minor: Some(40),
        channel: Some("web".to_owned()),
        ..BookLine::default()
    };
    history.lines.push((Some("1".to_owned()), known.clone()));
    let said = json!({"order_id": "1", "products": [{"sku": "a", "price": 1, "name": "Cup"}]});
    history.flush(&[("Order Completed", said)], 5);
    assert_eq!(history.lines, [(Some("1".to_owned()), known.clone())]);
    let more = json!({"order_id": "1", "store": "north", "products": [{"sku": "a", "price": 1}]});
    history.flush(&[("Order Updated", more)], 6);
    let expected = BookLine {
        store: Some("north".to_owned()),
        unit_price_micros: Some(1_000_000),
        ..known
    };
    assert_eq!(history.lines, [(Some("1".to_owned()), expected)]);
}

fn event() -> impl Strategy<Value = (&'static str, Value)> {
    let products = prop::collection::vec(("[ab]", 0_i64..3, 1_i64..20), 0..3);
    let name = prop::sample::select(vec![
        "Order Completed",
        "Order Updated",
        "Order Refunded",
        "Order Refunded",
        "Order Cancelled",
    ]);
    (name, "[12]", products, prop::option::of(0_i64..30)).prop_map(
        |(name, order, products, total)| {
            let products: Vec<Value> = products
                .into_iter()
                .map(|(sku, quantity, price)| {
                    if name == "Order Refunded" && price % 2 == 0 {
                        json!({"sku": sku, "quantity": quantity})
                    } else {
                        json!({"sku": sku, "quantity": quantity, "price": price})
                    }
                })
                .collect();
            let mut said = json!({"order_id": order, "products": products});
            if let Some(total) = total.or((name != "Order Refunded").then_some(9)) {
                said["total"] = json!(total);
            }
            (name, said)
        },
    )
}

proptest! {
    /// Wherever a stretch of the log is cut, history comes out the same.
    #[test]
    fn cuts_change_nothing(
        events in prop::collection::vec(event(), 1..12),
        cuts in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut whole = History::default();
        whole.flush(&events, 0);
        let mut parts = History::default();
        let mut from = 0;
        for upto in 1..=events.len() {
            if cuts[upto - 1] || upto == events.len() {
                parts.flush(&events[from..upto], from);
                from = upto;
            }
        }
        prop_assert_eq!(whole.told(), parts.told());
    }

    /// Of goods that were sold no more comes back than was.
    #[test]
    fn no_more_goes_back_than_was_sold(events in prop::collection::vec(event(), 0..10)) {
        let mut history = History::default();
        history.flush(&[("Order Completed", order())], 0);
        let mut back: Vec<(&str, Value)> = events;
        back.retain(|(name, _)| name.ends_with("ed") && *name != "Order Completed" && *name != "Order Updated");
        for (_, said) in &mut back {
            said["order_id"] = json!("1");
            said.as_object_mut().unwrap().remove("total");
        }
        history.flush(&back, 1);
        for sku in ["a", "b"] {
            let units: f64 = history.lines.iter()
                .filter(|(_, line)| line.product.as_deref() == Some(sku))
                .map(|(_, line)| line.quantity)
                .sum();
            prop_assert!(units >= 0.0);
        }
    }
}

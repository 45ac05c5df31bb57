//! What e-commerce events say, and what is wrong with those that cannot be taken.

use customers::commerce::{self, CartChange, Commerce, OrderSaid};
use customers::{Fact, FactKind, Who};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn read(name: &str, properties: impl Into<Option<Value>>) -> Result<Option<Commerce>, String> {
    let properties = properties.into().unwrap_or_default();
    let who = Who::default();
    let mut fact = Fact::new(FactKind::Track, "m", Timestamp::UNIX_EPOCH, who);
    fact.name = Some(name.to_owned());
    fact.properties = object(&properties);
    commerce::read(&fact, "USD".parse().unwrap())
}

fn order(properties: Value) -> Result<OrderSaid, String> {
    match read("Order Completed", properties)? {
        Some(Commerce::Ordered(order)) => Ok(order),
        other => Err(format!("{other:?} is no order")),
    }
}

fn amounts(properties: Value) -> Vec<i64> {
    let order = order(properties).unwrap();
    order.lines.iter().map(|line| line.amount_minor).collect()
}

/// The example of the tracking specification.
fn example() -> Value {
    json!({
        "checkout_id": "fksdjfsdjfisjf9sdfjsd9f",
        "order_id": "50314b8e9bcf000000000000",
        "affiliation": "Google Store",
        "total": 27.50, "subtotal": 22.50, "revenue": 25.00, "shipping": 3, "tax": 2, "discount": 2.5,
        "coupon": "hasbros", "currency": "USD",
        "products": [
            {"product_id": "507f1f77bcf86cd799439011", "sku": "45790-32", "name": "Monopoly: 3rd Edition",
             "price": 19, "quantity": 1, "category": "Games"},
            {"product_id": "505bd76785ebb509fc183733", "sku": "46493-32", "name": "Uno Card Game",
             "price": 3, "quantity": 2, "category": "Games"}
        ]
    })
}

#[test]
fn the_specifications_order_is_what_was_paid_for_its_goods() {
    let order = order(example()).unwrap();
    assert_eq!(order.order, "50314b8e9bcf000000000000");
    assert_eq!(order.store.as_deref(), Some("Google Store"));
    assert_eq!(order.amount_minor(), 2250);
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.quantity, line.amount_minor, line.discount_minor))
        .collect();
    assert_eq!(lines, [(1.0, 1710, 190), (2.0, 540, 60)]);
    assert_eq!(order.lines[1].unit_price_micros, Some(3_000_000));
}

#[test]
fn numbers_may_come_as_texts_and_keep_their_digits() {
    let products = json!([{"sku": "a", "price": "0.1", "quantity": "3"}, {"sku": "b", "price": 29.990_000_000_000_002}]);
    assert_eq!(
        amounts(json!({"order_id": 7, "products": products})),
        [30, 2999]
    );
}

#[test]
fn lines_carry_their_discounts_and_costs() {
    let products = json!([
        {"sku": "a", "price": 10, "quantity": 2, "discount": 4, "cost": 9},
        {"sku": "b", "price": 10, "unit_cost": "2.5", "quantity": 2},
        {"sku": "c", "price": 10, "amount": "7.77"},
        {"sku": "gone", "price": 10, "quantity": 0}
    ]);
    let order = order(json!({"order_id": "1", "discount": 4, "products": products})).unwrap();
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.amount_minor, line.discount_minor, line.cost_minor))
        .collect();
    assert_eq!(
        lines,
        [(1600, 400, Some(900)), (2000, 0, Some(500)), (777, 0, None)]
    );
}

#[test]
fn an_order_without_prices_is_worth_what_it_says() {
    let products = json!([{"sku": "a"}, {"sku": "b", "quantity": 2}]);
    let with = |field: Value| {
        let mut said = object(&json!({"order_id": "1", "products": products}));
        said.extend(object(&field));
        amounts(Value::Object(said))
    };
    assert_eq!(with(json!({"subtotal": 30})), [1000, 2000]);
    assert_eq!(
        with(json!({"total": 35, "shipping": 3, "tax": 2})),
        [1000, 2000]
    );
    assert_eq!(with(json!({"revenue": "0.01"})), [0, 1]);
    assert_eq!(amounts(json!({"order_id": "1", "value": 12})), [1200]);
}

#[test]
fn a_total_above_the_lines_adds_nothing_and_one_below_takes_off() {
    let said = |total: Value| json!({"order_id": "1", "total": total, "products": [{"sku": "a", "price": 50}]});
    assert_eq!(amounts(said(json!(60))), [5000]);
    assert_eq!(amounts(said(json!(45))), [4500]);
}

#[test]
fn returns_name_goods_money_or_the_whole_order() {
    let back = |said| {
        let Ok(Some(Commerce::Returned(back))) = read("Order Refunded", said) else {
            unreachable!("it is a return")
        };
        back
    };
    let whole = back(json!({"order_id": "1"}));
    assert!(whole.lines.is_empty() && whole.amount_minor.is_none());
    assert_eq!(
        back(json!({"order_id": "1", "total": 30})).amount_minor,
        Some(3000)
    );
    let part = back(
        json!({"order_id": "1", "total": 30, "products": [{"sku": "a", "quantity": 2}, {"sku": "b", "price": 3}]}),
    );
    assert_eq!(part.amount_minor, None);
    let lines: Vec<_> = part
        .lines
        .iter()
        .map(|line| (line.quantity, line.amount_minor))
        .collect();
    assert_eq!(lines, [(2.0, None), (1.0, Some(300))]);
    let cancelled = read("Order Cancelled", json!({"order_id": "1", "total": 30})).unwrap();
    assert_eq!(
        cancelled,
        Some(Commerce::Cancelled {
            order: "1".to_owned()
        })
    );
}

#[test]
fn carts_change_by_products_or_by_one_product() {
    let cart = |name, said| {
        let Ok(Some(Commerce::CartChanged(cart) | Commerce::CheckoutStarted(cart))) =
            read(name, said)
        else {
            unreachable!("it is a cart")
        };
        cart
    };
    let added = cart(
        "Product Added",
        json!({"cart_id": "c", "product_id": "a", "price": 18.99}),
    );
    assert_eq!(
        (added.change, added.items.len(), added.items[0].price_minor),
        (CartChange::Added, 1, Some(1899))
    );
    let viewed = cart(
        "Cart Viewed",
        json!({"cart_id": "c", "products": [{"sku": "a"}, {"sku": "b"}]}),
    );
    assert_eq!((viewed.change, viewed.items.len()), (CartChange::Holds, 2));
    assert!(cart("Cart Viewed", json!({})).items.is_empty());
    let checkout = cart("Checkout Started", json!({"order_id": "9", "products": []}));
    assert_eq!(checkout.order.as_deref(), Some("9"));
    assert_eq!(
        cart("Product Removed", json!({"sku": "x"})).change,
        CartChange::Removed
    );
    let seen = read("Product Viewed", json!({"sku": "x", "quantity": 1})).unwrap();
    assert!(matches!(seen, Some(Commerce::ProductSeen(_))));
    assert_eq!(read("Signed Up", json!({"products": 7})).unwrap(), None);
}

#[test]
fn what_is_wrong_is_told_by_its_path() {
    let line = |line: Value| json!({"order_id": "1", "products": [{"sku": "a", "price": 1}, line]});
    let sentences: Vec<String> = [
        json!({"products": []}),
        json!({"order_id": "1"}),
        json!({"order_id": {"id": 1}, "total": 3}),
        json!({"order_id": "1", "currency": "EUR", "total": 3}),
        json!({"order_id": "1", "products": "none"}),
        json!({"order_id": "1", "products": [7]}),
        line(json!({"sku": "b"})),
        line(json!({"sku": "b", "price": "abc"})),
        line(json!({"sku": "b", "price": -1})),
        line(json!({"sku": "b", "price": true})),
        line(json!({"sku": "b", "price": 1e300})),
        line(json!({"sku": "b", "price": 9e12, "quantity": 9e12})),
        line(json!({"sku": "b", "price": 1, "quantity": -1})),
        line(json!({"sku": "b", "price": 1, "discount": 2})),
        json!({"order_id": "1", "discount": 20, "products": [{"price": 1}]}),
        json!({"order_id": "1", "total": 1, "tax": 2}),
    ]
    .into_iter()
    .map(|said| order(said).unwrap_err())
    .collect();
    assert_eq!(
        sentences,
        [
            "`order_id` is missing, and an order needs it",
            "`products` is missing, and neither subtotal, total, revenue nor value says what the order was worth",
            "`order_id` is neither a text nor a number: it is an object",
            "`currency` is EUR, and the workspace keeps USD: send amounts in USD",
            "`products` is not a list: it is \"none\"",
            "`products[0]` is not an object: it is 7",
            "`products[1].price` is missing",
            "`products[1].price` is not a number with a decimal point: it is \"abc\"",
            "`products[1].price` is below zero: it is -1",
            "`products[1].price` is not a number: it is true",
            "`products[1].price` is too large to be kept exactly: it is 1e+300",
            "`products[1].price` makes an amount larger than can be kept",
            "`products[1].quantity` is below zero: it is -1",
            "`products[1].discount` is more than the line is worth",
            "`discount` is more than the order is worth",
            "`total` is less than shipping and tax",
        ]
    );
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        "-?[0-9]{1,30}(\\.[0-9]{1,14})?".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        let keys = prop_oneof![
            Just("price".to_owned()),
            Just("quantity".to_owned()),
            Just("discount".to_owned()),
            Just("sku".to_owned()),
            Just("amount".to_owned()),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(keys, inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// No properties make the reading panic; what is taken has amounts that are not below zero.
    #[test]
    fn any_properties_are_taken_or_refused(
        name in proptest::sample::select(vec!["Order Completed", "Order Refunded", "Cart Viewed", "Product Added"]),
        products in json_value(), order_id in json_value(), total in json_value(), discount in json_value(),
    ) {
        let said = json!({"products": products, "order_id": order_id, "total": total, "discount": discount});
        if let Ok(Some(Commerce::Ordered(order))) = read(name, said) {
            prop_assert!(!order.lines.is_empty());
            prop_assert!(order.lines.iter().all(|line| line.amount_minor >= 0 && line.quantity > 0.0));
        }
    }

    /// An order's discount comes off its lines to the last unit.
    #[test]
    fn lines_add_up_to_what_was_paid(
        prices in prop::collection::vec((1_i64..100_000, 1_i64..5), 1..12),
        percent in 0_i64..=100,
    ) {
        let sum: i64 = prices.iter().map(|(price, quantity)| price * quantity).sum();
        let discount = sum * percent / 100;
        let money = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        let products: Vec<Value> = prices
            .iter()
            .map(|(price, quantity)| json!({"price": money(*price), "quantity": quantity}))
            .collect();
        let said = order(json!({"order_id": "1", "discount": money(discount), "products": products})).unwrap();
        prop_assert_eq!(said.amount_minor(), sum - discount);
        prop_assert!(said.lines.iter().all(|line| line.amount_minor >= 0));
        for (line, (price, quantity)) in said.lines.iter().zip(&prices) {
            prop_assert_eq!(line.amount_minor + line.discount_minor, price * quantity);
        }
    }
}

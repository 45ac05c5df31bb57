//! Exchange files of CommerceML 2 become facts, whatever program wrote them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use customers::{
    CustomersError, ErrorPolicy, Fact, FactKind, ReadExchange, ReadOptions, read_exchange,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A catalogue with nested groups, a property with listed values, a price list and the stock of two places.
const CATALOGUE: &str = include_str!("../../testdata/commerceml/import.xml");

/// An order with a delivery and discounts, its buyer with contacts; a cancelled one; a return; a payment.
const ORDERS: &str = include_str!("../../testdata/commerceml/orders.xml");

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join("file.xml");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn options() -> ReadOptions {
    let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
    ReadOptions::new(
        TimeZone::get("Europe/Moscow").unwrap(),
        "RUB".parse().unwrap(),
        now,
    )
}

fn read(bytes: &[u8]) -> Result<(ReadExchange, Vec<Fact>), CustomersError> {
    let files = Files::new();
    let mut facts = Vec::new();
    let read = read_exchange(
        &files.write(bytes),
        &options(),
        &mut |_| ControlFlow::Continue(()),
        &mut |told| {
            facts.push(told.fact);
            ControlFlow::Continue(())
        },
    )?;
    Ok((read, facts))
}

fn cyrillic(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

#[test]
fn a_catalogue_becomes_products_with_prices_and_stock() {
    let (read, facts) = read(CATALOGUE.as_bytes()).unwrap();
    assert_eq!(read.version.as_deref(), Some("2.09"));
    assert_eq!(
        (read.counts.groups, read.counts.products, read.counts.offers),
        (2, 1, 1)
    );
    assert!(facts.iter().all(|fact| fact.kind == FactKind::Product));
    assert_eq!(
        facts[0].happened_at,
        "2026-02-01T07:00:00Z".parse().unwrap()
    );
    assert_eq!(
        Value::from(facts[0].properties.clone()),
        json!({
            "product_id": "t1", "sku": "A-1", "name": "Лунцзин", "unit": "шт", "brand": "Завод",
            "category": "Чай & кофе / Зелёный", "attributes": {"Страна": "Китай", "ВидНоменклатуры": "Товар"},
        })
    );
    assert_eq!(
        Value::from(facts[1].properties.clone()),
        json!({
            "product_id": "t1#c1", "parent_id": "t1", "name": "Лунцзин (50 г)", "price": "1250.5", "currency": "RUB",
            "prices": {"Розничная": "1250.5", "Оптовая": "999.9"}, "stock": "7.5", "attributes": {"Вес": "50 г"},
        })
    );
}

#[test]
fn what_is_refused_is_named_by_its_place_and_its_path() {
    let (read, _) = read(CATALOGUE.as_bytes()).unwrap();
    let refusal = &read.refusals[0];
    assert_eq!((refusal.line, refusal.column), (27, 7));
    assert_eq!(refusal.path, "Товар/Ид");
    let (read, _) = self::read(ORDERS.as_bytes()).unwrap();
    let paths: Vec<_> = read
        .refusals
        .iter()
        .map(|r| (r.path.as_str(), r.value.as_str()))
        .collect();
    assert_eq!(
        paths,
        [
            ("Документ[39]/Валюта", "USD"),
            ("Документ[40]/Товары/Товар[2]/Количество", "много")
        ]
    );
    assert_eq!(read.counts.refused, 2);
}

#[test]
fn documents_become_customers_orders_returns_and_cancellations() {
    let (read, facts) = read(&cyrillic(ORDERS)).unwrap();
    let kinds: Vec<_> = facts.iter().map(|fact| fact.kind).collect();
    assert_eq!(
        kinds,
        [
            FactKind::Customer,
            FactKind::Order,
            FactKind::Track,
            FactKind::Customer,
            FactKind::Return
        ]
    );
    assert_eq!(read.counts.passed_over["Выплата безналичных денег"], 1);
    assert_eq!(
        (
            read.counts.orders,
            read.counts.returns,
            read.counts.cancelled
        ),
        (1, 1, 1)
    );
    assert_eq!(
        (read.counts.anonymous, read.counts.contacts_invalid),
        (1, 1)
    );
    assert_eq!(
        Value::from(facts[0].traits.clone()),
        json!({
            "name": "Ада Лавлейс", "firstName": "Ада", "lastName": "Лавлейс", "address": "Лондон",
            "email": "Ada@example.org", "phone": "+79110001122",
        })
    );
    let order = &facts[1];
    assert_eq!(order.who.user_id.as_deref(), Some("970"));
    assert_eq!(order.happened_at, "2026-01-30T12:19:27Z".parse().unwrap());
    assert_eq!(
        Value::from(order.properties.clone()),
        json!({
            "order_id": "36", "number": "0000-000036", "currency": "RUB", "status": "[N] Принят",
            "shipping": "340", "total": "2290", "subtotal": "1950",
            "products": [{
                "product_id": "t1#c1", "sku": "A-1", "name": "Лунцзин \"50 г\"",
                "quantity": "2", "price": "1000", "discount": "50", "amount": "1950",
            }],
        })
    );
    assert_eq!(facts[2].name.as_deref(), Some("Order Cancelled"));
    assert!(facts[2].who.is_nobody());
    assert_eq!(facts[4].properties["order_id"], "36");
    assert_eq!(facts[4].properties["return_id"], "r-1");
}

#[test]
fn the_encoding_the_names_and_the_packing_do_not_matter() {
    let ids = |bytes: &[u8]| -> Vec<String> {
        let (_, facts) = read(bytes).unwrap();
        facts.into_iter().map(|fact| fact.message_id).collect()
    };
    let plain = ids(ORDERS.as_bytes());
    assert_eq!(plain, ids(&cyrillic(ORDERS)));
    assert_eq!(plain, ids(&[b"\xef\xbb\xbf", ORDERS.as_bytes()].concat()));
    let named = ORDERS.replace(
        "<КоммерческаяИнформация ",
        "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_2\" ",
    );
    assert_eq!(plain, ids(named.as_bytes()));
    let prefixed = ORDERS
        .replace("</", "</c:")
        .replace('<', "<c:")
        .replace("<c:/c:", "</c:");
    let prefixed = prefixed.replace("<c:?xml", "<?xml").replacen(
        "<c:КоммерческаяИнформация ",
        "<c:КоммерческаяИнформация xmlns:c=\"urn:1C.ru:commerceml_2\" ",
        1,
    );
    assert_eq!(plain, ids(prefixed.as_bytes()));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(ORDERS.as_bytes()).unwrap();
    assert_eq!(plain, ids(&packed.finish().unwrap()));
}

#[test]
fn the_same_said_in_another_file_has_the_same_id_and_a_change_another() {
    let (_, before) = read(ORDERS.as_bytes()).unwrap();
    let later = ORDERS.replace(
        "ДатаФормирования=\"2026-02-02\"",
        "ДатаФормирования=\"2026-02-20\"",
    );
    let (_, same) = read(later.as_bytes()).unwrap();
    let ids =
        |facts: &[Fact]| -> Vec<String> { facts.iter().map(|f| f.message_id.clone()).collect() };
    assert_eq!(ids(&before), ids(&same));
    let changed = ORDERS.replace("[N] Принят", "[F] Выполнен");
    let (_, changed) = read(changed.as_bytes()).unwrap();
    let differ: Vec<_> = before
        .iter()
        .zip(&changed)
        .filter(|(a, b)| a.message_id != b.message_id)
        .collect();
    assert_eq!(differ.len(), 1);
    assert_eq!(differ[0].0.kind, FactKind::Order);
}

#[test]
fn ids_and_refusals_show_nothing_personal() {
    let (_, facts) = read(ORDERS.as_bytes()).unwrap();
    assert!(
        facts
            .iter()
            .all(|fact| !fact.message_id.contains('@') && !fact.message_id.contains("7911"))
    );
}

#[test]
fn a_file_cut_short_is_an_error_with_its_place() {
    let cut = &ORDERS[..ORDERS.find("Лондон").unwrap()];
    let error = read(cut.as_bytes()).unwrap_err();
    assert!(
        matches!(error, CustomersError::ExchangeMalformed { line: 11, .. }),
        "{error}"
    );
}

#[test]
fn other_xml_is_named() {
    for (text, named) in [
        ("<html><body/></html>", "html"),
        (
            "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"1.0\"/>",
            "CommerceML 1.0",
        ),
        ("id;name\n1;a\n", ""),
        ("<?xml version=\"1.0\"?>", ""),
    ] {
        let error = read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(named), "{error}");
    }
}

#[test]
fn entities_and_document_types_do_no_harm() {
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><КоммерческаяИнформация/>";
    let error = read(laughs.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("document type"), "{error}");
    let text = "<КоммерческаяИнформация><Каталог><Товары><Товар><Ид>&boom;</Ид></Товар><Товар><Ид>a&#1041;</Ид></Товар></Товары></Каталог></КоммерческаяИнформация>";
    let (read, facts) = read(text.as_bytes()).unwrap();
    assert_eq!(read.refusals[0].value, "&boom;");
    assert_eq!(facts[0].properties["product_id"], "aБ");
}

#[test]
fn deep_nesting_is_refused_at_once() {
    for parent in ["", "<Каталог><Товары><Товар>"] {
        let text = format!(
            "<КоммерческаяИнформация>{parent}{}",
            "<a>".repeat(1_000_000)
        );
        let error = read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("nested"), "{error}");
    }
}

#[test]
fn an_endless_value_ends_the_reading() {
    let text = format!("<КоммерческаяИнформация a=\"{}\"/>", "x".repeat(17 << 20));
    let error = read(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("16 MB"), "{error}");
}

#[test]
fn the_policy_stop_ends_at_the_first_refusal() {
    let files = Files::new();
    let mut options = options();
    options.on_error = ErrorPolicy::Stop;
    let error = read_exchange(
        &files.write(CATALOGUE.as_bytes()),
        &options,
        &mut |_| ControlFlow::Continue(()),
        &mut |_| ControlFlow::Continue(()),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "Товар/Ид at line 27 was refused: it is absent, and nothing can be known without it"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        text in prop::sample::select(vec![CATALOGUE, ORDERS]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..4), 1..12),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                _ => bytes.splice(at..at, b"<!-- -->&#9;<a>".iter().copied()).for_each(drop),
            }
            if bytes.is_empty() { bytes.push(b'<'); }
        }
        if let Ok((read, facts)) = read(&bytes) {
            prop_assert_eq!(read.counts.facts, facts.len() as u64);
            prop_assert!(read.counts.refused <= read.counts.read);
        }
    }

    #[test]
    fn an_order_adds_up(lines in prop::collection::vec((1_u32..1000, 0_u32..1_000_000, 0_u32..100), 1..20)) {
        let mut goods = String::new();
        let mut sum = 0_u64;
        for (quantity, price, off) in &lines {
            let listed = u64::from(*quantity) * u64::from(*price);
            let off = u64::from(*off).min(listed);
            sum += listed - off;
            let money = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
            write!(
                goods,
                "<Товар><Ид>p</Ид><Количество>{quantity}</Количество><ЦенаЗаЕдиницу>{}</ЦенаЗаЕдиницу><Сумма>{}</Сумма></Товар>",
                money(u64::from(*price)), money(listed - off),
            ).unwrap();
        }
        let text = format!(
            "<КоммерческаяИнформация><Документ><Ид>1</Ид><Дата>2026-01-01</Дата><ХозОперация>Заказ товара</ХозОперация>\
             <Сумма>{}.{:02}</Сумма><Товары>{goods}</Товары></Документ></КоммерческаяИнформация>",
            sum / 100, sum % 100,
        );
        let (read, facts) = read(text.as_bytes()).unwrap();
        prop_assert_eq!(read.counts.refused, 0);
        let cents = |value: &Value| -> i64 {
            let decimal: kernel::Decimal = value.as_str().unwrap().parse().unwrap();
            decimal.to_minor(2).unwrap().0
        };
        let order = &facts[0].properties;
        let total = cents(&order["total"]);
        let lines: i64 = order["products"].as_array().unwrap().iter().map(|line| cents(&line["amount"])).sum();
        prop_assert_eq!(total, lines);
        prop_assert_eq!(cents(&order["subtotal"]), lines);
    }
}

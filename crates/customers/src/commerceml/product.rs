//! `Товар` and `Предложение`: what is sold, at which price, how much of it there is.

use kernel::Decimal;
use serde_json::{Map, Value};

use super::classifier::Classifier;
use super::node::{Fault, Node};
use super::value::{currency_code, decimal, decimal_of, is_true, plus};
use crate::refusal::RefusalReason;

/// Attributes of one product that are kept.
const ATTRIBUTES_MAX: usize = 200;
/// Characters of one attribute that are kept.
const ATTRIBUTE_CHARS_MAX: usize = 1000;

/// What a product of a catalogue says; its id is `product_id`.
pub(super) fn product(node: &Node, classifier: &Classifier) -> Result<Map<String, Value>, Fault> {
    let mut said = Map::new();
    say(&mut said, "product_id", Some(id_of(node)?));
    say(&mut said, "name", node.text_of("Наименование"));
    say(&mut said, "sku", node.text_of("Артикул"));
    say(&mut said, "barcode", node.text_of("Штрихкод"));
    say(&mut said, "unit", node.text_of("БазоваяЕдиница"));
    let brand = ["Изготовитель", "Производитель", "ТорговаяМарка", "Бренд"];
    let brand = brand.iter().find_map(|name| node.child(name));
    let brand = brand.and_then(|brand| brand.text_of("Наименование").or(brand.value()));
    say(&mut said, "brand", brand);
    let group = node.listed("Группы", "Ид").find_map(Node::value);
    say(
        &mut said,
        "category",
        group.map(|id| classifier.group(id).unwrap_or(id)),
    );
    let deleted = node.text_of("ПометкаУдаления").is_some_and(is_true)
        || node
            .attribute("Статус")
            .is_some_and(|status| status == "Удален");
    if deleted {
        said.insert("deleted".to_owned(), true.into());
    }
    let attributes = attributes(node, classifier);
    if !attributes.is_empty() {
        said.insert("attributes".to_owned(), attributes.into());
    }
    Ok(said)
}

/// What an offer says: prices by their type, and the stock of all places together.
pub(super) fn offer(node: &Node, classifier: &Classifier) -> Result<Map<String, Value>, Fault> {
    let mut said = Map::new();
    let id = id_of(node)?;
    say(&mut said, "product_id", Some(id));
    // An offer of a variant is known by its product and its own id.
    say(
        &mut said,
        "parent_id",
        id.split_once('#').map(|(parent, _)| parent),
    );
    say(&mut said, "name", node.text_of("Наименование"));
    say(&mut said, "sku", node.text_of("Артикул"));
    say(&mut said, "barcode", node.text_of("Штрихкод"));
    let mut prices = Map::new();
    for price in node.listed("Цены", "Цена") {
        let amount = decimal_of(price, "ЦенаЗаЕдиницу", "Цены/Цена")?;
        let Some(amount) = amount else { continue };
        if prices.is_empty() {
            said.insert("price".to_owned(), amount.to_string().into());
            let currency = price.text_of("Валюта").map(currency_code);
            say(&mut said, "currency", currency.as_deref());
        }
        let kind = price.text_of("ИдТипаЦены").unwrap_or_default();
        prices.insert(classifier.price(kind).to_owned(), amount.to_string().into());
    }
    if prices.len() > 1 {
        said.insert("prices".to_owned(), prices.into());
    }
    if let Some(stock) = stock(node)? {
        said.insert("stock".to_owned(), stock.to_string().into());
    }
    let attributes = attributes(node, classifier);
    if !attributes.is_empty() {
        said.insert("attributes".to_owned(), attributes.into());
    }
    Ok(said)
}

/// What is in stock: the offer's own number, or the sum of its places.
fn stock(node: &Node) -> Result<Option<Decimal>, Fault> {
    if let Some(own) = decimal_of(node, "Количество", "")? {
        return Ok(Some(own));
    }
    let mut sum = None;
    let mut add = |place: &Node, text: &str| {
        let amount = decimal(text).and_then(|amount| plus(sum.unwrap_or(Decimal::ZERO), amount));
        let fault = || {
            let reason = RefusalReason::NotNumberSuchAs { example: "12" };
            place.fault(place.name.clone(), reason)
        };
        sum = Some(amount.ok_or_else(fault)?);
        Ok(())
    };
    for place in node.all("Склад") {
        if let Some(text) = place.attribute("КоличествоНаСкладе") {
            add(place, text)?;
        }
    }
    for rest in node.listed("Остатки", "Остаток") {
        let places = rest
            .all("Склад")
            .filter_map(|place| place.child("Количество"));
        for place in rest.child("Количество").into_iter().chain(places) {
            if let Some(text) = place.value() {
                add(place, text)?;
            }
        }
    }
    Ok(sum)
}

/// Properties by their names, characteristics, and requisites.
fn attributes(node: &Node, classifier: &Classifier) -> Map<String, Value> {
    let mut found = Map::new();
    let mut keep = |name: &str, value: &str| {
        if found.len() < ATTRIBUTES_MAX {
            let value: String = value.chars().take(ATTRIBUTE_CHARS_MAX).collect();
            found.insert(name.to_owned(), value.into());
        }
    };
    for property in node.listed("ЗначенияСвойств", "ЗначенияСвойства")
    {
        if let (Some(id), Some(value)) = (property.text_of("Ид"), property.text_of("Значение"))
        {
            keep(
                classifier.property(id).unwrap_or(id),
                classifier.value(value),
            );
        }
    }
    for pair in node.listed("ХарактеристикиТовара", "ХарактеристикаТовара")
    {
        if let (Some(name), Some(value)) = (pair.text_of("Наименование"), pair.text_of("Значение"))
        {
            keep(name, value);
        }
    }
    for (name, value) in node.requisites() {
        keep(name, value);
    }
    found
}

fn id_of(node: &Node) -> Result<&str, Fault> {
    node.text_of("Ид")
        .ok_or_else(|| node.fault("Ид", RefusalReason::AbsentKey))
}

fn say(said: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        said.insert(key.to_owned(), value.into());
    }
}

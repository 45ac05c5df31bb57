//! `Документ`: an order, a return, a cancelled order, or a document of the books that is passed over.

use jiff::Timestamp;
use kernel::{Currency, Decimal};
use serde_json::{Map, Value};

use super::node::{Fault, Node};
use super::party;
use super::value::{currency_code, decimal_of, instant, is_true, join, minus, plus};
use crate::fact::Who;
use crate::refusal::RefusalReason;
use crate::zone::Zone;

/// Lines that are the delivery and no product.
const DELIVERY: [&str; 2] = ["ORDER_DELIVERY", "DELIVERY"];

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentKind {
    /// An order, as it stands.
    Order,
    /// An order that is off.
    Cancelled,
    /// Goods that came back.
    Return,
}

/// A document that was understood.
pub(super) struct Document {
    pub(super) kind: DocumentKind,
    pub(super) id: String,
    pub(super) happened_at: Timestamp,
    pub(super) buyer: Option<party::Party>,
    pub(super) properties: Map<String, Value>,
}

impl Document {
    /// To whom it happened.
    pub(super) fn who(&self) -> Who {
        let buyer = self.buyer.as_ref();
        buyer.map(|buyer| buyer.who.clone()).unwrap_or_default()
    }
}

/// What reading a document gives.
pub(super) enum Read {
    Document(Box<Document>),
    /// It is about something else, which is named: a payment, a shipment, the state of an order without its goods.
    PassedOver(String),
}

/// Reads a document. Either all of its lines are taken or none.
pub(super) fn read(node: &Node, zone: &mut Zone, currency: Currency) -> Result<Read, Fault> {
    let operation = node.text_of("ХозОперация").unwrap_or_default();
    let Some(kind) = kind_of(node, operation) else {
        return Ok(Read::PassedOver(operation.to_owned()));
    };
    let id = node.text_of_any(&["Ид", "Номер"]);
    let id = id.ok_or_else(|| {
        node.fault(
            "Ид",
            RefusalReason::AbsentWith {
                other: "Номер"
            },
        )
    })?;
    let has_goods = node.listed("Товары", "Товар").next().is_some();
    if kind == DocumentKind::Order && !has_goods {
        return Ok(Read::PassedOver(format!("{operation}: Товары")));
    }
    let date = node
        .child("Дата")
        .and_then(|date| Some((date, date.value()?)));
    let (date, text) = date.ok_or_else(|| node.fault("Дата", RefusalReason::Absent))?;
    let happened_at =
        instant(zone, text, node.text_of("Время")).map_err(|reason| date.fault("Дата", reason))?;
    check_currency(node, currency)?;
    let mut properties = Map::new();
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            properties.insert(key.to_owned(), value.into());
        }
    };
    let (own, order) = match kind {
        DocumentKind::Return => ("return_id", basis(node)),
        DocumentKind::Order | DocumentKind::Cancelled => ("order_id", None),
    };
    say(own, Some(id));
    say("order_id", order.or((own == "order_id").then_some(id)));
    say("number", node.text_of("Номер"));
    say("currency", Some(currency.code()));
    say("status", node.requisite(&["Статус заказа", "Статус"]));
    say(
        "payment_method",
        node.requisite(&["Метод оплаты", "Способ оплаты"]),
    );
    say("shipping_method", node.requisite(&["Способ доставки"]));
    say("channel", node.requisite(&["Канал продаж", "Сайт"]));
    let store = node
        .text_of("Склад")
        .or_else(|| node.requisite(&["Магазин", "Склад"]));
    say("store", store);
    say(
        "status_changed_at",
        node.requisite(&["Дата изменения статуса"]),
    );
    sums(node, &mut properties)?;
    Ok(Read::Document(Box::new(Document {
        kind,
        id: id.to_owned(),
        happened_at,
        buyer: party::buyer(node).and_then(party::read),
        properties,
    })))
}

fn kind_of(node: &Node, operation: &str) -> Option<DocumentKind> {
    let plain = operation.to_lowercase();
    let is_said = |names: &[&str]| {
        let own = names.iter().find_map(|name| node.text_of(name));
        own.or_else(|| node.requisite(names)).is_some_and(is_true)
    };
    if plain.starts_with("возврат товар") {
        // A return that was struck out never happened.
        let is_off = is_said(&["ПометкаУдаления"]) || is_said(&["Отменен", "Отменён"]);
        return (!is_off).then_some(DocumentKind::Return);
    }
    if !plain.starts_with("заказ") {
        return None;
    }
    let status = node
        .requisite(&["Статус заказа", "Статус"])
        .unwrap_or_default();
    let status = status.to_lowercase();
    let is_off = is_said(&["Отменен", "Отменён"])
        || is_said(&["ПометкаУдаления"])
        || status.contains("отменен")
        || status.contains("отменён");
    Some(if is_off {
        DocumentKind::Cancelled
    } else {
        DocumentKind::Order
    })
}

/// The order that a return is of.
fn basis(node: &Node) -> Option<&str> {
    let names = ["Основание", "ОснованиеДокумента", "ДокументОснование"];
    let basis = names.iter().find_map(|name| node.child(name));
    let basis = basis.and_then(|basis| basis.text_of_any(&["Ид", "Номер"]).or(basis.value()));
    basis.or_else(|| node.requisite(&["Номер заказа", "Заказ", "ИдЗаказа", "Основание"]))
}

fn check_currency(node: &Node, currency: Currency) -> Result<(), Fault> {
    let Some(child) = node.child("Валюта") else {
        return Ok(());
    };
    let Some(code) = child.value().map(currency_code) else {
        return Ok(());
    };
    if code == currency.code() {
        return Ok(());
    }
    let reason = RefusalReason::DocumentCurrency {
        given: code,
        kept: currency,
    };
    Err(child.fault("Валюта", reason))
}

/// The lines, the delivery, and what the document says of the whole.
fn sums(node: &Node, properties: &mut Map<String, Value>) -> Result<(), Fault> {
    let (mut products, mut shipping) = (Vec::new(), None);
    for (at, line) in node.listed("Товары", "Товар").enumerate() {
        let path = format!("Товары/Товар[{}]", at + 1);
        let (amount, said) = product(line, &path)?;
        if line.text_of("Ид").is_some_and(|id| DELIVERY.contains(&id)) {
            shipping = Some(plus(shipping.unwrap_or(Decimal::ZERO), amount).unwrap_or(amount));
        } else {
            products.push(Value::Object(said));
        }
    }
    let mut say = |key: &str, value: Decimal| {
        properties.insert(key.to_owned(), value.to_string().into());
    };
    if let Some(shipping) = shipping {
        say("shipping", shipping);
    }
    if let Some(total) = decimal_of(node, "Сумма", "")? {
        let total = minus(total, not_included(node, total, "")?).unwrap_or(total);
        say("total", total);
        // What the goods were paid: below the sum of their lines when something was taken off the order as a whole.
        let goods = shipping.map_or(Some(total), |shipping| minus(total, shipping));
        if let Some(goods) = goods.filter(|goods| goods.mantissa() >= 0) {
            say("subtotal", goods);
        }
    }
    let mut tax = None;
    for node in node.listed("Налоги", "Налог") {
        if let Some(amount) = decimal_of(node, "Сумма", "Налоги/Налог")? {
            tax = plus(tax.unwrap_or(Decimal::ZERO), amount);
        }
    }
    if let Some(tax) = tax {
        say("tax", tax);
    }
    properties.insert("products".to_owned(), products.into());
    Ok(())
}

/// A line: what it costs after its discounts, and what it says.
fn product(line: &Node, path: &str) -> Result<(Decimal, Map<String, Value>), Fault> {
    let fault = |name: &str, reason| line.fault(join(path, name), reason);
    let mut said = Map::new();
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            said.insert(key.to_owned(), value.into());
        }
    };
    let (id, name) = (line.text_of("Ид"), line.text_of("Наименование"));
    if id.is_none() && name.is_none() {
        return Err(fault(
            "Ид",
            RefusalReason::AbsentWith {
                other: "Наименование",
            },
        ));
    }
    say("product_id", id);
    say("name", name);
    say("sku", line.text_of("Артикул"));
    let category = ["ВидНоменклатуры", "ТипНоменклатуры"];
    say(
        "category",
        line.requisite(&category).filter(|kind| *kind != "Товар"),
    );
    let quantity = decimal_of(line, "Количество", path)?;
    let quantity = quantity.ok_or_else(|| fault("Количество", RefusalReason::Absent))?;
    if quantity.mantissa() < 0 {
        return Err(fault("Количество", RefusalReason::QuantityNegative));
    }
    let price = match decimal_of(line, "ЦенаЗаЕдиницу", path)? {
        None => decimal_of(line, "Цена", path)?,
        given => given,
    };
    let listed = price.and_then(|price| price.checked_mul(quantity));
    let sum = decimal_of(line, "Сумма", path)?.or(listed);
    let sum = sum.ok_or_else(|| {
        fault(
            "Сумма",
            RefusalReason::AbsentWith {
                other: "ЦенаЗаЕдиницу",
            },
        )
    })?;
    let amount = minus(sum, not_included(line, sum, path)?);
    let amount = amount.ok_or_else(|| fault("Сумма", RefusalReason::TooManyDigits))?;
    let mut say = |key: &str, value: Option<Decimal>| {
        if let Some(value) = value {
            said.insert(key.to_owned(), value.to_string().into());
        }
    };
    say("quantity", Some(quantity));
    say("price", price);
    let off = listed.and_then(|listed| minus(listed, amount));
    say("discount", off.filter(|off| off.mantissa() > 0));
    say("amount", Some(amount));
    Ok((amount, said))
}

/// The discounts of a line or a document that its sum does not hold yet.
fn not_included(node: &Node, sum: Decimal, path: &str) -> Result<Decimal, Fault> {
    let mut off = Decimal::ZERO;
    let path = join(path, "Скидки/Скидка");
    for discount in node.listed("Скидки", "Скидка") {
        if discount.text_of("УчтеноВСумме").is_none_or(is_true) {
            continue;
        }
        let given = decimal_of(discount, "Сумма", &path)?;
        let percent = decimal_of(discount, "Процент", &path)?;
        let hundredth =
            |percent: Decimal| sum.checked_mul(percent)?.checked_mul(Decimal::new(1, 2)?);
        let amount = given.or_else(|| percent.and_then(hundredth));
        off = amount.and_then(|amount| plus(off, amount)).ok_or_else(|| {
            let (first, second) = ("Сумма", "Процент");
            discount.fault(&path, RefusalReason::HasNeither { first, second })
        })?;
    }
    Ok(off)
}

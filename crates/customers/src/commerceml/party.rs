//! `Контрагент`: who buys.

use kernel::{Email, Phone};
use serde_json::{Map, Value};

use super::node::Node;
use crate::fact::Who;

/// A counterparty, as far as it is told.
#[derive(Default)]
pub(super) struct Party {
    pub(super) who: Who,
    pub(super) traits: Map<String, Value>,
    /// E-mail addresses and telephone numbers that are none.
    pub(super) contacts_invalid: u64,
}

/// The names of counterparties that stand for nobody in particular.
const NOBODY: [&str; 6] = [
    "розничный покупатель",
    "розничные покупатели",
    "частное лицо",
    "физическое лицо",
    "физлицо",
    "покупатель через интернет-магазин",
];

/// The buyer among the counterparties of a document, which also may name the seller.
pub(super) fn buyer(document: &Node) -> Option<&Node> {
    let parties = || document.listed("Контрагенты", "Контрагент");
    let role = |party: &Node| party.text_of("Роль").unwrap_or_default().to_lowercase();
    parties()
        .find(|party| matches!(role(party).as_str(), "покупатель" | "клиент" | "заказчик"))
        .or_else(|| {
            parties().find(|party| !matches!(role(party).as_str(), "продавец" | "организация"))
        })
}

/// Reads a counterparty; one that stands for nobody in particular gives nothing.
pub(super) fn read(party: &Node) -> Option<Party> {
    let name = party.text_of_any(&["Наименование", "ПолноеНаименование"]);
    if name.is_some_and(|name| NOBODY.contains(&name.to_lowercase().as_str())) {
        return None;
    }
    let mut read = Party::default();
    read.who.user_id = party.text_of("Ид").map(key);
    contacts(party, &mut read);
    for person in party.listed("Представители", "Представитель") {
        // Some programs put another counterparty around the person's data.
        contacts(person.child("Контрагент").unwrap_or(person), &mut read);
    }
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            read.traits.insert(key.to_owned(), value.into());
        }
    };
    say(
        "name",
        party.text_of_any(&["ПолноеНаименование", "Наименование"]),
    );
    say("firstName", party.text_of("Имя"));
    say("lastName", party.text_of("Фамилия"));
    say("middleName", party.text_of("Отчество"));
    say("birthday", party.text_of("ДатаРождения"));
    say("gender", party.text_of("Пол"));
    say("taxId", party.text_of("ИНН"));
    say("company", party.text_of_any(&["ОфициальноеНаименование"]));
    let addresses = ["АдресРегистрации", "Адрес", "ЮридическийАдрес"];
    let address = addresses.iter().find_map(|name| party.child(name));
    say(
        "address",
        address.and_then(|address| address.text_of("Представление").or(address.value())),
    );
    let (email, phone) = (read.who.email.clone(), read.who.phone.clone());
    let mut say = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            read.traits.insert(key.to_owned(), value.into());
        }
    };
    say("email", email);
    say("phone", phone);
    (!read.who.is_nobody()).then_some(read)
}

/// The customer's key. Sites write `number#login#name`, of which only the number stays when the name changes.
fn key(id: &str) -> String {
    match id.split_once('#') {
        Some((number, _)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            number.to_owned()
        }
        _ => id.to_owned(),
    }
}

/// Takes the first valid address and number; what is said twice, the first time holds.
fn contacts(party: &Node, read: &mut Party) {
    let listed = party.listed("Контакты", "Контакт").filter_map(|contact| {
        Some((
            contact.text_of_any(&["Тип", "ТипКонтакта"])?,
            contact.text_of("Значение")?,
        ))
    });
    let plain = party.all("Контакты").flat_map(|list| &list.children);
    let plain = plain.filter_map(|contact| Some((contact.name.as_str(), contact.value()?)));
    for (kind, value) in listed.chain(plain) {
        let kind = kind.to_lowercase().replace([' ', '-'], "");
        let is_email = kind.contains("почта") || kind.contains("email");
        if is_email {
            match Email::parse(value) {
                Ok(email) => {
                    read.who.email.get_or_insert(email.into());
                }
                Err(_) => read.contacts_invalid += 1,
            }
        } else if kind.contains("телефон") && !kind.contains("факс") {
            match Phone::parse(value) {
                Ok(phone) => {
                    read.who.phone.get_or_insert(phone.into());
                }
                Err(_) => read.contacts_invalid += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_key_of_a_site_is_its_number() {
        assert_eq!(key("970#login#Ada Lovelace"), "970");
        assert_eq!(
            key("f1eeedab-5cfb-11df-a14c-00155d3ebc00"),
            "f1eeedab-5cfb-11df-a14c-00155d3ebc00"
        );
        assert_eq!(key("#x"), "#x");
        assert_eq!(key("guest#x"), "guest#x");
    }
}

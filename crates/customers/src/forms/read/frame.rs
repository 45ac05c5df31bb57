//! What stands around the questions: languages, hosts, what comes after, the quiz.

use std::collections::BTreeSet;

use super::{Check, texts};
use crate::forms::wire::{WireAfter, WireQuiz};
use crate::forms::{After, FormReason, Quiz, Term};

/// The most offers that a quiz shows.
const OFFERS_MAX: usize = 4;

/// The languages of the form; English when it names none.
pub(super) fn languages(named: &[String]) -> Vec<String> {
    if named.is_empty() {
        vec!["en".to_owned()]
    } else {
        named.to_vec()
    }
}

/// Checks that languages are languages.
pub(super) fn check_languages(check: &mut Check) {
    let languages = check.languages.clone();
    let unique: BTreeSet<&String> = languages.iter().collect();
    check.require(
        unique.len() == languages.len() && languages.len() <= 20,
        "languages",
        FormReason::LanguagesMany,
    );
    for (at, language) in languages.iter().enumerate() {
        let mut parts = language.split('-');
        let main = parts.next().unwrap_or_default();
        let is_well = (2..=3).contains(&main.len())
            && main.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (2..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        let path = format!("languages[{at}]");
        check.require(
            is_well,
            &path,
            FormReason::LanguageWrong {
                example: "en, fa, pt-BR",
            },
        );
    }
}

/// The hosts that may show the form, in small letters.
pub(super) fn hosts(check: &mut Check, hosts: Vec<String>) -> Vec<String> {
    check.require(hosts.len() <= 20, "hosts", FormReason::HostsMany);
    let hosts: Vec<String> = hosts
        .into_iter()
        .map(|host| host.to_ascii_lowercase())
        .collect();
    for (at, host) in hosts.iter().enumerate() {
        let path = format!("hosts[{at}]");
        check.require(
            is_host(host),
            &path,
            FormReason::HostWrong {
                example: "shop.example.org, localhost:8080",
            },
        );
    }
    hosts
}

fn is_host(host: &str) -> bool {
    let (name, port) = host
        .split_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253
        && name.split('.').all(label)
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// What comes after an answer.
pub(super) fn after(check: &mut Check, after: WireAfter, hosts: &[String]) -> After {
    texts::optional(check, "after.message", after.message.as_ref());
    let Some(address) = after.redirect else {
        return After::Message(after.message);
    };
    check.require(after.message.is_none(), "after", FormReason::AfterBoth);
    check.require(
        !check.has_quiz,
        "after.redirect",
        FormReason::RedirectOfQuiz,
    );
    check.require(
        host_of(&address).is_some_and(|host| hosts.contains(&host)),
        "after.redirect",
        FormReason::RedirectHost,
    );
    After::Redirect(address)
}

/// The host of an `https` address that is fit for a header.
fn host_of(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
    (plain && address.len() <= 2000).then(|| host.to_ascii_lowercase())
}

/// The offers.
pub(super) fn quiz(check: &mut Check, quiz: WireQuiz) -> Quiz {
    let offers_max = quiz.offers.unwrap_or(OFFERS_MAX);
    check.require(
        (1..=OFFERS_MAX).contains(&offers_max),
        "quiz.offers",
        FormReason::OffersCount,
    );
    check.require(quiz.terms.len() <= 8, "quiz.terms", FormReason::TermsMany);
    let price_attribute = quiz.price_attribute.unwrap_or_else(|| "price".to_owned());
    for (path, value) in [
        ("quiz.category", quiz.category.as_ref()),
        ("quiz.price_attribute", Some(&price_attribute)),
        ("quiz.link_attribute", quiz.link_attribute.as_ref()),
    ] {
        if let Some(value) = value {
            texts::name(check, path, value);
        }
    }
    let mut terms = Vec::new();
    for (at, term) in quiz.terms.into_iter().enumerate() {
        let path = format!("quiz.terms[{at}]");
        texts::name(check, &format!("{path}.attribute"), &term.attribute);
        texts::needed(check, &format!("{path}.label"), &term.label);
        texts::optional(check, &format!("{path}.unit"), term.unit.as_ref());
        terms.push(Term {
            attribute: term.attribute,
            label: term.label,
            unit: term.unit,
        });
    }
    Quiz {
        category: quiz.category,
        offers_max,
        price_attribute,
        link_attribute: quiz.link_attribute,
        terms,
    }
}

//! Which column has which meaning: first what the mapping says, then by name, then by content.

use super::{cells, dates};
use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::{self, Kind, Meaning};
use crate::records::{Records, Sampled};

/// The place of a column by its name, or by `column_N`.
pub(crate) fn find_column(name: &str, columns: &[String]) -> Option<usize> {
    let by_name = columns.iter().position(|column| column == name);
    let by_case = || {
        let wanted = name.trim().to_lowercase();
        columns
            .iter()
            .position(|column| column.to_lowercase() == wanted)
    };
    let by_place = || {
        let place: usize = name.strip_prefix("column_")?.parse().ok()?;
        (1..=columns.len()).contains(&place).then(|| place - 1)
    };
    by_name.or_else(by_case).or_else(by_place)
}

/// Gives each meaning its column.
pub(super) fn assign(mapping: &mut Mapping, sampled: &Sampled) -> Result<(), CustomersError> {
    let columns = sampled.columns();
    let mut free = vec![true; columns.len()];
    for (meaning, name) in &mut mapping.columns {
        if name.is_empty() {
            continue;
        }
        let Some(place) = find_column(name, columns) else {
            return Err(CustomersError::ColumnUnknown {
                meaning: *meaning,
                column: name.clone(),
                found: list(columns),
                hint: hint(columns),
            });
        };
        name.clone_from(&columns[place]);
        free[place] = false;
    }
    for meaning in mapping.kind.meanings() {
        if mapping.columns.contains_key(meaning) {
            continue;
        }
        let fits = |place: &usize| meaning::fit(mapping.kind, *meaning, &columns[*place]);
        let best = (0..columns.len())
            .filter(|place| free[*place])
            .filter_map(|place| Some((fits(&place)?, place)))
            .min();
        if let Some((_, place)) = best {
            free[place] = false;
            mapping.columns.insert(*meaning, columns[place].clone());
        }
    }
    by_content(mapping, sampled, &free);
    check(mapping, sampled)
}

/// Finds what content alone tells: days, and electronic mail addresses.
fn by_content(mapping: &mut Mapping, sampled: &Sampled, free: &[bool]) {
    let columns = sampled.columns();
    let free = || (0..columns.len()).filter(|place| free[*place]);
    let is_open = |mapping: &Mapping, meaning| !mapping.columns.contains_key(&meaning);
    match mapping.kind {
        Kind::Orders if is_open(mapping, Meaning::Date) && is_open(mapping, Meaning::Time) => {
            if let Some(place) = free().find(|place| dates::is_date_column(sampled, *place)) {
                mapping
                    .columns
                    .insert(Meaning::Date, columns[place].clone());
            }
        }
        // A second column of days may be anything: it is the end only where neither is named.
        Kind::Subscriptions if is_open(mapping, Meaning::Start) => {
            let days = free().filter(|place| dates::is_date_column(sampled, *place));
            let end = is_open(mapping, Meaning::End).then_some(Meaning::End);
            for (meaning, place) in [Some(Meaning::Start), end].into_iter().flatten().zip(days) {
                mapping.columns.insert(meaning, columns[place].clone());
            }
        }
        Kind::Customers if is_open(mapping, Meaning::Email) => {
            let is_mail = |cell: &[u8]| cell.contains(&b'@') && cell.contains(&b'.');
            let found = free().find(|place| {
                let (mails, all) = cells(sampled, *place).fold((0, 0), |(mails, all), cell| {
                    (mails + u32::from(is_mail(cell)), all + 1)
                });
                all > 0 && mails * 10 >= all * 9
            });
            if let Some(place) = found {
                mapping
                    .columns
                    .insert(Meaning::Email, columns[place].clone());
            }
        }
        _ => {}
    }
}

/// Refuses a file without what every line needs.
fn check(mapping: &Mapping, sampled: &Sampled) -> Result<(), CustomersError> {
    let has = |meaning| mapping.column(meaning).is_some();
    let missing = match mapping.kind {
        Kind::Orders if !has(Meaning::Date) && !has(Meaning::Time) => {
            Some((Meaning::Date, "the date"))
        }
        Kind::Orders if !has(Meaning::Amount) && !has(Meaning::UnitPrice) => {
            Some((Meaning::Amount, "the line total or the unit price"))
        }
        Kind::Orders if !has(Meaning::Customer) && !has(Meaning::Order) => {
            Some((Meaning::Customer, "the customer or the order id"))
        }
        Kind::Customers | Kind::Subscriptions if !has(Meaning::Customer) => {
            Some((Meaning::Customer, "the customer's key"))
        }
        Kind::Products if !has(Meaning::Product) => Some((Meaning::Product, "the product's key")),
        Kind::Subscriptions if !has(Meaning::Start) => {
            Some((Meaning::Start, "the day on which the subscription begins"))
        }
        Kind::Subscriptions if !has(Meaning::Price) => {
            Some((Meaning::Price, "the price of a period"))
        }
        _ => None,
    };
    match missing {
        None => Ok(()),
        Some((meaning, words)) => Err(CustomersError::ColumnMissing {
            meaning: words,
            key: meaning.key(),
            found: list(sampled.columns()),
            hint: hint(sampled.columns()),
        }),
    }
}

/// The columns in a sentence.
fn list(columns: &[String]) -> String {
    let mut names: Vec<String> = columns
        .iter()
        .take(30)
        .map(|name| format!("'{}'", meaning::shorten(name.as_bytes())))
        .collect();
    if columns.len() > names.len() {
        names.push(format!("and {} more", columns.len() - names.len()));
    }
    names.join(", ")
}

/// A header of one cell has most likely been cut at the wrong delimiter.
fn hint(columns: &[String]) -> String {
    let [only] = columns else {
        return String::new();
    };
    let count = |(symbol, _): &(char, &str)| only.matches(*symbol).count();
    let symbols = [(';', ";"), (',', ","), ('\t', "tab"), ('|', "|")];
    match symbols.iter().max_by_key(|symbol| count(symbol)) {
        Some(symbol) if count(symbol) > 0 => format!(
            "; the header is one single cell, so the delimiter is most likely '{}': [file] delimiter = \"{}\"",
            symbol.1, symbol.1
        ),
        _ => String::new(),
    }
}

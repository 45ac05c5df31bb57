//! From TOML to a mapping: strict, with the nearest right word for a wrong one.

use toml::{Table, Value};

use super::{Mapping, ZoneName};
use crate::dialect::Delimiter;
use crate::error::CustomersError;
use crate::instant::DateFormat;
use crate::meaning::{Kind, Meaning};
use crate::number::DecimalMark;
use crate::text::Encoding;

type Parsed<T> = Result<T, CustomersError>;

const FILE_KEYS: [&str; 7] = [
    "delimiter",
    "encoding",
    "header",
    "decimal",
    "date_format",
    "time_zone",
    "sheet",
];
const RULE_KEYS: [&str; 3] = ["cancellation_prefix", "currency", "whole_keys"];
const MARKS: [(&str, DecimalMark); 2] =
    [("point", DecimalMark::Point), ("comma", DecimalMark::Comma)];

fn invalid<T>(sentence: String) -> Parsed<T> {
    Err(CustomersError::MappingInvalid(sentence))
}

impl Mapping {
    /// Reads a mapping for a file of the kind.
    ///
    /// # Errors
    ///
    /// When the text is no TOML, has a key that is not known, or a value that is not allowed.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, CustomersError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            CustomersError::MappingInvalid(format!("it is not TOML: {}", error.message()))
        })?;
        let mut mapping = Self::new(kind);
        mapping.apply(&table)?;
        Ok(mapping)
    }

    /// Lets what a table says, in the form of a mapping's text, stand in place of what is there; the rest stays.
    ///
    /// # Errors
    ///
    /// As [`Mapping::parse`].
    fn apply(&mut self, table: &Table) -> Result<(), CustomersError> {
        for (section, value) in table {
            if !["file", "columns", "rules"].contains(&section.as_str()) {
                return unknown("section", section, ["file", "columns", "rules"].into_iter());
            }
            let Value::Table(entries) = value else {
                return invalid(format!(
                    "'{section}' must be a section, written [{section}]"
                ));
            };
            for (key, value) in entries {
                match section.as_str() {
                    "file" => self.set_file(key, value)?,
                    "columns" => self.set_column(key, value)?,
                    _ => self.set_rule(key, value)?,
                }
            }
        }
        Ok(())
    }

    /// Lets what a person has changed stand in place of what is there: `{"file": {…}, "columns": {…}, "rules": {…}}`.
    ///
    /// # Errors
    ///
    /// As [`Mapping::parse`].
    pub fn change(&mut self, changes: &serde_json::Value) -> Result<(), CustomersError> {
        let table = Table::try_from(changes)
            .map_err(|error| CustomersError::MappingInvalid(error.to_string()))?;
        self.apply(&table)
    }

    fn set_file(&mut self, key: &str, value: &Value) -> Parsed<()> {
        let file = &mut self.file;
        match key {
            "delimiter" => {
                let symbol = match text(key, value)? {
                    "\t" => "tab",
                    " " => "blanks",
                    other => other,
                };
                file.delimiter = Some(choice(key, symbol, &Delimiter::NAMES)?);
            }
            "encoding" => {
                let name = text(key, value)?.to_ascii_lowercase();
                file.encoding = Some(choice(key, &name, &Encoding::NAMES)?);
            }
            "header" => match value {
                Value::Boolean(header) => file.header = Some(*header),
                _ => return invalid("'header' must be true or false".to_owned()),
            },
            "decimal" => {
                let name = match text(key, value)? {
                    "." => "point",
                    "," => "comma",
                    other => other,
                };
                file.decimal = Some(choice(key, name, &MARKS)?);
            }
            "date_format" => {
                let name = text(key, value)?;
                let Some(format) = DateFormat::from_name(name) else {
                    return choice(key, name, &DateFormat::NAMES).map(drop);
                };
                file.date_format = Some(format);
            }
            "time_zone" => {
                let name = text(key, value)?;
                let Some(zone) = ZoneName::find(name) else {
                    return invalid(format!("'{name}' is not a time zone, such as Europe/Oslo"));
                };
                file.time_zone = Some(zone);
            }
            "sheet" => file.sheet = Some(text(key, value)?.to_owned()),
            _ => return unknown("key", key, FILE_KEYS.into_iter()),
        }
        Ok(())
    }

    fn set_column(&mut self, key: &str, value: &Value) -> Parsed<()> {
        let allowed = self.kind.meanings();
        let Some(meaning) = Meaning::from_key(key).filter(|meaning| allowed.contains(meaning))
        else {
            let what = format!("column of {}", self.kind.name());
            return unknown(&what, key, allowed.iter().map(|meaning| meaning.key()));
        };
        let name = match value {
            Value::Integer(place) if *place >= 1 => format!("column_{place}"),
            other => text(key, other)?.trim().to_owned(),
        };
        self.columns.insert(meaning, name);
        Ok(())
    }

    fn set_rule(&mut self, key: &str, value: &Value) -> Parsed<()> {
        match key {
            "cancellation_prefix" => {
                self.rules.cancellation_prefix = Some(text(key, value)?.to_owned());
            }
            "currency" => {
                let code = text(key, value)?;
                let Ok(currency) = code.parse() else {
                    return invalid(format!("'{code}' is not a currency, such as EUR"));
                };
                self.rules.currency = Some(currency);
            }
            "whole_keys" => {
                let Value::Array(keys) = value else {
                    return invalid(
                        "'whole_keys' must be a list, such as [\"customer\"]".to_owned(),
                    );
                };
                self.rules.whole_keys.clear();
                for value in keys {
                    let key = text("whole_keys", value)?;
                    let Some(meaning) = Meaning::from_key(key) else {
                        let known = self.kind.meanings().iter().map(|meaning| meaning.key());
                        return unknown("column", key, known);
                    };
                    self.rules.whole_keys.push(meaning);
                }
            }
            _ => return unknown("rule", key, RULE_KEYS.into_iter()),
        }
        Ok(())
    }
}

fn text<'a>(key: &str, value: &'a Value) -> Parsed<&'a str> {
    match value.as_str() {
        Some(text) => Ok(text),
        None => invalid(format!("'{key}' must be a text in quotes")),
    }
}

fn choice<T: Copy>(key: &str, name: &str, choices: &[(&str, T)]) -> Parsed<T> {
    if let Some((_, value)) = choices.iter().find(|(known, _)| *known == name) {
        return Ok(*value);
    }
    let known: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
    invalid(format!(
        "'{name}' is not a {key}: use one of {}",
        known.join(" ")
    ))
}

fn unknown<'a, T>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Parsed<T> {
    let nearest = known.clone().min_by_key(|other| distance(name, other));
    let remark = match nearest {
        Some(near) if distance(name, near) <= near.len() / 2 => format!("did you mean '{near}'?"),
        _ => format!("known are {}", known.collect::<Vec<_>>().join(", ")),
    };
    invalid(format!("there is no {what} '{name}'; {remark}"))
}

/// Levenshtein's distance.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, symbol) in left.chars().take(100).enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, other) in right.iter().enumerate() {
            let change = before + usize::from(symbol != *other);
            before = row[place + 1];
            row[place + 1] = change.min(before + 1).min(row[place] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

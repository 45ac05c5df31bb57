//! NDJSON: one object a line.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Records, Row, RowFault};
use crate::error::CustomersError;
use crate::text::{Lines, Meter, Window};

/// Rows of an NDJSON text. The columns are the keys of its first lines; later keys come as extra cells.
pub(crate) struct Ndjson {
    lines: Lines,
    columns: Vec<String>,
    places: HashMap<String, usize>,
    cells: Vec<String>,
}

/// Lines that are looked at for keys.
const LOOKED_AT: usize = 1000;

/// The pairs of one object, in their order; numbers keep their digits.
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Pairs;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    pairs.push((key, cell(value.get())));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Seen)
    }
}

/// The text of a value: strings without quotes, `null` as nothing, all else as it is written.
fn cell(raw: &str) -> String {
    if raw == "null" {
        return String::new();
    }
    if raw.starts_with('"')
        && let Ok(text) = serde_json::from_str(raw)
    {
        return text;
    }
    raw.to_owned()
}

impl Ndjson {
    pub(crate) fn new(lines: Lines) -> Self {
        let mut this = Self {
            lines,
            columns: Vec::new(),
            places: HashMap::new(),
            cells: Vec::new(),
        };
        let head = this.lines.front();
        let mut columns: Vec<String> = Vec::new();
        for line in head.split(|byte| *byte == this.lines.end).take(LOOKED_AT) {
            let Ok(Pairs(pairs)) = serde_json::from_slice(line) else {
                continue;
            };
            for (key, _) in pairs {
                if !this.places.contains_key(&key) {
                    this.places.insert(key.clone(), columns.len());
                    columns.push(key);
                }
            }
        }
        this.columns = columns;
        this
    }

    fn take(&mut self, length: usize, row: &mut Row) {
        let line = &self.lines.front()[..length];
        let Ok(Pairs(pairs)) = serde_json::from_slice(line) else {
            row.push(line);
            row.fault = Some(match std::str::from_utf8(line) {
                Ok(_) => RowFault::NotObject,
                Err(_) => RowFault::NotText,
            });
            return;
        };
        self.cells.iter_mut().for_each(String::clear);
        self.cells.resize(self.columns.len(), String::new());
        for (key, value) in pairs {
            match self.places.get(&key) {
                Some(place) => self.cells[*place] = value,
                None => row.push_extra(key, value),
            }
        }
        for cell in &self.cells {
            row.push(cell.as_bytes());
        }
    }
}

impl Records for Ndjson {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError> {
        loop {
            row.begin(self.lines.number);
            match self.lines.window()? {
                Window::End => return Ok(false),
                Window::TooLong => {
                    row.push(&self.lines.front()[..60]);
                    row.fault = Some(RowFault::TooLong);
                    self.lines.skip_line()?;
                    return Ok(true);
                }
                Window::Line { length, step } => {
                    let is_blank = self.lines.front()[..length].trim_ascii().is_empty();
                    if !is_blank {
                        self.take(length, row);
                    }
                    self.lines.step(step, 1);
                    if !is_blank {
                        return Ok(true);
                    }
                }
            }
        }
    }

    fn meter(&self) -> Meter {
        self.lines.meter().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let Pairs(pairs) = serde_json::from_str(
            r#"{"a": 12345678901234567890.10, "b": "x\ny", "c": null, "d": [1, 2]}"#,
        )
        .unwrap();
        let values: Vec<&str> = pairs.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["12345678901234567890.10", "x\ny", "", "[1, 2]"]);
    }
}

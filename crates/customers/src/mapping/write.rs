//! From a mapping to TOML, in an order for people.

use toml::Value;

use super::Mapping;
use crate::dialect::Delimiter;
use crate::number::DecimalMark;
use crate::text::Encoding;

impl Mapping {
    /// The mapping as TOML, to be saved and edited.
    pub fn to_toml(&self) -> String {
        let mut out = String::from("[file]\n");
        let file = &self.file;
        line(&mut out, "delimiter", file.delimiter.map(Delimiter::name));
        line(&mut out, "encoding", file.encoding.map(Encoding::name));
        line(&mut out, "header", file.header);
        let mark = file.decimal.map(|mark| match mark {
            DecimalMark::Point => "point",
            DecimalMark::Comma => "comma",
        });
        line(&mut out, "decimal", mark);
        line(
            &mut out,
            "date_format",
            file.date_format.map(super::DateFormat::name),
        );
        line(
            &mut out,
            "time_zone",
            file.time_zone.as_ref().map(super::ZoneName::name),
        );
        line(&mut out, "sheet", file.sheet.as_deref());
        out.push_str("\n[columns]\n");
        for (meaning, column) in &self.columns {
            line(&mut out, meaning.key(), Some(column.as_str()));
        }
        out.push_str("\n[rules]\n");
        let rules = &self.rules;
        line(
            &mut out,
            "cancellation_prefix",
            rules.cancellation_prefix.as_deref(),
        );
        line(
            &mut out,
            "currency",
            rules.currency.as_ref().map(kernel::Currency::code),
        );
        if !rules.whole_keys.is_empty() {
            let keys: Vec<&str> = rules
                .whole_keys
                .iter()
                .map(|meaning| meaning.key())
                .collect();
            line(&mut out, "whole_keys", Some(keys));
        }
        out
    }
}

impl Encoding {
    /// The name that mappings use.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("utf-8", |(name, _)| name)
    }
}

fn line(out: &mut String, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        out.push_str(key);
        out.push_str(" = ");
        out.push_str(&value.into().to_string());
        out.push('\n');
    }
}

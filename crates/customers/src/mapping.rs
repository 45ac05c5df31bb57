//! What is known, or told, about a file: its form, what its columns mean, and the rules for its lines.

mod parse;
mod write;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use kernel::Currency;
use serde::{Serialize, Serializer};

use crate::dialect::Delimiter;
use crate::instant::DateFormat;
use crate::meaning::{Kind, Meaning};
use crate::number::DecimalMark;
use crate::text::Encoding;

/// A mapping, in part or whole: what it leaves open is found by looking at the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// What the file is about.
    pub kind: Kind,
    /// `[file]`: the form of the file.
    pub file: FileForm,
    /// `[columns]`: the column for each meaning; an empty name says that there is none.
    pub columns: BTreeMap<Meaning, String>,
    /// `[rules]`: how lines are understood.
    pub rules: Rules,
}

/// The form of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileForm {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// The encoding of the text.
    pub encoding: Option<Encoding>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// The sign between whole and fraction.
    pub decimal: Option<DecimalMark>,
    /// In which order a date stands.
    pub date_format: Option<DateFormat>,
    /// The zone in which local times are read; the workspace's when it is not said.
    pub time_zone: Option<ZoneName>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// A time zone of the IANA data base, with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneName {
    name: String,
    zone: TimeZone,
}

impl ZoneName {
    /// Finds a zone by its name, such as `Europe/Oslo`.
    pub fn find(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        Some(Self {
            name: name.to_owned(),
            zone,
        })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

impl Serialize for ZoneName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

/// How lines are understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rules {
    /// An order id with this before its digits cancels: `C`, unless something else is said; empty for none.
    pub cancellation_prefix: Option<String>,
    /// The currency of all amounts of the file; the workspace's when it is not said.
    pub currency: Option<Currency>,
    /// Keys that come as `17850.0`, because a program took them for numbers, and are read as `17850`.
    pub whole_keys: Vec<Meaning>,
}

impl Rules {
    /// What stands before the digits of a cancellation.
    pub fn prefix(&self) -> &str {
        self.cancellation_prefix.as_deref().unwrap_or("C")
    }
}

impl Mapping {
    /// A mapping that leaves everything open.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            file: FileForm::default(),
            columns: BTreeMap::new(),
            rules: Rules::default(),
        }
    }

    /// The column with a meaning.
    pub fn column(&self, meaning: Meaning) -> Option<&str> {
        self.columns
            .get(&meaning)
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_survives_its_text() {
        let text = r#"
[file]
delimiter = "tab"
encoding = "windows-1251"
header = true
decimal = "comma"
date_format = "DD.MM.YYYY"
time_zone = "Europe/Sofia"
sheet = "Лист1"

[columns]
order = "Invoice \"No\""
customer = "Клиент"
date = "Дата"
channel = ""

[rules]
cancellation_prefix = "СТ-"
currency = "BGN"
whole_keys = ["customer"]
"#;
        let mapping = Mapping::parse(Kind::Orders, text).unwrap();
        assert_eq!(mapping.file.delimiter, Some(Delimiter::Tab));
        assert_eq!(mapping.column(Meaning::Channel), None);
        assert_eq!(mapping.column(Meaning::Order), Some("Invoice \"No\""));
        let again = Mapping::parse(Kind::Orders, &mapping.to_toml()).unwrap();
        assert_eq!(again, mapping);
        let empty = Mapping::new(Kind::Products);
        assert_eq!(
            Mapping::parse(Kind::Products, &empty.to_toml()).unwrap(),
            empty
        );
    }

    #[test]
    fn what_is_not_known_is_named_with_what_is_near() {
        let error = |text: &str| Mapping::parse(Kind::Orders, text).unwrap_err().to_string();
        let told = error("[columns]\nquantitty = \"Q\"");
        assert!(
            told.contains("quantitty") && told.contains("quantity"),
            "{told}"
        );
        assert!(error("[colums]\n").contains("columns"));
        assert!(error("[file]\ndecimals = \"comma\"").contains("decimal"));
        assert!(error("[file]\ndelimiter = \"x\"").contains("blanks"));
        assert!(error("[file]\ndate_format = \"dd.mm\"").contains("DD.MM.YYYY"));
        assert!(error("[file]\ntime_zone = \"Europe/Osl\"").contains("Europe/Osl"));
        assert!(error("[file]\nheader = \"yes\"").contains("header"));
        assert!(error("[rules]\ncurrency = \"EURO\"").contains("EURO"));
        assert!(error("[columns]\nemail = \"E\"").contains("email"));
        assert!(error("x = [").contains("TOML"));
    }

    #[test]
    fn a_column_can_be_said_by_its_place() {
        let mapping = Mapping::parse(Kind::Orders, "[columns]\ncustomer = 1\n").unwrap();
        assert_eq!(mapping.column(Meaning::Customer), Some("column_1"));
    }
}

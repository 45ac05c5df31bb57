//! Reading files of customers and of products: a key, what is known by meaning, and further attributes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use crate::detect::{place, whole_key};
use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::{Kind, Meaning};
use crate::options::{Progress, ReadOptions};
use crate::orders::{Refused, Taken, check_row, drive, whole};
use crate::records::{Records, Row, Sampled, open};
use crate::refusal::{Refusal, RefusalReason};

/// What a file tells about one customer or product.
#[derive(Clone, PartialEq, Eq)]
pub struct AttributeRow {
    /// The line in the file, from 1.
    pub line: u64,
    /// The customer's or the product's key.
    pub key: String,
    /// What the file says, by meaning; empty cells are left out.
    pub values: BTreeMap<Meaning, String>,
    /// The further columns; empty cells are left out.
    pub attributes: BTreeMap<String, String>,
}

/// Without what it says: that is personal data.
impl std::fmt::Debug for AttributeRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "AttributeRow(line {})", self.line)
    }
}

impl AttributeRow {
    /// What the file says for a meaning.
    pub fn value(&self, meaning: Meaning) -> Option<&str> {
        self.values.get(&meaning).map(String::as_str)
    }
}

/// A file of customers or products that has been read to its end.
#[derive(Debug)]
pub struct ReadAttributes {
    /// The good rows.
    pub rows: Vec<AttributeRow>,
    /// The refused ones, up to [`ReadOptions::refusals_max`].
    pub refusals: Vec<Refusal>,
    /// Rows read, blank ones not among them.
    pub read: u64,
    /// Rows refused.
    pub refused: u64,
    /// The whole mapping under which the file was read.
    pub mapping: Mapping,
}

/// Reads a file of customers or products, whichever the mapping is for.
///
/// # Errors
///
/// When the file can not be read to its end, its form can not be told, the key's column is missing, or it was broken off.
pub fn read_attributes(
    path: &Path,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadAttributes, CustomersError> {
    read_attributes_from(open(path, &mapping.file)?, mapping, options, progress)
}

/// Reads customers or products from rows of any source, such as Parquet.
///
/// # Errors
///
/// As [`read_attributes`].
pub fn read_attributes_from(
    mut records: Sampled,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadAttributes, CustomersError> {
    if let kind @ (Kind::Orders | Kind::Subscriptions) = mapping.kind {
        return Err(CustomersError::MappingInvalid(format!(
            "it is for {}, the file is of customers or products",
            kind.name()
        )));
    }
    let mapping = whole(mapping, &mut records, options, mapping.kind)?;
    let attributes = Attributes::new(&mapping, &records);
    let mut rows = Vec::new();
    let found = drive(&mut records, options, progress, &mut |row| {
        Ok(match attributes.read(row) {
            None => Taken::Blank,
            Some(Err(refused)) => Taken::Refused(refused),
            Some(Ok(read)) => {
                rows.push(read);
                Taken::Good
            }
        })
    })?;
    Ok(ReadAttributes {
        rows,
        refusals: found.kept,
        read: found.read,
        refused: found.count,
        mapping,
    })
}

/// Where the parts of a row stand.
#[derive(Debug)]
pub(crate) struct Attributes {
    key: usize,
    is_whole: bool,
    known: Vec<(Meaning, usize)>,
    further: Vec<(String, usize)>,
    width: usize,
    exact: bool,
}

impl Attributes {
    pub(crate) fn new(mapping: &Mapping, records: &Sampled) -> Self {
        let key = match mapping.kind {
            Kind::Products => Meaning::Product,
            Kind::Orders | Kind::Customers | Kind::Subscriptions => Meaning::Customer,
        };
        let known: Vec<(Meaning, usize)> = mapping
            .kind
            .meanings()
            .iter()
            .filter_map(|meaning| Some((*meaning, place(mapping, *meaning, records)?)))
            .collect();
        let is_further = |at: &usize| known.iter().all(|(_, place)| place != at);
        let columns = records.columns();
        Self {
            key: place(mapping, key, records).unwrap_or_default(),
            is_whole: mapping.rules.whole_keys.contains(&key),
            further: (0..columns.len())
                .filter(is_further)
                .map(|at| (columns[at].clone(), at))
                .collect(),
            known: known
                .into_iter()
                .filter(|(meaning, _)| *meaning != key)
                .collect(),
            width: columns.len(),
            exact: records.is_ragged_refused(),
        }
    }

    /// What a row says; nothing for a blank one.
    pub(crate) fn read(&self, row: &Row) -> Option<Result<AttributeRow, Refused>> {
        if row.is_empty() {
            return None;
        }
        Some(self.understand(row))
    }

    fn understand(&self, row: &Row) -> Result<AttributeRow, Refused> {
        check_row(row, self.width, self.exact)?;
        let text = |place: usize| String::from_utf8_lossy(row.cell(place)).into_owned();
        let key = row.cell(self.key);
        let key = if self.is_whole {
            whole_key(key).unwrap_or(key)
        } else {
            key
        };
        if key.is_empty() {
            return Err(Refused::at(self.key, RefusalReason::EmptyKey));
        }
        for (meaning, place) in &self.known {
            let cell = text(*place);
            if cell.is_empty() {
                continue;
            }
            let reason = match meaning {
                Meaning::Email if kernel::Email::parse(&cell).is_err() => RefusalReason::NotEmail,
                Meaning::Phone if kernel::Phone::parse(&cell).is_err() => RefusalReason::NotPhone,
                _ => continue,
            };
            return Err(Refused::at(*place, reason));
        }
        let filled = |place: &usize| !row.cell(*place).is_empty();
        let known = self.known.iter().filter(|(_, place)| filled(place));
        let further = self.further.iter().filter(|(_, place)| filled(place));
        let further = further.map(|(name, place)| (name.clone(), text(*place)));
        let extra = row
            .extra()
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .cloned();
        Ok(AttributeRow {
            line: row.line,
            key: String::from_utf8_lossy(key).into_owned(),
            values: known
                .map(|(meaning, place)| (*meaning, text(*place)))
                .collect(),
            attributes: further.chain(extra).collect(),
        })
    }
}

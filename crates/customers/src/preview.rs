//! What a file would become, shown before it is taken: its form, its columns, its first rows, what would be refused.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::attributes::{AttributeRow, Attributes};
use crate::detect::{cells, complete_in_place};
use crate::dialect::Delimiter;
use crate::error::CustomersError;
use crate::instant::DateFormat;
use crate::mapping::Mapping;
use crate::meaning::{Kind, Meaning, shorten};
use crate::number::DecimalMark;
use crate::options::ReadOptions;
use crate::orders::{Assembler, OrderLines, Taken, check_fits, whole};
use crate::records::{Format, Records, Row, Sampled, open};
use crate::refusal::Refusal;
use crate::subscriptions::Reader;
use crate::text::{Compression, Encoding};

/// Rows that are shown as understood.
const ROWS: usize = 10;

/// Refusals that are shown.
const REFUSALS: usize = 20;

/// Examples of a column.
const EXAMPLES: usize = 3;

/// A file as it is understood.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// The format of the file.
    pub format: Format,
    /// How it is packed.
    pub compression: Compression,
    /// The encoding of its text.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub delimiter: Option<Delimiter>,
    /// The sign between whole and fraction.
    pub decimal: Option<DecimalMark>,
    /// In which order dates stand.
    pub date_format: Option<DateFormat>,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// The columns in the file's order.
    pub columns: Vec<PreviewColumn>,
    /// The first good rows, as understood.
    pub rows: Vec<Map<String, Value>>,
    /// The first refusals.
    pub refused: Vec<Refusal>,
    /// Rows that were looked at.
    pub sample_read: u64,
    /// Rows among them that would be refused.
    pub sample_refused: u64,
    /// Whether the sample is the whole file.
    pub sample_is_whole: bool,
    /// The whole mapping, to be saved and edited.
    pub mapping_toml: String,
}

/// A column as it is understood.
#[derive(Debug, Serialize)]
pub struct PreviewColumn {
    /// Its name.
    pub name: String,
    /// What it means; nothing for an attribute.
    pub meaning: Option<Meaning>,
    /// Some of its values.
    pub examples: Vec<String>,
}

/// Shows what a file would become.
///
/// # Errors
///
/// When the file can not be read, its form can not be told, or a needed column is missing.
pub fn preview(
    path: &Path,
    mapping: &Mapping,
    options: &ReadOptions,
) -> Result<Preview, CustomersError> {
    preview_from(open(path, &mapping.file)?, mapping, options)
}

/// Shows what rows of any source, such as Parquet, would become.
///
/// # Errors
///
/// As [`preview`].
pub fn preview_from(
    mut records: Sampled,
    mapping: &Mapping,
    options: &ReadOptions,
) -> Result<Preview, CustomersError> {
    let mapping = whole(mapping, &mut records, options, mapping.kind)?;
    let mut preview = Preview::unfilled(&mapping, &records);
    preview.fill(&mapping, &records, options)?;
    Ok(preview)
}

/// A file as far as it is understood, for somebody who is about to say the rest.
#[derive(Debug)]
pub struct Look {
    /// What is understood; without rows when something is missing.
    pub preview: Preview,
    /// The mapping, as far as it is known.
    pub mapping: Mapping,
    /// What is missing: a column, or the form of the dates.
    pub missing: Option<CustomersError>,
}

/// Shows what rows would become, also when the mapping does not yet say enough: then their columns are shown, and what is
/// missing.
///
/// # Errors
///
/// When the file can not be read, its form can not be told, or the mapping is not for it.
pub fn look_from(
    mut records: Sampled,
    mapping: &Mapping,
    options: &ReadOptions,
) -> Result<Look, CustomersError> {
    check_fits(mapping, options, mapping.kind)?;
    let mut mapping = mapping.clone();
    let missing = match complete_in_place(&mut mapping, &mut records) {
        Ok(()) => None,
        Err(error) if error.is_missing_in_mapping() => Some(error),
        Err(error) => return Err(error),
    };
    let mut preview = Preview::unfilled(&mapping, &records);
    if missing.is_none() {
        preview.fill(&mapping, &records, options)?;
    }
    Ok(Look {
        preview,
        mapping,
        missing,
    })
}

impl Preview {
    /// The form of the file and its columns.
    fn unfilled(mapping: &Mapping, records: &Sampled) -> Self {
        let shape = records.shape();
        Self {
            format: shape.format,
            compression: shape.compression,
            encoding: mapping.file.encoding,
            delimiter: mapping.file.delimiter,
            decimal: mapping.file.decimal,
            date_format: mapping.file.date_format,
            has_header: records.has_header(),
            columns: columns(mapping, records),
            rows: Vec::new(),
            refused: Vec::new(),
            sample_read: 0,
            sample_refused: 0,
            sample_is_whole: records.has_ended(),
            mapping_toml: mapping.to_toml(),
        }
    }

    /// The first rows and refusals under a whole mapping.
    fn fill(
        &mut self,
        mapping: &Mapping,
        records: &Sampled,
        options: &ReadOptions,
    ) -> Result<(), CustomersError> {
        match mapping.kind {
            Kind::Orders => {
                let mut assembler = Assembler::new(mapping, records, options)?;
                self.look(records, &mut |row| assembler.take(row))?;
                let (lines, _) = assembler.finish();
                self.rows = (0..lines.len().min(ROWS))
                    .map(|row| order_row(&lines, row, options))
                    .collect();
            }
            Kind::Subscriptions => {
                let mut reader = Reader::new(mapping, records, options)?;
                self.look(records, &mut |row| reader.take(row))?;
                let terms = reader.finish().terms;
                self.rows = (0..terms.len().min(ROWS))
                    .map(|row| terms.shown(row, options.currency))
                    .collect();
            }
            Kind::Customers | Kind::Products => {
                let attributes = Attributes::new(mapping, records);
                let mut rows = Vec::new();
                self.look(records, &mut |row| {
                    Ok(match attributes.read(row) {
                        None => Taken::Blank,
                        Some(Err(refused)) => Taken::Refused(refused),
                        Some(Ok(read)) => {
                            if rows.len() < ROWS {
                                rows.push(attribute_row(&read));
                            }
                            Taken::Good
                        }
                    })
                })?;
                self.rows = rows;
            }
        }
        Ok(())
    }

    fn look(
        &mut self,
        records: &Sampled,
        take: &mut dyn FnMut(&Row) -> Result<Taken, CustomersError>,
    ) -> Result<(), CustomersError> {
        for row in records.head() {
            match take(row)? {
                Taken::Blank => continue,
                Taken::Good => {}
                Taken::Refused(refused) => {
                    self.sample_refused += 1;
                    if self.refused.len() < REFUSALS {
                        self.refused.push(refused.told(row, records.columns()));
                    }
                }
            }
            self.sample_read += 1;
        }
        Ok(())
    }
}

fn columns(mapping: &Mapping, records: &Sampled) -> Vec<PreviewColumn> {
    let meaning = |name: &str| {
        let found = mapping
            .columns
            .iter()
            .find(|(_, column)| column.as_str() == name);
        found.map(|(meaning, _)| *meaning)
    };
    let examples = |place: usize| {
        let mut examples: Vec<String> = Vec::new();
        for cell in cells(records, place).take(1000).map(shorten) {
            if !examples.contains(&cell) {
                examples.push(cell);
                if examples.len() == EXAMPLES {
                    break;
                }
            }
        }
        examples
    };
    let named = records.columns().iter().enumerate();
    named
        .map(|(place, name)| PreviewColumn {
            name: name.clone(),
            meaning: meaning(name),
            examples: examples(place),
        })
        .collect()
}

fn order_row(lines: &OrderLines, row: usize, options: &ReadOptions) -> Map<String, Value> {
    let money = |minor: i64| match minor {
        OrderLines::UNKNOWN => Value::Null,
        known => Value::from(decimal(known, options.currency.digits())),
    };
    let at = Timestamp::from_microsecond(lines.at_micros[row]).unwrap_or_default();
    let price = match lines.unit_price_micros[row] {
        OrderLines::UNKNOWN => Value::Null,
        micros => Value::from(
            decimal(micros, 6)
                .trim_end_matches('0')
                .trim_end_matches('.'),
        ),
    };
    let attributes = lines
        .attributes
        .get(row)
        .and_then(|text| serde_json::from_str(text).ok());
    let values = [
        ("line", Value::from(lines.line_number[row])),
        ("order", Value::from(lines.order.get(row))),
        ("customer", Value::from(lines.customer.get(row))),
        (
            "at",
            Value::from(
                at.to_zoned(options.time_zone.clone())
                    .strftime("%Y-%m-%dT%H:%M:%S%:z")
                    .to_string(),
            ),
        ),
        ("product", Value::from(lines.product.get(row))),
        ("name", Value::from(lines.product_name.get(row))),
        ("quantity", Value::from(lines.quantity[row])),
        ("unit_price", price),
        ("amount", money(lines.amount_minor[row])),
        ("discount", money(lines.discount_minor[row])),
        ("cost", money(lines.cost_minor[row])),
        ("currency", Value::from(options.currency.code())),
        ("channel", Value::from(lines.channel.get(row))),
        ("store", Value::from(lines.store.get(row))),
        ("country", Value::from(lines.country.get(row))),
        ("is_return", Value::from(lines.is_return[row])),
        ("attributes", attributes.unwrap_or(Value::Null)),
    ];
    values
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn attribute_row(row: &AttributeRow) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("line".to_owned(), Value::from(row.line));
    for (meaning, value) in &row.values {
        map.insert(meaning.key().to_owned(), Value::from(value.as_str()));
    }
    let further = row
        .attributes
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())));
    map.insert("attributes".to_owned(), Value::Object(further.collect()));
    map
}

/// Smallest units as a decimal number.
pub(crate) fn decimal(minor: i64, digits: u8) -> String {
    let width = usize::from(digits);
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", minor.unsigned_abs(), width = width + 1);
    let (whole, fraction) = text.split_at(text.len() - width);
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_units_are_written_with_their_point() {
        assert_eq!(decimal(1530, 2), "15.30");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(7, 0), "7");
        assert_eq!(decimal(1, 3), "0.001");
    }
}

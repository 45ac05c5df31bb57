//! Completes a mapping by looking at the file's first rows.

mod columns;
mod dates;

use crate::dialect::Delimiter;
use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::{Kind, Meaning};
use crate::number::DecimalMark;
use crate::records::{Records, Sampled};

pub(crate) use columns::find_column;
pub(crate) use dates::date_format;

/// The mapping with everything that it left open.
///
/// # Errors
///
/// When a needed column is missing, a named one is not there, or day and month can not be told apart.
pub(crate) fn complete(
    partial: &Mapping,
    sampled: &mut Sampled,
) -> Result<Mapping, CustomersError> {
    let mut mapping = partial.clone();
    complete_in_place(&mut mapping, sampled)?;
    Ok(mapping)
}

/// Completes the mapping; after an error it has what was found until then.
///
/// # Errors
///
/// As [`complete`].
pub(crate) fn complete_in_place(
    mapping: &mut Mapping,
    sampled: &mut Sampled,
) -> Result<(), CustomersError> {
    let shape = sampled.shape();
    let file = &mut mapping.file;
    file.delimiter = file.delimiter.or(shape.delimiter);
    file.encoding = file.encoding.or(shape.encoding);
    file.header = file.header.or(Some(sampled.has_header()));
    columns::assign(mapping, sampled)?;
    if mapping.file.decimal.is_none() {
        let numbers: Vec<usize> = mapping
            .kind
            .meanings()
            .iter()
            .filter(|meaning| meaning.is_number())
            .filter_map(|meaning| place(mapping, *meaning, sampled))
            .collect();
        let delimiter = mapping.file.delimiter;
        mapping.file.decimal = Some(decimal_mark(&numbers, delimiter, sampled));
    }
    match mapping.kind {
        Kind::Orders => {
            dates::settle(mapping, sampled)?;
            if mapping.rules.cancellation_prefix.is_none() {
                mapping.rules.cancellation_prefix = Some("C".to_owned());
            }
        }
        Kind::Subscriptions => dates::settle_terms(mapping, sampled)?,
        Kind::Customers | Kind::Products => {}
    }
    look_for_whole_keys(mapping, sampled);
    Ok(())
}

/// The non-empty cells of a column among the first rows.
pub(crate) fn cells(sampled: &Sampled, place: usize) -> impl Iterator<Item = &[u8]> {
    sampled
        .head()
        .filter(|row| row.fault.is_none())
        .map(move |row| row.cell(place))
        .filter(|cell| !cell.is_empty())
}

/// The place of the column with a meaning.
pub(crate) fn place(mapping: &Mapping, meaning: Meaning, sampled: &Sampled) -> Option<usize> {
    find_column(mapping.column(meaning)?, sampled.columns())
}

/// Counts what only a point, and what only a comma can explain, in columns of numbers.
pub(crate) fn decimal_mark(
    places: &[usize],
    delimiter: Option<Delimiter>,
    sampled: &Sampled,
) -> DecimalMark {
    let (mut points, mut commas, mut commas_perhaps) = (0_u64, 0_u64, 0_u64);
    for place in places {
        for cell in cells(sampled, *place) {
            let after = |mark: u8| {
                cell.iter()
                    .rposition(|byte| *byte == mark)
                    .map(|at| cell.len() - at - 1)
            };
            match (after(b'.'), after(b',')) {
                (Some(point), Some(comma)) if point < comma => points += 1,
                (Some(3) | None, None) => {}
                (Some(_), None) => points += 1,
                (None, Some(3)) => commas_perhaps += 1,
                (_, Some(_)) => commas += 1,
            }
        }
    }
    // With `;` between cells a lone `1,234` is more likely a fraction than a thousand.
    let semicolon = delimiter == Some(Delimiter::Semicolon);
    if commas > points || (points == 0 && commas_perhaps > 0 && semicolon) {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}

/// Keys that all look like `17850.0` have been through a program that took them for numbers.
fn look_for_whole_keys(mapping: &mut Mapping, sampled: &Sampled) {
    for meaning in [Meaning::Order, Meaning::Customer, Meaning::Subscription] {
        let Some(place) = place(mapping, meaning, sampled) else {
            continue;
        };
        let mut seen = cells(sampled, place).peekable();
        let known = mapping.rules.whole_keys.contains(&meaning);
        if !known && seen.peek().is_some() && seen.all(|cell| whole_key(cell).is_some()) {
            mapping.rules.whole_keys.push(meaning);
        }
    }
}

/// The key without its `.0`.
pub(crate) fn whole_key(cell: &[u8]) -> Option<&[u8]> {
    let digits = cell.strip_suffix(b".0")?;
    (!digits.is_empty() && digits.iter().all(u8::is_ascii_digit)).then_some(digits)
}

//! Reading a file of order lines into columns.

mod columns;
mod line;
mod money;
mod when;

use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;

use crate::detect;
use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::Kind;
use crate::options::{Progress, ReadOptions};
use crate::records::{Records, Row, Sampled, open};
use crate::refusal::{ErrorPolicy, Refusal};

pub use columns::OrderLines;
pub(crate) use line::{Assembler, Further, Refused, Taken, check_row};

/// Lines between two reports of progress.
const REPORT_EVERY: u64 = 8192;

/// What a reading has counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OrderCounts {
    /// Lines read, blank ones not among them.
    pub read: u64,
    /// Lines taken.
    pub taken: u64,
    /// Lines refused.
    pub refused: u64,
    /// Lines taken that bring money or goods back.
    pub returns: u64,
    /// Lines taken that have no customer.
    pub anonymous: u64,
    /// Lines taken whose total had to be rounded to the currency's smallest unit.
    pub rounded: u64,
    /// Lines taken whose local time the clock showed twice; the earlier was taken.
    pub ambiguous_times: u64,
    /// The first of those lines.
    pub ambiguous_lines: Vec<u64>,
}

/// A file that has been read to its end.
#[derive(Debug)]
pub struct ReadOrders {
    /// The good lines.
    pub lines: OrderLines,
    /// The refused ones, up to [`ReadOptions::refusals_max`].
    pub refusals: Vec<Refusal>,
    /// What was counted.
    pub counts: OrderCounts,
    /// The whole mapping under which the file was read.
    pub mapping: Mapping,
}

/// Reads a file of order lines; what `mapping` leaves open is found by looking.
///
/// `progress` is called every few thousand lines, and breaks the reading off.
///
/// # Errors
///
/// When the file can not be read to its end, its form can not be told, a needed column is missing, or it was broken off. A
/// bad line is no error but a refusal; only under [`ErrorPolicy::Stop`] does the first end the reading.
pub fn read_orders(
    path: &Path,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadOrders, CustomersError> {
    read_orders_from(open(path, &mapping.file)?, mapping, options, progress)
}

/// Reads order lines from rows of any source, such as Parquet.
///
/// # Errors
///
/// As [`read_orders`].
pub fn read_orders_from(
    mut records: Sampled,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadOrders, CustomersError> {
    let mapping = whole(mapping, &mut records, options, Kind::Orders)?;
    let mut assembler = Assembler::new(&mapping, &records, options)?;
    let refusals = drive(&mut records, options, progress, &mut |row| {
        assembler.take(row)
    })?;
    let (lines, mut counts) = assembler.finish();
    counts.read = refusals.read;
    counts.refused = refusals.count;
    Ok(ReadOrders {
        lines,
        refusals: refusals.kept,
        counts,
        mapping,
    })
}

/// The complete mapping of a file of the kind.
pub(crate) fn whole(
    mapping: &Mapping,
    records: &mut Sampled,
    options: &ReadOptions,
    kind: Kind,
) -> Result<Mapping, CustomersError> {
    check_fits(mapping, options, kind)?;
    detect::complete(mapping, records)
}

/// Whether a mapping is for files of the kind, in the workspace's currency.
pub(crate) fn check_fits(
    mapping: &Mapping,
    options: &ReadOptions,
    kind: Kind,
) -> Result<(), CustomersError> {
    if mapping.kind != kind {
        let (given, wanted) = (mapping.kind.name(), kind.name());
        return Err(CustomersError::MappingInvalid(format!(
            "it is for {given}, the file is of {wanted}"
        )));
    }
    if let Some(currency) = mapping.rules.currency
        && currency != options.currency
    {
        return Err(CustomersError::MappingInvalid(format!(
            "it says that amounts are in {currency}, but the workspace keeps {}",
            options.currency
        )));
    }
    Ok(())
}

/// What was refused on the way.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    pub(crate) read: u64,
    pub(crate) count: u64,
    pub(crate) kept: Vec<Refusal>,
}

/// Takes row after row, keeps the refusals, reports, and breaks off when asked to.
pub(crate) fn drive(
    records: &mut dyn Records,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    take: &mut dyn FnMut(&Row) -> Result<Taken, CustomersError>,
) -> Result<Refusals, CustomersError> {
    let meter = records.meter();
    let columns = records.columns().to_vec();
    let mut found = Refusals::default();
    let mut row = Row::default();
    loop {
        let more = records.next(&mut row)?;
        if !more || found.read.is_multiple_of(REPORT_EVERY) {
            let report = Progress {
                bytes_done: meter.done(),
                bytes_total: meter.total(),
                lines: found.read,
                refused: found.count,
            };
            if progress(report).is_break() {
                return Err(CustomersError::Cancelled);
            }
        }
        if !more {
            return Ok(found);
        }
        match take(&row)? {
            Taken::Blank => continue,
            Taken::Good => {}
            Taken::Refused(refused) => {
                found.count += 1;
                if options.on_error == ErrorPolicy::Stop || found.kept.len() < options.refusals_max
                {
                    let refusal = refused.told(&row, &columns);
                    if options.on_error == ErrorPolicy::Stop {
                        return Err(CustomersError::LineRefused(Box::new(refusal)));
                    }
                    found.kept.push(refusal);
                }
            }
        }
        found.read += 1;
    }
}

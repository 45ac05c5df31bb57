//! Reading a file of subscriptions: who pays what a period, from when, and until when.

mod period;
mod reader;
mod terms;

use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;

use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::Kind;
use crate::options::{Progress, ReadOptions};
use crate::orders::{drive, whole};
use crate::records::{Sampled, open};
use crate::refusal::Refusal;

pub(crate) use reader::Reader;
pub use terms::SubscriptionTerms;

/// What a reading has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SubscriptionCounts {
    /// Lines read, blank ones not among them.
    pub read: u64,
    /// Lines refused.
    pub refused: u64,
    /// Lines that say once more what an earlier line of the file said.
    pub repeated: u64,
    /// Lines taken whose price had to be rounded to the currency's smallest unit.
    pub rounded: u64,
}

/// A file of subscriptions that has been read to its end.
#[derive(Debug)]
pub struct ReadSubscriptions {
    /// The subscriptions, each once.
    pub terms: SubscriptionTerms,
    /// The refused lines, up to [`ReadOptions::refusals_max`].
    pub refusals: Vec<Refusal>,
    /// What was counted.
    pub counts: SubscriptionCounts,
    /// The whole mapping under which the file was read.
    pub mapping: Mapping,
}

/// Reads a file of subscriptions; what `mapping` leaves open is found by looking.
///
/// # Errors
///
/// When the file can not be read to its end, its form can not be told, a needed column is missing, or it was broken off.
pub fn read_subscriptions(
    path: &Path,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadSubscriptions, CustomersError> {
    read_subscriptions_from(open(path, &mapping.file)?, mapping, options, progress)
}

/// Reads subscriptions from rows of any source, such as Parquet.
///
/// # Errors
///
/// As [`read_subscriptions`].
pub fn read_subscriptions_from(
    mut records: Sampled,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ReadSubscriptions, CustomersError> {
    let mapping = whole(mapping, &mut records, options, Kind::Subscriptions)?;
    let mut reader = Reader::new(&mapping, &records, options)?;
    let refusals = drive(&mut records, options, progress, &mut |row| reader.take(row))?;
    let mut read = reader.finish();
    read.counts.read = refusals.read;
    read.counts.refused = refusals.count;
    Ok(ReadSubscriptions {
        terms: read.terms,
        refusals: refusals.kept,
        counts: read.counts,
        mapping,
    })
}

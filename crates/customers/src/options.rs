//! What a reading needs to know about the workspace, and what it tells while it goes on.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::Currency;

use crate::refusal::ErrorPolicy;

/// What the workspace says about every file.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The zone of business days, and of local times unless the mapping names another.
    pub time_zone: TimeZone,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The time now: what is later than two days from it is refused.
    pub now: Timestamp,
    /// Under [`ErrorPolicy::Stop`] the reading ends at the first bad line.
    pub on_error: ErrorPolicy,
    /// Refusals that are kept; all are counted.
    pub refusals_max: usize,
}

impl ReadOptions {
    /// Options with the default policy, keeping a hundred thousand refusals.
    pub fn new(time_zone: TimeZone, currency: Currency, now: Timestamp) -> Self {
        Self {
            time_zone,
            currency,
            now,
            on_error: ErrorPolicy::default(),
            refusals_max: 100_000,
        }
    }
}

/// How far a reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file, as it is packed, that have been read.
    pub bytes_done: u64,
    /// Bytes of the file.
    pub bytes_total: u64,
    /// Lines read.
    pub lines: u64,
    /// Lines refused among them.
    pub refused: u64,
}

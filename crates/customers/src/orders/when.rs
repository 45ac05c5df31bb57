//! When a line was sold.

use crate::instant::{DateFormat, Moment, parse, parse_clock};
use crate::records::Row;
use crate::refusal::RefusalReason;
use crate::zone::{Placed, Zone};

use super::line::Refused;

/// Why a cell with a time of its own is refused.
const NOT_CLOCK: RefusalReason = RefusalReason::NotClock {
    example: "08:26",
    other: "8:26 PM",
};

/// Reads the time of a line from its one or two cells.
#[derive(Debug)]
pub(super) struct When {
    pub(super) date: usize,
    pub(super) clock: Option<usize>,
    pub(super) format: DateFormat,
    pub(super) zone: Zone,
    pub(super) last: Vec<u8>,
    pub(super) last_placed: Option<Placed>,
}

impl When {
    #[inline]
    pub(super) fn read(&mut self, row: &Row) -> Result<Placed, Refused> {
        let cell = row.cell(self.date);
        // The lines of one receipt bear one time.
        if self.clock.is_none()
            && let Some(placed) = self.last_placed
            && self.last == cell
        {
            return Ok(placed);
        }
        if cell.is_empty() {
            return Err(Refused::at(self.date, RefusalReason::EmptyDate));
        }
        let Some(mut moment) = parse(cell, self.format) else {
            let form = self.format.name();
            return Err(Refused::at(self.date, RefusalReason::NotDate { form }));
        };
        let mut place = self.date;
        if let Some(clock) = self.clock {
            let cell = row.cell(clock);
            if !cell.is_empty() {
                place = clock;
                moment = with_clock(moment, cell).ok_or(Refused::at(clock, NOT_CLOCK))?;
            }
        }
        let placed = self
            .zone
            .place(moment)
            .map_err(|reason| Refused::at(place, reason))?;
        if self.clock.is_none() {
            self.last.clear();
            self.last.extend_from_slice(cell);
            self.last_placed = Some(placed);
        }
        Ok(placed)
    }
}

fn with_clock(moment: Moment, cell: &[u8]) -> Option<Moment> {
    let (time, offset) = parse_clock(cell)?;
    match (moment, offset) {
        (Moment::Wall { day, .. }, None) => Some(Moment::Wall { day, micros: time }),
        (Moment::Wall { day, .. }, Some(seconds)) => {
            let local = i64::from(day) * crate::instant::DAY_MICROS + time;
            Some(Moment::Instant {
                micros: local - i64::from(seconds) * 1_000_000,
            })
        }
        (Moment::Instant { .. }, _) => None,
    }
}

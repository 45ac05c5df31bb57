//! The slices of the log that were read last: the consumers of a process read the same events one after another, and all but the
//! first find them here. What is in the log does not change, and nothing comes between what was read.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;

/// Slices that are kept: consumers who keep up are not further from each other.
const KEPT: usize = 4;
/// Bytes of bodies from which a slice is not kept.
const BYTES_MAX: usize = 4 << 20;

/// The slices that were read last.
#[derive(Debug, Default)]
pub(super) struct Slices(Mutex<VecDeque<Slice>>);

/// All events behind one position, up to another, or a part of them.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    events: Arc<[Event]>,
    part: Range<usize>,
    after: i64,
    /// Behind the last event there are only gaps up to here, and events whose body is gone.
    pub(super) to: i64,
}

impl Slice {
    pub(super) fn new(events: Vec<Event>, (after, to): (i64, i64)) -> Self {
        Self {
            part: 0..events.len(),
            events: events.into(),
            after,
            to,
        }
    }

    pub(super) fn events(&self) -> &[Event] {
        self.events.get(self.part.clone()).unwrap_or_default()
    }

    /// The part of it behind one position, up to another.
    fn part(&self, after: i64, until: i64) -> Self {
        let place = |position| {
            self.events
                .partition_point(|event| event.position <= position)
        };
        let to = self.to.min(until);
        Self {
            events: Arc::clone(&self.events),
            part: place(after)..place(to),
            after,
            to,
        }
    }
}

impl Slices {
    /// What is known of the events behind one position, up to another: at least the first of them.
    pub(super) fn find(&self, after: i64, until: i64) -> Option<Slice> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slice = kept
            .iter()
            .find(|slice| slice.after <= after && after < slice.to)?;
        Some(slice.part(after, until))
    }

    /// Keeps what was read.
    pub(super) fn keep(&self, slice: &Slice) {
        let bytes: usize = slice.events.iter().map(|event| event.body.len()).sum();
        if bytes > BYTES_MAX {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front(slice.clone());
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn slice(positions: &[i64], bounds: (i64, i64)) -> Slice {
        let event = |position: &i64| Event {
            position: *position,
            source_id: 1,
            message_id: position.to_string(),
            kind: "track".to_owned(),
            happened_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
            body: "{}".to_owned(),
        };
        Slice::new(positions.iter().map(event).collect(), bounds)
    }

    fn found(slices: &Slices, after: i64, until: i64) -> Option<(Vec<i64>, i64)> {
        let slice = slices.find(after, until)?;
        let positions = slice.events().iter().map(|event| event.position);
        Some((positions.collect(), slice.to))
    }

    #[test]
    fn a_part_of_what_was_read_is_found() {
        let slices = Slices::default();
        slices.keep(&slice(&[11, 12, 15], (10, 16)));
        assert_eq!(found(&slices, 10, 99), Some((vec![11, 12, 15], 16)));
        assert_eq!(found(&slices, 11, 99), Some((vec![12, 15], 16)));
        assert_eq!(found(&slices, 10, 12), Some((vec![11, 12], 12)));
        assert_eq!(found(&slices, 15, 99), Some((vec![], 16)));
        assert_eq!(found(&slices, 9, 99), None);
        assert_eq!(found(&slices, 16, 99), None);
    }

    #[test]
    fn the_last_few_are_kept() {
        let slices = Slices::default();
        for at in 0..10 {
            slices.keep(&slice(&[at + 1], (at, at + 1)));
        }
        assert_eq!(found(&slices, 5, 99), None);
        assert_eq!(found(&slices, 6, 99), Some((vec![7], 7)));
    }
}

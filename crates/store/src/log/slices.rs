//! The end of the log as this process has seen it: what it appended, and what one of its consumers read. The consumers of a process
//! go through the same events one after another, and nearly always find them here. What is in the log does not change, and
//! nothing comes between what is known to follow one another.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;

/// Bytes of events that are kept, about: what comes in some seconds, because the last of the consumers and the lake are that far behind
/// when much comes at once, and reading it back takes as long as writing it did.
const BYTES_KEPT: usize = 64 << 20;
/// Slices that are kept, whatever is in them.
const KEPT: usize = 1_024;

/// What was read or appended last, newest first.
#[derive(Debug, Default)]
pub(super) struct Slices(Mutex<VecDeque<Slice>>);

/// All events behind one position, up to another, or a part of them.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    events: Arc<Vec<Event>>,
    part: Range<usize>,
    /// What all events take in memory, about.
    bytes: usize,
    after: i64,
    /// Behind the last event there are only gaps up to here, and events whose body is gone.
    pub(super) to: i64,
}

impl Slice {
    pub(super) fn new(events: Vec<Event>, (after, to): (i64, i64)) -> Self {
        Self {
            part: 0..events.len(),
            bytes: events.iter().map(Event::bytes).sum(),
            events: Arc::new(events),
            after,
            to,
        }
    }

    pub(super) fn events(&self) -> &[Event] {
        self.events.get(self.part.clone()).unwrap_or_default()
    }

    pub(super) fn into_events(self) -> Vec<Event> {
        self.events().to_vec()
    }

    /// The part of it behind one position, up to another, as far as so many events go.
    fn part(&self, (after, until): (i64, i64), limit: usize) -> Self {
        let place = |position| {
            self.events
                .partition_point(|event| event.position <= position)
        };
        let until = self.to.min(until);
        let part = place(after)..place(until);
        let (part, to) = match self.events.get(part.start + limit) {
            Some(next) if part.len() > limit => (part.start..part.start + limit, next.position - 1),
            _ => (part, until),
        };
        Self {
            events: Arc::clone(&self.events),
            part,
            bytes: self.bytes,
            after,
            to,
        }
    }
}

impl Slices {
    /// What is known of the events behind one position, up to another: at least the first of them, at most `limit`.
    pub(super) fn find(&self, (after, until): (i64, i64), limit: usize) -> Option<Slice> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = known
            .iter()
            .position(|slice| slice.after <= after && after < slice.to)?;
        let found = known.get(place)?;
        if found.to >= until || found.events.len() >= limit {
            return Some(found.part((after, until), limit));
        }
        let joined = join(&mut known, place, limit)?;
        let part = joined.part((after, until), limit);
        known.push_front(joined);
        Some(part)
    }

    /// Keeps what was read or appended, unless it would push out all that is known.
    pub(super) fn keep(&self, slice: Slice) {
        if slice.to <= slice.after || slice.bytes > BYTES_KEPT {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front(slice);
        let mut bytes = 0;
        let fits = known.iter().take(KEPT).take_while(|slice| {
            bytes += slice.bytes;
            bytes <= BYTES_KEPT
        });
        let kept = fits.count();
        known.truncate(kept);
    }
}

/// Takes a slice out, and what follows it until there are `limit` events: one slice of them all.
fn join(known: &mut VecDeque<Slice>, place: usize, limit: usize) -> Option<Slice> {
    let first = known.remove(place)?;
    let (after, mut to) = (first.after, first.to);
    let mut events = Arc::unwrap_or_clone(first.events);
    while events.len() < limit
        && let Some(next) = known.iter().position(|slice| slice.after == to)
        && let Some(next) = known.remove(next)
    {
        to = next.to;
        events.extend(Arc::unwrap_or_clone(next.events));
    }
    Some(Slice::new(events, (after, to)))
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
        let slice = slices.find((after, until), 3)?;
        let positions = slice.events().iter().map(|event| event.position);
        Some((positions.collect(), slice.to))
    }

    #[test]
    fn a_part_of_what_is_known_is_found() {
        let slices = Slices::default();
        slices.keep(slice(&[11, 12, 15], (10, 16)));
        assert_eq!(found(&slices, 10, 99), Some((vec![11, 12, 15], 16)));
        assert_eq!(found(&slices, 11, 99), Some((vec![12, 15], 16)));
        assert_eq!(found(&slices, 10, 12), Some((vec![11, 12], 12)));
        assert_eq!(found(&slices, 15, 99), Some((vec![], 16)));
        assert_eq!(found(&slices, 9, 99), None);
        assert_eq!(found(&slices, 16, 99), None);
        slices.keep(slice(&[21, 22, 23, 25, 26], (20, 26)));
        assert_eq!(found(&slices, 20, 99), Some((vec![21, 22, 23], 24)));
        assert_eq!(found(&slices, 24, 99), Some((vec![25, 26], 26)));
    }

    #[test]
    fn what_follows_one_another_is_joined_up_to_the_limit() {
        let slices = Slices::default();
        for at in [0, 1, 2, 3, 4, 6] {
            slices.keep(slice(&[at + 1], (at, at + 1)));
        }
        assert_eq!(found(&slices, 0, 99), Some((vec![1, 2, 3], 3)));
        assert_eq!(found(&slices, 1, 99), Some((vec![2, 3], 3)));
        // What lies between 5 and 6 is not known.
        assert_eq!(found(&slices, 3, 99), Some((vec![4, 5], 5)));
        assert_eq!(found(&slices, 5, 99), None);
        assert_eq!(found(&slices, 6, 99), Some((vec![7], 7)));
        assert_eq!(found(&slices, 6, 7), Some((vec![7], 7)));
    }

    #[test]
    fn the_last_are_kept() {
        let slices = Slices::default();
        let many = i64::try_from(KEPT).unwrap() + 10;
        for at in 0..many {
            slices.keep(slice(&[at + 1], (at, at + 1)));
        }
        assert_eq!(found(&slices, 9, 10), None);
        assert_eq!(found(&slices, 10, 11), Some((vec![11], 11)));
        let mut large = slice(&[many + 1], (many, many + 1));
        large.bytes = BYTES_KEPT;
        slices.keep(large.clone());
        assert_eq!(found(&slices, many - 1, many), None);
        assert!(found(&slices, many, many + 1).is_some());
        large.bytes += 1;
        (large.after, large.to) = (many + 1, many + 2);
        slices.keep(large);
        assert_eq!(found(&slices, many + 1, many + 2), None);
        assert!(found(&slices, many, many + 1).is_some());
    }
}

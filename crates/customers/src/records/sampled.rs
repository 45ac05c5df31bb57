//! Rows whose first ones have been looked at before they are read.

use std::collections::VecDeque;

use super::{Records, Row, Shape};
use crate::error::CustomersError;
use crate::text::{BLOCK, Meter};

/// Records that keep their head, so that it can be looked at and then be read like the rest.
pub struct Sampled {
    records: Box<dyn Records>,
    shape: Shape,
    head: VecDeque<Row>,
    bytes: usize,
    ended: bool,
}

impl Sampled {
    /// Takes the first rows, about 256 KB of them, of records that come from a file of the shape.
    ///
    /// # Errors
    ///
    /// When the source can not be read.
    pub fn new(records: Box<dyn Records>, shape: Shape) -> Result<Self, CustomersError> {
        let mut sampled = Self {
            records,
            shape,
            head: VecDeque::new(),
            bytes: 0,
            ended: false,
        };
        sampled.extend(BLOCK)?;
        Ok(sampled)
    }

    /// What the file looked like.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The rows that have been looked at.
    pub fn head(&self) -> impl Iterator<Item = &Row> {
        self.head.iter()
    }

    /// Bytes of the rows that have been looked at.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the head is all there is.
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Lets the head grow by about so many bytes.
    pub(crate) fn extend(&mut self, bytes: usize) -> Result<(), CustomersError> {
        let limit = self.bytes + bytes;
        while !self.ended && self.bytes < limit {
            let mut row = Row::default();
            if self.records.next(&mut row)? {
                // A row costs memory even when it is empty.
                self.bytes += row.size() + 8;
                self.head.push_back(row);
            } else {
                self.ended = true;
            }
        }
        Ok(())
    }
}

impl Records for Sampled {
    fn columns(&self) -> &[String] {
        self.records.columns()
    }

    fn has_header(&self) -> bool {
        self.records.has_header()
    }

    fn is_ragged_refused(&self) -> bool {
        self.records.is_ragged_refused()
    }

    #[inline]
    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError> {
        if let Some(first) = self.head.pop_front() {
            *row = first;
            return Ok(true);
        }
        if self.ended {
            return Ok(false);
        }
        self.records.next(row)
    }

    fn meter(&self) -> Meter {
        self.records.meter()
    }
}

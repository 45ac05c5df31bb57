//! A window over a text that holds at least one whole line, and never much more than the longest allowed.

use memchr::memchr;

use super::{Meter, Text};
use crate::error::CustomersError;

/// Bytes that a record may have; a longer one is refused and skipped.
pub(crate) const LINE_MAX: usize = 1024 * 1024;

/// A text that is read from its front.
pub(crate) struct Lines {
    text: Text,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    clean: bool,
    /// The number of the line at the front, from 1.
    pub(crate) number: u64,
    /// What ends a line: `\n`, or a lone `\r` in files of old Macs.
    pub(crate) end: u8,
}

/// What is known about the front of the text.
pub(crate) enum Window {
    /// There is a line of so many bytes, without its end mark; the whole step has so many bytes.
    Line { length: usize, step: usize },
    /// The line at the front is longer than [`LINE_MAX`].
    TooLong,
    /// The text has ended.
    End,
}

impl Lines {
    pub(crate) fn new(text: Text) -> Result<Self, CustomersError> {
        let mut lines = Self {
            text,
            buffer: Vec::new(),
            at: 0,
            ended: false,
            clean: true,
            number: 1,
            end: b'\n',
        };
        lines.more()?;
        let head = lines.front();
        if memchr(b'\n', head).is_none() && memchr(b'\r', head).is_some() {
            lines.end = b'\r';
        }
        Ok(lines)
    }

    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    pub(crate) fn meter(&self) -> &Meter {
        self.text.meter()
    }

    /// The text that is at hand.
    pub(crate) fn front(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Whether the text at hand is all that is left.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether the text at hand is known to be valid UTF-8.
    pub(crate) fn is_clean(&self) -> bool {
        self.clean
    }

    /// Brings a further block to hand.
    pub(crate) fn more(&mut self) -> Result<(), CustomersError> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let known = self.buffer.len();
        while !self.ended && self.buffer.len() == known {
            self.ended = !self.text.fill(&mut self.buffer)?;
        }
        self.clean = match std::str::from_utf8(&self.buffer) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none() && !self.ended,
        };
        Ok(())
    }

    /// Goes on by so many bytes and lines.
    pub(crate) fn step(&mut self, bytes: usize, lines: u64) {
        self.at += bytes;
        self.number += lines;
    }

    /// Looks for the end of the line at the front.
    #[inline]
    pub(crate) fn window(&mut self) -> Result<Window, CustomersError> {
        let mut from = 0;
        loop {
            let front = &self.buffer[self.at..];
            if let Some(found) = memchr(self.end, &front[from..]) {
                let end = from + found;
                let length = if end > 0 && front[end - 1] == b'\r' {
                    end - 1
                } else {
                    end
                };
                if length > LINE_MAX {
                    return Ok(Window::TooLong);
                }
                return Ok(Window::Line {
                    length,
                    step: end + 1,
                });
            }
            from = front.len();
            if from > LINE_MAX {
                return Ok(Window::TooLong);
            }
            if self.ended {
                let length = if front.last() == Some(&b'\r') {
                    from - 1
                } else {
                    from
                };
                return Ok(if from == 0 {
                    Window::End
                } else {
                    Window::Line { length, step: from }
                });
            }
            self.more()?;
        }
    }

    /// Throws the line at the front away, however long it is.
    pub(crate) fn skip_line(&mut self) -> Result<(), CustomersError> {
        loop {
            if let Some(found) = memchr(self.end, self.front()) {
                self.step(found + 1, 1);
                return Ok(());
            }
            self.at = self.buffer.len();
            if self.ended {
                return Ok(());
            }
            self.more()?;
        }
    }
}

//! A file's bytes as UTF-8, with the line and column that the reading has come to.

use std::io::{self, BufRead, Read};
use std::path::Path;

use memchr::memrchr;

use crate::error::CustomersError;
use crate::text::{Encoding, Meter, Text, Unpacked};

/// The largest piece of markup or text, bytes: what is longer ends the reading instead of filling the memory.
const PIECE_MAX: u64 = 16 << 20;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, from 1.
    pub(crate) line: u64,
    /// The character in the line, from 1.
    pub(crate) column: u64,
}

/// A file's text, handed on block by block.
pub(crate) struct Source {
    text: Text,
    block: Vec<u8>,
    at: usize,
    ended: bool,
    place: Place,
    piece_bytes: u64,
    failed: Option<CustomersError>,
}

impl Source {
    /// Opens a file, packed or not, and finds its encoding: by its mark, by its look, by what its first line says.
    pub(crate) fn open(path: &Path) -> Result<Self, CustomersError> {
        let mut unpacked = Unpacked::open(path)?;
        let mut head = Vec::new();
        unpacked.fill(&mut head)?;
        if head.trim_ascii().is_empty() || head == b"\xef\xbb\xbf" {
            return Err(CustomersError::FileEmpty);
        }
        let encoding = encoding_of(&head);
        Ok(Self {
            text: Text::new(unpacked, head, encoding),
            block: Vec::new(),
            at: 0,
            ended: false,
            place: Place { line: 1, column: 1 },
            piece_bytes: 0,
            failed: None,
        })
    }

    /// Where the next byte stands.
    pub(crate) const fn place(&self) -> Place {
        self.place
    }

    /// How much of the file has been read.
    pub(crate) fn meter(&self) -> &Meter {
        self.text.meter()
    }

    /// Begins a new piece, whose length is limited.
    pub(crate) const fn begin_piece(&mut self) {
        self.piece_bytes = 0;
    }

    /// Why reading failed, when the file was the cause.
    pub(crate) const fn take_failure(&mut self) -> Option<CustomersError> {
        self.failed.take()
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece_bytes > PIECE_MAX {
            return Err(io::Error::other("a single value is longer than 16 MB"));
        }
        // A block may decode to nothing, which does not yet mean the end.
        while self.at == self.block.len() && !self.ended {
            self.block.clear();
            self.at = 0;
            match self.text.fill(&mut self.block) {
                Ok(goes_on) => self.ended = !goes_on,
                Err(error) => {
                    self.failed = Some(error);
                    return Err(io::Error::other("the file could not be read"));
                }
            }
        }
        Ok(&self.block[self.at..])
    }

    fn consume(&mut self, count: usize) {
        let taken = &self.block[self.at..self.at + count];
        let tail = match memrchr(b'\n', taken) {
            None => taken,
            Some(last) => {
                self.place.line += memchr::memchr_iter(b'\n', taken).count() as u64;
                self.place.column = 1;
                &taken[last + 1..]
            }
        };
        // Bytes that continue a character do not count.
        self.place.column += tail.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
        self.at += count;
        self.piece_bytes += count as u64;
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

/// The encoding of a file without a mark. The look goes before the declaration: some programs declare one and write another.
fn encoding_of(head: &[u8]) -> Option<Encoding> {
    let (marked, _) = Encoding::by_mark(head);
    if marked.is_some() {
        return marked;
    }
    match Encoding::by_look(head) {
        Some(Encoding::Windows1252) | None => declared(head).or(Some(Encoding::Utf8)),
        seen => seen,
    }
}

/// What `<?xml … encoding="…"?>` says.
fn declared(head: &[u8]) -> Option<Encoding> {
    let head = head.trim_ascii_start();
    let end = memchr::memchr(b'>', head)?;
    let line = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, value) = line.strip_prefix("<?xml")?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let name = value.trim_start_matches(['"', '\'']);
    let name = name.split(['"', '\'']).next()?.to_ascii_lowercase();
    let known = |(known, _): &&(&str, Encoding)| *known == name;
    match name.as_str() {
        "cp1251" | "windows1251" => Some(Encoding::Windows1251),
        _ => Encoding::NAMES.iter().find(known).map(|(_, found)| *found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_read() {
        let head = b"<?xml version=\"1.0\" encoding='Windows-1251'?><a/>";
        assert_eq!(declared(head), Some(Encoding::Windows1251));
        assert_eq!(declared(b"<?xml version=\"1.0\"?>"), None);
        assert_eq!(declared(b"<a encoding=\"utf-8\"/>"), None);
    }

    #[test]
    fn what_stands_there_goes_before_what_is_declared() {
        let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><Товары/>";
        assert_eq!(encoding_of(text.as_bytes()), Some(Encoding::Utf8));
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация/>");
        assert_eq!(encoding_of(&bytes), Some(Encoding::Windows1251));
    }
}

//! Bytes of a file become text: decompressed, and decoded to UTF-8.

mod encoding;
mod lines;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

pub use encoding::Encoding;
pub(crate) use encoding::binary_kind;
pub(crate) use lines::{LINE_MAX, Lines, Window};

use crate::error::CustomersError;

/// Bytes that are taken from a file at once, and that are looked at to find its form.
pub(crate) const BLOCK: usize = 256 * 1024;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// As it is.
    None,
    /// gzip, also of several members.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// How much of a file has been read, in its own (packed) bytes.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    done: Arc<AtomicU64>,
    total: u64,
}

impl Meter {
    /// A meter of a source with so many bytes.
    pub fn new(total: u64) -> Self {
        Self {
            done: Arc::default(),
            total,
        }
    }

    /// Tells that so many further bytes have been read.
    pub fn advance(&self, bytes: u64) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes read so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Bytes of the file.
    pub const fn total(&self) -> u64 {
        self.total
    }
}

struct Metered {
    file: File,
    done: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.done.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A file's unpacked bytes.
pub(crate) struct Unpacked {
    reader: Box<dyn Read + Send>,
    pub(crate) compression: Compression,
    pub(crate) meter: Meter,
}

impl Unpacked {
    pub(crate) fn open(path: &Path) -> Result<Self, CustomersError> {
        let file = File::open(path).map_err(CustomersError::File)?;
        let total = file.metadata().map_err(CustomersError::File)?.len();
        let meter = Meter::new(total);
        let metered = Metered {
            file,
            done: Arc::clone(&meter.done),
        };
        let mut packed = BufReader::with_capacity(BLOCK, metered);
        let magic = std::io::BufRead::fill_buf(&mut packed).map_err(CustomersError::File)?;
        let compression = Compression::of(magic);
        let reader: Box<dyn Read + Send> = match compression {
            Compression::None => Box::new(packed),
            Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
            Compression::Zstd => Box::new(
                zstd::stream::read::Decoder::with_buffer(packed).map_err(CustomersError::File)?,
            ),
        };
        Ok(Self {
            reader,
            compression,
            meter,
        })
    }

    /// Appends up to a block to `buffer`; no bytes mean the end.
    pub(crate) fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<usize, CustomersError> {
        let start = buffer.len();
        match (&mut self.reader).take(BLOCK as u64).read_to_end(buffer) {
            Ok(_) => Ok(buffer.len() - start),
            Err(error) if self.compression == Compression::None => Err(CustomersError::File(error)),
            Err(error) => Err(CustomersError::ArchiveDamaged(
                self.compression.name(),
                error,
            )),
        }
    }
}

/// A file's text: what [`Text::fill`] appends is UTF-8, save for errors in a file that claims to be UTF-8.
pub(crate) struct Text {
    source: Unpacked,
    pending: Vec<u8>,
    encoding: Option<Encoding>,
    decoder: Option<encoding_rs::Decoder>,
    ended: bool,
}

impl Text {
    /// Text from a file whose first bytes are in `head` already; the encoding is looked for unless it is given.
    pub(crate) fn new(source: Unpacked, head: Vec<u8>, encoding: Option<Encoding>) -> Self {
        let mut text = Self {
            source,
            pending: head,
            encoding: None,
            decoder: None,
            ended: false,
        };
        let (found, mark) = Encoding::by_mark(&text.pending);
        text.pending.drain(..mark);
        if let Some(encoding) = encoding.or(found) {
            text.settle(encoding);
        }
        text
    }

    /// The encoding, as far as it is known: text that has shown only ASCII so far is UTF-8.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.source.meter
    }

    fn settle(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
        self.decoder = encoding.decoder();
    }

    /// Appends a block of text to `buffer`; `false` at the end.
    pub(crate) fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<bool, CustomersError> {
        if self.ended {
            return Ok(false);
        }
        if self.pending.is_empty() {
            if self.decoder.is_none() && self.encoding.is_some() {
                let count = self.source.fill(buffer)?;
                self.ended = count == 0;
                return Ok(!self.ended);
            }
            self.ended = self.source.fill(&mut self.pending)? == 0;
        }
        // The encoding is decided by the first block that is not plain ASCII, however late it comes.
        if self.encoding.is_none()
            && let Some(encoding) = Encoding::by_look(&self.pending)
        {
            self.settle(encoding);
        }
        match &mut self.decoder {
            Some(decoder) => encoding::decode(decoder, &self.pending, buffer, self.ended),
            None => buffer.extend_from_slice(&self.pending),
        }
        self.pending.clear();
        Ok(!self.ended)
    }
}

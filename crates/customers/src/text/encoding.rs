//! Which encoding a text has, found by looking at it.

use encoding_rs::{CoderResult, Decoder};
use serde::{Deserialize, Serialize};

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, least significant byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, most significant byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Cyrillic Windows.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Western Windows, of which Latin-1 is a part.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// Every encoding with the name that mappings use.
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        ("utf-8", Self::Utf8),
        ("utf-16le", Self::Utf16Le),
        ("utf-16be", Self::Utf16Be),
        ("windows-1251", Self::Windows1251),
        ("windows-1252", Self::Windows1252),
    ];

    /// The names that mappings use.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// The encoding that a byte order mark tells, and the mark's length.
    pub(crate) fn by_mark(head: &[u8]) -> (Option<Self>, usize) {
        match head {
            [0xef, 0xbb, 0xbf, ..] => (Some(Self::Utf8), 3),
            [0xff, 0xfe, ..] => (Some(Self::Utf16Le), 2),
            [0xfe, 0xff, ..] => (Some(Self::Utf16Be), 2),
            _ => (None, 0),
        }
    }

    /// The encoding that a text without a mark most likely has; nothing while it is plain ASCII.
    pub(crate) fn by_look(text: &[u8]) -> Option<Self> {
        if text.contains(&0) {
            return Some(Self::by_zeros(text).unwrap_or(Self::Utf8));
        }
        if text.is_ascii() {
            return None;
        }
        let (valid, broken) = count_sequences(text);
        if broken == 0 || broken * 10 <= valid {
            return Some(Self::Utf8);
        }
        Some(if is_cyrillic(text) {
            Self::Windows1251
        } else {
            Self::Windows1252
        })
    }

    /// UTF-16 shows zero bytes on one side of its pairs, wherever there is a digit, a blank or a separator.
    pub(crate) fn by_zeros(text: &[u8]) -> Option<Self> {
        let zeros = |side: usize| {
            text.iter()
                .skip(side)
                .step_by(2)
                .filter(|byte| **byte == 0)
                .count()
        };
        let (even, odd) = (zeros(0), zeros(1));
        let pairs = (text.len() / 2).max(1);
        if odd * 10 >= pairs && even * 50 <= odd {
            Some(Self::Utf16Le)
        } else if even * 10 >= pairs && odd * 50 <= even {
            Some(Self::Utf16Be)
        } else {
            None
        }
    }

    pub(crate) fn decoder(self) -> Option<Decoder> {
        let encoding = match self {
            Self::Utf8 => return None,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        Some(encoding.new_decoder_without_bom_handling())
    }
}

/// Characters beyond ASCII that are whole, and bytes that belong to none; a cut at the end counts as neither.
fn count_sequences(mut text: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    loop {
        let leads = |part: &[u8]| part.iter().filter(|byte| **byte >= 0xc0).count();
        match std::str::from_utf8(text) {
            Ok(_) => return (valid + leads(text), broken),
            Err(error) => {
                valid += leads(&text[..error.valid_up_to()]);
                let Some(length) = error.error_len() else {
                    return (valid, broken);
                };
                broken += 1;
                text = &text[error.valid_up_to() + length..];
            }
        }
    }
}

/// Cyrillic words are runs of high bytes; Western ones have single high bytes among ASCII letters.
fn is_cyrillic(text: &[u8]) -> bool {
    let (mut in_runs, mut alone) = (0_usize, 0_usize);
    let mut run = 0_usize;
    for byte in text.iter().chain(std::iter::once(&b' ')) {
        if *byte >= 0xc0 || matches!(byte, 0xa8 | 0xb8) {
            run += 1;
            continue;
        }
        if run >= 3 {
            in_runs += run;
        } else {
            alone += run;
        }
        run = 0;
    }
    in_runs > alone
}

/// Appends `source` to `target` as UTF-8.
pub(super) fn decode(decoder: &mut Decoder, source: &[u8], target: &mut Vec<u8>, last: bool) {
    let mut rest = source;
    loop {
        let room = decoder
            .max_utf8_buffer_length(rest.len())
            .unwrap_or(rest.len() * 4 + 16);
        let start = target.len();
        target.resize(start + room, 0);
        let (result, read, written, _) = decoder.decode_to_utf8(rest, &mut target[start..], last);
        target.truncate(start + written);
        rest = rest.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// What kind of non-text the first bytes show, in words that fit after "the file is".
pub(crate) fn binary_kind(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (
            b"\xd0\xcf\x11\xe0",
            "an old Excel workbook (.xls), which must be saved as .xlsx",
        ),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, kind)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    if Encoding::by_mark(head).0.is_some()
        || (head.contains(&0) && Encoding::by_zeros(head).is_some())
    {
        return None;
    }
    let is_odd =
        |byte: &&u8| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a);
    let odd = head.iter().filter(is_odd).count();
    let limit = head.len() / 1000;
    (head.contains(&0) && odd > limit || odd > limit + 2).then_some("binary, not text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_decides_nothing_and_utf8_is_seen() {
        assert_eq!(Encoding::by_look(b"a,b\n1,2\n"), None);
        assert_eq!(
            Encoding::by_look("име,цена".as_bytes()),
            Some(Encoding::Utf8)
        );
        let cut = "blåbær syltetøy, ærlig talt å ";
        assert_eq!(
            Encoding::by_look(&cut.as_bytes()[..4]),
            Some(Encoding::Utf8)
        );
    }

    #[test]
    fn one_broken_byte_does_not_make_utf8_something_else() {
        let mut text = "Ünïcödé wörds änd möre ünd nöch mehr"
            .repeat(5)
            .into_bytes();
        text.insert(20, b'\n');
        text.push(0xff);
        text.extend_from_slice(b" end");
        assert_eq!(Encoding::by_look(&text), Some(Encoding::Utf8));
    }

    #[test]
    fn windows_code_pages_are_told_apart_by_their_words() {
        let (cyrillic, _, _) =
            encoding_rs::WINDOWS_1251.encode("Дата;Клиент;Сумма\nИванов;Продажа");
        assert_eq!(Encoding::by_look(&cyrillic), Some(Encoding::Windows1251));
        let (western, _, _) =
            encoding_rs::WINDOWS_1252.encode("Größe;Menü;Prix à l'unité;blåbær;£5");
        assert_eq!(Encoding::by_look(&western), Some(Encoding::Windows1252));
    }

    #[test]
    fn utf16_is_told_by_its_zeros() {
        let little: Vec<u8> = "date;цена 12\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = "date;цена 12\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(Encoding::by_look(&little), Some(Encoding::Utf16Le));
        assert_eq!(Encoding::by_look(&big), Some(Encoding::Utf16Be));
        assert_eq!(binary_kind(&little), None);
    }

    #[test]
    fn binary_is_named() {
        assert_eq!(binary_kind(b"%PDF-1.7 ..."), Some("a PDF document"));
        assert!(binary_kind(&[0, 1, 2, 3, 0, 0, 7, 9, 200, 0, 0, 4]).is_some());
        assert_eq!(binary_kind(b"a;b\r\n1;2\r\n"), None);
    }
}

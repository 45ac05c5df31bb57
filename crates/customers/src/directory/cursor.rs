//! Where a page of a list begins: behind a key and an id, for one question only.

use super::filter::{DirectoryFilter, Sort, SortKey};
use crate::error::CustomersError;

/// What a list is sorted by, of one customer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Int(i64),
    Bytes(Vec<u8>),
}

/// A place in a list: the key and the customer's id.
pub(super) type Place = (Key, i64);

/// What tells a question from others, so that a cursor of another is refused.
pub(super) fn digest(filter: &DirectoryFilter, sort: Sort) -> u32 {
    let words = filter.search.as_ref().map(|search| search.words.join(" "));
    let text = format!("{filter:?} {words:?} {sort:?}");
    // FNV-1a: it tells mistakes apart, and keeps nobody out.
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Writes a place.
pub(super) fn write(question: u32, (key, id): &Place) -> String {
    let key = match key {
        Key::Int(key) => format!("{key:016x}"),
        Key::Bytes(bytes) => hex(bytes),
    };
    format!("{question:08x}{id:016x}{key}")
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    let both = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    bytes.iter().flat_map(both).collect()
}

/// Reads a place.
///
/// # Errors
///
/// When it is none, or one of another question.
pub(super) fn read(text: &str, question: u32, sort: Sort) -> Result<Place, CustomersError> {
    let place = || {
        let (head, rest) = text.split_at_checked(8)?;
        let (id, key) = rest.split_at_checked(16)?;
        if u32::from_str_radix(head, 16).ok()? != question {
            return None;
        }
        let id = i64::from_str_radix(id, 16).ok()?;
        let key = match sort.key {
            SortKey::Name => Key::Bytes(bytes(key)?),
            _ => Key::Int(u64::from_str_radix(key, 16).ok()?.cast_signed()),
        };
        Some((key, id))
    };
    place().ok_or_else(|| CustomersError::CursorInvalid(text.chars().take(80).collect()))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    text.len()
        .is_multiple_of(2)
        .then(|| pairs.map(byte).collect())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_of_another_question_is_none() {
        let (filter, sort) = (DirectoryFilter::default(), Sort::default());
        let question = digest(&filter, sort);
        let cursor = write(question, &(Key::Int(-5), 7));
        assert_eq!(read(&cursor, question, sort).unwrap(), (Key::Int(-5), 7));
        let other = DirectoryFilter {
            country: Some("Malta".to_owned()),
            ..filter
        };
        assert!(read(&cursor, digest(&other, sort), sort).is_err());
        for wrong in ["", "x", "ß", &cursor[..20], &format!("{cursor}00")] {
            assert!(read(wrong, question, sort).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(number in any::<i64>(), id in 0_i64.., name in prop::collection::vec(any::<u8>(), 0..48)) {
            let sort = Sort::default();
            let place = (Key::Int(number), id);
            prop_assert_eq!(read(&write(3, &place), 3, sort).unwrap(), place);
            let sort = Sort { key: SortKey::Name, is_descending: false };
            let place = (Key::Bytes(name), id);
            prop_assert_eq!(read(&write(3, &place), 3, sort).unwrap(), place);
        }

        #[test]
        fn no_text_makes_it_break(text in any::<String>()) {
            prop_assert!(read(&text, 3, Sort::default()).is_err());
        }
    }
}

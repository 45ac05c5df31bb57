//! Texts that come again and again become small numbers.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::error::CustomersError;

/// A column of texts: one code a row, into a dictionary of the different ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// One a row; [`Codes::NONE`] where there is no text.
    pub codes: Vec<u32>,
    /// The different texts, in the order of their first appearance.
    pub dictionary: Vec<String>,
}

impl Codes {
    /// Stands for no text.
    pub const NONE: u32 = u32::MAX;

    /// The text of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.dictionary
            .get(usize::try_from(code).ok()?)
            .map(String::as_str)
    }
}

/// A column of texts while it is being filled.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    column: Codes,
    table: HashTable<(u32, u32)>,
    last: Option<u32>,
}

/// The same everywhere: the order of codes does not depend on it.
const HASHER: FixedState = FixedState::with_seed(0x5eed);

impl Interner {
    /// Adds a row with the text, or with none when it is empty.
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) -> Result<(), CustomersError> {
        let code = self.code(text)?;
        self.column.codes.push(code);
        Ok(())
    }

    /// Adds a row without a text.
    #[inline]
    pub(crate) fn push_none(&mut self) {
        self.column.codes.push(Codes::NONE);
    }

    #[inline]
    fn code(&mut self, text: &[u8]) -> Result<u32, CustomersError> {
        if text.is_empty() {
            return Ok(Codes::NONE);
        }
        // Neighbouring lines are often of one receipt, one customer, one country.
        if let Some(last) = self.last
            && self
                .column
                .dictionary
                .get(last as usize)
                .is_some_and(|known| known.as_bytes() == text)
        {
            return Ok(last);
        }
        let mut hasher = HASHER.build_hasher();
        hasher.write(text);
        let hash = hasher.finish();
        // The upper half is kept beside the code, so that most misses never look at a text.
        let mark = u32::try_from(hash >> 32).unwrap_or_default();
        let dictionary = &self.column.dictionary;
        let is_same = |(code, other): &(u32, u32)| {
            *other == mark
                && dictionary
                    .get(*code as usize)
                    .is_some_and(|known| known.as_bytes() == text)
        };
        let code = match self.table.find(spread(mark), is_same) {
            Some((code, _)) => *code,
            None => self.add(text, mark)?,
        };
        self.last = Some(code);
        Ok(code)
    }

    fn add(&mut self, text: &[u8], mark: u32) -> Result<u32, CustomersError> {
        let code = u32::try_from(self.column.dictionary.len())
            .ok()
            .filter(|code| *code < Codes::NONE)
            .ok_or(CustomersError::ValuesExhausted)?;
        // Rows that are not valid text have been refused before: nothing is lost here.
        self.column
            .dictionary
            .push(String::from_utf8_lossy(text).into_owned());
        self.table
            .insert_unique(spread(mark), (code, mark), |(_, mark)| spread(*mark));
        Ok(code)
    }

    /// The column so far.
    pub(crate) const fn column(&self) -> &Codes {
        &self.column
    }

    /// The filled column.
    pub(crate) fn finish(self) -> Codes {
        self.column
    }
}

/// A 64-bit hash from its kept half: the table takes its position from the lower bits, its tag from the upper ones.
fn spread(mark: u32) -> u64 {
    u64::from(mark).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code_and_empty_ones_have_none() {
        let mut interner = Interner::default();
        for text in ["a", "b", "a", "", "b", "c"] {
            interner.push(text.as_bytes()).unwrap();
        }
        let column = interner.finish();
        assert_eq!(column.codes, [0, 1, 0, Codes::NONE, 1, 2]);
        assert_eq!(column.dictionary, ["a", "b", "c"]);
        assert_eq!(column.get(4), Some("b"));
        assert_eq!(column.get(3), None);
    }

    #[test]
    fn many_texts_keep_apart() {
        let mut interner = Interner::default();
        for round in 0..2 {
            for at in 0..100_000_u32 {
                interner.push(at.to_string().as_bytes()).unwrap();
                assert_eq!(interner.column.codes[(round * 100_000 + at) as usize], at);
            }
        }
        assert_eq!(interner.finish().dictionary.len(), 100_000);
    }
}

//! Lists in pieces.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A piece of a list, and where the next one starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// What to ask for the next piece with; nothing at the end.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of at most `limit` of the `items`; when there are more, the cursor is that of the last item kept.
    ///
    /// Ask the database for `limit.one_more()` rows.
    pub fn of(mut items: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> String) -> Self {
        let limit = usize::from(limit.get());
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = if more { items.last().map(cursor) } else { None };
        Self { items, next_cursor }
    }

    /// The same page of other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// How many items a page has at most: 1 to 1 000, 50 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Limit(u16);

/// The number is not a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a page has 1 to 1000 items, {0} were requested")]
pub struct LimitError(pub u32);

impl Limit {
    /// The number of items.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// One more than fits, to see whether there are more; what a statement's `limit` takes.
    pub const fn one_more(self) -> i64 {
        self.0 as i64 + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl TryFrom<u32> for Limit {
    type Error = LimitError;

    fn try_from(items: u32) -> Result<Self, LimitError> {
        match u16::try_from(items) {
            Ok(items @ 1..=1000) => Ok(Self(items)),
            _ => Err(LimitError(items)),
        }
    }
}

impl From<Limit> for u32 {
    fn from(limit: Limit) -> Self {
        Self::from(limit.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_one_to_a_thousand() {
        assert_eq!(
            [1, 1_000].map(|items| Limit::try_from(items).unwrap().get()),
            [1, 1_000]
        );
        assert_eq!(
            [0, 1_001, 70_000].map(|items| Limit::try_from(items).unwrap_err().0),
            [0, 1_001, 70_000]
        );
        assert_eq!(Limit::default().one_more(), 51);
    }

    #[test]
    fn a_cursor_is_there_only_when_there_is_more() {
        let limit = Limit::try_from(2).unwrap();
        let page = Page::of(vec![1, 2, 3], limit, ToString::to_string);
        assert_eq!(
            page,
            Page {
                items: vec![1, 2],
                next_cursor: Some("2".to_owned())
            }
        );
        assert_eq!(
            Page::of(vec![1, 2], limit, ToString::to_string).next_cursor,
            None
        );
    }
}

//! The directory of customers: each with what a list shows, searched by words, filtered and sorted by indexes.
//!
//! Whoever changes a customer notes the id (`customer_changed`) in the same transaction, and [`Directory::settle`] brings entry and
//! words up to it, so that there is one place that folds names, and a crash forgets nothing. Figures come from the lake and from
//! scores, as of a day, through [`Directory::publish`].
//!
//! A list is answered by the statement that has least to look at: the rows of the rarest filter when they are few, those of the
//! rarest word of a search, else a walk along the sort's index from the cursor on. All give the same, and each is bounded.

mod along;
pub(crate) mod changed;
mod condition;
mod csv;
mod cursor;
mod entry;
mod figures;
mod filter;
mod fold;
mod list;
mod plan;
mod publish;
mod rows;
mod settle;
mod words;

use ::store::Store;

pub use entry::{Entry, Listed};
pub use figures::{EntryFigures, Listing};
pub use filter::{DirectoryFilter, Search, Sort, SortKey, Span};
pub use list::{DirectoryPage, TOTAL_MAX};

/// The directory of one workspace.
#[derive(Clone, Debug)]
pub struct Directory {
    store: Store,
    reach: Reach,
}

/// How many rows a statement may look at before another one is chosen. What a list answers does not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// A filter with no more rows than these is answered by its index.
    pub few: i64,
    /// So many rows are sorted here rather than by a further statement.
    pub sorted_here: i64,
    /// And so many whom a search found: to find them took longer than to sort them does.
    pub searched_here: u64,
    /// A filter with no more rows than these may narrow a search whose words are common.
    pub narrowing: i64,
    /// Rows of the sort's index that are looked at, first and then, before all are.
    pub walked: [i64; 2],
}

impl Reach {
    /// Measured with a million customers on SQLite: each step then takes some ten milliseconds at most.
    pub const USUAL: Self = Self {
        few: 5_000,
        sorted_here: 2_000,
        searched_here: 10_000,
        narrowing: 200_000,
        walked: [1_000, 8_000],
    };
}

impl Directory {
    /// The directory in a store.
    pub const fn new(store: Store) -> Self {
        Self::reaching(store, Reach::USUAL)
    }

    /// The same with bounds of its own.
    pub const fn reaching(store: Store, reach: Reach) -> Self {
        Self { store, reach }
    }
}

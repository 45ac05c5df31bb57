//! Marketing spend: what a channel's campaign cost on a day, and how often it was seen and clicked.
//!
//! A channel, campaign and day has one figure: said again it is the same, said otherwise it is replaced. What is handed over
//! together is taken together or not at all.

mod figure;
mod figures;
mod filter;
mod list;
mod months;
mod put;
mod read;
mod remove;
mod statements;
mod sums;

use ::store::Store;

pub use figure::SpendFigure;
pub use figures::{FIGURES_MAX, SpendFigures, SpendItem};

pub use filter::SpendFilter;
pub use list::SpendTold;
pub use put::SpendPut;
pub use read::{ReadSpend, read_spend};
pub use sums::{SUMS_MAX, SpendBy, SpendSum};

pub(crate) use figures::told;

/// The marketing spend of one workspace.
#[derive(Clone, Debug)]
pub struct MarketingSpend {
    store: Store,
}

impl MarketingSpend {
    /// The spend in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }
}

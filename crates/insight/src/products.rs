//! Products: what each brings, who buys it again, with what customers begin, what is bought together.
//!
//! The lines of the time are read once and coded as numbers; every list, search, pair and page comes out of these. They are
//! kept for the questions that follow, as long as the tables have not changed ([`ProductMemory`]).

mod association;
mod base;
mod buyers;
mod detail;
mod lines;
mod list;
mod memory;
mod names;
mod pairs;
mod query;
mod report;
mod tally;

pub use buyers::{BuyerFigure, ProductPlace, ShopFigure, product_customers};
pub use detail::product;
pub use list::{ProductList, ProductOrder, products};
pub use memory::ProductMemory;
pub use pairs::{PairList, PairOrder, product_pairs};
pub use query::{ProductCompare, ProductQuery};
pub use report::{
    BuyerSegment, Pair, PairReport, PairSide, ProductBefore, ProductDetail, ProductFigures,
    ProductMonth, ProductPage, ProductTotals,
};

/// The report's name in errors.
const REPORT: &str = "products";

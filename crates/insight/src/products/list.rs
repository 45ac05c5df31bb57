//! The products of a time, sorted, searched and in pages.

use std::cmp::Reverse;
use std::str::FromStr;

use kernel::Limit;

use crate::calendar::date_of;
use crate::products::base::Base;
use crate::products::memory::ProductMemory;
use crate::products::query::ProductQuery;
use crate::products::report::{ProductFigures, ProductPage, ProductTotals};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};

/// By what products are listed; the most first, except by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProductOrder {
    /// Net revenue.
    #[default]
    Revenue,
    /// Units sold.
    Units,
    /// Receipts.
    Orders,
    /// Buyers.
    Buyers,
    /// The share of returns.
    Returns,
    /// The share of buyers who bought it again.
    Repeat,
    /// The share of new customers who began with it.
    First,
    /// How much revenue grew.
    Change,
    /// The name, else the key, from A on.
    Name,
}

impl FromStr for ProductOrder {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        Ok(match text {
            "revenue" => Self::Revenue,
            "units" => Self::Units,
            "orders" => Self::Orders,
            "buyers" => Self::Buyers,
            "returns" => Self::Returns,
            "repeat" => Self::Repeat,
            "first" => Self::First,
            "change" => Self::Change,
            "name" => Self::Name,
            _ => {
                return Err(InsightError::NameUnknown {
                    what: "order of products",
                    given: text.to_owned(),
                    expected: "revenue, units, orders, buyers, returns, repeat, first, change or name",
                });
            }
        })
    }
}

/// Which products are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProductList<'a> {
    /// A part of the key, the name or the category, in any case; all products when absent.
    pub search: Option<&'a str>,
    /// By what they are listed.
    pub order: ProductOrder,
    /// Whether the least come first.
    pub reversed: bool,
    /// Where the page begins: the cursor of the page before.
    pub cursor: Option<&'a str>,
    /// How many products.
    pub limit: Limit,
}

/// Lists the products of a time.
///
/// # Errors
///
/// [`InsightError::FromNotBefore`], [`InsightError::AsOfTooLate`], [`InsightError::CursorUnknown`],
/// [`InsightError::Engine`].
pub async fn products(
    source: &Source<'_>,
    memory: &ProductMemory,
    query: &ProductQuery,
    list: &ProductList<'_>,
) -> Result<ProductPage, InsightError> {
    let start = list.cursor.map_or(Ok(0), place)?;
    let base = memory.base(source, query).await?;
    let mut page = ProductPage {
        as_of: query.as_of,
        from: query.from,
        compare_from: None,
        compare_until: None,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        totals: ProductTotals::default(),
        matching: 0,
        items: Vec::new(),
        next_cursor: None,
    };
    let Some(base) = base else { return Ok(page) };
    page.as_of = Some(date_of(base.days.last));
    page.from = Some(date_of(base.days.first));
    page.compare_from = base.earlier.map(|days| date_of(days.first));
    page.compare_until = base.earlier.map(|days| date_of(days.last));
    page.totals = base.totals;
    let wanted = wanted(&base, list);
    page.matching = wanted.len() as u64;
    let end = wanted
        .len()
        .min(start.saturating_add(usize::from(list.limit.get())));
    let items = wanted.get(start..end).unwrap_or_default();
    page.items = items.iter().map(|&figures| figures.clone()).collect();
    page.next_cursor = (end < wanted.len()).then(|| end.to_string());
    Ok(page)
}

/// The products that match, in order.
fn wanted<'b>(base: &'b Base, list: &ProductList<'_>) -> Vec<&'b ProductFigures> {
    let search = list.search.map(str::to_lowercase);
    let matches = |figures: &&ProductFigures| {
        let Some(search) = &search else { return true };
        let texts = [
            Some(&figures.product),
            figures.name.as_ref(),
            figures.category.as_ref(),
        ];
        let mut texts = texts.into_iter().flatten();
        texts.any(|text| text.to_lowercase().contains(search.as_str()))
    };
    let mut wanted: Vec<&ProductFigures> = base.figures.iter().filter(matches).collect();
    if list.order == ProductOrder::Name {
        wanted.sort_by_cached_key(|figures| {
            let name = figures.name.as_ref().unwrap_or(&figures.product);
            (name.to_lowercase(), figures.product.clone())
        });
    } else {
        wanted.sort_by(|a, b| {
            let amount = |figures: &ProductFigures| amount(figures, list.order);
            let by_amount = amount(b).total_cmp(&amount(a));
            by_amount
                .then_with(|| Reverse(a.revenue_minor).cmp(&Reverse(b.revenue_minor)))
                .then_with(|| a.product.cmp(&b.product))
        });
    }
    if list.reversed {
        wanted.reverse();
    }
    wanted
}

/// What a product is sorted by; one without it comes last.
fn amount(figures: &ProductFigures, order: ProductOrder) -> f64 {
    let share = |share: Option<f64>| share.unwrap_or(f64::NEG_INFINITY);
    match order {
        ProductOrder::Revenue | ProductOrder::Name => lab::minor_to_f64(figures.revenue_minor),
        ProductOrder::Units => figures.units,
        ProductOrder::Orders => lab::count_to_f64(figures.orders),
        ProductOrder::Buyers => lab::count_to_f64(figures.buyers),
        ProductOrder::Returns => share(figures.return_share),
        ProductOrder::Repeat => share(figures.repeat_rate),
        ProductOrder::First => share(figures.first_share),
        ProductOrder::Change => share(figures.revenue_change),
    }
}

/// The number of products before the page.
fn place(cursor: &str) -> Result<usize, InsightError> {
    cursor
        .parse()
        .map_err(|_| InsightError::CursorUnknown(cursor.to_owned()))
}

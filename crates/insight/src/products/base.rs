//! What all questions about the products of a time come out of.

use std::collections::BTreeMap;

use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::scalar::ScalarValue;

use crate::InsightError;
use crate::calendar::Day;
use crate::money::{count_ratio, per, ratio};
use crate::products::REPORT;
use crate::products::lines::{Lines, Sums};
use crate::products::names::{Named, Names};
use crate::products::query::{Days, ProductQuery};
use crate::products::report::{ProductBefore, ProductFigures, ProductTotals};
use crate::products::tally::{self, Bought, Newcomers, unpacked};
use crate::source::{Scope, Source, column};

/// The products of a time.
#[derive(Debug)]
pub(crate) struct Base {
    pub(super) days: Days,
    pub(super) earlier: Option<Days>,
    pub(super) totals: ProductTotals,
    pub(super) names: Names,
    /// By number of the product.
    pub(super) figures: Vec<ProductFigures>,
    /// Pairs of order and product, sorted, each once.
    pub(super) baskets: Vec<u64>,
    pub(super) bought: Bought,
    /// The id of each customer who bought anything.
    pub(super) customers: Vec<i64>,
    /// The ids of those whose first order lies in the time.
    pub(super) newcomers: Vec<i64>,
}

impl Base {
    /// Reads and counts.
    pub(super) async fn read(
        source: &Source<'_>,
        query: &ProductQuery,
        scope: Scope,
    ) -> Result<Self, InsightError> {
        let (days, earlier) = query.days(scope)?;
        let bounds = days.bounds();
        let between = |statement, bounds| source.rows_between(REPORT, statement, bounds);
        let lines = between(include_str!("../sql/product_lines.sql"), bounds).await?;
        let come = between(include_str!("../sql/customers_come.sql"), bounds).await?;
        let before = match earlier {
            Some(earlier) => {
                let statement = include_str!("../sql/product_sums.sql");
                Some(between(statement, earlier.bounds()).await?)
            }
            None => None,
        };
        let named = source
            .rows(REPORT, include_str!("../sql/product_names.sql"), None)
            .await?;
        let counted = tokio::task::spawn_blocking(move || {
            let names = Names::of(&named)?;
            let mut base = count((&lines, &names), &newcomers(&come)?, days)?;
            base.earlier = earlier;
            base.name(&names);
            if let Some(before) = before {
                base.compare(sums(&before, &names)?);
            }
            base.names = names;
            Ok(base)
        });
        counted.await.map_err(|stopped| InsightError::Engine {
            report: REPORT,
            source: DataFusionError::External(Box::new(stopped)),
        })?
    }

    fn name(&mut self, names: &Names) {
        for figures in &mut self.figures {
            (figures.name, figures.category) = names.find(&figures.product);
        }
    }

    /// Sets beside each product what it brought before; who brings nothing any more counts in the totals only.
    fn compare(&mut self, mut before: BTreeMap<String, ProductBefore>) {
        let mut all = ProductBefore::default();
        for sums in before.values() {
            all.revenue_minor += sums.revenue_minor;
            all.units += sums.units;
        }
        self.totals.before = Some(all);
        for figures in &mut self.figures {
            let before = before.remove(&figures.product).unwrap_or_default();
            figures.before = Some(before);
            figures.revenue_change = (before.revenue_minor > 0).then(|| {
                lab::minor_to_f64(figures.revenue_minor - before.revenue_minor)
                    / lab::minor_to_f64(before.revenue_minor)
            });
        }
    }

    /// The number of a product.
    pub(super) fn find(&self, product: &str) -> Option<usize> {
        let mut all = self.figures.iter();
        all.position(|figures| figures.product == product)
    }

    /// What statements about the lines of one product take: the last day, its key, and the name by which lines without a key
    /// mean it, where no other product has that name.
    pub(super) fn lines_of(&self, product: usize) -> Vec<ScalarValue> {
        let figures = &self.figures[product];
        let name = figures.name.as_deref().unwrap_or(&figures.product);
        let is_alone = self.names.meant(name) == figures.product;
        vec![
            ScalarValue::Date32(Some(self.days.last)),
            ScalarValue::Utf8(Some(figures.product.clone())),
            ScalarValue::Utf8(is_alone.then(|| name.to_owned())),
        ]
    }

    /// The ids of a product's buyers.
    pub(super) fn buyers_of(&self, product: usize) -> impl Iterator<Item = i64> {
        self.ids(&self.bought.once, product)
    }

    /// The ids of those who bought a product on another day again.
    pub(super) fn repeat_buyers_of(&self, product: usize) -> impl Iterator<Item = i64> {
        self.ids(&self.bought.again, product)
    }

    fn ids<'a>(&'a self, bought: &'a [u64], product: usize) -> impl Iterator<Item = i64> + 'a {
        let of = |buyer: &u64| unpacked(*buyer).0 as usize;
        let start = bought.partition_point(|buyer| of(buyer) < product);
        let end = bought.partition_point(|buyer| of(buyer) <= product);
        bought[start..end]
            .iter()
            .map(|buyer| self.customers[unpacked(*buyer).1 as usize])
    }
}

fn count(
    (batches, names): (&[RecordBatch], &Names),
    newcomers: &Newcomers,
    days: Days,
) -> Result<Base, InsightError> {
    let lines = Lines::of(batches, names)?;
    let baskets = tally::baskets(&lines);
    let (counts, bought) = tally::count(&lines, &baskets, newcomers, days.last);
    let sum = |of: fn(&Sums) -> i64| lines.sums.iter().map(of).sum::<i64>();
    let returns_minor = sum(|sums| sums.returns_minor);
    let revenue_minor = returns_minor + sum(|sums| sums.sold_minor);
    let new_customers = newcomers.len() as u64;
    let figures = lines
        .products
        .iter()
        .zip(&lines.sums)
        .zip(&counts)
        .map(|((product, sums), counts)| {
            let net_minor = sums.sold_minor + sums.returns_minor;
            let part = |part_minor, whole_minor| {
                ratio(
                    lab::minor_to_f64(part_minor),
                    lab::minor_to_f64(whole_minor),
                )
            };
            ProductFigures {
                product: product.clone(),
                revenue_minor: net_minor,
                revenue_share: part(net_minor, revenue_minor),
                returns_minor: sums.returns_minor,
                return_share: part(sums.returns_minor.saturating_neg(), sums.sold_minor),
                units: sums.units,
                orders: counts.orders,
                buyers: counts.buyers,
                repeat_buyers: counts.again,
                repeat_rate: count_ratio(counts.again, counts.buyers),
                watched_buyers: counts.watched,
                repeat_buyers_90: counts.again_soon,
                repeat_rate_90: count_ratio(counts.again_soon, counts.watched),
                first_buyers: counts.firsts,
                first_share: count_ratio(counts.firsts, new_customers),
                first_worth_minor: per(counts.firsts_minor, counts.firsts),
                ..ProductFigures::default()
            }
        })
        .collect();
    Ok(Base {
        days,
        earlier: None,
        totals: ProductTotals {
            products: lines.products.len() as u64,
            revenue_minor,
            returns_minor,
            units: lines.sums.iter().map(|sums| sums.units).sum(),
            orders: u64::from(lines.orders),
            buyers: lines.customers.len() as u64,
            new_customers,
            before: None,
        },
        names: Names::default(),
        figures,
        baskets,
        bought,
        customers: lines.customers,
        newcomers: newcomers.keys().copied().collect(),
    })
}

fn newcomers(batches: &[RecordBatch]) -> Result<Newcomers, InsightError> {
    let mut newcomers = Newcomers::default();
    for batch in batches {
        let ids = column::<Int64Type>(batch, 0, REPORT, "customer_id")?;
        let days = column::<Date32Type>(batch, 1, REPORT, "first_day")?;
        let worth = column::<Int64Type>(batch, 2, REPORT, "revenue_minor")?;
        for row in 0..batch.num_rows() {
            let came: (Day, i64) = (days.value(row), worth.value(row));
            newcomers.insert(ids.value(row), came);
        }
    }
    Ok(newcomers)
}

fn sums(
    batches: &[RecordBatch],
    names: &Names,
) -> Result<BTreeMap<String, ProductBefore>, InsightError> {
    let mut sums: BTreeMap<String, ProductBefore> = BTreeMap::new();
    for batch in batches {
        let named = Named::of(batch)?;
        let revenue = column::<Int64Type>(batch, 2, REPORT, "revenue_minor")?;
        let units = column::<Float64Type>(batch, 3, REPORT, "units")?;
        for row in 0..batch.num_rows() {
            let product = named.product(row, names).to_owned();
            let before = sums.entry(product).or_default();
            before.revenue_minor += revenue.value(row);
            before.units += units.value(row);
        }
    }
    Ok(sums)
}

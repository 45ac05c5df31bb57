//! `clientele report customers`.

mod bridge;
mod map;
mod table;

use app::Workspace;
use clap::{ArgGroup, Args};
use insight::{
    BaseFigure, BuyerFigure, ContractQuery, Figure, InsightError, Month, ProductPlace,
    ProductQuery, ShopFigure, SubscriberFigure, Unit, ValuePlace,
};
use jiff::civil::Date;
use kernel::Limit;

use super::Answer;
use super::tables::csv;
use crate::failure::WrongCall;
use bridge::Bridged;
use map::Mapped;

/// The customers behind a figure: of a month, a cohort, the RFM map, a product, subscriptions, value, the bridge or acquisition
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("whose").required(true).args([
    "figure", "subscribers", "cohort", "acquired", "segment", "recency_score", "product", "products", "group",
    "piece",
])))]
// What requires an argument is let pass where another one excludes that argument; what requires a group is not, even of one.
#[command(group(ArgGroup::new("of_cohort").args(["cohort"])))]
#[command(group(ArgGroup::new("of_product").args(["product"])))]
#[command(group(ArgGroup::new("of_cell").args(["recency_score"])))]
#[command(group(ArgGroup::new("of_segment").args(["segment"])))]
#[command(group(ArgGroup::new("of_bridge").args(["piece"])))]
#[command(group(ArgGroup::new("of_month").args(["figure", "subscribers"])))]
#[command(group(ArgGroup::new("of_losses").args(["figure", "piece"])))]
#[command(group(ArgGroup::new("of_times").args(["product", "products", "piece"])))]
#[command(group(ArgGroup::new("map").args(["segment", "recency_score"])))]
pub(super) struct Customers {
    /// A figure of `report base`: start, new, active, repeat, lost, reactivated or end
    #[arg(long, requires = "month")]
    figure: Option<BaseFigure>,
    /// A figure of `report subscriptions`: start, new, reactivated, lost or end
    #[arg(long, value_name = "FIGURE", requires = "month")]
    subscribers: Option<SubscriberFigure>,
    /// Of which month
    #[arg(long, value_name = "YYYY-MM", requires = "of_month")]
    month: Option<Month>,
    /// Days without an order after which a customer counts as lost
    #[arg(long, default_value_t = 180, requires = "of_losses")]
    lost_after: u32,
    /// A cohort of `report cohorts`, by its name there
    #[arg(long)]
    cohort: Option<String>,
    /// Those of the cohort who ordered so many periods after their first order; 0 are all of it
    #[arg(long, default_value_t = 0, requires = "of_cohort")]
    period: u16,
    /// The length of the cohort's periods: week, month, quarter or year
    #[arg(long, default_value = "month", requires = "of_cohort")]
    by: Unit,
    /// Those who came in a month of `report acquisition`, or in `all` months with a spend
    #[arg(long, value_name = "YYYY-MM", value_parser = came)]
    acquired: Option<Came>,
    #[command(flatten)]
    mapped: Mapped,
    /// A product of `report products`, by its key; its name where it has none
    #[arg(long, value_name = "KEY")]
    product: Option<String>,
    /// Those who bought it: buyers, `repeat_buyers` on another day again, segment=NAME or month=YYYY-MM
    #[arg(
        long,
        value_name = "FIGURE",
        default_value = "buyers",
        requires = "of_product"
    )]
    bought: BuyerFigure,
    /// Those of all products of `report products`: buyers, or `new_customers`
    #[arg(long, value_name = "FIGURE")]
    products: Option<ShopFigure>,
    /// The first day that counts for the products, or the bridge's earlier day; a year up to the last one when absent
    #[arg(long, value_name = "DATE", requires = "of_times")]
    from: Option<Date>,
    /// A group of `report value`: everybody, segment=NAME, country=NAME or month=YYYY-MM
    #[arg(long, value_name = "GROUP")]
    group: Option<ValuePlace>,
    #[command(flatten)]
    bridged: Bridged,
    /// How many customers to list
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// Where the list goes on: the cursor at the end of the one before
    #[arg(long)]
    cursor: Option<String>,
}

impl Customers {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let limit = Limit::try_from(self.limit).map_err(|error| WrongCall(error.to_string()))?;
        let page = (self.cursor.as_deref(), limit);
        let page = if let Some(place) = &self.group {
            workspace.value_customers(place, as_of, page).await?
        } else if let Some((query, piece)) = self.bridged.asked((self.from, as_of), self.lost_after)
        {
            workspace.equity_customers(&query, piece, page).await?
        } else if let Some(came) = &self.acquired {
            workspace.acquired(came.0.clone(), as_of, page).await?
        } else if let (Some(figure), Some(month)) = (self.subscribers, &self.month) {
            let query = ContractQuery {
                as_of,
                ..ContractQuery::default()
            };
            workspace
                .contract_customers(&query, (figure, month), page)
                .await?
        } else if let Some(place) = self.sold() {
            let query = ProductQuery {
                as_of,
                from: self.from,
                ..ProductQuery::default()
            };
            workspace.product_customers(&query, &place, page).await?
        } else {
            workspace.members(self.counted()?, as_of, page).await?
        };
        Answer::of(&page, (table::list(&page), csv(&page.items)))
    }

    /// The figure of a product or of all of them, if it is one.
    fn sold(&self) -> Option<ProductPlace> {
        let of = |product: &String| ProductPlace::Of(product.clone(), self.bought.clone());
        let all = self.products.map(ProductPlace::All);
        all.or_else(|| self.product.as_ref().map(of))
    }

    fn counted(&self) -> anyhow::Result<Figure> {
        if let (Some(figure), Some(month)) = (self.figure, &self.month) {
            return Ok(Figure::Base {
                figure,
                month: month.clone(),
                lost_after_days: self.lost_after,
            });
        }
        if let Some(cohort) = &self.cohort {
            return Ok(Figure::Cohort {
                by: self.by,
                cohort: cohort.clone(),
                period: self.period.into(),
            });
        }
        self.mapped.figure()
    }
}

/// A month, or all that have a spend.
#[derive(Debug, Clone)]
struct Came(Option<Month>);

fn came(text: &str) -> Result<Came, InsightError> {
    if text == "all" {
        return Ok(Came(None));
    }
    text.parse().map(|month| Came(Some(month)))
}

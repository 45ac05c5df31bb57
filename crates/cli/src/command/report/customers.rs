//! `clientele report customers`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{BaseFigure, Figure, MemberPage, Month, Unit};
use jiff::civil::Date;
use kernel::Limit;

use super::Answer;
use super::tables::{csv, title};
use crate::failure::WrongCall;
use crate::print;

/// The customers behind a figure: of a month of the base, or of a cohort
#[derive(Debug, Args)]
pub(super) struct Customers {
    /// A figure of `report base`: start, new, active, repeat, lost, reactivated or end
    #[arg(long, requires = "month", required_unless_present = "cohort")]
    figure: Option<BaseFigure>,
    /// Of which month
    #[arg(long, value_name = "YYYY-MM", conflicts_with = "cohort")]
    month: Option<Month>,
    /// Days without an order after which a customer counts as lost
    #[arg(long, default_value_t = 180)]
    lost_after: u32,
    /// A cohort of `report cohorts`, by its name there
    #[arg(long, conflicts_with = "figure")]
    cohort: Option<String>,
    /// Those of the cohort who ordered so many periods after their first order; 0 are all of it
    #[arg(long, default_value_t = 0, requires = "cohort")]
    period: u16,
    /// The length of the cohort's periods: week, month, quarter or year
    #[arg(long, default_value = "month", requires = "cohort")]
    by: Unit,
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
        let page = workspace.members(self.counted()?, as_of, page).await?;
        Answer::of(&page, (list(&page), csv(&page.items)))
    }

    fn counted(&self) -> Result<Figure, WrongCall> {
        match (self.figure, &self.month, &self.cohort) {
            (Some(figure), Some(month), None) => Ok(Figure::Base {
                figure,
                month: month.clone(),
                lost_after_days: self.lost_after,
            }),
            (None, None, Some(cohort)) => Ok(Figure::Cohort {
                by: self.by,
                cohort: cohort.clone(),
                period: self.period.into(),
            }),
            _ => Err(WrongCall(
                "give --figure and --month, or --cohort".to_owned(),
            )),
        }
    }
}

fn list(page: &MemberPage) -> String {
    let digits = page.currency.digits;
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|customer| {
            vec![
                customer.customer_key.clone(),
                print::money(customer.revenue_minor, digits),
                customer.orders.to_string(),
                customer.first_order.to_string(),
                customer.last_order.to_string(),
            ]
        })
        .collect();
    let header = ["customer", "revenue", "orders", "first order", "last order"];
    let mut text = title(page.as_of, &page.currency.code);
    let count = print::count(i128::from(page.matching));
    let _ = write!(text, "{}\n{count} customers", print::table(&header, &rows));
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(text, "\n(more with --cursor {cursor})");
    }
    text
}

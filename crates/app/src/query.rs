//! A person's own query over the lake, those that were saved, and the dashboards that show them.

use insight::{Dashboards, SavedQueries};
use jiff::civil::Date;
use warehouse::{FunctionGuide, QueryAnswer, QueryDays, QueryLimits, Snapshot, TableGuide};

use crate::{AppError, Workspace};

/// The days that a reader chose; what is absent is that of all orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChosenDays {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub as_of: Option<Date>,
}

/// What a query can name.
#[derive(Debug, Clone)]
pub struct QueryGuide {
    /// The tables and views.
    pub tables: Vec<TableGuide>,
    /// Our functions; those of the engine are not listed.
    pub functions: Vec<FunctionGuide>,
}

impl Workspace {
    /// Runs a query that somebody wrote over the lake as it is now, with the functions of the model in force. It only
    /// reads; dropping the future stops it. `$from` and `$as_of` stand for the days chosen.
    ///
    /// # Errors
    ///
    /// As [`warehouse::Snapshot::query`].
    pub async fn query(
        &self,
        text: &str,
        chosen: ChosenDays,
        limits: QueryLimits,
    ) -> Result<QueryAnswer, AppError> {
        let snapshot = self.snapshot().await?;
        let model = insight::find_in_force(&self.store).await?;
        insight::register_value(snapshot.session(), model.as_ref()).await?;
        let days = if QueryDays::named_in(text) {
            Some(self.days(&snapshot, chosen).await?)
        } else {
            None
        };
        Ok(snapshot.query(text, days, limits).await?)
    }

    /// What a query can name.
    pub fn query_guide(&self) -> QueryGuide {
        let mut tables = warehouse::tables_guide();
        tables.push(insight::view_guide());
        tables.sort_by_key(|table| table.name);
        let ours = warehouse::functions_guide().iter();
        QueryGuide {
            tables,
            functions: ours.chain(insight::functions_guide()).copied().collect(),
        }
    }

    /// The queries that were saved.
    pub fn saved_queries(&self) -> SavedQueries {
        SavedQueries::new(self.store.clone())
    }

    /// The pages of cards that people put together.
    pub fn dashboards(&self) -> Dashboards {
        Dashboards::new(self.store.clone())
    }

    async fn days(&self, snapshot: &Snapshot, chosen: ChosenDays) -> Result<QueryDays, AppError> {
        let known = snapshot.contents().await?;
        let today = self
            .clock
            .now()
            .to_zoned(self.settings.time_zone.clone())
            .date();
        let as_of = chosen.as_of.or(known.last_day).unwrap_or(today);
        let from = chosen.from.or(known.first_day).unwrap_or(as_of);
        Ok(QueryDays { from, as_of })
    }
}

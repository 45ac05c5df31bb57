//! What marketing cost, by channel, campaign and day.

use std::path::Path;

use customers::spend::{MarketingSpend, SpendFigure, SpendFigures, SpendPut, read_spend};
use customers::{DateFormat, ReadOptions};
use serde::Serialize;

use crate::{AppError, Workspace};

/// Who told figures that came by the interface.
const API: &str = "api";

/// What a file of spend brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpendImported {
    /// What its figures brought.
    #[serde(flatten)]
    pub put: SpendPut,
    /// Costs that had to be rounded to the currency's smallest unit.
    pub rounded: u64,
    /// Columns that were not looked at.
    pub ignored: Vec<String>,
}

impl Workspace {
    /// What marketing cost by day, as it is kept.
    pub fn marketing_spend(&self) -> MarketingSpend {
        MarketingSpend::new(self.store.clone())
    }

    /// Takes figures in, all or none.
    ///
    /// # Errors
    ///
    /// As [`SpendFigures::new`], and when the store does not answer.
    pub async fn put_spend(&self, list: Vec<SpendFigure>) -> Result<SpendPut, AppError> {
        let zone = self.settings.time_zone.clone();
        let today = self.clock.now().to_zoned(zone).date();
        let figures = SpendFigures::new(list, today)?;
        Ok(self.marketing_spend().put(&figures, API).await?)
    }

    /// Takes a file of figures in, all its lines or none.
    ///
    /// # Errors
    ///
    /// As [`read_spend`], and when the store does not answer.
    pub async fn import_spend(
        &self,
        path: &Path,
        file_name: &str,
        format: Option<DateFormat>,
    ) -> Result<SpendImported, AppError> {
        let zone = self.settings.time_zone.clone();
        let options = ReadOptions::new(zone, self.settings.currency, self.clock.now());
        let path = path.to_owned();
        let reading = tokio::task::spawn_blocking(move || read_spend(&path, format, &options));
        let read = reading
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))??;
        let put = self.marketing_spend().put(&read.figures, file_name).await?;
        Ok(SpendImported {
            put,
            rounded: read.rounded,
            ignored: read.ignored,
        })
    }
}

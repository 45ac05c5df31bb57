//! Models of value: fitting them, keeping their scores and forecasts up to date, asking for both.

use insight::{
    FitOutcome, FitQuery, InsightError, Model, ModelId, PastForecast, Score, ScoreOrder,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Limit, Page};

use crate::{AppError, Workspace};

impl Workspace {
    /// Fits a model of value and keeps it; when it is put in force, every customer is scored by it.
    ///
    /// # Errors
    ///
    /// As [`insight::fit_model`].
    pub async fn fit_model(&self, query: &FitQuery) -> Result<FitOutcome, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let outcome = insight::fit_model(&source, &self.store, query).await?;
        insight::score_forecasts(&source, &self.store).await?;
        if outcome.model.in_force {
            self.refresh_scores().await?;
        }
        Ok(outcome)
    }

    /// The models, latest first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn models(&self) -> Result<Vec<Model>, AppError> {
        Ok(insight::models(&self.store).await?)
    }

    /// A model.
    ///
    /// # Errors
    ///
    /// When there is none of the id, or the store does not answer.
    pub async fn model(&self, id: ModelId) -> Result<Model, AppError> {
        Ok(insight::model_by_id(&self.store, id).await?)
    }

    /// The model whose functions and scores count.
    ///
    /// # Errors
    ///
    /// [`InsightError::NoModel`] when none was fitted, or the store does not answer.
    pub async fn model_in_force(&self) -> Result<Model, AppError> {
        let model = insight::find_in_force(&self.store).await?;
        Ok(model.ok_or(InsightError::NoModel)?)
    }

    /// The scores of customers, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::scores`].
    pub async fn scores(
        &self,
        order: ScoreOrder,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Score>, AppError> {
        Ok(insight::scores(&self.store, order, cursor, limit).await?)
    }

    /// Scores every customer again when the model in force or the last day with an order changed since the last time;
    /// tells how many were scored.
    ///
    /// # Errors
    ///
    /// When there is no model, or the lake or the store does not answer.
    pub async fn refresh_scores(&self) -> Result<Option<u64>, AppError> {
        let Some(model) = insight::find_in_force(&self.store).await? else {
            return Ok(None);
        };
        let snapshot = self.snapshot().await?;
        let last = snapshot.contents().await?.last_day;
        if insight::scored(&self.store).await? == last.map(|day| (model.id, day)) {
            return Ok(None);
        }
        let source = self.source(&snapshot);
        Ok(Some(
            insight::publish_scores(&source, &self.store, &model).await?,
        ))
    }

    /// The forecasts that models made, with what came true.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn past_forecasts(&self) -> Result<Vec<PastForecast>, AppError> {
        Ok(insight::past_forecasts(&self.store).await?)
    }

    /// Fits again when the newest model is older than so many days and the lake has changed since; brings scores and
    /// forecasts up to date in any case. Without a model it does nothing: the first fit is a person's decision.
    ///
    /// # Errors
    ///
    /// As [`Workspace::fit_model`].
    pub async fn keep_models_fresh(&self, refit_days: u32) -> Result<Option<FitOutcome>, AppError> {
        let newest = insight::models(&self.store).await?.into_iter().next();
        let Some(newest) = newest else {
            return Ok(None);
        };
        let snapshot = self.snapshot().await?;
        insight::score_forecasts(&self.source(&snapshot), &self.store).await?;
        let is_due = refit_days > 0
            && older(newest.created_at, self.clock.now(), refit_days)
            && newest.snapshot != snapshot.id();
        if is_due {
            let query = FitQuery {
                money: newest.found.money,
                ..FitQuery::default()
            };
            return Ok(Some(self.fit_model(&query).await?));
        }
        self.refresh_scores().await?;
        Ok(None)
    }
}

fn older(made: Timestamp, now: Timestamp, days: u32) -> bool {
    now.duration_since(made) >= SignedDuration::from_hours(24 * i64::from(days))
}

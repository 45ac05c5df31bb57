//! Models of value: fitting them, keeping their scores and forecasts up to date, asking for both.

use std::sync::Arc;

use insight::{
    FitOutcome, FitQuery, InsightError, Model, ModelId, PastForecast, PlainQuery, PlainValues,
    RefitFailure, Score, ScoreOrder, Watch,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Limit, Page};
use tokio_util::sync::CancellationToken;

use crate::error::failure;
use crate::{AppError, ProgressCell, Workspace};

/// A fit by schedule that failed is tried again after so many days.
const AGAIN_DAYS: u32 = 1;

impl Workspace {
    /// Fits a model of value and keeps it; when it is put in force, every customer is scored by it.
    ///
    /// # Errors
    ///
    /// As [`insight::fit_model`].
    pub async fn fit_model(&self, query: &FitQuery) -> Result<FitOutcome, AppError> {
        Box::pin(self.fit(query, &Watch::default())).await
    }

    /// The same for somebody who looks at the progress and may end it. Ended before the model is kept, it changes nothing;
    /// ended while customers are scored, the model stays and the next look at the scores completes them.
    ///
    /// # Errors
    ///
    /// [`AppError::ScoringStopped`] when the model is kept and its scores are not complete, and as [`insight::fit_model`].
    pub async fn fit_watched(
        &self,
        query: &FitQuery,
        progress: &Arc<ProgressCell>,
        cancel: CancellationToken,
    ) -> Result<FitOutcome, AppError> {
        Box::pin(self.fit(query, &self.watch(progress, cancel))).await
    }

    async fn fit(&self, query: &FitQuery, watch: &Watch) -> Result<FitOutcome, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let outcome = insight::fit_model(&source, &self.store, query, watch).await?;
        insight::forget_refit_failure(&self.store).await?;
        insight::score_forecasts(&source, &self.store).await?;
        if outcome.model.in_force {
            self.refresh(watch).await?;
        }
        Ok(outcome)
    }

    /// A watch that writes to a cell how far the work is.
    fn watch(&self, progress: &Arc<ProgressCell>, cancel: CancellationToken) -> Watch {
        let (cell, clock) = (Arc::clone(progress), Arc::clone(&self.clock));
        Watch::new(cancel, move |step, done, total| {
            cell.tell(step.into(), (done, total), clock.elapsed_since_start());
        })
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

    /// Which model is in force, if any: what else is wrong with a question is told before that there is none.
    pub(crate) async fn model_number(&self) -> Result<Option<ModelId>, AppError> {
        let model = insight::find_in_force(&self.store).await?;
        Ok(model.map(|model| model.id))
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

    /// Scores every customer again when the model in force or the orders changed since the last time, or that was broken off;
    /// tells how many were scored.
    ///
    /// # Errors
    ///
    /// When the lake or the store does not answer.
    pub async fn refresh_scores(&self) -> Result<Option<u64>, AppError> {
        Box::pin(self.refresh(&Watch::default())).await
    }

    /// The same for somebody who looks at the progress and may end it.
    ///
    /// # Errors
    ///
    /// [`AppError::ScoringStopped`], and when the lake or the store does not answer.
    pub async fn refresh_watched(
        &self,
        progress: &Arc<ProgressCell>,
        cancel: CancellationToken,
    ) -> Result<Option<u64>, AppError> {
        Box::pin(self.refresh(&self.watch(progress, cancel))).await
    }

    async fn refresh(&self, watch: &Watch) -> Result<Option<u64>, AppError> {
        let Some(model) = insight::find_in_force(&self.store).await? else {
            return Ok(None);
        };
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        if insight::scores_stand(&source, &self.store, &model).await? {
            return Ok(None);
        }
        match insight::publish_scores(&source, &self.store, &model, watch).await {
            Ok(scored) => Ok(Some(scored)),
            Err(InsightError::Stopped) => Err(AppError::ScoringStopped {
                version: model.version,
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// What the published models say by themselves.
    ///
    /// # Errors
    ///
    /// As [`insight::plain_values`].
    pub async fn plain_values(&self, query: &PlainQuery) -> Result<PlainValues, AppError> {
        let snapshot = self.snapshot().await?;
        Ok(insight::plain_values(&self.source(&snapshot), query).await?)
    }

    /// The last fit by schedule, when it failed.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn refit_failure(&self) -> Result<Option<RefitFailure>, AppError> {
        Ok(insight::refit_failure(&self.store).await?)
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
    /// A fit that fails leaves the model in force and is noted ([`Workspace::refit_failure`]); it is tried again a day later.
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
            && newest.snapshot != snapshot.id()
            && self.may_try_again().await?;
        let fitted = if is_due {
            let query = FitQuery {
                money: newest.found.money,
                covariates: newest.comparison.covariates_asked.clone(),
                ..FitQuery::default()
            };
            let fitted = self.fit_model(&query).await;
            if let Err(error) = &fitted {
                let reason = failure(error);
                insight::note_refit_failure(&self.store, snapshot.id(), &reason).await?;
            }
            Some(fitted)
        } else {
            None
        };
        // After a fit that failed, the scores of the model in force go on.
        self.refresh_scores().await?;
        fitted.transpose()
    }

    /// Whether the last fit by schedule succeeded, or failed more than a day ago.
    async fn may_try_again(&self) -> Result<bool, AppError> {
        let failure = self.refit_failure().await?;
        Ok(failure.is_none_or(|failure| older(failure.tried_at, self.clock.now(), AGAIN_DAYS)))
    }
}

fn older(made: Timestamp, now: Timestamp, days: u32) -> bool {
    now.duration_since(made) >= SignedDuration::from_hours(24 * i64::from(days))
}

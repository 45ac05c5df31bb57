//! What a server does for a workspace by the hour.

use std::time::Duration;

use app::Workspace;

/// How often the lake is tidied up and the models are looked at while the server runs.
const UPKEEP_EVERY: Duration = Duration::from_hours(1);

pub(super) async fn keep_up(workspace: Workspace) {
    loop {
        tokio::time::sleep(UPKEEP_EVERY).await;
        match workspace.maintain(false).await {
            Ok(done) => tracing::info!(?done, "the lake was tidied up"),
            Err(error) => tracing::warn!(%error, "the lake could not be tidied up"),
        }
    }
}

/// Fits again when it is time, and keeps scores and forecasts up to date. What fails is tried again an hour later.
pub(super) async fn keep_models_fresh(workspace: Workspace, refit_days: u32) {
    loop {
        match workspace.keep_models_fresh(refit_days).await {
            Ok(Some(outcome)) => tracing::info!(
                kind = outcome.model.kind,
                version = outcome.model.version,
                in_force = outcome.model.in_force,
                standing = outcome.model.standing,
                "a model was fitted"
            ),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the models could not be kept up to date"),
        }
        tokio::time::sleep(UPKEEP_EVERY).await;
    }
}

//! Reports by schedule.

mod change;
mod create;
mod edition;
mod edition_csv;
mod edition_pdf;
mod editions;
mod file;
mod list;
mod reader;
mod remove;
mod run;

use std::collections::HashMap;

use insight::{Edition, SavedQueryId, Schedule, Subject};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::saved_queries::Owners;
use crate::caller::Caller;
use crate::dto::import::told;
use crate::dto::schedule::{ReportEdition, ReportSchedule};
use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource that only read and write what is kept.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(change::change, remove::remove))
        .routes(routes!(editions::editions))
        .routes(routes!(edition::edition))
        .routes(routes!(edition_csv::edition_csv))
        .routes(routes!(edition_pdf::edition_pdf))
}

/// The operation that makes a report.
pub(super) fn running() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(run::run))
}

/// What belongs to schedules as their caller sees them.
struct Around {
    owners: Owners,
    queries: HashMap<SavedQueryId, String>,
    last: HashMap<insight::ScheduleId, Edition>,
}

impl Around {
    async fn read(state: &AppState, caller: &Caller) -> Result<Self, Problem> {
        let workspace = state.workspace();
        let reader = caller.actor().to_string();
        let queries = workspace.saved_queries().list(&reader).await?;
        let last = workspace.schedules().last_editions().await?;
        Ok(Self {
            owners: Owners::read(state, caller).await?,
            queries: queries.into_iter().map(|one| (one.id, one.name)).collect(),
            last: last.into_iter().map(|one| (one.schedule, one)).collect(),
        })
    }

    fn schedule(&self, schedule: Schedule) -> ReportSchedule {
        let (owner_name, is_mine) = self.owners.of(&schedule.owner);
        let query_name = match schedule.subject {
            Subject::Query { query } => self.queries.get(&query).cloned(),
            _ => None,
        };
        let last = self.last.get(&schedule.id).cloned();
        ReportSchedule {
            id: schedule.id.to_string(),
            name: schedule.name,
            subject: schedule.subject.into(),
            query_name,
            rhythm: schedule.rhythm.days().into(),
            day: schedule.rhythm.day(),
            hour: schedule.rhythm.hour(),
            is_on: schedule.due_at.is_some(),
            due_at: schedule.due_at,
            last: last.map(|edition| shown(&self.owners, edition)),
            owner: schedule.owner,
            owner_name,
            is_mine,
            version: schedule.version,
            created_at: schedule.created_at,
            updated_at: schedule.updated_at,
        }
    }
}

/// An edition as its caller sees it.
fn shown(owners: &Owners, edition: Edition) -> ReportEdition {
    let asked_by = edition.asked_by.as_deref();
    let (failure, failure_code, failure_args) = told(edition.failure);
    ReportEdition {
        id: edition.id.to_string(),
        due_at: edition.due_at,
        is_asked: asked_by.is_some(),
        asked_by_name: asked_by.and_then(|actor| owners.of(actor).0),
        made_at: edition.made_at,
        as_of: edition.as_of,
        rows: edition.rows,
        bytes: edition.bytes,
        is_truncated: edition.is_truncated,
        failure,
        failure_code,
        failure_args,
    }
}

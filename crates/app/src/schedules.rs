//! Reports by schedule: made when they are due, or when somebody asks.

mod job;
mod pdf;
mod sheet;
mod terms;

use std::time::Duration;

use insight::{
    AcquisitionQuery, BaseQuery, CohortQuery, Edition, EquityQuery, MatrixQuery, Outcome,
    ProductList, ProductQuery, RfmQuery, SavedQueryId, Schedule, ScheduleId, Schedules, Sheet,
    Subject,
};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Limit;
use tokio::task::JoinSet;
use warehouse::QueryLimits;

use crate::error::failure;
use crate::{AppError, ChosenDays, Workspace};
pub(crate) use job::Making;
pub use pdf::edition_pdf;
pub use terms::{heading as column_heading, words as column_words};

/// The most rows of an edition.
pub const EDITION_ROWS: usize = 10_000;
/// The most that an edition takes, bytes of its text.
const BYTES_MOST: usize = 8 << 20;
/// How long the making of one report may take.
const TIMEOUT: Duration = Duration::from_secs(100);
/// Letters of a failure's sentence, and of each value in it, that are kept.
const FAILURE_MAX: usize = 1000;

/// A report as it was made.
struct Made {
    sheet: Sheet,
    as_of: Option<Date>,
    is_truncated: bool,
}

impl Workspace {
    /// The reports that are made by themselves.
    pub fn schedules(&self) -> Schedules {
        Schedules::new(self.store.clone(), self.settings.time_zone.clone())
    }

    /// Makes the report of a schedule now, for somebody, whether it is due or not. A report that can not be made is an edition with
    /// the reason.
    ///
    /// # Errors
    ///
    /// When there is no such schedule, or the store does not answer.
    pub async fn run_schedule(&self, id: ScheduleId, actor: &str) -> Result<Edition, AppError> {
        let schedule = self.schedules().get(id).await?;
        let outcome = self.outcome(&schedule).await;
        let schedules = self.schedules();
        Ok(schedules.keep_asked(&schedule, actor, &outcome).await?)
    }

    /// What comes of making a schedule's report. It never fails as a whole, so that no report holds up another; dropping the future
    /// stops it.
    pub(crate) async fn outcome(&self, schedule: &Schedule) -> Outcome {
        let (workspace, subject) = (self.clone(), schedule.subject);
        // A task of its own, so that a defect in a report ends only this report; it is aborted when the set is dropped.
        let mut work = JoinSet::new();
        work.spawn(async move { Box::pin(workspace.make(subject)).await });
        let done = match tokio::time::timeout(TIMEOUT, work.join_next()).await {
            Err(_) => Err(AppError::EditionTimedOut {
                seconds: TIMEOUT.as_secs(),
            }),
            Ok(Some(Ok(done))) => done,
            Ok(Some(Err(broken))) => Err(AppError::EditionBroken(Box::new(broken))),
            Ok(None) => Err(AppError::EditionTimedOut { seconds: 0 }),
        };
        match done.and_then(fitting) {
            Ok(made) => Outcome::Made {
                sheet: made.sheet,
                as_of: made.as_of,
                is_truncated: made.is_truncated,
            },
            Err(error) => {
                tracing::warn!(schedule = %schedule.id, error = &error as &dyn std::error::Error, "a report by schedule could not be made");
                Outcome::Failed(failure(&error).cut(FAILURE_MAX))
            }
        }
    }

    async fn make(&self, subject: Subject) -> Result<Made, AppError> {
        let digits = self.settings.currency.digits();
        let code = self.settings.currency.to_string();
        let money = sheet::Money {
            code: &code,
            digits,
        };
        let made = |sheet, as_of| Made {
            sheet,
            as_of,
            is_truncated: false,
        };
        Ok(match subject {
            Subject::Base { months } => {
                let query = BaseQuery {
                    months: Some(usize::from(months)),
                    ..BaseQuery::default()
                };
                let report = self.base(&query).await?;
                made(sheet::of(&report.months, sheet::BASE, money), report.as_of)
            }
            Subject::Rfm { money: kind } => {
                let query = RfmQuery {
                    money: kind,
                    ..RfmQuery::default()
                };
                let report = self.rfm(&query).await?;
                made(sheet::of(&report.segments, sheet::RFM, money), report.as_of)
            }
            Subject::Cohorts { by, money: kind } => {
                let query = CohortQuery {
                    as_of: None,
                    by,
                    money: kind,
                };
                let report = self.cohorts(&query).await?;
                let cells = sheet::cohort_cells(&report);
                made(sheet::of(&cells, sheet::COHORTS, money), report.as_of)
            }
            Subject::Products { days } => return self.make_products(days, money).await,
            Subject::Acquisition => {
                let report = self.acquisition(&AcquisitionQuery::default()).await?;
                let sheet = sheet::of(&report.months, sheet::ACQUISITION, money);
                made(sheet, report.as_of)
            }
            Subject::Equity => {
                let report = self.equity(&EquityQuery::default()).await?;
                let sheet = sheet::of(&report.pieces, sheet::EQUITY, money);
                made(sheet, report.as_of)
            }
            Subject::RetentionMatrix => {
                let report = self.retention_matrix(&MatrixQuery::default()).await?;
                let sheet = sheet::of(&report.cells, sheet::MATRIX, money);
                made(sheet, report.as_of)
            }
            Subject::Query { query } => return self.make_query(query).await,
        })
    }

    async fn make_query(&self, query: SavedQueryId) -> Result<Made, AppError> {
        let query = self.saved_queries().get_shared(query).await?;
        let limits = QueryLimits {
            max_rows: EDITION_ROWS,
            timeout: TIMEOUT,
        };
        let answer = self
            .query(&query.sql, ChosenDays::default(), limits)
            .await?;
        Ok(Made {
            sheet: sheet::of_answer(&answer)?,
            as_of: self.overview().await?.last_day,
            is_truncated: answer.is_truncated(),
        })
    }

    async fn make_products(&self, days: u32, money: sheet::Money<'_>) -> Result<Made, AppError> {
        let as_of = self.overview().await?.last_day;
        let before = i64::from(days.saturating_sub(1));
        let query = ProductQuery {
            as_of,
            from: as_of.map(|day| day.saturating_sub(before.days())),
            ..ProductQuery::default()
        };
        let (mut items, mut cursor) = (Vec::new(), None);
        loop {
            let list = ProductList {
                cursor: cursor.as_deref(),
                limit: Limit::try_from(1_000).unwrap_or_default(),
                ..ProductList::default()
            };
            let page = self.products(&query, &list).await?;
            items.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() || items.len() >= EDITION_ROWS {
                break;
            }
        }
        Ok(Made {
            sheet: sheet::of(&items, sheet::PRODUCTS, money),
            as_of,
            is_truncated: cursor.is_some(),
        })
    }
}

/// What is too large to be kept is refused.
fn fitting(made: Made) -> Result<Made, AppError> {
    let cells = made.sheet.rows.iter().flatten();
    let bytes: usize = cells
        .map(|cell| cell.as_ref().map_or(0, String::len) + 3)
        .sum();
    if bytes > BYTES_MOST {
        return Err(AppError::EditionTooLarge {
            most_mb: BYTES_MOST >> 20,
            rows: made.sheet.rows.len(),
        });
    }
    Ok(made)
}

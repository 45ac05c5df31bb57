//! The list of customers: its figures kept up to date, and its questions.
//!
//! Figures are made from the lake as a whole: a walk through all histories, as reports take it, then a comparison with what the
//! store has; only rows that differ are written. Keeping them by what each flush brings would be cheaper for one order and wrong
//! for the others: the quintiles of recency move with every day. So that this costs a twentieth of a processor at most, a turn
//! waits twenty times as long as the last one took, and nothing is read while neither orders nor scores changed.

mod card;
mod job;
mod query;

use std::time::Duration;

use customers::{
    CustomerId, Directory, DirectoryFilter, DirectoryPage, EntryFigures, Listing, Sort,
};
use insight::{AllFigures, CustomerFigures, Purchase, ScoreMark, Segment, TimelineItem};
use jiff::civil::Date;
use kernel::{Limit, Page};

use crate::{AppError, Workspace};
pub use card::{CustomerStanding, NextOrder, Reason, ReasonCode};
pub(crate) use job::Keeping;
pub use query::{CustomerQuery, segment_of};

/// How long a list waits for customers who are new or changed to be in it.
const PATIENCE: Duration = Duration::from_secs(1);

impl Workspace {
    /// The directory of customers.
    pub fn directory(&self) -> Directory {
        Directory::new(self.store.clone())
    }

    /// A page of the list of customers, and the day of its figures. Who changed just now is in it, as far as that is soon done.
    ///
    /// # Errors
    ///
    /// When the cursor is none of this list, or the store does not answer.
    pub async fn list_customers(
        &self,
        filter: &DirectoryFilter,
        sort: Sort,
        page: (Option<&str>, Limit),
    ) -> Result<(DirectoryPage, Option<Date>), AppError> {
        let directory = self.directory();
        // What is not done in time is the job's; the list is then that of a moment ago.
        if let Ok(settled) = tokio::time::timeout(PATIENCE, directory.settle()).await {
            settled?;
        }
        let listing = directory.listing().await?;
        let page = directory.list(filter, sort, page).await?;
        Ok((page, listing.and_then(|listing| listing.as_of)))
    }

    /// Brings the list up to customers, orders and scores as they are now; tells how many rows got other figures, nothing when
    /// orders and scores are those from which they were made.
    ///
    /// # Errors
    ///
    /// When the lake or the store does not answer.
    pub async fn refresh_customers(&self) -> Result<Option<u64>, AppError> {
        let directory = self.directory();
        while directory.settle().await? > 0 {}
        let snapshot = self.lake.snapshot().await?;
        let source = self.source(&snapshot);
        let kept = directory.listing().await?;
        let fingerprint = insight::figures_fingerprint(&source, &self.store).await?;
        if let Some(kept) = kept.filter(|kept| kept.fingerprint == fingerprint) {
            if kept.snapshot != snapshot.id() {
                directory.stands_at(&kept, snapshot.id()).await?;
            }
            return Ok(None);
        }
        let figures = insight::customer_figures(&source).await?;
        let marks = insight::score_marks(&self.store).await?;
        let listing = Listing {
            snapshot: snapshot.id(),
            fingerprint,
            as_of: figures.as_of,
        };
        let rows = joined(&figures, &marks);
        Ok(Some(directory.publish(&rows, &listing).await?))
    }
}

impl Workspace {
    /// A customer's orders, the latest first.
    ///
    /// # Errors
    ///
    /// As [`insight::purchases`].
    pub async fn purchases(
        &self,
        customer: CustomerId,
        page: (Option<&str>, Limit),
    ) -> Result<Page<Purchase>, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        Ok(insight::purchases(&source, customer.raw(), page).await?)
    }

    /// What a customer did, the latest first.
    ///
    /// # Errors
    ///
    /// As [`insight::timeline`].
    pub async fn timeline(
        &self,
        customer: CustomerId,
        page: (Option<&str>, Limit),
    ) -> Result<Page<TimelineItem>, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        Ok(insight::timeline(&source, customer.raw(), page).await?)
    }
}

/// Figures and scores by customer; both come by id.
fn joined(figures: &AllFigures, marks: &[ScoreMark]) -> Vec<EntryFigures> {
    let mut rows = Vec::with_capacity(figures.customers.len());
    let mut marks = marks.iter().peekable();
    for one in &figures.customers {
        while let Some(mark) = marks.next_if(|mark| mark.customer_id < one.customer_id) {
            rows.push(marked(EntryFigures::none(mark.customer_id), mark));
        }
        let row = entry(one);
        let mark = marks.next_if(|mark| mark.customer_id == one.customer_id);
        rows.push(mark.map_or(row, |mark| marked(row, mark)));
    }
    rows.extend(marks.map(|mark| marked(EntryFigures::none(mark.customer_id), mark)));
    rows
}

fn entry(one: &CustomerFigures) -> EntryFigures {
    let [recency, frequency, money] = one.scores.map(i64::from);
    let number = Segment::ALL
        .iter()
        .position(|segment| *segment == one.segment);
    EntryFigures {
        customer_id: one.customer_id,
        segment: number.and_then(|number| u8::try_from(number).ok()),
        orders: i64::from(one.orders),
        revenue_minor: one.revenue_minor,
        first_day: i64::from(one.first_day),
        last_day: i64::from(one.last_day),
        rfm: recency * 100 + frequency * 10 + money,
        gaps: one.gaps.map_or([-1; 3], |gaps| gaps.map(i64::from)),
        alive_ppm: -1,
        clv_12m_minor: -1,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded, and far below the limit"
)]
fn marked(row: EntryFigures, mark: &ScoreMark) -> EntryFigures {
    EntryFigures {
        alive_ppm: (mark.p_alive * 1e6).round() as i64,
        clv_12m_minor: mark.clv_12m_minor.round() as i64,
        ..row
    }
}

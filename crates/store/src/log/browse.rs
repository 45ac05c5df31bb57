//! Looking at the log from its end: for people, not for consumers.

use jiff::Timestamp;

use super::read::{Row, event};
use super::statements::{BROWSE, NEAREST};
use super::{Event, Log};
use crate::{StoreError, on};

impl Log {
    /// The events before a position, newest first, at most `limit`; those whose body is gone are left out.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or holds what makes no sense.
    pub async fn browse(&self, before: i64, limit: usize) -> Result<Vec<Event>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(BROWSE).bind(before).bind(limit).fetch_all(conn).await?
        });
        rows.into_iter().map(event).collect()
    }

    /// The last position that was appended at or before an instant, 0 when there is none. Positions are in the order of
    /// commits and instants nearly so, which makes it a search by halves and not one of the whole log.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn position_at(&self, instant: Timestamp) -> Result<i64, StoreError> {
        let mut conn = self.store().read().await?;
        let wanted = instant.as_microsecond();
        let (mut earlier, mut later) = (0, self.last_position().await?.saturating_add(1));
        // What is at or below `earlier` was appended in time, what is at or above `later` was not.
        while later - earlier > 1 {
            let middle = earlier + (later - earlier) / 2;
            let nearest: Option<(i64, i64)> = on!(conn, conn => {
                sqlx::query_as(NEAREST).bind(middle).fetch_optional(conn).await?
            });
            match nearest {
                Some((position, received_at)) if position > earlier => {
                    if received_at <= wanted {
                        earlier = middle;
                    } else {
                        later = position;
                    }
                }
                _ => earlier = middle,
            }
        }
        Ok(earlier)
    }
}

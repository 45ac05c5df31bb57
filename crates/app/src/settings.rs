//! What a workspace fixed when it was made: its name, its currency, its time zone.
//!
//! They are kept in the workspace itself, because every business day and every amount in it was
//! computed with them.

use jiff::tz::TimeZone;
use kernel::Currency;
use store::{Store, StoreError, on};

use crate::AppError;

const READ: &str = "select value from setting where key = $1";
const WRITE: &str = "insert into setting (key, value) values ($1, $2)";

/// What a workspace fixed when it was made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The workspace's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The time zone of business days.
    pub time_zone: TimeZone,
}

/// What a new workspace is to be.
#[derive(Debug, Clone)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The IANA name of the time zone.
    pub time_zone: String,
}

impl Settings {
    /// The time zone's IANA name.
    pub fn time_zone_name(&self) -> &str {
        self.time_zone.iana_name().unwrap_or("UTC")
    }

    /// The settings of a workspace; `None` when it was never made.
    pub(crate) async fn read(store: &Store) -> Result<Option<Self>, AppError> {
        let Some(name) = value(store, "name").await? else {
            return Ok(None);
        };
        let currency = value(store, "currency").await?.unwrap_or_default();
        let time_zone = value(store, "time_zone").await?.unwrap_or_default();
        let corrupt = |key: &str| StoreError::corrupt("setting", "value", key);
        Ok(Some(Self {
            name,
            currency: currency.parse().map_err(|_| corrupt("currency"))?,
            time_zone: TimeZone::get(&time_zone).map_err(|_| corrupt("time_zone"))?,
        }))
    }

    /// Writes the settings of a new workspace.
    pub(crate) async fn write(store: &Store, new: &NewWorkspace) -> Result<(), AppError> {
        TimeZone::get(&new.time_zone).map_err(|_| AppError::TimeZoneUnknown {
            name: new.time_zone.clone(),
        })?;
        let currency = new.currency.to_string();
        let mut tx = store.begin().await?;
        for (key, value) in [
            ("name", &new.name),
            ("currency", &currency),
            ("time_zone", &new.time_zone),
        ] {
            let rows = on!(tx, conn => {
                sqlx::query(WRITE)
                    .bind(key)
                    .bind(value)
                    .execute(conn)
                    .await
                    .map_err(StoreError::from)?
                    .rows_affected()
            });
            store::ensure_affected_rows(rows, 1)?;
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn value(store: &Store, key: &str) -> Result<Option<String>, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_scalar(READ).bind(key).fetch_optional(conn).await?))
}

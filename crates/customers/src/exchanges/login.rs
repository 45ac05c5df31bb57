//! Logins of back offices that hand files over by themselves.

use ::store::{StoreError, on};

use super::{Exchanges, statements as sql};
use crate::error::CustomersError;
use crate::sources::SourceId;

/// A login of a source. `Debug` does not show the hash.
#[derive(Clone, PartialEq, Eq)]
pub struct ExchangeLogin {
    /// The name.
    pub login: String,
    /// The source that it stands for.
    pub source: SourceId,
    /// The password, hashed.
    pub password_hash: String,
}

impl std::fmt::Debug for ExchangeLogin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ExchangeLogin")
            .field("login", &self.login)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

type Row = (String, i64, String);

impl Exchanges {
    /// Gives a source a login in place of the one that it had.
    ///
    /// # Errors
    ///
    /// [`CustomersError::ExchangeLoginTaken`] when another source has the name, or the store does not answer.
    pub async fn set_login(&self, login: &ExchangeLogin) -> Result<(), CustomersError> {
        let now = self.now();
        let mut tx = self.store.begin().await?;
        let made = on!(tx, conn => {
            let removed = sqlx::query(sql::REMOVE_LOGIN).bind(login.source.raw());
            removed.execute(&mut *conn).await.map(drop).map_err(StoreError::from)?;
            let query = sqlx::query(sql::SET_LOGIN).bind(&login.login).bind(login.source.raw());
            let query = query.bind(&login.password_hash).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)
        });
        match made {
            Err(StoreError::Duplicate { .. }) => {
                Err(CustomersError::ExchangeLoginTaken(login.login.clone()))
            }
            made => {
                made?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// The login of a name.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find_login(&self, login: &str) -> Result<Option<ExchangeLogin>, CustomersError> {
        // PostgreSQL takes no text with a zero in it, so nobody has such a login.
        if login.contains('\0') {
            return Ok(None);
        }
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::FIND_LOGIN).bind(login);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(read).transpose()
    }

    /// The logins, by name.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn logins(&self) -> Result<Vec<ExchangeLogin>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::LIST_LOGINS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(read).collect()
    }

    /// Removes the login of a name; tells whether there was one.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn remove_login(&self, login: &str) -> Result<bool, CustomersError> {
        let mut tx = self.store.begin().await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(sql::REMOVE_LOGIN_NAMED).bind(login);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// The login of a source.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn login_of(
        &self,
        source: SourceId,
    ) -> Result<Option<ExchangeLogin>, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LOGIN_OF).bind(source.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(read).transpose()
    }
}

fn read((login, source, password_hash): Row) -> Result<ExchangeLogin, CustomersError> {
    let corrupt = || StoreError::corrupt("exchange_login", "source_id", source);
    Ok(ExchangeLogin {
        login,
        source: SourceId::from_raw(source).map_err(|_| corrupt())?,
        password_hash,
    })
}

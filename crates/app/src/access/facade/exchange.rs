//! Logins of back offices, which hand exchange files over by themselves.

use std::net::IpAddr;

use customers::{CustomersError, ExchangeLogin, Exchanges, SourceId, Sources};

use super::Access;
use crate::access::user::{canonical_login, check_login};
use crate::access::{AccessError, Actor, Deed, GeneratedPassword};

impl Access {
    /// Gives a source of exchange files a login, in place of the one that it had; the password is shown once.
    ///
    /// # Errors
    ///
    /// [`AccessError::LoginInvalid`], [`AccessError::LoginTaken`] by another source, or when the store does not answer.
    pub async fn set_exchange_login(
        &self,
        actor: Actor,
        login: &str,
        source: SourceId,
    ) -> Result<GeneratedPassword, AccessError> {
        let login = canonical_login(login);
        check_login(&login)?;
        let password = GeneratedPassword::draw()?;
        let new = ExchangeLogin {
            login: login.clone(),
            source,
            password_hash: self.hasher.hash(password.expose()).await?,
        };
        let set = Exchanges::new(self.store.clone()).set_login(&new).await;
        set.map_err(|error| refusal(error, &login))?;
        let deed = Deed::new("exchange.login_set", &source);
        self.record(actor, deed).await?;
        Ok(password)
    }

    /// Takes a login away, and tells whether there was one. Who has entered with it stays in until the session ends.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn remove_exchange_login(
        &self,
        actor: Actor,
        login: &str,
    ) -> Result<bool, AccessError> {
        let login = canonical_login(login);
        let table = Exchanges::new(self.store.clone());
        let found = table.find_login(&login).await;
        let Some(found) = found.map_err(|error| refusal(error, &login))? else {
            return Ok(false);
        };
        let removed = table.remove_login(&login).await;
        let removed = removed.map_err(|error| refusal(error, &login))?;
        let deed = Deed::new("exchange.login_removed", &found.source);
        self.record(actor, deed).await?;
        Ok(removed)
    }

    /// Whether there is such a login; this opens nothing.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn knows_exchange_login(&self, login: &str) -> Result<bool, AccessError> {
        let login = canonical_login(login);
        let found = Exchanges::new(self.store.clone()).find_login(&login).await;
        Ok(found.map_err(|error| refusal(error, &login))?.is_some())
    }

    /// The source that a login and its password stand for. An unknown login takes the same work as a wrong password.
    ///
    /// # Errors
    ///
    /// [`AccessError::CredentialsWrong`], also when the source is disabled, and [`AccessError::AttemptsExhausted`] after too
    /// many of those.
    pub async fn exchange_source(
        &self,
        login: &str,
        password: &str,
        address: Option<IpAddr>,
    ) -> Result<SourceId, AccessError> {
        let login = canonical_login(login);
        // Apart from the logins of people, who may have the same name.
        let bucket = format!("exchange {login}");
        self.throttle
            .take(&bucket, address, self.clock().elapsed_since_start())?;
        let table = Exchanges::new(self.store.clone());
        let found = table.find_login(&login).await;
        let found = found.map_err(|error| refusal(error, &login))?;
        let (source, hash) = found.map_or((None, None), |found| {
            (Some(found.source), Some(found.password_hash))
        });
        let matches = self.hasher.matches(password, hash).await?;
        let source = source
            .filter(|_| matches)
            .ok_or(AccessError::CredentialsWrong)?;
        let source = Sources::new(self.store.clone()).get(source).await;
        let source = source.map_err(|error| refusal(error, &login))?;
        if !source.is_enabled() {
            return Err(AccessError::CredentialsWrong);
        }
        self.throttle.give_back(&bucket, address);
        Ok(source.id)
    }
}

fn refusal(error: CustomersError, login: &str) -> AccessError {
    match error {
        CustomersError::Store(error) => error.into(),
        CustomersError::ExchangeLoginTaken(_) => AccessError::LoginTaken(login.to_owned()),
        _ => AccessError::CredentialsWrong,
    }
}

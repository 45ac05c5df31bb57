//! Passwords that the machine draws: for the first administrator, for new users, for those who forgot.

use super::Access;
use crate::access::{AccessError, Actor, GeneratedPassword, NewUser, Role, UserChange};

impl Access {
    /// Makes a user with a drawn password.
    ///
    /// # Errors
    ///
    /// When login or name cannot be used, or the store does not answer.
    pub async fn add_user(
        &self,
        login: &str,
        name: &str,
        role: Role,
    ) -> Result<GeneratedPassword, AccessError> {
        let password = GeneratedPassword::draw()?;
        let wanted = NewUser {
            login: login.to_owned(),
            name: name.to_owned(),
            password: password.expose().to_owned(),
            role,
            language: "en".to_owned(),
        };
        self.create_user(Actor::Machine, wanted).await?;
        Ok(password)
    }

    /// Gives a user a drawn password, which ends their sessions; `None` when nobody has the login.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn reset_password(
        &self,
        login: &str,
    ) -> Result<Option<GeneratedPassword>, AccessError> {
        let users = self.users().await?;
        let Some(user) = users.iter().find(|user| user.login == login) else {
            return Ok(None);
        };
        let password = GeneratedPassword::draw()?;
        let change = UserChange {
            password: Some(password.expose().to_owned()),
            disabled: Some(false),
            ..UserChange::default()
        };
        self.change_user(Actor::Machine, user.id, change).await?;
        Ok(Some(password))
    }
}

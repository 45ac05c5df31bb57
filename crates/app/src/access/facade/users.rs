//! Users.

use store::StoreError;

use super::Access;
use crate::access::user::{canonical_login, check_language, check_login, check_name};
use crate::access::{
    AccessError, Actor, Deed, GeneratedPassword, NewUser, Role, User, UserChange, UserId, password,
    store as rows,
};

/// The login of the administrator that a new workspace begins with.
const FIRST_LOGIN: &str = "admin";

impl Access {
    /// Makes the first administrator, `admin`, when there is no user at all, and gives the password to show once.
    ///
    /// # Errors
    ///
    /// When the store can not be read or written.
    pub async fn ensure_admin(&self) -> Result<Option<GeneratedPassword>, AccessError> {
        if !self.users().await?.is_empty() {
            return Ok(None);
        }
        let password = GeneratedPassword::draw()?;
        let wanted = NewUser {
            login: FIRST_LOGIN.to_owned(),
            name: "Administrator".to_owned(),
            password: password.expose().to_owned(),
            role: Role::Admin,
            language: "en".to_owned(),
        };
        match self.create_user(Actor::Machine, wanted).await {
            Ok(_) => Ok(Some(password)),
            // Another process was faster.
            Err(AccessError::LoginTaken(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All users, oldest first, also those kept out.
    ///
    /// # Errors
    ///
    /// When the store can not be read.
    pub async fn users(&self) -> Result<Vec<User>, AccessError> {
        let mut conn = self.store.read().await?;
        let found = rows::users(&mut conn).await?;
        Ok(found
            .into_iter()
            .map(User::try_from)
            .collect::<Result<_, _>>()?)
    }

    /// Makes a user.
    ///
    /// # Errors
    ///
    /// [`AccessError::LoginTaken`], and what can be wrong with login, name, password and language.
    pub async fn create_user(&self, actor: Actor, wanted: NewUser) -> Result<User, AccessError> {
        let login = canonical_login(&wanted.login);
        check_login(&login)?;
        check_name(&wanted.name)?;
        check_language(&wanted.language)?;
        password::check(&wanted.password)?;
        let hash = self.hasher.hash(&wanted.password).await?;
        let user = User {
            id: UserId::fresh(self.store.ids()),
            login,
            name: wanted.name.trim().to_owned(),
            role: wanted.role,
            language: wanted.language,
            created_at: self.now(),
            disabled_at: None,
        };
        let mut tx = self.store.begin().await?;
        match rows::insert_user(&mut tx, &user, &hash).await {
            Err(StoreError::Duplicate { .. }) => return Err(AccessError::LoginTaken(user.login)),
            done => done?,
        }
        self.note(
            &mut tx,
            actor,
            Deed::new("user.created", &user.id).detail(user.role.as_str()),
        )
        .await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Changes a user. A new password, or keeping the user out, ends the user's sessions.
    ///
    /// # Errors
    ///
    /// [`AccessError::UserUnknown`], [`AccessError::LastAdministrator`], and what can be wrong with the new values.
    pub async fn change_user(
        &self,
        actor: Actor,
        id: UserId,
        change: UserChange,
    ) -> Result<User, AccessError> {
        change.name.as_deref().map_or(Ok(()), check_name)?;
        change.language.as_deref().map_or(Ok(()), check_language)?;
        let hash = match &change.password {
            Some(new) => {
                password::check(new)?;
                Some(self.hasher.hash(new).await?)
            }
            None => None,
        };
        let mut tx = self.store.begin().await?;
        let found = rows::users_for_change(&mut tx).await?;
        let users = found
            .into_iter()
            .map(User::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        let old = users
            .iter()
            .find(|user| user.id == id)
            .ok_or(AccessError::UserUnknown(id))?;
        let user = self.changed(old.clone(), &change);
        let others = users
            .iter()
            .filter(|user| user.id != id)
            .any(User::administers);
        if old.administers() && !user.administers() && !others {
            return Err(AccessError::LastAdministrator(id));
        }
        rows::update_user(&mut tx, &user).await?;
        if let Some(hash) = &hash {
            rows::update_password(&mut tx, id.raw(), hash).await?;
        }
        if hash.is_some() || user.disabled_at.is_some() {
            rows::delete_sessions_of(&mut tx, id.raw(), "").await?;
        }
        self.note(
            &mut tx,
            actor,
            Deed::new("user.changed", &id).detail(change.parts()),
        )
        .await?;
        tx.commit().await?;
        Ok(user)
    }

    fn changed(&self, mut user: User, change: &UserChange) -> User {
        if let Some(name) = &change.name {
            name.trim().clone_into(&mut user.name);
        }
        if let Some(language) = &change.language {
            user.language.clone_from(language);
        }
        user.role = change.role.unwrap_or(user.role);
        user.disabled_at = match change.disabled {
            Some(true) => user.disabled_at.or(Some(self.now())),
            Some(false) => None,
            None => user.disabled_at,
        };
        user
    }
}

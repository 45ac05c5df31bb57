//! Signing in and out.

use jiff::{SignedDuration, Timestamp};
use store::StoreError;

use super::Access;
use crate::access::secret::{self, Secret};
use crate::access::user::canonical_login;
use crate::access::{
    AccessError, Actor, Deed, Session, SessionToken, SignIn, User, password, store as rows,
};

/// A session's use is written down at most so often: reading is cheap, writing waits for its turn.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// However often it is used, a session ends after so long.
const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Access {
    /// How long a session lasts that is not used, seconds.
    pub fn session_seconds(&self) -> i64 {
        self.settings.session.as_secs()
    }

    /// Signs in: an unknown login, a disabled user and a wrong password take the same work and get the same answer.
    ///
    /// # Errors
    ///
    /// [`AccessError::CredentialsWrong`], and [`AccessError::AttemptsExhausted`] after too many of those.
    pub async fn sign_in(
        &self,
        attempt: SignIn<'_>,
    ) -> Result<(SessionToken, Session), AccessError> {
        let login = canonical_login(attempt.login);
        self.throttle
            .take(&login, attempt.address, self.clock().elapsed_since_start())?;
        let found = self.find_by_login(&login).await?;
        let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), Some(hash)));
        let matches = self.hasher.matches(attempt.password, hash).await?;
        match user {
            Some(user) if matches && user.disabled_at.is_none() => {
                self.throttle.give_back(&login, attempt.address);
                self.begin_session(user).await
            }
            Some(user) => {
                let actor = Actor::User(user.id);
                self.record(actor, Deed::new("session.refused", &user.id))
                    .await?;
                Err(AccessError::CredentialsWrong)
            }
            None => Err(AccessError::CredentialsWrong),
        }
    }

    /// The session that a token stands for; using it makes it last longer.
    ///
    /// # Errors
    ///
    /// [`AccessError::SessionEnded`] when there is none, or it has ended, or its user is kept out.
    pub async fn session(&self, token: &str) -> Result<Session, AccessError> {
        let token_digest = secret::digest(token);
        let mut conn = self.store.read().await?;
        let row = rows::session(&mut conn, &token_digest).await?;
        let (user, csrf, created_at, expires_at, last_seen_at) =
            row.ok_or(AccessError::SessionEnded)?;
        let user = rows::user(&mut conn, user)
            .await?
            .ok_or(AccessError::SessionEnded)?;
        drop(conn);
        let user = User::try_from(user)?;
        let instant = |micros, column| store::instant(micros, "session", column, &user.id);
        let (now, mut expires_at) = (self.now(), instant(expires_at, "expires_at")?);
        if now >= expires_at || user.disabled_at.is_some() {
            return Err(AccessError::SessionEnded);
        }
        if now.duration_since(instant(last_seen_at, "last_seen_at")?) >= TOUCH_EVERY {
            expires_at = self.end_of_session(instant(created_at, "created_at")?, now);
            let mut tx = self.store.begin().await?;
            rows::touch_session(
                &mut tx,
                &token_digest,
                now.as_microsecond(),
                expires_at.as_microsecond(),
            )
            .await?;
            tx.commit().await?;
        }
        Ok(Session {
            user,
            expires_at,
            csrf,
            token_digest,
        })
    }

    /// Whether a session is still in force; asking does not make it last longer.
    ///
    /// # Errors
    ///
    /// When the store can not be read.
    pub async fn stands(&self, session: &Session) -> Result<bool, AccessError> {
        let mut conn = self.store.read().await?;
        let Some(row) = rows::session(&mut conn, &session.token_digest).await? else {
            return Ok(false);
        };
        let user = rows::user(&mut conn, row.0).await?.map(User::try_from);
        let is_let_in = user
            .transpose()?
            .is_some_and(|user| user.disabled_at.is_none());
        Ok(is_let_in && self.now().as_microsecond() < row.3)
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// When the store can not be written.
    pub async fn sign_out(&self, session: &Session) -> Result<(), AccessError> {
        let mut tx = self.store.begin().await?;
        rows::delete_session(&mut tx, &session.token_digest).await?;
        let id = session.user.id;
        self.note(&mut tx, Actor::User(id), Deed::new("session.ended", &id))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Changes the password of the signed-in user, who proves the old one, and ends the user's other sessions.
    ///
    /// # Errors
    ///
    /// [`AccessError::CredentialsWrong`] when the old password is wrong, [`AccessError::PasswordLength`] when the new
    /// one is no good, [`AccessError::AttemptsExhausted`] after too many attempts.
    pub async fn change_password(
        &self,
        session: &Session,
        current: &str,
        new: &str,
    ) -> Result<(), AccessError> {
        password::check(new)?;
        let user = &session.user;
        self.throttle
            .take(&user.login, None, self.clock().elapsed_since_start())?;
        let mut conn = self.store.read().await?;
        let hash = rows::password_hash(&mut conn, user.id.raw()).await?;
        drop(conn);
        if !self.hasher.matches(current, hash).await? {
            return Err(AccessError::CredentialsWrong);
        }
        self.throttle.give_back(&user.login, None);
        let hash = self.hasher.hash(new).await?;
        let mut tx = self.store.begin().await?;
        rows::update_password(&mut tx, user.id.raw(), &hash).await?;
        rows::delete_sessions_of(&mut tx, user.id.raw(), &session.token_digest).await?;
        self.note(
            &mut tx,
            Actor::User(user.id),
            Deed::new("user.changed", &user.id).detail("password"),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    async fn find_by_login(&self, login: &str) -> Result<Option<(User, String)>, AccessError> {
        let mut conn = self.store.read().await?;
        let Some(id) = rows::user_id_by_login(&mut conn, login).await? else {
            return Ok(None);
        };
        let user = rows::user(&mut conn, id).await?;
        let hash = rows::password_hash(&mut conn, id).await?;
        let found = user
            .zip(hash)
            .map(|(user, hash)| Ok::<_, StoreError>((User::try_from(user)?, hash)));
        Ok(found.transpose()?)
    }

    async fn begin_session(&self, user: User) -> Result<(SessionToken, Session), AccessError> {
        let (token, csrf) = (SessionToken::draw()?, Secret::draw()?.expose().to_owned());
        let now = self.now();
        let expires_at = self.end_of_session(now, now);
        let token_digest = secret::digest(token.expose());
        let at = now.as_microsecond();
        let row = (
            user.id.raw(),
            csrf.clone(),
            at,
            expires_at.as_microsecond(),
            at,
        );
        let mut tx = self.store.begin().await?;
        rows::delete_sessions_ended(&mut tx, at).await?;
        rows::insert_session(&mut tx, &token_digest, &row).await?;
        self.note(
            &mut tx,
            Actor::User(user.id),
            Deed::new("session.begun", &user.id),
        )
        .await?;
        tx.commit().await?;
        Ok((
            token,
            Session {
                user,
                expires_at,
                csrf,
                token_digest,
            },
        ))
    }

    fn end_of_session(&self, created_at: Timestamp, now: Timestamp) -> Timestamp {
        let unused = now
            .checked_add(self.settings.session)
            .unwrap_or(Timestamp::MAX);
        unused.min(created_at.checked_add(LONGEST).unwrap_or(Timestamp::MAX))
    }
}

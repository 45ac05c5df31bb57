//! API keys.

use jiff::SignedDuration;

use super::Access;
use crate::access::api_key::{draw_text, has_form};
use crate::access::user::check_name;
use crate::access::{
    AccessError, Actor, ApiKey, CreatedKey, Deed, KeyId, NewKey, secret, store as rows,
};

/// A key's use is written down at most so often.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);

impl Access {
    /// The key that a text is the secret of.
    ///
    /// # Errors
    ///
    /// [`AccessError::KeyRefused`] when there is none, or it has expired or been revoked.
    pub async fn key(&self, text: &str) -> Result<ApiKey, AccessError> {
        if !has_form(text) {
            return Err(AccessError::KeyRefused);
        }
        let mut conn = self.store.read().await?;
        let row = rows::key_by_digest(&mut conn, &secret::digest(text)).await?;
        drop(conn);
        let key = ApiKey::try_from(row.ok_or(AccessError::KeyRefused)?)?;
        let now = self.now();
        if !key.is_in_force(now) {
            return Err(AccessError::KeyRefused);
        }
        if key
            .last_used_at
            .is_none_or(|at| now.duration_since(at) >= TOUCH_EVERY)
        {
            let mut tx = self.store.begin().await?;
            rows::touch_key(&mut tx, key.id.raw(), now.as_microsecond()).await?;
            tx.commit().await?;
        }
        Ok(key)
    }

    /// All keys, oldest first, also those that ended.
    ///
    /// # Errors
    ///
    /// When the store can not be read.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, AccessError> {
        let mut conn = self.store.read().await?;
        let found = rows::keys(&mut conn).await?;
        Ok(found
            .into_iter()
            .map(ApiKey::try_from)
            .collect::<Result<_, _>>()?)
    }

    /// Makes a key; its secret is in the answer and nowhere else.
    ///
    /// # Errors
    ///
    /// [`AccessError::NameLength`] and [`AccessError::ExpiryPassed`].
    pub async fn create_key(
        &self,
        actor: Actor,
        wanted: NewKey,
    ) -> Result<CreatedKey, AccessError> {
        check_name(&wanted.name)?;
        let now = self.now();
        if let Some(end) = wanted.expires_at.filter(|end| *end <= now) {
            return Err(AccessError::ExpiryPassed(end));
        }
        let key = ApiKey {
            id: KeyId::fresh(self.store.ids()),
            name: wanted.name.trim().to_owned(),
            role: wanted.role,
            created_by: actor.to_string(),
            created_at: now,
            expires_at: wanted.expires_at,
            revoked_at: None,
            last_used_at: None,
        };
        let text = draw_text(key.id)?;
        let mut tx = self.store.begin().await?;
        rows::insert_key(&mut tx, &key, &secret::digest(&text)).await?;
        self.note(
            &mut tx,
            actor,
            Deed::new("api_key.created", &key.id).detail(key.role.as_str()),
        )
        .await?;
        tx.commit().await?;
        Ok(CreatedKey { key, text })
    }

    /// Revokes a key: from now on it is refused.
    ///
    /// # Errors
    ///
    /// [`AccessError::KeyUnknown`].
    pub async fn revoke_key(&self, actor: Actor, id: KeyId) -> Result<(), AccessError> {
        let mut tx = self.store.begin().await?;
        if !rows::revoke_key(&mut tx, id.raw(), self.now().as_microsecond()).await? {
            return Err(AccessError::KeyUnknown(id));
        }
        self.note(&mut tx, actor, Deed::new("api_key.revoked", &id))
            .await?;
        Ok(tx.commit().await?)
    }
}

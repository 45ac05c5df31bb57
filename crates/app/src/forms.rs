//! Forms and quizzes: what people outside fill in.

use std::fmt::Write as _;

use customers::forms::{FormAnswer, Forms, NewAnswer, TokenSecret};
use customers::{SourceKind, Sources};
use store::{StoreError, on};

use crate::{AppError, Workspace};

/// The source that answers come from.
const SOURCE: &str = "forms";
/// The setting that holds the secret of pages.
const SECRET: &str = "form_secret";

const KEEP_SECRET: &str = "
    insert into setting (key, value)
    values ($1, $2)
    on conflict (key) do nothing";
const GET_SECRET: &str = "select value from setting where key = $1";

impl Workspace {
    /// The forms.
    pub fn forms(&self) -> Forms {
        Forms::new(self.store.clone())
    }

    /// Keeps an answer with its event, once for each page; tells it, and whether it is new.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing was kept.
    pub async fn answer_form(&self, new: &NewAnswer<'_>) -> Result<(FormAnswer, bool), AppError> {
        let sources = Sources::new(self.store.clone());
        let source = sources.ensure(SourceKind::Form, SOURCE).await?;
        let kept = self.forms().answer(new, source).await?;
        self.log().wake();
        Ok(kept)
    }

    /// The secret with which the tokens of pages are made; the first call of a workspace draws it.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn form_secret(&self) -> Result<TokenSecret, AppError> {
        if let Some(secret) = self.find_secret().await? {
            return Ok(secret);
        }
        let fresh: [u8; 32] = rand::random();
        let text = fresh.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        });
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(KEEP_SECRET).bind(SECRET).bind(text.as_str());
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        // Another process may have drawn one at the same time: the one that is kept counts.
        let kept = self.find_secret().await?;
        Ok(kept.ok_or_else(|| StoreError::corrupt("setting", "value", SECRET))?)
    }

    async fn find_secret(&self) -> Result<Option<TokenSecret>, StoreError> {
        let mut conn = self.store.read().await?;
        let text: Option<String> = on!(conn, conn => {
            sqlx::query_scalar(GET_SECRET).bind(SECRET).fetch_optional(conn).await?
        });
        let corrupt = || StoreError::corrupt("setting", "value", SECRET);
        text.map(|text| bytes(&text).map(TokenSecret::new).ok_or_else(corrupt))
            .transpose()
    }
}

/// 32 bytes of their hexadecimal digits.
fn bytes(text: &str) -> Option<[u8; 32]> {
    let mut all = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (at, byte) in all.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(all)
}

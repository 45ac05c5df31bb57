//! The back offices that are let in now: what each has sent, and what becomes of it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::{HeaderMap, header};
use customers::SourceId;
use tokio::sync::watch;

use crate::secret::nonce;
use crate::state::AppState;

/// The cookie's name.
pub(super) const COOKIE: &str = "clientele_exchange";
/// A session that is not used ends after so long.
const IDLE_MAX: Duration = Duration::from_hours(2);
/// Sessions at a time.
const SESSIONS_MAX: usize = 100;
/// How their folders begin.
pub(super) const FOLDER: &str = "exchange-";

/// A back office that is let in.
#[derive(Debug)]
pub(crate) struct Session {
    pub(super) source: SourceId,
    pub(super) login: String,
    /// Where its files are, until it ends.
    pub(super) folder: PathBuf,
    /// One part is written at a time.
    pub(super) writing: tokio::sync::Mutex<()>,
    /// What becomes of each file: nothing yet, or a sentence, or the reason why not.
    pub(super) taken: Mutex<HashMap<String, Outcome>>,
    used_at: Mutex<Duration>,
}

/// How the taking of a file ended, once it has.
pub(super) type Outcome = watch::Receiver<Option<Result<String, String>>>;

impl Drop for Session {
    fn drop(&mut self) {
        if self.folder.exists()
            && let Err(error) = std::fs::remove_dir_all(&self.folder)
        {
            tracing::warn!(%error, "files of an exchange could not be removed");
        }
    }
}

/// All of them, by their cookies.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    all: Mutex<HashMap<String, Arc<Session>>>,
}

impl Sessions {
    /// Lets a back office in and gives it its cookie; nothing when too many are in.
    pub(super) fn begin(&self, state: &AppState, source: SourceId, login: &str) -> Option<String> {
        let now = state.clock().elapsed_since_start();
        let mut all = lock(&self.all);
        all.retain(|_, session| now.saturating_sub(*lock(&session.used_at)) < IDLE_MAX);
        if all.len() >= SESSIONS_MAX {
            return None;
        }
        let token = nonce();
        let folder = state
            .config()
            .upload_folder
            .join(format!("{FOLDER}{}", nonce()));
        let session = Session {
            source,
            login: login.to_owned(),
            folder,
            writing: tokio::sync::Mutex::default(),
            taken: Mutex::default(),
            used_at: Mutex::new(now),
        };
        all.insert(token.clone(), Arc::new(session));
        Some(token)
    }

    /// Whether a request brings the cookie of a session.
    pub(crate) fn knows(&self, state: &AppState, headers: &HeaderMap) -> bool {
        self.find(state, headers).is_some()
    }

    /// The session whose cookie a request brings.
    pub(super) fn find(&self, state: &AppState, headers: &HeaderMap) -> Option<Arc<Session>> {
        let lines = headers.get_all(header::COOKIE).iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let mut pairs = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, token) = pairs.find(|(name, _)| *name == COOKIE)?;
        let now = state.clock().elapsed_since_start();
        let session = Arc::clone(lock(&self.all).get(token)?);
        let mut used_at = lock(&session.used_at);
        if now.saturating_sub(*used_at) >= IDLE_MAX {
            return None;
        }
        *used_at = now;
        drop(used_at);
        Some(session)
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! Files that wait for their import: handed over once, looked at as often as their mapping changes, gone after a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::access::Actor;
use axum::http::StatusCode;
use kernel::define_id;

use crate::problem::Problem;
use crate::state::AppState;
use crate::upload::TemporaryFile;

/// A file that is not looked at for so long is given up.
const IDLE_MAX: Duration = Duration::from_hours(2);
/// Files of one caller at a time; a further one takes the place of the one that was looked at longest ago.
const FILES_MAX: usize = 3;

define_id!(
    /// A file that waits.
    UploadId,
    "upl"
);

/// A file that waits.
#[derive(Debug)]
pub(crate) struct StagedFile {
    /// The file.
    pub file: Arc<TemporaryFile>,
    /// Its name.
    pub name: String,
    owner: Actor,
    used_at: Mutex<Duration>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    all: Mutex<HashMap<UploadId, Arc<StagedFile>>>,
}

impl Stage {
    /// Keeps a file for its owner.
    pub(crate) fn keep(
        &self,
        state: &AppState,
        owner: Actor,
        (file, name): (TemporaryFile, String),
    ) -> UploadId {
        let now = state.clock().elapsed_since_start();
        let id = UploadId::fresh(state.workspace().store().ids());
        let staged = StagedFile {
            file: Arc::new(file),
            name,
            owner,
            used_at: Mutex::new(now),
        };
        let mut all = lock(&self.all);
        all.retain(|_, file| now.saturating_sub(*lock(&file.used_at)) <= IDLE_MAX);
        while all.values().filter(|file| file.owner == owner).count() >= FILES_MAX {
            let own = all.iter().filter(|(_, file)| file.owner == owner);
            let Some(oldest) = own.min_by_key(|(id, file)| (*lock(&file.used_at), **id)) else {
                break;
            };
            let oldest = *oldest.0;
            all.remove(&oldest);
        }
        all.insert(id, Arc::new(staged));
        id
    }

    /// A file of the caller.
    pub(crate) fn find(
        &self,
        state: &AppState,
        caller: Actor,
        id: UploadId,
    ) -> Result<Arc<StagedFile>, Problem> {
        let now = state.clock().elapsed_since_start();
        let found = lock(&self.all)
            .get(&id)
            .filter(|file| file.owner == caller)
            .filter(|file| now.saturating_sub(*lock(&file.used_at)) <= IDLE_MAX)
            .cloned()
            .ok_or_else(|| gone(id))?;
        *lock(&found.used_at) = now;
        Ok(found)
    }

    /// Forgets a file; it vanishes when nobody reads it any more.
    pub(crate) fn forget(&self, id: UploadId) {
        lock(&self.all).remove(&id);
    }
}

fn gone(id: UploadId) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "import.upload_gone").detail(format!(
        "the file {id} is no longer here: it was imported, given up after two hours, or the server was started again; \
         hand it over once more"
    ))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

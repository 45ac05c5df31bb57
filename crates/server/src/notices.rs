//! What listeners for notices share: the newest notices, read at most every two seconds however many listen, a bell for what
//! this process itself brought to an end, and the places of those who listen.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::access::UserId;
use app::{AppError, Notice, Workspace};
use tokio::sync::{Mutex as AsyncMutex, watch};
use tokio_util::sync::CancellationToken;

/// How often the notices are read while somebody listens: other processes bring things to an end too.
pub(crate) const EVERY: Duration = Duration::from_secs(2);
/// Pages of one person that may listen at a time.
const PLACES_EACH: usize = 8;
/// Pages that may listen at a time.
const PLACES: usize = 1000;

type Read = Option<(Duration, u64, Arc<Vec<Notice>>)>;

/// What listeners share.
#[derive(Debug)]
pub(crate) struct Board {
    read: AsyncMutex<Read>,
    bell: watch::Sender<u64>,
    places: Arc<Mutex<HashMap<UserId, usize>>>,
    stopping: CancellationToken,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            read: AsyncMutex::default(),
            bell: watch::Sender::new(0),
            places: Arc::default(),
            stopping: CancellationToken::new(),
        }
    }
}

impl Board {
    /// The newest notices, read again when they are old or the bell rang since.
    pub(crate) async fn notices(
        &self,
        workspace: &Workspace,
    ) -> Result<Arc<Vec<Notice>>, AppError> {
        let mut read = self.read.lock().await;
        let (now, rung) = (workspace.clock().elapsed_since_start(), *self.bell.borrow());
        if let Some((at, heard, notices)) = read.as_ref()
            && *heard == rung
            && now.saturating_sub(*at) < EVERY
        {
            return Ok(Arc::clone(notices));
        }
        let notices = Arc::new(workspace.notices().await?);
        *read = Some((now, rung, Arc::clone(&notices)));
        Ok(notices)
    }

    /// Something came to its end, or somebody signed out: listeners look at once.
    pub(crate) fn ring(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }

    /// Hears the bell.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// The order to stop, for those who would listen for ever.
    pub(crate) fn stopping(&self) -> &CancellationToken {
        &self.stopping
    }

    /// A place for one more page of a person; nothing when there is none left.
    pub(crate) fn take_place(&self, user: UserId) -> Option<Place> {
        let mut places = lock(&self.places);
        let all: usize = places.values().sum();
        let own = places.entry(user).or_default();
        if *own >= PLACES_EACH || all >= PLACES {
            return None;
        }
        *own += 1;
        drop(places);
        Some(Place {
            user,
            places: Arc::clone(&self.places),
        })
    }
}

/// The place of a page that listens; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    user: UserId,
    places: Arc<Mutex<HashMap<UserId, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = lock(&self.places);
        let left = places.get(&self.user).copied().unwrap_or(1) - 1;
        if left == 0 {
            places.remove(&self.user);
        } else {
            places.insert(self.user, left);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

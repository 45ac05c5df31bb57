//! The imports and exchange files that run in this process: how far each is, cancelling one, ending all.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::ProgressCell;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The imports that run now.
#[derive(Debug, Default)]
pub(crate) struct Running {
    imports: Mutex<HashMap<String, Watched>>,
    tasks: Mutex<JoinSet<()>>,
    all: CancellationToken,
}

/// What can be seen of a running import, and the way to stop it.
#[derive(Debug, Clone)]
pub(crate) struct Watched {
    /// How far it is.
    pub progress: Arc<ProgressCell>,
    /// Stops it; it then leaves nothing behind.
    pub cancel: CancellationToken,
}

impl Running {
    /// Means to watch and cancel a new import; everything is cancelled when the server stops.
    pub(crate) fn watch(&self) -> Watched {
        Watched {
            progress: Arc::default(),
            cancel: self.all.child_token(),
        }
    }

    /// Follows an import until `ended` is done.
    pub(crate) fn follow<F>(&self, id: impl Display, watched: Watched, ended: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        lock(&self.imports).insert(id.to_string(), watched);
        let mut tasks = lock(&self.tasks);
        // Results of tasks that have ended are not kept.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(ended);
    }

    /// A running import.
    pub(crate) fn find(&self, id: impl Display) -> Option<Watched> {
        lock(&self.imports).get(&id.to_string()).cloned()
    }

    /// Forgets an import that has ended.
    pub(crate) fn forget(&self, id: impl Display) {
        lock(&self.imports).remove(&id.to_string());
    }

    /// Cancels all imports and waits until they have cleaned up after themselves.
    pub(crate) async fn stop(&self) {
        self.all.cancel();
        self.settle().await;
    }

    /// Waits until the imports that run now have ended.
    pub(crate) async fn settle(&self) {
        let mut tasks = std::mem::take(&mut *lock(&self.tasks));
        while tasks.join_next().await.is_some() {}
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

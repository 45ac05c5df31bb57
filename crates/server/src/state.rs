//! What every request can reach.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::Workspace;
use app::access::Access;
use kernel::{Clock, IdSource};

use crate::metrics::Metrics;
use crate::request_id::RequestId;
use crate::running::Running;

/// How the server behaves; every setting has a default that works.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// The folder for files that are being uploaded, inside the data folder, so that they share its disk.
    pub upload_folder: PathBuf,
    /// The largest file that is taken, bytes.
    pub upload_bytes_max: u64,
    /// How long an upload may stand still.
    pub upload_idle: Duration,
    /// How long an answer may take, other than uploads and queries, which have limits of their own.
    pub answer_within: Duration,
    /// How long running requests may go on after the order to stop.
    pub stop_within: Duration,
    /// Whether a proxy in front speaks for the caller (`x-forwarded-for`, `x-forwarded-proto`).
    pub behind_proxy: bool,
}

impl ServerConfig {
    /// The defaults, with uploads in a folder.
    pub fn new(upload_folder: impl Into<PathBuf>) -> Self {
        Self {
            upload_folder: upload_folder.into(),
            upload_bytes_max: 4 << 30,
            upload_idle: Duration::from_mins(1),
            answer_within: Duration::from_mins(2),
            stop_within: Duration::from_secs(10),
            behind_proxy: false,
        }
    }
}

/// What every request can reach: cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    workspace: Arc<Workspace>,
    access: Access,
    config: ServerConfig,
    clock: Arc<dyn Clock>,
    ids: IdSource,
    metrics: Metrics,
    running: Running,
}

impl AppState {
    /// Brings together what requests need.
    pub fn new(workspace: Arc<Workspace>, access: Access, config: ServerConfig) -> Self {
        let clock = Arc::clone(workspace.clock());
        Self {
            inner: Arc::new(Inner {
                workspace,
                access,
                config,
                ids: IdSource::new(Arc::clone(&clock)),
                clock,
                metrics: Metrics::default(),
                running: Running::default(),
            }),
        }
    }

    /// The workspace.
    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.inner.workspace
    }

    /// Users, sessions, keys and the audit.
    pub fn access(&self) -> &Access {
        &self.inner.access
    }

    /// The settings.
    pub fn config(&self) -> &ServerConfig {
        &self.inner.config
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    /// The counters.
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// The imports that run now.
    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    /// A new id for a request.
    pub(crate) fn draw_request_id(&self) -> String {
        // A source of ids gives no negative number, and an empty id is better than no answer.
        RequestId::from_raw(self.inner.ids.next()).map(|id| id.to_string()).unwrap_or_default()
    }
}

//! What every request can reach.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::Workspace;
use app::access::Access;
use kernel::Clock;

use crate::exchange::Sessions;
use crate::forms::Door;
use crate::intake::Intake;
use crate::metrics::Metrics;
use crate::notices::Board;
use crate::request_id::RequestId;
use crate::running::Running;
use crate::staged::Stage;

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
    /// The address that people use, when a proxy stands before the server: it then speaks for the caller
    /// (`x-forwarded-for`), and cookies are for TLS alone when the address is.
    pub public_url: Option<String>,
    /// The most rows that a query may answer.
    pub query_rows_max: u64,
    /// The longest time that a query may take, seconds.
    pub query_seconds_max: u64,
    /// Events that one source may send a second.
    pub events_per_second_max: u32,
    /// What stands before the addresses of forms and of the exchange, `/w/NAME`, where the workspace shares its host with others;
    /// empty otherwise.
    pub door: String,
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
            public_url: None,
            query_rows_max: 100_000,
            query_seconds_max: 60,
            events_per_second_max: 50_000,
            door: String::new(),
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
    metrics: Metrics,
    running: Running,
    board: Board,
    stage: Stage,
    intake: Intake,
    forms: Door,
    exchange_sessions: Sessions,
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
                clock,
                metrics: Metrics::default(),
                running: Running::default(),
                board: Board::default(),
                stage: Stage::default(),
                intake: Intake::default(),
                forms: Door::default(),
                exchange_sessions: Sessions::default(),
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

    /// Waits until the imports that run now have ended.
    pub async fn imports_ended(&self) {
        self.running().settle().await;
    }

    /// The imports that run now.
    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    /// What listeners for notices share.
    pub(crate) fn board(&self) -> &Board {
        &self.inner.board
    }

    /// The files that wait for their import.
    pub(crate) fn stage(&self) -> &Stage {
        &self.inner.stage
    }

    /// What requests that bring events share.
    pub(crate) fn intake(&self) -> &Intake {
        &self.inner.intake
    }

    /// What the public side of forms remembers.
    pub(crate) fn forms(&self) -> &Door {
        &self.inner.forms
    }

    /// The back offices that hand exchange files over now.
    pub(crate) fn exchange_sessions(&self) -> &Sessions {
        &self.inner.exchange_sessions
    }

    /// A new id for a request.
    pub(crate) fn draw_request_id(&self) -> RequestId {
        RequestId::fresh(self.workspace().store().ids())
    }
}

//! The program with a data folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use app::{Places, Workspace};
use kernel::{Clock, SystemClock};
use store::StoreUrl;
use tempfile::TempDir;

use crate::contents;

const PROGRAM: &str = env!("CARGO_BIN_EXE_clientele");

/// A data folder that vanishes, and the program on it.
pub(crate) struct Program {
    folder: TempDir,
    data: PathBuf,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    /// Without a workspace.
    pub(crate) fn new() -> Self {
        let folder = TempDir::with_prefix("clientele-").unwrap();
        let data = folder.path().join("data");
        Self { folder, data }
    }

    /// With a workspace whose days are in Sofia and whose amounts are in euros.
    pub(crate) fn with_workspace() -> Self {
        let program = Self::new();
        program
            .run(&["init", "--time-zone", "Europe/Sofia", "--currency", "EUR"])
            .succeeds();
        program
    }

    /// With its data in this folder.
    pub(crate) fn in_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            ..Self::new()
        }
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Writes a file for it to read.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A call that was not started yet, in an environment without settings.
    pub(crate) fn call(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("RUST_BACKTRACE", "1");
        command.arg("--data").arg(&self.data).args(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.call(arguments).output().unwrap())
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.call(arguments).spawn().unwrap()
    }

    /// The answer to a query, as CSV.
    pub(crate) fn query(&self, sql: &str) -> String {
        self.run(&["query", sql, "--format", "csv"]).succeeds().out
    }

    /// What the workspace holds, read without the program's help.
    pub(crate) fn contents(&self) -> String {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
            let places = Places {
                folder: self.data.clone(),
                store: StoreUrl::sqlite(self.data.join("clientele.db")),
                lake: self.data.join("lake"),
                memory_mb: 256,
            };
            let workspace = Workspace::open(places, clock).await.unwrap();
            let held = contents::contents(&workspace).await;
            workspace.store().close().await;
            held
        })
    }

    /// The number of files of each table in the lake.
    pub(crate) fn lake_files(&self) -> Vec<(String, usize)> {
        let mut tables: Vec<(String, usize)> = std::fs::read_dir(self.data.join("lake/main"))
            .into_iter()
            .flatten()
            .map(|table| table.unwrap())
            .map(|table| {
                let files = std::fs::read_dir(table.path()).unwrap().count();
                (table.file_name().into_string().unwrap(), files)
            })
            .filter(|(_, files)| *files > 0)
            .collect();
        tables.sort();
        tables
    }

    /// Whether nothing at all came into the workspace: its seven tables are headers only.
    pub(crate) fn holds_nothing(&self) -> bool {
        let contents = self.contents();
        let told = contents
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        told.count() == 7 && self.lake_files().is_empty()
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// It ended with this exit code and a message that has these words, and nothing for programmers.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        let said = &self.err;
        assert!(
            said.lines().any(|line| line.starts_with("error: ")),
            "no message: {self:?}"
        );
        for word in words {
            assert!(said.contains(word), "`{word}` is not said: {said}");
        }
        for word in ["panicked", "backtrace", "stack", ".rs:", "unwrap", "Os {"] {
            assert!(!said.contains(word), "`{word}` is for programmers: {said}");
        }
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

//! A private PostgreSQL cluster, made from the machine's own binaries, that ends with the one who started it.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};
use tempfile::TempDir;

const VERSIONS_FOLDER: &str = "/usr/lib/postgresql";
/// The server refuses to run as root; then it runs as the first of these that exists.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];
/// Fast, and fit for tests only: a crash of the machine would lose the data.
const SETTINGS: &str = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
    -c max_connections=300 -c shared_buffers=64MB -c max_wal_size=256MB -c log_min_messages=error";
/// Reads until the pipe from its parent closes, be it by will, by a panic or by kill -9. Then it stops the server
/// and removes the folder.
const WATCHDOG: &str =
    r#"cat >/dev/null; folder=$1; shift; "$@" >/dev/null 2>&1; exec rm -rf "$folder""#;

/// A running private cluster, reached through a socket in its folder. Dropping it stops the server and removes the folder.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    watchdog: Child,
    folder: TempDir,
}

impl Cluster {
    /// Whether the machine has PostgreSQL's binaries.
    pub fn is_installed() -> bool {
        binaries().is_some()
    }

    /// Makes a cluster and starts it.
    ///
    /// # Errors
    ///
    /// When PostgreSQL is not installed, or does not start.
    pub fn start() -> anyhow::Result<Self> {
        let Some(binaries) = binaries() else {
            bail!(
                "PostgreSQL is not installed: there is no {VERSIONS_FOLDER}/*/bin/initdb (Debian: `apt install postgresql`)"
            );
        };
        let folder = TempDir::with_prefix("clientele-pg-")?;
        let owner = Owner::of(folder.path())?;
        let data = folder.path().join("data");
        owner.run(&binaries.join("initdb"), |initdb| {
            initdb.arg("-D").arg(&data);
            initdb.args([
                "-U",
                "clientele",
                "--auth=trust",
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
            ]);
        })?;
        let pg_ctl = binaries.join("pg_ctl");
        let settings = format!(
            "{SETTINGS} -c unix_socket_directories={}",
            folder.path().display()
        );
        let log = folder.path().join("log");
        let started = owner.run(&pg_ctl, |start| {
            start
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(&log)
                .args(["-o", &settings, "-w", "-t", "60", "start"]);
        });
        started.with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        let watchdog = owner.watch(&pg_ctl, folder.path(), &data)?;
        let host = folder.path().display().to_string().replace('/', "%2F");
        Ok(Self {
            url: format!("postgres://clientele@{host}/postgres"),
            watchdog,
            folder,
        })
    }

    /// The URL of its database, without a schema: what `TEST_POSTGRES_URL` takes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder of its data, its log and its socket.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        self.watchdog.wait().ok();
    }
}

/// The folder of the newest version's binaries.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS_FOLDER).ok()?.filter_map(Result::ok);
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/initdb").is_file())
        .max_by_key(version);
    newest.map(|path| path.join("bin"))
}

/// The user that the server runs as: ourselves, or an unprivileged one when we are root.
struct Owner {
    user: Option<&'static str>,
}

impl Owner {
    /// Finds the user, and gives the folder to it.
    fn of(folder: &Path) -> anyhow::Result<Self> {
        if fs::metadata(folder)?.uid() != 0 {
            return Ok(Self { user: None });
        }
        for user in UNPRIVILEGED {
            let id = Command::new("id")
                .args(["-u", user])
                .stderr(Stdio::null())
                .output()?;
            if let Ok(uid) = String::from_utf8_lossy(&id.stdout).trim().parse() {
                chown(folder, Some(uid), None)?;
                fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
                return Ok(Self { user: Some(user) });
            }
        }
        bail!(
            "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as"
        )
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command
                    .args(["--reuid", user, "--clear-groups", "--"])
                    .arg(program);
                command
            }
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    fn run(&self, program: &Path, arguments: impl FnOnce(&mut Command)) -> anyhow::Result<()> {
        let mut command = self.command(program);
        arguments(&mut command);
        // To nowhere rather than to a pipe: the server would inherit it and hold it open.
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let status = status.with_context(|| format!("{} could not be run", program.display()))?;
        ensure!(status.success(), "{} failed: {status}", program.display());
        Ok(())
    }

    /// Starts the watchdog, in a process group of its own so that Ctrl-C does not reach it.
    fn watch(&self, pg_ctl: &Path, folder: &Path, data: &Path) -> anyhow::Result<Child> {
        let mut watchdog = self.command(Path::new("/bin/sh"));
        watchdog
            .args(["-c", WATCHDOG, "watchdog"])
            .arg(folder)
            .arg(pg_ctl)
            .arg("-D")
            .arg(data);
        watchdog.args(["-m", "immediate", "stop"]);
        watchdog
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        Ok(watchdog.spawn()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_stops_when_dropped() {
        if !Cluster::is_installed() {
            return;
        }
        let cluster = Cluster::start().unwrap();
        let socket = cluster.folder().join(".s.PGSQL.5432");
        assert!(socket.exists());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let temp = crate::TempStore::postgres(cluster.url()).await.unwrap();
            temp.store.ping().await.unwrap();
            temp.close().await.unwrap();
        });
        drop(cluster);
        assert!(!socket.exists());
    }
}

//! A private PostgreSQL cluster for tests: made of Debian's binaries, in a folder that vanishes.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::command::{command, output};
use crate::guarded::Guarded;

/// Accounts that the server may run as when we are root, which it refuses to be.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// A running cluster, reached through a socket in its folder, which only its owner may enter. Dropping it stops the server and
/// removes the folder.
#[derive(Debug)]
pub(crate) struct Cluster {
    server: Option<Guarded>,
    folder: PathBuf,
}

impl Cluster {
    /// Makes a cluster and starts its server.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL's server programs are not installed")?;
        let mut cluster = Self {
            server: None,
            folder: new_folder()?,
        };
        let account = account(&cluster.folder)?;
        fs::set_permissions(&cluster.folder, fs::Permissions::from_mode(0o700))?;
        if let Some((user, group)) = account {
            chown(&cluster.folder, Some(user), Some(group))?;
        }
        let data = cluster.folder.join("data").display().to_string();
        let program = |name: &str| programs.join(name).display().to_string();

        let mut initdb = command(
            &cluster.folder,
            &[
                &program("initdb"),
                "--no-sync",
                "-A",
                "trust",
                "-U",
                "clientele",
                "-E",
                "UTF8",
            ],
        );
        initdb.args(["--locale=C", "-D", &data]);
        as_account(&mut initdb, account);
        output(initdb)?;

        let sockets = format!("unix_socket_directories={}", cluster.folder.display());
        let server = program("postgres");
        let mut words = vec![server.as_str(), "-D", &data, "-c", &sockets];
        for setting in SETTINGS {
            words.extend(["-c", setting]);
        }
        let log = fs::File::create(cluster.folder.join("log"))?;
        cluster.server = Some(Guarded::start(&words, |command| {
            command
                .current_dir(&cluster.folder)
                .stdout(Stdio::null())
                .stderr(log);
            as_account(command, account);
        })?);
        cluster.wait_until_ready(&program("pg_isready"))?;
        Ok(cluster)
    }

    /// The address that tests read from `TEST_POSTGRES_URL`.
    pub(crate) fn url(&self) -> String {
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://clientele@{socket}/postgres")
    }

    fn is_ready(&self, isready: &str) -> Result<bool> {
        let socket = self.folder.display().to_string();
        let mut ask = command(
            &self.folder,
            &[isready, "-q", "-h", &socket, "-d", "postgres"],
        );
        Ok(ask.status()?.success())
    }

    fn wait_until_ready(&self, isready: &str) -> Result<()> {
        for _ in 0..300 {
            if self.is_ready(isready)? {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start within 30 seconds; its log says:\n{log}")
    }
}

/// A folder of our own among the temporary ones.
fn new_folder() -> Result<PathBuf> {
    let own = format!("clientele-postgres-{}", std::process::id());
    let named = |number: u32| std::env::temp_dir().join(format!("{own}-{number}"));
    let made = (0..100)
        .map(named)
        .find(|folder| fs::create_dir(folder).is_ok());
    made.with_context(|| {
        format!(
            "no folder can be made in {}",
            std::env::temp_dir().display()
        )
    })
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.server.take());
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            println!("{} stays behind: {error}", self.folder.display());
        }
    }
}

/// Durability is of no use to a cluster that lives for minutes; many tests run at once.
const SETTINGS: [&str; 5] = [
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
];

/// The folder with `initdb` and `postgres`: Debian keeps them out of the path, one folder a version.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    let in_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
    };
    found.pop().map(|(_, bin)| bin).or_else(in_path)
}

/// A port that nothing listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The user and group to run as: ours, unless a folder of ours belongs to root.
fn account(own_folder: &Path) -> Result<Option<(u32, u32)>> {
    if fs::metadata(own_folder)?.uid() != 0 {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd").context("/etc/passwd cannot be read")?;
    let found = UNPRIVILEGED.iter().find_map(|name| ids(&accounts, name));
    found
        .map(Some)
        .context("there is no unprivileged account to run PostgreSQL as")
}

/// The ids of an account in the text of `/etc/passwd`.
fn ids(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = accounts
        .lines()
        .map(|line| line.split(':'))
        .find_map(|mut fields| (fields.next() == Some(name)).then_some(fields))?;
    Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn as_account(command: &mut Command, account: Option<(u32, u32)>) {
    if let Some((user, group)) = account {
        command.uid(user).gid(group);
    }
    command.env("LC_ALL", "C");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_the_accounts() {
        let accounts =
            "daemon:x:1:1:daemon:/usr/sbin:/bin/sh\npostgres:x:101:104::/var/lib:/bin/sh\n";
        assert_eq!(ids(accounts, "postgres"), Some((101, 104)));
        assert_eq!(ids(accounts, "nobody"), None);
    }

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Some(programs) = programs() else {
            println!("PostgreSQL is not installed: nothing to start");
            return;
        };
        let cluster = Cluster::start().unwrap();
        let folder = cluster.folder.clone();
        assert!(
            cluster
                .is_ready(&programs.join("pg_isready").display().to_string())
                .unwrap()
        );
        assert!(cluster.url().starts_with("postgres://clientele@%2F"));
        drop(cluster);
        assert!(!folder.exists());
    }
}

//! Child processes: this very test program, told to play a part.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use store::StoreUrl;

const ROLE: &str = "CLIENTELE_SOAK_ROLE";
const STORE: &str = "CLIENTELE_SOAK_STORE";
const TAG: &str = "CLIENTELE_SOAK_TAG";
const READY_WITHIN: Duration = Duration::from_mins(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Server,
    Worker,
}

/// What a child has to do.
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) store: StoreUrl,
    /// Unique among all starts.
    pub(super) tag: u64,
}

impl Part {
    pub(super) fn of_this_process() -> Option<Self> {
        let role = match variable(ROLE)?.as_str() {
            "server" => Role::Server,
            _ => Role::Worker,
        };
        Some(Self {
            role,
            store: variable(STORE)?.parse().unwrap(),
            tag: variable(TAG)?.parse().unwrap(),
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "children of a test are configured by their environment"
)]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The store's address in the form that children read.
pub(super) fn place(url: &StoreUrl) -> String {
    match (url.sqlite_path(), url.postgres_url(), url.schema()) {
        (Some(path), _, _) => format!("sqlite:{}", path.display()),
        (_, Some(full), Some(schema)) => {
            let (base, _) = full.split_once("options=").unwrap();
            format!("{base}schema={schema}")
        }
        _ => unreachable!("a store is one or the other"),
    }
}

/// A child, and what it says.
pub(super) struct Process {
    child: Child,
    said: Receiver<String>,
    heard: Vec<String>,
    /// Children end when it is closed, so that none outlives a parent that fails.
    _leash: Option<ChildStdin>,
}

impl Process {
    pub(super) fn start(role: Role, place: &str, tag: u32) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "log::killed::part",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(
                ROLE,
                match role {
                    Role::Server => "server",
                    Role::Worker => "worker",
                },
            )
            .env(STORE, place)
            .env(TAG, tag.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let leash = child.stdin.take();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (say, said) = channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            // A line without its end was cut off by the kill, and says nothing.
            while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
                if say.send(line.trim_end().to_owned()).is_err() {
                    break;
                }
                line.clear();
            }
        });
        Self {
            child,
            said,
            heard: Vec::new(),
            _leash: leash,
        }
    }

    /// Waits until it has opened the store: a machine with much to do takes its time.
    pub(super) fn wait_until_ready(&mut self) {
        while !self.heard.iter().any(|line| line.ends_with("ready")) {
            let line = self.said.recv_timeout(READY_WITHIN).expect("it starts");
            self.heard.push(line);
        }
    }

    /// Waits until it has said so many lines more, or nothing for so long.
    pub(super) fn wait_for(&mut self, lines: u64, patience: Duration) {
        for _ in 0..lines {
            match self.said.recv_timeout(patience) {
                Ok(line) => self.heard.push(line),
                Err(_) => break,
            }
        }
    }

    /// Kills it with signal 9, and gives the ids of the events that it acknowledged.
    pub(super) fn kill(&mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // The channel closes when all that was said is read.
        self.heard.extend(self.said.iter());
        std::mem::take(&mut self.heard)
            .iter()
            .filter_map(|line| line.strip_prefix("ack "))
            .flat_map(str::split_whitespace)
            .map(str::to_owned)
            .collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

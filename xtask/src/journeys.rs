//! A served demo for the browser's journeys, and what it printed for signing in.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::command::{command, run};
use crate::guarded::Guarded;
use crate::{console, demo, postgres, system, workspace};

/// How long a demo may take from its start to its first answer, in a debug build.
const START_MAX: Duration = Duration::from_mins(10);

/// A workspace with the bundled orders, served on a free port, in a folder that vanishes.
#[derive(Debug)]
pub(crate) struct Served {
    server: Option<Guarded>,
    folder: PathBuf,
    port: u16,
    sign_in: SignIn,
}

/// What a person types to sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SignIn {
    login: String,
    password: String,
}

impl Served {
    /// Starts the demo of a debug build and waits for its first answer.
    pub(crate) fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("clientele-demo-{}", std::process::id()));
        let mut served = Self {
            server: None,
            folder,
            port: postgres::free_port()?,
            sign_in: SignIn::default(),
        };
        let call = demo::program(&workspace::program("debug"), &served.folder, served.port);
        let words: Vec<String> = std::iter::once(call.get_program())
            .chain(call.get_args())
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut server = Guarded::start(&words, |command| {
            // A line a request would bury what a journey says.
            command
                .stdout(Stdio::piped())
                .env("CLIENTELE_LOG_LEVEL", "warn");
        })?;
        let lines = read_lines(BufReader::new(server.take_stdout()?));
        served.server = Some(server);
        served.sign_in = wait_for_sign_in(&lines)?;
        served.wait_until_ready()?;
        thread::spawn(move || lines.into_iter().for_each(|line| println!("  | {line}")));
        Ok(served)
    }

    /// Runs the console's journeys in a browser against this demo.
    pub(crate) fn browse(&self) -> Result<()> {
        let mut node = command(&console::folder(), &["node", "e2e/run.mjs"]);
        node.env("CLIENTELE_URL", format!("http://127.0.0.1:{}", self.port))
            .env("CLIENTELE_LOGIN", &self.sign_in.login)
            .env("CLIENTELE_PASSWORD", &self.sign_in.password)
            .env("CLIENTELE_BINARY", workspace::program("debug"));
        if let Some(browser) = system::browser() {
            node.env("CLIENTELE_CHROMIUM", browser);
        }
        run(node)
    }

    /// Stops the server; the workspace stays until this is dropped.
    pub(crate) fn stop(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), Guarded::stop)
    }

    /// The workspace's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn wait_until_ready(&self) -> Result<()> {
        for _ in 0..100 {
            if healthy(self.port).unwrap_or(false) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!(
            "the demo does not answer on http://127.0.0.1:{}/healthz",
            self.port
        )
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.server.take());
        if self.folder.exists() && fs::remove_dir_all(&self.folder).is_err() {
            println!("{} stays behind", self.folder.display());
        }
    }
}

fn read_lines(output: impl BufRead + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn wait_for_sign_in(lines: &Receiver<String>) -> Result<SignIn> {
    let mut sign_in = SignIn::default();
    while sign_in.login.is_empty() || sign_in.password.is_empty() {
        let line = lines
            .recv_timeout(START_MAX)
            .context("the demo ended, or fell silent, before it printed how to sign in")?;
        println!("  | {line}");
        sign_in.read(&line);
    }
    Ok(sign_in)
}

impl SignIn {
    /// Takes what a printed line tells: `… login: NAME …` and `… password: WORD …`, in one line or in two.
    fn read(&mut self, line: &str) {
        for (label, value) in [("login", &mut self.login), ("password", &mut self.password)] {
            if let Some(found) = labelled(line, label) {
                found.clone_into(value);
            }
        }
    }
}

fn labelled<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let mut words = line.split_whitespace();
    words.find(|word| word.trim_end_matches(':').eq_ignore_ascii_case(label))?;
    words.next()
}

fn healthy(port: u16) -> Result<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.split_whitespace().nth(1) == Some("200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_in_is_read_from_one_line_or_two() {
        let expected = SignIn {
            login: "admin".to_owned(),
            password: "k3-Zw".to_owned(),
        };
        let mut one = SignIn::default();
        one.read("Sign in with login admin password k3-Zw");
        assert_eq!(one, expected);
        let mut two = SignIn::default();
        two.read("http://127.0.0.1:7070");
        two.read("  Login:     admin");
        two.read("  Password:  k3-Zw");
        assert_eq!(two, expected);
    }
}

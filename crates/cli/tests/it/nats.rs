//! A queue is read: nothing is lost and nothing comes twice, whoever is killed.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::{self, context::Context};
use kernel::SystemClock;
use store::{Log, Store, StoreUrl};
use testkit::TempStore;

use crate::program::Program;

/// Messages that are sent.
const MESSAGES: usize = 1_200;
/// After so many, somebody is killed.
const KILL_EVERY: usize = 150;
/// A step that takes longer has failed.
const PATIENCE: Duration = Duration::from_mins(2);

/// A queue of its own, on a port of its own.
struct Nats {
    program: PathBuf,
    folder: PathBuf,
    port: u16,
    running: Child,
}

impl Nats {
    /// Nothing where the program is not installed: Debian's package is `nats-server`.
    fn start(folder: &Path) -> Option<Self> {
        let places = [
            "/usr/sbin/nats-server",
            "/usr/bin/nats-server",
            "/usr/local/bin/nats-server",
        ];
        let program = places
            .map(PathBuf::from)
            .into_iter()
            .find(|place| place.is_file());
        let Some(program) = program else {
            println!("nats-server is not installed, so this test did not run");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let running = spawn(&program, folder, port);
        Some(Self {
            program,
            folder: folder.to_owned(),
            port,
            running,
        })
    }

    fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Kills it at once and starts it again.
    fn kill(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
        self.running = spawn(&self.program, &self.folder, self.port);
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
    }
}

fn spawn(program: &Path, folder: &Path, port: u16) -> Child {
    let mut command = Command::new(program);
    command.args(["-a", "127.0.0.1", "-p", &port.to_string(), "-js", "-sd"]);
    command
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

/// The server that reads the queue.
struct Reader<'a> {
    program: &'a Program,
    url: String,
    running: Child,
}

impl<'a> Reader<'a> {
    fn start(program: &'a Program, url: String) -> Self {
        let running = Self::spawn(program, &url);
        Self {
            program,
            url,
            running,
        }
    }

    fn spawn(program: &Program, url: &str) -> Child {
        let mut call = program.call(&["serve", "--port", "0"]);
        call.env("CLIENTELE_NATS_URL", url);
        call.stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn kill(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
        self.running = Self::spawn(self.program, &self.url);
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
    }
}

async fn connect(url: &str) -> Context {
    let options = async_nats::ConnectOptions::new().retry_on_initial_connect();
    let client = options.connect(url).await.unwrap();
    jetstream::new(client)
}

/// Sends a message until the queue has it for sure.
async fn send(queue: &Context, id: usize, text: &str) {
    let sending = async {
        loop {
            let message = jetstream::message::PublishMessage::build()
                .payload(text.to_owned().into())
                .message_id(format!("m-{id}"));
            if let Ok(receipt) = queue.send_publish("events.shop", message).await
                && receipt.await.is_ok()
            {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, sending)
        .await
        .expect("the queue takes no message");
}

fn event(id: usize) -> String {
    match id % 10 {
        // The sender's own id goes before the message's.
        3 => {
            format!(r#"{{"type":"track","event":"Seen","userId":"u{id}","messageId":"own-{id}"}}"#)
        }
        5 => format!(
            r#"{{"batch":[{{"type":"track","event":"Seen","userId":"u{id}"}},{{"type":"identify","userId":"u{id}"}}]}}"#
        ),
        _ => format!(r#"{{"type":"track","event":"Seen","userId":"u{id}"}}"#),
    }
}

fn expected() -> BTreeSet<String> {
    let ids = (0..MESSAGES).flat_map(|id| match id % 10 {
        3 => vec![format!("own-{id}")],
        5 => vec![format!("m-{id}:0"), format!("m-{id}:1")],
        7 if id % 70 == 7 => vec![],
        _ => vec![format!("m-{id}")],
    });
    ids.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_comes_twice_whoever_is_killed() {
    let program = Program::with_workspace();
    let url = StoreUrl::sqlite(program.data().join("clientele.db"));
    tell_while_killing(&program, &url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_too_nothing_is_lost_and_nothing_comes_twice() {
    let Some(url) = testkit::postgres::url() else {
        return;
    };
    let temp = TempStore::postgres(&url).await.unwrap();
    let url = temp.store.url().clone();
    let program = Program::new();
    std::fs::create_dir_all(program.data()).unwrap();
    let settings = format!("[store]\nurl = \"{url}\"\n");
    std::fs::write(program.data().join("clientele.toml"), settings).unwrap();
    program.run(&["init", "--currency", "EUR"]).succeeds();
    tell_while_killing(&program, &url).await;
    temp.close().await.unwrap();
}

#[expect(
    clippy::too_many_lines,
    reason = "one story: both sides are killed in turn"
)]
async fn tell_while_killing(program: &Program, url: &StoreUrl) {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut nats) = Nats::start(folder.path()) else {
        return;
    };
    let queue = connect(&nats.url()).await;
    let made = async {
        let config = || jetstream::stream::Config {
            name: "EVENTS".to_owned(),
            subjects: vec!["events.>".to_owned()],
            ..Default::default()
        };
        while queue.get_or_create_stream(config()).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, made).await.unwrap();
    let mut reader = Reader::start(program, nats.url());
    for id in 0..MESSAGES {
        // Some messages can never be taken, and must not hold up the others.
        let text = if id % 70 == 7 {
            "{\"type\":\"dance\"}".to_owned()
        } else {
            event(id)
        };
        send(&queue, id, &text).await;
        if id % KILL_EVERY == KILL_EVERY - 1 {
            match id / KILL_EVERY % 3 {
                0 => reader.kill(),
                1 => nats.kill(),
                _ => {
                    nats.kill();
                    reader.kill();
                }
            }
        }
    }
    let store = Store::open(url, Arc::new(SystemClock::default()))
        .await
        .unwrap();
    let log = Log::open(store.clone());
    let expected = expected();
    let mut polls = tokio::time::interval(Duration::from_millis(200));
    let all = async {
        loop {
            polls.tick().await;
            let events = log.read(0, 2 * MESSAGES).await.unwrap();
            if events.len() >= expected.len() {
                return events;
            }
        }
    };
    let events = tokio::time::timeout(PATIENCE, all)
        .await
        .expect("events are missing");
    let ids: Vec<String> = events
        .iter()
        .map(|event| event.message_id.clone())
        .collect();
    assert_eq!(ids.len(), expected.len());
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected);
    // All of them are acknowledged or terminated: the queue has nothing left to hand over.
    let stream = queue.get_stream("EVENTS").await.unwrap();
    let settled = async {
        loop {
            polls_again().await;
            let mut consumer: jetstream::consumer::PullConsumer =
                stream.get_consumer("clientele").await.unwrap();
            let info = consumer.info().await.unwrap();
            if info.num_pending == 0 && info.num_ack_pending == 0 {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, settled)
        .await
        .expect("messages are not acknowledged");
    drop(reader);
    store.close().await;
}

async fn polls_again() {
    let mut once = tokio::time::interval(Duration::from_millis(200));
    once.tick().await;
    once.tick().await;
}

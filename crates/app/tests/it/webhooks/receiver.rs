//! A receiver on this machine: it keeps what it is sent and answers what it is told to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};

/// A message as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// A receiver; it listens until it is dropped.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    received: Mutex<Vec<Received>>,
    /// The status line and further headers of every answer.
    answer: Mutex<String>,
    /// Each answer takes one of these.
    answers: Semaphore,
    came: Notify,
}

impl Receiver {
    /// A receiver that takes everything.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            received: Mutex::default(),
            answer: Mutex::new("204 No Content".to_owned()),
            answers: Semaphore::new(1_000_000),
            came: Notify::new(),
        });
        let kept = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&kept)));
            }
        });
        Self {
            address,
            shared,
            task,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// Answers this from now on: a status, and headers in further lines.
    pub(crate) fn answer(&self, text: &str) {
        text.clone_into(&mut self.shared.answer.lock().unwrap());
    }

    /// Gives no more answers until [`Receiver::let_go`].
    pub(crate) fn hold(&self) {
        self.shared.answers.forget_permits(1_000_000);
    }

    pub(crate) fn let_go(&self) {
        self.shared.answers.add_permits(1_000_000);
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let id = |message: Received| message.headers["webhook-id"].clone();
        self.received().into_iter().map(id).collect()
    }

    /// Waits until so many messages have come.
    pub(crate) async fn until(&self, count: usize) {
        loop {
            let came = self.shared.came.notified();
            if self.received().len() >= count {
                return;
            }
            came.await;
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut bytes = Vec::new();
    while let Some(message) = read(&mut stream, &mut bytes).await {
        shared.received.lock().unwrap().push(message);
        shared.came.notify_waiters();
        let Ok(permit) = shared.answers.acquire().await else {
            return;
        };
        permit.forget();
        let answer = shared.answer.lock().unwrap().clone();
        let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n");
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<Received> {
    loop {
        if let Some((message, length)) = parse(bytes) {
            bytes.drain(..length);
            return Some(message);
        }
        if stream.read_buf(bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn parse(bytes: &[u8]) -> Option<(Received, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length")?.parse().ok()?;
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    let message = Received {
        path,
        headers,
        body,
    };
    Some((message, end + 4 + length))
}

//! Listening on a port and stopping gracefully, over a real connection.

use std::net::SocketAddr;
use std::time::Duration;

use app::access::Role;
use server::{Bound, Hosted, ServeError, bind, serve_bound};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::harness::Server;

const ANY_PORT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

type Serving = JoinHandle<Result<(), ServeError>>;

fn serve(server: &Server, bound: Bound) -> (Serving, oneshot::Sender<()>) {
    let (stop, order) = oneshot::channel::<()>();
    let state = server.state.clone();
    let serving = serve_bound(vec![Hosted::alone(state)], bound, async {
        order.await.ok();
    });
    (tokio::spawn(serving), stop)
}

async fn ended(serving: Serving) {
    let limit = Duration::from_secs(20);
    tokio::time::timeout(limit, serving)
        .await
        .expect("the server does not stop")
        .unwrap()
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_named() {
    let other = TcpListener::bind(ANY_PORT).await.unwrap();
    let address = other.local_addr().unwrap();
    let error = bind(address).await.unwrap_err();
    assert!(matches!(error, ServeError::PortInUse { .. }));
    assert!(
        error
            .to_string()
            .contains(&format!("port {} is in use", address.port())),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_request_ends_before_the_server_does() {
    let server = Server::start().await;
    let key = server.add_key(Role::Analyst).await;
    let bound = bind(ANY_PORT).await.unwrap();
    let address = bound.address;
    let (serving, stop) = serve(&server, bound);
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/query HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\
         content-type: application/json\r\ncontent-length: 20\r\nexpect: 100-continue\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body when the operation reads it: now the request is running.
    let mut go_on = [0; 25];
    connection.read_exact(&mut go_on).await.unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100 Continue"));
    stop.send(()).unwrap();
    connection
        .write_all(br#"{"sql":"","rows": 1}"#)
        .await
        .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    ended(serving).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_does_not_end_is_cut_off() {
    let server = Server::start().await;
    let bound = bind(ANY_PORT).await.unwrap();
    let mut connection = TcpStream::connect(bound.address).await.unwrap();
    let (serving, stop) = serve(&server, bound);
    connection
        .write_all(b"GET /healthz HTTP/1.1\r\n")
        .await
        .unwrap();
    stop.send(()).unwrap();
    ended(serving).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_listens_is_told_that_the_server_stops() {
    let server = Server::start().await;
    server.add_user("ann", Role::Admin).await;
    let cookie = server.sign_in("ann").await.cookie;
    let bound = bind(ANY_PORT).await.unwrap();
    let mut connection = TcpStream::connect(bound.address).await.unwrap();
    let (serving, stop) = serve(&server, bound);
    let head =
        format!("GET /api/v1/notifications/stream HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\n\r\n");
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut begun = [0; 15];
    connection.read_exact(&mut begun).await.unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200 OK");
    stop.send(()).unwrap();
    let mut rest = String::new();
    connection.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the answer is cut off: {rest}");
    ended(serving).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_server_left_behind_is_removed() {
    let server = Server::start().await;
    let uploads = server.folder.path().join("uploads");
    std::fs::create_dir_all(&uploads).unwrap();
    std::fs::write(uploads.join("req_1.upload"), "half a file").unwrap();
    std::fs::write(uploads.join("notes.txt"), "somebody else's").unwrap();
    let (serving, stop) = serve(&server, bind(ANY_PORT).await.unwrap());
    stop.send(()).unwrap();
    ended(serving).await;
    assert_eq!(server.uploads(), [uploads.join("notes.txt")]);
}

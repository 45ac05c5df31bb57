//! Files that are handed over: what is wrong with them is said, and nothing of them stays.

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, header};
use futures::stream;

use crate::harness::{Server, with_key};

const ORDERS: &str = "/api/v1/imports/orders";

async fn analyst() -> (Server, String) {
    let server = Server::start().await;
    let key = server.add_key(Role::Analyst).await;
    (server, key)
}

fn upload(kind: &str, body: Body) -> Request<Body> {
    Request::post(ORDERS)
        .header(header::CONTENT_TYPE, kind)
        .body(body)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_above_the_limit_is_refused_and_gone() {
    let (server, key) = analyst().await;
    let pieces = stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1 << 16])));
    let request = upload("application/octet-stream", Body::from_stream(pieces));
    let answer = server.send(with_key(request, &key)).await;
    assert_eq!(answer.problem(), (413, "http.body_too_large".to_owned()));
    assert_eq!(server.uploads(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_is_gone() {
    let (server, key) = analyst().await;
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let pieces = stream::iter([Ok(vec![b'x'; 1000]), Err(broken)]);
    let request = upload("application/octet-stream", Body::from_stream(pieces));
    let answer = server.send(with_key(request, &key)).await;
    assert_eq!(answer.problem(), (400, "http.upload_malformed".to_owned()));
    assert_eq!(server.uploads(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_needs_a_file_and_nothing_unknown() {
    let (server, key) = analyst().await;
    for (part, code) in [
        ("mapping", "http.input_invalid"),
        ("picture", "http.input_invalid"),
    ] {
        let body =
            format!("--b\r\ncontent-disposition: form-data; name=\"{part}\"\r\n\r\nx\r\n--b--\r\n");
        let request = upload("multipart/form-data; boundary=b", Body::from(body));
        let answer = server.send(with_key(request, &key)).await;
        assert_eq!(answer.problem(), (422, code.to_owned()), "{part}");
    }
    let answer = server
        .send(with_key(
            upload("multipart/form-data", Body::from("x")),
            &key,
        ))
        .await;
    assert_eq!(answer.problem(), (400, "http.upload_malformed".to_owned()));
    assert_eq!(server.uploads(), Vec::<std::path::PathBuf>::new());
}

//! 1C's own way to hand exchange files over: `/exchange/commerceml`, outside of the operations, with logins of its own.
//!
//! The dialogue is 1C's (<https://v8.1c.ru/tekhnologii/obmen-dannymi-i-integratsiya/standarty-i-formaty/protokol-obmena-s-saytom/>):
//! `mode=checkauth` enters with login and password and gets a cookie; `init` asks for the limits; `file` sends a file in parts;
//! `import` has one taken and asks again while the answer is `progress`. Answers are lines of text in windows-1251. A site
//! would give its orders to `type=sale&mode=query`; we have none to give and answer with an empty document.

mod answer;
mod enter;
mod files;
mod session;
mod take;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::response::Response;
use axum::routing::any;
use serde::Deserialize;

use crate::state::AppState;
use answer::{empty_document, failure, lines, success};

pub(crate) use enter::login;
pub(crate) use files::clear;
pub(crate) use session::Sessions;

/// Bytes of a part that 1C is told to send at most.
const PART_BYTES_MAX: u64 = 16 << 20;

/// What 1C asks for.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    filename: String,
}

/// The door.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/exchange/commerceml", any(exchange))
        .layer(DefaultBodyLimit::disable())
}

async fn exchange(
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    if asked.mode == "checkauth" {
        let address = enter::address(&state, &request);
        let headers = request.headers().clone();
        return enter::enter(&state, &headers, address).await;
    }
    let Some(session) = state.exchange_sessions().find(&state, request.headers()) else {
        return failure("the session is unknown or has ended: begin with mode=checkauth");
    };
    let is_sale = asked.kind == "sale";
    match asked.mode.as_str() {
        "init" => match files::empty(&session).await {
            Ok(()) => {
                let most = PART_BYTES_MAX.min(state.config().upload_bytes_max);
                lines(&["zip=yes", &format!("file_limit={most}")])
            }
            Err(reason) => failure(&reason),
        },
        "file" => match files::append(&state, &session, &asked.filename, request).await {
            Err(reason) => failure(&reason),
            // Orders are sent without the order to take them: a whole file is taken at once.
            Ok(Some(path)) if is_sale && files::is_whole(&path) => {
                take::take(&state, &session, &asked.filename).await
            }
            Ok(_) => success(),
        },
        "import" => take::take(&state, &session, &asked.filename).await,
        "query" if is_sale => empty_document(&state),
        "success" | "complete" | "deactivate" => success(),
        _ => failure(
            "this mode is not known here: checkauth, init, file, import, query and success are",
        ),
    }
}

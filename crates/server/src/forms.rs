//! The public side of forms: a page that works without scripts and without cookies, its answer, and what embeds it.
//!
//! Nobody signs in here. What is sent is taken when the page's token says that we have shown the form, to somebody who took
//! longer than a machine, and when their address has not sent too much; what is refused is counted with the reason.

mod door;
mod embed;
mod field;
mod input;
mod open;
mod page;
mod shape;
mod show;
mod take;
mod thanks;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::state::AppState;
pub(crate) use door::Door;

/// The largest answer, bytes.
const BODY_BYTES_MAX: usize = 256 << 10;

/// The routes that everybody may use.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/f/{form}", get(show::show).post(take::take))
        .route("/f/{form}/embed.js", get(embed::embed))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

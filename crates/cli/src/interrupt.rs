//! Ctrl-C stops long work cleanly; a second one at once.

use tokio_util::sync::CancellationToken;

use crate::print;

/// A token that Ctrl-C cancels. The second Ctrl-C ends the process as usual.
pub(crate) fn token() -> CancellationToken {
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            print::err("stopping…");
            cancelled.cancel();
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(130);
            }
        }
    });
    token
}

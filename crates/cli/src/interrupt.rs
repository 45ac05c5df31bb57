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

/// Runs the program so that writing beyond a limit to the size of files is an error like a full disk, not its end.
#[cfg(target_os = "linux")]
pub(crate) async fn guarded<T>(program: impl Future<Output = T>) -> T {
    use tokio::signal::unix::{SignalKind, signal};

    /// `SIGXFSZ`, by its number on the machines that Linux runs on today.
    const FILE_TOO_LARGE: i32 = 25;

    // Held while the program runs; without it, all else still works.
    let _heard = signal(SignalKind::from_raw(FILE_TOO_LARGE)).ok();
    program.await
}

/// Runs the program.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn guarded<T>(program: impl Future<Output = T>) -> T {
    program.await
}

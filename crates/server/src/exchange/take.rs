//! `mode=import`: what was sent is taken, and 1C asks again while it goes on.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::{AppError, ExchangeFile, ExchangeState};
use axum::response::Response;
use customers::ErrorPolicy;
use tokio::sync::watch;

use super::answer::{failure, lines, progress};
use super::files::plain_name;
use super::session::{Outcome, Session, lock};
use crate::state::AppState;
use crate::upload::tidy_name;

/// How long an answer waits for the end before it says that it goes on: 1C gives up on an answer after some minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes a file of the session, or tells how far that is.
pub(super) async fn take(state: &AppState, session: &Arc<Session>, name: &str) -> Response {
    let mut outcome = match begun(state, session, name).await {
        Ok(outcome) => outcome,
        Err(reason) => return failure(&reason),
    };
    let ended = tokio::time::timeout(PATIENCE, outcome.wait_for(Option::is_some)).await;
    match ended {
        Err(_) => progress("the file is being taken"),
        Ok(Err(_)) => failure("the taking of the file broke off: send it again"),
        Ok(Ok(done)) => match done.as_ref() {
            Some(Ok(sentence)) => lines(&["success", sentence]),
            Some(Err(reason)) => failure(reason),
            None => progress("the file is being taken"),
        },
    }
}

async fn begun(state: &AppState, session: &Arc<Session>, name: &str) -> Result<Outcome, String> {
    let _writing = session.writing.lock().await;
    let plain = plain_name(name);
    if let Some(outcome) = lock(&session.taken).get(&plain) {
        return Ok(outcome.clone());
    }
    let path = locate(session, &plain).await?;
    let (sender, outcome) = watch::channel(None);
    let watched = state.running().watch();
    let file = ExchangeFile {
        path,
        name: tidy_name(name),
        source: session.source,
        on_error: ErrorPolicy::Reject,
        actor: format!("exchange {}", session.login),
    };
    let (cell, cancel) = (Arc::clone(&watched.progress), watched.cancel.clone());
    let started = state.workspace().start_exchange(file, cell, cancel).await;
    let started = started.map_err(|error| sentence(&error))?;
    let ended = {
        // The session's files stay until the end.
        let (state, session, id) = (state.clone(), Arc::clone(session), started.id);
        async move {
            let result = match started.handle.await {
                Ok(Ok(taken)) => Ok(summary(&taken)),
                Ok(Err(error)) => Err(sentence(&error)),
                Err(_) => Err("the taking of the file broke off: send it again".to_owned()),
            };
            state.running().forget(id);
            sender.send_replace(Some(result));
            drop(session);
        }
    };
    state.running().follow(started.id, watched, ended);
    lock(&session.taken).insert(plain, outcome.clone());
    Ok(outcome)
}

/// The file of a name: itself, or one in an archive that was sent.
async fn locate(session: &Session, plain: &str) -> Result<PathBuf, String> {
    let path = session.folder.join(plain);
    if path.is_file() {
        return Ok(path);
    }
    let folder = session.folder.clone();
    let unpacking = tokio::task::spawn_blocking(move || unpack(&folder));
    let unpacked = unpacking
        .await
        .map_err(|_| "the archive could not be unpacked".to_owned())?;
    unpacked.map_err(|error| sentence(&error))?;
    if path.is_file() {
        Ok(path)
    } else {
        Err("the file was not sent, or under another name".to_owned())
    }
}

fn unpack(folder: &std::path::Path) -> Result<(), AppError> {
    let unreadable = |error| AppError::from(customers::CustomersError::File(error));
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "zip") {
            app::unpack_exchange(&path, folder, plain_name)?;
            std::fs::remove_file(&path).map_err(unreadable)?;
        }
    }
    Ok(())
}

fn summary(taken: &app::Exchange) -> String {
    debug_assert_eq!(taken.state, ExchangeState::Done, "a failed one is an error");
    let counts = &taken.counts;
    let mut text = format!("{} added, {} known", counts.added, counts.known);
    if let Some(first) = taken.refusals.first() {
        text = format!(
            "{text}, {} refused; the first: line {}, {}: {}",
            counts.refused, first.line, first.path, first.reason
        );
    }
    text
}

/// What 1C's user is told. What went wrong inside goes to the log.
fn sentence(error: &AppError) -> String {
    use kernel::{Fault as _, FaultKind};
    if matches!(error.kind(), FaultKind::Internal | FaultKind::Unavailable) {
        tracing::error!(%error, "an exchange file could not be taken");
        return "the server failed: see its log".to_owned();
    }
    error.to_string()
}

//! Listening, and stopping gracefully: nothing new is accepted, running requests may end, imports are cancelled.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::hosted::{Hosted, hosted_router};
use crate::state::AppState;
use crate::{exchange, intake, upload};

/// Why the server does not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Something else listens there.
    #[error(
        "port {} is in use: stop the program that listens on {address}, or choose another port with --port",
        address.port()
    )]
    PortInUse {
        /// The address that was wanted.
        address: SocketAddr,
    },
    /// The address can not be listened on.
    #[error(
        "{address} can not be listened on: check that the address is this machine's and the port is allowed"
    )]
    AddressRefused {
        /// The address that was wanted.
        address: SocketAddr,
        /// What the machine says.
        #[source]
        cause: io::Error,
    },
    /// The folder for uploads can not be used.
    #[error("the folder for uploads can not be used")]
    UploadFolder(#[source] io::Error),
    /// The connection to the network broke.
    #[error("the server stopped listening")]
    Listening(#[source] io::Error),
}

/// An address that is held and answers as soon as it is served.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    /// The address, with the port that was given when any would do.
    pub address: SocketAddr,
}

/// Takes an address.
///
/// # Errors
///
/// [`ServeError::PortInUse`] and [`ServeError::AddressRefused`].
pub async fn bind(address: SocketAddr) -> Result<Bound, ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|cause| match cause.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse { address },
            _ => ServeError::AddressRefused { address, cause },
        })?;
    let address = listener.local_addr().map_err(ServeError::Listening)?;
    Ok(Bound { listener, address })
}

/// Serves on an address until `shutdown` is done, then stops gracefully.
///
/// # Errors
///
/// [`ServeError`], when the address or the folder for uploads can not be used.
pub async fn serve<F>(state: AppState, address: SocketAddr, shutdown: F) -> Result<(), ServeError>
where
    F: Future<Output = ()> + Send + 'static,
{
    serve_bound(vec![Hosted::alone(state)], bind(address).await?, shutdown).await
}

/// Serves workspaces, at least one, on an address that is held already. How long stopping may take is the first one's.
///
/// # Errors
///
/// [`ServeError`], when the folder for uploads can not be used.
pub async fn serve_bound<F>(all: Vec<Hosted>, bound: Bound, shutdown: F) -> Result<(), ServeError>
where
    F: Future<Output = ()> + Send + 'static,
{
    let states: Vec<AppState> = all.iter().map(|hosted| hosted.state.clone()).collect();
    for state in &states {
        upload::clear(&state.config().upload_folder)
            .await
            .map_err(ServeError::UploadFolder)?;
        exchange::clear(&state.config().upload_folder)
            .await
            .map_err(ServeError::UploadFolder)?;
    }
    let stop_within = states
        .first()
        .map_or(Duration::ZERO, |state| state.config().stop_within);
    let stopping = CancellationToken::new();
    let order = {
        let (stopping, states) = (stopping.clone(), states.clone());
        async move {
            shutdown.await;
            for state in &states {
                state.board().stopping().cancel();
            }
            stopping.cancel();
        }
    };
    let service = hosted_router(all).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(bound.listener, service)
        .with_graceful_shutdown(order)
        .into_future();
    let mut tallies = JoinSet::new();
    for state in &states {
        tallies.spawn(intake::keep_tally(state.clone(), stopping.clone()));
    }
    tracing::info!(address = %bound.address, "serving");
    let overdue = async {
        stopping.cancelled().await;
        tokio::time::sleep(stop_within).await;
    };
    let ended = tokio::select! {
        ended = serving => ended,
        () = overdue => {
            tracing::warn!("some requests did not end in time and are cut off");
            Ok(())
        }
    };
    for state in &states {
        state.running().stop().await;
    }
    // When serving ended by itself, nobody gave the order.
    stopping.cancel();
    while tallies.join_next().await.is_some() {}
    tracing::info!("stopped");
    ended.map_err(ServeError::Listening)
}

/// Waits for the order to stop: SIGTERM, or Ctrl-C at the keyboard.
pub async fn stop_signal() {
    let keyboard = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = keyboard => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}

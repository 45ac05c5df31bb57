//! Several workspaces behind one address, each with a state and a router of its own.
//!
//! # Invariants
//!
//! - **TENANT-1** A request is handed to the router of one workspace and reaches nothing of another: keys, sessions and ids
//!   of the others are unknown there.

mod choice;
mod keys;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt as _;

use crate::problem::Problem;
use crate::state::AppState;
use choice::Choice;
use keys::KnownKeys;

/// A workspace that is served.
#[derive(Debug, Clone)]
pub struct Hosted {
    /// Its name; the installation's first workspace has none.
    pub name: Option<String>,
    /// The hosts by which it is reached, in lower case and without a port. By these no other is reached.
    pub hosts: Vec<String>,
    /// What its requests can reach.
    pub state: AppState,
}

impl Hosted {
    /// The only workspace of a server.
    pub fn alone(state: AppState) -> Self {
        Self {
            name: None,
            hosts: Vec::new(),
            state,
        }
    }
}

#[derive(Debug)]
struct Hosts {
    places: Vec<Place>,
    known: KnownKeys,
}

#[derive(Debug)]
struct Place {
    hosted: Hosted,
    router: Router,
}

/// All workspaces as one service. The first one takes what names no other.
pub fn hosted_router(all: Vec<Hosted>) -> Router {
    let mut places: Vec<Place> = all
        .into_iter()
        .map(|hosted| Place {
            router: crate::router(hosted.state.clone()),
            hosted,
        })
        .collect();
    // The usual case needs no choice.
    if places.len() == 1
        && let Some(only) = places.pop()
    {
        return only.router;
    }
    let hosts = Arc::new(Hosts {
        places,
        known: KnownKeys::default(),
    });
    Router::new().fallback(dispatch).with_state(hosts)
}

async fn dispatch(State(hosts): State<Arc<Hosts>>, request: Request) -> Response {
    match choice::choose(&hosts, request).await {
        Ok(Choice::Place(place, request)) => match hosts.places.get(place) {
            Some(place) => place.router.clone().oneshot(*request).await.into_response(),
            None => Problem::not_found().into_response(),
        },
        Ok(Choice::Enter(cookie)) => enter(cookie),
        Err(problem) => problem.into_response(),
    }
}

/// Sends a browser to the front page of the workspace that it named, which it names by a cookie from now on.
fn enter(cookie: HeaderValue) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::SET_COOKIE, cookie);
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

//! Whose request it is: by host, else by key, login or form, else by the cookie of whoever has entered `/w/NAME`, else the first
//! workspace's. Where two workspaces have a form or a login of one name, `/w/NAME` before the address tells whose is meant.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::Hosts;
use super::keys::{self, Key};
use crate::problem::Problem;
use crate::{cookie, exchange};

/// Names the workspace that a browser has entered. It opens nothing: the session does.
const COOKIE: &str = "clientele_workspace";
const YEAR_SECONDS: u32 = 31_536_000;
/// The way into a workspace for browsers.
const DOOR: &str = "/w/";
/// Where browsers send their events, with the key in the body.
const EVENTS: &str = "/v1/";
/// Where other systems tell what happened, with the token in the path.
const HOOKS: &str = "/hooks/";
/// Where people fill in forms, with the form's key in the path.
const FORMS: &str = "/f/";
/// Where back offices hand exchange files over, with a login or the cookie that it brought.
const EXCHANGE: &str = "/exchange/commerceml";
/// The largest body that is searched for a key: the largest batch that the door takes, and what JSON adds to it.
const BODY_BYTES_MAX: usize = 1 << 20;

pub(super) enum Choice {
    /// The request goes to this workspace.
    Place(usize, Box<Request>),
    /// The browser is to keep this cookie.
    Enter(HeaderValue),
}

pub(super) async fn choose(hosts: &Hosts, request: Request) -> Result<Choice, Problem> {
    if let Some(name) = request.uri().path().strip_prefix(DOOR) {
        return match name.split_once('/') {
            Some((name, inside)) if !inside.is_empty() => {
                let (name, inside) = (name.to_owned(), format!("/{inside}"));
                named_door(hosts, request, &name, &inside)
            }
            _ => entrance(hosts, request.headers(), name.trim_end_matches('/')),
        };
    }
    if let Some(place) = by_host(hosts, &request) {
        return Ok(Choice::Place(place, Box::new(request)));
    }
    let named = cookie::value(request.headers(), COOKIE);
    let usual = named.and_then(|name| by_name(hosts, name));
    if is_exchange(request.uri().path())
        && let Some(place) = keys::exchanging(hosts, request.headers())
    {
        return Ok(Choice::Place(place, Box::new(request)));
    }
    let (key, request) = key_of(request).await?;
    let place = match key {
        None => usual.unwrap_or_default(),
        // What nobody knows is refused by the first workspace, in its words.
        Some(key) => {
            let first = usual.filter(|_| key.has_namesakes()).unwrap_or_default();
            keys::owner(hosts, &key, first).await?.unwrap_or(first)
        }
    };
    Ok(Choice::Place(place, Box::new(request)))
}

/// A form or the exchange of the workspace that the address names. All else is entered by cookie.
fn named_door(
    hosts: &Hosts,
    request: Request,
    name: &str,
    inside: &str,
) -> Result<Choice, Problem> {
    let is_reserved = host(request.headers()).is_some_and(|host| of_host(hosts, &host).is_some());
    let is_open = is_form(inside) || is_exchange(inside);
    let place = by_name(hosts, name).filter(|_| is_open && !is_reserved);
    let place = place.ok_or_else(Problem::not_found)?;
    let inside = match request.uri().query() {
        Some(query) => format!("{inside}?{query}"),
        None => inside.to_owned(),
    };
    let (mut parts, body) = request.into_parts();
    parts.uri = inside.parse().map_err(|_| Problem::not_found())?;
    let request = Request::from_parts(parts, body);
    Ok(Choice::Place(place, Box::new(request)))
}

/// Whether this is the page of a form, or what embeds it.
fn is_form(path: &str) -> bool {
    let Some(rest) = path.strip_prefix(FORMS) else {
        return false;
    };
    let key = rest.strip_suffix("/embed.js").unwrap_or(rest);
    !key.is_empty() && !key.contains('/')
}

fn is_exchange(path: &str) -> bool {
    path == EXCHANGE
}

fn entrance(hosts: &Hosts, headers: &HeaderMap, name: &str) -> Result<Choice, Problem> {
    let is_reserved = host(headers).is_some_and(|host| of_host(hosts, &host).is_some());
    let place = by_name(hosts, name).filter(|_| !is_reserved);
    let place = place.and_then(|place| hosts.places.get(place));
    let place = place.ok_or_else(Problem::not_found)?;
    let secure = if cookie::is_secure(place.hosted.state.config()) {
        "; Secure"
    } else {
        ""
    };
    let text = format!(
        "{COOKIE}={name}; HttpOnly; SameSite=Strict; Path=/; Max-Age={YEAR_SECONDS}{secure}"
    );
    let cookie = HeaderValue::from_str(&text).map_err(|_| Problem::not_found())?;
    Ok(Choice::Enter(cookie))
}

fn by_host(hosts: &Hosts, request: &Request) -> Option<usize> {
    let named = host(request.headers());
    let named = named.or_else(|| request.uri().host().map(str::to_ascii_lowercase));
    of_host(hosts, &named?)
}

fn of_host(hosts: &Hosts, host: &str) -> Option<usize> {
    let mut places = hosts.places.iter();
    places.position(|place| place.hosted.hosts.iter().any(|own| own == host))
}

fn by_name(hosts: &Hosts, name: &str) -> Option<usize> {
    let mut places = hosts.places.iter();
    places.position(|place| place.hosted.name.as_deref() == Some(name))
}

/// The host that the caller asked, in lower case and without its port.
fn host(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::HOST)?.to_str().ok()?;
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match text.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => text,
    };
    Some(name.to_ascii_lowercase())
}

/// The key that a request brings. The body is read for it where browsers put it there, and given back.
async fn key_of(request: Request) -> Result<(Option<Key>, Request), Problem> {
    if let Some(token) = request.uri().path().strip_prefix(HOOKS) {
        let key = Key::Hook(token.to_owned());
        return Ok((Some(key), request));
    }
    if let Some(rest) = request.uri().path().strip_prefix(FORMS) {
        let key = rest.split('/').next().unwrap_or_default();
        return Ok((Some(Key::Form(key.to_owned())), request));
    }
    if is_exchange(request.uri().path()) {
        let login = exchange::login(request.headers());
        return Ok((login.map(Key::Exchange), request));
    }
    if let Some(key) = keys::in_headers(request.headers()) {
        return Ok((Some(key), request));
    }
    let is_event = request.method() == Method::POST && request.uri().path().starts_with(EVENTS);
    if !is_event {
        return Ok((None, request));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "http.body_too_large")
            .detail("a body of events has at most 1 MB: send several")
    })?;
    let key = keys::in_body(&bytes);
    Ok((key, Request::from_parts(parts, Body::from(bytes))))
}

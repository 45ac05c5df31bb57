//! Where a request comes from.

use std::net::IpAddr;

use axum::http::HeaderMap;

use crate::state::ServerConfig;

/// The address of whoever asks: the last one that the proxy in front has written, or the peer's.
pub(crate) fn of(
    headers: &HeaderMap,
    peer: Option<IpAddr>,
    config: &ServerConfig,
) -> Option<IpAddr> {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded
        .filter(|_| config.public_url.is_some())
        .and_then(|value| value.to_str().ok());
    let last = forwarded
        .and_then(|list| list.rsplit(',').next())
        .and_then(|text| text.trim().parse().ok());
    last.or(peer)
}

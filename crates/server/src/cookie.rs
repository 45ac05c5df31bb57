//! The one cookie: the session's token, out of reach of scripts and of other sites.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::state::ServerConfig;

/// The cookie's name.
pub(crate) const NAME: &str = "clientele_session";

/// The token that a request brings, if it brings one.
pub(crate) fn read(headers: &HeaderMap) -> Option<&str> {
    value(headers, NAME)
}

/// The value of a cookie by its name.
pub(crate) fn value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// The cookie that brings a token back for some seconds.
pub(crate) fn set(token: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    write(token, seconds, secure)
}

/// The cookie that forgets.
pub(crate) fn forget(secure: bool) -> Option<HeaderValue> {
    write("", 0, secure)
}

/// Whether people reach the server by TLS.
pub(crate) fn is_secure(config: &ServerConfig) -> bool {
    config
        .public_url
        .as_ref()
        .is_some_and(|url| url.starts_with("https:"))
}

fn write(value: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{NAME}={value}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("theme=dark; clientele_session=abc; x=1"),
        );
        assert_eq!(read(&headers), Some("abc"));
        headers.clear();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("not_clientele_session=abc"),
        );
        assert_eq!(read(&headers), None);
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = set("abc", 60, true).unwrap();
        let expected =
            "clientele_session=abc; HttpOnly; SameSite=Strict; Path=/; Max-Age=60; Secure";
        assert_eq!(cookie.to_str().unwrap(), expected);
    }
}

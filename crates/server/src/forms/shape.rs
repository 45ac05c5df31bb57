//! The frame of every page: language, direction, style, policy.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::words::direction;
use crate::html::Html;
use crate::secret;

const STYLE: &str = include_str!("style.css");

/// What a page is, beside its content.
pub(super) struct Frame<'a> {
    pub(super) status: StatusCode,
    pub(super) language: &'a str,
    pub(super) title: &'a str,
    /// Rules of this form, on top of ours.
    pub(super) style: &'a str,
    /// Hosts whose pages may show it in a frame.
    pub(super) hosts: &'a [String],
    /// Offers stand beside each other.
    pub(super) is_wide: bool,
}

/// Makes a page; `content` writes what is between the frame's ends.
pub(super) fn page(frame: &Frame<'_>, content: impl FnOnce(&mut Html)) -> Response {
    let nonce = secret::nonce();
    let mut html = Html::default();
    let direction = direction(frame.language);
    html.open("html", &[("lang", frame.language), ("dir", direction)]);
    html.open("head", &[]);
    html.open("meta", &[("charset", "utf-8")]);
    let view = "width=device-width, initial-scale=1";
    html.open("meta", &[("name", "viewport"), ("content", view)]);
    html.open("meta", &[("name", "robots"), ("content", "noindex")]);
    html.element("title", &[], frame.title);
    html.style(&nonce, STYLE);
    if !frame.style.is_empty() {
        html.style(&nonce, frame.style);
    }
    html.close("head");
    html.open("body", &[]);
    html.open(
        "main",
        &[("class", if frame.is_wide { "wide" } else { "" })],
    );
    content(&mut html);
    html.close("main");
    html.close("body");
    html.close("html");
    let mut response = (frame.status, html.document()).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce, frame.hosts)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// No script, no image, no request: a style sheet, and a form that goes to us or leads on to the form's own hosts.
fn policy(nonce: &str, hosts: &[String]) -> String {
    let named = hosts.join(" ");
    let targets = if hosts.is_empty() {
        String::new()
    } else {
        format!(" {named}")
    };
    let ancestors = if hosts.is_empty() { "'none'" } else { &named };
    format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'self'{targets}; frame-ancestors {ancestors}"
    )
}

/// A page with a heading and one sentence.
pub(super) fn notice(status: StatusCode, language: &str, title: &str, sentence: &str) -> Response {
    let frame = Frame {
        status,
        language,
        title,
        style: "",
        hosts: &[],
        is_wide: false,
    };
    page(&frame, |html| {
        html.element("h1", &[], title);
        html.element("p", &[], sentence);
    })
}

//! The HTTP server.

use std::net::{IpAddr, SocketAddr};

use super::{ConfigError, values::Values};

const HOURS_MAX: u32 = 24 * 366;
const MEGABYTES_MAX: u64 = 1 << 20;

/// The HTTP server.
#[derive(Clone, Debug)]
pub struct ServerSection {
    /// The address that it listens on.
    pub address: IpAddr,
    /// The port that it listens on; 0 lets the machine choose one.
    pub port: u16,
    /// The address that people use, without a slash at its end, when a proxy stands before it.
    pub public_url: Option<String>,
    /// The names by which callers reach this workspace, in lower case and without a port; by these they reach no other.
    pub hosts: Vec<String>,
    /// How long a sign-in lasts.
    pub session_hours: u32,
    /// The largest file that may be uploaded, in megabytes.
    pub upload_limit_mb: u64,
}

impl ServerSection {
    /// The address and the port.
    pub fn socket(&self) -> SocketAddr {
        SocketAddr::new(self.address, self.port)
    }

    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let hours = |text: &str| {
            text.parse()
                .ok()
                .filter(|hours| (1..=HOURS_MAX).contains(hours))
        };
        let megabytes = |text: &str| {
            text.parse()
                .ok()
                .filter(|size| (1..=MEGABYTES_MAX).contains(size))
        };
        let url = values.parse(
            "server.public_url",
            public_url,
            "must begin with https:// or http://",
        )?;
        Ok(Self {
            address: values.parse(
                "server.address",
                |text| text.parse().ok(),
                "must be an IP address such as 127.0.0.1 (this machine only) or 0.0.0.0 (everybody)",
            )?,
            port: values.parse("server.port", |text| text.parse().ok(), "must be a number from 0 to 65535")?,
            public_url: Some(url).filter(|url| !url.is_empty()),
            hosts: values.parse("server.hosts", hosts, "must be names such as crm.example.com, without port or path")?,
            session_hours: values.parse("server.session_hours", hours, "must be 1 to 8784 hours")?,
            upload_limit_mb: values.parse(
                "server.upload_limit_mb",
                megabytes,
                "must be 1 to 1048576 megabytes",
            )?,
        })
    }
}

/// Reads names with commas between them.
fn hosts(text: &str) -> Option<Vec<String>> {
    let names = text
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| {
            let is_plain = name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
            is_plain.then(|| name.to_ascii_lowercase())
        })
        .collect()
}

/// Reads an address; an empty text is none, and stays empty.
fn public_url(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let url = text.trim_end_matches('/');
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let is_plain =
        !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c.is_control());
    is_plain.then(|| url.to_owned())
}

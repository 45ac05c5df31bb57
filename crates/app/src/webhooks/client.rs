//! Sending: one attempt to one address, without redirects, and with the guard at the connection itself.
//!
//! The guard is the resolver: the addresses that it lets through are those that are connected to, so a host name that
//! answers differently the second time (DNS rebinding) gains nothing. Proxies of the environment are not used.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, redirect};

use super::{AddressError, AllowedNetworks, check_url};

/// How long an attempt may take, from the connection to the end of the answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(30);

const CONNECT_WITHIN: Duration = Duration::from_secs(10);

const USER_AGENT: &str = concat!("Clientele/", env!("CARGO_PKG_VERSION"), " (webhooks)");

/// A message as it goes out.
#[derive(Debug, Clone)]
pub struct Message {
    /// The header `webhook-id`: the same at each attempt.
    pub id: String,
    /// The header `webhook-timestamp`: seconds since 1970, of this attempt.
    pub seconds: i64,
    /// The header `webhook-signature`.
    pub signature: String,
    /// The body, JSON.
    pub body: Vec<u8>,
}

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Nothing may be sent there.
    #[error("the address is not taken: {0}")]
    Address(AddressError),
    /// The receiver took too long.
    #[error("no answer came within {} seconds", .0.as_secs())]
    Late(Duration),
    /// Nobody takes connections there.
    #[error("the receiver refuses the connection")]
    Refused(#[source] reqwest::Error),
    /// What the receiver shows of itself is not trusted, or it speaks another TLS.
    #[error("no secure connection came about")]
    Insecure(#[source] reqwest::Error),
    /// There is no way to the address.
    #[error("no connection came about")]
    Connection(#[source] reqwest::Error),
    /// The connection ended before the answer.
    #[error("the connection ended without an answer")]
    Broken(#[source] reqwest::Error),
    /// The machine can not send at all.
    #[error("the sender of webhooks can not start")]
    Start(#[source] reqwest::Error),
}

/// Sends messages. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender {
    client: Client,
    allowed: AllowedNetworks,
    answer_within: Duration,
}

impl Sender {
    /// A sender that reaches public addresses and the networks given.
    ///
    /// # Errors
    ///
    /// [`SendError::Start`] when the machine has no certificates to trust.
    pub fn new(allowed: AllowedNetworks) -> Result<Self, SendError> {
        Self::patient(allowed, ANSWER_WITHIN)
    }

    /// A sender with a patience of its own.
    ///
    /// # Errors
    ///
    /// As [`Sender::new`].
    pub fn patient(allowed: AllowedNetworks, answer_within: Duration) -> Result<Self, SendError> {
        // Fails when it was installed before, which is as good.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_WITHIN.min(answer_within))
            .timeout(answer_within)
            .dns_resolver(Arc::new(Guard(allowed.clone())))
            .build()
            .map_err(SendError::Start)?;
        Ok(Self {
            client,
            allowed,
            answer_within,
        })
    }

    /// Posts a message, and tells the status of the answer. The answer's body is not read.
    ///
    /// # Errors
    ///
    /// When nothing may be sent there, or no answer came.
    pub async fn post(&self, url: &str, message: Message) -> Result<u16, SendError> {
        let url = check_url(url, &self.allowed).map_err(SendError::Address)?;
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", message.id)
            .header("webhook-timestamp", message.seconds)
            .header("webhook-signature", message.signature)
            .body(message.body);
        match request.send().await {
            Ok(response) => Ok(response.status().as_u16()),
            Err(error) => Err(self.told(error)),
        }
    }

    fn told(&self, error: reqwest::Error) -> SendError {
        if let Some(refused) = cause::<AddressError>(&error) {
            return SendError::Address(refused.clone());
        }
        let error = error.without_url();
        if error.is_timeout() {
            SendError::Late(self.answer_within)
        } else if cause::<rustls::Error>(&error).is_some() {
            SendError::Insecure(error)
        } else if cause::<io::Error>(&error).is_some_and(is_refusal) {
            SendError::Refused(error)
        } else if error.is_connect() {
            SendError::Connection(error)
        } else {
            SendError::Broken(error)
        }
    }
}

/// The innermost cause of a kind. What is wrapped in an error of input and output is no source of it, but inside.
fn cause<E: Error + 'static>(error: &reqwest::Error) -> Option<&E> {
    let (mut found, mut next) = (None, error.source());
    while let Some(cause) = next {
        found = cause.downcast_ref().or(found);
        let inner = cause.downcast_ref().and_then(io::Error::get_ref);
        next = inner.map_or_else(|| cause.source(), |inner| Some(inner));
    }
    found
}

fn is_refusal(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ConnectionRefused
}

/// Resolves names, and lets only those addresses through to which a connection may be made.
#[derive(Debug)]
struct Guard(AllowedNetworks);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map(Iterator::collect).unwrap_or_default();
            let open = let_through(&host, found, &allowed)?;
            let addresses: Addrs = Box::new(open.into_iter());
            Ok(addresses)
        })
    }
}

/// The addresses of a host to which a connection may be made. One inner address refuses the host: a name that answers with
/// both kinds is not an honest one.
fn let_through(
    host: &str,
    found: Vec<SocketAddr>,
    allowed: &AllowedNetworks,
) -> Result<Vec<SocketAddr>, AddressError> {
    if found.is_empty() {
        return Err(AddressError::HostUnknown(host.to_owned()));
    }
    for address in &found {
        allowed.check(address.ip())?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_host_with_one_inner_address_is_refused() {
        let none = AllowedNetworks::default();
        let mixed = addresses(&["93.184.216.34:0", "10.0.0.1:0"]);
        let found = let_through("example.org", mixed.clone(), &none);
        assert_eq!(
            found,
            Err(AddressError::Private("10.0.0.1".parse().unwrap()))
        );
        let ours: AllowedNetworks = "10.0.0.0/8".parse().unwrap();
        assert_eq!(let_through("example.org", mixed.clone(), &ours), Ok(mixed));
        assert!(let_through("nowhere.example", Vec::new(), &none).is_err());
    }

    #[tokio::test]
    async fn the_connection_itself_is_guarded() {
        let sender = Sender::new(AllowedNetworks::default()).unwrap();
        for url in [
            "http://localhost:9/",
            "https://localhost/",
            "http://127.0.0.1:9/",
        ] {
            let message = Message {
                id: "msg_1".to_owned(),
                seconds: 1,
                signature: String::new(),
                body: Vec::new(),
            };
            let refused = sender.post(url, message).await.unwrap_err();
            assert!(
                matches!(refused, SendError::Address(AddressError::Private(_))),
                "{url}: {refused:?}"
            );
        }
    }
}

//! Where nothing may be sent: the inside of our own network.
//!
//! An endpoint's address is given by a user; without this guard it would be a way to reach what only the server can reach
//! (the machine itself, neighbours, a cloud's metadata). A host name is judged by the addresses that it resolves to, at the
//! connection itself (see [`super::client`]).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use reqwest::Url;

/// The most characters of an address.
const URL_LENGTH_MAX: usize = 2_000;

/// Why nothing is sent to an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error(
        "it is not an address: give one such as https://example.org/hooks, up to 2000 characters"
    )]
    Malformed,
    /// It is of another protocol.
    #[error("it starts with `{0}:`: only https: and http: are taken")]
    Scheme(String),
    /// It holds a name or a password.
    #[error(
        "it holds a name or a password before the host: leave them out, the signature tells who sends"
    )]
    Credentials,
    /// It leads inside.
    #[error(
        "{0} is not a public address: allow its network with webhooks.allow_private where it is your own"
    )]
    Private(IpAddr),
    /// Its host has no address.
    #[error("the host `{0}` has no address")]
    HostUnknown(String),
}

/// Private networks to which webhooks may be sent all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedNetworks(Vec<Network>);

/// Addresses that share their first bits: `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl AllowedNetworks {
    /// Whether a connection to this address may be made.
    ///
    /// # Errors
    ///
    /// [`AddressError::Private`] when it is neither public nor in an allowed network.
    pub fn check(&self, address: IpAddr) -> Result<(), AddressError> {
        let is_allowed = self.0.iter().any(|network| network.contains(address));
        if is_allowed || is_public(address) {
            Ok(())
        } else {
            Err(AddressError::Private(address))
        }
    }
}

impl FromStr for AllowedNetworks {
    type Err = ();

    /// Reads networks with commas between: `10.0.0.0/8, fd00::/8, 192.168.1.7`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts
            .map(Network::read)
            .collect::<Option<_>>()
            .map(Self)
            .ok_or(())
    }
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address.parse().ok()?, Some(bits.parse().ok()?)),
            None => (text.parse().ok()?, None),
        };
        let most = match address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { address, bits })
    }

    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(other)) => {
                let rest = ours.to_bits() ^ other.to_bits();
                rest.checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(ours), IpAddr::V6(other)) => {
                let rest = ours.to_bits() ^ other.to_bits();
                rest.checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// Reads an endpoint's address, and refuses what is refused without asking for the host.
///
/// # Errors
///
/// When it is no address, not http(s), holds credentials, or names an address that is not public.
pub fn check_url(text: &str, allowed: &AllowedNetworks) -> Result<Url, AddressError> {
    let url = Some(text)
        .filter(|text| text.len() <= URL_LENGTH_MAX)
        .and_then(|text| Url::parse(text).ok())
        .ok_or(AddressError::Malformed)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressError::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    let host = url.host_str().filter(|host| !host.is_empty());
    if let Some(address) = literal(host.ok_or(AddressError::Malformed)?) {
        allowed.check(address)?;
    }
    Ok(url)
}

/// The address that a host is, when it is not a name. The URL's parser has brought every spelling (`0x7f.1`, `2130706433`)
/// into the usual one.
pub(super) fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// Whether an address is one of the public Internet (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Networks of IPv4 that are not public: first address and bits.
const SPECIAL_V4: [(Ipv4Addr, u32); 17] = [
    (Ipv4Addr::UNSPECIFIED, 8),              // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),         // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),      // between carriers and their customers
    (Ipv4Addr::new(100, 100, 100, 200), 32), // a cloud's metadata
    (Ipv4Addr::new(127, 0, 0, 0), 8),        // this machine
    (Ipv4Addr::new(168, 63, 129, 16), 32),   // a cloud's platform service, on a public address
    (Ipv4Addr::new(169, 254, 0, 0), 16),     // this link, and clouds' metadata
    (Ipv4Addr::new(172, 16, 0, 0), 12),      // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),       // protocol assignments
    (Ipv4Addr::new(192, 0, 2, 0), 24),       // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),     // relays to IPv6
    (Ipv4Addr::new(192, 168, 0, 0), 16),     // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),      // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),    // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),     // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),        // multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4),        // reserved, and broadcast
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_special = SPECIAL_V4.iter().any(|&(start, bits)| {
        let network = Network {
            address: IpAddr::V4(start),
            bits,
        };
        network.contains(IpAddr::V4(address))
    });
    !is_special
}

/// Public addresses of IPv6 are in `2000::/3`; of these, what carries an IPv4 address or has a special purpose is left out.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, Teredo
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4: an IPv4 address inside
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Also leaves out ::1, v4-mapped, NAT64 (64:ff9b::/96), fc00::/7, fe80::/10 and ff00::/8: all are outside 2000::/3.
    let is_global = address.segments()[0] & 0xe000 == 0x2000;
    let is_special = SPECIAL_V6.iter().any(|&(start, bits)| {
        let network = Network {
            address: IpAddr::V6(start),
            bits,
        };
        network.contains(IpAddr::V6(address))
    });
    is_global && !is_special
}

#[cfg(test)]
mod tests;

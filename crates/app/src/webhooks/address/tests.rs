//! A table of addresses: what is public, what is not, and in which spellings.

use super::*;

fn check(url: &str) -> Result<(), AddressError> {
    check_url(url, &AllowedNetworks::default()).map(drop)
}

#[test]
fn inner_addresses_are_refused_in_every_spelling() {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::808:808]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[100::1]",
        "[5f00::1]",
    ];
    for host in hosts {
        let found = check(&format!("http://{host}:8080/hook"));
        assert!(
            matches!(found, Err(AddressError::Private(_))),
            "{host}: {found:?}"
        );
    }
}

#[test]
fn public_addresses_and_names_are_taken() {
    let hosts = [
        "8.8.8.8",
        "100.63.255.255",
        "172.32.0.1",
        "[2606:4700::1111]",
        "example.org",
    ];
    for host in hosts {
        assert_eq!(check(&format!("https://{host}/hook?a=b")), Ok(()), "{host}");
    }
}

#[test]
fn other_protocols_and_credentials_are_refused() {
    assert_eq!(
        check("file:///etc/passwd"),
        Err(AddressError::Scheme("file".to_owned()))
    );
    assert_eq!(
        check("gopher://example.org"),
        Err(AddressError::Scheme("gopher".to_owned()))
    );
    assert_eq!(
        check("https://a:b@example.org/"),
        Err(AddressError::Credentials)
    );
    assert_eq!(
        check("https://a@example.org/"),
        Err(AddressError::Credentials)
    );
    for url in ["", "example.org/hook", "https://", "/hook"] {
        assert_eq!(check(url), Err(AddressError::Malformed), "{url}");
    }
    let long = format!("https://example.org/{}", "a".repeat(2_000));
    assert_eq!(check(&long), Err(AddressError::Malformed));
}

#[test]
fn an_allowed_network_is_taken_and_no_other() {
    let allowed: AllowedNetworks = "10.0.0.0/8, fd00::/8, 192.168.1.7".parse().unwrap();
    let check = |host: &str| check_url(&format!("http://{host}/"), &allowed).is_ok();
    let taken = [
        "10.255.0.1",
        "[fd12::1]",
        "192.168.1.7",
        "[::ffff:10.0.0.1]",
        "9.9.9.9",
    ];
    let refused = ["11.0.0.1", "192.168.1.8", "127.0.0.1", "[fc00::1]"].map(check);
    assert_eq!(taken.map(check), [true; 5]);
    // 11.0.0.1 is public: only the others are refused.
    assert_eq!(refused, [true, false, false, false]);
}

#[test]
fn a_network_is_an_address_and_a_number_of_bits() {
    for text in [
        "10.0.0.0/33",
        "fd00::/129",
        "ten/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
    ] {
        assert_eq!(text.parse::<AllowedNetworks>(), Err(()), "{text}");
    }
    assert_eq!(
        "".parse::<AllowedNetworks>(),
        Ok(AllowedNetworks::default())
    );
    let all: AllowedNetworks = "0.0.0.0/0, ::/0".parse().unwrap();
    assert_eq!(all.check("127.0.0.1".parse().unwrap()), Ok(()));
    assert_eq!(all.check("::1".parse().unwrap()), Ok(()));
}

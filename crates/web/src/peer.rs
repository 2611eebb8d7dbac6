//! From where a request comes, as far as limits go by it.
//!
//! The address is that of the connection; behind a TLS server it is the one that this server added last to
//! `X-Forwarded-For`. What stands before it in that header anybody can write, and it is not looked at. An address is used
//! for counting only: it is kept in memory until its bucket is full again, and never logged.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Under what the requests of an address are counted. The whole network that one subscriber gets in IPv6 counts as one.
#[must_use]
pub fn counted_as(headers: &HeaderMap, extensions: &Extensions, behind_server: bool) -> String {
    let forwarded = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let connection = || extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let address = if behind_server { forwarded().or_else(connection) } else { connection() };
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => format!("address:{address}"),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("address:{}", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        None => "address:unknown".to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::counted_as;
    use axum::extract::ConnectInfo;
    use axum::http::{Extensions, HeaderMap};
    use std::net::SocketAddr;

    fn asked(connection: &str, forwarded: &[&'static str], behind: bool) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(connection.parse::<SocketAddr>().unwrap()));
        counted_as(&headers, &extensions, behind)
    }

    #[test]
    fn an_address_that_a_client_wrote_itself_is_not_believed() {
        assert_eq!(asked("192.0.2.7:80", &["198.51.100.1"], false), "address:192.0.2.7");
        assert_eq!(asked("127.0.0.1:80", &["198.51.100.1, 203.0.113.9"], true), "address:203.0.113.9");
        assert_eq!(asked("127.0.0.1:80", &["198.51.100.1", "203.0.113.9"], true), "address:203.0.113.9");
        assert_eq!(asked("127.0.0.1:80", &["nobody"], true), "address:127.0.0.1");
        assert_eq!(asked("127.0.0.1:80", &[], true), "address:127.0.0.1");
    }

    #[test]
    fn a_network_of_one_subscriber_counts_as_one() {
        let first = asked("[2001:db8:1:2::1]:80", &[], false);
        assert_eq!(first, asked("[2001:db8:1:2:ffff::9]:80", &[], false));
        assert_ne!(first, asked("[2001:db8:1:3::1]:80", &[], false));
        assert_eq!(asked("[::ffff:192.0.2.7]:80", &[], false), "address:192.0.2.7");
    }
}

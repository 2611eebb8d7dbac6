//! An address of electronic mail. Parsing is the only way to one, so that nothing else can come to stand in a header or in
//! a command of the mail protocol.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Most bytes of an address (RFC 5321, 4.5.3.1.3 less its brackets).
const ADDRESS_MAX: usize = 254;
/// Most bytes before the `@` (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// Most bytes of a part of the domain.
const LABEL_MAX: usize = 63;
/// What may stand before the `@` beside letters and digits (RFC 5322, `atext`), and the dot between two of them.
const MARKS: &str = "!#$%&'*+-/=?^_`{|}~.";

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// It has no `@`.
    #[error("an e-mail address has a name, an @ and a domain, such as office@example.lv")]
    At,
    /// What stands before the `@` is no name of a mailbox.
    #[error("an e-mail address has a name before its @, of letters, digits and few marks")]
    Name,
    /// What stands after the `@` is no domain.
    #[error("an e-mail address has a domain after its @, such as example.lv")]
    Domain,
    /// Too long.
    #[error("an e-mail address has at most 254 characters")]
    Long,
}

/// An address of electronic mail, without a name beside it. Letters of every script are taken, as mail servers of today do
/// (RFC 6531); spaces, control characters, quotes and brackets are not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

fn is_local(text: &str) -> bool {
    let dots = text.starts_with('.') || text.ends_with('.') || text.contains("..");
    let plain = text.chars().all(|c| c.is_alphanumeric() || MARKS.contains(c));
    !text.is_empty() && text.len() <= LOCAL_MAX && plain && !dots
}

fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        let plain = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let edges = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && label.len() <= LABEL_MAX && plain && !edges
    };
    text.contains('.') && text.split('.').all(label)
}

impl FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        if text.len() > ADDRESS_MAX {
            return Err(EmailError::Long);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::At)?;
        if !is_local(local) {
            return Err(EmailError::Name);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Contact data belong in no log.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_address_is_taken_as_it_is() {
        for text in
            ["ilze@example.lv", "i.p+office@mail.example.org", "jānis@piemērs.lv", "o'neil@a-b.example"]
        {
            let address: EmailAddress = text.parse().unwrap();
            assert_eq!(address.as_str(), text);
        }
        let long = format!("{}@example.lv", "a".repeat(64));
        assert_eq!(long.parse::<EmailAddress>().unwrap().domain(), "example.lv");
    }

    #[test]
    fn nothing_that_could_begin_another_header_or_command_is_an_address() {
        for text in [
            "",
            "@",
            "ilze",
            "ilze@",
            "@example.lv",
            "ilze@example",
            "ilze@example..lv",
            "ilze@-example.lv",
            "ilze@exa_mple.lv",
            "ilze@@example.lv",
            ".ilze@example.lv",
            "il..ze@example.lv",
            " ilze@example.lv",
            "ilze@example.lv ",
            "ilze@example.lv\r\nBcc: other@example.lv",
            "ilze@example.lv\nRCPT TO:<other@example.lv>",
            "ilze\r@example.lv",
            "il\0ze@example.lv",
            "ilze@example.lv,other@example.lv",
            "ilze@example.lv;other@example.lv",
            "<ilze@example.lv>",
            "Ilze <ilze@example.lv>",
            "\"ilze x\"@example.lv",
            "ilze(home)@example.lv",
            "ilze@[127.0.0.1]",
            "ilze@example.lv>",
            "il\u{2028}ze@example.lv",
            "il\u{202e}ze@example.lv",
        ] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text:?}");
        }
        assert!(format!("{}@example.lv", "a".repeat(65)).parse::<EmailAddress>().is_err());
        assert!(format!("a@{}.lv", "b.".repeat(130)).parse::<EmailAddress>().is_err());
        let shown = format!("{:?}", "ilze@example.lv".parse::<EmailAddress>().unwrap());
        assert!(!shown.contains("ilze"), "{shown}");
    }
}

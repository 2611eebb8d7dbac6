//! What must never be shown: a token that somebody holds is kept as its digest, and what has to be given out again as a
//! [`SecretString`], which no `Debug` output and no log line can show.

pub use secrecy::{ExposeSecret, SecretString};

use sha2::{Digest as _, Sha256};
use std::fmt;

/// The digest of a token: enough to know it again, of no use to whoever reads it. Tokens are random and long, so that a
/// digest cannot be tried out; and looking one up by its digest takes no longer for a token that is nearly right.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// The digest of a token.
    #[must_use]
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

/// A short name under which requests are counted.
impl fmt::Display for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(16).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenDigest(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{SecretString, TokenDigest};
    use crate::sign_in::SignIn;
    use crate::tickets::{Ticket, Tickets};
    use kernel::{AppointmentId, Timestamp};
    use office::actor::Actor;

    #[test]
    fn nothing_that_holds_a_secret_shows_it() {
        let token = "0123456789abcdef0123456789abcdef";
        let sign_in = SignIn::none().with_token(token, Actor::Anonymous);
        assert_eq!(sign_in.bearer(token), Some(&Actor::Anonymous));
        assert_eq!(sign_in.bearer("0123456789abcdef0123456789abcdee"), None);
        let now = Timestamp::from_micros(0);
        let tickets = Tickets::default();
        let ticket = Ticket { id: AppointmentId::from_u64(1), code: token.to_owned().into(), fresh: true };
        tickets.keep(token, ticket.clone(), now);
        let all = format!(
            "{sign_in:?} {tickets:?} {ticket:?} {:?} {:?}",
            SecretString::from(token),
            TokenDigest::of(token),
        );
        assert!(!all.contains("0123456789"), "{all}");
    }
}

//! Tickets: a booking that a browser may see for a while without signing in, because it just made it or
//! showed its code. The code itself never stands in an address.

use crate::ctx::CookieName;
use crate::secret::{SecretString, TokenDigest};
use kernel::{AppointmentId, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Cookie that holds a ticket's token.
pub const TICKET_COOKIE: CookieName = CookieName::new("parvalde_visit", "__Host-parvalde_visit");
/// Seconds for which a ticket can be used.
const SECONDS: i64 = 20 * 60;
/// Most tickets at one time.
const MOST: usize = 50_000;

/// A booking and its code.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The booking.
    pub id: AppointmentId,
    /// Its code.
    pub code: SecretString,
    /// Whether it was booked just now, so that the code is shown.
    pub fresh: bool,
}

/// The tickets in use.
#[derive(Debug, Default)]
pub struct Tickets {
    open: Mutex<HashMap<TokenDigest, (Ticket, Timestamp)>>,
}

impl Tickets {
    /// Keeps a ticket under `token`.
    pub fn keep(&self, token: &str, ticket: Ticket, now: Timestamp) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            open.retain(|_, (_, since)| now <= since.plus_seconds(SECONDS));
        }
        if open.len() >= MOST {
            let oldest = open.iter().min_by_key(|(_, (_, since))| *since).map(|(token, _)| *token);
            if let Some(oldest) = oldest {
                open.remove(&oldest);
            }
        }
        open.insert(TokenDigest::of(token), (ticket, now));
    }

    /// The ticket under `token`, while it can be used.
    #[must_use]
    pub fn find(&self, token: &str, now: Timestamp) -> Option<Ticket> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(&TokenDigest::of(token))
            .filter(|(_, since)| now <= since.plus_seconds(SECONDS))
            .map(|(ticket, _)| ticket.clone())
    }
}

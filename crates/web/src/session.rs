//! Sessions: who signed in, kept in memory under a random token that only the browser knows.
//!
//! A session ends after half an hour without a request and after eight hours in any case. The number of
//! sessions is bounded: the one idle longest gives way.

use kernel::Timestamp;
use office::actor::Actor;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Seconds without a request after which a session ends.
const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which a session ends in any case.
const WHOLE_SECONDS: i64 = 8 * 60 * 60;
/// Most sessions at one time.
const MOST: usize = 20_000;

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who acts.
    pub actor: Actor,
    /// The name shown at the head of the page.
    pub name: String,
    /// The token that every form of this session carries.
    pub form_token: String,
    /// When the person signed in.
    started: Timestamp,
    /// When the last request came.
    seen: Timestamp,
}

impl Session {
    fn ended(&self, now: Timestamp) -> bool {
        let over = |since: Timestamp, seconds| now > since.plus_seconds(seconds);
        over(self.seen, IDLE_SECONDS) || over(self.started, WHOLE_SECONDS)
    }
}

/// The open sessions.
#[derive(Debug, Default)]
pub struct Sessions {
    open: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// Opens a session under `token`; `form_token` goes into its forms.
    pub fn open(&self, token: String, form_token: String, actor: Actor, name: String, now: Timestamp) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            open.retain(|_, session| !session.ended(now));
        }
        if open.len() >= MOST {
            let oldest = open.iter().min_by_key(|(_, s)| s.seen).map(|(token, _)| token.clone());
            if let Some(oldest) = oldest {
                open.remove(&oldest);
            }
        }
        open.insert(token, Session { actor, name, form_token, started: now, seen: now });
    }

    /// The session under `token`, if it has not ended; it counts as used now.
    #[must_use]
    pub fn find(&self, token: &str, now: Timestamp) -> Option<Session> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let session = open.get_mut(token)?;
        if session.ended(now) {
            open.remove(token);
            return None;
        }
        session.seen = now;
        Some(session.clone())
    }

    /// Ends the session under `token`.
    pub fn close(&self, token: &str) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    /// How many are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

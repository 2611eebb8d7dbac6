//! What every request can reach: the office, the sign-ins, and chance.

use crate::metrics::Metrics;
use crate::sign_in::SignIn;
use crate::tickets::Tickets;
use kernel::{Chance, Day, Minute, Timestamp};
use law::LawBook;
use office::Office;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The web side of the office. Clones share everything.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    office: Office,
    sign_in: SignIn,
    tickets: Tickets,
    chance: Mutex<Box<dyn Chance>>,
    secure: bool,
    metrics: Metrics,
    /// When this process began, and how many requests it has seen since.
    began: i64,
    requests: AtomicU64,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The office.
    pub office: Office,
    /// Who may sign in.
    pub sign_in: SignIn,
    /// Where session tokens come from.
    pub chance: Box<dyn Chance>,
    /// Whether browsers reach the office over TLS, so that cookies must not travel without it.
    pub secure: bool,
}

impl App {
    /// An application of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { office, sign_in, chance, secure } = parts;
        let began = office.now().micros();
        let inner = Inner {
            began,
            requests: AtomicU64::new(0),
            office,
            sign_in,
            tickets: Tickets::default(),
            chance: Mutex::new(chance),
            secure,
            metrics: Metrics::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Who may sign in, and with which tokens the API is used.
    #[must_use]
    pub fn sign_in(&self) -> &SignIn {
        &self.inner.sign_in
    }

    /// The files of law.
    #[must_use]
    pub fn law(&self) -> &LawBook {
        self.inner.office.law()
    }

    /// The office.
    #[must_use]
    pub fn office(&self) -> &Office {
        &self.inner.office
    }

    /// Bookings that a browser may see for a while without signing in.
    #[must_use]
    pub fn tickets(&self) -> &Tickets {
        &self.inner.tickets
    }

    /// Counters since the start.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// Whether cookies are only for TLS.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.inner.secure
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.office.now()
    }

    /// Day and time of day at the offices.
    #[must_use]
    pub fn local(&self) -> (Day, Minute) {
        self.inner.office.now_local()
    }

    /// A token of 128 random bits, in hexadecimal.
    #[must_use]
    pub fn token(&self) -> String {
        let mut chance = self.inner.chance.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{:016x}{:016x}", chance.next_u64(), chance.next_u64())
    }

    /// A name for a request, by which its lines of the log are found: no secret, and no chance is spent on it.
    #[must_use]
    pub fn request_id(&self) -> String {
        format!("{:x}-{:x}", self.inner.began, self.inner.requests.fetch_add(1, Ordering::Relaxed))
    }

    /// A reference number that a person can read out on the telephone.
    #[must_use]
    pub fn reference(&self) -> String {
        let mut chance = self.inner.chance.lock().unwrap_or_else(PoisonError::into_inner);
        let id = kernel::LetterId::from_u64(chance.next_u64()).grouped();
        id.get(..9).unwrap_or(&id).to_owned()
    }
}

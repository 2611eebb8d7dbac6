//! How much anybody may ask of the office, and for how long: the bounds of HTTP in one place.

use crate::api::rate::{Pace, Refill};
use std::time::Duration;

/// The bounds of a server. Whatever is above them is refused or cut off; what an answer then says is in
/// `docs/bad-input.md`.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests to the API, by token, session or address.
    pub pace: Refill,
    /// Requests to what is open to everybody and could be used to guess or to take what others need (booking, sign-in,
    /// whether a document is valid, whether a statement is as it was issued), by address.
    pub open_forms: Refill,
    /// How long an answer may take.
    pub deadline: Deadline,
    /// How long the head of a request may take to come, and how long a connection may stay without one.
    pub head: Duration,
    /// Largest head of a request, in bytes.
    pub head_bytes: usize,
    /// Most headers of a request.
    pub headers: usize,
    /// How long a client may leave an answer unread.
    pub write: Duration,
    /// Most connections at one time; others wait.
    pub connections: usize,
}

/// How long an answer may take.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    /// To most requests.
    pub usual: Duration,
    /// How many times longer to a request with files.
    pub upload_factor: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pace: Pace::default().into(),
            open_forms: Refill::one_in(Duration::from_secs(6), 40),
            deadline: Deadline { usual: Duration::from_secs(30), upload_factor: 10 },
            head: Duration::from_secs(20),
            head_bytes: 32 * 1024,
            headers: 64,
            write: Duration::from_secs(30),
            connections: 4_096,
        }
    }
}

impl Limits {
    /// The same with another pace of the API.
    #[must_use]
    pub fn with_pace(self, pace: Pace) -> Self {
        Self { pace: pace.into(), ..self }
    }

    /// The same for callers that may ask so many times more often: for tests and measurements, where one machine plays
    /// everybody.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        Self { pace: self.pace.times(factor), open_forms: self.open_forms.times(factor), ..self }
    }
}

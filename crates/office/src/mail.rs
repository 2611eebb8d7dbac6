//! Notices by e-mail: that there is something new for a person on the portal, that the office asks something by a day, that
//! a visit is near. Only whoever chose e-mail for messages gets them, and they say nothing else: what they are made of
//! ([`Notice`]) has no name, no number and no service in it ([decision 65](../../../docs/decisions/0065-mail.md)).
//!
//! A notice is no service of anything: no term begins with it. [`Relay`] is the port; what stands behind it is the program's.
//! A letter that is written leaves a job in the same commit. It is done by one node, tried again with growing pauses, and
//! what became of it stands beside the case, so that the same letter is told of once.

mod event;
mod remind;
mod send;

pub(crate) use event::stream;
pub use event::{MailEvent, Unsent};
pub(crate) use send::{entered, granted_last};

use crate::act::Office;
use crate::error::OfficeError;
use kernel::{CaseId, Day, EmailAddress, Lang, LetterId, Timestamp};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use store::NewJob;

/// The kind of the job that tells of a letter.
pub(crate) const MAIL: &str = "mail";
/// The kind of the job that reminds of a visit.
pub(crate) const REMIND: &str = "remind";
/// For so long a node has such a job for itself.
pub(crate) const LEASE_SECONDS: i64 = 120;
/// So many seconds after a letter it is told of: what is written with it is told of at once.
const GATHER_SECONDS: i64 = 20;
/// So often a notice is tried, with growing pauses: for about a day.
const ATTEMPTS_MAX: u32 = 36;
/// So many seconds nothing is tried once the relay did not answer: other jobs do not wait for it, one notice after another.
const REST_SECONDS: i64 = 30;
/// How long the relay may take over one notice.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether jobs of this kind send something out of the house.
pub(crate) fn leaves(kind: &str) -> bool {
    matches!(kind, MAIL | REMIND)
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// There is something new.
    New,
    /// The office asks something.
    Asked {
        /// By when.
        until: Day,
    },
    /// A visit is near.
    Visit {
        /// When.
        on: Day,
    },
}

/// A notice: all that leaves the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id: the same notice has the same one, however often it is tried. It tells nothing.
    pub id: String,
    /// To whom.
    pub to: EmailAddress,
    /// In which language.
    pub lang: Lang,
    /// What it says.
    pub says: Says,
    /// When.
    pub at: Timestamp,
}

/// Why a relay did not take a notice, as a sentence without personal data, for whoever runs the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// It may take it later.
    Later(String),
    /// It does not answer at all: nor will it for others.
    Gone(String),
    /// It never will: there is no such mailbox.
    Never(String),
}

/// What a relay says, once it does.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// What takes notices to their addressees.
pub trait Relay: Send + Sync + 'static {
    /// Hands a notice over, whole or not at all.
    fn send<'a>(&'a self, notice: &'a Notice) -> Sending<'a>;
}

/// What this node did since it was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MailFigures {
    /// Notices that the relay took.
    pub sent: u64,
    /// Tries in vain.
    pub failed: u64,
    /// Notices that are not tried again.
    pub given_up: u64,
}

/// The relay, and how it does.
pub(crate) struct Mailing {
    relay: Arc<dyn Relay>,
    sent: AtomicU64,
    failed: AtomicU64,
    given_up: AtomicU64,
    /// Until when nothing is tried, in microseconds.
    rests: AtomicI64,
}

impl Office {
    /// Sends notices by e-mail through `relay` from now on. The first that is named is kept.
    pub fn connect_mail(&self, relay: Arc<dyn Relay>) {
        let counter = AtomicU64::default;
        let (sent, failed, given_up) = (counter(), counter(), counter());
        let _ = self.mail_cell().set(Mailing { relay, sent, failed, given_up, rests: AtomicI64::new(0) });
    }

    /// Whether notices are sent by e-mail.
    #[must_use]
    pub fn mails(&self) -> bool {
        self.mail_cell().get().is_some()
    }

    /// What this node sent since it was started; nothing where it sends none.
    #[must_use]
    pub fn mail_figures(&self) -> Option<MailFigures> {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        self.mail_cell().get().map(|mailing| MailFigures {
            sent: read(&mailing.sent),
            failed: read(&mailing.failed),
            given_up: read(&mailing.given_up),
        })
    }

    /// The job that tells of a letter which its party reads on the portal.
    pub(crate) fn mail_job(&self, case: CaseId, letter: LetterId) -> Option<NewJob> {
        let run_at = self.now().plus_seconds(GATHER_SECONDS);
        self.mails().then(|| NewJob { run_at, ..self.job(MAIL, format!("{case}/{letter}")) })
    }

    /// Whether there is a relay that may be asked now.
    fn relay_is_ready(&self, attempts: u32) -> Result<(), OfficeError> {
        let why = match self.mail_cell().get() {
            None => "this node has no relay",
            Some(mailing) if self.now().micros() < mailing.rests.load(Ordering::Relaxed) => {
                "the relay did not answer a moment ago"
            }
            Some(_) => return Ok(()),
        };
        // The last time it is asked all the same, or given up.
        if attempts + 1 >= ATTEMPTS_MAX { Ok(()) } else { Err(again(why)) }
    }

    /// Hands a notice to the relay; answers why it never will be, where that is so.
    ///
    /// # Errors
    /// [`OfficeError::Fault`] for what is to be tried again.
    async fn hand_to_relay(&self, notice: &Notice, attempts: u32) -> Result<Option<Unsent>, OfficeError> {
        let outcome = match self.mail_cell().get() {
            None => Err(Undelivered::Later("this node has no relay".to_owned())),
            Some(mailing) => {
                let sending = tokio::time::timeout(PATIENCE, mailing.relay.send(notice)).await;
                let said = sending.unwrap_or_else(|_| Err(Undelivered::Gone("it took too long".to_owned())));
                let counter = if said.is_ok() { &mailing.sent } else { &mailing.failed };
                counter.fetch_add(1, Ordering::Relaxed);
                if matches!(said, Err(Undelivered::Gone(_))) {
                    let rests = self.now().plus_seconds(REST_SECONDS).micros();
                    mailing.rests.store(rests, Ordering::Relaxed);
                }
                said
            }
        };
        match outcome {
            Ok(()) => Ok(None),
            Err(Undelivered::Never(why)) => Ok(Some(self.gave_up(Unsent::Refused, &why))),
            Err(Undelivered::Later(why) | Undelivered::Gone(why)) if attempts + 1 >= ATTEMPTS_MAX => {
                Ok(Some(self.gave_up(Unsent::GivenUp, &why)))
            }
            Err(Undelivered::Later(why) | Undelivered::Gone(why)) => Err(again(&why)),
        }
    }

    fn gave_up(&self, unsent: Unsent, why: &str) -> Unsent {
        tracing::error!(why, "a notice by e-mail was not sent and is not tried again");
        if let Some(mailing) = self.mail_cell().get() {
            mailing.given_up.fetch_add(1, Ordering::Relaxed);
        }
        unsent
    }
}

/// What is noted of a notice that is tried again.
fn again(why: &str) -> OfficeError {
    OfficeError::Fault(format!("a notice by e-mail: {why}"))
}

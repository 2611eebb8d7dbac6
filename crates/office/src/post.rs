//! What goes out and comes in without an officer's hand: decisions to their addressees, and messages to the office,
//! through gateways to the official e-address, a printing house, the post.
//!
//! [`Carrier`] is the port; what stands behind it is the program's. Handing over is a job, which is repeated until it is
//! done and harmless when it is done twice; every receipt and every message is taken in once, whatever is killed when
//! ([decision 51](../../../docs/decisions/0051-post.md)).

mod assign;
mod event;
mod incoming;
mod outgoing;
mod receipts;
mod take;
mod wrong;

pub use crate::cases::rules::dispatch::Word;
pub use crate::files::RefusedFile;
pub use event::{IncomingEvent, IncomingFile, Received};
pub(crate) use incoming::stream as incoming_stream;
pub use incoming::{Aside, IncomingLine, IncomingPage, IncomingView};
pub use wrong::WrongDispatch;

use crate::act::Office;
use crate::error::OfficeError;
use kernel::{CaseId, Day, Lang, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something for a gateway to carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id: the same item has the same one, however often it is handed over.
    pub id: String,
    /// The way, by its id in the law files.
    pub way: String,
    /// The case.
    pub case: CaseId,
    /// The addressee's name.
    pub addressee: String,
    /// The addressee's personal code, where the gateway finds them by it.
    pub personal_code: Option<String>,
    /// Where to, as one line; nothing where the personal code says it.
    pub address: Option<String>,
    /// The language that the addressee reads.
    pub lang: Lang,
    /// The day on which it was ordered.
    pub ordered: Day,
    /// The letter first, then its translation.
    pub files: Vec<ItemFile>,
}

/// A file of an item.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The bytes of a letter belong in no log.
impl std::fmt::Debug for ItemFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemFile({:?}, {} bytes)", self.name, self.bytes.len())
    }
}

/// What a gateway put beside an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Where it lies, for [`Carrier::taken`] and [`Carrier::set_aside`].
    pub place: String,
    /// The item.
    pub item: String,
    /// SHA-256 of the receipt.
    pub hash: String,
    /// The SHA-256 of the letter and the word on it; why it cannot be read otherwise.
    pub said: Result<(String, Word), String>,
}

/// A message that a gateway brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The gateway's own id of it: what has the same is the same.
    pub id: String,
    /// SHA-256 of everything that was said of it.
    pub hash: String,
    /// When it came.
    pub at: Timestamp,
    /// Who sent it, as the gateway calls them.
    pub sender: String,
    /// The sender's personal code, where the gateway knows it.
    pub personal_code: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The number of the case that it names.
    pub case: Option<String>,
    /// Name and bytes of each file.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A message as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub place: String,
    /// The message; why it cannot be read otherwise.
    pub message: Result<Message, String>,
}

/// What carries letters to gateways and brings what they say.
///
/// Every error is a sentence without personal data, for whoever runs the machine.
pub trait Carrier: Send + Sync + 'static {
    /// The ways for which there is a gateway.
    fn ways(&self) -> BTreeSet<String>;

    /// Hands an item over, whole or not at all; the same one again changes nothing.
    ///
    /// # Errors
    /// Why it cannot be handed over now.
    fn hand_over(&self, item: &Item) -> Result<(), String>;

    /// Receipts that lie there, some of them.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn receipts(&self) -> Result<Vec<Receipt>, String>;

    /// A message that lies there.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn message(&self) -> Result<Option<Found>, String>;

    /// Takes away what was taken in.
    ///
    /// # Errors
    /// Why it cannot be; it is found again then.
    fn taken(&self, place: &str) -> Result<(), String>;

    /// Puts aside what is wrong, with the reason.
    ///
    /// # Errors
    /// Why it cannot be; it is found again then.
    fn set_aside(&self, place: &str, why: &str) -> Result<(), String>;
}

/// What carries for the office, and the ways that it knew when it was connected.
pub(crate) struct Connected {
    carrier: Arc<dyn Carrier>,
    ways: BTreeSet<String>,
}

static NONE: BTreeSet<String> = BTreeSet::new();

impl Office {
    /// Lets letters go and messages come through `carrier` from now on. The first that is named is kept.
    pub fn connect_post(&self, carrier: Arc<dyn Carrier>) {
        let ways = carrier.ways();
        let _ = self.post_cell().set(Connected { carrier, ways });
    }

    /// The ways of sending for which there is a gateway.
    #[must_use]
    pub fn carried(&self) -> &BTreeSet<String> {
        self.post_cell().get().map_or(&NONE, |connected| &connected.ways)
    }

    /// Takes in what gateways said and brought since the last time; answers how much that was.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer; [`OfficeError::Fault`] when the carrier does not.
    pub async fn collect_post(&self) -> Result<usize, OfficeError> {
        if self.post_cell().get().is_none() {
            return Ok(0);
        }
        Ok(self.collect_receipts().await? + self.collect_messages().await?)
    }

    /// Asks the carrier, beside the threads that answer requests.
    async fn carrier<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Carrier) -> Result<T, String> + Send + 'static,
    ) -> Result<T, OfficeError> {
        let connected = self.post_cell().get();
        let carrier = connected.map(|connected| Arc::clone(&connected.carrier));
        let carrier = carrier.ok_or_else(|| OfficeError::Fault("no gateway is connected".to_owned()))?;
        let asked = tokio::task::spawn_blocking(move || ask(carrier.as_ref())).await;
        let fault = |why: String| OfficeError::Fault(format!("the exchange with gateways: {why}"));
        asked.map_err(|error| fault(error.to_string()))?.map_err(fault)
    }

    async fn settle(&self, place: String, wrong: Option<String>) -> Result<(), OfficeError> {
        if let Some(why) = &wrong {
            // Outsiders choose the names of folders: they belong in no log.
            tracing::warn!(why, "something from a gateway was set aside");
        }
        self.carrier(move |carrier| match wrong {
            None => carrier.taken(&place),
            Some(why) => carrier.set_aside(&place, &why),
        })
        .await
    }
}

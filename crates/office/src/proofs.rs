//! What proves the log to somebody who does not trust the office: checkpoints that the office signs and witnesses
//! cosign, proofs that the log only grew, and proof files for whoever wants to keep what is said of them.
//!
//! Nothing here opens what an event says: roots and hashes tell nobody anything, and of the trace each sees their own.

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use std::collections::HashMap;
use store::{AccessRecord, NewAccess, SignedCheckpoint};
use transparency::bundle::{Entry, Leaf};
use transparency::proof::{self, Node};
use transparency::{AccessRow, Bundle, Checkpoint, Hash, Note, SignerKey, VerifierKey};

pub use transparency::bundle::Lane;
pub use transparency::proof::to_lines;

/// A checkpoint is signed anew when the last one is older than this, seconds.
const FRESH_SECONDS: i64 = 60;
/// Entries of one proof file at most.
pub const ENTRIES_MAX: usize = 5000;
/// Entries of the trace read at once.
const AT_ONCE: u32 = 500;

/// With what the office signs its log, and whose signatures beside its own it keeps.
#[derive(Debug, Clone)]
pub struct LogKeys {
    /// The office's own. Its name is the log's, such as `example.org/parvalde`.
    pub signer: SignerKey,
    /// The witnesses'.
    pub witnesses: Vec<VerifierKey>,
}

impl LogKeys {
    /// The name of a lane of the log.
    fn origin(&self, lane: Lane) -> String {
        format!("{}/{}", self.signer.verifier().name(), lane.name())
    }
}

fn fault(error: impl std::fmt::Display) -> OfficeError {
    OfficeError::Fault(error.to_string())
}

impl Office {
    /// Says with what the log is signed. Only the first say counts.
    pub fn sign_log_with(&self, keys: LogKeys) {
        // Whoever comes second changes nothing: what was signed stays signed by one key while the office runs.
        let _ = self.log_keys_cell().set(keys);
    }

    fn log_keys(&self) -> Result<&LogKeys, OfficeError> {
        self.log_keys_cell().get().ok_or_else(|| OfficeError::NotNow(Problem::new("log-unsigned")))
    }

    /// The public key of the log; nothing where it is not signed.
    #[must_use]
    pub fn log_key(&self) -> Option<VerifierKey> {
        self.log_keys_cell().get().map(|keys| keys.signer.verifier().clone())
    }

    /// The newest checkpoint of a lane, signed: of now, unless one was signed within the last minute.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when the office has no key for its log.
    pub async fn checkpoint(&self, lane: Lane) -> Result<String, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let last = snapshot.signed_checkpoint(lane).await?;
        let since = self.now().plus_seconds(-FRESH_SECONDS);
        if let Some(last) = last.filter(|last| last.signed_at > since && self.log_key().is_some()) {
            return Ok(last.note);
        }
        self.signed(&mut snapshot, lane).await.map(|(signed, _)| signed.note)
    }

    /// The checkpoint of the tree as it is in `snapshot`, signed and kept; with its root.
    async fn signed(
        &self,
        snapshot: &mut Snapshot,
        lane: Lane,
    ) -> Result<(SignedCheckpoint, Hash), OfficeError> {
        let keys = self.log_keys()?;
        let (size, root) = snapshot.tree(lane).await?;
        if let Some(last) = snapshot.signed_checkpoint(lane).await? {
            if last.size == size {
                return Ok((last, root));
            }
            // A database that was put back to an earlier state must not be signed as if it had grown.
            if last.size > size {
                let message =
                    format!("lane {}: {} entries were signed, {size} are here", lane.name(), last.size);
                return Err(OfficeError::Fault(message));
            }
        }
        let checkpoint = Checkpoint::new(&keys.origin(lane), size, root).map_err(fault)?;
        let note = checkpoint.sign(&[&keys.signer]).map_err(fault)?.to_string();
        let signed = SignedCheckpoint { size, note, signed_at: self.now() };
        self.store().keep_checkpoint(lane, &signed).await?;
        Ok((signed, root))
    }

    /// The proof that the tree of a lane at `to` entries continues the one at `from`.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when `to` entries are not there, or `from` is more than `to`.
    pub async fn consistency(&self, lane: Lane, from: u64, to: u64) -> Result<Vec<Hash>, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let (size, _) = snapshot.tree(lane).await?;
        let wrong = |field| OfficeError::field(field, Problem::new("tree-size").with("size", size));
        if to > size {
            return Err(wrong("to"));
        }
        let wanted = proof::consistency_nodes(from, to).ok_or_else(|| wrong("from"))?;
        let mut known = HashMap::new();
        snapshot.add_nodes(lane, &wanted, &mut known).await?;
        proof::prove_consistency(&known, from, to).map_err(fault)
    }

    /// Takes in the signature of a witness, one line of a signed note, on a checkpoint of the office.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when the office signed no checkpoint of this size, or it is no signature on it by a
    /// witness that the office knows.
    pub async fn take_cosignature(&self, lane: Lane, size: u64, line: &str) -> Result<(), OfficeError> {
        let keys = self.log_keys()?;
        let wrong = || OfficeError::field("signature", Problem::new("wrong-cosignature"));
        let signature = line.trim_end_matches('\n').parse().map_err(|_| wrong())?;
        let signed = self.snapshot(&Actor::System).await?.signed_checkpoints(lane).await?;
        let unknown = || OfficeError::field("size", Problem::new("not-signed").with("size", size));
        let mut signed = signed.into_iter().find(|signed| signed.size == size).ok_or_else(unknown)?;
        let mut note = Note::parse(signed.note.as_bytes()).map_err(fault)?;
        note.push(signature).map_err(|_| wrong())?;
        let (text, log) = (note.to_string(), keys.signer.verifier());
        let cosigned = |text: &str| {
            Checkpoint::open(text.as_bytes(), log, &keys.witnesses).map(|opened| opened.cosigned.len())
        };
        let before = cosigned(&signed.note).map_err(fault)?;
        if cosigned(&text).map_err(|_| wrong())? <= before {
            return Err(wrong());
        }
        signed.note = text;
        self.store().keep_checkpoint(lane, &signed).await?;
        Ok(())
    }

    /// Everything that the trace holds of the client, the newest [`ENTRIES_MAX`], as a file that proves itself with the
    /// log's public key alone.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client; [`OfficeError::NotNow`] when the office has no key for its log.
    pub async fn my_access_proof(&self, actor: &Actor) -> Result<String, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let access =
            self.authorise(actor, Action::ReadTrace, Some(client), Purpose::Own, true, "access-log")?;
        let mut snapshot = self.snapshot(actor).await?;
        let (subject, mut records, mut before) = (client.to_string(), Vec::new(), i64::MAX);
        loop {
            let page = snapshot.trace(Some(&subject), before, AT_ONCE).await?;
            let Some(last) = page.last() else { break };
            before = last.position;
            for record in page {
                // What the law delays is proven once its time is over.
                if self.is_told(&record)? {
                    records.push(record);
                }
            }
            if records.len() >= ENTRIES_MAX {
                break;
            }
        }
        records.truncate(ENTRIES_MAX);
        let (signed, _) = self.signed(&mut snapshot, Lane::Access).await?;
        let (mut known, mut entries) = (HashMap::new(), Vec::with_capacity(records.len()));
        for record in records {
            let proof =
                inclusion(&mut snapshot, Lane::Access, record.position, signed.size, &mut known).await?;
            entries.push(Entry::new(Leaf::Access(row(record)), proof));
        }
        drop(snapshot);
        let note = Note::parse(signed.note.as_bytes()).map_err(fault)?;
        let file = Bundle::new(&note, entries).to_json().map_err(fault)?;
        self.answer(actor, &access, file).await
    }

    /// What is wrong with the checkpoints that were signed, in words; nothing when each is of the log as it is.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn check_signed(&self, log: &VerifierKey) -> Result<Vec<String>, OfficeError> {
        let mut faults = Vec::new();
        let mut snapshot = self.snapshot(&Actor::System).await?;
        for lane in [Lane::Event, Lane::Access] {
            let (size, _) = snapshot.tree(lane).await?;
            let origin = format!("{}/{}", log.name(), lane.name());
            for signed in snapshot.signed_checkpoints(lane).await? {
                let opened = match Checkpoint::open(signed.note.as_bytes(), log, &[]) {
                    Ok(opened) => opened.checkpoint,
                    Err(error) => {
                        faults.push(format!(
                            "lane {}: the checkpoint signed at {}: {error}",
                            lane.name(),
                            signed.size
                        ));
                        continue;
                    }
                };
                let holds = opened.size() == signed.size
                    && opened.origin() == origin
                    && opened.size() <= size
                    && root_at(&mut snapshot, lane, opened.size()).await? == *opened.root();
                if !holds {
                    faults.push(format!(
                        "lane {}: the checkpoint signed at {} does not hold",
                        lane.name(),
                        signed.size
                    ));
                }
            }
        }
        Ok(faults)
    }
}

/// The row of an entry of the trace.
fn row(record: AccessRecord) -> AccessRow<'static> {
    let NewAccess { actor, action, subject, purpose, fields } = record.access;
    AccessRow {
        position: record.position,
        recorded_at: record.recorded_at.micros(),
        actor: actor.into(),
        action: action.into(),
        subject: subject.into(),
        purpose: purpose.into(),
        fields: fields.into(),
    }
}

async fn root_at(snapshot: &mut Snapshot, lane: Lane, size: u64) -> Result<Hash, OfficeError> {
    let mut known = HashMap::new();
    snapshot.add_nodes(lane, &proof::root_nodes(size), &mut known).await?;
    proof::root(&known, size).map_err(fault)
}

/// The proof that the entry at `position` (from 1) is among the first `size`.
async fn inclusion(
    snapshot: &mut Snapshot,
    lane: Lane,
    position: i64,
    size: u64,
    known: &mut HashMap<Node, Hash>,
) -> Result<Vec<Hash>, OfficeError> {
    let index = u64::try_from(position - 1).map_err(fault)?;
    let wanted = proof::inclusion_nodes(index, size).ok_or_else(|| fault("an entry is beyond its log"))?;
    snapshot.add_nodes(lane, &wanted, known).await?;
    proof::prove_inclusion(known, index, size).map_err(fault)
}

//! Files of a case: filing one, and reading one again. Reading a file is reading its case, under the same right and with
//! the same trace.

use crate::access::Denied;
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::command::{CaseCommand, Filing};
use crate::cases::incoming::{Arrival, Filed, Sender};
use crate::cases::rules::{self, Fresh};
use crate::cases::view::{CaseView, stream};
use crate::error::{OfficeError, Problem};
use crate::files::{CheckedFile, StoredFile};
use kernel::{AttachmentId, CaseId};

/// Tries when the case moves meanwhile.
const TRIES: usize = 5;

/// A file of a case, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFile {
    /// Its name, cleaned.
    pub name: String,
    /// What its bytes are.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Filed {
    /// Whether it came from the party to the case, who sees it again.
    #[must_use]
    pub const fn of_party(&self) -> bool {
        matches!(self.from, Sender::Party { .. })
    }
}

impl Office {
    /// Files a file in a case. Its bytes are kept only when the case takes it, and before the event that names them.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when there is no room or what is said of it is wrong; [`OfficeError::NotNow`] when the
    /// case takes nothing more from a client.
    pub async fn attach(
        &self,
        actor: &Actor,
        id: CaseId,
        file: CheckedFile,
        evidence: Option<String>,
        arrival: Option<Arrival>,
    ) -> Result<CaseView, OfficeError> {
        let filing = Filing { file: StoredFile::of(&file), evidence, arrival };
        let command = CaseCommand::Attach(Box::new(filing));
        let mut snapshot = self.snapshot(actor).await?;
        let loaded = self.load(&mut snapshot, actor, id).await?;
        drop(snapshot);
        rules::decide(&self.context(actor, &loaded, &Fresh::none()), &command)?;
        self.keep_file(id, file).await?;
        let mut tries = 0;
        loop {
            match self.command(actor, id, None, &command).await {
                Err(OfficeError::Conflict(Problem { code: "stale", .. })) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    /// A file of a case, for whoever may read the case; a client, what came from the party.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, or it is not the asker's.
    pub async fn attachment(
        &self,
        actor: &Actor,
        case: CaseId,
        id: AttachmentId,
    ) -> Result<AttachmentFile, OfficeError> {
        if *actor == Actor::Anonymous {
            return Err(Denied::SignIn.into());
        }
        let mut snapshot = self.snapshot(actor).await?;
        let loaded = self.load(&mut snapshot, actor, case).await?;
        let theirs = |filed: &&Filed| filed.id == id && (actor.client().is_none() || filed.of_party());
        let filed = loaded.case.attachments.iter().find(theirs).ok_or(OfficeError::NotFound)?;
        let sealed = snapshot.blob(&stream(case), &filed.hash).await?;
        drop(snapshot);
        let missing = || OfficeError::Fault("the bytes of a file are missing".to_owned());
        let blob = loaded.access.open(sealed.ok_or_else(missing)?);
        // What it is stands in the event; the same bytes may have been kept under another word.
        let (name, media_type) = (filed.name.clone(), filed.media_type.clone());
        self.answer(actor, &loaded.access, AttachmentFile { name, media_type, bytes: blob.bytes }).await
    }
}

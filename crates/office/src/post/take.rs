//! Taking in what a gateway brings: filed in the case that it names where sender and case belong together, and kept for
//! an officer otherwise. The same message of a gateway is taken in once.

use super::event::{IncomingEvent, IncomingFile, Received};
use super::incoming::{FIELDS, stream};
use super::{Found, Message};
use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::cases::event::{CaseEvent, Channel};
use crate::cases::incoming::{Filed, Noted, Sender};
use crate::cases::rules::{self, Fresh, Step};
use crate::cases::view::{Loaded, stream as case_stream};
use crate::error::OfficeError;
use crate::files::{CheckedFile, RefusedFile, StoredFile};
use crate::snapshot::Snapshot;
use kernel::{AttachmentId, CaseId, Day, IncomingId, OfficerId, PersonId};
use sha2::{Digest as _, Sha256};
use store::{Blob, Seal, StreamId, Submission, SubmitError};

/// Messages taken in at once.
const AT_ONCE: usize = 20;
/// Most characters of what a gateway says.
const ID_MAX: usize = 200;
const NAME_MAX: usize = 200;
const TEXT_MAX: usize = 20_000;
/// The clock of a gateway may be ahead by so many seconds.
const AHEAD_SECONDS: i64 = 300;
/// Most files of a case.
const FILES_MAX: usize = 500;

/// The number of a message follows from the gateway's id of it, so that no two are entered for one.
fn id_of(message: &str) -> IncomingId {
    let hash = Sha256::digest(message.as_bytes());
    IncomingId::from_u64(hash.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

/// What was not taken of a message stays where whoever runs the gateway finds it.
fn without(id: IncomingId, files: &[String]) -> Result<(), String> {
    match files {
        [] => Ok(()),
        files => Err(format!("taken in as {id}, without these files: {}", files.join(", "))),
    }
}

/// What the message says of itself, within bounds.
fn bounded(office: &Office, message: &Message) -> Result<(), String> {
    let long = |name: &str, text: &str, max: usize| {
        if text.chars().count() > max {
            Err(format!("`{name}` has at most {max} characters"))
        } else {
            Ok(())
        }
    };
    if message.id.trim().is_empty() {
        return Err("`message` is empty".to_owned());
    }
    long("message", &message.id, ID_MAX)?;
    long("sender", &message.sender, NAME_MAX)?;
    long("subject", &message.subject, NAME_MAX)?;
    long("text", &message.text, TEXT_MAX)?;
    if message.at > office.now().plus_seconds(AHEAD_SECONDS) {
        return Err("`at` lies ahead".to_owned());
    }
    Ok(())
}

impl Office {
    pub(super) async fn collect_messages(&self) -> Result<usize, OfficeError> {
        for count in 0..AT_ONCE {
            let Some(Found { place, message }) = self.carrier(|carrier| carrier.message()).await? else {
                return Ok(count);
            };
            let wrong = match message {
                Ok(message) => self.take_message(message).await?.err(),
                Err(why) => Some(why),
            };
            self.settle(place, wrong).await?;
        }
        Ok(AT_ONCE)
    }

    /// Takes a message in; why it is wrong, or what of it was not taken.
    async fn take_message(&self, mut message: Message) -> Result<Result<(), String>, OfficeError> {
        if let Err(why) = bounded(self, &message) {
            return Ok(Err(why));
        }
        let id = id_of(&message.id);
        let (files, refused) = checked(std::mem::take(&mut message.files)).await?;
        // Codes alone: a name of a file may be somebody's, and this goes into the log.
        let told = refused.iter().map(|file| file.why.clone()).collect::<Vec<_>>();
        let mut tries = 0;
        loop {
            match self.known_message(id, &message).await? {
                None => {}
                // Killed before it was put away.
                Some(Ok(())) => return Ok(without(id, &told)),
                Some(Err(why)) => return Ok(Err(why)),
            }
            match self.enter_message(id, &message, &files, &refused).await {
                Ok(()) => return Ok(without(id, &told)),
                Err(OfficeError::Conflict(_)) if tries < 5 => tries += 1,
                Err(other) => return Err(other),
            }
        }
    }

    /// Whether a message was taken in before; why it is another one, if it is.
    async fn known_message(
        &self,
        id: IncomingId,
        message: &Message,
    ) -> Result<Option<Result<(), String>>, OfficeError> {
        let access =
            self.authorise(&Actor::System, Action::SortIncoming, None, Purpose::Duty, false, FIELDS)?;
        let mut snapshot = self.snapshot(&Actor::System).await?;
        // It was erased with its case, and does not come back.
        if snapshot.seal_of(&stream(id)).await? == Seal::Erased {
            return Ok(Some(Ok(())));
        }
        let sealed = snapshot.events(&stream(id)).await?;
        let first = entries::<IncomingEvent>(access.open(sealed))?.into_iter().next();
        let Some(first) = first else { return Ok(None) };
        Ok(first.event.first().map(|(known, hash)| {
            if known != message.id {
                Err("its number is taken by another".to_owned())
            } else if hash != message.hash {
                Err("a message with this id was taken in before, and said something else".to_owned())
            } else {
                Ok(())
            }
        }))
    }

    async fn enter_message(
        &self,
        id: IncomingId,
        message: &Message,
        files: &[CheckedFile],
        refused: &[RefusedFile],
    ) -> Result<(), OfficeError> {
        let on = self.zone().day(message.at);
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let code = message.personal_code.as_deref().and_then(|code| self.country().codes.parse(code).ok());
        let person = match code {
            Some(code) => snapshot.of_code(&code.digits()).await?,
            None => None,
        };
        let kept: Vec<IncomingFile> = files.iter().map(|file| self.incoming_file(file)).collect();
        let received = Received {
            message: message.id.clone(),
            hash: message.hash.clone(),
            at: message.at,
            on,
            sender: message.sender.clone(),
            person,
            subject: message.subject.clone(),
            text: message.text.clone(),
            named: message.case.clone(),
            files: kept,
            refused: refused.to_vec(),
        };
        let loaded = self.case_named(&mut snapshot, &received).await?;
        drop(snapshot);
        let mut submission = match (&loaded, person) {
            (Some(loaded), Some(person)) => {
                self.keep_all(&case_stream(loaded.case.id), files).await?;
                let events = filed(&received, Sender::Party { person }, (on, None));
                let mut submission = self.filed_in(&Actor::System, loaded, events)?;
                let (message, hash) = (received.message.clone(), received.hash.clone());
                let (case, files) = (loaded.case.id, u16::try_from(files.len()).unwrap_or(u16::MAX));
                let entered = IncomingEvent::MessageFiled { message, hash, case, person, on, files };
                submission.events.push(event(stream(id), entered.kind(), &entered)?);
                submission
            }
            _ => {
                self.keep_all(&stream(id), files).await?;
                let mut submission = self.submission(&Actor::System);
                let entered = IncomingEvent::MessageReceived(Box::new(received));
                submission.events.push(event(stream(id), entered.kind(), &entered)?);
                submission
            }
        };
        submission.expect.push((stream(id), 0));
        match self.submit(submission).await {
            Ok(_) => Ok(()),
            Err(SubmitError::Stale { .. }) => Err(OfficeError::Conflict(crate::error::Problem::new("stale"))),
            Err(other) => Err(other.into()),
        }
    }

    fn incoming_file(&self, file: &CheckedFile) -> IncomingFile {
        let StoredFile { name, media_type, bytes, hash } = StoredFile::of(file);
        IncomingFile { id: self.draw(AttachmentId::draw), name, media_type, bytes, hash }
    }

    async fn keep_all(&self, of: &StreamId, files: &[CheckedFile]) -> Result<(), OfficeError> {
        for file in files {
            let media_type = file.kind().media_type().to_owned();
            let blob = Blob { media_type, bytes: file.clone().into_bytes() };
            self.store().put_blob(of, &blob).await?;
        }
        Ok(())
    }

    /// The case that a message names, where it is one of its sender.
    async fn case_named(
        &self,
        snapshot: &mut Snapshot,
        received: &Received,
    ) -> Result<Option<Loaded<'_>>, OfficeError> {
        let named = received.named.as_deref().and_then(|text| text.trim().parse::<CaseId>().ok());
        let (Some(case), Some(person)) = (named, received.person) else { return Ok(None) };
        let loaded = match self.load(snapshot, &Actor::System, case).await {
            Ok(loaded) => loaded,
            Err(OfficeError::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        let room = loaded.case.attachments.len() + received.files.len() <= FILES_MAX;
        let theirs = self.is_theirs(snapshot, &loaded, person).await?;
        Ok(Some(loaded).filter(|_| room && theirs))
    }

    /// Whether a person is party to a case, or acts for whom it is about.
    pub(super) async fn is_theirs(
        &self,
        snapshot: &mut Snapshot,
        loaded: &Loaded<'_>,
        person: PersonId,
    ) -> Result<bool, OfficeError> {
        Ok(loaded.case.applicant == person || self.is_own(snapshot, person, loaded.case.subject).await?)
    }

    /// Enters in a case what came in, and what follows from it.
    pub(super) fn filed_in(
        &self,
        actor: &Actor,
        loaded: &Loaded<'_>,
        events: Vec<CaseEvent>,
    ) -> Result<Submission, OfficeError> {
        let fresh: Fresh = self.fresh()?;
        let mut step = Step { events, ..Step::default() };
        rules::follow(&self.context(actor, loaded, &fresh), &mut step)?;
        self.of_step(actor, loaded, step)
    }
}

/// What the office takes of the files, and what it does not, beside the threads that answer requests.
async fn checked(files: Vec<(String, Vec<u8>)>) -> Result<(Vec<CheckedFile>, Vec<RefusedFile>), OfficeError> {
    let check = move || {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            match CheckedFile::check(&name, bytes) {
                Ok(file) => taken.push(file),
                Err(why) => refused.push(RefusedFile { name, why: why.problem().code.to_owned() }),
            }
        }
        (taken, refused)
    };
    tokio::task::spawn_blocking(check).await.map_err(|error| OfficeError::Fault(error.to_string()))
}

/// What a message is in the file of a case.
pub(super) fn filed(
    received: &Received,
    from: Sender,
    (on, by): (Day, Option<&OfficerId>),
) -> Vec<CaseEvent> {
    let mut events = Vec::new();
    let (words, refused) = (received.words(), received.refused.clone());
    let says = !words.is_empty() || !refused.is_empty();
    if let Some(by) = by.cloned().or_else(|| "automatic".parse().ok()).filter(|_| says) {
        let noted =
            Noted { words, channel: Channel::EAddress, from: from.clone(), on, by: Some(by), refused };
        events.push(CaseEvent::MessageNoted(noted));
    }
    for file in &received.files {
        events.push(CaseEvent::AttachmentFiled(Box::new(Filed {
            id: file.id,
            evidence: None,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            hash: file.hash.clone(),
            channel: Channel::EAddress,
            from: from.clone(),
            on,
            by: by.cloned(),
        })));
    }
    events
}

//! Telling of letters: who is told, where, and what is noted of it.

use super::event::{MailEvent, Unsent, stream};
use super::{Notice, Says};
use crate::access::Access;
use crate::act::{Entry, Office, entries, event};
use crate::actor::Actor;
use crate::cases::case::Case;
use crate::cases::view::{Loaded, OPINION, letters_written};
use crate::channels::{MAIL, Reach, choice};
use crate::error::OfficeError;
use crate::register::PersonHistory;
use crate::register::protection::ProtectionEvent;
use crate::register::protection::event::stream as protection_stream;
use crate::retention::erasure_stream;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, EmailAddress, Lang, LetterId, PersonId};
use law::Part;
use sha2::{Digest as _, Sha256};
use store::SubmitError;

/// Tries to note what became of a notice when others write meanwhile.
const TRIES: usize = 5;
/// Hexadecimal digits of a notice's id.
const ID_DIGITS: usize = 32;

/// What was noted of a case, and the version of the stream.
pub(crate) async fn entered(
    snapshot: &mut Snapshot,
    access: &Access,
    case: CaseId,
) -> Result<Vec<Entry<MailEvent>>, OfficeError> {
    entries(access.open(snapshot.events(&stream(case)).await?))
}

/// The position at which a record was protected last, if it ever was.
pub(crate) async fn granted_last(
    snapshot: &mut Snapshot,
    access: &Access,
    person: PersonId,
) -> Result<Option<i64>, OfficeError> {
    let events = access.open(snapshot.events(&protection_stream(person)).await?);
    let granted = entries::<ProtectionEvent>(events)?.into_iter().filter_map(|entry| match entry.event {
        ProtectionEvent::ProtectionGranted { .. } => Some(entry.position),
        ProtectionEvent::ProtectionLifted { .. } => None,
    });
    Ok(granted.max())
}

/// An id that tells nothing of what it is made of.
pub(super) fn notice_id(job: &str) -> String {
    format!("{:x}", Sha256::digest(job)).chars().take(ID_DIGITS).collect()
}

/// The language of the notice: notices are written in those of the pages, and in that of the state for whoever reads
/// another one.
pub(super) fn lang(wanted: Lang) -> Lang {
    if wanted == Lang::EN { Lang::EN } else { Lang::LV }
}

impl Office {
    /// Tells of a letter, and of all that were written since the person was told last.
    pub(crate) async fn mail(&self, id: CaseId, letter: LetterId, attempts: u32) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = match self.load(&mut snapshot, &Actor::System, id).await {
            Ok(loaded) => loaded,
            // It was erased meanwhile.
            Err(OfficeError::NotFound) => return Ok(()),
            Err(other) => return Err(other),
        };
        let told = entered(&mut snapshot, &loaded.access, id).await?;
        let is_told = |letter: &LetterId| told.iter().any(|entry| entry.event.letters().contains(letter));
        if is_told(&letter) {
            return Ok(());
        }
        let written = letters_written(&mut snapshot, id).await?;
        let known = loaded.case.letters.iter().filter(|(_, kind, _)| *kind != OPINION).map(|(id, ..)| *id);
        let is_written = |id: &LetterId| written.iter().any(|letter| letter.id == *id);
        let letters: Vec<LetterId> = known.filter(|id| is_written(id) && !is_told(id)).collect();
        let persons = persons(&loaded.case);
        let to = self.mail_address(&mut snapshot, &loaded.access, &loaded.applicant, &persons).await?;
        let Some(to) = to else { return Ok(()) };
        if to.is_ok() {
            self.relay_is_ready(attempts)?;
        }
        drop(snapshot);
        // The trace of what leaves stands before it leaves.
        self.answer(&Actor::System, &loaded.access, ()).await?;
        let unsent = match to {
            Err(unsent) => Some(unsent),
            Ok(to) => {
                let says = asked(&loaded.case, &letters, self.today())
                    .map_or(Says::New, |until| Says::Asked { until });
                let notice = Notice {
                    id: notice_id(&format!("{}:{id}/{}", super::MAIL, letters.first().unwrap_or(&letter))),
                    to,
                    lang: lang(loaded.case.lang),
                    says,
                    at: self.now(),
                };
                self.hand_to_relay(&notice, attempts).await?
            }
        };
        self.note_mail(&loaded, letters, unsent).await
    }

    /// Where messages to a person go; `None` for whoever did not choose e-mail, or is dead, and why none goes there where it
    /// was chosen and cannot be. `persons` are all of whom the notice lets somebody guess that they have a matter here.
    pub(super) async fn mail_address(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        person: &PersonHistory,
        persons: &[PersonId],
    ) -> Result<Option<Result<EmailAddress, Unsent>>, OfficeError> {
        let (chosen, _) = choice(snapshot, access, person.id).await?;
        let Some(chosen) = chosen.filter(|chosen| chosen.channels.messages == Reach::EMail) else {
            return Ok(None);
        };
        let view = person.today(self.today());
        if view.death().is_some() {
            return Ok(None);
        }
        // Of whom the public may not know, no mail server may: but for their own word, given since they are protected.
        let mut outside = self.snapshot(&Actor::Anonymous).await?;
        for person in persons {
            let mut hidden = false;
            for part in [Part::Record, Part::Cases, Part::Address] {
                hidden |= outside.hides(*person, part).await?;
            }
            if !hidden {
                continue;
            }
            let granted = granted_last(snapshot, access, *person).await?;
            if !chosen.own || granted.is_some_and(|granted| granted > chosen.position) {
                return Ok(Some(Err(Unsent::Withheld)));
            }
        }
        let address = view.contact(MAIL).and_then(|address| address.parse().ok());
        Ok(Some(address.ok_or(Unsent::NoAddress)))
    }

    /// Notes what became of a notice, whoever writes meanwhile; nothing of a case that was erased.
    async fn note_mail(
        &self,
        loaded: &Loaded<'_>,
        letters: Vec<LetterId>,
        unsent: Option<Unsent>,
    ) -> Result<(), OfficeError> {
        let (id, on) = (loaded.case.id, self.today());
        let happened = match unsent {
            None => MailEvent::MailSent { letters, on },
            Some(why) => MailEvent::MailNotSent { letters, why, on },
        };
        for _ in 0..TRIES {
            let mut snapshot = self.snapshot(&Actor::System).await?;
            if snapshot.version(&erasure_stream(id)).await? > 0 {
                return Ok(());
            }
            let version = snapshot.version(&stream(id)).await?;
            drop(snapshot);
            let mut submission = self.submission(&Actor::System);
            submission.expect.push((stream(id), version));
            submission.expect.push((erasure_stream(id), 0));
            submission.events.push(event(stream(id), happened.kind(), &happened)?);
            match self.submit(submission).await {
                Err(SubmitError::Stale { .. }) => {}
                other => return other.map(|_| ()).map_err(OfficeError::from),
            }
        }
        Err(OfficeError::Fault("what became of a notice could not be noted".to_owned()))
    }
}

/// Who takes part in a case.
fn persons(case: &Case) -> Vec<PersonId> {
    let mut persons = vec![case.applicant];
    if case.subject != case.applicant {
        persons.push(case.subject);
    }
    persons
}

/// The first day by which one of these letters asks something of the person.
fn asked(case: &Case, letters: &[LetterId], today: Day) -> Option<Day> {
    let heard = case.hearing.as_ref().filter(|hearing| hearing.answer.is_none());
    let invited = case.letters.iter().any(|(id, kind, _)| *kind == "hearing" && letters.contains(id));
    let hearing = heard.filter(|_| invited).map(|hearing| hearing.until);
    let requests = case.requests.iter().filter(|request| letters.contains(&request.letter));
    requests.map(|request| request.until).chain(hearing).filter(|until| *until >= today).min()
}

//! Letters: written by jobs after the commit that gave rise to them, kept as bytes under their hash, and
//! read only by whoever may read their case.
//!
//! The letter in the state language is the original; who asked for another language gets a translation
//! beside it.

mod compose;
mod draft;
pub(crate) mod entries;
mod extract;
mod first;
pub(crate) mod head;
mod words;

/// How a letter reads.
pub use documents::letter::{Block, Outline};

pub(crate) use compose::said;
pub use words::stated;
pub(crate) use words::{check_language, unwritten};

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::appointments::AppointmentView;
use crate::cases::case::Phase;
use crate::cases::command::CaseCommand;
use crate::cases::view::{Loaded, OPINION, for_party, stream as case_stream};
use crate::error::{OfficeError, Problem};
use crate::mail;
use crate::register::write::withheld;
use kernel::{CaseId, Day, DocumentId, Lang, LetterId};
use serde::{Deserialize, Serialize};
use store::sql::cases::LETTER;
use store::{Blob, Job, StreamId, SubmitError, Value};

/// Jobs taken at once.
const JOBS: u32 = 50;
/// Longest pause before a job is tried again, in seconds.
const PAUSE_MAX: i64 = 3600;

/// An entry in a letter's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum LetterEvent {
    /// The letter was written.
    LetterWritten {
        /// Its case.
        case: CaseId,
        /// Kind: `confirmation`, `receipt`, `hearing`, `decision`.
        letter: String,
        /// Language.
        lang: Lang,
        /// SHA-256 of the bytes, hexadecimal.
        blob: String,
        /// How many bytes.
        bytes: i64,
        /// Day.
        on: Day,
    },
}

/// A letter as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// Media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Kind.
    pub kind: String,
    /// Its case.
    pub case: CaseId,
    /// Language.
    pub lang: Lang,
}

/// The stream of a letter.
pub(crate) fn stream(id: LetterId) -> StreamId {
    StreamId::new("letter", id)
}

/// The id of the translation that accompanies a letter.
pub(crate) fn translation_of(letter: LetterId) -> LetterId {
    LetterId::from_i64(letter.as_i64() ^ 1)
}

/// The job that writes a letter of a case.
pub(crate) fn job_id(case: CaseId, letter: LetterId) -> String {
    format!("letter:{case}/{letter}")
}

/// Sets a letter beside the threads that answer requests.
pub(crate) async fn set(
    letter: documents::letter::Letter,
) -> Result<Result<Vec<u8>, documents::letter::LetterError>, OfficeError> {
    let work = tokio::task::spawn_blocking(move || documents::letter::render(&letter));
    work.await.map_err(|e| OfficeError::Fault(e.to_string()))
}

impl Office {
    /// A letter of a case that the asker may read.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, it is not written yet, or it is not the asker's.
    pub async fn letter(&self, actor: &Actor, id: LetterId) -> Result<LetterFile, OfficeError> {
        if *actor == Actor::Anonymous {
            return Err(Denied::SignIn.into());
        }
        let mut snapshot = self.snapshot(actor).await?;
        let Some(row) = snapshot.row(&LETTER, &[Value::Int(id.as_i64())]).await? else {
            // Whoever may read no case is not told what there is.
            if actor.client().is_none() {
                self.authorise(actor, Action::ReadCase, None, Purpose::Duty, false, "case")?;
            }
            return Err(OfficeError::NotFound);
        };
        let case = CaseId::from_i64(row.int(0)?);
        let loaded = self.load(&mut snapshot, actor, case).await?;
        let received = !matches!(loaded.case.phase, Phase::Decided { .. } | Phase::Ended { .. });
        if actor.client().is_some() && !for_party(row.text(1)?, received) {
            return Err(OfficeError::NotFound);
        }
        // A letter stands under its address.
        if self.address_withheld(&mut snapshot, &loaded.case).await? {
            return Err(withheld());
        }
        let sealed = snapshot.blob(&case_stream(case), row.text(3)?).await?;
        drop(snapshot);
        let missing = || OfficeError::Fault("the bytes of a letter are missing".to_owned());
        let blob = loaded.access.open(sealed.ok_or_else(missing)?);
        let lang = row.text(2)?.parse().map_err(|_| OfficeError::Fault("a letter's language".to_owned()))?;
        let (media_type, bytes) = (blob.media_type, blob.bytes);
        let file = LetterFile { media_type, bytes, kind: row.text(1)?.to_owned(), case, lang };
        self.answer(actor, &loaded.access, file).await
    }

    /// Does the jobs that are due; answers how many were done. Each may be done twice, never half.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer. A job that fails is noted and tried again.
    pub async fn run_due_jobs(&self) -> Result<usize, OfficeError> {
        self.run_due_jobs_while(|| true).await
    }

    /// The same as long as `more` says that there may be one more: whoever stops waits for one job at most.
    ///
    /// # Errors
    /// As [`Self::run_due_jobs`].
    pub async fn run_due_jobs_while(
        &self,
        more: impl Fn() -> bool + Send + Sync,
    ) -> Result<usize, OfficeError> {
        let mut done = 0;
        for job in self.store().due_jobs(self.now(), JOBS).await? {
            if !more() {
                break;
            }
            // What leaves the house leaves it from one node: the others pass over what one has taken.
            if mail::leaves(&job.kind)
                && !self.store().take_job(&job, self.now().plus_seconds(mail::LEASE_SECONDS)).await?
            {
                continue;
            }
            match self.run(&job).await {
                Ok(()) => {
                    self.store().finish_job(&job.id, self.now()).await?;
                    done += 1;
                }
                Err(error @ (OfficeError::Gone | OfficeError::Unknown)) => return Err(error),
                Err(error) => {
                    let pause = (1_i64 << job.attempts.min(12)).min(PAUSE_MAX);
                    tracing::warn!(job.id, job.attempts, %error, "a job failed and will be tried again");
                    let again = self.now().plus_seconds(pause);
                    self.store().fail_job(&job.id, &error.to_string(), again).await?;
                }
            }
        }
        Ok(done)
    }

    #[tracing::instrument(name = "job", target = "parvalde::trace", level = "debug", skip_all, fields(kind = job.kind))]
    async fn run(&self, job: &Job) -> Result<(), OfficeError> {
        let broken = || OfficeError::Fault(format!("the job `{}` cannot be read", job.id));
        match job.kind.as_str() {
            "drafts" => return self.forget_drafts().await,
            "forget-waiting" => return self.forget_waiting().await,
            "erase" => return self.carry_out_order(job.payload.parse().map_err(|_| broken())?).await,
            mail::REMIND => {
                return self.remind(job.payload.parse().map_err(|_| broken())?, job.attempts).await;
            }
            _ => {}
        }
        let (case, what) = job.payload.split_once('/').ok_or_else(broken)?;
        let case: CaseId = case.parse().map_err(|_| broken())?;
        match job.kind.as_str() {
            "letter" => self.write_letter(case, what.parse().map_err(|_| broken())?).await,
            "make" => self.make_document(case, what.parse().map_err(|_| broken())?).await,
            "automatic" => self.decide_automatically(case).await,
            "overdue" => self.mark_overdue(case, what).await,
            "by-law" => self.decide_by_law(case).await,
            "presumed" => self.presume_arrival(case).await,
            "dispatch" => self.hand_over(case, what.parse().map_err(|_| broken())?, job.attempts).await,
            "unanswered" => self.note_unanswered(case, what.parse().map_err(|_| broken())?).await,
            "chosen-way" => self.send_as_chosen(case).await,
            mail::MAIL => self.mail(case, what.parse().map_err(|_| broken())?, job.attempts).await,
            _ => Err(broken()),
        }
    }

    /// The document centre: in this issue a stand-in that makes every document at once.
    async fn make_document(&self, case: CaseId, document: DocumentId) -> Result<(), OfficeError> {
        match self.command(&Actor::System, case, None, &CaseCommand::MarkMade { document }).await {
            // Somebody noted it already, or it waits for a step that will ask for it again.
            Err(OfficeError::NotNow(Problem {
                code: "document-state" | "wrong-step" | "stage-needed" | "suspended",
                ..
            })) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    async fn write_letter(&self, case: CaseId, letter: LetterId) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, case).await?;
        let visit = self.visit_of_case(&mut snapshot, &loaded.access, &loaded.case).await?;
        drop(snapshot);
        let loaded = self.when_due(loaded, letter)?;
        let told = (&loaded, visit.as_ref());
        self.write_in(told, letter, letter, Lang::LV).await?;
        let asks = loaded.case.letters.iter().any(|(known, kind, _)| *known == letter && *kind == OPINION);
        // Other bodies read the state language.
        if loaded.case.lang != Lang::LV && !asks && unwritten(loaded.case.lang).is_none() {
            self.write_in(told, letter, translation_of(letter), loaded.case.lang).await?;
        }
        Ok(())
    }

    /// Writes the letter of one language and keeps it under `id`.
    async fn write_in(
        &self,
        (loaded, visit): (&Loaded<'_>, Option<&AppointmentView>),
        letter: LetterId,
        id: LetterId,
        lang: Lang,
    ) -> Result<(), OfficeError> {
        let (kind, on) = loaded
            .case
            .letters
            .iter()
            .find(|(known, ..)| *known == letter)
            .map(|(_, kind, on)| (*kind, *on))
            .ok_or_else(|| OfficeError::Fault(format!("the case has no letter {letter}")))?;
        // What came earlier than it was entered is answered when it is entered.
        let entered = loaded.entries.last().map(|entry| self.zone().day(entry.at));
        let on = entered.map_or(on, |entered| on.max(entered));
        let text = compose::letter(self, (loaded, visit), letter, kind, on, lang)?;
        let bytes = set(text).await?.map_err(|e| OfficeError::Fault(e.to_string()))?;
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let blob = Blob { media_type: "application/pdf".to_owned(), bytes };
        let hash = self.store().put_blob(&case_stream(loaded.case.id), &blob).await?;
        let written = LetterEvent::LetterWritten {
            case: loaded.case.id,
            letter: kind.to_owned(),
            lang,
            blob: hash,
            bytes: length,
            on,
        };
        let stream = stream(id);
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((stream.clone(), 0));
        submission.events.push(event(stream, "letter-written", &written)?);
        submission.access = loaded.access.trace();
        // The translation comes with it.
        if id == letter && kind != OPINION {
            submission.jobs.extend(self.mail_job(loaded.case.id, letter));
        }
        match self.submit(submission).await {
            // Written by an earlier try whose end was not noted.
            Ok(_) | Err(SubmitError::Stale { .. }) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }
}

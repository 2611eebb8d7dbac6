//! The one way a command goes: load, decide, commit case, register and documents together, show again.

use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::command::CaseCommand;
use crate::cases::rules::{self, Context, Step};
use crate::cases::view::{CaseView, Loaded, document_stream, stream};
use crate::error::{OfficeError, Problem};
use crate::register::read::stream as person_stream;
use kernel::{CaseId, Chance, DocumentId, DocumentNumber, Lang, LetterId};
use store::SubmitError;

/// Tries to find a free document number before the office gives up.
const NUMBER_TRIES: usize = 5;
/// Documents one decision can order.
const DOCUMENTS_MAX: usize = 4;

impl Office {
    pub(crate) fn context<'c>(
        &'c self,
        actor: &'c Actor,
        loaded: &'c Loaded<'_>,
        documents: &'c [(DocumentId, DocumentNumber)],
        letter: LetterId,
    ) -> Context<'c> {
        Context {
            case: &loaded.case,
            procedure: loaded.procedure,
            country: self.country(),
            authority: self.law().authority().name.get(Lang::LV),
            facts: &loaded.facts,
            assessment: &loaded.assessment,
            subject: &loaded.subject,
            applicant: &loaded.applicant,
            actor,
            own: loaded.own,
            today: self.today(),
            letter,
            documents,
            specimen: self.is_demonstration(),
        }
    }

    /// Carries out a command; everything that follows from it is committed together.
    ///
    /// # Errors
    /// [`OfficeError::Conflict`] when `expected` is not the case's version any more, or somebody else was
    /// first; the rule in the way otherwise.
    pub async fn command(
        &self,
        actor: &Actor,
        id: CaseId,
        expected: Option<u32>,
        command: &CaseCommand,
    ) -> Result<CaseView, OfficeError> {
        let mut tries = 0;
        loop {
            let mut snapshot = self.snapshot().await?;
            let loaded = self.load(&mut snapshot, actor, id).await?;
            drop(snapshot);
            if expected.is_some_and(|version| version != loaded.case.version) {
                return Err(OfficeError::Conflict(Problem::new("stale")));
            }
            let documents = self.fresh_documents()?;
            let letter = self.draw(LetterId::draw);
            let step = rules::decide(&self.context(actor, &loaded, &documents, letter), command)?;
            match self.commit_step(actor, &loaded, step).await {
                Ok(()) => return self.case(actor, id).await,
                // The drawn document number was taken: draw another.
                Err(SubmitError::Taken { table: "document" }) if tries < NUMBER_TRIES => tries += 1,
                Err(other) => return Err(other.into()),
            }
        }
    }

    async fn commit_step(&self, actor: &Actor, loaded: &Loaded<'_>, step: Step) -> Result<(), SubmitError> {
        let (id, broken) = (loaded.case.id, |e: OfficeError| SubmitError::Refused(e.to_string()));
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), loaded.case.version));
        for happened in &step.events {
            submission.events.push(event(stream(id), happened.kind(), happened).map_err(broken)?);
        }
        for (document, happened) in &step.documents {
            let stream = document_stream(*document);
            submission.events.push(event(stream, happened.kind(), happened).map_err(broken)?);
        }
        if let Some(entered) = &step.person {
            let stream = person_stream(loaded.case.subject);
            submission.expect.push((stream.clone(), loaded.subject.version));
            submission.events.push(event(stream, entered.kind(), entered).map_err(broken)?);
        }
        let letters = step.letters.iter().map(|letter| self.job("letter", format!("{id}/{letter}")));
        let to_make = step.to_make.iter().map(|document| self.job("make", format!("{id}/{document}")));
        submission.jobs.extend(letters.chain(to_make));
        submission.access = loaded.access.trace();
        self.store().submit(submission).await.map(|_| ())
    }

    /// Ids and numbers for documents, of the series that cannot be mistaken for real ones.
    fn fresh_documents(&self) -> Result<Vec<(DocumentId, DocumentNumber)>, OfficeError> {
        let series = self.country().demo_series.clone();
        let draw = |chance: &mut dyn Chance| {
            let id = DocumentId::draw(chance);
            // A number that is taken is drawn again.
            let serial = 5_000_000 + chance.below(5_000_000);
            format!("{series}{serial}").parse::<DocumentNumber>().map(|number| (id, number))
        };
        (0..DOCUMENTS_MAX).map(|_| self.draw(draw).map_err(|e| OfficeError::Fault(e.to_string()))).collect()
    }
}

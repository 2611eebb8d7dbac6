//! The one way a command goes: load, decide, commit case, register, documents and cases that follow together, show
//! again.

use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::{Case, Phase};
use crate::cases::clocks;
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::cases::rules::{self, Context, Fresh, Step};
use crate::cases::view::{CaseView, Loaded, document_stream, stream};
use crate::error::{OfficeError, Problem};
use crate::register::PersonEvent;
use crate::register::read::stream as person_stream;
use kernel::{
    AttachmentId, CaseId, Chance, CheckDigit, Day, DocumentId, DocumentNumber, LetterId, Minute, PersonId,
    PersonalCode,
};
use law::{Clock, Procedure};
use store::{NewJob, Submission, SubmitError};

/// Tries to find a free document number before the office gives up.
const NUMBER_TRIES: usize = 5;
/// Tries to draw a code whose check differs; nine of ten do.
const CODE_TRIES: usize = 50;
/// Digits of a personal code.
const CODE_DIGITS: usize = 11;
/// Documents one decision can order.
const DOCUMENTS_MAX: usize = 4;
/// Notices that one command can make due.
const NOTICES_MAX: usize = 4;
/// Cases one decision can open.
const CASES_MAX: usize = 8;

impl Office {
    pub(crate) fn context<'c>(
        &'c self,
        actor: &'c Actor,
        loaded: &'c Loaded<'_>,
        fresh: &'c Fresh,
    ) -> Context<'c> {
        let (today, minute) = self.now_local();
        Context {
            case: &loaded.case,
            procedure: loaded.procedure,
            law: self.law(),
            facts: &loaded.facts,
            assessment: &loaded.assessment,
            subject: &loaded.subject,
            applicant: &loaded.applicant,
            parent: loaded.parent.as_ref(),
            others: &loaded.others,
            actor,
            own: loaded.own,
            standing: loaded.standing,
            today,
            minute,
            fresh,
            carried: self.carried(),
            open: &loaded.open,
            staff: self.staff(),
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
            let mut snapshot = self.snapshot(actor).await?;
            let mut loaded = self.load(&mut snapshot, actor, id).await?;
            self.load_others(&mut snapshot, &mut loaded, command).await?;
            drop(snapshot);
            if expected.is_some_and(|version| version != loaded.case.version) {
                return Err(OfficeError::Conflict(Problem::new("stale")));
            }
            let fresh = self.fresh()?;
            let step = rules::decide(&self.context(actor, &loaded, &fresh), command)?;
            self.letter_first(&loaded.case, command).await?;
            match self.commit_step(actor, &loaded, step).await {
                Ok(()) => return self.after_act(actor, id, loaded.access.subjects()).await,
                // The drawn document number was taken: draw another.
                Err(SubmitError::Taken { table: "document" }) if tries < NUMBER_TRIES => tries += 1,
                // So was the drawn personal code.
                Err(SubmitError::Taken { table: "person_code" }) if tries < NUMBER_TRIES => tries += 1,
                // A case of a kind of which there is an open one was begun meanwhile: look again.
                Err(SubmitError::Taken { table: "case_file" }) if tries < NUMBER_TRIES => tries += 1,
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// Commits a step with the trace of what it was decided on.
    async fn commit_step(&self, actor: &Actor, loaded: &Loaded<'_>, step: Step) -> Result<(), SubmitError> {
        let submission = self.of_step(actor, loaded, step);
        let submission = submission.map_err(|e: OfficeError| SubmitError::Refused(e.to_string()))?;
        self.submit(submission).await.map(|_| ())
    }

    pub(crate) fn of_step(
        &self,
        actor: &Actor,
        loaded: &Loaded<'_>,
        step: Step,
    ) -> Result<Submission, OfficeError> {
        let id = loaded.case.id;
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), loaded.case.version));
        let mut after = loaded.case.clone();
        for happened in &step.events {
            after.apply(happened);
            submission.events.push(event(stream(id), happened.kind(), happened)?);
        }
        for (document, happened) in &step.documents {
            submission.events.push(event(document_stream(*document), happened.kind(), happened)?);
        }
        self.entered(&mut submission, loaded.case.subject, loaded.subject.version, &step.person)?;
        if let Some(parent) = loaded.parent.as_ref().filter(|_| !step.parent.is_empty()) {
            submission.expect.push((stream(parent.case.id), parent.case.version));
            for happened in &step.parent {
                submission.events.push(event(stream(parent.case.id), happened.kind(), happened)?);
            }
            self.entered(&mut submission, parent.case.subject, parent.subject.version, &step.parent_person)?;
        }
        for (other, version, events) in &step.others {
            submission.expect.push((stream(*other), *version));
            for happened in events {
                submission.events.push(event(stream(*other), happened.kind(), happened)?);
            }
        }
        for child in &step.children {
            submission.expect.push((stream(child.id), 0));
            submission.events.push(event(stream(child.id), child.opened.kind(), &child.opened)?);
            let confirmed = child.opened.letter();
            submission
                .jobs
                .extend(confirmed.map(|letter| self.job("letter", format!("{}/{letter}", child.id))));
            submission.jobs.extend(self.automatic_of(&child.opened, child.id));
        }
        let letters = step.letters.iter().map(|letter| self.job("letter", format!("{id}/{letter}")));
        let to_make = step.to_make.iter().map(|document| self.job("make", format!("{id}/{document}")));
        submission.jobs.extend(letters.chain(to_make));
        // The facts moved: what could not be taken before may be taken now. Each look is a job of its own.
        if !loaded.case.is_closed() {
            submission.jobs.extend(
                self.automatic_job(loaded.procedure, id)
                    .map(|job| NewJob { id: format!("{}:{}", job.id, after.version), ..job }),
            );
        }
        submission.jobs.extend(self.watches(loaded, &after)?);
        submission.jobs.extend(self.by_law(loaded.procedure, &after)?);
        for happened in &step.events {
            if let CaseEvent::DecisionSent(sent) = happened {
                submission.jobs.push(
                    self.on_day(self.job("presumed", format!("{id}/{}", sent.presumed)), sent.presumed)?,
                );
            }
            submission.jobs.extend(self.sending_jobs(id, happened));
        }
        submission.access = loaded.access.trace();
        Ok(submission)
    }

    fn entered(
        &self,
        submission: &mut Submission,
        person: PersonId,
        version: u32,
        events: &[PersonEvent],
    ) -> Result<(), OfficeError> {
        if !events.is_empty() {
            submission.expect.push((person_stream(person), version));
        }
        for entered in events {
            submission.events.push(event(person_stream(person), entered.kind(), entered)?);
        }
        Ok(())
    }

    /// The job by which the office takes what the law lets it take without an officer.
    pub(crate) fn automatic_job(&self, procedure: &Procedure, case: CaseId) -> Option<NewJob> {
        let automatic = procedure.decisions().iter().any(|rule| rule.automatic);
        automatic.then(|| self.job("automatic", format!("{case}/decide")))
    }

    fn automatic_of(&self, opened: &CaseEvent, case: CaseId) -> Option<NewJob> {
        let CaseEvent::CaseOpened(opened) = opened else { return None };
        let procedure = self.law().version(&opened.procedure, opened.in_force)?;
        self.automatic_job(procedure, case)
    }

    /// The jobs that look whether a term passed of which the law then makes something.
    fn watches(&self, loaded: &Loaded<'_>, after: &Case) -> Result<Vec<NewJob>, OfficeError> {
        let calendar = &self.country().calendar;
        let mut jobs = Vec::new();
        for clock in loaded.procedure.clocks().iter().filter(|clock| clock.on_overdue.is_some()) {
            if let Some(due) = clocks::watched(clock, after, &loaded.facts, calendar)? {
                jobs.push(self.watch(after.id, &clock.id, due)?);
            }
        }
        Ok(jobs)
    }

    /// The jobs that take the decision to which time leads: today, or when a pause that goes on has run out.
    fn by_law(&self, procedure: &Procedure, after: &Case) -> Result<Vec<NewJob>, OfficeError> {
        if after.phase != Phase::Open {
            return Ok(Vec::new());
        }
        if rules::led_to(procedure, after, self.today()).is_some() {
            return Ok(vec![self.job("by-law", format!("{}/{}", after.id, after.version))]);
        }
        let ends =
            procedure.clocks().iter().filter_map(|clock| Some((clock, rules::runs_out(clock, after)?)));
        let job = |clock: &Clock| self.job("by-law", format!("{}/{}", after.id, clock.id));
        ends.map(|(clock, day)| self.on_day(job(clock), day)).collect()
    }

    /// A job that looks at a term on the day after its last.
    pub(crate) fn watch(&self, case: CaseId, clock: &str, due: Day) -> Result<NewJob, OfficeError> {
        let next = due.plus_days(1).map_err(|e| OfficeError::Fault(e.to_string()))?;
        self.on_day(self.job("overdue", format!("{case}/{clock}")), next)
    }

    /// A job that is done when a day begins.
    fn on_day(&self, job: NewJob, day: Day) -> Result<NewJob, OfficeError> {
        let midnight = Minute::new(0).map_err(|e| OfficeError::Fault(e.to_string()))?;
        let run_at = self.zone().instant(day, midnight);
        Ok(NewJob { id: format!("{}:{day}", job.id), run_at, ..job })
    }

    /// Ids and numbers, of the series that cannot be mistaken for real ones.
    pub(crate) fn fresh(&self) -> Result<Fresh, OfficeError> {
        let series = self.country().demo_series.clone();
        let draw = |chance: &mut dyn Chance| {
            let id = DocumentId::draw(chance);
            // A number that is taken is drawn again.
            let serial = 5_000_000 + chance.below(5_000_000);
            format!("{series}{serial}").parse::<DocumentNumber>().map(|number| (id, number))
        };
        let documents: Result<Vec<_>, _> = (0..DOCUMENTS_MAX).map(|_| self.draw(draw)).collect();
        Ok(Fresh {
            letter: self.draw(LetterId::draw),
            anew: self.draw(LetterId::draw),
            notices: (0..NOTICES_MAX).map(|_| self.draw(LetterId::draw)).collect(),
            attachment: self.draw(AttachmentId::draw),
            documents: documents.map_err(|e| OfficeError::Fault(e.to_string()))?,
            cases: (0..CASES_MAX).map(|_| self.draw(CaseId::draw)).collect(),
            code: self.fresh_code(),
        })
    }

    /// A personal code; in a demonstration one that cannot be mistaken for a real one: of its series, with a check that
    /// differs.
    fn fresh_code(&self) -> Option<PersonalCode> {
        let country = self.country();
        if !self.is_demonstration() {
            return self.draw(|chance| country.codes.draw(chance));
        }
        let places = CODE_DIGITS.checked_sub(country.demo_code.len())?;
        let drawn = |chance: &mut dyn Chance| {
            let tail: String = (0..places)
                .map(|_| char::from_digit(u32::try_from(chance.below(10)).unwrap_or(0), 10).unwrap_or('0'))
                .collect();
            country.codes.parse(&format!("{}{tail}", country.demo_code)).ok()
        };
        let odd = |code: &PersonalCode| country.codes.check_digit(code) != CheckDigit::Matches;
        (0..CODE_TRIES).find_map(|_| self.draw(drawn).filter(odd))
    }
}

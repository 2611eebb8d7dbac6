//! Applying: what would follow is shown first, then the application is received and bound to the law in
//! force that day.

mod answers;
mod void;
mod wanted;

pub(crate) use answers::{check_agreed, check_declared, declared, disagree};

use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::Case;
use crate::cases::event::{CaseEvent, Channel};
use crate::cases::facts::{self, Days};
use crate::cases::incoming::{Filed, Sender, day_of_arrival};
use crate::cases::invoice::{Invoice, Issuing, needed};
use crate::cases::particulars::{self, Asked, Particulars};
use crate::cases::rules::before;
use crate::cases::term::{begins_on_receipt, decision_clock, due_from, term_from};
use crate::cases::view::{CaseView, stream};
use crate::cases::whom::fits;
use crate::error::{OfficeError, Problem};
use crate::letters::check_language;
use crate::register::PersonBrief;
use crate::register::PersonHistory;
use crate::register::read::history;
use crate::snapshot::Snapshot;
use kernel::{AttachmentId, CaseId, Day, LetterId, PersonId, Timestamp};
use law::{Assessment, Facts, FeeAnswer, Procedure, Truth};
use std::sync::Arc;
use store::sql::cases::IN_THE_WAY;
use store::{DraftKey, Submission, SubmitError, Value};
pub use void::REPORTED;
pub use wanted::{Application, Enclosed, Intake};

/// Most characters of what an applicant adds in words.
pub const NOTE_MAX: usize = 2000;

/// What would follow from an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the law says to the facts known so far.
    pub assessment: Assessment,
    /// The fee.
    pub fee: FeeAnswer,
    /// The term, were the application received now.
    pub term: law::Answer,
    /// Whether it begins only with what comes after receipt, so that there is no last day yet.
    pub awaits_its_term: bool,
    /// As whom the applicant would act.
    pub capacity: String,
    /// For whom.
    pub subject: PersonBrief,
}

/// An application whose every part was checked.
struct Checked<'a> {
    procedure: &'a Procedure,
    applicant: PersonId,
    capacity: String,
    facts: Facts,
    assessment: Assessment,
    term: law::Answer,
    due: Day,
    subject: Arc<PersonHistory>,
    channel: Channel,
    received: Day,
    note: String,
    particulars: Particulars,
    access: Access,
}

impl Office {
    /// What would follow from an application; nothing is received.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub async fn preview(&self, actor: &Actor, wanted: &Application) -> Result<Preview, OfficeError> {
        let checked = self.check(actor, wanted).await?;
        let preview = Preview {
            fee: checked.assessment.fee.clone(),
            assessment: checked.assessment,
            term: checked.term,
            awaits_its_term: !begins_on_receipt(decision_clock(checked.procedure)?, &checked.facts),
            capacity: checked.capacity,
            subject: self.brief(&checked.subject),
        };
        self.answer(actor, &checked.access, preview).await
    }

    /// Receives an application. It is bound to the version of the procedure in force today.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] field by field; [`OfficeError::Conflict`] with `already-open` when the same
    /// is being examined already.
    pub async fn apply(&self, actor: &Actor, wanted: &Application) -> Result<CaseId, OfficeError> {
        Ok(self.receive(actor, wanted, None).await?.0)
    }

    /// The same for a draft in the state of `touched`: sent twice at once, it becomes one case, whatever the law says of
    /// others beside it.
    pub(crate) async fn apply_once(
        &self,
        actor: &Actor,
        wanted: &Application,
        touched: Timestamp,
    ) -> Result<CaseId, OfficeError> {
        Ok(self.receive(actor, wanted, Some(touched.micros())).await?.0)
    }

    /// The same, and shows the case that began.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub async fn apply_and_show(&self, actor: &Actor, wanted: &Application) -> Result<CaseView, OfficeError> {
        let (id, access) = self.receive(actor, wanted, None).await?;
        self.after_act(actor, id, access.subjects()).await
    }

    /// Receives an application; answers the case, and the access whose trace was committed with it.
    async fn receive(
        &self,
        actor: &Actor,
        wanted: &Application,
        sending: Option<i64>,
    ) -> Result<(CaseId, Access), OfficeError> {
        let checked = self.check(actor, wanted).await?;
        let id = self.draw(CaseId::draw);
        let letter = self.draw(LetterId::draw);
        let received = CaseEvent::ApplicationReceived {
            procedure: checked.procedure.id().to_owned(),
            in_force: checked.procedure.in_force(),
            applicant: checked.applicant,
            subject: wanted.subject,
            capacity: checked.capacity.clone(),
            channel: checked.channel,
            on: checked.received,
            due: checked.due,
            declared: declared(&checked.facts, checked.procedure),
            office: wanted.office.clone(),
            lang: wanted.lang,
            appointment: wanted.appointment,
            letter,
            before: before(checked.procedure, &checked.facts, checked.channel == Channel::Counter),
            note: checked.note.clone(),
            particulars: checked.particulars.clone(),
            beside: beside(checked.procedure, sending.unwrap_or(id.as_i64())),
        };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), 0));
        submission.events.push(event(stream(id), received.kind(), &received)?);
        if let Some((municipality, address)) = particulars::address(&checked.particulars) {
            let stated = CaseEvent::AddressStated { municipality, address, on: checked.received };
            submission.events.push(event(stream(id), stated.kind(), &stated)?);
        }
        for Enclosed { file, evidence } in &wanted.files {
            let from = (checked.channel, Sender::Party { person: checked.applicant });
            let by = actor.officer().map(|officer| officer.id.clone());
            let number = self.draw(AttachmentId::draw);
            let filed = Filed::of(file, number, evidence.clone(), from, (checked.received, by));
            let filed = CaseEvent::AttachmentFiled(Box::new(filed));
            submission.events.push(event(stream(id), filed.kind(), &filed)?);
        }
        if !wanted.files.is_empty() {
            let (client, procedure) = (checked.applicant.as_i64(), checked.procedure.id().to_owned());
            self.store().keep_draft_files(&DraftKey { client, procedure }, &stream(id)).await?;
        }
        self.void(id, &checked, &mut submission)?;
        submission.access = checked.access.trace();
        submission.jobs.push(self.job("letter", format!("{id}/{letter}")));
        // What is due can be paid before the visit.
        if let Some(invoice) = self.first_invoice(id, &received, &checked) {
            submission.jobs.push(self.job("letter", format!("{id}/{}", invoice.letter)));
            let issued = CaseEvent::InvoiceIssued(Box::new(invoice));
            submission.events.push(event(stream(id), issued.kind(), &issued)?);
        }
        submission.jobs.extend(self.automatic_job(checked.procedure, id));
        let id = self.begun(actor, id, submission, wanted.subject, &wanted.service).await?;
        Ok((id, checked.access))
    }

    /// The invoice that goes out with the confirmation.
    fn first_invoice(&self, id: CaseId, received: &CaseEvent, checked: &Checked<'_>) -> Option<Invoice> {
        let case = Case::fold(id, [received])?;
        let issuing = Issuing {
            law: self.law(),
            procedure: checked.procedure,
            demonstration: self.is_demonstration(),
            today: self.today(),
            letter: self.draw(LetterId::draw),
        };
        needed(issuing, &case, &checked.assessment.fee)
    }

    /// Commits the beginning of a case.
    pub(crate) async fn begun(
        &self,
        actor: &Actor,
        id: CaseId,
        submission: Submission,
        subject: PersonId,
        procedure: &str,
    ) -> Result<CaseId, OfficeError> {
        match self.submit(submission).await {
            Ok(_) => Ok(id),
            // The row of the open case is the constraint: of two who begin one at once one is told.
            Err(SubmitError::Taken { .. }) => {
                let mut snapshot = self.snapshot(actor).await?;
                // Of a case that is hidden no more is told than that it cannot be begun.
                if !snapshot.sees_case([subject, subject]).await? {
                    return Err(OfficeError::field("subject", Problem::new("not-represented")));
                }
                let open = self.open_case(&mut snapshot, subject, procedure).await?;
                Err(already_open(open.unwrap_or(id)))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// The procedure in the version that binds what was received on a day.
    fn version_of(&self, wanted: &Application, received: Day) -> Result<&Procedure, OfficeError> {
        let on = |day: Day| self.law().services(day).into_iter().find(|known| known.id() == wanted.service);
        let Some(now) = on(self.today()) else {
            let problem = Problem::new("unknown-service").with("service", &wanted.service);
            return Err(OfficeError::field("service", problem));
        };
        let then = on(received).ok_or_else(|| OfficeError::field("received", Problem::new("no-law-then")))?;
        if then.in_force() != now.in_force() && !wanted.intake.is_some_and(|intake| intake.older_law) {
            let problem = Problem::new("older-law").with("from", then.in_force());
            return Err(OfficeError::field("received", problem));
        }
        Ok(then)
    }

    async fn check(&self, actor: &Actor, wanted: &Application) -> Result<Checked<'_>, OfficeError> {
        let today = self.today();
        let intake = wanted.intake.filter(|_| actor.client().is_none());
        let received = day_of_arrival("received", intake.and_then(|intake| intake.received), today)?;
        let procedure = self.version_of(wanted, received)?;
        check_language(wanted.lang)?;
        let note = wanted.note.trim().to_owned();
        if note.chars().count() > NOTE_MAX {
            return Err(OfficeError::field("note", Problem::new("too-long").with("max", NOTE_MAX)));
        }
        if !self.law().office(&wanted.office).is_some_and(|office| office.serves(procedure.id())) {
            return Err(OfficeError::field(
                "office",
                Problem::new("unknown-office").with("office", &wanted.office),
            ));
        }
        check_declared(procedure, &wanted.declared)?;
        let mut snapshot = self.snapshot(actor).await?;
        let (applicant, channel, mut access) = self.applying(&mut snapshot, actor, wanted, procedure).await?;
        let applicant_history = history(&mut snapshot, &mut access, applicant).await?;
        // Most apply for themselves.
        let subject = if wanted.subject == applicant {
            Arc::clone(&applicant_history)
        } else {
            history(&mut snapshot, &mut access, wanted.subject).await?
        };
        if subject.today(today).death().is_some() {
            return Err(OfficeError::field("subject", Problem::new("subject-dead")));
        }
        let persons = self.persons(procedure, &subject, &applicant_history);
        let days = Days { received, today, known_at: facts::LATEST };
        let mut facts = facts::of_application(procedure, persons, days, &wanted.declared);
        check_agreed(procedure, &facts)?;
        facts::add_application(procedure, &mut facts, channel, &Particulars::new());
        let held = particulars::documents(&subject.today(today));
        let asked = Asked {
            procedure,
            facts: &facts,
            documents: &held,
            country: self.country(),
            today,
            born: particulars::born(&subject.today(today)),
            received,
            whole: channel == Channel::Portal,
        };
        let particulars = particulars::read(asked, &wanted.particulars)?;
        facts::add_application(procedure, &mut facts, channel, &particulars);
        facts.extend(particulars::answered(procedure, &particulars, &held, today));
        let assessment = procedure.assess(&facts);
        let about = |id: &str| fits(procedure, id, applicant == wanted.subject);
        let in_truth = |wanted: Truth| {
            let open = |(id, truth): &&(String, Truth)| *truth == wanted && about(id);
            assessment.capacities.iter().find(open)
        };
        // At the counter somebody may still have to prove as whom they act; nothing is granted before that.
        let unproven = || in_truth(Truth::Unknown).filter(|_| channel == Channel::Counter);
        let Some((capacity, _)) = in_truth(Truth::Met).or_else(unproven).cloned() else {
            return Err(OfficeError::field("subject", Problem::new("not-represented")));
        };
        self.nothing_in_the_way(&mut snapshot, wanted, procedure).await?;
        drop(snapshot);
        if let Some(appointment) = wanted.appointment {
            let visit = self.appointment(actor, appointment, None).await;
            if visit.is_err() {
                return Err(OfficeError::field("appointment", Problem::new("required")));
            }
        }
        let term = term_from(procedure, &facts, received, &self.country().calendar)?;
        let due = due_from(procedure, &facts, received, &self.country().calendar)?;
        Ok(Checked {
            procedure,
            applicant,
            capacity,
            facts,
            assessment,
            term,
            due,
            subject,
            channel,
            received,
            note,
            particulars,
            access,
        })
    }

    /// Neither an open case of the same kind nor a bar keeps the subject from applying.
    async fn nothing_in_the_way(
        &self,
        snapshot: &mut Snapshot,
        wanted: &Application,
        procedure: &Procedure,
    ) -> Result<(), OfficeError> {
        let key = [Value::Int(wanted.subject.as_i64()), Value::from(wanted.service.as_str())];
        for row in snapshot.rows(&IN_THE_WAY, &key).await? {
            if row.int(0)? == 0 {
                if procedure.runs_beside_itself() {
                    continue;
                }
                // One that is hidden is found by whoever enters the case, who tells nothing of it.
                if !snapshot.sees_case([wanted.subject, wanted.subject]).await? {
                    continue;
                }
                return Err(already_open(CaseId::from_i64(row.int(1)?)));
            }
            let until = i32::try_from(row.int(1)?).ok().and_then(|day| Day::from_number(day).ok());
            if let Some(until) = until.filter(|until| self.today() <= *until) {
                return Err(OfficeError::NotNow(Problem::new("barred").with("until", until)));
            }
        }
        Ok(())
    }

    /// Who applies, over which channel, under which right.
    async fn applying(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        wanted: &Application,
        procedure: &Procedure,
    ) -> Result<(PersonId, Channel, Access), OfficeError> {
        let fields = "all";
        let action = Action::ReceiveApplication;
        if let Some(client) = actor.client() {
            if !self.is_own_in(snapshot, client, wanted.subject, procedure).await? {
                return Err(OfficeError::field("subject", Problem::new("not-represented")));
            }
            let access = self.authorise(actor, action, Some(client), Purpose::Own, true, fields)?;
            return Ok((client, Channel::Portal, access));
        }
        let access = self.authorise(actor, action, None, Purpose::Duty, false, fields)?;
        if actor.officer().is_none() {
            return Err(Denied::SignIn.into());
        }
        let channel = wanted.intake.map_or(Channel::Counter, |intake| intake.channel);
        // What nobody applied for, the office begins.
        if !Channel::TAKEN_IN.contains(&channel) || channel == Channel::Office {
            return Err(OfficeError::field("channel", Problem::new("required")));
        }
        match wanted.applicant {
            Some(applicant) => Ok((applicant, channel, access)),
            None => Err(OfficeError::field("applicant", Problem::new("required"))),
        }
    }
}

/// What tells a case from other open ones of its kind, where the law lets several run side by side.
pub(crate) fn beside(procedure: &Procedure, itself: i64) -> Option<i64> {
    procedure.runs_beside_itself().then_some(itself)
}

pub(crate) fn already_open(case: CaseId) -> OfficeError {
    OfficeError::Conflict(Problem::new("already-open").with("case", case.grouped()))
}

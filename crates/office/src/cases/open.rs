//! A case that the office begins by itself (*pēc iestādes iniciatīvas*): an officer opens it, on something.

use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::apply::{already_open, beside, check_declared, declared};
use crate::cases::course::Opened;
use crate::cases::decision::Reasons;
use crate::cases::event::{CaseEvent, Channel, GivenValue};
use crate::cases::facts::{self, Days};
use crate::cases::particulars::Particulars;
use crate::cases::rules::{before, tells_of_death};
use crate::cases::term::due_from;
use crate::cases::view::stream;
use crate::error::{OfficeError, Problem};
use crate::letters::check_language;
use crate::register::read::history;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Lang, PersonId};
use law::{Procedure, Truth};
use std::collections::BTreeMap;
use store::Value;
use store::sql::cases::OPEN_OF_SUBJECT;

const BASIS_MAX: usize = 500;

/// A case that an officer wants to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Id of the procedure.
    pub procedure: String,
    /// Whom it is about.
    pub subject: PersonId,
    /// What it is begun on: a report, a finding, an act of a court, with its number and day.
    pub basis: String,
    /// What is known so far of the questions of the procedure.
    pub declared: BTreeMap<String, GivenValue>,
    /// Office that keeps it.
    pub office: String,
    /// Language of the letters.
    pub lang: Lang,
}

impl Office {
    /// The procedures that an officer can begin today without an application.
    #[must_use]
    pub fn begun_by_office(&self) -> Vec<&Procedure> {
        let today = self.today();
        let begins = |procedure: &&Procedure| {
            !procedure.is_abstract()
                && procedure.takes(today)
                && self.law().offers(procedure)
                && procedure.capacities().iter().any(|capacity| capacity.ex_officio)
        };
        self.law().all().filter(begins).collect()
    }

    /// The open case of a person under a procedure.
    pub(crate) async fn open_case(
        &self,
        snapshot: &mut Snapshot,
        subject: PersonId,
        procedure: &str,
    ) -> Result<Option<CaseId>, OfficeError> {
        let key = [Value::Int(subject.as_i64()), Value::from(procedure)];
        let row = snapshot.row(&OPEN_OF_SUBJECT, &key).await?;
        Ok(row.map(|row| row.int(0).map(CaseId::from_i64)).transpose()?)
    }

    /// The open case that keeps a person from another one under the procedure; none where several run side by side.
    pub(crate) async fn in_the_way(
        &self,
        snapshot: &mut Snapshot,
        subject: PersonId,
        procedure: &Procedure,
    ) -> Result<Option<CaseId>, OfficeError> {
        if procedure.runs_beside_itself() {
            return Ok(None);
        }
        self.open_case(snapshot, subject, procedure.id()).await
    }

    /// Begins a case.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] field by field; [`OfficeError::Conflict`] with `already-open` when the same is being
    /// examined already.
    pub async fn begin(&self, actor: &Actor, wanted: &Opening) -> Result<CaseId, OfficeError> {
        let mut access =
            self.authorise(actor, Action::Examine, Some(wanted.subject), Purpose::Duty, false, "all")?;
        let officer = actor.officer().ok_or(crate::access::Denied::SignIn)?;
        let known = self.begun_by_office().into_iter().find(|known| known.id() == wanted.procedure);
        let procedure = known.ok_or_else(|| {
            OfficeError::field(
                "procedure",
                Problem::new("unknown-service").with("service", &wanted.procedure),
            )
        })?;
        if self.law().office(&wanted.office).is_none() {
            let problem = Problem::new("unknown-office").with("office", &wanted.office);
            return Err(OfficeError::field("office", problem));
        }
        check_language(wanted.lang)?;
        let basis = wanted.basis.trim();
        if Reasons::new(basis).is_none() {
            return Err(OfficeError::field("basis", Problem::new("reasons-short")));
        }
        if basis.chars().count() > BASIS_MAX {
            return Err(OfficeError::field("basis", Problem::new("too-long").with("max", BASIS_MAX)));
        }
        check_declared(procedure, &wanted.declared)?;
        let today = self.today();
        let mut snapshot = self.snapshot(actor).await?;
        let subject = history(&mut snapshot, &mut access, wanted.subject).await?;
        // Whom nothing can be decided about, no case is begun about; where the law asks for a death, it is.
        if subject.today(today).death().is_some() && !tells_of_death(procedure) {
            return Err(OfficeError::field("subject", Problem::new("subject-dead")));
        }
        if let Some(open) = self.in_the_way(&mut snapshot, wanted.subject, procedure).await? {
            return Err(already_open(open));
        }
        drop(snapshot);
        let persons = self.persons(procedure, &subject, &subject);
        let days = Days { received: today, today, known_at: facts::LATEST };
        let mut facts = facts::of_application(procedure, persons, days, &wanted.declared);
        facts::add_application(procedure, &mut facts, Channel::Office, &Particulars::new());
        let assessment = procedure.assess(&facts);
        let begins = |id: &str| procedure.capacities().iter().any(|known| known.id == id && known.ex_officio);
        let capacity = assessment.capacities.iter().find(|(id, truth)| *truth == Truth::Met && begins(id));
        let Some((capacity, _)) = capacity else {
            return Err(OfficeError::field("procedure", Problem::new("not-begun")));
        };
        let id = self.draw(CaseId::draw);
        let opened = CaseEvent::CaseOpened(Box::new(Opened {
            procedure: procedure.id().to_owned(),
            in_force: procedure.in_force(),
            applicant: wanted.subject,
            subject: wanted.subject,
            capacity: capacity.clone(),
            on: today,
            due: due_from(procedure, &facts, today, &self.country().calendar)?,
            declared: declared(&facts, procedure),
            known: BTreeMap::new(),
            basis: basis.to_owned(),
            by: Some(officer.id.clone()),
            parent: None,
            contests: false,
            no_fee: None,
            settled: false,
            channel: None,
            particulars: Particulars::new(),
            letter: None,
            office: wanted.office.clone(),
            lang: wanted.lang,
            before: before(procedure, &facts, false),
            beside: beside(procedure, id.as_i64()),
        }));
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), 0));
        submission.events.push(event(stream(id), opened.kind(), &opened)?);
        submission.access = access.trace();
        self.begun(actor, id, submission, wanted.subject, procedure.id()).await
    }
}

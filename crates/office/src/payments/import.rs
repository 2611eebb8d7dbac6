//! Reading a statement of the bank: each movement once, each where it belongs, and a report of what was done.

use super::event::{Booked, PaymentEvent, PaymentState, Place, Reason};
use super::place::{Standing, place};
use super::read::{payment, refund};
use super::refund::{RefundEvent, RefundSource, RefundState};
use super::{refund_stream, stream};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::rules::end_of_refund;
use crate::error::{OfficeError, Problem};
use kernel::{CaseId, Day, PaymentId, RefundId};
use payments::camt::{self, Entry, Statement, Status, Transaction};
use payments::{CreditorReference, Iban};
use store::sql::payments::BY_BANK_REFERENCE;
use store::{Submission, SubmitError, Value};

/// Tries to commit a movement while its case is written to.
const TRIES: usize = 5;

/// What a file of statements did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Statement by statement.
    pub statements: Vec<StatementReport>,
}

/// What a statement did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementReport {
    /// The bank's number of it.
    pub id: String,
    /// The account.
    pub account: Iban,
    /// Movements that were new.
    pub new: Vec<(PaymentId, PaymentState)>,
    /// Movements that were known already: nothing was done about them.
    pub known: usize,
    /// Movements that the bank only announces.
    pub announced: usize,
    /// Entries of nothing, such as a price of the bank that is waived: there is no money to place.
    pub empty: usize,
}

impl StatementReport {
    /// How many of the new movements stand so.
    #[must_use]
    pub fn count(&self, state: PaymentState) -> usize {
        self.new.iter().filter(|(_, own)| *own == state).count()
    }
}

/// A movement on its way in.
struct Movement {
    id: PaymentId,
    booked: Booked,
    returned: bool,
}

impl Office {
    /// Takes in a file of statements (ISO 20022 camt.053). Each movement is entered once, whatever file it comes in; a
    /// file that was read before adds nothing.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Invalid`] for a file that cannot be read, of an
    /// account that is not the office's, or whose entries do not lead from one balance to the other.
    pub async fn import_statement(&self, actor: &Actor, file: Vec<u8>) -> Result<ImportReport, OfficeError> {
        let access =
            self.authorise(actor, Action::ImportStatements, None, Purpose::Duty, false, "payments")?;
        let read = tokio::task::spawn_blocking(move || camt::read(&file));
        let statements = read.await.map_err(|e| OfficeError::Fault(e.to_string()))?.map_err(|fault| {
            let problem = Problem::new("statement-wrong").with("line", fault.line);
            let element = if fault.element.is_empty() { "/" } else { fault.element.as_str() };
            let problem = problem.with("element", element).with("fault", fault.what.code());
            let problem = problem.with("why", &fault.what);
            OfficeError::field("statement", problem)
        })?;
        if statements.is_empty() {
            return Err(OfficeError::field("statement", Problem::new("statement-empty")));
        }
        statements.iter().try_for_each(|statement| self.check_statement_file(statement))?;
        // Who waits for the answer may go away; what was begun is done to its end.
        let (office, by) = (self.clone(), actor.clone());
        let work = tokio::spawn(async move {
            let mut report = ImportReport::default();
            for statement in statements {
                report.statements.push(office.take_in(&by, statement).await?);
            }
            Ok::<_, OfficeError>(report)
        });
        let report = work.await.map_err(|e| OfficeError::Fault(e.to_string()))??;
        self.answer(actor, &access, report).await
    }

    fn check_statement_file(&self, statement: &Statement) -> Result<(), OfficeError> {
        let own = self.law().payments().iter();
        let mut own = own.filter_map(|to| to.account(self.is_demonstration()));
        let problem = if !own.any(|account| *account == statement.account) {
            Problem::new("statement-account").with("account", statement.account.grouped())
        } else if statement.adds_up() == Some(false) {
            Problem::new("statement-sum").with("id", &statement.id)
        } else if let Some(day) = statement.booked_days().filter(|day| *day > self.today()).max() {
            let problem = Problem::new("statement-future").with("id", &statement.id);
            problem.with("day", day).with("now", self.today())
        } else {
            return Ok(());
        };
        Err(OfficeError::field("statement", problem))
    }

    async fn take_in(&self, actor: &Actor, statement: Statement) -> Result<StatementReport, OfficeError> {
        let Statement { id, account, entries, .. } = statement;
        let mut report = StatementReport {
            id: id.clone(),
            account: account.clone(),
            new: Vec::new(),
            known: 0,
            announced: 0,
            empty: 0,
        };
        for (number, entry) in entries.into_iter().enumerate() {
            if entry.status != Status::Booked {
                report.announced += 1;
                continue;
            }
            for movement in self.movements(&id, &account, number, &entry) {
                if movement.booked.amount.is_zero() {
                    report.empty += 1;
                    continue;
                }
                match self.enter_movement(actor, &movement).await? {
                    Some(state) => report.new.push((movement.id, state)),
                    None => report.known += 1,
                }
            }
        }
        Ok(report)
    }

    /// The movements of an entry. The bank's reference of the entry, with the place in a batch where there are several;
    /// where the bank gives none, the statement's number and the entry's place in it.
    fn movements(&self, statement: &str, account: &Iban, number: usize, entry: &Entry) -> Vec<Movement> {
        let several = entry.transactions.len() > 1;
        let name = |at: usize, part: &Transaction| {
            let own = part.servicer_reference.as_deref();
            match (&entry.servicer_reference, own) {
                (Some(whole), Some(own)) if several => format!("{whole}/{own}"),
                (Some(whole), None) if several => format!("{whole}/{}", at + 1),
                (Some(whole), _) => whole.clone(),
                (None, Some(own)) => own.to_owned(),
                (None, None) => format!("{statement}#{}.{}", number + 1, at + 1),
            }
        };
        let movement = |(at, part): (usize, &Transaction)| Movement {
            id: self.draw(PaymentId::draw),
            booked: Booked {
                account: account.clone(),
                bank_reference: name(at, part),
                statement: statement.to_owned(),
                booked_on: entry.booked_on.unwrap_or_else(|| self.today()),
                amount: part.amount,
                credit: entry.credit,
                reversal: entry.reversal,
                reference: part.reference.clone(),
                text: part.text.clone(),
                end_to_end: part.end_to_end.clone(),
                name: part.party.name.clone(),
                other_account: part.party.account.clone(),
            },
            returned: part.returned,
        };
        entry.transactions.iter().enumerate().map(movement).collect()
    }

    /// Enters a movement where it belongs; answers where it stands, or nothing when it is known already.
    async fn enter_movement(
        &self,
        actor: &Actor,
        movement: &Movement,
    ) -> Result<Option<PaymentState>, OfficeError> {
        let booked = &movement.booked;
        let key = [Value::from(booked.account.as_str()), Value::from(booked.bank_reference.as_str())];
        for _ in 0..TRIES {
            if self.snapshot(&Actor::System).await?.row(&BY_BANK_REFERENCE, &key).await?.is_some() {
                return Ok(None);
            }
            let (to, mut submission) = self.where_to(actor, movement).await?;
            let state = state_of(&to);
            let entered = PaymentEvent::PaymentBooked { booked: Box::new(booked.clone()), to };
            submission.expect.push((stream(movement.id), 0));
            submission.events.insert(0, event(stream(movement.id), entered.kind(), &entered)?);
            match self.submit(submission).await {
                Ok(_) => return Ok(Some(state)),
                // Somebody reads the same statement at the same moment.
                Err(SubmitError::Taken { table: "payment" }) => return Ok(None),
                Err(SubmitError::Stale { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(OfficeError::Conflict(Problem::new("stale")))
    }

    /// Where a movement goes, with everything that follows from it.
    async fn where_to(&self, actor: &Actor, movement: &Movement) -> Result<(Place, Submission), OfficeError> {
        let booked = &movement.booked;
        let waits = |reason| (Place::Waits { reason, case: None }, self.submission(actor));
        if booked.reversal {
            return Ok(waits(Reason::Reversal));
        }
        if !booked.credit {
            return match booked.end_to_end.as_deref().and_then(|id| id.parse::<RefundId>().ok()) {
                Some(refund) => self.pays_out(actor, movement, refund).await,
                None => Ok(waits(Reason::UnknownDebit)),
            };
        }
        if movement.returned {
            return Ok(waits(Reason::Returned));
        }
        let case = match named(booked).as_slice() {
            [one] => one.case(),
            [] => None,
            _ => return Ok(waits(Reason::SeveralReferences)),
        };
        match case {
            Some(case) => self.pays(actor, movement, case).await,
            None => Ok(waits(Reason::NoReference)),
        }
    }

    /// Money that came for a case.
    async fn pays(
        &self,
        actor: &Actor,
        movement: &Movement,
        case: CaseId,
    ) -> Result<(Place, Submission), OfficeError> {
        let booked = &movement.booked;
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = match self.load(&mut snapshot, &Actor::System, case).await {
            Ok(loaded) => loaded,
            Err(OfficeError::NotFound) => {
                let to = Place::Waits { reason: Reason::UnknownCase, case: None };
                return Ok((to, self.submission(actor)));
            }
            Err(other) => return Err(other),
        };
        drop(snapshot);
        let standing = self.standing(&loaded, &booked.account, booked.amount);
        let to = place(case, &standing, booked.amount);
        let Some(part) = to.pays(booked.amount) else {
            let submission = Submission { access: loaded.access.trace(), ..self.submission(actor) };
            return Ok((to, submission));
        };
        let confirms = matches!(standing, Standing::Expects(_));
        let submission = self.settling(actor, &loaded, (movement.id, booked), part, (None, confirms))?;
        Ok((to, submission))
    }

    /// Money that went out for a refund.
    async fn pays_out(
        &self,
        actor: &Actor,
        movement: &Movement,
        id: RefundId,
    ) -> Result<(Place, Submission), OfficeError> {
        let booked = &movement.booked;
        let waits = |reason| (Place::Waits { reason, case: None }, self.submission(actor));
        let access =
            self.authorise(&Actor::System, Action::ImportStatements, None, Purpose::Duty, false, "refunds")?;
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let known = match refund(&mut snapshot, &access, id).await {
            Ok(known) => known,
            Err(OfficeError::NotFound) => return Ok(waits(Reason::UnknownDebit)),
            Err(other) => return Err(other),
        };
        let order = &known.order;
        if known.state != RefundState::Exported || order.from != booked.account {
            return Ok(waits(Reason::UnknownDebit));
        }
        if order.amount != booked.amount {
            return Ok(waits(Reason::RefundDiffers));
        }
        let mut submission = self.submission(actor);
        let paid = RefundEvent::RefundPaid { payment: movement.id, on: booked.booked_on };
        submission.expect.push((refund_stream(id), known.version));
        submission.events.push(event(refund_stream(id), paid.kind(), &paid)?);
        let ended = End { refund: id, source: order.source, paid: true, on: self.today() };
        self.end_refund(&mut snapshot, &access, &mut submission, ended).await?;
        Ok((Place::PaysOut { refund: id }, submission))
    }

    /// What the end of a refund means for the movement or the case that it was of.
    pub(super) async fn end_refund(
        &self,
        snapshot: &mut crate::snapshot::Snapshot,
        access: &Access,
        submission: &mut Submission,
        ended: End,
    ) -> Result<(), OfficeError> {
        let End { refund, source, paid, on } = ended;
        match source {
            RefundSource::Payment(id) => {
                let of = payment(snapshot, access, id).await?;
                let Some((left, state)) = of.after_end(refund, paid) else { return Ok(()) };
                let released = PaymentEvent::PaymentReleased { refund, paid, left, state, on };
                submission.expect.push((stream(id), of.version));
                submission.events.push(event(stream(id), released.kind(), &released)?);
            }
            RefundSource::Case(case) => {
                let loaded = self.load(snapshot, &Actor::System, case).await?;
                let fresh = self.fresh()?;
                let step = end_of_refund(&self.context(&Actor::System, &loaded, &fresh), refund, paid)?;
                let of_case = self.of_step(&Actor::System, &loaded, step)?;
                submission.expect.extend(of_case.expect);
                submission.events.extend(of_case.events);
                submission.access.extend(of_case.access);
                submission.jobs.extend(of_case.jobs);
            }
        }
        Ok(())
    }
}

/// How a refund ended.
pub(super) struct End {
    pub(super) refund: RefundId,
    pub(super) source: RefundSource,
    pub(super) paid: bool,
    pub(super) on: Day,
}

/// The cases that a movement names: by its structured reference, or by what somebody wrote.
pub(super) fn named(booked: &Booked) -> Vec<CreditorReference> {
    let structured = booked.reference.as_deref().and_then(|text| text.parse::<CreditorReference>().ok());
    match structured.filter(|reference| reference.case().is_some()) {
        Some(reference) => vec![reference],
        // Some banks put what is structured into the free text, and some payers the other way round.
        None => {
            let written =
                [booked.reference.as_deref(), Some(booked.text.as_str()), booked.end_to_end.as_deref()];
            CreditorReference::find_in(&written.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    }
}

fn state_of(to: &Place) -> PaymentState {
    match to {
        Place::Settles { left, .. } => super::payment::after_settling(*left),
        Place::Part { .. } => PaymentState::Part,
        Place::Waits { .. } => PaymentState::Waiting,
        Place::PaysOut { .. } => PaymentState::PaidOut,
    }
}

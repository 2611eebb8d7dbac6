//! What an officer does with money that did not find its case: gives it to one, or says that it needs nothing.

use super::event::{Booked, PaymentEvent};
use super::import::named;
use super::payment::Payment;
use super::place::{Standing, assigned};
use super::read::shown_payment;
use super::stream;
use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, event};
use crate::actor::{Actor, Officer};
use crate::cases::decision::Reasons;
use crate::error::{FieldError, OfficeError, Problem};
use kernel::{CaseId, PaymentId};
use payments::CreditorReference;

/// Most characters of a reason.
pub(super) const REASONS_MAX: usize = 2_000;

/// Words that must be there, of at most `max` characters.
pub(super) fn words(field: &'static str, text: &str, max: usize) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new(field, Problem::new("required")));
    }
    if text.chars().count() > max {
        return Err(FieldError::new(field, Problem::new("too-long").with("max", max)));
    }
    Ok(text.to_owned())
}

/// Reasons of a real length: whoever looks at it later has nothing but these.
pub(super) fn reasoned(text: &str) -> Result<String, FieldError> {
    let text = words("reasons", text, REASONS_MAX)?;
    match Reasons::new(&text) {
        Some(_) => Ok(text),
        None => Err(FieldError::new("reasons", Problem::new("reasons-short"))),
    }
}

/// To which case a movement is given, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment<'a> {
    /// The case.
    pub case: CaseId,
    /// Whether the officer was told that the movement names another case, and means this one.
    pub other_reference: bool,
    /// Why.
    pub reasons: &'a str,
}

/// The case that a movement names, when it is not the one to which it is given.
fn names_other(booked: &Booked, case: CaseId) -> Option<CaseId> {
    let cases: Vec<CaseId> = named(booked).iter().filter_map(CreditorReference::case).collect();
    if cases.contains(&case) { None } else { cases.first().copied() }
}

impl Office {
    /// The officer, and the right to do something with payments.
    pub(super) fn acting<'a>(
        &self,
        actor: &'a Actor,
        action: Action,
        fields: &'static str,
    ) -> Result<(&'a Officer, Access), OfficeError> {
        let access = self.authorise(actor, action, None, Purpose::Duty, false, fields)?;
        Ok((actor.officer().ok_or(Denied::SignIn)?, access))
    }

    /// Gives a movement that waits to a case. What is due is paid with it, all or a part; what is more is left over.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Invalid`] for a case that is none, reasons that are too
    /// short, and a movement that names another case while nobody said that this one is meant; [`OfficeError::NotNow`]
    /// when the movement does not wait, or the case owes nothing to this account.
    pub async fn assign_payment(
        &self,
        actor: &Actor,
        id: PaymentId,
        expected: Option<u32>,
        wanted: &Assignment<'_>,
    ) -> Result<Payment, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ReconcilePayments, "payments")?;
        let (case, reasons) = (wanted.case, reasoned(wanted.reasons)?);
        let mut snapshot = self.snapshot(actor).await?;
        let found = waiting(shown_payment(&mut snapshot, &access, id).await?, expected)?;
        if !found.booked.credit {
            return Err(OfficeError::NotNow(Problem::new("payment-debit")));
        }
        if let Some(other) = names_other(&found.booked, case).filter(|_| !wanted.other_reference) {
            let problem = Problem::new("payment-other-case").with("case", other.grouped());
            return Err(OfficeError::field("other_reference", problem));
        }
        let loaded = match self.load(&mut snapshot, &Actor::System, case).await {
            Ok(loaded) => loaded,
            Err(OfficeError::NotFound) => {
                let problem = Problem::new("payment-case").with("case", case.grouped());
                return Err(OfficeError::field("case", problem));
            }
            Err(other) => return Err(other),
        };
        let standing = self.standing(&loaded, &found.booked.account, found.left);
        let due = match standing {
            Standing::Owes(due) => due,
            Standing::Expects(paid) if paid == found.left => paid,
            Standing::Expects(paid) if paid.currency() != found.left.currency() => paid,
            Standing::Expects(_) => return Err(OfficeError::NotNow(Problem::new("fee-settled"))),
            Standing::OwesElsewhere => return Err(OfficeError::NotNow(Problem::new("payment-elsewhere"))),
            Standing::Settled => return Err(OfficeError::NotNow(Problem::new("fee-settled"))),
            Standing::NoFee => return Err(OfficeError::NotNow(Problem::new("fee-none"))),
            Standing::Unknown => return Err(OfficeError::NotNow(Problem::new("payment-fee-unknown"))),
            Standing::Closed => {
                return Err(OfficeError::NotNow(
                    Problem::new("wrong-step").with("stage", loaded.case.stage()),
                ));
            }
        };
        drop(snapshot);
        let to = assigned(case, due, found.left).ok_or_else(|| {
            let problem = Problem::new("payment-currency").with("amount", found.left).with("due", due);
            OfficeError::NotNow(problem)
        })?;
        let confirms = matches!(standing, Standing::Expects(_));
        let part = to.pays(found.left).flatten();
        let by = (Some(&officer.id), confirms);
        let mut submission = self.settling(actor, &loaded, (id, &found.booked), part, by)?;
        let placed =
            PaymentEvent::PaymentPlaced { to, by: Some(officer.id.clone()), reasons, on: self.today() };
        submission.expect.push((stream(id), found.version));
        submission.events.push(event(stream(id), placed.kind(), &placed)?);
        self.commit(Some(&access), submission).await?;
        self.payment(actor, id).await.map_err(OfficeError::when_done)
    }

    /// Notes that a movement needs nothing, such as a charge of the bank.
    ///
    /// # Errors
    /// As [`Self::assign_payment`].
    pub async fn set_payment_aside(
        &self,
        actor: &Actor,
        id: PaymentId,
        expected: Option<u32>,
        reasons: &str,
    ) -> Result<Payment, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ReconcilePayments, "payments")?;
        let reasons = words("reasons", reasons, REASONS_MAX)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = waiting(shown_payment(&mut snapshot, &access, id).await?, expected)?;
        drop(snapshot);
        if found.is_refunding() {
            return Err(OfficeError::NotNow(Problem::new("payment-refunding")));
        }
        let aside = PaymentEvent::PaymentSetAside { by: officer.id.clone(), reasons, on: self.today() };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), found.version));
        submission.events.push(event(stream(id), aside.kind(), &aside)?);
        self.commit(Some(&access), submission).await?;
        self.payment(actor, id).await.map_err(OfficeError::when_done)
    }
}

/// A movement of which somebody can still dispose, as it was seen.
pub(super) fn waiting(found: Payment, expected: Option<u32>) -> Result<Payment, OfficeError> {
    if expected.is_some_and(|version| version != found.version) {
        return Err(OfficeError::Conflict(Problem::new("stale")));
    }
    if !found.state.is_open() || found.left.is_zero() {
        return Err(OfficeError::NotNow(Problem::new("payment-state").with("payment", found.state.code())));
    }
    Ok(found)
}

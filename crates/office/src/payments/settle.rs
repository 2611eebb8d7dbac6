//! What a case owes, and how money that came settles it.

use super::event::{Booked, PaymentEvent, Place};
use super::place::Standing;
use super::{Payment, stream};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::{FeeSettled, Payment as Paid, Phase};
use crate::cases::event::{CaseEvent, PaymentMethod};
use crate::cases::rules::{Step, Transferred, settle};
use crate::cases::view::Loaded;
use crate::error::OfficeError;
use kernel::{Money, OfficerId, PaymentId};
use law::FeeAnswer;
use payments::{CreditorReference, Iban};
use store::Submission;

/// Whether an officer took a transfer for paid, and the bank has not told of it.
fn awaits_its_transfer(paid: &Paid) -> bool {
    paid.method == PaymentMethod::Transfer && paid.payments.is_empty()
}

impl Office {
    /// What a case owes to the payer of an account.
    pub(super) fn standing(&self, loaded: &Loaded<'_>, account: &Iban) -> Standing {
        let to = self.law().pay_to(loaded.procedure);
        let own = to.and_then(|to| to.account(self.is_demonstration())) == Some(account);
        match &loaded.case.fee {
            Some(FeeSettled::Paid(paid)) if own && awaits_its_transfer(paid) => {
                return Standing::Expects(paid.amount);
            }
            Some(_) => return Standing::Settled,
            None => {}
        }
        if loaded.case.phase != Phase::Open {
            return Standing::Closed;
        }
        let due = match &loaded.assessment.fee {
            FeeAnswer::Due(line) => line.amount,
            FeeAnswer::None | FeeAnswer::Exempt { .. } => return Standing::NoFee,
            FeeAnswer::Unknown { .. } => return Standing::Unknown,
        };
        if own { Standing::Owes(due) } else { Standing::OwesElsewhere }
    }

    /// Settles the fee of a case with a movement and the parts that came before, or notes that what was taken for paid
    /// is there; the caller adds what happens to the movement itself.
    pub(super) fn settling(
        &self,
        actor: &Actor,
        loaded: &Loaded<'_>,
        (last, booked): (PaymentId, &Booked),
        parts: &[Payment],
        by: Option<&OfficerId>,
    ) -> Result<Submission, OfficeError> {
        let case = loaded.case.id;
        if loaded.case.fee.is_some() {
            let confirmed = CaseEvent::FeeConfirmed { payment: last, on: self.today() };
            let step = Step { events: vec![confirmed], ..Step::default() };
            return self.of_step(actor, loaded, step);
        }
        let days = parts.iter().map(|part| part.booked.booked_on).chain([booked.booked_on]);
        let paid = Transferred {
            payments: parts.iter().map(|part| part.id).chain([last]).collect(),
            booked_on: days.max().unwrap_or(booked.booked_on),
            reference: CreditorReference::of_case(case).to_string(),
            by: by.cloned(),
        };
        let fresh = self.fresh()?;
        let step = settle(&self.context(&Actor::System, loaded, &fresh), paid)?;
        let mut submission = self.of_step(actor, loaded, step)?;
        for part in parts {
            let to = Place::Settles { case, amount: part.left, left: Money::new(0, part.left.currency()) };
            let placed =
                PaymentEvent::PaymentPlaced { to, by: by.cloned(), reasons: String::new(), on: self.today() };
            submission.expect.push((stream(part.id), part.version));
            submission.events.push(event(stream(part.id), placed.kind(), &placed)?);
        }
        Ok(submission)
    }
}

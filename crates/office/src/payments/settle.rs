//! What a case owes, and how money that came settles it.

use super::event::{Booked, PaymentEvent, Place};
use super::place::Standing;
use super::{Payment, stream};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::event::CaseEvent;
use crate::cases::rules::{Step, Transferred, settle};
use crate::cases::view::Loaded;
use crate::error::OfficeError;
use kernel::{Money, OfficerId, PaymentId};
use law::FeeAnswer;
use payments::{CreditorReference, Iban};
use store::Submission;

impl Office {
    /// What a case owes to the payer of an account, as far as a payment of `amount` asks.
    pub(super) fn standing(&self, loaded: &Loaded<'_>, account: &Iban, amount: Money) -> Standing {
        let (case, fee) = (&loaded.case, &loaded.assessment.fee);
        let to = self.law().pay_to(loaded.procedure);
        let own = to.and_then(|to| to.account(self.is_demonstration())) == Some(account);
        let expected: Vec<_> = case.paid.iter().filter(|paid| own && paid.awaits_transfer()).collect();
        let same = expected.iter().find(|paid| paid.amount == amount).or_else(|| expected.first());
        let settled = case.fee.is_some() && (case.fee_settled(fee) || case.phase != Phase::Open);
        match same {
            Some(paid) if settled || paid.amount == amount => return Standing::Expects(paid.amount),
            _ if settled => return Standing::Settled,
            _ => {}
        }
        if case.phase != Phase::Open {
            return Standing::Closed;
        }
        match (fee, case.fee_missing(fee)) {
            (FeeAnswer::Due(_), Some(missing)) if own => Standing::Owes(missing),
            (FeeAnswer::Due(_), Some(_)) => Standing::OwesElsewhere,
            (FeeAnswer::Due(_), None) => Standing::Settled,
            (FeeAnswer::None | FeeAnswer::Exempt { .. }, _) => Standing::NoFee,
            (FeeAnswer::Unknown { .. }, _) => Standing::Unknown,
        }
    }

    /// Settles the fee of a case with a movement and the parts that came before, or confirms that what was taken for
    /// paid is there; the caller adds what happens to the movement itself.
    pub(super) fn settling(
        &self,
        actor: &Actor,
        loaded: &Loaded<'_>,
        (last, booked): (PaymentId, &Booked),
        parts: &[Payment],
        (by, confirms): (Option<&OfficerId>, bool),
    ) -> Result<Submission, OfficeError> {
        let case = loaded.case.id;
        if confirms {
            let amount = Some(booked.amount);
            let confirmed = CaseEvent::FeeConfirmed { payment: last, amount, on: self.today() };
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

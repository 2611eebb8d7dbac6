//! What a case owes, and how money that came settles it.

use super::event::Booked;
use super::place::Standing;
use crate::act::Office;
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
        let closed = case.phase != Phase::Open && case.fee_is_there();
        let settled = case.fee.is_some() && (case.fee_settled(fee) || closed);
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

    /// Pays the fee of a case, or a part of it, with a movement, or confirms that what was taken for paid is there; the
    /// caller adds what happens to the movement itself.
    pub(super) fn settling(
        &self,
        actor: &Actor,
        loaded: &Loaded<'_>,
        (payment, booked): (PaymentId, &Booked),
        part: Option<Money>,
        (by, confirms): (Option<&OfficerId>, bool),
    ) -> Result<Submission, OfficeError> {
        let case = loaded.case.id;
        if confirms {
            let amount = Some(booked.amount);
            let confirmed = CaseEvent::FeeConfirmed { payment, amount, on: self.today() };
            let step = Step { events: vec![confirmed], ..Step::default() };
            return self.of_step(actor, loaded, step);
        }
        let paid = Transferred {
            payment,
            part,
            booked_on: booked.booked_on,
            reference: CreditorReference::of_case(case).to_string(),
            by: by.cloned(),
        };
        let fresh = self.fresh()?;
        let step = settle(&self.context(&Actor::System, loaded, &fresh), paid)?;
        self.of_step(actor, loaded, step)
    }
}

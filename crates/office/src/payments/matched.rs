//! A debit that a refund explains though it is not the same to the cent: the bank took it in another currency, or took
//! its price with it. An officer who sees both says so, in words.

use super::assign::{reasoned, waiting};
use super::event::{PaymentEvent, Place};
use super::import::End;
use super::payment::Payment;
use super::read::{if_there, shown_payment, shown_refund};
use super::refund::{Refund, RefundEvent, RefundState};
use super::{refund_stream, stream};
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use kernel::{PaymentId, RefundId};

impl Payment {
    /// The refund that a debit names by the reference that travels from end to end.
    #[must_use]
    pub fn named_refund(&self) -> Option<RefundId> {
        let debit = !self.booked.credit && !self.booked.reversal;
        self.booked.end_to_end.as_deref().filter(|_| debit)?.parse().ok()
    }
}

/// Whether money that went out can be told to be this refund: it went to the bank, and from this account.
fn explains(refund: &Refund, payment: &Payment) -> bool {
    refund.state == RefundState::Exported && refund.order.from == payment.booked.account
}

impl Office {
    /// The refunds that a debit which waits can be, the one that it names first; none for anything else.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to see refunds.
    pub async fn refunds_of_debit(
        &self,
        actor: &Actor,
        payment: &Payment,
    ) -> Result<Vec<Refund>, OfficeError> {
        if payment.booked.credit || payment.booked.reversal || !payment.state.is_open() {
            return Ok(Vec::new());
        }
        let mut list = self.refunds(actor, Some(RefundState::Exported)).await?;
        list.retain(|refund| explains(refund, payment));
        let named = payment.named_refund();
        list.sort_by_key(|refund| Some(refund.id) != named);
        Ok(list)
    }

    /// Says that a debit which waits is a refund that was sent to the bank: the refund is paid, whatever the bank took.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Invalid`] for a refund that is none, or was not sent to
    /// the bank from this account; [`OfficeError::NotNow`] when the movement does not wait, or is no debit.
    pub async fn match_refund(
        &self,
        actor: &Actor,
        id: PaymentId,
        expected: Option<u32>,
        refund: RefundId,
        reasons: &str,
    ) -> Result<Payment, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ReconcilePayments, "payments")?;
        let reasons = reasoned(reasons)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = waiting(shown_payment(&mut snapshot, &access, id).await?, expected)?;
        if found.booked.credit || found.booked.reversal {
            return Err(OfficeError::NotNow(Problem::new("payment-no-debit")));
        }
        let known = if_there(shown_refund(&mut snapshot, &access, refund).await)?;
        let known = known.filter(|known| explains(known, &found)).ok_or_else(|| {
            OfficeError::field("refund", Problem::new("refund-not-sent").with("number", refund.grouped()))
        })?;
        let (by, on) = (Some(officer.id.clone()), self.today());
        let placed = PaymentEvent::PaymentPlaced { to: Place::PaysOut { refund }, by, reasons, on };
        let paid = RefundEvent::RefundPaid { payment: id, on: found.booked.booked_on };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), found.version));
        submission.events.push(event(stream(id), placed.kind(), &placed)?);
        submission.expect.push((refund_stream(refund), known.version));
        submission.events.push(event(refund_stream(refund), paid.kind(), &paid)?);
        let ended = End { refund, source: known.order.source, paid: true, on };
        self.end_refund(&mut snapshot, &access, &mut submission, ended).await?;
        drop(snapshot);
        self.commit(Some(&access), submission).await?;
        self.payment(actor, id).await.map_err(OfficeError::when_done)
    }
}

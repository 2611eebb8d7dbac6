//! Lists of movements and refunds, and one of each. They name no person of the register; what they hold of payers the
//! bank told, and every reading leaves its trace. Money of a case that is hidden from whoever reads is not there: the payer
//! is whoever is hidden.

use super::event::PaymentEvent;
use super::payment::Payment;
use super::refund::{Refund, RefundEvent, RefundSource, RefundState};
use super::{refund_stream, stream};
use crate::access::rights::{Action, actor_may};
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::cases::Page;
use crate::cases::work::{PAGE_MAX, cursor};
use crate::error::OfficeError;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Money, PaymentId, PersonId, RefundId};
use store::Value;
use store::sql::payments as sql;

/// A movement as it is shown.
pub type PaymentView = Payment;
/// A refund as it is shown.
pub type RefundView = Refund;

/// Which movements are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentFilter {
    /// Only this state; without one, those that are not settled.
    pub state: Option<String>,
    /// Where the page begins, from [`Page::next`].
    pub after: Option<String>,
    /// Lines a page; 0 for the usual 25.
    pub limit: u16,
}

/// A movement of the log.
pub(super) async fn payment(
    snapshot: &mut Snapshot,
    access: &Access,
    id: PaymentId,
) -> Result<Payment, OfficeError> {
    let events = entries::<PaymentEvent>(access.open(snapshot.events(&stream(id)).await?))?;
    Payment::fold(id, events.iter().map(|entry| &entry.event)).ok_or(OfficeError::NotFound)
}

/// A movement that whoever reads may know of. One that names a hidden case names whoever is hidden: it is not there.
pub(super) async fn shown_payment(
    snapshot: &mut Snapshot,
    access: &Access,
    id: PaymentId,
) -> Result<Payment, OfficeError> {
    let found = payment(snapshot, access, id).await?;
    if sees(snapshot, found.case).await? { Ok(found) } else { Err(OfficeError::NotFound) }
}

/// A refund that whoever reads may know of.
pub(super) async fn shown_refund(
    snapshot: &mut Snapshot,
    access: &Access,
    id: RefundId,
) -> Result<Refund, OfficeError> {
    let found = refund(snapshot, access, id).await?;
    let case = match found.order.source {
        RefundSource::Case(case) => Some(case),
        RefundSource::Payment(id) => payment(snapshot, access, id).await?.case,
    };
    if sees(snapshot, case).await? { Ok(found) } else { Err(OfficeError::NotFound) }
}

/// Whether whoever reads may know of the case that money is about; of one that was erased nothing is hidden any more.
async fn sees(snapshot: &mut Snapshot, case: Option<CaseId>) -> Result<bool, OfficeError> {
    let Some(case) = case else { return Ok(true) };
    match snapshot.persons_of_case(case).await? {
        Some(persons) => snapshot.sees_case(persons).await,
        None => Ok(true),
    }
}

/// What was found, or nothing where it is not there for whoever reads.
pub(super) fn if_there<T>(found: Result<T, OfficeError>) -> Result<Option<T>, OfficeError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(OfficeError::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// A refund of the log.
pub(super) async fn refund(
    snapshot: &mut Snapshot,
    access: &Access,
    id: RefundId,
) -> Result<Refund, OfficeError> {
    let events = entries::<RefundEvent>(access.open(snapshot.events(&refund_stream(id)).await?))?;
    Refund::fold(id, events.iter().map(|entry| &entry.event)).ok_or(OfficeError::NotFound)
}

impl Office {
    /// The right to see refunds: whoever orders them, and whoever approves them.
    pub(super) fn may_see_refunds(&self, actor: &Actor) -> Result<Access, Denied> {
        let action = [Action::ReconcilePayments, Action::ApproveRefund, Action::PayRefunds]
            .into_iter()
            .find(|action| actor_may(actor, *action))
            .unwrap_or(Action::ReconcilePayments);
        self.authorise(actor, action, None, Purpose::Duty, false, "refunds")
    }

    fn reconciling(&self, actor: &Actor) -> Result<Access, Denied> {
        self.authorise(actor, Action::ReconcilePayments, None, Purpose::Duty, false, "payments")
    }

    /// Movements, the oldest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to reconcile.
    pub async fn payments(
        &self,
        actor: &Actor,
        filter: &PaymentFilter,
    ) -> Result<Page<PaymentView>, OfficeError> {
        let access = self.reconciling(actor)?;
        let movement = |text: &str| text.parse().ok().map(PaymentId::as_i64);
        let (mut day, mut id) = cursor(filter.after.as_deref(), movement)?;
        let limit = if filter.limit == 0 { 25 } else { filter.limit.min(PAGE_MAX) };
        let (state, wanted) = (filter.state.as_deref().unwrap_or_default(), usize::from(limit) + 1);
        let mut snapshot = self.snapshot(actor).await?;
        let mut items: Vec<Payment> = Vec::new();
        // What is left out makes room for what comes after it.
        while items.len() < wanted {
            let key = [Value::from(state), Value::Int(day), Value::Int(id), Value::Int(i64::from(limit) + 1)];
            let rows = snapshot.rows(&sql::PAYMENTS, &key).await?;
            for row in &rows {
                let found = payment(&mut snapshot, &access, PaymentId::from_i64(row.int(0)?)).await?;
                (day, id) = (i64::from(found.booked.booked_on.number()), found.id.as_i64());
                if sees(&mut snapshot, found.case).await? {
                    items.push(found);
                }
            }
            if rows.len() < wanted {
                break;
            }
        }
        let more = items.len() > usize::from(limit);
        items.truncate(usize::from(limit));
        let last = items.last().filter(|_| more);
        let next = last.map(|last: &Payment| format!("{}.{}", last.booked.booked_on, last.id));
        drop(snapshot);
        self.answer(actor, &access, Page { items, next }).await
    }

    /// How many movements are in each state, and the sum of what nobody has disposed of: code, count, sum.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to reconcile.
    pub async fn payment_counts(&self, actor: &Actor) -> Result<Vec<(String, u64, Money)>, OfficeError> {
        self.reconciling(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut counts = Vec::new();
        for row in snapshot.rows(&sql::PAYMENT_COUNT, &[]).await? {
            counts.push((row.text(0)?.to_owned(), row.int(1)?, row.int(2)?));
        }
        for row in snapshot.rows(&sql::OF_PROTECTED, &[]).await? {
            let persons = [PersonId::from_i64(row.int(2)?), PersonId::from_i64(row.int(3)?)];
            if snapshot.sees_case(persons).await? {
                continue;
            }
            for (_, count, left) in
                counts.iter_mut().filter(|(state, ..)| row.text(0).is_ok_and(|s| s == state))
            {
                *count -= 1;
                *left -= row.int(1)?;
            }
        }
        let counted = |(state, count, left): (String, i64, i64)| {
            let left = Money::new(left, self.country().currency);
            (count > 0).then(|| (state, u64::try_from(count).unwrap_or(0), left))
        };
        Ok(counts.into_iter().filter_map(counted).collect())
    }

    /// One movement.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::NotFound`] when there is none.
    pub async fn payment(&self, actor: &Actor, id: PaymentId) -> Result<PaymentView, OfficeError> {
        let access = self.reconciling(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = shown_payment(&mut snapshot, &access, id).await?;
        drop(snapshot);
        self.answer(actor, &access, found).await
    }

    /// Refunds in a state, or those that are not at their end; the oldest first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to order or approve refunds.
    pub async fn refunds(
        &self,
        actor: &Actor,
        state: Option<RefundState>,
    ) -> Result<Vec<RefundView>, OfficeError> {
        let access = self.may_see_refunds(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let state = Value::from(state.map_or("", RefundState::code));
        let mut list = Vec::new();
        for row in snapshot.rows(&sql::REFUNDS, &[state]).await? {
            let id = RefundId::from_i64(row.int(0)?);
            list.extend(if_there(shown_refund(&mut snapshot, &access, id).await)?);
        }
        drop(snapshot);
        self.answer(actor, &access, list).await
    }

    /// One refund.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::NotFound`] when there is none.
    pub async fn refund(&self, actor: &Actor, id: RefundId) -> Result<RefundView, OfficeError> {
        let access = self.may_see_refunds(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = shown_refund(&mut snapshot, &access, id).await?;
        drop(snapshot);
        self.answer(actor, &access, found).await
    }
}

//! Ordering, approving and refusing refunds, and writing the approved ones into an order to the bank.

use super::assign::{REASONS_MAX, reasoned, waiting, words};
use super::event::PaymentEvent;
use super::import::End;
use super::read::{if_there, shown_payment, shown_refund};
use super::refund::{Refund, RefundEvent, RefundOrder, RefundSource, RefundState};
use super::{refund_stream, stream};
use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::{Case, Phase};
use crate::cases::rules::ordered_back;
use crate::error::{FieldError, OfficeError, Problem};
use kernel::{Currency, Iban, Lang, Money, RefundId};
use law::FeeAnswer;
use payments::pain::{self, Order, Transfer};
use store::sql::payments::REFUNDS;
use store::{Blob, StreamId, Submission, Value};

/// Most characters of a payee's name, and of a cited ground.
const NAME_MAX: usize = 70;
const GROUND_MAX: usize = 200;
/// Transfers in one order to the bank.
const TRANSFERS_MAX: usize = 500;

/// A refund as somebody wants to order it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// What.
    pub source: RefundSource,
    /// How many hundredths of the currency in which it came; all that can be paid back when absent.
    pub cents: Option<i64>,
    /// To whom.
    pub payee: String,
    /// Where to.
    pub account: String,
    /// The legal ground, as the officer cites it.
    pub ground: String,
    /// Why.
    pub reasons: String,
}

/// An order to the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundsFile {
    /// Its number.
    pub message: RefundId,
    /// ISO 20022 pain.001, version 001.09.
    pub bytes: Vec<u8>,
    /// The refunds that it pays.
    pub refunds: Vec<RefundId>,
    /// How many approved ones are left for the next: of another account or currency, or too many for one.
    pub left: usize,
}

/// What one order to the bank is for: refunds from one account, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfBank {
    /// The account of the office.
    pub from: Iban,
    /// The currency.
    pub currency: Currency,
}

impl OfBank {
    /// The order that a refund goes into.
    #[must_use]
    pub fn of(refund: &Refund) -> Self {
        Self { from: refund.order.from.clone(), currency: refund.order.amount.currency() }
    }
}

/// A request without fault.
struct Checked {
    payee: String,
    account: Iban,
    ground: String,
    reasons: String,
}

fn check(wanted: &RefundRequest) -> Result<Checked, OfficeError> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut text = |field, text: &str, max| {
        words(field, text, max).map_err(|fault| wrong.push(fault)).unwrap_or_default()
    };
    let payee = text("payee", &wanted.payee, NAME_MAX);
    let ground = text("ground", &wanted.ground, GROUND_MAX);
    let reasons = reasoned(&wanted.reasons).map_err(|fault| wrong.push(fault)).unwrap_or_default();
    let account = wanted.account.parse::<Iban>();
    if let Err(why) = &account {
        wrong.push(FieldError::new("account", Problem::new("wrong-account").with("why", why)));
    }
    match account {
        Ok(account) if wrong.is_empty() => Ok(Checked { payee, account, ground, reasons }),
        _ => Err(OfficeError::Invalid(wrong)),
    }
}

/// What can be paid back of a fee: what facts made too much of it, and all that is there once the case was withdrawn,
/// decided or ended. Whether the law lets it go back the officer says, and cites.
fn refundable(case: &Case, fee: &FeeAnswer) -> Result<Money, OfficeError> {
    let Some(paid) = case.paid.last() else {
        return Err(OfficeError::NotNow(Problem::new("refund-unpaid")));
    };
    let there = case.fee_paid(paid.amount.currency());
    if there.cents() <= 0 || case.refund().is_some_and(|refund| refund.paid.is_none()) {
        return Err(OfficeError::NotNow(Problem::new("refund-ordered")));
    }
    match case.phase {
        Phase::Open | Phase::Proposed(_) | Phase::Submitted { .. } => {
            case.fee_over(fee).ok_or_else(|| OfficeError::NotNow(Problem::new("refund-early")))
        }
        Phase::Decided { .. } | Phase::InForce { .. } | Phase::Withdrawn { .. } | Phase::Ended { .. } => {
            Ok(there)
        }
    }
}

/// How much is wanted of what can be paid back.
fn wanted_of(most: Money, cents: Option<i64>) -> Result<Money, OfficeError> {
    let amount = Money::new(cents.unwrap_or(most.cents()), most.currency());
    let problem = match amount.cents() {
        ..=0 => Problem::new("refund-nothing"),
        cents if cents > most.cents() => Problem::new("refund-amount"),
        _ => return Ok(amount),
    };
    Err(OfficeError::field("amount", problem.with("amount", most)))
}

impl Office {
    /// Orders a refund; another officer has to approve it.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] field by field; [`OfficeError::NotNow`] when there is nothing to pay back.
    pub async fn order_refund(&self, actor: &Actor, wanted: &RefundRequest) -> Result<Refund, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ReconcilePayments, "refunds")?;
        let Checked { payee, account, ground, reasons } = check(wanted)?;
        let (id, on) = (self.draw(RefundId::draw), self.today());
        let mut snapshot = self.snapshot(actor).await?;
        let mut submission = self.submission(actor);
        let (amount, from) = match wanted.source {
            RefundSource::Payment(source) => {
                let found = waiting(shown_payment(&mut snapshot, &access, source).await?, None)?;
                if !found.booked.credit {
                    return Err(OfficeError::NotNow(Problem::new("payment-debit")));
                }
                let amount = wanted_of(found.left, wanted.cents)?;
                let reserved = found.reserve(amount);
                let (left, state) = reserved
                    .ok_or_else(|| OfficeError::Fault("a refund does not fit its money".to_owned()))?;
                let reserved = PaymentEvent::PaymentReserved { refund: id, amount, left, state, on };
                submission.expect.push((stream(source), found.version));
                submission.events.push(event(stream(source), reserved.kind(), &reserved)?);
                (amount, found.booked.account)
            }
            RefundSource::Case(case) => {
                let loaded =
                    self.load(&mut snapshot, &Actor::System, case).await.map_err(|error| match error {
                        OfficeError::NotFound => OfficeError::field(
                            "case",
                            Problem::new("payment-case").with("case", case.grouped()),
                        ),
                        other => other,
                    })?;
                let most = refundable(&loaded.case, &loaded.assessment.fee)?;
                let amount = wanted_of(most, wanted.cents)?;
                let to = self.law().pay_to(loaded.procedure);
                let from = to.and_then(|to| to.account(self.is_demonstration())).cloned();
                let from = from.ok_or_else(|| OfficeError::NotNow(Problem::new("refund-no-account")))?;
                let fresh = self.fresh()?;
                let step = ordered_back(&self.context(&Actor::System, &loaded, &fresh), id, amount)?;
                submission = self.of_step(actor, &loaded, step)?;
                (amount, from)
            }
        };
        drop(snapshot);
        let by = officer.id.clone();
        let order =
            RefundOrder { source: wanted.source, amount, from, payee, account, ground, reasons, by, on };
        let ordered = RefundEvent::RefundOrdered(Box::new(order));
        submission.expect.push((refund_stream(id), 0));
        submission.events.push(event(refund_stream(id), ordered.kind(), &ordered)?);
        self.commit(Some(&access), submission).await?;
        self.refund(actor, id).await.map_err(OfficeError::when_done)
    }

    /// Approves a refund that another officer ordered.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] with `refund-same-person` for one's own; the state that is in the way otherwise.
    pub async fn approve_refund(
        &self,
        actor: &Actor,
        id: RefundId,
        expected: Option<u32>,
    ) -> Result<Refund, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ApproveRefund, "refunds")?;
        let mut snapshot = self.snapshot(actor).await?;
        let found =
            in_state(shown_refund(&mut snapshot, &access, id).await?, expected, RefundState::Ordered)?;
        drop(snapshot);
        let officers = found.approval(&officer.id);
        let officers = officers.map_err(|_| OfficeError::NotNow(Problem::new("refund-same-person")))?;
        let approved = RefundEvent::RefundApproved { officers, on: self.today() };
        let mut submission = self.submission(actor);
        submission.expect.push((refund_stream(id), found.version));
        submission.events.push(event(refund_stream(id), approved.kind(), &approved)?);
        self.commit(Some(&access), submission).await?;
        self.refund(actor, id).await.map_err(OfficeError::when_done)
    }

    /// Refuses a refund before it goes to the bank; its money waits again.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] once it went to the bank.
    pub async fn refuse_refund(
        &self,
        actor: &Actor,
        id: RefundId,
        expected: Option<u32>,
        reasons: &str,
    ) -> Result<Refund, OfficeError> {
        let (officer, access) = self.acting(actor, Action::ApproveRefund, "refunds")?;
        let reasons = words("reasons", reasons, REASONS_MAX)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = shown_refund(&mut snapshot, &access, id).await?;
        let state = if found.state == RefundState::Approved { found.state } else { RefundState::Ordered };
        let found = in_state(found, expected, state)?;
        let refused = RefundEvent::RefundRefused { by: officer.id.clone(), reasons, on: self.today() };
        let mut submission = self.submission(actor);
        submission.expect.push((refund_stream(id), found.version));
        submission.events.push(event(refund_stream(id), refused.kind(), &refused)?);
        let ended = End { refund: id, source: found.order.source, paid: false, on: self.today() };
        self.end_refund(&mut snapshot, &access, &mut submission, ended).await?;
        drop(snapshot);
        self.commit(Some(&access), submission).await?;
        self.refund(actor, id).await.map_err(OfficeError::when_done)
    }

    /// Writes the approved refunds of one account and one currency into an order to the bank: those of `of`, or of the
    /// oldest; nothing when there are none.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; [`OfficeError::Conflict`] when somebody does the same.
    pub async fn export_refunds(
        &self,
        actor: &Actor,
        of: Option<&OfBank>,
    ) -> Result<Option<RefundsFile>, OfficeError> {
        let access = self.authorise(actor, Action::PayRefunds, None, Purpose::Duty, false, "refunds")?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut list = Vec::new();
        for row in snapshot.rows(&REFUNDS, &[Value::from(RefundState::Approved.code())]).await? {
            let id = RefundId::from_i64(row.int(0)?);
            list.extend(if_there(shown_refund(&mut snapshot, &access, id).await)?);
        }
        drop(snapshot);
        let all = list.len();
        let Some(of) = of.cloned().or_else(|| list.first().map(OfBank::of)) else { return Ok(None) };
        list.retain(|refund| OfBank::of(refund) == of);
        list.truncate(TRANSFERS_MAX);
        if list.is_empty() {
            return Ok(None);
        }
        let message = self.draw(RefundId::draw);
        let bytes = pain::write(&self.order(message, &of.from, &list))
            .map_err(|e| OfficeError::Fault(format!("an order to the bank cannot be written: {e}")))?;
        let blob = Blob { media_type: "application/xml".to_owned(), bytes: bytes.clone() };
        let blob = self.store().put_blob(&order_stream(message), &blob).await?;
        let mut submission = self.submission(actor);
        for refund in &list {
            self.exported(actor, &mut submission, refund, message, &blob)?;
        }
        self.commit(Some(&access), submission).await?;
        let refunds: Vec<RefundId> = list.iter().map(|refund| refund.id).collect();
        Ok(Some(RefundsFile { message, bytes, left: all - refunds.len(), refunds }))
    }

    fn exported(
        &self,
        actor: &Actor,
        submission: &mut Submission,
        refund: &Refund,
        message: RefundId,
        blob: &str,
    ) -> Result<(), OfficeError> {
        let by = actor.officer().map(|officer| officer.id.clone());
        let told = RefundEvent::RefundExported { message, blob: blob.to_owned(), by, on: self.today() };
        submission.expect.push((refund_stream(refund.id), refund.version));
        submission.events.push(event(refund_stream(refund.id), told.kind(), &told)?);
        Ok(())
    }

    fn order(&self, message: RefundId, from: &Iban, refunds: &[Refund]) -> Order {
        let to = self.law().payments().iter();
        let mut to = to.filter(|to| to.account(self.is_demonstration()) == Some(from));
        let authority = self.law().authority().name.get(Lang::LV);
        let (day, minute) = self.now_local();
        Order {
            id: message.to_string(),
            // The zone of the bank is that of the office.
            written_at: format!("{day}T{:02}:{:02}:00", minute.minutes() / 60, minute.minutes() % 60),
            pay_on: self.today(),
            payer: to.next().map_or(authority, |to| to.payee.as_str()).to_owned(),
            account: from.clone(),
            transfers: refunds
                .iter()
                .map(|refund| Transfer {
                    id: refund.id.to_string(),
                    amount: refund.order.amount,
                    payee: refund.order.payee.clone(),
                    account: refund.order.account.clone(),
                    text: format!("Atmaksa {}", refund.id.grouped()),
                })
                .collect(),
        }
    }

    /// The order to the bank in which a refund was written, the same bytes again.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] before it was.
    pub async fn refund_order(&self, actor: &Actor, id: RefundId) -> Result<Vec<u8>, OfficeError> {
        let access = self.may_see_refunds(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = shown_refund(&mut snapshot, &access, id).await?;
        let (message, blob, _) = found.exported.ok_or(OfficeError::NotFound)?;
        let missing = || OfficeError::Fault("the bytes of an order to the bank are missing".to_owned());
        let file = access.open(snapshot.blob(&order_stream(message), &blob).await?.ok_or_else(missing)?);
        drop(snapshot);
        self.answer(actor, &access, file.bytes).await
    }
}

/// The stream whose key seals an order to the bank; it has no events of its own.
fn order_stream(message: RefundId) -> StreamId {
    StreamId::new("bank-order", message)
}

fn in_state(found: Refund, expected: Option<u32>, state: RefundState) -> Result<Refund, OfficeError> {
    if expected.is_some_and(|version| version != found.version) {
        return Err(OfficeError::Conflict(Problem::new("stale")));
    }
    if found.state != state {
        return Err(OfficeError::NotNow(Problem::new("refund-state").with("refund", found.state.code())));
    }
    Ok(found)
}

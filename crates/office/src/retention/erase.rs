//! Erasing what is due: the keys of a case, of its letters, of what was mailed about it, of its visit, of its rating and of
//! the holds on it are destroyed in the transaction that enters why; rows and files go with them.

use super::due::{Standing, followers};
use super::event::{Erased, ErasedVisit, ErasureEvent, OrderEvent, Rule};
use super::orders::OrderState;
use super::report::{FIELDS, Looked};
use super::{ErasureOrder, erasure_stream, hold_stream, order_stream};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::appointments::event::{AppointmentBooked, AppointmentEvent};
use crate::appointments::visit::stream as visit_stream;
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use crate::cases::view::stream;
use crate::error::OfficeError;
use crate::letters::stream as letter_stream;
use crate::mail::stream as mail_stream;
use crate::post::incoming_stream;
use crate::ratings::stream as rating_stream;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, ErasureOrderId, IncomingId, LetterId, PaymentId, RefundId};
use store::sql::cases::LETTERS_OF_CASE;
use store::sql::post::INCOMING_OF_CASE;
use store::sql::retention::{BAR, IS_THERE, PAYMENTS_OF_CASE, REFUNDS_OF_CASE};
use store::{RecordedEvent, Seal, StreamId, Value};

/// The kinds of jobs that are about a case.
const JOBS: [&str; 10] = [
    "letter",
    "make",
    "automatic",
    "overdue",
    "by-law",
    "presumed",
    "dispatch",
    "unanswered",
    "chosen-way",
    "mail",
];

/// How the ids of the jobs of a case begin.
pub(super) fn jobs_of(case: CaseId) -> Vec<String> {
    JOBS.iter().map(|kind| format!("{kind}:{case}")).collect()
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Cases erased under rules that were read in a source, which need no order.
    pub by_rule: u64,
    /// Cases erased under each order that was approved.
    pub by_order: Vec<(ErasureOrderId, u64)>,
}

impl Carried {
    /// How many cases in all.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.by_rule + self.by_order.iter().map(|(_, count)| count).sum::<u64>()
    }
}

/// The booking of a visit, by its entries.
pub(super) fn booked(events: Vec<RecordedEvent>) -> Result<Option<AppointmentBooked>, OfficeError> {
    let first = entries::<AppointmentEvent>(events)?.into_iter().next();
    Ok(first.and_then(|entry| match entry.event {
        AppointmentEvent::AppointmentBooked(booked) => Some(booked),
        _ => None,
    }))
}

impl Office {
    /// Carries out every order that was approved, and erases what is due up to today under rules that were read in a
    /// source. What is held stays.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for anybody but the office itself.
    pub async fn erase_due(&self, actor: &Actor) -> Result<Carried, OfficeError> {
        let access = self.authorise(actor, Action::CarryOutErasure, None, Purpose::Duty, false, FIELDS)?;
        self.answer(actor, &access, ()).await?;
        self.complete_journal(&access).await?;
        let mut carried = Carried::default();
        for order in self.orders_in(OrderState::Approved).await? {
            let erased = self.carry_out(&access, &order).await?;
            carried.by_order.push((order.id, erased));
        }
        let today = self.today();
        let by_rule = |looked: &Looked<'_>| looked.rule.verified && looked.rule.cite.is_some();
        carried.by_rule = self.erase_all(&access, None, today, None, &by_rule).await?;
        Ok(carried)
    }

    /// Carries out one order; harmless when it was carried out before.
    pub(crate) async fn carry_out_order(&self, id: ErasureOrderId) -> Result<(), OfficeError> {
        let access =
            self.authorise(&Actor::System, Action::CarryOutErasure, None, Purpose::Duty, false, FIELDS)?;
        self.answer(&Actor::System, &access, ()).await?;
        let approved = self.orders_in(OrderState::Approved).await?;
        match approved.into_iter().find(|order| order.id == id) {
            Some(order) => self.carry_out(&access, &order).await.map(|_| ()),
            None => Ok(()),
        }
    }

    async fn carry_out(&self, access: &Access, order: &ErasureOrder) -> Result<u64, OfficeError> {
        // Nothing is due before its day, whatever the order says.
        let until = order.until.min(self.today());
        let procedure = order.procedure.as_deref();
        let erased = self.erase_all(access, procedure, until, Some(order.id), &|_| true).await?;
        let done = OrderEvent::ErasureCarriedOut {
            erased: u32::try_from(erased).unwrap_or(u32::MAX),
            on: self.today(),
        };
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((order_stream(order.id), order.version));
        submission.events.push(event(order_stream(order.id), done.kind(), &done)?);
        self.commit(None, submission).await?;
        tracing::info!(erasure.order = %order.id, erasure.cases = erased, "an order to erase was carried out");
        Ok(erased)
    }

    /// Erases every case that is due and that `is_wanted`; those that came of others first. Answers how many, without those
    /// that are hidden from officers.
    async fn erase_all(
        &self,
        access: &Access,
        procedure: Option<&str>,
        until: Day,
        order: Option<ErasureOrderId>,
        is_wanted: &(dyn Fn(&Looked<'_>) -> bool + Sync),
    ) -> Result<u64, OfficeError> {
        let (mut erased, mut told) = (0, 0);
        loop {
            let before = erased;
            let mut page = (i64::MIN, i64::MIN);
            loop {
                let mut snapshot = self.snapshot(&Actor::System).await?;
                let ids = self.over(&mut snapshot, procedure, until, &mut page).await?;
                drop(snapshot);
                let Some(ids) = ids else { break };
                for id in ids {
                    let mut snapshot = self.snapshot(&Actor::System).await?;
                    let Some(looked) = self.look(&mut snapshot, access, id, until).await? else { continue };
                    if looked.standing != Standing::Due || !is_wanted(&looked) {
                        continue;
                    }
                    // A case that came of it is due too, and goes before it.
                    if followed(&mut snapshot, &looked).await? {
                        continue;
                    }
                    // Whoever reads the order later is not told how many there were of whom they may not know.
                    let hidden = snapshot.apart([looked.case.applicant, looked.case.subject]).await?;
                    match self.erase_case(snapshot, access, &looked, order).await {
                        Ok(()) => {
                            erased += 1;
                            told += u64::from(!hidden);
                        }
                        // Somebody wrote to it meanwhile; the next run looks again.
                        Err(OfficeError::Conflict(_)) => {}
                        Err(other) => return Err(other),
                    }
                }
            }
            if erased == before {
                return Ok(told);
            }
        }
    }

    async fn erase_case(
        &self,
        mut snapshot: Snapshot,
        access: &Access,
        looked: &Looked<'_>,
        order: Option<ErasureOrderId>,
    ) -> Result<(), OfficeError> {
        let id = looked.case.id;
        let erased = self.erased(&mut snapshot, access, looked, order).await?;
        let streams = self.parts_of(&mut snapshot, &looked.case).await?;
        let hold = snapshot.version(&hold_stream(id)).await?;
        drop(snapshot);
        let erased = ErasureEvent::Erased(Box::new(erased));
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((stream(id), looked.case.version));
        submission.expect.push((hold_stream(id), hold));
        submission.expect.push((erasure_stream(id), 0));
        submission.events.push(event(erasure_stream(id), ErasureEvent::KIND, &erased)?);
        submission.erase = streams.clone();
        submission.forget_jobs = jobs_of(id);
        let committed = self.commit(None, submission).await?;
        self.note_in_journal(id, committed.position, &streams, erased)
    }

    /// The streams that are erased with a case.
    pub(super) async fn parts_of(
        &self,
        snapshot: &mut Snapshot,
        case: &Case,
    ) -> Result<Vec<StreamId>, OfficeError> {
        let mut streams = vec![stream(case.id)];
        streams.extend(letters(snapshot, case.id).await?.into_iter().map(letter_stream));
        streams.extend(incoming(snapshot, case.id).await?.into_iter().map(incoming_stream));
        let beside = [hold_stream(case.id), rating_stream(case.id), mail_stream(case.id)];
        for part in beside.into_iter().chain(case.appointment.map(visit_stream)) {
            if snapshot.version(&part).await? > 0 && snapshot.seal_of(&part).await? != Seal::Erased {
                streams.push(part);
            }
        }
        Ok(streams)
    }

    /// What the entry that stays says.
    async fn erased(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        looked: &Looked<'_>,
        order: Option<ErasureOrderId>,
    ) -> Result<Erased, OfficeError> {
        let (case, rule) = (&looked.case, looked.rule);
        let id = [Value::Int(case.id.as_i64())];
        let term = rule.term.ok_or_else(|| OfficeError::Fault("a case kept for ever is due".to_owned()))?;
        let (mut payments, mut refunds) = (Vec::new(), Vec::new());
        for row in snapshot.rows(&PAYMENTS_OF_CASE, &id).await? {
            payments.push(PaymentId::from_i64(row.int(0)?));
        }
        for row in snapshot.rows(&REFUNDS_OF_CASE, &id).await? {
            refunds.push(RefundId::from_i64(row.int(0)?));
        }
        let visit = match case.appointment {
            Some(visit) => {
                let events = access.open(snapshot.events(&visit_stream(visit)).await?);
                booked(events)?.map(|booked| ErasedVisit {
                    id: visit,
                    seats: booked.seats().collect(),
                    office: booked.office,
                    day: booked.day,
                    lane: booked.lane,
                })
            }
            None => None,
        };
        Ok(Erased {
            procedure: case.procedure.clone(),
            in_force: case.in_force,
            rule: Rule { term, from: rule.from.clone(), cite: rule.cite.clone(), verified: rule.verified },
            kept_until: looked.kept_until,
            on: self.today(),
            order,
            subject: rule.tells.then_some(case.subject),
            letters: letters(snapshot, case.id).await?,
            dispatches: u16::try_from(case.dispatches.len()).unwrap_or(u16::MAX),
            incoming: incoming(snapshot, case.id).await?,
            grounds: grounds(looked),
            bar: bar(snapshot, looked).await?,
            payments,
            refunds,
            visit,
        })
    }
}

/// Whether a case that came of it is still there.
async fn followed(snapshot: &mut Snapshot, looked: &Looked<'_>) -> Result<bool, OfficeError> {
    for child in followers(&looked.entries) {
        if snapshot.row(&IS_THERE, &[Value::Int(child.as_i64())]).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn letters(snapshot: &mut Snapshot, case: CaseId) -> Result<Vec<LetterId>, OfficeError> {
    let rows = snapshot.rows(&LETTERS_OF_CASE, &[Value::Int(case.as_i64())]).await?;
    Ok(rows.iter().map(|row| row.int(0).map(LetterId::from_i64)).collect::<Result<_, _>>()?)
}

/// What came in by a gateway and was given to the case.
async fn incoming(snapshot: &mut Snapshot, case: CaseId) -> Result<Vec<IncomingId>, OfficeError> {
    let rows = snapshot.rows(&INCOMING_OF_CASE, &[Value::Int(case.as_i64())]).await?;
    Ok(rows.iter().map(|row| row.int(0).map(IncomingId::from_i64)).collect::<Result<_, _>>()?)
}

/// The grounds of every decision in the case.
fn grounds(looked: &Looked<'_>) -> Vec<String> {
    let decided = looked.entries.iter().filter_map(|entry| match &entry.event {
        CaseEvent::Decided { decision, .. } => Some(decision),
        _ => None,
    });
    let grounds =
        decided.flat_map(|decision| decision.outcome.grounds().iter().map(|ground| ground.id.clone()));
    grounds.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The bar of the case, where its row is the case's own and not that of a later one.
async fn bar(
    snapshot: &mut Snapshot,
    looked: &Looked<'_>,
) -> Result<Option<(kernel::PersonId, String)>, OfficeError> {
    let mut bars = looked.entries.iter().filter_map(|entry| match &entry.event {
        CaseEvent::DecisionServed { bar, .. } => bar.as_ref(),
        _ => None,
    });
    let Some(bar) = bars.next_back() else { return Ok(None) };
    let key = [Value::Int(bar.subject.as_i64()), Value::from(bar.procedure.as_str())];
    let row = snapshot.row(&BAR, &key).await?;
    let until = row.map(|row| row.int(0)).transpose()?;
    let own = until == Some(i64::from(bar.until.number()));
    Ok(own.then(|| (bar.subject, bar.procedure.clone())))
}

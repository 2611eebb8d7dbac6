//! The rows of holds, of orders to erase, and of what was erased. What an erased case left in rows goes with the entry that
//! says so; on a rebuild its own entries are passed over, and come to the same.

use crate::retention::{Erased, ErasureEvent, HoldEvent, OrderEvent, OrderState};
use crate::tables;
use kernel::{CaseId, ErasureOrderId, LetterId, OfficerId, PaymentId, PersonId, RefundId};
use store::{Change, Value};

pub(super) fn hold(case: CaseId, event: &HoldEvent) -> Vec<Change> {
    let id = Value::Int(case.as_i64());
    vec![match event {
        HoldEvent::HoldPlaced { by, on, .. } => {
            Change::Put(&tables::LEGAL_HOLD, vec![id, Value::from(on.number()), Value::from(by.as_str())])
        }
        HoldEvent::HoldLifted { .. } => Change::Delete(&tables::LEGAL_HOLD, vec![id]),
    }]
}

pub(super) fn order(order: ErasureOrderId, event: &OrderEvent) -> Vec<Change> {
    let id = || vec![Value::Int(order.as_i64())];
    let set = |columns| vec![Change::Set(&tables::ERASURE_ORDER, id(), columns)];
    let state = |state: OrderState| ("state", Value::from(state.code()));
    match event {
        OrderEvent::ErasureOrdered { procedure, until, by, on } => vec![Change::Put(
            &tables::ERASURE_ORDER,
            vec![
                Value::Int(order.as_i64()),
                Value::from(procedure.as_deref().unwrap_or("")),
                Value::from(until.number()),
                Value::from(OrderState::Ordered.code()),
                Value::from(on.number()),
                Value::from(by.as_str()),
                Value::from(""),
                Value::Int(0),
            ],
        )],
        OrderEvent::ErasureApproved { officers, .. } => {
            let by = officers.approved();
            set(vec![state(OrderState::Approved), ("approved_by", Value::from(OfficerId::as_str(by)))])
        }
        OrderEvent::ErasureRefused { .. } => set(vec![state(OrderState::Refused)]),
        OrderEvent::ErasureCarriedOut { erased, .. } => {
            set(vec![state(OrderState::Done), ("erased", Value::from(*erased))])
        }
    }
}

pub(super) fn erasure(case: CaseId, event: &ErasureEvent) -> Vec<Change> {
    let ErasureEvent::Erased(erased) = event;
    let id = || Value::Int(case.as_i64());
    let Erased { letters, grounds, payments, refunds, .. } = &**erased;
    let mut changes = vec![
        Change::Put(
            &tables::ERASED_CASE,
            vec![
                id(),
                Value::Int(erased.subject.map_or(0, PersonId::as_i64)),
                Value::from(erased.procedure.as_str()),
                Value::from(erased.kept_until.number()),
                Value::from(erased.on.number()),
            ],
        ),
        Change::Delete(&tables::CASE_FILE, vec![id()]),
        Change::Delete(&tables::LEGAL_HOLD, vec![id()]),
        Change::Delete(&tables::RATING, vec![id()]),
    ];
    let letter = |letter: &LetterId| Change::Delete(&tables::LETTER, vec![Value::Int(letter.as_i64())]);
    changes.extend(letters.iter().map(letter));
    for number in 1..=erased.dispatches {
        changes.push(Change::Delete(&tables::DISPATCH, vec![id(), Value::from(number)]));
    }
    let came = |of: &kernel::IncomingId| Change::Delete(&tables::INCOMING, vec![Value::Int(of.as_i64())]);
    changes.extend(erased.incoming.iter().map(came));
    let ground =
        |ground: &String| Change::Delete(&tables::REFUSAL_GROUND, vec![id(), Value::from(ground.as_str())]);
    changes.extend(grounds.iter().map(ground));
    changes.extend(erased.bar.as_ref().map(|(subject, procedure)| {
        let key = vec![Value::Int(subject.as_i64()), Value::from(procedure.as_str())];
        Change::Delete(&tables::REAPPLY_BAR, key)
    }));
    let nameless = || vec![("case_id", Value::Int(0))];
    let payment = |id: &PaymentId| Change::Set(&tables::PAYMENT, vec![Value::Int(id.as_i64())], nameless());
    changes.extend(payments.iter().map(payment));
    let refund = |id: &RefundId| Change::Set(&tables::REFUND, vec![Value::Int(id.as_i64())], nameless());
    changes.extend(refunds.iter().map(refund));
    if let Some(visit) = &erased.visit {
        changes.push(Change::Delete(&tables::APPOINTMENT, vec![Value::Int(visit.id.as_i64())]));
        changes.extend(visit.seats.iter().map(|minute| {
            let key = vec![
                Value::from(visit.office.as_str()),
                Value::from(visit.day.number()),
                Value::from(*minute),
                Value::from(visit.lane),
            ];
            Change::Delete(&tables::SEAT, key)
        }));
    }
    changes
}

//! The rows of movements and refunds.

use crate::payments::{PaymentEvent, PaymentState, Place, RefundEvent, RefundSource, RefundState};
use crate::tables;
use kernel::{CaseId, Money, PaymentId, RefundId};
use store::{Change, Value};

pub(super) fn payment(id: PaymentId, event: &PaymentEvent) -> Vec<Change> {
    let set = |columns| vec![Change::Set(&tables::PAYMENT, vec![Value::Int(id.as_i64())], columns)];
    let stands = |left: &Money, state: &PaymentState| {
        vec![("state", Value::from(state.code())), ("left_cents", Value::Int(left.cents()))]
    };
    match event {
        PaymentEvent::PaymentBooked { booked, to } => {
            let (state, case, left) = goes(to, booked.amount);
            vec![Change::Claim(
                &tables::PAYMENT,
                vec![
                    Value::Int(id.as_i64()),
                    Value::from(booked.account.as_str()),
                    Value::from(booked.bank_reference.as_str()),
                    Value::from(booked.booked_on.number()),
                    Value::Int(booked.amount.cents()),
                    Value::from(booked.amount.currency().to_string()),
                    Value::from(booked.credit),
                    Value::from(state.code()),
                    Value::Int(case.map_or(0, CaseId::as_i64)),
                    Value::Int(left.unwrap_or(booked.amount).cents()),
                ],
            )]
        }
        PaymentEvent::PaymentPlaced { to, .. } => {
            let (state, case, left) = goes(to, Money::eur(0));
            let case = Value::Int(case.map_or(0, CaseId::as_i64));
            let mut columns = vec![("state", Value::from(state.code())), ("case_id", case)];
            columns.extend(left.map(|left| ("left_cents", Value::Int(left.cents()))));
            set(columns)
        }
        PaymentEvent::PaymentSetAside { .. } => {
            set(vec![("state", Value::from(PaymentState::SetAside.code()))])
        }
        PaymentEvent::PaymentReserved { left, state, .. }
        | PaymentEvent::PaymentReleased { left, state, .. } => set(stands(left, state)),
    }
}

/// State, case, and what is left where that changes.
fn goes(to: &Place, amount: Money) -> (PaymentState, Option<CaseId>, Option<Money>) {
    match to {
        Place::Settles { case, left, .. } => {
            let state = if left.is_zero() { PaymentState::Settled } else { PaymentState::Waiting };
            (state, Some(*case), Some(*left))
        }
        Place::Part { case, .. } => (PaymentState::Part, Some(*case), Some(Money::new(0, amount.currency()))),
        Place::Waits { case, .. } => (PaymentState::Waiting, *case, None),
        Place::PaysOut { .. } => (PaymentState::PaidOut, None, Some(Money::new(0, amount.currency()))),
    }
}

pub(super) fn refund(id: RefundId, event: &RefundEvent) -> Vec<Change> {
    let set = |state: RefundState| {
        let columns = vec![("state", Value::from(state.code()))];
        vec![Change::Set(&tables::REFUND, vec![Value::Int(id.as_i64())], columns)]
    };
    match event {
        RefundEvent::RefundOrdered(order) => {
            let (payment, case) = match order.source {
                RefundSource::Payment(payment) => (payment.as_i64(), 0),
                RefundSource::Case(case) => (0, case.as_i64()),
            };
            vec![Change::Put(
                &tables::REFUND,
                vec![
                    Value::Int(id.as_i64()),
                    Value::Int(payment),
                    Value::Int(case),
                    Value::Int(order.amount.cents()),
                    Value::from(order.amount.currency().to_string()),
                    Value::from(RefundState::Ordered.code()),
                    Value::from(order.on.number()),
                    Value::from(order.by.as_str()),
                    Value::from(""),
                ],
            )]
        }
        RefundEvent::RefundApproved { officers, .. } => vec![Change::Set(
            &tables::REFUND,
            vec![Value::Int(id.as_i64())],
            vec![
                ("state", Value::from(RefundState::Approved.code())),
                ("approved_by", Value::from(officers.approved().as_str())),
            ],
        )],
        RefundEvent::RefundRefused { .. } => set(RefundState::Refused),
        RefundEvent::RefundExported { .. } => set(RefundState::Exported),
        RefundEvent::RefundPaid { .. } => set(RefundState::Paid),
    }
}

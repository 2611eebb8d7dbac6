//! The rows of tickets: where each stands, which numbers are given, which counters are taken.

use crate::appointments::ticket::{TicketEvent, TicketState};
use crate::tables;
use kernel::{AppointmentId, Day, TicketId};
use store::{Change, RecordedEvent, Value};

pub(super) fn changes(id: TicketId, recorded: &RecordedEvent, event: &TicketEvent) -> Vec<Change> {
    let key = || Value::Int(id.as_i64());
    let at = || Value::Int(recorded.recorded_at.micros());
    let set = |mut columns: Vec<(&'static str, Value)>| {
        columns.push(("version", Value::from(recorded.version)));
        Change::Set(&tables::TICKET, vec![key()], columns)
    };
    let place = |office: &str, day: &Day, of: u16| {
        vec![Value::from(office), Value::from(day.number()), Value::from(of)]
    };
    let state = |state: TicketState| ("state", Value::from(state.code()));
    match event {
        TicketEvent::TicketTaken(taken) => {
            let mut number = place(&taken.office, &taken.day, taken.number);
            number.push(key());
            let row = vec![
                key(),
                Value::from(taken.office.as_str()),
                Value::from(taken.day.number()),
                Value::from(taken.number),
                Value::from(taken.task.as_str()),
                Value::from(taken.visit.map(AppointmentId::as_i64)),
                Value::from(taken.booked.map(kernel::Minute::minutes)),
                Value::from(taken.goes_first),
                Value::from(TicketState::Waiting.code()),
                Value::Null,
                at(),
                Value::Null,
                Value::from(""),
                Value::from(recorded.version),
            ];
            vec![Change::Claim(&tables::TICKET_NUMBER, number), Change::Put(&tables::TICKET, row)]
        }
        TicketEvent::TicketCalled { office, day, counter, by } => {
            let mut taken = place(office, day, u16::from(*counter));
            taken.push(key());
            let columns = vec![
                state(TicketState::Called),
                ("counter", Value::from(u16::from(*counter))),
                ("called_at", at()),
                ("called_by", Value::from(by.as_str())),
            ];
            vec![Change::Claim(&tables::TICKET_COUNTER, taken), set(columns)]
        }
        TicketEvent::TicketEnded { served, office, day, counter, .. } => {
            let ended = if *served { TicketState::Served } else { TicketState::Left };
            let free = counter.map(|counter| {
                Change::Delete(&tables::TICKET_COUNTER, place(office, day, u16::from(counter)))
            });
            free.into_iter().chain([set(vec![state(ended)])]).collect()
        }
    }
}

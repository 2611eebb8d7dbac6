//! The rows of what goes out and comes in through gateways.

use crate::cases::sending::DispatchEvent;
use crate::post::IncomingEvent;
use crate::tables;
use kernel::{CaseId, IncomingId, PersonId};
use store::{Change, Value};

/// A decision on its way.
pub(super) fn dispatch(case: CaseId, event: &DispatchEvent) -> Vec<Change> {
    let key = || vec![Value::Int(case.as_i64()), Value::from(event.number())];
    let state =
        |code: &'static str| vec![Change::Set(&tables::DISPATCH, key(), vec![("state", Value::from(code))])];
    match event {
        DispatchEvent::Ordered { way, .. } => {
            let rest = [Value::from(way.as_str()), Value::from("waiting")];
            vec![Change::Put(&tables::DISPATCH, key().into_iter().chain(rest).collect())]
        }
        DispatchEvent::Accepted { .. } => state("accepted"),
        DispatchEvent::Refused { .. } => state("refused"),
        DispatchEvent::Reported { .. } => Vec::new(),
        DispatchEvent::Troubled { .. } => state("troubled"),
        DispatchEvent::GivenUp { .. } => state("given-up"),
    }
}

/// Something that came in.
pub(super) fn incoming(id: IncomingId, position: i64, event: &IncomingEvent) -> Vec<Change> {
    let id = Value::Int(id.as_i64());
    let row = |case: i64, person: Option<PersonId>, on: kernel::Day, files: usize| {
        vec![Change::Put(
            &tables::INCOMING,
            vec![
                id.clone(),
                Value::Int(case),
                Value::Int(person.map_or(0, PersonId::as_i64)),
                Value::from(on.number()),
                Value::Int(i64::try_from(files).unwrap_or(i64::MAX)),
                Value::Int(position),
                Value::Int(0),
            ],
        )]
    };
    match event {
        IncomingEvent::MessageReceived(came) => row(0, came.person, came.on, came.files.len()),
        IncomingEvent::MessageFiled { case, person, on, files, .. } => {
            row(case.as_i64(), Some(*person), *on, usize::from(*files))
        }
        IncomingEvent::MessageAssigned { case, .. } => {
            vec![Change::Set(&tables::INCOMING, vec![id], vec![("case_id", Value::Int(case.as_i64()))])]
        }
        IncomingEvent::MessagePutAside { .. } => {
            vec![Change::Set(&tables::INCOMING, vec![id], vec![("aside", Value::Int(1))])]
        }
    }
}

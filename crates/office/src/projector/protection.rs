//! Protected records, watched persons, alerts.

use crate::oversight::event::{AlertEvent, WatchEvent};
use crate::register::protection::ProtectionEvent;
use crate::tables;
use kernel::{AlertId, PersonId};
use store::{Change, RecordedEvent, Value};

/// A protection on both axes: its end is a new row, and closes the one that knew of no end.
pub(super) fn protection(id: PersonId, recorded: &RecordedEvent, event: &ProtectionEvent) -> Vec<Change> {
    let (person, position) = (Value::Int(id.as_i64()), Value::Int(recorded.position));
    let row = |number: u32, class: &str, from: kernel::Day, to: Value| {
        Change::Put(
            &tables::PROTECTION,
            vec![
                person.clone(),
                Value::from(recorded.version),
                Value::from(number),
                Value::from(class),
                Value::from(from.number()),
                to,
                position.clone(),
                Value::Null,
            ],
        )
    };
    match event {
        ProtectionEvent::ProtectionGranted { class, from, .. } => {
            vec![row(recorded.version, class, *from, Value::Null)]
        }
        ProtectionEvent::ProtectionLifted { number, class, from, on, .. } => {
            let key = vec![person.clone(), Value::from(*number)];
            let known = Change::Set(&tables::PROTECTION, key, vec![("known_to", position.clone())]);
            vec![known, row(*number, class, *from, Value::from(on.number()))]
        }
    }
}

/// Who is on the list of persons of public interest.
pub(super) fn watched(id: PersonId, position: i64, event: &WatchEvent) -> Vec<Change> {
    let key = vec![Value::Int(id.as_i64())];
    match event {
        WatchEvent::PersonWatched { .. } => {
            vec![Change::Put(&tables::WATCHED, [key, vec![Value::Int(position)]].concat())]
        }
        WatchEvent::PersonUnwatched { .. } => vec![Change::Delete(&tables::WATCHED, key)],
    }
}

/// An alert, and that somebody said what it is.
pub(super) fn alert(id: AlertId, position: i64, event: &AlertEvent) -> Vec<Change> {
    let key = Value::Int(id.as_i64());
    match event {
        AlertEvent::AlertRaised { rule, officer, .. } => vec![Change::Put(
            &tables::ALERT,
            vec![
                key,
                Value::from(rule.as_str()),
                Value::from(officer.as_str()),
                Value::Int(position),
                Value::Int(0),
            ],
        )],
        AlertEvent::AlertSettled { .. } => {
            vec![Change::Set(&tables::ALERT, vec![key], vec![("settled", Value::Int(1))])]
        }
    }
}

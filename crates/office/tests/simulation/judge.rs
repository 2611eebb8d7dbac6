//! What must be true of a simulated office, whatever went wrong.

use crate::people::{Diary, Told};
use office::Office;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// What was acknowledged is in the log once, what was refused is not there, and of what nobody knew at most one is.
pub async fn all_is_as_it_was_told(office: &Office, diary: &Diary) {
    let log = office.store().snapshot().await.unwrap().events_after(0, i64::MAX).await.unwrap();
    let bodies: Vec<String> =
        log.iter().map(|event| String::from_utf8_lossy(&event.body).into_owned()).collect();
    for deed in &diary.deeds {
        // Entering again what a change ended says the same words again: the entry that began it counts.
        let streams: BTreeSet<&str> = log
            .iter()
            .zip(&bodies)
            .filter(|(_, body)| body.contains(&deed.words))
            .map(|(event, _)| event.stream.as_str())
            .collect();
        let found = streams.len();
        match deed.told {
            Told::Done => assert_eq!(
                found, 1,
                "`{}` was told of `{}` and is {found} times there",
                deed.what, deed.words
            ),
            Told::Refused => assert_eq!(found, 0, "`{}` left `{}` all the same", deed.what, deed.words),
            Told::Unknown => assert!(found <= 1, "`{}` did `{}` {found} times", deed.what, deed.words),
        }
    }
    two_sign(&log);
    nothing_is_done_twice(log.iter().map(|event| (event.stream.as_str(), event.kind.as_str())));
}

/// What a case goes through once. Of two who do it at the same time, one is told that the case has moved.
const ONCE: [&str; 7] = [
    "application-received",
    "identity-established",
    "fee-paid",
    "decision-proposed",
    "decided",
    "decision-served",
    "withdrawn",
];

/// No step of a case is gone twice, and none after it was withdrawn. Nobody sends a proposal back here.
pub fn nothing_is_done_twice<'a>(log: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut gone = BTreeSet::new();
    for (stream, kind) in log.filter(|(_, kind)| ONCE.contains(kind)) {
        assert!(gone.insert((stream, kind)), "{stream} is twice `{kind}`");
        assert!(
            kind == "withdrawn" || !gone.contains(&(stream, "withdrawn")),
            "{stream} is `{kind}` after all"
        );
    }
}

/// Whoever decides is not who proposed.
fn two_sign(log: &[store::RecordedEvent]) {
    let mut proposed: BTreeMap<&str, &str> = BTreeMap::new();
    for event in log {
        match event.kind.as_str() {
            "decision-proposed" => drop(proposed.insert(event.stream.as_str(), &event.actor)),
            "decided" => assert_ne!(proposed.get(event.stream.as_str()), Some(&event.actor.as_str())),
            _ => {}
        }
    }
}

/// Each reading that was answered is in the trace.
pub async fn readings_are_traced(office: &Office, diary: &Mutex<Diary>) {
    let trace = office.store().snapshot().await.unwrap().trace(None, i64::MAX, 100_000).await.unwrap();
    for (actor, answered) in &diary.lock().unwrap().answered {
        let read = |record: &&store::AccessRecord| {
            record.access.actor == *actor && record.access.action == "read-person"
        };
        let traced = trace.iter().filter(read).count();
        assert!(traced >= *answered, "{actor} read {answered} times and left {traced} traces");
    }
}

/// The log proves itself, and the projections are what it says.
pub async fn the_log_holds(office: &Office) {
    let report = office.store().verify().await.unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
}

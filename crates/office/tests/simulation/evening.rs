//! What a simulated office does when the people have gone: it writes the letters and makes the documents that commits left
//! to do, and searches. One thing after another, for both use threads of their own, whose turns no seed can draw.

use crate::Wandering;
use crate::house::officer;
use crate::people::{Diary, PERSONS, purpose};
use kernel::{Chance as _, PersonId, SeededChance};
use office::register::search::SearchQuery;
use office::register::{FactValue, When};
use office::{Office, OfficeError};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

/// Longer than any pause after a job that failed.
const PAUSE_MICROS: i64 = 2 * 60 * 60 * 1_000_000;

fn query(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

/// An evening; letters are slow to set, so not every history has them.
pub async fn evening(
    office: &Office,
    diary: &Mutex<Diary>,
    clock: &Wandering,
    chance: &mut SeededChance,
    letters: bool,
) {
    for _ in 0..1 + chance.below(3) {
        if let Ok(hits) = office.search(&officer("case"), &purpose(), &query("piemera ilze")).await {
            assert_eq!(hits.len() as u64, PERSONS, "the index lost somebody");
            *diary.lock().unwrap().acts.entry("search").or_default() += 1;
        }
    }
    if !letters {
        return;
    }
    for _ in 0..1 + chance.below(3) {
        match office.run_due_jobs().await {
            Ok(done) => *diary.lock().unwrap().acts.entry("job").or_default() += done,
            Err(OfficeError::Gone | OfficeError::Unknown) => {}
            Err(other) => panic!("the jobs: {other}"),
        }
        clock.0.fetch_add(PAUSE_MICROS, Ordering::SeqCst);
    }
}

/// Where the index of a running office and its register must agree: everybody is found under the address of now, which
/// the index learned event by event.
pub async fn the_index_knows_what_the_register_knows(office: &Office) {
    for number in 1..=PERSONS {
        let id = PersonId::from_u64(number);
        let person = office.person(&officer("case"), &purpose(), id, &When::default()).await.unwrap();
        let lives = person.view.values().find_map(|value| match value {
            FactValue::Residence { address, .. } => Some(address.clone()),
            _ => None,
        });
        let Some(address) = lives else { continue };
        let hits = office.search(&officer("case"), &purpose(), &query(&format!("piemera {address}"))).await;
        let found: Vec<PersonId> = hits.unwrap().iter().map(|hit| hit.person.id).collect();
        assert!(found.contains(&id), "{id} lives at {address} and is not found there: {found:?}");
    }
}

/// With all well and time enough, whatever was left to do is done, once.
pub async fn what_was_left_to_do_is_done(office: &Office, clock: &Wandering) {
    for _ in 0..20 {
        clock.0.fetch_add(PAUSE_MICROS, Ordering::SeqCst);
        if office.run_due_jobs().await.unwrap() == 0 {
            break;
        }
    }
    let log = office.store().snapshot().await.unwrap().events_after(0, i64::MAX).await.unwrap();
    let written: Vec<_> = log.iter().filter(|event| event.kind == "letter-written").collect();
    let streams: BTreeSet<&str> = written.iter().map(|event| event.stream.as_str()).collect();
    assert_eq!(streams.len(), written.len(), "a letter was written twice");
    for event in log.iter().filter(|event| event.kind == "application-received") {
        let case = event.stream.parts().1;
        let told = written.iter().any(|letter| String::from_utf8_lossy(&letter.body).contains(case));
        assert!(told, "nobody wrote to whoever applied in {case}");
    }
}

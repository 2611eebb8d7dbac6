//! A refusal leaves after its trace: whatever was told of is in the database, also when another request carried it there.

use crate::house::{hands, officer, sealing, staff};
use kernel::SeededChance;
use office::{Office, OfficeConfig};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use store::faults::{Faults, Moment};

/// A database whose next commit waits until it is let go.
#[derive(Debug, Default)]
struct Gate {
    armed: AtomicBool,
    reached: AtomicBool,
    open: Mutex<bool>,
    opened: Condvar,
    fails: AtomicBool,
}

impl Gate {
    fn arm(&self, fails: bool) {
        *self.open.lock().unwrap() = false;
        self.reached.store(false, Ordering::SeqCst);
        self.fails.store(fails, Ordering::SeqCst);
        self.armed.store(true, Ordering::SeqCst);
    }

    fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    async fn is_reached(&self) {
        while !self.reached.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

impl Faults for Gate {
    fn strikes(&self, moment: Moment) -> bool {
        if moment != Moment::Commit || !self.armed.swap(false, Ordering::SeqCst) {
            return false;
        }
        self.reached.store(true, Ordering::SeqCst);
        let open = self.open.lock().unwrap();
        drop(self.opened.wait_while(open, |open| !*open).unwrap());
        self.fails.load(Ordering::SeqCst)
    }

    fn turns(&self) -> u32 {
        0
    }
}

async fn house(gate: &Arc<Gate>) -> (testkit::Database, Office) {
    let database = testkit::sqlite().unwrap();
    let config = OfficeConfig {
        db: database.url.clone(),
        law: law::LawBook::bundled().unwrap(),
        clock: Arc::new(hands("2026-11-24T08:00:00Z")),
        chance: Box::new(SeededChance::new(7)),
        staff: staff(),
        demonstration: true,
        sealing: sealing(),
    };
    let office = Office::open_simulated(config, Arc::clone(gate) as Arc<dyn Faults>).await.unwrap();
    (database, office)
}

/// What the trace says was refused, by what was tried.
async fn tried(office: &Office) -> Vec<String> {
    let trace = office.store().snapshot().await.unwrap().trace(None, i64::MAX, 100).await.unwrap();
    let mut tried: Vec<_> = trace.into_iter().map(|record| record.access.action).collect();
    tried.sort();
    tried
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_a_refusal_that_another_request_carries_to_the_trace() {
    let gate = Arc::new(Gate::default());
    let (_database, office) = house(&gate).await;
    gate.arm(false);
    let first = tokio::spawn({
        let office = office.clone();
        async move { office.note_refused(&officer("auditor"), "approve", None, "").await }
    });
    gate.is_reached().await;
    // It has been taken along already; nothing more waits, and still nobody may be told.
    let mut second = tokio::spawn({
        let office = office.clone();
        async move { office.note_missed().await }
    });
    let early = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
    assert!(early.is_err(), "the refusal left before its trace was written");
    gate.open();
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(tried(&office).await, ["approve"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_arrive_waits_and_goes_with_the_next() {
    let gate = Arc::new(Gate::default());
    let (_database, office) = house(&gate).await;
    // The commit fails for good: whoever was refused is told of the fault instead.
    gate.arm(true);
    let lost = tokio::spawn({
        let office = office.clone();
        async move { office.note_refused(&officer("auditor"), "approve", None, "").await }
    });
    gate.is_reached().await;
    // The one who asked goes away meanwhile.
    lost.abort();
    assert!(lost.await.is_err());
    gate.open();
    office.note_refused(&officer("counter"), "read-person", None, "").await.unwrap();
    let mut tried = tried(&office).await;
    // The writer may have tried again by itself: it is there once or twice, and never lost.
    tried.dedup();
    assert_eq!(tried, ["approve", "read-person"]);
}

//! A whole office in one process and on one thread, by a seed: officers who race, a clock that is set back, statements and
//! commits that fail, answers that are lost, power that fails in the middle of a commit, and starts afterwards.
//!
//! What was acknowledged is in the log once; what was refused has left nothing; the log holds, and the projections are
//! what it says; letters are written once, and the search finds what the register knows. A failure prints its seed: `PARVALDE_SIMULATE=SEED cargo test --workspace --test simulation -- --nocapture`
//! goes the same way again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/commands.rs"]
#[allow(dead_code, reason = "the suite needs more of it")]
mod commands;
#[path = "simulation/disk.rs"]
mod disk;
#[path = "simulation/evening.rs"]
mod evening;
#[path = "suite/house.rs"]
#[allow(dead_code, reason = "the suite needs more of it")]
mod house;
#[path = "simulation/judge.rs"]
mod judge;
#[path = "simulation/people.rs"]
mod people;
#[path = "simulation/server.rs"]
mod server;

use crate::disk::{Disk, PowerCut, Weather, wal};
use crate::house::{citizen, newcomer, passport, staff};
use crate::people::{Deed, Diary, PERSONS, Somebody, Told};
use kernel::{Chance as _, Clock, SeededChance, Timestamp};
use office::{Keyring, Office, OfficeConfig, Sealing, SecretMasterKey};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use store::faults::Moment;

/// Tuesday, 24 November 2026, ten o'clock in Riga.
const MORNING: &str = "2026-11-24T08:00:00Z";

/// A clock that goes on a little whenever it is looked at, and is set back now and then.
#[derive(Debug)]
struct Wandering(AtomicI64);

impl Clock for Wandering {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.fetch_add(1_500, Ordering::SeqCst))
    }
}

fn law() -> law::LawBook {
    static LAW: OnceLock<law::LawBook> = OnceLock::new();
    LAW.get_or_init(|| law::LawBook::bundled().unwrap()).clone()
}

fn config(url: &str, seed: u64, clock: &Arc<Wandering>) -> OfficeConfig {
    OfficeConfig {
        db: url.to_owned(),
        law: law(),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        chance: Box::new(SeededChance::new(seed)),
        staff: staff(),
        demonstration: true,
        sealing: sealing(seed),
    }
}

/// Bodies are sealed, as an office with a master key seals them.
fn sealing(seed: u64) -> Sealing {
    let master = Arc::new(SecretMasterKey::from_secret([7; 32]));
    Sealing::with(Keyring::new(master, Vec::new(), Box::new(SeededChance::new(seed))))
}

fn clock() -> Arc<Wandering> {
    Arc::new(Wandering(AtomicI64::new(MORNING.parse::<Timestamp>().unwrap().micros())))
}

/// An office with a few people, before anything goes wrong.
async fn begin(url: &str) {
    let office = Office::open(config(url, 1, &clock())).await.unwrap();
    let somebody = |number: u64| {
        let mut who = citizen(number, "Ilze", "Piemēra", "1992-07-01");
        who.more.push(passport(number, &format!("XX{number:07}"), "2026-12-31"));
        newcomer(office.country(), who)
    };
    for entered in office.enter_persons((1..=PERSONS).map(somebody).collect()).await {
        entered.unwrap();
    }
    office.store().close().await;
}

/// A file with such an office, made once.
fn beginning() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = MADE.get_or_init(|| {
        let folder = room();
        let file = folder.path().join("office.db");
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(begin(&format!("sqlite:{}", file.display())));
        assert!(!wal(&file).exists(), "the office was not closed well");
        (folder, file)
    });
    file
}

/// In memory where there is such a folder: the disk that fails is ours.
fn room() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// One history by a seed; answers what was done, by name.
fn simulate(seed: u64) -> BTreeMap<&'static str, usize> {
    beginning();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(live(seed))
}

async fn live(seed: u64) -> BTreeMap<&'static str, usize> {
    let mut chance = SeededChance::new(seed);
    let letters = writes_letters(seed);
    let folder = room();
    let mut file = folder.path().join("0.db");
    std::fs::copy(beginning(), &file).unwrap();
    let (clock, diary) = (clock(), Mutex::new(Diary::default()));
    for start in 1..=2 + chance.below(3) {
        let left = folder.path().join(format!("{start}.db"));
        let weather = Weather::drawn(&mut chance);
        let cut = (chance.below(2) == 0).then(|| PowerCut {
            at: if chance.below(3) == 0 { Moment::Commit } else { Moment::Committed },
            commit: 1 + u32::try_from(chance.below(40)).unwrap(),
            torn: chance.below(2) == 0,
        });
        let disk = Arc::new(Disk::new(chance.next_u64(), weather, cut, &file, &left));
        let url = format!("sqlite:{}", file.display());
        let opened = Office::open_simulated(config(&url, chance.next_u64(), &clock), disk.clone()).await;
        if let Ok(office) = opened {
            day_in(&office, &diary, &mut chance, &clock).await;
            evening::evening(&office, &diary, &clock, &mut chance, letters).await;
            if !disk.dark() {
                disk.clear_up();
                judge::readings_are_traced(&office, &diary).await;
                evening::the_index_knows_what_the_register_knows(&office).await;
            }
            // Stopped well, or not at all.
            if chance.below(2) == 0 {
                office.store().close().await;
            }
        }
        if disk.dark() {
            file = left;
        }
    }
    let url = format!("sqlite:{}", file.display());
    let office = Office::open(config(&url, chance.next_u64(), &clock)).await.unwrap();
    let diary = diary.into_inner().unwrap();
    if letters {
        evening::what_was_left_to_do_is_done(&office, &clock).await;
    }
    judged(office, &diary).await;
    diary.acts
}

/// Letters are set by Typst, which takes longer than all the rest of a history: in one of so many they are written.
const LETTERS_IN: u64 = 20;

fn writes_letters(seed: u64) -> bool {
    seed.is_multiple_of(LETTERS_IN)
}

/// The last judgment, after which the office is closed.
async fn judged(office: Office, diary: &Diary) {
    judge::all_is_as_it_was_told(&office, diary).await;
    people::bookings_stand(&office, diary).await;
    judge::the_log_holds(&office).await;
    office.store().close().await;
}

/// Some act at once, one thing after another.
async fn day_in(office: &Office, diary: &Mutex<Diary>, chance: &mut SeededChance, clock: &Wandering) {
    office.write_letters_later();
    let today = office.today();
    let all = (0..2 + chance.below(4)).map(|_| {
        let mut somebody = Somebody { office, diary, chance: SeededChance::new(chance.next_u64()), today };
        let acts = 3 + chance.below(8);
        async move {
            for _ in 0..acts {
                // A server that sets its clock right can set it back.
                if somebody.chance.below(20) == 0 {
                    clock.0.fetch_sub(90_000_000, Ordering::SeqCst);
                }
                somebody.act().await;
            }
        }
    });
    futures::future::join_all(all).await;
}

fn seeds(from: u64, count: u64) {
    if let Ok(seed) = std::env::var("PARVALDE_SIMULATE") {
        eprintln!("{:?}", simulate(seed.parse().unwrap()));
        return;
    }
    let mut done = BTreeMap::<&str, usize>::new();
    for seed in from..from + count {
        let lived = std::panic::catch_unwind(|| simulate(seed));
        let acts = lived.unwrap_or_else(|_| panic!("PARVALDE_SIMULATE={seed} goes the same way again"));
        acts.into_iter().for_each(|(name, count)| *done.entry(name).or_default() += count);
    }
    eprintln!("{count} histories: {done:?}");
    // What never happened was never tried.
    for name in [
        "book",
        "move house",
        "apply",
        "identify",
        "evidence",
        "fee",
        "propose",
        "approve",
        "receive",
        "withdraw",
        "search",
        "job",
        "not done",
    ] {
        assert!(done.get(name).is_some_and(|times| *times > 0), "nobody could `{name}`: {done:?}");
    }
}

/// The judge is lied to, one lie after the other, about a day on which nothing went wrong.
#[test]
fn a_judge_who_is_told_what_was_not_says_so() {
    type Lie = (&'static str, fn(&mut Diary));
    let lies: [Lie; 4] = [
        ("a deed that nobody did", |diary| {
            let words = "nobody said this".to_owned();
            diary.deeds.push(Deed { words, what: "nothing".to_owned(), told: Told::Done });
        }),
        ("a deed that is there and was refused", |diary| {
            diary.deeds.iter_mut().find(|deed| deed.told == Told::Done).unwrap().told = Told::Refused;
        }),
        ("a visit that was cancelled and stands", |diary| {
            let stands = diary.booked.iter().find(|(id, _)| !diary.cancelled.contains(id));
            diary.cancelled.push(stands.unwrap().0);
        }),
        ("more readings than there were", |diary| {
            diary.answered.values_mut().for_each(|count| *count += 1_000);
        }),
    ];
    beginning();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (name, lie) in [("nothing", (|_| ()) as fn(&mut Diary))].into_iter().chain(lies) {
        let judged = std::panic::catch_unwind(|| runtime.block_on(calm(lie)));
        assert_eq!(judged.is_ok(), name == "nothing", "{name}");
    }
    let twice = [("case:1", "decided"), ("case:2", "decided"), ("case:1", "decided")];
    assert!(std::panic::catch_unwind(|| judge::nothing_is_done_twice(twice.into_iter())).is_err());
    let after = [("case:1", "withdrawn"), ("case:1", "decided")];
    assert!(std::panic::catch_unwind(|| judge::nothing_is_done_twice(after.into_iter())).is_err());
}

/// A day without weather, of which the judge is told what `lie` makes of it.
async fn calm(lie: fn(&mut Diary)) {
    let folder = room();
    let file = folder.path().join("0.db");
    std::fs::copy(beginning(), &file).unwrap();
    let (clock, diary) = (clock(), Mutex::new(Diary::default()));
    let office = Office::open(config(&format!("sqlite:{}", file.display()), 4, &clock)).await.unwrap();
    let mut chance = SeededChance::new(4);
    for _ in 0..3 {
        day_in(&office, &diary, &mut chance, &clock).await;
        evening::evening(&office, &diary, &clock, &mut chance, false).await;
    }
    lie(&mut diary.lock().unwrap());
    judge::readings_are_traced(&office, &diary).await;
    let diary = diary.into_inner().unwrap();
    judged(office, &diary).await;
}

#[test]
fn histories_by_seed() {
    seeds(1, 500);
}

#[test]
fn other_histories_by_seed() {
    seeds(501, 500);
}

#[test]
#[ignore = "slow: 20,000 histories, for ./test --full"]
fn twenty_thousand_histories_by_seed() {
    seeds(100_001, 20_000);
}

//! The simulated office on `PostgreSQL`. The faults of its own making come by a seed, as on a file; the server's do not:
//! connections are really cut, and which statement that meets is up to the network. So a seed does not go the same way
//! again here, and what must hold must hold whatever the way was.

use crate::disk::{Disk, Weather};
use crate::evening;
use crate::people::Diary;
use crate::{begin, clock, config, day_in, judge, judged};
use kernel::{Chance as _, SeededChance};
use office::Office;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Histories on a server.
const HISTORIES: u64 = 12;

/// Cuts all connections, now and then, until it is dropped.
async fn cutting(url: &str, mut chance: SeededChance) {
    loop {
        tokio::time::sleep(Duration::from_millis(20 + chance.below(120))).await;
        testkit::Database::cut_connections(url).await.unwrap();
    }
}

async fn lived(url: &str, seed: u64) -> BTreeMap<&'static str, usize> {
    begin(url).await;
    let mut chance = SeededChance::new(seed);
    let (clock, diary) = (clock(), Mutex::new(Diary::default()));
    for _ in 0..2 {
        let nowhere = Path::new("/nowhere");
        let weather = Weather::drawn(&mut chance);
        let disk = Arc::new(Disk::new(chance.next_u64(), weather, None, nowhere, nowhere));
        let opened = Office::open_simulated(config(url, chance.next_u64(), &clock), disk.clone()).await;
        let Ok(office) = opened else { continue };
        let cut = SeededChance::new(chance.next_u64());
        let day = async {
            for _ in 0..3 {
                day_in(&office, &diary, &mut chance, &clock).await;
            }
        };
        tokio::select! {
            () = day => {}
            () = cutting(url, cut) => {}
        }
        disk.clear_up();
        // A connection that was cut while nobody used it is noticed by whoever takes it next.
        while office.ready().await.is_err() {}
        evening::evening(&office, &diary, &clock, &mut chance, seed == 1).await;
        judge::readings_are_traced(&office, &diary).await;
        evening::the_index_knows_what_the_register_knows(&office).await;
        // Stopped well, or not at all.
        if chance.below(2) == 0 {
            office.store().close().await;
        }
    }
    let office = Office::open(config(url, chance.next_u64(), &clock)).await.unwrap();
    let diary = diary.into_inner().unwrap();
    if seed == 1 {
        evening::what_was_left_to_do_is_done(&office, &clock).await;
    }
    judged(office, &diary).await;
    diary.acts
}

#[test]
fn histories_on_a_server_whose_connections_are_cut() {
    let mut done = BTreeMap::<&str, usize>::new();
    for seed in 1..=HISTORIES {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let acts = runtime.block_on(async {
            let databases = testkit::databases(&format!("simulated_{seed}")).await.unwrap();
            let server = databases.iter().find(|database| database.engine() == "PostgreSQL")?;
            Some(lived(&server.url, seed).await)
        });
        let Some(acts) = acts else { return };
        acts.into_iter().for_each(|(name, count)| *done.entry(name).or_default() += count);
    }
    eprintln!("{HISTORIES} histories on a server: {done:?}");
    for name in ["book", "move house", "apply", "identify", "search", "job", "not done"] {
        assert!(done.get(name).is_some_and(|times| *times > 0), "nobody could `{name}`: {done:?}");
    }
}

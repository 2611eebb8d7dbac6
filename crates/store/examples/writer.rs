//! Writes events one after another and prints each number once it is acknowledged, until it is killed.
//! The crash test starts it: `writer URL FIRST`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use kernel::OsChance;
use std::io::Write as _;
use std::sync::Arc;
use store::{Change, NewEvent, Projector, RecordedEvent, Store, StreamId, Submission, Table};
use store::{Keyring, Sealing, SecretMasterKey};

struct Nothing;

impl Projector for Nothing {
    fn project(&self, _: &RecordedEvent) -> Result<Vec<Change>, String> {
        Ok(Vec::new())
    }
    fn tables(&self) -> &'static [&'static Table] {
        &[]
    }
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("a URL");
    let first: u64 = arguments.next().and_then(|n| n.parse().ok()).expect("a number");
    let master = Arc::new(SecretMasterKey::from_secret([1; 32]));
    let chance = Box::new(OsChance::new().expect("chance"));
    let sealing = Sealing::with(Keyring::new(master, Vec::new(), chance));
    let store = Store::open_sealed(&url, Arc::new(Nothing), sealing).await.expect("the database opens");
    let writers = (0..8).map(|lane| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut number = first + lane;
            loop {
                let event = NewEvent {
                    stream: StreamId::new("number", number),
                    kind: "written".to_owned(),
                    body: number.to_string().into_bytes(),
                };
                let submission = Submission {
                    at: 1,
                    actor: "test".to_owned(),
                    events: vec![event],
                    ..Submission::default()
                };
                if store.submit(submission).await.is_ok() {
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "{number}").and_then(|()| out.flush()).expect("the test reads");
                }
                number += 8;
            }
        })
    });
    futures::future::join_all(writers.collect::<Vec<_>>()).await;
}

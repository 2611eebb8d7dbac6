//! A database of its own for each test, and a small projector: a shelf of numbered places.

use kernel::OsChance;
use std::sync::Arc;
use store::{Change, Kind, NewEvent, Projector, RecordedEvent, Store, StreamId, Submission, Table, Value};
use store::{Keyring, MasterKey, Sealing, SecretMasterKey};
pub use testkit::Database;

/// One database on each engine that is there.
pub async fn databases(name: &str) -> Vec<Database> {
    testkit::databases(name).await.unwrap()
}

/// Runs a statement outside the store, as an intruder or an administrator would.
pub async fn psql(url: &str, sql: &str) {
    testkit::run(url, sql).await.unwrap();
}

pub static SEAT: Table = Table {
    name: "seat",
    columns: &[
        ("office", Kind::Text),
        ("day", Kind::Int),
        ("minute", Kind::Int),
        ("lane", Kind::Int),
        ("appointment", Kind::Int),
    ],
    key_len: 4,
};

pub static CODE: Table =
    Table { name: "person_code", columns: &[("code", Kind::Text), ("person", Kind::Int)], key_len: 1 };

static TABLES: &[&Table] = &[&SEAT, &CODE];

/// `take N` claims place N of the shelf, `free N` gives it back, `note C V` keeps a note, `break` cannot be
/// understood, `clash C` inserts what another event of the batch may have inserted.
pub struct Shelf;

pub fn place(number: i64) -> Vec<Value> {
    vec!["shelf".into(), Value::Int(1), Value::Int(number), Value::Int(0)]
}

impl Projector for Shelf {
    fn project(&self, event: &RecordedEvent) -> Result<Vec<Change>, String> {
        let text = String::from_utf8(event.body.clone()).map_err(|e| e.to_string())?;
        let words: Vec<&str> = text.split(' ').collect();
        let number = |i: usize| words[i].parse::<i64>().map_err(|e| e.to_string());
        Ok(match words[0] {
            "take" => {
                let mut row = place(number(1)?);
                row.push(Value::Int(event.position));
                vec![Change::Claim(&SEAT, row)]
            }
            "free" => vec![Change::Delete(&SEAT, place(number(1)?))],
            "note" => vec![Change::Put(&CODE, vec![words[1].into(), Value::Int(number(2)?)])],
            "move" => {
                vec![Change::Set(&CODE, vec![words[1].into()], vec![("person", Value::Int(number(2)?))])]
            }
            "break" => return Err("this event cannot be understood".to_owned()),
            _ => vec![],
        })
    }
    fn tables(&self) -> &'static [&'static Table] {
        TABLES
    }
}

/// Bodies are sealed with the master key of this number.
pub fn sealing(master: u8) -> Sealing {
    sealing_with(master, &[])
}

/// The same, with others that are known beside it.
pub fn sealing_with(master: u8, others: &[u8]) -> Sealing {
    let key = |number: &u8| Arc::new(SecretMasterKey::from_secret([*number; 32])) as Arc<dyn MasterKey>;
    let others = others.iter().map(key).collect();
    Sealing::with(Keyring::new(key(&master), others, Box::new(OsChance::new().unwrap())))
}

/// A store that seals bodies.
pub async fn open(database: &Database) -> Store {
    Store::open_sealed(&database.url, Arc::new(Shelf), sealing(1)).await.unwrap()
}

/// One that writes them clear, as every store did before.
pub async fn open_clear(database: &Database) -> Store {
    Store::open(&database.url, Arc::new(Shelf)).await.unwrap()
}

/// A submission of one event.
pub fn one(stream: &str, body: &str) -> Submission {
    let event = NewEvent { stream: StreamId::new("t", stream), kind: "done".to_owned(), body: body.into() };
    Submission { at: 1_000_000, actor: "tester".to_owned(), events: vec![event], ..Submission::default() }
}

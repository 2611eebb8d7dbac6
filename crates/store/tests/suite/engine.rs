//! A database of its own for each test, and a small projector: a shelf of numbered places.

use std::sync::Arc;
use store::{Change, Kind, NewEvent, Projector, RecordedEvent, Store, StreamId, Submission, Table, Value};
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

pub async fn open(database: &Database) -> Store {
    Store::open(&database.url, Arc::new(Shelf)).await.unwrap()
}

/// A submission of one event.
pub fn one(stream: &str, body: &str) -> Submission {
    let event = NewEvent { stream: StreamId::new("t", stream), kind: "done".to_owned(), body: body.into() };
    Submission { at: 1_000_000, actor: "tester".to_owned(), events: vec![event], ..Submission::default() }
}

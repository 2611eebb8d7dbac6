//! A drill: one random byte changed in each of a thousand rows, one row at a time. `verify` finds every one and
//! names the place.

use crate::engine::{databases, open};
use kernel::{Chance as _, SeededChance};
use store::{NewAccess, NewEvent, Store, StreamId, Submission};
use testkit::Intruder;

/// A batch holds so many events and as many access records; each batch leaves a checkpoint in either lane.
const TOGETHER: i64 = 4;
const BATCHES: i64 = 100;

struct Dice(SeededChance);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(count).unwrap()).unwrap()
    }
}

#[derive(Debug, Clone)]
enum Row {
    Event(i64),
    Access(i64),
    Checkpoint(&'static str, i64),
    Head(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Holds {
    Int,
    Text,
    Bytes,
}

impl Row {
    const fn table(&self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Access(_) => "access_record",
            Self::Checkpoint(..) => "checkpoint",
            Self::Head(_) => "log_head",
        }
    }

    const fn columns(&self) -> &'static [(&'static str, Holds)] {
        use Holds::{Bytes, Int, Text};
        match self {
            Self::Event(_) => &[
                ("position", Int),
                ("stream", Text),
                ("version", Int),
                ("recorded_at", Int),
                ("actor", Text),
                ("kind", Text),
                ("body", Bytes),
            ],
            Self::Access(_) => &[
                ("position", Int),
                ("recorded_at", Int),
                ("actor", Text),
                ("action", Text),
                ("subject", Text),
                ("purpose", Text),
                ("fields", Text),
            ],
            Self::Checkpoint(..) => &[("lane", Text), ("size", Int), ("root", Bytes), ("recorded_at", Int)],
            Self::Head(_) => &[("lane", Text), ("size", Int), ("recorded_at", Int), ("frontier", Bytes)],
        }
    }

    /// The columns that name the row, with their values in SQL.
    fn key(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Event(position) | Self::Access(position) => vec![("position", position.to_string())],
            Self::Checkpoint(lane, size) => {
                vec![("lane", format!("'{lane}'")), ("size", size.to_string())]
            }
            Self::Head(lane) => vec![("lane", format!("'{lane}'"))],
        }
    }

    /// Words one of which a fault has to say. `size` is what the column of that name became.
    fn places(&self, size: Option<i64>) -> Vec<String> {
        let entry = |table: &str, lane: &str, at: i64| {
            let until = (at + TOGETHER - 1) / TOGETHER * TOGETHER;
            let (after, before, behind) = (until - TOGETHER, at - 1, at + 1);
            vec![
                format!("{table}: the entries after {after} up to {until} "),
                format!("{table}: {behind} follows {before}"),
                format!("{table}: the entry after {before} cannot be read"),
                format!("lane {lane}: entries up to the checkpoint at {until} are missing"),
            ]
        };
        match self {
            Self::Event(at) => entry("event", "event", *at),
            Self::Access(at) => entry("access_record", "access", *at),
            Self::Checkpoint(_, at) => vec![format!("the checkpoint at {} ", size.unwrap_or(*at))],
            Self::Head(lane) => vec![format!("lane {lane}: the head does not hold")],
        }
    }
}

/// A log of four hundred events and as many access records, with all kinds of letters in them.
async fn fill(store: &Store) {
    for batch in 0..BATCHES {
        let event = |i: i64| NewEvent {
            stream: StreamId::new("t", format!("s{}", (batch + i) % 7)),
            kind: format!("noted-{}", i % 3),
            body: format!("note k{} {} Šķūņa ūdens, {}", i % 5, i % 9, "x".repeat((batch as usize * 7) % 90))
                .into(),
        };
        let access = |i: i64| NewAccess {
            actor: format!("officer:ē{}", i % 4),
            action: "read-person".to_owned(),
            subject: format!("person-{}", batch % 11),
            purpose: format!("case:{batch}"),
            fields: "name, birth".to_owned(),
        };
        let submission = Submission {
            at: 1_000_000 * (batch + 1),
            actor: format!("tester {batch}"),
            events: (0..TOGETHER).map(event).collect(),
            access: (0..TOGETHER).map(access).collect(),
            ..Submission::default()
        };
        store.submit(submission).await.unwrap();
    }
}

fn rows() -> Vec<Row> {
    let entries = 1..=BATCHES * TOGETHER;
    let sizes = (1..=BATCHES).map(|batch| batch * TOGETHER);
    let mut list: Vec<Row> = entries.clone().map(Row::Event).collect();
    list.extend(entries.map(Row::Access));
    list.extend(sizes.clone().map(|size| Row::Checkpoint("event", size)));
    list.extend(sizes.map(|size| Row::Checkpoint("access", size)));
    list.extend([Row::Head("event"), Row::Head("access")]);
    list
}

/// One changed byte of a row: the statements that change it and change it back, and what `size` became.
struct Change {
    column: &'static str,
    there: String,
    back: String,
    size: Option<i64>,
}

async fn change(row: &Row, intruder: &mut Intruder, dice: &mut Dice) -> Option<Change> {
    let (column, holds) = row.columns()[dice.below(row.columns().len())];
    let table = row.table();
    let place = |key: &[(&str, String)]| {
        key.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(" AND ")
    };
    let key = row.key();
    let whose = place(&key);
    let (old, new, size) = if holds == Holds::Int {
        let old = intruder.number(&format!("SELECT {column} FROM {table} WHERE {whose}")).await.unwrap();
        let bit = u8::try_from(1 + dice.below(255)).unwrap();
        let mut bytes = old.to_be_bytes();
        bytes[dice.below(8)] ^= bit;
        let new = i64::from_be_bytes(bytes);
        (old.to_string(), new.to_string(), (column == "size").then_some(new))
    } else {
        let old = intruder.bytes(table, column, &whose).await.unwrap();
        let mut new = old.clone();
        let at = dice.below(new.len());
        new[at] ^= u8::try_from(1 + dice.below(255)).unwrap();
        match (holds, &*intruder) {
            (Holds::Bytes, _) => (intruder.bytes_literal(&old), intruder.bytes_literal(&new), None),
            // The server takes no text that is none.
            (_, Intruder::Server(_)) if new.contains(&0) || std::str::from_utf8(&new).is_err() => {
                return None;
            }
            _ => (intruder.text_literal(&old), intruder.text_literal(&new), None),
        }
    };
    let mut moved = key.clone();
    for (name, value) in &mut moved {
        if *name == column {
            value.clone_from(&new);
        }
    }
    Some(Change {
        column,
        there: format!("UPDATE {table} SET {column} = {new} WHERE {whose}"),
        back: format!("UPDATE {table} SET {column} = {old} WHERE {}", place(&moved)),
        size,
    })
}

async fn drill(name: &str, count: usize) {
    for database in databases(name).await {
        let store = open(&database).await;
        fill(&store).await;
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        let mut intruder = Intruder::enter(&database).await.unwrap();
        let mut dice = Dice(SeededChance::new(20_261_124));
        let mut list = rows();
        for at in (1..list.len()).rev() {
            let other = dice.below(at + 1);
            list.swap(at, other);
        }
        // Both heads are always among them.
        list.sort_by_key(|row| !matches!(row, Row::Head(_)));
        assert!(list.len() >= count);
        for row in list.into_iter().take(count) {
            // What would make two rows of one is refused by the database, and another byte is taken.
            let change = loop {
                let Some(change) = change(&row, &mut intruder, &mut dice).await else { continue };
                if intruder.run(&change.there).await.is_ok() {
                    break change;
                }
            };
            let faults = store.verify().await.unwrap().faults;
            let places = row.places(change.size);
            let named = faults.iter().any(|fault| places.iter().any(|place| fault.contains(place)));
            let engine = database.engine();
            assert!(named, "{engine}: {row:?}, `{}`, by `{}`: {faults:?}", change.column, change.there);
            intruder.run(&change.back).await.unwrap();
        }
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_changed_byte_is_found_and_its_place_named() {
    drill("tamper_sample", 150).await;
}

#[tokio::test]
#[ignore = "a thousand verifications on each engine: ./test --full"]
async fn a_changed_byte_in_each_of_a_thousand_rows_is_found_and_its_place_named() {
    drill("tamper_thousand", 1_000).await;
}

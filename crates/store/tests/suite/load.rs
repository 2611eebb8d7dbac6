//! The way in for very many: the same rules as for one, indexes put off and back, and going on after an end
//! in the middle.

use crate::engine::{CODE, databases, sealing};
use std::sync::Arc;
use store::{
    Change, Kind, NewEvent, Projector, RecordedEvent, Statement, Store, StoreError, StreamId, Submission,
    SubmitError, Table, Value,
};

static FACT: Table = Table {
    name: "fact",
    columns: &[
        ("person", Kind::Int),
        ("seq", Kind::Int),
        ("kind", Kind::Text),
        ("value", Kind::Text),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("known_from", Kind::Int),
        ("known_to", Kind::Int),
    ],
    key_len: 2,
};

/// `enter PERSON CODE` asserts two facts and claims the code; `retire PERSON` takes the first fact out of force.
struct People;

impl Projector for People {
    fn project(&self, event: &RecordedEvent) -> Result<Vec<Change>, String> {
        let text = String::from_utf8(event.body.clone()).map_err(|e| e.to_string())?;
        let words: Vec<&str> = text.split(' ').collect();
        let person = Value::Int(words[1].parse().map_err(|_| "no person".to_owned())?);
        if words[0] == "retire" {
            let key = vec![person, Value::Int(0)];
            return Ok(vec![Change::Set(&FACT, key, vec![("known_to", Value::Int(event.position))])]);
        }
        let fact = |seq| {
            let (kind, value) = (Value::from("name"), Value::from(words[2]));
            let (from, known) = (Value::Null, Value::Int(event.position));
            let row =
                vec![person.clone(), Value::Int(seq), kind, value, from.clone(), from, known, Value::Null];
            Change::Put(&FACT, row)
        };
        let code = Change::Claim(&CODE, vec![words[2].into(), person.clone()]);
        Ok(vec![fact(0), fact(1), code])
    }
    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: &[&Table] = &[&FACT, &CODE];
        TABLES
    }
}

fn enter(person: i64, code: &str) -> Submission {
    let stream = StreamId::new("person", person);
    let body = format!("enter {person} {code}").into_bytes();
    let event = NewEvent { stream: stream.clone(), kind: "entered".to_owned(), body };
    let (at, actor) = (1_000_000, "tester".to_owned());
    Submission { at, actor, expect: vec![(stream, 0)], events: vec![event], ..Submission::default() }
}

/// Chunks of a hundred; person 250 wants the code of person 7, person 9 comes twice.
fn chunks() -> impl Iterator<Item = (usize, Vec<Submission>)> {
    let mut list: Vec<Submission> = (0..1000).map(|n| enter(n, &format!("c{n}"))).collect();
    list[250] = enter(250, "c7");
    list.insert(600, enter(9, "c-other"));
    let parts: Vec<Vec<Submission>> = list.chunks(100).map(<[Submission]>::to_vec).collect();
    parts.into_iter().enumerate()
}

const INDEXES_OFF: Statement =
    Statement::new("indexes off", "SELECT CAST(COUNT(*) AS BIGINT) FROM deferred_index", &[], &[Kind::Int]);

async fn indexes_off(store: &Store) -> i64 {
    store.snapshot().await.unwrap().row(&INDEXES_OFF, &[]).await.unwrap().unwrap().int(0).unwrap()
}

#[derive(Debug)]
enum Ended {
    Store(#[allow(dead_code, reason = "shown when a test fails")] StoreError),
    Here,
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_refuses_what_a_single_submission_would_be_refused() {
    for database in databases("load").await {
        let store = Store::open_sealed(&database.url, Arc::new(People), sealing(1)).await.unwrap();
        let (mut source, mut refused, mut entered) = (chunks(), Vec::new(), 0);
        let settle = |tag: usize, answers: Vec<Result<_, SubmitError>>| {
            for (i, answer) in answers.into_iter().enumerate() {
                match answer {
                    Ok(_) => entered += 1,
                    Err(error) => refused.push((tag * 100 + i, error)),
                }
            }
            Ok::<(), Ended>(())
        };
        store.load(250, move || source.next(), settle).await.unwrap();
        assert_eq!(entered, 999);
        let stale = SubmitError::Stale { stream: "person:9".to_owned(), expected: 0, actual: 1 };
        assert_eq!(refused, [(250, SubmitError::Taken { table: "person_code" }), (600, stale)]);
        assert_eq!(indexes_off(&store).await, 0, "every index is back");
        // Work goes on, and an entry is found by its key.
        let retire = NewEvent {
            stream: StreamId::new("person", 3),
            kind: "retired".to_owned(),
            body: b"retire 3".to_vec(),
        };
        let change =
            Submission { at: 1, actor: "x".to_owned(), events: vec![retire], ..Submission::default() };
        store.submit(change).await.unwrap();
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        let report = store.rebuild().await.unwrap();
        assert_eq!((report.events, report.differing()), (1000, Vec::<&str>::new()));
        assert_eq!(indexes_off(&store).await, 0);
        let digest = |table: &str| report.tables.iter().find(|t| t.0 == table).unwrap().2.clone();
        assert!(digest("fact").starts_with("1998:"), "two facts a person: {}", digest("fact"));
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_was_broken_off_goes_on_and_enters_nothing_twice() {
    for database in databases("broken").await {
        let store = Store::open_to_load(&database.url, Arc::new(People), sealing(1)).await.unwrap();
        // The commit stands, and whoever was to hear of it has gone: as when the process is killed.
        let mut first = chunks().take(3);
        let ended = store.load(250, move || first.next(), |_, _| Err(Ended::Here)).await;
        assert!(matches!(ended, Err(Ended::Here)), "{ended:?}");
        assert!(indexes_off(&store).await > 0, "the indexes are put off still");
        store.close().await;

        let store = Store::open_to_load(&database.url, Arc::new(People), sealing(1)).await.unwrap();
        let (mut source, mut entered, mut known, mut taken) = (chunks(), 0, 0, 0);
        let settle = |_, answers: Vec<Result<_, SubmitError>>| {
            for answer in answers {
                match answer {
                    Ok(_) => entered += 1,
                    Err(SubmitError::Stale { .. }) => known += 1,
                    Err(SubmitError::Taken { .. }) => taken += 1,
                    Err(other) => panic!("{other}"),
                }
            }
            Ok::<(), Ended>(())
        };
        store.load(250, move || source.next(), settle).await.unwrap();
        // Of the first three hundred one was refused for its code, and is again.
        assert_eq!((entered, known, taken), (700, 300, 1));
        assert_eq!(indexes_off(&store).await, 0);
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_the_store_after_a_broken_load_finds_its_indexes() {
    let database = testkit::sqlite().unwrap();
    let store = Store::open_to_load(&database.url, Arc::new(People), sealing(1)).await.unwrap();
    let mut first = chunks().take(2);
    let ended = store.load(250, move || first.next(), |_, _| Err(Ended::Here)).await;
    assert!(ended.is_err());
    store.close().await;
    let store = Store::open_sealed(&database.url, Arc::new(People), sealing(1)).await.unwrap();
    assert_eq!(indexes_off(&store).await, 0);
    store.submit(enter(5000, "c5000")).await.unwrap();
    assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
    store.close().await;
}

//! What a node remembers is never stale: every reading sees every write committed before it, whoever wrote it.

use crate::house::{House, citizen, day, houses, officer, open};
use crate::persons::purpose;
use kernel::{PersonId, PersonName};
use office::Office;
use office::register::civil::CivilAct;
use office::register::{Basis, Deed, FactChange, FactValue, Lookup, PersonRecord, When};
use store::Value;
use store::sql::register::CHILDREN;

fn basis(kind: &str) -> Basis {
    Basis::new(kind, "12/2026", day("2026-05-05"), "Registry of Imagined Acts", "LVA").unwrap()
}

async fn read(office: &Office, number: u64) -> PersonRecord {
    office.person(&officer("case"), &purpose(), PersonId::from_u64(number), &When::default()).await.unwrap()
}

async fn call(office: &Office, number: u64, surname: &str) {
    let name = PersonName::new("Ilze", surname).unwrap();
    let change = FactChange {
        on: day("2026-06-01").into(),
        values: vec![FactValue::Name { name }],
        basis: basis("civil-record"),
    };
    let id = PersonId::from_u64(number);
    office.change_facts(&officer("case"), &purpose(), id, None, change).await.unwrap();
}

fn surname(record: &PersonRecord) -> String {
    record.view.name().unwrap().surname.to_string()
}

/// The surname and the newest entry, by the other ways to a person.
async fn otherwise(office: &Office, number: u64) -> (String, i64) {
    let code = Lookup::Code(format!("3999{number:07}"));
    let brief = office.lookup(&officer("case"), &purpose(), code).await.unwrap().unwrap();
    let timeline = office.timeline(&officer("case"), &purpose(), PersonId::from_u64(number)).await.unwrap();
    let newest = timeline.iter().map(|known| known.known_from).max().unwrap();
    (brief.name.unwrap().surname.to_string(), newest)
}

async fn traces(house: &House, number: u64) -> usize {
    let subject = PersonId::from_u64(number).to_string();
    let mut snapshot = house.office.store().snapshot().await.unwrap();
    snapshot.trace(Some(&subject), i64::MAX, 1000).await.unwrap().len()
}

#[tokio::test]
async fn every_node_sees_what_another_has_written() {
    for house in houses("memory").await {
        house.enter(citizen(1, "Ilze", "Pirmā", "1990-07-01")).await;
        house.enter(citizen(2, "Anna", "Otra", "1991-01-01")).await;
        let other = open(&house.url, &house.clock, house.office.law()).await;
        // Twice: from the database, and from memory.
        for _ in 0..2 {
            assert_eq!(surname(&read(&house.office, 1).await), "Pirmā");
        }
        for turn in 0..4 {
            let (writer, reader) =
                if turn % 2 == 0 { (&other, &house.office) } else { (&house.office, &other) };
            let new = ["Ceturtā", "Piektā", "Sestā", "Septītā"][turn];
            call(writer, 1, new).await;
            for _ in 0..2 {
                let record = read(reader, 1).await;
                assert_eq!(surname(&record), new);
                assert_eq!(record.view.known_at, house.office.position().await.unwrap());
                assert_eq!(record.moments.last().unwrap().0, record.view.known_at);
                assert_eq!(otherwise(reader, 1).await, (new.to_owned(), record.view.known_at));
            }
            // A word about somebody else moves the log, and nothing in the record.
            call(writer, 2, new).await;
            assert_eq!(otherwise(reader, 2).await.0, new);
            let record = read(reader, 1).await;
            assert_eq!(surname(&record), new);
            assert_eq!(record.view.known_at, house.office.position().await.unwrap());
        }
    }
}

#[tokio::test]
async fn children_that_another_node_enters_or_changes_are_there_at_once() {
    for house in houses("memory_children").await {
        house.enter(citizen(1, "Ilze", "Māte", "1990-07-01")).await;
        house.enter(citizen(2, "Anna", "Meita", "2015-01-01")).await;
        let other = open(&house.url, &house.clock, house.office.law()).await;
        for _ in 0..2 {
            assert!(read(&house.office, 1).await.children.is_empty());
        }
        let act = CivilAct::Parentage { child: PersonId::from_u64(2), parent: PersonId::from_u64(1).into() };
        let on = day("2015-01-01").into();
        let deed = Deed {
            act,
            on,
            body: "civil-registry".to_owned(),
            basis: basis("birth-record"),
            distinct: vec![],
        };
        other.record_act(&officer("case"), &purpose(), deed).await.unwrap();
        for _ in 0..2 {
            let record = read(&house.office, 1).await;
            assert_eq!(
                record.children.iter().map(|child| child.id).collect::<Vec<_>>(),
                [PersonId::from_u64(2)]
            );
        }
        call(&other, 2, "Citāda").await;
        let record = read(&house.office, 1).await;
        assert_eq!(record.children[0].name.as_ref().unwrap().surname.as_str(), "Citāda");
        let mut snapshot = house.office.store().snapshot().await.unwrap();
        let rows = snapshot.rows(&CHILDREN, &[Value::Int(PersonId::from_u64(1).as_i64())]).await.unwrap();
        assert_eq!(rows.len(), 1);
    }
}

#[tokio::test]
async fn a_reading_leaves_one_trace_whether_remembered_or_not() {
    for house in houses("memory_trace").await {
        house.enter(citizen(1, "Ilze", "Pirmā", "1990-07-01")).await;
        let other = open(&house.url, &house.clock, house.office.law()).await;
        let before = traces(&house, 1).await;
        for times in 1..=6 {
            if times % 3 == 0 {
                other
                    .person(&officer("case-2"), &purpose(), PersonId::from_u64(1), &When::default())
                    .await
                    .unwrap();
                call(&other, 1, if times == 3 { "Trešā" } else { "Sestā" }).await;
            }
            let already = traces(&house, 1).await;
            read(&house.office, 1).await;
            assert_eq!(traces(&house, 1).await, already + 1);
        }
        assert!(traces(&house, 1).await > before + 6);
    }
}

#[tokio::test]
async fn many_readers_beside_a_writer_never_see_an_older_record_than_was_committed_before_they_asked() {
    for house in houses("memory_race").await {
        house.enter(citizen(1, "Ilze", "Sākuma", "1990-07-01")).await;
        let writer = open(&house.url, &house.clock, house.office.law()).await;
        let done = std::sync::atomic::AtomicI64::new(0);
        let write = async {
            for turn in 0..20_i64 {
                call(&writer, 1, if turn % 2 == 0 { "Viena" } else { "Otra" }).await;
                done.store(writer.position().await.unwrap(), std::sync::atomic::Ordering::SeqCst);
                tokio::task::yield_now().await;
            }
        };
        let look = async {
            for _ in 0..60 {
                let before = done.load(std::sync::atomic::Ordering::SeqCst);
                let record = read(&house.office, 1).await;
                assert!(record.view.known_at >= before, "{} < {before}", record.view.known_at);
                assert!(record.moments.last().unwrap().0 >= before);
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(write, look);
    }
}

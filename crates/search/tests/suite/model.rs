//! The index against a plain look at everybody, on random small registers: whatever order persons came and went in,
//! and after a snapshot was read back.

use crate::letters::{letters, name};
use kernel::spelling::words;
use kernel::{PartialDate, PersonId};
use proptest::prelude::*;
use proptest::sample::select;
use search::{Bulk, Form, Index, Query, Record, SnapshotError};
use std::collections::BTreeMap;

const GIVEN: [&str; 10] =
    ["Anna", "Jānis", "Janis", "Jurijs", "Yuri", "Anna Marija", "Oto", "Ana", "Ilze", "Jana"];
const SURNAMES: [&str; 14] = [
    "Bērziņš",
    "Bērziņa",
    "Berzins",
    "Liepa",
    "Liepa-Kalna",
    "Kalna",
    "Kalns",
    "Kalniņš",
    "Žukovs",
    "Zhukov",
    "Kowalski",
    "Kovaļska",
    "Šmits",
    "Schmidt",
];
const DATES: [&str; 8] =
    ["1978-05-12", "1978-12-05", "1978-05", "1978", "unknown", "1979-05-12", "2001-02-03", "1978-05-13"];
const PLACES: [&str; 3] = ["Zaļā iela 15, Rīga", "Kalna iela 3", "Rīga"];
const TYPED: [&str; 26] = [
    "anna",
    "ann",
    "a",
    "janis",
    "yuri",
    "jurijs",
    "berzins",
    "berzina",
    "berz",
    "berzinš",
    "brezins",
    "liepa",
    "kalna",
    "kalns",
    "zhukov",
    "kowalski",
    "kovalskis",
    "schmidt",
    "smits",
    "1978",
    "05.1978",
    "12.05.1978",
    "riga",
    "iela",
    "15",
    "zzz",
];

fn record() -> impl Strategy<Value = Record> {
    (
        0_u64..40,
        select(&GIVEN[..]),
        select(&SURNAMES[..]),
        select(&SURNAMES[..]),
        any::<(bool, bool)>(),
        select(&DATES[..]),
        select(&PLACES[..]),
    )
        .prop_map(|(id, given, surname, other, (renamed, dead), birth, place)| {
            let mut record = Record::new(PersonId::from_u64(id));
            record.names.push(name(given, surname, Form::Current));
            if renamed {
                record.names.push(name(given, other, Form::Former));
            }
            record.birth = birth.parse().unwrap();
            record.dead = dead && renamed;
            record.addresses.push(place.to_owned());
            record.documents.push(format!("XX{:07}", id * 7));
            record
        })
}

#[derive(Debug, Clone)]
enum Step {
    Put(Record),
    Remove(u64),
    Compact,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => record().prop_map(Step::Put),
        3 => (0_u64..40).prop_map(Step::Remove),
        1 => Just(Step::Compact),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let birth = prop_oneof![2 => Just(None), 1 => select(&DATES[..]).prop_map(|date| date.parse::<PartialDate>().ok())];
    (prop::collection::vec(select(&TYPED[..]), 1..4), birth, any::<bool>())
        .prop_map(|(words, birth, dead)| Query { text: words.join(" "), birth, dead, day: dead })
}

fn built(steps: Vec<Step>) -> (Index, BTreeMap<PersonId, Record>) {
    let mut index = Index::new(letters());
    let mut all = BTreeMap::new();
    for step in steps {
        match step {
            Step::Put(record) => {
                all.insert(record.person, record.clone());
                index.put([record]);
            }
            Step::Remove(id) => {
                all.remove(&PersonId::from_u64(id));
                index.remove(PersonId::from_u64(id));
            }
            Step::Compact => index.compact(),
        }
    }
    (index, all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn it_answers_as_a_look_at_everybody(
        steps in prop::collection::vec(step(), 0..80),
        queries in prop::collection::vec(query(), 1..12),
    ) {
        let (mut index, all) = built(steps);
        let anew = Index::build(letters(), all.values().cloned());
        prop_assert_eq!(index.len(), all.len());
        let mut file = Vec::new();
        let answers: Vec<_> = queries.iter().map(|query| index.search(query, 10)).collect();
        index.save(77, &mut file).unwrap();
        let (read, position) = Index::open(letters(), file.as_slice()).unwrap();
        prop_assert_eq!(position, 77);
        for (query, answer) in queries.iter().zip(answers) {
            prop_assert_eq!(&answer, &index.scan(query, 10), "weighing everybody: {:?}", query);
            prop_assert_eq!(&answer, &anew.search(query, 10), "built anew: {:?}", query);
            prop_assert_eq!(&answer, &read.search(query, 10), "read back: {:?}", query);
        }
    }

    #[test]
    fn a_changed_snapshot_is_refused(
        steps in prop::collection::vec(step(), 1..20),
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
        cut in any::<prop::sample::Index>(),
    ) {
        let (mut index, _) = built(steps);
        let mut file = Vec::new();
        index.save(5, &mut file).unwrap();
        let shorter = &file[..cut.index(file.len())];
        prop_assert!(Index::open(letters(), shorter).is_err());
        let at = place.index(file.len());
        file[at] ^= 1 << bit;
        prop_assert!(matches!(
            Index::open(letters(), file.as_slice()),
            Err(SnapshotError::Damaged | SnapshotError::Foreign)
        ));
    }
}

fn bytes(mut index: Index) -> Vec<u8> {
    let mut file = Vec::new();
    index.save(1, &mut file).unwrap();
    file
}

/// Letters, marks that stand alone or join a letter, separators, capitals that become two letters.
const TEXT: &str = "[a-cA-CāĀšŠİßЖж0-9'’.,–\\- \t\u{00a0}\u{0301}\u{0304}\u{0307}\u{2028}\u{0390}]{0,16}";
/// The same without the letter whose small letter has a mark that stands alone.
const PLACE_TEXT: &str =
    "[a-cA-CāĀšŠßЖж0-9'’.,–\\- \t\u{00a0}\u{0301}\u{0304}\u{0307}\u{2028}\u{0390}]{0,16}";

proptest! {
    #[test]
    fn a_name_is_taken_apart_as_the_kernel_takes_it_apart(texts in prop::collection::vec((TEXT, TEXT), 1..6)) {
        let index = |apart: &dyn Fn(&str) -> String| {
            let records = texts.iter().zip(0_u64..).map(|((given, surname), id)| Record {
                names: vec![name(&apart(given), &apart(surname), Form::Current)],
                ..Record::new(PersonId::from_u64(id))
            });
            bytes(Index::build(letters(), records))
        };
        prop_assert_eq!(index(&str::to_owned), index(&|text| words(text).join(" ")));
    }

    #[test]
    fn an_address_is_taken_apart_at_all_but_letters_and_digits(
        texts in prop::collection::vec(PLACE_TEXT, 1..6),
    ) {
        let index = |apart: &dyn Fn(&str) -> String| {
            let records = texts.iter().zip(0_u64..).map(|(address, id)| Record {
                addresses: vec![apart(address)],
                ..Record::new(PersonId::from_u64(id))
            });
            bytes(Index::build(letters(), records))
        };
        let spaced = |text: &str| text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
        prop_assert_eq!(index(&str::to_owned), index(&|text| letters().folding.fold(&spaced(text))));
    }
}

#[test]
fn an_index_is_the_same_however_many_threads_build_it() {
    let records: Vec<Record> = (0_u64..24_000)
        .map(|number| {
            let pick = |list: &[&'static str], by: u64| list[usize::try_from(by).unwrap() % list.len()];
            let id = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut record = Record::new(PersonId::from_u64(id));
            let surname = format!("{}{}", pick(&SURNAMES, number), number % 501);
            record.names.push(name(pick(&GIVEN, number / 3), &surname, Form::Current));
            record.birth = pick(&DATES, number / 7).parse().unwrap();
            record.addresses.push(format!("{}, LV-{}", pick(&PLACES, number), number % 997));
            record.codes.push(format!("32{:09}", number / 2));
            record.dead = number % 11 == 0;
            record
        })
        .collect();
    let built = |threads: usize, at_once: usize| {
        let mut bulk = Bulk::new(letters(), threads);
        records.chunks(at_once).for_each(|some| bulk.push(some));
        bytes(bulk.finish())
    };
    let alone = bytes(Index::build(letters(), records.iter().cloned()));
    for (threads, at_once) in [(1, 24_000), (2, 24_000), (2, 11_000), (2, 500), (3, 24_000)] {
        assert!(built(threads, at_once) == alone, "{threads} threads, {at_once} at once");
    }
    let mut other_way = Bulk::new(letters(), 2);
    records.rchunks(11_000).for_each(|some| other_way.push(some));
    assert!(bytes(other_way.finish()) == alone, "in another order");
}

#[test]
fn many_changes_one_after_the_other_stay_right() {
    let mut index = Index::new(letters());
    for id in 0..3000 {
        let mut record = Record::new(PersonId::from_u64(id));
        record.names.push(name(
            "Anna",
            SURNAMES[usize::try_from(id).unwrap() % SURNAMES.len()],
            Form::Current,
        ));
        record.birth = PartialDate::year(i16::try_from(1900 + id % 100).unwrap()).unwrap();
        index.put([record]);
        if id % 3 == 0 {
            index.remove(PersonId::from_u64(id / 2));
        }
    }
    for text in ["anna berzina 1957", "liepa 1905", "kowalski", "berzins"] {
        let query = Query { text: text.to_owned(), ..Query::default() };
        assert_eq!(index.search(&query, 10), index.scan(&query, 10), "{text}");
        assert!(!index.search(&query, 10).is_empty(), "{text}");
    }
    assert!(!index.is_scattered());
}

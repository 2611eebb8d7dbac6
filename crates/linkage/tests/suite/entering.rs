//! One person about to be entered against one who is there.

use kernel::{Lang, Text};
use linkage::usual::Judge;
use linkage::{Bound, Field, Kind, Record, Records, Schema};
use proptest::prelude::*;

fn judge() -> Judge {
    judge_among(2_000_000)
}

fn judge_among(records: u32) -> Judge {
    let field = |lv: &str, en: &str, kind, bound| Field { label: Text::new(lv, en), kind, bound, group: 0 };
    let fields = vec![
        field("vārds", "given names", Kind::GivenNames, Bound::Person),
        field("uzvārds", "surname", Kind::Surname, Bound::Household),
        field("dzimšanas datums", "birth date", Kind::Date, Bound::Person),
        field("dzimums", "sex", Kind::Category, Bound::Person),
        field("adrese", "address", Kind::Address, Bound::Household),
    ];
    Judge::new(Schema::new(fields).unwrap(), records)
}

fn person(id: &str, line: &str) -> Record {
    let values = line.split('|').map(|text| if text.is_empty() { vec![] } else { vec![text.to_owned()] });
    Record::new(id, values.collect())
}

const THERE: &str = "Ilze|Bērziņa|1974-08-12|f|Skolas iela 3, Cēsis";

#[test]
fn the_same_person_is_recognised_through_slips() {
    for line in [
        "Ilze|Bērziņa|1974-08-12|f|Skolas iela 3, Cēsis",
        "ILZE|BERZINA|1974-08-12|f|Skolas iela 3, Cēsis",
        "Ilze|Berzina|1974-12-08|f|Skolas iela 3, Cēsis",
        "Ilze|Kalniņa|1974-08-12|f|Skolas iela 3, Cēsis",
        "Bērziņa|Ilze|1974-08-12|f|",
    ] {
        let judged = judge().judge(&person("new", line), &person("there", THERE));
        assert!(
            judged.probability > 0.5,
            "{line}: {} {}",
            judged.probability,
            judged.explanation.line(Lang::EN)
        );
    }
}

#[test]
fn others_are_not() {
    for line in [
        // A sister, a twin brother, a twin sister, a namesake, somebody born on the same day.
        "Anna|Bērziņa|1979-03-02|f|Skolas iela 3, Cēsis",
        "Mārtiņš|Bērziņš|1974-08-12|m|Skolas iela 3, Cēsis",
        "Anna|Bērziņa|1974-08-12|f|Skolas iela 3, Cēsis",
        "Ilze|Bērziņa|1951-01-30|f|Jūras iela 9, Liepāja",
        "Olga|Petrova|1974-08-12|f|Jūras iela 9, Liepāja",
    ] {
        let judged = judge().judge(&person("new", line), &person("there", THERE));
        assert!(
            judged.probability < 0.5,
            "{line}: {} {}",
            judged.probability,
            judged.explanation.line(Lang::EN)
        );
    }
}

#[test]
fn a_register_is_looked_through_for_those_who_are_there_twice() {
    let lines = [
        "Ilze|Bērziņa|1974-08-12|f|Skolas iela 3, Cēsis",
        "Anna|Bērziņa|1974-08-12|f|Skolas iela 3, Cēsis",
        "Jānis|Kalniņš|1960-01-02|m|Jūras iela 9, Liepāja",
        "Ilze|Berzina|1974-12-08|f|Skolas iela 3, Cēsis",
        "Olga|Petrova|1974-08-12|f|Lielā iela 1, Kuldīga",
        "Zigrīda|Sudrabkalne|1951-03|f|",
        "Zigrīda|Sudrabkalne|1951-03-09|f|Ganu iela 2, Madona",
    ];
    let records = lines.iter().enumerate().map(|(at, line)| person(&at.to_string(), line)).collect();
    let records = Records::new(records).unwrap();
    let pairs = |threads| judge_among(20_000).within(&records, threads, 0.5);
    let found: Vec<_> = pairs(1).iter().map(|pair| (pair.left, pair.right)).collect();
    assert!(found.contains(&(0, 3)) && found.contains(&(5, 6)), "{found:?}");
    assert!(!found.contains(&(0, 1)) && !found.contains(&(1, 3)), "twins are two: {found:?}");
    assert_eq!(pairs(1), pairs(3), "however many threads");
}

proptest! {
    #[test]
    fn the_judgement_is_the_same_in_both_orders(
        a in "[A-Ža-ž]{0,9}\\|[A-Ža-ž]{0,9}\\|(19[0-9]{2}(-0[1-9])?)?\\|[fm]?\\|[a-ž0-9 ]{0,20}",
        b in "[A-Ža-ž]{0,9}\\|[A-Ža-ž]{0,9}\\|(19[0-9]{2}(-0[1-9])?)?\\|[fm]?\\|[a-ž0-9 ]{0,20}",
    ) {
        let (a, b) = (person("a", &a), person("b", &b));
        let (there, back) = (judge().judge(&a, &b), judge().judge(&b, &a));
        prop_assert!((there.probability - back.probability).abs() < 1e-12);
        prop_assert_eq!(there.explanation.line(Lang::LV), back.explanation.line(Lang::LV));
        prop_assert!((0.0..=1.0).contains(&there.probability));
    }
}

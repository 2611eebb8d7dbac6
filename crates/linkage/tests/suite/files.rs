//! Whole files with known truth: invented persons, written twice by tired hands.

use crate::invented::{Persons, figures};
use kernel::{Chance as _, Lang, SeededChance};
use linkage::usual::Judge;
use linkage::{Level, Linkage, Records, Stage, link};

fn between(persons: &Persons) -> Linkage {
    let (left, right) = persons.two_files();
    link(&persons.schema(), &left, Some(&right), &mut SeededChance::new(1), 2, &mut |_| {})
}

fn within(persons: &Persons) -> (Linkage, Records) {
    let records = persons.one_file();
    let linkage = link(&persons.schema(), &records, None, &mut SeededChance::new(1), 2, &mut |_| {});
    (linkage, records)
}

#[test]
fn two_files_of_one_population_are_joined() {
    let persons = Persons::new(1, 1_000, 1_000);
    let linkage = between(&persons);
    let (left, right) = persons.two_files();
    let (precision, recall) = figures(&persons.pairs(&linkage, &left, &right), 1_000);
    assert!(precision >= 0.995 && recall >= 0.99, "precision {precision}, recall {recall}");
}

#[test]
fn persons_that_only_one_file_holds_find_no_partner() {
    let persons = Persons::new(2, 900, 300);
    let (left, right) = persons.two_files();
    let (precision, recall) = figures(&persons.pairs(&between(&persons), &left, &right), 300);
    assert!(precision >= 0.99 && recall >= 0.98, "precision {precision}, recall {recall}");
}

#[test]
fn families_are_no_duplicates() {
    // Brothers and sisters share surname, address and often the first letters of everything.
    let persons = Persons::new(3, 1_200, 120);
    let (linkage, records) = within(&persons);
    let (precision, recall) = figures(&persons.pairs(&linkage, &records, &records), 120);
    assert!(precision >= 0.97 && recall >= 0.95, "precision {precision}, recall {recall}");
}

#[test]
fn usual_rates_find_nearly_as_much_as_learned_ones() {
    let persons = Persons::new(3, 1_200, 120);
    let records = persons.one_file();
    let judge = Judge::new(persons.schema(), 1_320);
    let pairs = judge.within(&records, 2, 0.5);
    let id = |line: usize| records.all()[line].id.clone();
    let found = pairs.iter().map(|pair| (id(pair.left), id(pair.right))).collect();
    let (precision, recall) = figures(&found, 120);
    assert!(precision >= 0.9 && recall >= 0.9, "precision {precision}, recall {recall}");
    // Whoever is judged alone is judged the same.
    for pair in pairs.iter().step_by(10) {
        let alone = judge.judge(&records.all()[pair.left], &records.all()[pair.right]);
        assert!((alone.probability - pair.probability).abs() < 1e-9);
    }
}

#[test]
fn the_order_of_the_lines_changes_nothing() {
    let persons = Persons::new(4, 200, 200);
    let (left, right) = persons.two_files();
    let ids = |linkage: &Linkage, left: &Records, right: &Records| {
        let mut ids: Vec<(String, String, String)> = linkage
            .pairs
            .iter()
            .map(|pair| {
                let (a, b) = (&left.all()[pair.left], &right.all()[pair.right]);
                (a.id.clone(), b.id.clone(), pair.explanation.line(Lang::EN))
            })
            .collect();
        ids.sort();
        ids
    };
    let run = |left: &Records, right: &Records, threads| {
        let schema = persons.schema();
        let linkage = link(&schema, left, Some(right), &mut SeededChance::new(1), threads, &mut |_| {});
        ids(&linkage, left, right)
    };
    let shuffled = |records: &Records| {
        let mut records = records.all().to_vec();
        let mut chance = SeededChance::new(9);
        for at in (1..records.len()).rev() {
            let other = usize::try_from(chance.below(u64::try_from(at + 1).unwrap())).unwrap();
            records.swap(at, other);
        }
        Records::new(records).unwrap()
    };
    let expected = run(&left, &right, 1);
    assert!(expected.len() > 150);
    assert_eq!(run(&shuffled(&left), &shuffled(&right), 3), expected);
}

#[test]
fn every_pair_says_why() {
    let linkage = between(&Persons::new(5, 300, 300));
    let mut swapped = 0;
    for pair in &linkage.pairs {
        let english = pair.explanation.line(Lang::EN);
        let latvian = pair.explanation.line(Lang::LV);
        for finding in pair.explanation.findings.iter().filter(|finding| finding.level != Level::Missing) {
            assert!(english.contains(&finding.words(Lang::EN)), "{english}");
            assert!(latvian.contains(&finding.words(Lang::LV)), "{latvian}");
        }
        swapped += usize::from(english.contains("given name and surname are swapped"));
        assert!(english.contains("together +") && latvian.contains("kopā +"), "{english}");
        assert!((0.5..=1.0).contains(&pair.probability));
    }
    assert!(swapped > 0, "the files have swapped names, and none was named");
}

#[test]
fn files_with_nothing_in_them_have_no_pairs() {
    let persons = Persons::new(6, 3, 0);
    let (nothing, some) = (Records::new(Vec::new()).unwrap(), persons.one_file());
    let mut stages = Vec::new();
    for (left, right) in
        [(&nothing, Some(&nothing)), (&nothing, Some(&some)), (&some, Some(&nothing)), (&nothing, None)]
    {
        let found = link(&persons.schema(), left, right, &mut SeededChance::new(1), 2, &mut |stage| {
            stages.push(stage)
        });
        assert!(found.pairs.is_empty());
    }
    assert_eq!(stages.first(), Some(&Stage::Standardise));
}

#[test]
fn an_id_that_occurs_twice_is_named() {
    let one = linkage::Record::new("a-1", vec![]);
    let error = Records::new(vec![one.clone(), one]).unwrap_err();
    assert_eq!(error.to_string(), "the id `a-1` occurs twice; every record needs an id of its own");
}

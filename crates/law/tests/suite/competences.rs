//! What the authority of Latvia is there for, and by which procedures it does it.

use kernel::{Day, Lang};
use law::LawBook;

fn book() -> LawBook {
    LawBook::bundled().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn whoever_can_ask_is_offered_it_and_every_procedure_belongs_to_a_competence() {
    let book = book();
    let today = day("2026-11-24");
    let services: Vec<&str> = book.services(today).iter().map(|p| p.id()).collect();
    for id in ["passport.citizen", "citizenship.naturalisation", "permit.temporary.employment"] {
        assert!(services.contains(&id), "{id}");
    }
    let told: Vec<&str> = book.told_of(today).iter().map(|p| p.id()).collect();
    for id in ["decision.contest", "return.decision", "citizenship.revocation"] {
        assert!(told.contains(&id) && !services.contains(&id), "{id}");
    }
    // Applications for the status of repatriate were taken until the end of 2023.
    assert!(!services.contains(&"repatriation.status"));
    let task = |id: &str| book.task_of(book.procedure(id, today).unwrap()).unwrap().id.as_str();
    assert_eq!(task("passport.citizen"), "documents");
    assert_eq!(task("permit.temporary.employment"), "migration");
    assert_eq!(task("protection.application"), "protection");
    assert_eq!(task("citizenship.naturalisation"), "citizenship");
    assert_eq!(task("data.access"), "hearing");
}

/// The table that the repository shows is what the files of law say.
#[test]
fn the_table_of_competences_is_up_to_date() {
    let table = law::tools::competences(&book(), day("2026-11-24"));
    assert!(table.iter().all(|competence| !competence.procedures.is_empty()));
    let of_a_day = law::tools::competences_text(&table, Lang::EN);
    let written = include_str!("../../../../docs/competences.md");
    let table_of = |text: &str| text.split_once("\n## ").map(|(_, rest)| rest.trim().to_owned());
    assert_eq!(
        table_of(&format!("\n{of_a_day}")),
        table_of(written),
        "write it anew: parvalde procedure competences --on 2026-11-24"
    );
}

#[test]
fn a_sub_point_is_cited_as_laws_cite_it() {
    let book = book();
    let procedure = book.procedure("citizenship.naturalisation", day("2026-11-24")).unwrap();
    let norm = procedure.cite_text(&"cit:11(1)1a".parse().unwrap()).text;
    assert_eq!(norm.get(Lang::LV), "Pilsonības likuma 11. panta pirmās daļas 1. punkta “a” apakšpunkts");
    assert_eq!(norm.get(Lang::EN), "Citizenship Law, Art. 11(1), point 1(a)");
}

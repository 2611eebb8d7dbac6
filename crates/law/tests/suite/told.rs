//! How requirements and the work are told: sentences that are so when all is well, what they rest on, and the steps in the
//! order in which they come.

use crate::library::{bundled, day, load, with_example};
use kernel::Lang;
use law::procedure::Stage;
use law::{Facts, LawBook, Procedure};

fn procedure<'a>(book: &'a LawBook, id: &str) -> &'a Procedure {
    book.procedure(id, day("2026-11-24")).unwrap()
}

fn name<'a>(procedure: &'a Procedure, requirement: &str, lang: Lang) -> &'a str {
    procedure.requirements().iter().find(|known| known.id == requirement).unwrap().name.get(lang)
}

#[test]
fn what_must_be_so_is_a_sentence_where_the_files_have_one() {
    let book = load(&with_example()).unwrap_or_else(|errors| panic!("{errors}"));
    let rare = book.procedure("loan.rare", day("2026-05-01")).unwrap();
    assert_eq!(name(rare, "in-debt", Lang::EN), "Is in no debt");
    assert_eq!(name(rare, "in-debt", Lang::LV), "Parāda nav");
    assert_eq!(name(rare, "threat", Lang::EN), "No such ground: Threatens the collection");

    let book = bundled();
    // The one fact that decides it has the words.
    let visa = procedure(&book, "visa.long-stay");
    assert_eq!(name(visa, "imm16-1", Lang::EN), "All documents were handed in and explanations were given");
    let submission = procedure(&book, "office.submission");
    assert_eq!(name(submission, "sub7-1", Lang::EN), "The submitter is named");
    assert_eq!(name(submission, "sub7-1", Lang::LV), "Ir norādīts iesniedzējs");
    for procedure in book.all().filter(|procedure| !procedure.is_abstract()) {
        for known in procedure.requirements() {
            let name = known.name.get(Lang::EN);
            assert!(!name.starts_with("No such ground"), "{}: {name}", procedure.id());
        }
    }
}

#[test]
fn what_is_met_rests_on_the_facts_that_make_it_so() {
    let book = bundled();
    let passport = procedure(&book, "passport.citizen");
    let presence = passport.requirements().iter().find(|known| known.id == "presence").unwrap();
    let facts = |text: &str| -> Facts { law::tools::read_facts(&book, text).unwrap() };
    let came = facts(r#"{"presence.subject":true,"person.age":34,"photo.handed-in":false}"#);
    assert_eq!(presence.condition.deciding(&came), ["presence.subject"]);
    let child = facts(r#"{"presence.subject":false,"person.age":8,"photo.handed-in":true}"#);
    assert_eq!(presence.condition.deciding(&child), ["person.age", "photo.handed-in"]);
    let absent = facts(r#"{"presence.subject":false,"person.age":34,"photo.handed-in":true}"#);
    assert!(presence.condition.deciding(&absent).is_empty());
    assert!(presence.condition.deciding(&Facts::new()).is_empty());
}

#[test]
fn a_requirement_whose_subject_does_not_arise_is_not_found_to_be_met() {
    let book = bundled();
    let passport = procedure(&book, "passport.citizen");
    let found = |previous: &str| {
        let facts =
            law::tools::read_facts(&book, &format!(r#"{{"document.previous":"{previous}"}}"#)).unwrap();
        let findings = passport.assess(&facts).findings;
        findings.iter().any(|finding| finding.requirement == "loss-explained")
    };
    assert!(!found("held") && !found("none"));
    assert!(found("lost"));
}

#[test]
fn the_steps_of_the_work_stand_in_the_order_in_which_they_come() {
    let book = bundled();
    for procedure in book.all() {
        let course = procedure.course();
        assert_eq!(course.len(), procedure.stages().len(), "{}", procedure.id());
        let at = |id: &str| course.iter().position(|stage| stage.id == id);
        let decided = course.iter().position(|stage| stage.emits.iter().any(|event| event == "decided"));
        for (place, stage) in course.iter().enumerate() {
            for needed in &stage.needs {
                assert!(at(needed).is_none_or(|needed| needed < place), "{}: {}", procedure.id(), stage.id);
            }
            let late = !stage.after.is_empty();
            assert!(
                !late || decided.is_none_or(|decided| decided < place),
                "{}: {}",
                procedure.id(),
                stage.id
            );
        }
    }
    let names = |id: &str| -> Vec<String> {
        let names = |stage: &&Stage| stage.name.get(Lang::EN).to_owned();
        procedure(&book, id).course().iter().map(names).collect()
    };
    let before = |id: &str, first: &str, second: &str| {
        let names = names(id);
        let at = |wanted: &str| names.iter().position(|name| name == wanted).unwrap();
        assert!(at(first) < at(second), "{id}: {names:?}");
    };
    before("permit.permanent", "Assessment of the Minister of the Interior", "Decision");
    before("permit.permanent", "Decision", "Hand-over of the permit card");
    before("invitation.approval", "Opinion of the State Employment Agency", "Decision");
    before("citizenship.naturalisation", "Pledge at a ceremony", "Order of the Cabinet");
}

#[test]
fn whoever_is_named_in_the_language_of_the_state_is_named_in_others_too() {
    let book = bundled();
    assert_eq!(book.called("Valsts kase", Lang::EN), "Treasury of the Republic of Latvia");
    assert_eq!(book.called("Valsts kase", Lang::LV), "Valsts kase");
    let authority = book.authority().name.get(Lang::LV).to_owned();
    assert_eq!(book.called(&authority, Lang::EN), "Office of Citizenship and Migration Affairs");
    assert_eq!(book.called("Registry of Imagined Acts", Lang::EN), "Registry of Imagined Acts");
}

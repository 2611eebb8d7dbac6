//! Evidence on file: all that is asked at once makes the application complete, what was entered wrongly is entered again,
//! and what shows nothing is still wanted.

use crate::commands::{evidence, identify, pay};
use crate::house::{House, OFFICE, citizen, client, day, houses, officer, passport};
use crate::journey::Case;
use kernel::{Lang, PersonId};
use law::{Due, FactValue, Procedure};
use office::OfficeError;
use office::cases::{CaseCommand, CaseView, Opening, StageState, Told};
use std::collections::BTreeMap;

const SHOWN: &str = "residence.permanent";

/// A naturalisation at the portal of Tuesday, 24 November 2026.
async fn applied(house: &House) -> Case<'_> {
    let mut who = citizen(1, "Sergejs", "Primerovs", "1978-11-09");
    who.status = "non-citizen";
    who.more.push(passport(11, "XX0000001", "2027-12-31"));
    house.enter(who).await;
    let mut wanted = house.application(1);
    wanted.service = "citizenship.naturalisation".to_owned();
    for fact in ["exam.exemption", "citizenship.other", "naturalisation.fee-group"] {
        wanted.declared.insert(fact.to_owned(), FactValue::Code("none".to_owned()));
    }
    let id = house.office.apply(&client(1), &wanted).await.unwrap();
    Case { house, id }
}

fn law<'h>(house: &'h House, view: &CaseView) -> &'h Procedure {
    house.office.law().version(&view.case.procedure, view.case.in_force).unwrap()
}

fn complete(view: &CaseView) -> StageState {
    view.stages.iter().find(|line| line.id == "completeness").unwrap().state
}

fn lived(term: &str) -> CaseCommand {
    let shows = [
        (SHOWN.to_owned(), FactValue::Term(term.parse().unwrap())),
        ("residence.gap".to_owned(), FactValue::Term("0 months".parse().unwrap())),
    ];
    CaseCommand::RecordEvidence {
        evidence: "residence-record".to_owned(),
        note: String::new(),
        shows: BTreeMap::from(shows),
        attachment: None,
        everywhere: false,
    }
}

fn finish(note: String) -> CaseCommand {
    let (stage, says) = ("completeness".to_owned(), BTreeMap::new());
    CaseCommand::FinishStage { stage, note, on: None, says }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_complete_with_its_documents_and_only_then_does_its_term_run() {
    for house in houses("complete").await {
        let (case, counter, examiner) = (applied(&house).await, officer("counter"), officer("case"));
        let finish = || finish(String::new());
        // Before identity and fee nobody says that everything is there, and the counter not at all.
        assert_eq!(case.refused(&examiner, finish()).await, "stage-none");
        case.give(&counter, identify("XX0000001")).await.unwrap();
        case.give(&counter, pay()).await.unwrap();
        assert_eq!(case.refused(&counter, finish()).await, "denied");
        let view = case.see(&examiner).await;
        assert_eq!(complete(&view), StageState::Open);
        assert!(view.awaits_its_term(law(&house, &view)));
        house.clock.set("2026-11-26T08:00:00Z");
        let view = case.give(&counter, evidence("income")).await.unwrap();
        assert_eq!(complete(&view), StageState::Done);
        assert!(!view.awaits_its_term(law(&house, &view)));
        assert_eq!(view.term.due, Due::On(day("2027-11-26")));
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_says_that_it_is_complete_while_something_of_it_is_not_there() {
    for house in houses("complete_said").await {
        let (case, examiner) = (applied(&house).await, officer("case"));
        case.give(&officer("counter"), identify("XX0000001")).await.unwrap();
        case.give(&officer("counter"), pay()).await.unwrap();
        let note = || "The source of income is seen from the register of taxpayers.".to_owned();
        let Err(OfficeError::Invalid(wrong)) = case.give(&examiner, finish(note())).await else {
            panic!("complete without the document on the income")
        };
        let problem = &wrong[0].problem;
        assert_eq!((wrong[0].field, problem.code), ("stage", "stage-evidence"));
        assert!(problem.args.contains(&("evidence", "income".to_owned())), "{:?}", problem.args);
        // People are told what it is called.
        let named = |arg: &str| {
            problem
                .args
                .iter()
                .any(|(known, words)| *known == arg && !matches!(words.as_str(), "income" | "completeness"))
        };
        assert!(named("evidence_lv") && named("evidence_en") && named("step_en"), "{:?}", problem.args);
        // The page says so before anybody tries.
        let view = case.see(&examiner).await;
        let line = view.stages.iter().find(|line| line.id == "completeness").unwrap();
        assert_eq!(line.lacks.as_ref(), Some(problem));
        // Wherever it was seen it is recorded, also that there is none; then the application is complete.
        let none = CaseCommand::RecordEvidence {
            evidence: "income".to_owned(),
            note: note(),
            shows: BTreeMap::from([("income.lawful".to_owned(), FactValue::Bool(false))]),
            attachment: None,
            everywhere: false,
        };
        let view = case.give(&examiner, none).await.unwrap();
        assert_eq!(complete(&view), StageState::Done);
        assert_eq!(view.term.due, Due::On(day("2027-11-24")));
        assert!(view.assessment.failing().contains(&"cit12-5".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_shows_nothing_or_the_wrong_thing_is_entered_again() {
    for house in houses("evidence_again").await {
        let (case, examiner) = (applied(&house).await, officer("case"));
        case.give(&officer("counter"), identify("XX0000001")).await.unwrap();
        let view = case.give(&examiner, evidence("residence-record")).await.unwrap();
        let procedure = law(&house, &view);
        let record = procedure.evidence_of("residence-record").unwrap();
        let wanted =
            |view: &CaseView| view.case.wanted(procedure, &view.facts).any(|known| known.id == record.id);
        assert!(view.case.shows_nothing(record) && wanted(&view), "it is on file and shows nothing");
        // Months were meant to be years: the ground that followed is gone once that is put right.
        let view = case.give(&examiner, lived("30 months")).await.unwrap();
        assert!(!view.case.shows_nothing(record) && !wanted(&view));
        assert!(view.assessment.failing().contains(&"cit12-1".to_owned()));
        assert!(view.case.again(procedure, &view.facts).any(|known| known.id == record.id));
        let view = case.give(&examiner, lived("30 years")).await.unwrap();
        assert!(!view.assessment.failing().contains(&"cit12-1".to_owned()));
        assert_eq!(view.facts[SHOWN], FactValue::Term("30 years".parse().unwrap()));
        assert_eq!(view.case.evidence.len(), 3, "what was entered before stays");
        let entered = view.history.iter().filter(|line| line.kind == "evidence-recorded").count();
        assert_eq!(entered, 3);
    }
}

#[tokio::test]
async fn where_no_evidence_is_asked_that_is_what_is_said() {
    for house in houses("evidence_none").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let mut wanted = house.application(1);
        wanted.service = "office.submission".to_owned();
        for particular in ["about", "words"] {
            wanted.particulars.insert(particular.to_owned(), Told::Words("Kad strādā nodaļa?".to_owned()));
        }
        let id = house.office.apply(&client(1), &wanted).await.unwrap();
        let case = Case { house: &house, id };
        assert_eq!(case.refused(&officer("case"), evidence("photo")).await, "evidence-none");
    }
}

#[tokio::test]
async fn what_the_office_begins_by_itself_has_its_basis_in_words() {
    for house in houses("basis_short").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let begun = house.office.begun_by_office();
        let wanted = Opening {
            procedure: begun[0].id().to_owned(),
            subject: PersonId::from_u64(1),
            basis: "x".to_owned(),
            declared: BTreeMap::new(),
            office: OFFICE.to_owned(),
            lang: Lang::EN,
        };
        let Err(OfficeError::Invalid(faults)) = house.office.begin(&officer("case"), &wanted).await else {
            panic!("begun on nothing")
        };
        assert_eq!((faults[0].field, faults[0].problem.code), ("basis", "reasons-short"));
    }
}

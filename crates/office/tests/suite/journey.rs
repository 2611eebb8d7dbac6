//! From an application to a passport in the register: who may do what, what commits with what, and what
//! the letters say.

use crate::commands::{evidence, grant, identify, pay};
use crate::house::{House, SERVICE, citizen, client, day, houses, officer, passport};
use crate::pdf::text_of;
use kernel::{CaseId, Lang, PersonId};
use office::access::Purpose;
use office::cases::{CaseCommand, CaseView};
use office::issuance::Validity;
use office::register::{KnownAt, When};
use office::{Actor, OfficeError};

pub fn problem(error: &OfficeError) -> &'static str {
    match error {
        OfficeError::Invalid(list) => list[0].problem.code,
        OfficeError::Conflict(problem) | OfficeError::NotNow(problem) => problem.code,
        OfficeError::Denied(_) => "denied",
        OfficeError::NotFound => "not-found",
        other => panic!("{other:?}"),
    }
}

pub struct Case<'a> {
    pub house: &'a House,
    pub id: CaseId,
}

impl Case<'_> {
    pub async fn give(&self, actor: &Actor, command: CaseCommand) -> Result<CaseView, OfficeError> {
        self.house.office.command(actor, self.id, None, &command).await
    }

    pub async fn refused(&self, actor: &Actor, command: CaseCommand) -> &'static str {
        let before = self.house.office.position().await.unwrap();
        let error = self.give(actor, command).await.unwrap_err();
        assert_eq!(self.house.office.position().await.unwrap(), before, "half a write");
        problem(&error)
    }

    pub async fn see(&self, actor: &Actor) -> CaseView {
        self.house.office.case(actor, self.id).await.unwrap()
    }
}

/// A citizen of 34 with a passport about to expire, and her application.
pub async fn applied(house: &House) -> Case<'_> {
    let mut who = citizen(1, "Ilze", "Piemēra", "1992-07-01");
    who.more.push(passport(11, "XX0000001", "2026-12-31"));
    house.enter(who).await;
    let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
    Case { house, id }
}

pub async fn served_at_the_counter(case: &Case<'_>) {
    let counter = officer("counter");
    case.give(&counter, identify("XX0000001")).await.unwrap();
    case.give(&counter, evidence("photo")).await.unwrap();
    case.give(&counter, evidence("fingerprints")).await.unwrap();
    case.give(&counter, pay()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_application_to_a_passport_in_the_register() {
    for house in houses("journey").await {
        let case = applied(&house).await;
        let (counter, examiner, approver) = (officer("counter"), officer("case"), officer("approver"));

        // The term: ten working days from 24 November 2026, counted by hand: 25, 26, 27, 30 November,
        // 1, 2, 3, 4, 7, 8 December.
        let view = case.see(&client(1)).await;
        assert_eq!(view.term.due, law::Due::On(day("2026-12-08")));
        assert_eq!(view.case.stage(), "received");
        assert_eq!(view.allowed, ["declare", "note-message", "withdraw"]);

        assert_eq!(case.refused(&counter, pay()).await, "not-identified");
        assert_eq!(case.refused(&counter, identify("XX0000002")).await, "document-not-theirs");
        assert_eq!(case.refused(&counter, identify("12")).await, "wrong-number");
        assert_eq!(case.refused(&examiner, identify("XX0000001")).await, "denied");
        case.give(&counter, identify("XX0000001")).await.unwrap();
        case.give(&counter, evidence("photo")).await.unwrap();
        assert_eq!(case.refused(&counter, evidence("horoscope")).await, "unknown-evidence");
        assert_eq!(case.refused(&examiner, grant(i64::MAX)).await, "fee-unpaid");
        let paid = case.give(&counter, pay()).await.unwrap();
        // Cabinet Regulation 133 since 2024-02-12: 34 euros for a passport in ten working days.
        let Some(office::cases::FeeSettled::Paid(payment)) = &paid.case.fee else { panic!("unpaid") };
        assert_eq!(payment.amount.to_string(), "34.00 EUR");
        assert_eq!(case.refused(&counter, pay()).await, "fee-settled");

        // Fingerprints are missing: nothing can be granted on what is unknown.
        let seen = case.see(&examiner).await.seen_at;
        assert_eq!(case.refused(&examiner, grant(seen)).await, "facts-needed");
        case.give(&counter, evidence("fingerprints")).await.unwrap();
        assert_eq!(case.refused(&counter, grant(seen)).await, "denied");
        let proposed = case.give(&examiner, grant(seen)).await.unwrap();
        assert_eq!(proposed.case.stage(), "proposed");
        assert_eq!(proposed.allowed, ["assign", "note-message"]);
        assert_eq!(case.refused(&examiner, CaseCommand::Approve {}).await, "denied");

        let decided = case.give(&approver, CaseCommand::Approve {}).await.unwrap();
        assert_eq!(decided.case.stage(), "decided");
        // The decision commits alone: the register has no new document yet.
        let purpose = Purpose::Case(case.id);
        let person = |when: When| {
            let (office, purpose) = (house.office.clone(), purpose.clone());
            async move {
                office.person(&officer("case"), &purpose, PersonId::from_u64(1), &when).await.unwrap().view
            }
        };
        assert_eq!(person(When::default()).await.documents().len(), 1);
        let before_service = house.office.position().await.unwrap();

        let served = case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        assert_eq!(served.case.stage(), "ordered");
        let document = served.documents[0].clone();
        // Ten years from the age of 20; the first day counts, so the last is the day before.
        assert_eq!((document.issued_on, document.expires_on), (day("2026-11-24"), day("2036-11-23")));
        let zone = documents::mrz::parse(&document.mrz.join("\n"), None).unwrap();
        assert_eq!(zone.failed().count(), 0);
        assert!(document.mrz[0].starts_with("PPLVAPIEMERA<<ILZE<<<"), "{}", document.mrz[0]);
        assert_eq!(document.mrz[1].len(), 44);
        assert_eq!(&document.mrz[1][13..19], "920701");
        let number = document.number.to_string();
        let valid = |number: String| {
            let office = house.office.clone();
            async move { office.document_validity(SERVICE, &number).await.unwrap() }
        };
        assert_eq!(valid(number.clone()).await, Validity::Invalid);
        assert_eq!(valid("XX0000001".to_owned()).await, Validity::Valid);
        assert_eq!(valid("XX9999999".to_owned()).await, Validity::Undetermined);

        // Letters and the document centre are jobs; done twice they change nothing.
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(case.see(&counter).await.case.stage(), "ready");
        let made = case.give(&counter, CaseCommand::HandOver { document: document.id }).await.unwrap();
        assert_eq!(made.case.stage(), "completed");
        assert_eq!(valid(number.clone()).await, Validity::Valid);
        assert_eq!(valid("XX0000001".to_owned()).await, Validity::Invalid);
        let held = person(When::default()).await.valid_document(SERVICE).unwrap();
        assert_eq!(held.number.to_string(), number);
        let then = When { as_of: None, known_at: Some(KnownAt::Position(before_service)) };
        assert_eq!(person(then).await.valid_document(SERVICE).unwrap().number.to_string(), "XX0000001");

        letters_are_read_by_the_right_people(&case).await;
        let report = house.office.store().verify().await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        house.office.store().close().await;
    }
}

async fn letters_are_read_by_the_right_people(case: &Case<'_>) {
    let office = &case.house.office;
    let view = case.see(&client(1)).await;
    let mut kinds: Vec<String> = view.letters.iter().map(|l| format!("{} {}", l.kind, l.lang)).collect();
    kinds.sort();
    let all = ["confirmation", "decision", "invoice", "receipt"]
        .map(|kind| [format!("{kind} en"), format!("{kind} lv")]);
    assert_eq!(kinds, all.concat());
    for letter in &view.letters {
        let file = office.letter(&client(1), letter.id).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-"), "{}", letter.kind);
        assert_eq!(file.media_type, "application/pdf");
    }
    let id = view.letters[0].id;
    assert!(matches!(office.letter(&client(2), id).await, Err(OfficeError::NotFound)));
    assert!(matches!(office.letter(&Actor::Anonymous, id).await, Err(OfficeError::Denied(_))));
    assert!(matches!(office.letter(&officer("auditor"), id).await, Err(OfficeError::Denied(_))));
    assert!(matches!(office.case(&client(2), case.id).await, Err(OfficeError::NotFound)));
    let jobs = office.store().job_counts().await.unwrap();
    assert_eq!((jobs.waiting, jobs.failing), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_who_decide_at_once_one_is_told() {
    for house in houses("two").await {
        let case = applied(&house).await;
        served_at_the_counter(&case).await;
        let view = case.see(&officer("case")).await;
        let (first, second) = (officer("case"), officer("case-2"));
        let version = Some(view.case.version);
        let (command, office) = (grant(view.seen_at), &house.office);
        let (a, b) = tokio::join!(
            office.command(&first, case.id, version, &command),
            office.command(&second, case.id, version, &command)
        );
        let told: Vec<&str> = [a, b].iter().filter_map(|r| r.as_ref().err()).map(problem).collect();
        assert!(told == ["stale"] || told == ["wrong-step"], "{told:?}");
    }
}

#[tokio::test]
async fn nobody_approves_their_own_proposal_whatever_roles_they_have() {
    for house in houses("both").await {
        let case = applied(&house).await;
        served_at_the_counter(&case).await;
        let both = officer("both");
        let seen = case.see(&both).await.seen_at;
        let proposed = case.give(&both, grant(seen)).await.unwrap();
        assert_eq!(proposed.allowed, ["assign", "note-message"]);
        assert_eq!(case.refused(&both, CaseCommand::Approve {}).await, "same-person");
        let short = CaseCommand::Return { reasons: "no".to_owned() };
        assert_eq!(case.refused(&officer("approver"), short).await, "reasons-short");
        let back = CaseCommand::Return { reasons: "The photograph does not show the face.".to_owned() };
        let returned = case.give(&officer("approver"), back).await.unwrap();
        assert_eq!(returned.case.stage(), "examination");
    }
}

#[tokio::test]
async fn a_proposal_stands_on_what_was_shown() {
    for house in houses("shown").await {
        let case = applied(&house).await;
        served_at_the_counter(&case).await;
        let examiner = officer("case");
        let seen = case.see(&examiner).await.seen_at;
        let bar = office::register::FactChange {
            on: day("2026-11-24").into(),
            values: vec![office::register::FactValue::Ban {
                ban: "document".to_owned(),
                imposed_by: "Court".to_owned(),
            }],
            basis: crate::house::basis(),
        };
        let (purpose, person) = (Purpose::Case(case.id), PersonId::from_u64(1));
        house.office.change_facts(&examiner, &purpose, person, None, bar).await.unwrap();
        assert_eq!(case.refused(&examiner, grant(seen)).await, "not-seen");
        let seen = case.see(&examiner).await.seen_at;
        assert_eq!(case.refused(&examiner, grant(seen)).await, "not-grantable");
    }
}

#[tokio::test]
async fn one_open_case_of_a_kind_for_one_person() {
    for house in houses("once").await {
        let case = applied(&house).await;
        let again = house.office.apply(&client(1), &house.application(1)).await.unwrap_err();
        assert_eq!(problem(&again), "already-open");
        let words = CaseCommand::Withdraw { words: "I found the old one".to_owned() };
        let withdrawn = case.give(&client(1), words).await.unwrap();
        assert_eq!(withdrawn.case.stage(), "withdrawn");
        // That it was taken back is confirmed in writing.
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        let told = letters.iter().find(|letter| letter.kind == "notice" && letter.lang == Lang::LV).unwrap();
        let file = house.office.letter(&client(1), told.id).await.unwrap();
        let text = text_of(&file.bytes);
        assert!(text.contains("Jūsu iesniegums šajā lietā ir atsaukts"), "{text}");
        assert!(!text.contains("Tiesiskais pamats"), "no law asks for it: {text}");
        assert_eq!(case.refused(&officer("counter"), identify("XX0000001")).await, "wrong-step");
        house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let mine = house.office.my_cases(&client(1)).await.unwrap();
        assert_eq!(mine.iter().map(|line| line.stage.as_str()).collect::<Vec<_>>().len(), 2);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_parent_applies_for_a_minor_child_and_nobody_for_a_stranger() {
    for house in houses("parent").await {
        house.enter(citizen(1, "Kristīne", "Šablone", "1993-01-15")).await;
        let parent = office::register::FactValue::Parent { of: PersonId::from_u64(1).into() };
        let mut child = citizen(2, "Sofija", "Šablone", "2022-09-25");
        child.more.push(parent.clone());
        house.enter(child).await;
        let mut grown = citizen(3, "Jānis", "Šablonis", "2000-05-05");
        grown.more.push(parent);
        house.enter(grown).await;
        house.enter(citizen(4, "Svešs", "Cilvēks", "1980-05-05")).await;
        let represented = house.office.represented(&client(1)).await.unwrap();
        let ids: Vec<PersonId> = represented.iter().map(|person| person.id).collect();
        assert_eq!(ids, [PersonId::from_u64(1), PersonId::from_u64(2)]);
        let preview = house.office.preview(&client(1), &house.application(2)).await.unwrap();
        // A person under 20 pays 15 euros (Cabinet Regulation 133).
        let law::FeeAnswer::Due(fee) = &preview.fee else { panic!("{:?}", preview.fee) };
        assert_eq!((fee.amount.to_string().as_str(), preview.capacity.as_str()), ("15.00 EUR", "parent"));
        house.office.apply(&client(1), &house.application(2)).await.unwrap();
        for stranger in [3, 4] {
            let error = house.office.apply(&client(1), &house.application(stranger)).await.unwrap_err();
            assert_eq!(problem(&error), "not-represented");
        }
        assert_eq!(house.office.my_cases(&client(1)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_application_is_named() {
    for house in houses("apply").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let apply = |change: fn(&mut office::cases::Application)| {
            let mut wanted = house.application(1);
            change(&mut wanted);
            let office = house.office.clone();
            async move { problem(&office.apply(&client(1), &wanted).await.unwrap_err()) }
        };
        let say = |wanted: &mut office::cases::Application, fact: &str, value: &str| {
            wanted.declared.insert(fact.to_owned(), law::FactValue::Code(value.to_owned()));
        };
        let _ = say;
        assert_eq!(apply(|w| w.service = "tea".to_owned()).await, "unknown-service");
        assert_eq!(apply(|w| w.office = "mars".to_owned()).await, "unknown-office");
        assert_eq!(
            apply(|w| {
                w.declared.insert("speed".to_owned(), law::FactValue::Code("light".to_owned()));
            })
            .await,
            "wrong-value"
        );
        assert_eq!(
            apply(|w| {
                w.declared.insert("person.age".to_owned(), law::FactValue::Int(90));
            })
            .await,
            "unknown-fact"
        );
        let anonymous = house.office.apply(&Actor::Anonymous, &house.application(1)).await.unwrap_err();
        assert_eq!(problem(&anonymous), "denied");
        let nobody = house.office.apply(&officer("counter"), &house.application(1)).await.unwrap_err();
        assert_eq!(problem(&nobody), "required");
        let auditor = house.office.apply(&officer("auditor"), &house.application(1)).await.unwrap_err();
        assert_eq!(problem(&auditor), "denied");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_waits_for_one_job_at_most() {
    for house in houses("stopping").await {
        let _case = applied(&house).await;
        let due = async || house.office.store().due_jobs(house.office.now(), 50).await.unwrap();
        let before: Vec<String> = due().await.into_iter().map(|job| job.id).collect();
        assert!(before.len() > 1, "{before:?}");
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let once = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
        assert_eq!(house.office.run_due_jobs_while(once).await.unwrap(), 1);
        let after = due().await;
        assert_eq!(before.iter().filter(|id| after.iter().all(|job| job.id != **id)).count(), 1);
        assert_eq!(house.office.run_due_jobs_while(|| false).await.unwrap(), 0);
    }
}

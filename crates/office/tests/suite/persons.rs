//! Persons are found by those who may look, for a purpose, and the person sees it.

use crate::house::{basis, citizen, client, day, houses, officer, passport};
use crate::journey::problem;
use kernel::{Lang, PersonId, PersonName};
use office::access::Purpose;
use office::register::{FactChange, FactCorrection, FactValue, Lookup, SearchQuery, When};
use office::{Actor, OfficeError};

pub fn purpose() -> Purpose {
    "basis:mk134".parse().unwrap()
}

fn query(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

#[tokio::test]
async fn a_person_is_found_by_code_by_document_and_by_name() {
    for house in houses("found").await {
        let mut who = citizen(1, "Žanete Anna", "Ķirsone-Šņukuļa", "1992-07-01");
        who.more.push(passport(11, "XX0000001", "2027-12-31"));
        house.enter(who).await;
        house.enter(citizen(2, "Anna", "Bērziņa", "1950")).await;
        let (office, examiner) = (&house.office, officer("case"));
        let find = |by| office.lookup(&examiner, &Purpose::Duty, by);
        let code = find(Lookup::Code(" 399900-00001 ".to_owned())).await.unwrap().unwrap();
        assert_eq!(code.name.unwrap().to_string(), "Žanete Anna Ķirsone-Šņukuļa");
        assert_eq!(code.age, kernel::Age::Years(34));
        assert!(find(Lookup::Document("xx0000001".to_owned())).await.unwrap().is_some());
        assert!(find(Lookup::Code("39990000077".to_owned())).await.unwrap().is_none());
        assert_eq!(problem(&find(Lookup::Code("1".to_owned())).await.unwrap_err()), "wrong-code");
        assert_eq!(problem(&find(Lookup::Document("1".to_owned())).await.unwrap_err()), "wrong-number");
        for text in ["kirsone", "Zanete kirs", "snukula zanete", "ĶIRSONE-ŠŅUKUĻA Žanete Anna"] {
            let hits = office.search(&examiner, &purpose(), &query(text)).await.unwrap();
            assert_eq!(hits.len(), 1, "{text}: {hits:?}");
        }
        let annas = office.search(&examiner, &purpose(), &query("anna")).await.unwrap();
        assert_eq!(annas.len(), 2);
        let birth = Some("1950-03".parse().unwrap());
        let born = SearchQuery { text: "anna".to_owned(), birth, dead: false };
        let hits = office.search(&examiner, &purpose(), &born).await.unwrap();
        assert_eq!((hits.len(), hits[0].matched.contains(&"birth-possible")), (1, true));
        assert_eq!(
            problem(&office.search(&examiner, &purpose(), &query("a")).await.unwrap_err()),
            "required"
        );
    }
}

#[tokio::test]
async fn who_has_no_right_learns_nothing() {
    for house in houses("rights").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, id) = (&house.office, PersonId::from_u64(1));
        let read = |actor: Actor, purpose: Purpose, whom: PersonId| async move {
            office.person(&actor, &purpose, whom, &When::default()).await
        };
        let nobody = PersonId::from_u64(77);
        for actor in [Actor::Anonymous, officer("auditor"), officer("operator")] {
            assert!(matches!(read(actor, purpose(), id).await, Err(OfficeError::Denied(_))));
        }
        assert!(matches!(read(officer("case"), Purpose::Own, id).await, Err(OfficeError::Denied(_))));
        // For a client somebody else and nobody look alike.
        assert_eq!(read(client(2), Purpose::Own, id).await, Err(OfficeError::NotFound));
        assert_eq!(read(client(2), Purpose::Own, nobody).await, Err(OfficeError::NotFound));
        assert_eq!(read(officer("case"), purpose(), nobody).await, Err(OfficeError::NotFound));
        assert!(read(client(1), Purpose::Own, id).await.is_ok());
    }
}

#[tokio::test]
async fn the_person_sees_who_looked_and_the_auditor_sees_all() {
    for house in houses("looked").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, id) = (&house.office, PersonId::from_u64(1));
        office.person(&officer("case"), &purpose(), id, &When::default()).await.unwrap();
        let log = office.access_log(&client(1), None).await.unwrap();
        assert_eq!(log.len(), 1);
        assert_eq!(log[0].actor_name.as_deref(), Some("Gints Lietvedis"));
        assert_eq!((log[0].action.as_str(), log[0].purpose.clone()), ("read-person", purpose().to_string()));
        assert!(matches!(office.trace(&officer("case"), None).await, Err(OfficeError::Denied(_))));
        let all = office.trace(&officer("auditor"), None).await.unwrap();
        assert!(all.iter().any(|entry| entry.action == "read-trace" && entry.subject == id.to_string()));
    }
}

#[tokio::test]
async fn a_change_and_a_correction_differ_in_both_times() {
    for house in houses("times").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, id, examiner) = (&house.office, PersonId::from_u64(1), officer("case"));
        let entered = office.position().await.unwrap();
        let married = FactChange {
            on: day("2026-05-04").into(),
            values: vec![FactValue::Name { name: PersonName::new("Ilze", "Parauga").unwrap() }],
            basis: basis(),
        };
        let stale = office.change_facts(&examiner, &purpose(), id, Some(9), married.clone()).await;
        assert_eq!(problem(&stale.unwrap_err()), "stale");
        let record = office.change_facts(&examiner, &purpose(), id, Some(1), married).await.unwrap();
        assert_eq!(record.view.name().unwrap().surname.as_str(), "Parauga");
        let name = |as_of: &str, known_at: Option<i64>| {
            let known_at = known_at.map(office::register::KnownAt::Position);
            let when = When { as_of: Some(day(as_of)), known_at };
            let (office, examiner) = (office.clone(), examiner.clone());
            async move {
                let record = office.person(&examiner, &purpose(), id, &when).await.unwrap();
                record.view.name().unwrap().surname.to_string()
            }
        };
        assert_eq!(name("2026-05-03", None).await, "Piemēra");
        assert_eq!(name("2026-05-04", None).await, "Parauga");
        assert_eq!(name("2026-05-04", Some(entered)).await, "Piemēra");

        let timeline = office.timeline(&examiner, &purpose(), id).await.unwrap();
        let wrong = timeline.iter().rev().find(|known| known.fact.value.kind() == "name").unwrap().fact.seq;
        let right = Some(FactValue::Name { name: PersonName::new("Ilze", "Paraudziņa").unwrap() });
        let correction =
            FactCorrection { wrong, right, from: None, basis: basis(), reason: "misread".to_owned() };
        office.correct_fact(&examiner, &purpose(), id, None, correction).await.unwrap();
        assert_eq!(name("2026-05-04", None).await, "Paraudziņa");
        assert_eq!(name("2026-05-04", Some(entered + 1)).await, "Parauga");
        // What was corrected is no longer found by its wrong name; the former name is.
        let hits = |text: &'static str| {
            let (office, examiner) = (office.clone(), examiner.clone());
            async move { office.search(&examiner, &purpose(), &query(text)).await.unwrap().len() }
        };
        assert_eq!((hits("parauga").await, hits("paraudzina").await, hits("piemera").await), (0, 1, 1));
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_code_belongs_to_one_person() {
    for house in houses("code").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        house.enter(citizen(2, "Anna", "Bērziņa", "1950-01-01")).await;
        let code = house.office.country().codes.parse("39990000001").unwrap();
        let taken = FactChange {
            on: day("2026-05-04").into(),
            values: vec![FactValue::Code { code }],
            basis: basis(),
        };
        let (examiner, other) = (officer("case"), PersonId::from_u64(2));
        let error = house.office.change_facts(&examiner, &purpose(), other, None, taken).await.unwrap_err();
        assert_eq!(problem(&error), "anothers");
    }
}

/// Every fact that the plainest service asks of the register or the case is one that the office computes.
#[tokio::test]
async fn the_office_computes_every_fact_the_law_asks_of_it() {
    for house in houses("facts").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let view = house.office.case(&officer("case"), id).await.unwrap();
        let from_us = |source| matches!(source, law::FactSource::Register | law::FactSource::Case);
        let before_the_counter = ["identity.established"];
        // What only another register or the paper shows, other procedures let an officer record.
        let passport = house.office.law().procedure("passport.citizen", day("2026-11-24")).unwrap();
        for def in passport.facts().iter().filter(|def| from_us(def.source)) {
            let known = view.facts.contains_key(&def.name);
            assert_eq!(known, !before_the_counter.contains(&def.name.as_str()), "{}", def.name);
        }
        assert_eq!(view.case.lang, Lang::EN);
    }
}

#[tokio::test]
async fn a_search_says_why_and_leaves_a_trace_also_of_nobody() {
    for house in houses("why").await {
        let mut who = citizen(1, "Jurijs", "Žukovs", "1978-05-12");
        who.more.push(passport(11, "XX0000001", "2027-12-31"));
        house.enter(who).await;
        let (office, examiner) = (&house.office, officer("case"));
        let find = |text: &str| {
            let query = query(text);
            let (office, examiner) = (office.clone(), examiner.clone());
            async move { office.search(&examiner, &purpose(), &query).await.unwrap() }
        };
        for (text, matched) in [
            ("Jurijs Žukovs", vec!["given", "surname"]),
            ("yuri zhukov", vec!["given-spelling", "surname-spelling"]),
            ("zukova 1978", vec!["surname-ending", "birth"]),
            ("zikovs jur 13.05.1978", vec!["given-prefix", "surname-typo", "birth-near"]),
            ("39990000001", vec!["code"]),
            ("399900-00001", vec!["code"]),
            ("xx0000001", vec!["document"]),
            ("zukovs sudrabziedu", vec!["surname-folded", "address"]),
        ] {
            let hits = find(text).await;
            assert_eq!(hits.first().map(|hit| hit.matched.clone()), Some(matched), "{text}");
            assert!(hits[0].matched.iter().all(|code| office::register::search::MATCHED.contains(code)));
        }
        let count = |subject: &'static str| {
            let office = office.clone();
            async move {
                let all = office.trace(&officer("auditor"), None).await.unwrap();
                all.iter().filter(|e| e.action == "search-persons" && e.subject == subject).count()
            }
        };
        let before = count("").await;
        assert!(find("nobody of that name").await.is_empty());
        assert_eq!(count("").await, before + 1, "a search that finds nobody is recorded");
    }
}

#[tokio::test]
async fn the_index_follows_every_write_and_the_dead_are_asked_for() {
    for house in houses("follow").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, examiner) = (&house.office, officer("case"));
        let names = |text: &'static str, dead: bool| {
            let (office, examiner) = (office.clone(), examiner.clone());
            async move {
                let query = SearchQuery { text: text.to_owned(), birth: None, dead };
                let hits = office.search(&examiner, &purpose(), &query).await.unwrap();
                hits.into_iter().map(|hit| hit.person.id.as_i64()).collect::<Vec<_>>()
            }
        };
        assert_eq!(names("piemera", false).await, [1]);
        house.enter(citizen(2, "Anna", "Piemēra", "1950-01-01")).await;
        assert_eq!(names("piemera anna", false).await.first(), Some(&2), "found as soon as it is entered");
        let died = FactChange {
            on: day("2026-05-04").into(),
            values: vec![FactValue::Death { date: "2026-05-04".parse().unwrap(), place: String::new() }],
            basis: basis(),
        };
        office.change_facts(&examiner, &purpose(), PersonId::from_u64(2), None, died).await.unwrap();
        assert!(!names("anna piemera", false).await.contains(&2), "the dead are not found by name");
        assert_eq!(names("anna piemera", true).await.first(), Some(&2), "but when they are asked for");
        assert_eq!(names("39990000002", false).await, [2], "and by their code always");
    }
}

#[tokio::test]
async fn the_register_holds_of_a_person_what_the_category_lists_and_tells_passive_records() {
    use law::register::{Activity, PassiveReason};
    for house in houses("category").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, examiner, id) = (&house.office, officer("case"), PersonId::from_u64(1));
        let read =
            || async { office.person(&examiner, &purpose(), id, &When::default()).await.unwrap().place };
        let place = read().await;
        assert_eq!((place.category.as_deref(), place.activity), (Some("resident"), Activity::Active));
        let status = |code: &str| FactValue::Status { status: code.to_owned() };
        let ethnicity = FactValue::Ethnicity { ethnicity: "latvian".to_owned() };
        let enter = async |on: &str, values: Vec<FactValue>| {
            let wanted = FactChange { on: day(on).into(), values, basis: basis() };
            office.change_facts(&examiner, &purpose(), id, None, wanted).await
        };
        enter("2026-02-01", vec![status("registered-foreigner")]).await.unwrap();
        let place = read().await;
        assert_eq!(place.category.as_deref(), Some("legal-tie"));
        assert_eq!(place.activity, Activity::Passive { because: PassiveReason::Category });
        let refused = enter("2026-03-01", vec![ethnicity.clone()]).await.unwrap_err();
        assert_eq!(problem(&refused), "not-of-category");
        // Together with the status that brings the person into a category that lists it, it is entered.
        enter("2026-03-01", vec![ethnicity, status("non-citizen")]).await.unwrap();
        let place = read().await;
        assert_eq!(place.category.as_deref(), Some("resident"));
        // Without a valid document for more than five years (Art. 9).
        assert_eq!(place.activity, Activity::Passive { because: PassiveReason::NoDocument });
    }
}

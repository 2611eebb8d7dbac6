//! Statements from the register, on both engines: what they say, who gets one, the same bytes again, the check.

use crate::house::{House, basis, citizen, client, day, houses, officer, passport};
use crate::journey::problem;
use crate::pdf::text_of;
use crate::persons::purpose;
use kernel::{Lang, PersonId, PersonName};
use office::access::Purpose;
use office::register::{
    Doubt, FactChange, FactCorrection, FactValue, KnownAt, NamedPerson, Pair, Relative, ResidenceKind, Union,
    When,
};
use office::statements::{StatementCheck, StatementRequest, StatementView};
use office::{Actor, OfficeError};
use sha2::{Digest, Sha256};

#[track_caller]
pub fn says(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.is_empty() || text.contains(part), "`{part}` is missing from: {text}");
    }
}

#[track_caller]
pub fn silent(text: &str, unwanted: &[&str]) {
    for part in unwanted {
        assert!(!text.contains(part), "`{part}` stands in: {text}");
    }
}

fn wanted(kind: &str, person: u64) -> StatementRequest {
    StatementRequest {
        kind: kind.to_owned(),
        person: PersonId::from_u64(person),
        when: When::default(),
        recipient: "Banka “Izdomājums”".to_owned(),
        intended_use: "Kredīta saņemšanai".to_owned(),
        lang: Lang::EN,
    }
}

fn named(given: &str, surname: &str) -> FactValue {
    FactValue::Name { name: PersonName::new(given, surname).unwrap() }
}

fn moved(address: &str) -> FactValue {
    let (residence, municipality) = (ResidenceKind::Declared, "LV0001000".to_owned());
    FactValue::Residence { residence, municipality, address: address.to_owned() }
}

impl House {
    async fn state(&self, wanted: StatementRequest) -> StatementView {
        self.office.issue_statement(&client(1), &Purpose::Own, wanted).await.unwrap()
    }

    async fn file(&self, statement: &StatementView, form: &str) -> Vec<u8> {
        self.office.statement_file(&client(1), &Purpose::Own, statement.id, form).await.unwrap().bytes
    }

    async fn text(&self, statement: &StatementView, form: &str) -> String {
        text_of(&self.file(statement, form).await)
    }

    async fn checked(&self, statement: &StatementView) -> &'static str {
        self.office.check_statement(&statement.issued.check_code.grouped()).await.unwrap().code()
    }

    async fn change(&self, person: u64, on: &str, value: FactValue) {
        let change = FactChange { on: on.parse().unwrap(), values: vec![value], basis: basis() };
        let person = PersonId::from_u64(person);
        self.office.change_facts(&officer("case"), &purpose(), person, None, change).await.unwrap();
    }
}

#[tokio::test]
async fn a_statement_stays_the_same_bytes_and_its_check_tells_that_the_register_moved_on() {
    for house in houses("statement").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, id) = (&house.office, PersonId::from_u64(1));
        let statement = house.state(wanted("residence", 1)).await;
        let status = house.state(wanted("status", 1)).await;
        let code = statement.issued.check_code.grouped();

        let latvian = house.text(&statement, "lv").await;
        says(
            &latvian,
            &[
                "Izziņa par dzīvesvietu",
                "Banka “Izdomājums”",
                "Ilze Piemēra",
                "399900-00001",
                "1992. gada 1. jūlijs",
                &format!("2026. gada 24. novembris {} Kredīta saņemšanai", statement.issued.known_at),
                "Ziņas uz dienu",
                "Sudrabziedu iela 12-34, Rīga",
                "(deklarētā",
                "Dokuments ir sagatavots automatizēti.",
                "Demonstrācijas dokuments.",
                &code,
            ],
        );
        silent(&latvian, &["pilson", "tulkojums", "iespējams"]);
        let english = house.text(&statement, "en").await;
        says(&english, &["Statement of residence", "place of residence)", "This is a translation", &code]);

        // The form for programs says the same, and no number of our own records.
        let json = house.file(&statement, "json").await;
        let said: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(said["person"]["personal_code"], "399900-00001");
        assert_eq!(said["current"][0]["value"]["address"], "Sudrabziedu iela 12-34, Rīga");
        assert_eq!(said["current"][0]["certainty"], "certain");
        assert_eq!(said["current"].as_array().unwrap().len(), 1);
        assert_eq!((said["as_of"].as_str(), said["check_code"].as_str()), (Some("2026-11-24"), Some(&*code)));
        silent(&String::from_utf8(json.clone()).unwrap(), &[&id.to_string(), "citizen", "basis"]);

        // Written as people write a code: small letters, without hyphens, with an O for a nought.
        let typed = code.to_lowercase().replace('-', " ").replace('0', "o");
        let answer = office.check_statement(&typed).await.unwrap();
        let StatementCheck::Issued { title, on, changed } = answer else { panic!("{answer:?}") };
        assert_eq!((title.get(Lang::EN), on, changed), ("Statement of residence", day("2026-11-24"), false));
        let number = statement.id.to_string();
        for wrong in ["0000-0000-0000", "", "x", "7K2M-9QRS-04XZ-1", "ŪŪŪŪ-ŪŪŪŪ-ŪŪŪŪ", &number] {
            assert_eq!(office.check_statement(wrong).await.unwrap(), StatementCheck::Unknown, "{wrong}");
        }

        let before = [house.file(&statement, "lv").await, house.file(&statement, "en").await, json];
        house.clock.set("2027-03-01T08:00:00Z");
        assert_eq!(house.checked(&statement).await, "as-issued", "time alone changes nothing");
        house.change(1, "2027-02-20", moved("Ezera iela 2, Rīga")).await;
        assert_eq!(house.checked(&statement).await, "changed");
        assert_eq!(house.checked(&status).await, "as-issued", "the status is what it was");
        house.change(1, "2027-02-21", named("Ilze", "Parauga")).await;
        assert_eq!(house.checked(&status).await, "changed", "whom it is about is called otherwise");
        for (form, bytes) in ["lv", "en", "json"].into_iter().zip(&before) {
            assert_eq!(&house.file(&statement, form).await, bytes, "{form}");
            let file = statement.issued.files.iter().find(|file| file.form == form).unwrap();
            assert_eq!(file.blob, format!("{:x}", Sha256::digest(bytes)));
            assert_eq!(usize::try_from(file.bytes).unwrap(), bytes.len());
        }

        let list = office.my_statements(&client(1)).await.unwrap();
        assert_eq!(list, [status, statement]);
        let log = office.access_log(&client(1), None).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.action == "issue-statement").count(), 2);
        assert!(log.iter().any(|entry| entry.actor == "system" && entry.fields == "statement-check"));
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_statement_speaks_of_a_day_as_it_was_known_and_says_what_is_not_sure() {
    for house in houses("statement_times").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (office, id, examiner) = (&house.office, PersonId::from_u64(1), officer("case"));
        let entered = office.position().await.unwrap();
        house.change(1, "2026-05-04", named("Ilze", "Parauga")).await;
        let misread = office.position().await.unwrap();
        let timeline = office.timeline(&examiner, &purpose(), id).await.unwrap();
        let wrong = timeline.iter().rev().find(|known| known.fact.value.kind() == "name").unwrap().fact.seq;
        let right = Some(named("Ilze", "Paraudziņa"));
        let correction =
            FactCorrection { wrong, right, from: None, basis: basis(), reason: "misread".to_owned() };
        office.correct_fact(&examiner, &purpose(), id, None, correction).await.unwrap();

        let at = |as_of: &str, known_at: Option<i64>| StatementRequest {
            when: When { as_of: Some(day(as_of)), known_at: known_at.map(KnownAt::Position) },
            ..wanted("names", 1)
        };
        let now = house.state(at("2026-11-24", None)).await;
        let text = house.text(&now, "en").await;
        // What held before stands there with its end and with its basis; whom it is about is called as today.
        says(
            &text,
            &["Ilze Paraudziņa", "What was true before", "Ilze Piemēra", "4 May 2026", "birth record 17"],
        );
        silent(&text, &["Parauga "]);
        let early = house.state(at("2026-05-03", None)).await;
        let text = house.text(&early, "en").await;
        says(&text, &["Ilze Paraudziņa", "Ilze Piemēra"]);
        silent(&text, &["What was true before"]);
        let believed = house.state(at("2026-05-04", Some(misread))).await;
        says(
            &house.text(&believed, "en").await,
            &["Ilze Parauga ", &format!("{misread} Kredīta saņemšanai")],
        );
        assert_eq!(house.checked(&now).await, "as-issued");
        assert_eq!(house.checked(&believed).await, "changed", "it was corrected since it was known");
        let unknown =
            office.issue_statement(&client(1), &Purpose::Own, at("2026-05-04", Some(entered - 1))).await;
        assert_eq!(unknown, Err(OfficeError::NotFound));

        // A day known in part, and entries under review.
        house.change(1, "2026-11", moved("Ezera iela 2, Rīga")).await;
        let possible = house.state(wanted("residence", 1)).await;
        let text = house.text(&possible, "lv").await;
        says(&text, &["Ezera iela 2", "Sudrabziedu", "(iespējams)", "zināma tikai daļēji"]);
        let status = house.state(wanted("status", 1)).await;
        let timeline = office.timeline(&examiner, &purpose(), id).await.unwrap();
        let doubted = timeline.iter().find(|known| known.fact.value.kind() == "status").unwrap().fact.seq;
        let doubt = Doubt {
            facts: vec![doubted],
            on: day("2026-11-20"),
            basis: basis(),
            reason: "reported".to_owned(),
        };
        office.open_review(&examiner, &purpose(), id, doubt).await.unwrap();
        assert_eq!(house.checked(&status).await, "changed", "somebody doubts it");
        let doubtful = house.state(wanted("status", 1)).await;
        says(&house.text(&doubtful, "lv").await, &["(tiek pārbaudīts)", "iestāde pašlaik pārbauda"]);
        let json: serde_json::Value = serde_json::from_slice(&house.file(&doubtful, "json").await).unwrap();
        assert_eq!(json["current"][0]["under_review"], true);
    }
}

#[tokio::test]
async fn others_are_named_only_where_the_kind_of_statement_says_so() {
    for house in houses("statement_family").await {
        let spouse = Relative::Named(NamedPerson {
            name: PersonName::new("Uldis", "Tālumnieks").unwrap(),
            birth: None,
        });
        let mut ilze = citizen(1, "Ilze", "Piemēra", "1992-07-01");
        ilze.more.push(FactValue::Spouse { of: spouse, union: Union::Marriage, ended: None });
        ilze.more.push(FactValue::Parent { of: PersonId::from_u64(3).into() });
        ilze.more.push(passport(11, "XX0000001", "2027-12-31"));
        house.enter(ilze).await;
        house.enter(citizen(3, "Aina", "Vecmāmiņa", "1960-01-01")).await;
        // The relation to the child stands in the child's record alone.
        let mut child = citizen(2, "Līga", "Piemēra", "2020-05-02");
        child.more.push(FactValue::Parent { of: PersonId::from_u64(1).into() });
        house.enter(child).await;

        let family = house.state(wanted("family", 1)).await;
        says(
            &house.text(&family, "lv").await,
            &["Aina Vecmāmiņa", "Līga Piemēra", "Uldis Tālumnieks (laulība)", "Bērns", "Vecāks"],
        );
        let json = String::from_utf8(house.file(&family, "json").await).unwrap();
        silent(&json, &[&PersonId::from_u64(2).to_string(), &PersonId::from_u64(3).to_string()]);
        assert!(json.contains("Vecmāmiņa") && json.contains("Tālumnieks"));
        // Whoever is named is told who looked.
        let log = house.office.access_log(&client(3), None).await.unwrap();
        assert!(log.iter().any(|entry| entry.action == "issue-statement"), "{log:?}");

        let full = house.state(wanted("full", 1)).await;
        let status = house.state(wanted("family-status", 1)).await;
        for statement in [&full, &status] {
            let strangers = ["Uldis", "Tālumnieks", "Aina", "Vecmāmiņa", "Līga"];
            let text = house.text(statement, "lv").await;
            says(&text, &["laulība"]);
            silent(&text, &strangers);
            let json = String::from_utf8(house.file(statement, "json").await).unwrap();
            silent(&json, &strangers);
            silent(&json, &[&PersonId::from_u64(3).to_string()]);
        }
        says(&house.text(&full, "lv").await, &["XX0000001", "sieviete"]);
        assert_eq!(house.checked(&family).await, "as-issued");
        house.change(2, "2026-11-20", named("Līga", "Jauniņa")).await;
        assert_eq!(house.checked(&family).await, "changed", "a child that is named has another name");
        assert_eq!(house.checked(&status).await, "as-issued");
    }
}

#[tokio::test]
async fn a_statement_goes_to_the_person_the_parent_and_the_officers_who_serve() {
    for house in houses("statement_rights").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let mut child = citizen(2, "Līga", "Piemēra", "2020-05-02");
        child.more.push(FactValue::Parent { of: PersonId::from_u64(1).into() });
        house.enter(child).await;
        let mut grown = citizen(3, "Aina", "Piemēra", "2006-05-02");
        grown.more.push(FactValue::Parent { of: PersonId::from_u64(1).into() });
        house.enter(grown).await;
        let office = &house.office;
        let issue = |actor: Actor, purpose: Purpose, person: u64| async move {
            office.issue_statement(&actor, &purpose, wanted("status", person)).await
        };
        let childs = issue(client(1), Purpose::Own, 2).await.unwrap();
        assert_eq!(childs.issued.by, None);
        // For a client somebody else and nobody look alike.
        for (actor, person) in [(client(1), 3), (client(2), 1), (client(3), 1), (client(1), 77)] {
            assert_eq!(issue(actor, Purpose::Own, person).await, Err(OfficeError::NotFound));
        }
        let served = issue(officer("counter"), purpose(), 1).await.unwrap();
        assert_eq!(served.issued.by.as_ref().map(|code| code.as_str()), Some("counter"));
        let signed = house.text(&served, "lv").await;
        says(&signed, &["Dace Lodziņa", "klientu apkalpošanas speciālists"]);
        assert!(issue(officer("case"), purpose(), 1).await.is_ok());
        for (actor, purpose) in [
            (Actor::Anonymous, purpose()),
            (Actor::System, purpose()),
            (officer("approver"), purpose()),
            (officer("auditor"), purpose()),
            (officer("operator"), purpose()),
            (officer("counter"), Purpose::Own),
        ] {
            assert!(matches!(issue(actor, purpose, 1).await, Err(OfficeError::Denied(_))));
        }

        let read = |actor: Actor, purpose: Purpose, id| async move {
            office.statement_file(&actor, &purpose, id, "lv").await.map(|file| file.media_type)
        };
        assert_eq!(read(client(1), Purpose::Own, childs.id).await.unwrap(), "application/pdf");
        assert_eq!(read(client(2), Purpose::Own, childs.id).await.unwrap(), "application/pdf");
        assert_eq!(read(client(3), Purpose::Own, childs.id).await, Err(OfficeError::NotFound));
        assert!(read(officer("approver"), purpose(), childs.id).await.is_ok());
        let nobody = kernel::StatementId::from_u64(5);
        assert_eq!(read(client(1), Purpose::Own, nobody).await, Err(OfficeError::NotFound));
        for id in [childs.id, nobody] {
            assert!(matches!(read(officer("auditor"), purpose(), id).await, Err(OfficeError::Denied(_))));
            assert!(matches!(read(Actor::Anonymous, Purpose::Own, id).await, Err(OfficeError::Denied(_))));
        }
        let form = office.statement_file(&client(1), &Purpose::Own, childs.id, "fr").await;
        assert_eq!(form, Err(OfficeError::NotFound));
        let people: Vec<i64> = office
            .my_statements(&client(1))
            .await
            .unwrap()
            .iter()
            .map(|s| s.issued.person.as_i64())
            .collect();
        assert_eq!(people, [1, 1, 2]);
        // A child that has come of age is asked themselves.
        house.clock.set("2038-05-02T08:00:00Z");
        assert_eq!(read(client(1), Purpose::Own, childs.id).await, Err(OfficeError::NotFound));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_at_once_and_nothing_is_written() {
    for house in houses("statement_wrong").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        house.enter(citizen(2, "Ilze", "Piemera", "1992-07-01")).await;
        let office = &house.office;
        let before = office.position().await.unwrap();
        let wrong = StatementRequest {
            kind: "horoscope".to_owned(),
            when: When { as_of: Some(day("2026-11-25")), known_at: None },
            recipient: " \n ".to_owned(),
            intended_use: "ā".repeat(301),
            lang: "fr".parse().unwrap(),
            ..wanted("status", 1)
        };
        let error = office.issue_statement(&client(1), &Purpose::Own, wrong).await.unwrap_err();
        let OfficeError::Invalid(list) = error else { panic!("{error:?}") };
        let told: Vec<_> = list.iter().map(|wrong| (wrong.field, wrong.problem.code)).collect();
        assert_eq!(
            told,
            [
                ("kind", "not-one-of"),
                ("lang", "not-one-of"),
                ("as_of", "future-day"),
                ("recipient", "required"),
                ("intended_use", "too-long"),
            ]
        );
        // No font that letters are set in has these.
        let signs = StatementRequest { recipient: "山田銀行".to_owned(), ..wanted("status", 1) };
        let error = office.issue_statement(&client(1), &Purpose::Own, signs).await.unwrap_err();
        assert_eq!(problem(&error), "unprintable");
        assert_eq!(office.position().await.unwrap(), before);
        let letters = StatementRequest {
            recipient: "Банк, Τράπεζα #panic()".to_owned(),
            ..wanted("status", 1)
        };
        let statement = house.state(letters).await;
        says(&house.text(&statement, "lv").await, &["Банк, Τράπεζα #panic()"]);

        let pair = Pair {
            keep: PersonId::from_u64(2),
            other: PersonId::from_u64(1),
            basis: basis(),
            reason: "one person".to_owned(),
            seen: None,
        };
        let takes = Default::default();
        office.merge_records(&officer("approver"), &purpose(), &pair, &takes).await.unwrap();
        let error = office.issue_statement(&client(1), &Purpose::Own, wanted("status", 1)).await.unwrap_err();
        assert!(matches!(error, OfficeError::NotNow(_)), "{error:?}");
        assert_eq!(house.checked(&statement).await, "changed", "the record was given up");
    }
}

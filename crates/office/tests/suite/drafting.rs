//! Applications that are not sent yet: kept for their client alone, sent once, forgotten in time.

use crate::house::{House, SERVICE, citizen, client, day, houses, officer};
use crate::journey::problem;
use crate::make::{jpeg, pdf};
use kernel::{Lang, PersonId};
use law::{FactValue, Procedure};
use office::cases::{Application, Told};
use office::drafts::{Answer, Entry, Known, Step};
use office::files::CheckedFile;
use office::{Actor, OfficeError};

fn service(house: &House) -> &Procedure {
    house.office.law().procedure(SERVICE, day("2026-11-24")).unwrap()
}

fn code(fact: &str, code: &str) -> Entry {
    Entry::Answer { fact: fact.to_owned(), answer: Answer::Given(FactValue::Code(code.to_owned())) }
}

fn entries(subject: u64) -> Vec<Entry> {
    vec![
        Entry::Whom(PersonId::from_u64(subject)),
        Entry::Known(Known::Wrong("My name changed last week.".to_owned())),
        code("speed", "normal"),
        code("fee.claim", "pensioner"),
        code("document.previous", "lost"),
        Entry::Documents,
        Entry::Collect { office: "riga-4".to_owned(), appointment: None, lang: Lang::LV },
    ]
}

async fn fill(house: &House, actor: &Actor, subject: u64) {
    for entry in entries(subject) {
        house.office.save_draft(actor, service(house), &entry).await.unwrap();
    }
}

async fn with_people(name: &str) -> Vec<House> {
    let houses = houses(name).await;
    for house in &houses {
        house.enter(citizen(1, "Ilze", "Piemēra", "1961-03-02")).await;
        house.enter(citizen(2, "Jānis", "Paraugs", "1985-03-02")).await;
    }
    houses
}

fn file() -> CheckedFile {
    CheckedFile::check("policijas atbilde.pdf", pdf(&["3 0 obj\n(answer)\nendobj"])).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_field_by_field_and_read_by_its_client_alone() {
    for house in with_people("draft_kept").await {
        let office = &house.office;
        fill(&house, &client(1), 1).await;
        let drafting = office.drafting(&client(1), service(&house)).await.unwrap();
        assert_eq!(drafting.steps.first_missing(), &Step::Check);
        assert_eq!(drafting.draft.note(), "My name changed last week.");
        // Another device changes one field.
        office.save_draft(&client(1), service(&house), &code("speed", "fast")).await.unwrap();
        let drafting = office.drafting(&client(1), service(&house)).await.unwrap();
        assert_eq!(drafting.draft.answers["speed"], Answer::Given(FactValue::Code("fast".to_owned())));
        assert_eq!(drafting.draft.office.as_deref(), Some("riga-4"));
        assert_eq!(drafting.steps.first_missing(), &Step::Question("speed.reason".to_owned()));
        // Nobody else has it, and officers have none at all.
        let other = office.drafting(&client(2), service(&house)).await.unwrap();
        assert_eq!((other.draft.subject, other.draft.touched), (None, None));
        assert_eq!(office.my_drafts(&client(2)).await.unwrap(), []);
        for actor in [officer("counter"), officer("case"), Actor::Anonymous] {
            assert!(matches!(office.drafting(&actor, service(&house)).await, Err(OfficeError::Denied(_))));
            assert!(matches!(office.my_drafts(&actor).await, Err(OfficeError::Denied(_))));
            assert!(matches!(office.delete_draft(&actor, SERVICE).await, Err(OfficeError::Denied(_))));
        }
        // Reading it left a trace, as reading one's own data does.
        let log = office.access_log(&client(1), None).await.unwrap();
        assert!(log.iter().any(|entry| entry.fields == "draft"), "{log:?}");
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        office.delete_draft(&client(1), SERVICE).await.unwrap();
        assert_eq!(office.my_drafts(&client(1)).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_told_at_its_field_and_not_kept() {
    for house in with_people("draft_wrong").await {
        let office = &house.office;
        let refused = async |entry: Entry| {
            problem(&office.save_draft(&client(1), service(&house), &entry).await.unwrap_err())
        };
        assert_eq!(refused(Entry::Whom(PersonId::from_u64(2))).await, "not-represented");
        assert_eq!(refused(code("speed", "yesterday")).await, "wrong-value");
        assert_eq!(refused(code("person.age", "12")).await, "unknown-fact");
        assert_eq!(refused(Entry::Known(Known::Wrong("  ".to_owned()))).await, "note-needed");
        assert_eq!(refused(Entry::Known(Known::Wrong("x".repeat(2001)))).await, "too-long");
        let atlantis = Entry::Collect { office: "atlantis".to_owned(), appointment: None, lang: Lang::LV };
        assert_eq!(refused(atlantis).await, "unknown-office");
        let wrong = office.add_draft_file(&client(1), service(&house), Some("nothing"), file()).await;
        assert_eq!(problem(&wrong.unwrap_err()), "unknown-evidence");
        let drafting = office.drafting(&client(1), service(&house)).await.unwrap();
        assert_eq!(drafting.draft.touched, None);
        let sent = office.send_draft(&client(1), service(&house), None, None).await;
        assert_eq!(problem(&sent.unwrap_err()), "draft-gone");
        office.save_draft(&client(1), service(&house), &entries(1)[0]).await.unwrap();
        let touched = office.drafting(&client(1), service(&house)).await.unwrap().draft.touched;
        let sent = office.send_draft(&client(1), service(&house), touched, None).await;
        assert_eq!(problem(&sent.unwrap_err()), "step-first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_becomes_a_case_with_its_files_and_note_and_sending_twice_is_told() {
    for house in with_people("draft_sent").await {
        let office = &house.office;
        fill(&house, &client(1), 1).await;
        let loss = Some("loss-explanation");
        office.add_draft_file(&client(1), service(&house), loss, file()).await.unwrap();
        let photo = CheckedFile::check("foto.jpeg", jpeg()).unwrap();
        office.add_draft_file(&client(1), service(&house), None, photo).await.unwrap();
        let drafting = office.drafting(&client(1), service(&house)).await.unwrap();
        let id = drafting.draft.files[1].id;
        assert_eq!(office.draft_file(&client(1), SERVICE, id).await.unwrap().bytes, jpeg());
        assert_eq!(office.draft_file(&client(2), SERVICE, id).await.unwrap_err(), OfficeError::NotFound);
        let seen = drafting.draft.touched;
        // It was changed on another device meanwhile: what is sent was not what was seen.
        house.clock.set("2026-11-24T08:01:00Z");
        office.save_draft(&client(1), service(&house), &code("fee.claim", "none")).await.unwrap();
        let stale = office.send_draft(&client(1), service(&house), seen, None).await;
        assert_eq!(problem(&stale.unwrap_err()), "stale");
        let seen = office.drafting(&client(1), service(&house)).await.unwrap().draft.touched;
        let subject = Some(PersonId::from_u64(1));
        // Two tabs send at once: one case.
        let one = client(1);
        let two = tokio::join!(
            office.send_draft(&one, service(&house), seen, subject),
            office.send_draft(&one, service(&house), seen, subject),
        );
        let (case, told) = match two {
            (Ok(case), Err(told)) | (Err(told), Ok(case)) => (case, told),
            other => panic!("{other:?}"),
        };
        assert_eq!(problem(&told), "already-open");
        let again = office.send_draft(&client(1), service(&house), seen, subject).await;
        assert_eq!(problem(&again.unwrap_err()), "already-open");
        assert_eq!(office.my_drafts(&client(1)).await.unwrap(), []);
        let view = office.case(&officer("case"), case).await.unwrap();
        assert_eq!(view.case.note, "My name changed last week.");
        let files: Vec<_> =
            view.case.attachments.iter().map(|file| (file.name.as_str(), file.evidence.as_deref())).collect();
        assert_eq!(files, [("policijas atbilde.pdf", loss), ("foto.jpeg", None)]);
        assert_eq!(view.case.facts["document.previous"].value, FactValue::Code("lost".to_owned()));
        // A file proves nothing by itself.
        assert!(!view.facts.contains_key("document.loss-explained"));
        for file in &view.case.attachments {
            let read = office.attachment(&officer("case"), case, file.id).await.unwrap();
            assert_eq!(read.bytes.len() as u64, file.bytes);
            assert_eq!(
                office.attachment(&client(2), case, file.id).await.unwrap_err(),
                OfficeError::NotFound
            );
        }
        let drafting = office.drafting(&client(1), service(&house)).await.unwrap();
        assert_eq!((drafting.open, drafting.draft.touched), (None, None));
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        assert_eq!(office.store().verify().await.unwrap().faults, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_runs_side_by_side_each_draft_becomes_one_case_and_a_passport_stays_alone() {
    const EXTRACT: &str = "register.extract";
    for house in with_people("draft_several").await {
        let office = &house.office;
        let extract = office.law().procedure(EXTRACT, day("2026-11-24")).unwrap();
        let one = client(1);
        let mut begun = Vec::new();
        for at in ["2026-11-24T08:02:00Z", "2026-11-24T08:03:00Z"] {
            house.clock.set(at);
            let collect = Entry::Collect { office: "riga-4".to_owned(), appointment: None, lang: Lang::LV };
            let whom = Entry::Whom(PersonId::from_u64(1));
            for entry in [whom, Entry::Known(Known::Right), Entry::Documents, collect] {
                office.save_draft(&one, extract, &entry).await.unwrap();
            }
            let drafting = office.drafting(&one, extract).await.unwrap();
            assert_eq!((drafting.open, drafting.steps.first_missing()), (None, &Step::Check));
            let (seen, subject) = (drafting.draft.touched, drafting.draft.subject);
            // Two tabs send at once, and one of them once more: one case.
            let two = tokio::join!(
                office.send_draft(&one, extract, seen, subject),
                office.send_draft(&one, extract, seen, subject),
            );
            let (case, told) = match two {
                (Ok(case), Err(told)) | (Err(told), Ok(case)) => (case, told),
                other => panic!("{other:?}"),
            };
            assert_eq!(problem(&told), "already-open");
            let again = office.send_draft(&one, extract, seen, subject).await;
            assert_eq!(problem(&again.unwrap_err()), "already-open");
            begun.push(case);
        }
        let open = async |service: &str| {
            let mine = office.my_cases(&one).await.unwrap();
            mine.iter().filter(|line| line.procedure == service).count()
        };
        assert_ne!(begun[0], begun[1]);
        assert_eq!(open(EXTRACT).await, 2);
        const SUBMISSION: &str = "office.submission";
        for about in ["A queue", "A letter"] {
            let said = [("about", about), ("words", "What happened, and what I ask for.")];
            let said = said.map(|(id, words)| (id.to_owned(), Told::Words(words.to_owned())));
            let submission = Application {
                service: SUBMISSION.to_owned(),
                particulars: said.into_iter().collect(),
                ..house.application(1)
            };
            office.apply(&one, &submission).await.unwrap();
        }
        assert_eq!(open(SUBMISSION).await, 2);
        office.apply(&one, &house.application(1)).await.unwrap();
        let again = office.apply(&one, &house.application(1)).await;
        assert_eq!(problem(&again.unwrap_err()), "already-open");
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_nobody_touches_is_forgotten_after_thirty_days() {
    for house in with_people("draft_forgotten").await {
        let office = &house.office;
        fill(&house, &client(1), 1).await;
        office.add_draft_file(&client(1), service(&house), None, file()).await.unwrap();
        house.clock.set("2026-12-10T08:00:00Z");
        office.save_draft(&client(2), service(&house), &entries(2)[0]).await.unwrap();
        let lines = office.my_drafts(&client(1)).await.unwrap();
        assert_eq!((lines[0].until, lines[0].files), (day("2026-12-24"), 1));
        house.clock.set("2026-12-24T20:00:00Z");
        while office.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(office.my_drafts(&client(1)).await.unwrap().len(), 1, "not yet");
        house.clock.set("2026-12-25T01:00:00Z");
        while office.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(office.my_drafts(&client(1)).await.unwrap(), []);
        assert_eq!(office.my_drafts(&client(2)).await.unwrap().len(), 1);
    }
}

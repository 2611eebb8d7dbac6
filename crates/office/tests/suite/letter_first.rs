//! A decision reaches nobody before its letter is there, and a letter that cannot be written is brought before somebody.

use crate::commands::{ANSWER, answering, propose};
use crate::house::{citizen, client, houses, officer, open_in_earnest};
use crate::journey::problem;
use crate::pdf::text_of;
use crate::refusal::{hopeless, refused};
use kernel::Lang;
use law::FactValue;
use office::cases::{Application, CaseCommand, Told, Unwritten};
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_receives_a_decision_has_its_letter() {
    for house in houses("letter_first").await {
        let case = refused(&house).await;
        // Nobody did the jobs yet.
        let seen = case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        let decisions = |kind: &str| seen.letters.iter().filter(|letter| letter.kind == kind).count();
        assert_eq!(decisions("decision"), 2, "the original and the translation");
        // The other letters are under way, and that is told beside those that are there.
        assert!(seen.unwritten.iter().all(|letter| letter.kind != "decision"));
        assert!(seen.unwritten.iter().any(|letter| letter.kind == "hearing" && !letter.is_stuck()));
        // The job finds the letter written.
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let seen = case.see(&client(1)).await;
        assert_eq!(seen.letters.iter().filter(|letter| letter.kind == "decision").count(), 2);
        assert_eq!(seen.unwritten, Vec::<Unwritten>::new());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_cannot_be_written_keeps_its_decision_back_and_the_officer_sees_it() {
    for house in houses("letter_stuck").await {
        let case = refused(&house).await;
        let earnest = open_in_earnest(&house.url, &house.clock, house.office.law()).await;
        let send = CaseCommand::Send {
            way: "registered-post".to_owned(),
            on: None,
            reference: "RR000000001LV".to_owned(),
            address: "Imagined Street 4-2, Riga".to_owned(),
        };
        for (actor, command) in [
            (client(1), CaseCommand::Receive {}),
            (officer("counter"), CaseCommand::Serve {}),
            (officer("counter"), send),
        ] {
            let error = earnest.command(&actor, case.id, None, &command).await.unwrap_err();
            assert_eq!(problem(&error), "letter-not-written", "{command:?}");
        }
        assert_eq!(case.see(&officer("case")).await.case.stage(), "decided");
        for hour in ["09", "10", "11", "12"] {
            house.clock.set(&format!("2026-11-24T{hour}:00:00Z"));
            earnest.run_due_jobs().await.unwrap();
        }
        let seen = earnest.case(&officer("case"), case.id).await.unwrap();
        let stuck = seen.unwritten.iter().find(|letter| letter.kind == "decision").unwrap();
        assert!(stuck.is_stuck() && stuck.tries >= 3, "{stuck:?}");
        assert!(earnest.health().await.unwrap().jobs.failing > 0);
        // A client hears nothing of a decision that was not received.
        let own = earnest.case(&client(1), case.id).await.unwrap();
        assert!(own.unwritten.iter().all(|letter| letter.kind != "decision"), "{:?}", own.unwritten);
        // Once the letter can be written, the decision is received.
        let received = case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        assert_eq!(received.case.stage(), "refused");
        assert!(received.letters.iter().any(|letter| letter.kind == "decision"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opinion_in_any_signs_is_answered_by_a_letter() {
    for house in houses("letter_signs").await {
        let case = hopeless(&house).await;
        let (examiner, grounds) = (officer("case"), vec!["not-a-citizen".to_owned()]);
        case.give(&examiner, CaseCommand::InviteHearing { grounds }).await.unwrap();
        let opinion = "I was born in Riga \u{1F600} \u{6211}\u{4E0D}\u{540C}\u{610F}.".to_owned();
        case.give(&client(1), CaseCommand::AnswerHearing { opinion }).await.unwrap();
        let seen = case.see(&examiner).await.seen_at;
        let refusal = propose("refuse", &["not-a-citizen"], "The register holds another status.", seen);
        case.give(&examiner, answering(refusal, ANSWER)).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        let seen = case.give(&client(1), CaseCommand::Receive {}).await.unwrap();
        let decision =
            |letter: &&office::cases::LetterView| letter.kind == "decision" && letter.lang == Lang::LV;
        let letter = seen.letters.iter().find(decision).unwrap();
        let file = house.office.letter(&client(1), letter.id).await.unwrap();
        let text = text_of(&file.bytes);
        assert!(text.contains("[U+1F600] [U+6211 U+4E0D U+540C U+610F]."), "{text}");
    }
}

#[tokio::test]
async fn a_language_without_letters_is_refused_where_it_is_chosen() {
    for house in houses("letter_language").await {
        let de: Lang = "de".parse().unwrap();
        house.enter(crate::house::citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let wanted = office::cases::Application { lang: de, ..house.application(1) };
        let error = house.office.apply(&client(1), &wanted).await.unwrap_err();
        let office::OfficeError::Invalid(wrong) = error else { panic!("{error:?}") };
        assert_eq!((wrong[0].field, wrong[0].problem.code), ("lang", "not-one-of"));
        let said = wrong[0].problem.to_string();
        assert!(said.contains("en, lv"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_says_what_its_term_waits_for_whatever_the_step_is_called() {
    for house in houses("letter_waits").await {
        house.enter(crate::house::citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let service = "citizenship.naturalisation";
        let mut offices = house.office.law().offices().iter();
        let office = offices.find(|office| office.serves(service)).unwrap().id.clone();
        let wanted =
            office::cases::Application { service: service.to_owned(), office, ..house.application(1) };
        let id = house.office.apply(&client(1), &wanted).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = house.office.case(&client(1), id).await.unwrap().letters;
        let told = [
            (
                Lang::LV,
                [
                    "Termiņš sāksies, kad būs pabeigts darba posms “Visu dokumentu saņemšana”.",
                    "Ierodieties nodaļā un paņemiet līdzi personu apliecinošu dokumentu",
                    "Kur ierasties:",
                ],
            ),
            (
                Lang::EN,
                [
                    "The term will begin after this step of the work: “Receipt of all documents”.",
                    "Come to the office and bring an identity document",
                    "Where to come:",
                ],
            ),
        ];
        for (lang, words) in told {
            let of =
                |letter: &&office::cases::LetterView| letter.kind == "confirmation" && letter.lang == lang;
            let letter = letters.iter().find(of).unwrap();
            let text = text_of(&house.office.letter(&client(1), letter.id).await.unwrap().bytes);
            for words in words {
                assert!(text.contains(words), "`{words}` is missing from: {text}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_says_what_was_written_and_what_was_answered() {
    for house in houses("letter_answers").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let code = |fact: &str, code: &str| (fact.to_owned(), FactValue::Code(code.to_owned()));
        let address = "Sudraba iela 1".to_owned();
        let address = Told::Address { municipality: "LV0001000".to_owned(), address };
        let wanted = Application {
            service: "residence.declaration".to_owned(),
            declared: BTreeMap::from([code("residence.wish", "declare"), code("residence.basis", "owner")]),
            particulars: BTreeMap::from([("address".to_owned(), address)]),
            ..house.application(1)
        };
        let case = house.office.apply(&client(1), &wanted).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = house.office.case(&client(1), case).await.unwrap().letters;
        let confirmed =
            letters.iter().find(|letter| letter.kind == "confirmation" && letter.lang == Lang::EN);
        let file = house.office.letter(&client(1), confirmed.unwrap().id).await.unwrap();
        let text = text_of(&file.bytes);
        for words in ["Sudraba iela 1", "What the person wants", "I declare a residence"] {
            assert!(text.contains(words), "`{words}` is missing from: {text}");
        }
    }
}

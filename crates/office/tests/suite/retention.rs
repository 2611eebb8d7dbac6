//! How long cases are kept: what is due, what holds it, who orders that it be erased, and that nothing is left of it.

use crate::house::{House, citizen, client, day, hands, houses_of, officer};
use crate::journey::problem;
use crate::make::pdf;
use kernel::{CaseId, ErasureOrderId, PersonId};
use law::LawBook;
use office::access::Purpose;
use office::cases::CaseCommand;
use office::files::CheckedFile;
use office::retention::{ErasureJournal, Held, JournalEntry, OrderState};
use office::{Actor, Office, OfficeError};
use std::sync::{Arc, Mutex};
use store::StreamId;

const WORDS: &str = "Ieraksts par Ilzi Piemeru";

/// A journal in memory.
#[derive(Default)]
struct Notes(Mutex<Vec<JournalEntry>>);

impl ErasureJournal for Notes {
    fn append(&self, entry: &JournalEntry) -> Result<(), String> {
        self.0.lock().unwrap().push(entry.clone());
        Ok(())
    }
    fn read(&self) -> Result<Vec<JournalEntry>, String> {
        Ok(self.0.lock().unwrap().clone())
    }
}

/// A case that was withdrawn, with a file and its letters.
async fn closed(house: &House) -> CaseId {
    let office = &house.office;
    let wanted = office::cases::Application { note: WORDS.to_owned(), ..house.application(1) };
    let case = office.apply(&client(1), &wanted).await.unwrap();
    let file = CheckedFile::check("paper.pdf", pdf(&[&format!("9 0 obj\n({WORDS})\nendobj")])).unwrap();
    office.attach(&client(1), case, file, None, None).await.unwrap();
    while office.run_due_jobs().await.unwrap() > 0 {}
    office.command(&client(1), case, None, &CaseCommand::Withdraw { words: WORDS.to_owned() }).await.unwrap();
    while office.run_due_jobs().await.unwrap() > 0 {}
    case
}

/// The law with a term for the passport, which its file leaves open; `more` says what else of it.
pub fn with_a_term(more: &str) -> LawBook {
    let files: Vec<(&str, String)> = law::files::bundled()
        .iter()
        .map(|(path, text)| {
            let mut text = (*text).to_owned();
            if path.contains("passport.citizen/") {
                let at = text.rfind('}').unwrap();
                text.insert_str(at, &format!("    retain \"5 years\" class=\"restricted\" {more}\n"));
            }
            (*path, text)
        })
        .collect();
    LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap()
}

async fn begun(name: &str, more: &str) -> Vec<(House, CaseId)> {
    let mut list = Vec::new();
    for house in houses_of(name, &with_a_term(more)).await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let case = closed(&house).await;
        list.push((house, case));
    }
    list
}

async fn ordered(office: &Office, until: &str) -> ErasureOrderId {
    let order = office.order_erasure(&officer("approver"), None, day(until)).await.unwrap();
    office.approve_erasure(&officer("both"), order).await.unwrap();
    order
}

async fn due(office: &Office, until: &str) -> (u64, Vec<(Held, u64)>) {
    let report = office.retention_report(&officer("auditor"), None, day(until)).await.unwrap();
    let held = report.lines.iter().flat_map(|line| line.held.clone()).collect();
    (report.lines.iter().map(|line| line.due).sum(), held)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_due_the_day_after_its_last_and_two_officers_erase_it() {
    for (house, case) in begun("retention_due", "").await {
        let office = &house.office;
        let notes = Arc::new(Notes::default());
        office.keep_journal(notes.clone());
        // Closed on 24 November 2026, kept for five years.
        house.clock.set("2032-01-12T09:00:00Z");
        assert_eq!(due(office, "2031-11-24").await, (0, vec![]));
        assert_eq!(due(office, "2031-11-25").await, (1, vec![]));
        let report = office.retention_report(&officer("auditor"), None, day("2031-11-25")).await.unwrap();
        let line = &report.lines[0];
        assert_eq!((line.procedure.as_str(), line.since), ("passport.citizen", Some(day("2031-11-24"))));
        assert_eq!((line.rule.term.unwrap().to_string().as_str(), line.rule.verified), ("5 years", false));

        // What nobody read in a source is not erased without an order, and one officer is not enough.
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        for nobody in ["counter", "case", "auditor", "operator", "accountant"] {
            let refused = office.order_erasure(&officer(nobody), None, day("2032-01-12")).await;
            assert!(matches!(refused, Err(OfficeError::Denied(_))), "{nobody}");
        }
        let ahead = office.order_erasure(&officer("both"), None, day("2032-01-13")).await.unwrap_err();
        assert_eq!(problem(&ahead), "future-day");
        let order = office.order_erasure(&officer("both"), None, day("2032-01-12")).await.unwrap();
        let own = office.approve_erasure(&officer("both"), order).await.unwrap_err();
        assert_eq!(problem(&own), "erasure-same-person");
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        assert!(office.case(&officer("case"), case).await.is_ok());
        office.approve_erasure(&officer("auditor"), order).await.unwrap();
        let twice = office.refuse_erasure(&officer("approver"), order).await.unwrap_err();
        assert_eq!(problem(&twice), "erasure-state");

        let letters = office.case(&officer("case"), case).await.unwrap().letters;
        let filed = office.case(&officer("case"), case).await.unwrap().case.attachments[0].id;
        assert!(letters.len() >= 2);
        // The job does it.
        while office.run_due_jobs().await.unwrap() > 0 {}
        let orders = office.erasure_orders(&officer("auditor")).await.unwrap();
        assert_eq!((orders[0].state, orders[0].erased), (OrderState::Done, 1));

        for asker in [client(1), officer("case"), officer("approver"), Actor::System] {
            assert_eq!(office.case(&asker, case).await.unwrap_err(), OfficeError::NotFound);
            assert_eq!(office.attachment(&asker, case, filed).await.unwrap_err(), OfficeError::NotFound);
            for letter in &letters {
                assert_eq!(office.letter(&asker, letter.id).await.unwrap_err(), OfficeError::NotFound);
            }
        }
        let words = CaseCommand::Withdraw { words: "again".to_owned() };
        assert_eq!(office.command(&client(1), case, None, &words).await.unwrap_err(), OfficeError::NotFound);
        let late = CheckedFile::check("late.pdf", pdf(&["9 0 obj\n(late)\nendobj"])).unwrap();
        assert!(office.attach(&client(1), case, late, None, None).await.is_err());
        assert!(office.my_cases(&client(1)).await.unwrap().is_empty());
        let purpose = Purpose::Basis("apl".parse().unwrap());
        let mut past = 0;
        let take = |_| -> Result<(), OfficeError> {
            past += 1;
            Ok(())
        };
        office.past_cases(&Actor::System, &purpose, &[], take).await.unwrap();
        assert_eq!(past, 0);
        // This rule does not say that the person be told.
        assert!(office.my_erased_cases(&client(1)).await.unwrap().is_empty());

        assert_eq!(office.store().verify().await.unwrap().faults, Vec::<String>::new());
        let rebuilt = office.store().rebuild().await.unwrap();
        assert_eq!(rebuilt.differing(), Vec::<&str>::new());
        assert_eq!(rebuilt.erased, u64::try_from(letters.len()).unwrap() + 1);
        assert_eq!(due(office, "2032-01-12").await, (0, vec![]));
        let noted = notes.read().unwrap();
        assert_eq!((noted.len(), noted[0].case, noted[0].erased.order), (1, case, Some(order)));
        // She may apply again: nothing is in the way.
        office.apply(&client(1), &house.application(1)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_stays_until_the_hold_is_lifted() {
    for (house, case) in begun("retention_held", "tells=#true").await {
        let office = &house.office;
        house.clock.set("2032-01-12T09:00:00Z");
        let reasons = "Asked for by a court in another matter.";
        for nobody in ["counter", "auditor", "operator"] {
            assert!(matches!(
                office.hold_case(&officer(nobody), case, reasons).await,
                Err(OfficeError::Denied(_))
            ));
        }
        let short = office.hold_case(&officer("case"), case, "so").await.unwrap_err();
        assert_eq!(problem(&short), "reasons-short");
        let none = office.hold_case(&officer("case"), CaseId::from_u64(77), reasons).await;
        assert_eq!(none.unwrap_err(), OfficeError::NotFound);
        office.hold_case(&officer("case"), case, reasons).await.unwrap();
        let twice = office.hold_case(&officer("case"), case, reasons).await.unwrap_err();
        assert_eq!(problem(&twice), "held-already");
        assert_eq!(office.held_cases(&officer("auditor")).await.unwrap()[0].case, case);

        assert_eq!(due(office, "2032-01-12").await, (0, vec![(Held::Officer, 1)]));
        ordered(office, "2032-01-12").await;
        while office.run_due_jobs().await.unwrap() > 0 {}
        assert!(office.case(&officer("case"), case).await.is_ok());

        office.lift_hold(&officer("approver"), case, "The court has its copy.").await.unwrap();
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        ordered(office, "2032-01-12").await;
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 1);
        assert_eq!(office.case(&officer("case"), case).await.unwrap_err(), OfficeError::NotFound);
        assert!(office.held_cases(&officer("auditor")).await.unwrap().is_empty());
        // This rule lets her be told, and nobody else.
        let told = office.my_erased_cases(&client(1)).await.unwrap();
        assert_eq!((told.len(), told[0].id, told[0].kept_until), (1, case, day("2031-11-24")));
        assert!(office.my_erased_cases(&client(2)).await.unwrap().is_empty());
        // The reasons of the hold went with the case.
        let hold = StreamId::new("hold", case);
        let mut snapshot = office.store().snapshot().await.unwrap();
        assert_eq!(snapshot.seal_of(&hold).await.unwrap(), store::Seal::Erased);
        drop(snapshot);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_before_does_not_bring_back_what_was_erased() {
    for (house, case) in begun("retention_restored", "").await {
        let office = &house.office;
        let mut old = Vec::new();
        office.store().backup(&mut old).await.unwrap();
        house.clock.set("2032-01-12T09:00:00Z");
        // The process ended before the journal was written: the next run completes it.
        ordered(office, "2032-01-12").await;
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 1);
        let notes = Arc::new(Notes::default());
        office.keep_journal(notes.clone());
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        assert_eq!(notes.read().unwrap().len(), 1);
        office.erase_due(&Actor::System).await.unwrap();
        assert_eq!(notes.read().unwrap().len(), 1);

        for to in testkit::databases("retention_restored_to").await.unwrap() {
            let other = crate::house::open(&to.url, &house.clock, &with_a_term("")).await;
            other.store().restore_to_erase(old.as_slice(), true).await.unwrap();
            assert!(other.store().erasures_due().await.unwrap());
            assert!(other.case(&officer("case"), case).await.is_ok(), "the backup holds it");
            let replayed = other.replay_journal(notes.as_ref()).await.unwrap();
            assert_eq!((replayed.erased, replayed.known), (1, 0));
            other.store().erasures_done().await.unwrap();
            assert_eq!(other.case(&officer("case"), case).await.unwrap_err(), OfficeError::NotFound);
            let again = other.replay_journal(notes.as_ref()).await.unwrap();
            assert_eq!((again.erased, again.known), (0, 1));
            assert_eq!(other.store().verify().await.unwrap().faults, Vec::<String>::new());
            assert_eq!(other.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
            let purpose = Purpose::Basis("apl".parse().unwrap());
            assert!(
                other
                    .person(&officer("case"), &purpose, PersonId::from_u64(1), &Default::default())
                    .await
                    .is_ok()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_was_read_in_a_source_is_carried_out_by_itself_and_what_was_clear_is_not_erased() {
    let verified = "cite=\"apl:64(1)\" verified=#true source=\"https://example.org/a-test\"";
    for (house, case) in begun("retention_verified", verified).await {
        let office = &house.office;
        house.clock.set("2031-11-24T09:00:00Z");
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        house.clock.set("2031-11-25T09:00:00Z");
        assert!(matches!(office.erase_due(&officer("approver")).await, Err(OfficeError::Denied(_))));
        assert_eq!(office.erase_due(&Actor::System).await.unwrap().by_rule, 1);
        assert_eq!(office.case(&officer("case"), case).await.unwrap_err(), OfficeError::NotFound);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
    // The same office before its bodies were sealed: nothing could be destroyed, and it says so.
    for database in testkit::databases("retention_clear").await.unwrap() {
        let clock = hands("2026-11-24T08:00:00Z");
        let office = crate::house::open_clear(&database.url, &clock, &with_a_term(verified)).await;
        let house = House { office, clock, url: database.url.clone(), database };
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let case = closed(&house).await;
        house.clock.set("2032-01-12T09:00:00Z");
        assert_eq!(due(&house.office, "2032-01-12").await, (0, vec![(Held::Unsealed, 1)]));
        assert_eq!(house.office.erase_due(&Actor::System).await.unwrap().cases(), 0);
        assert!(house.office.case(&officer("case"), case).await.is_ok());
    }
}

/// Cases that nobody may know of are counted for nobody: neither among those that are kept without an end, nor among
/// those that an order erased.
#[tokio::test(flavor = "multi_thread")]
async fn hidden_cases_are_not_counted_in_the_report_nor_in_what_an_order_erased() {
    use office::register::protection::Grant;
    let protect = async |house: &House, number: u64| {
        let purpose: Purpose = "basis:fprl:5".parse().unwrap();
        let wanted = Grant {
            class: "witness".to_owned(),
            from: None,
            basis: crate::house::basis(),
            reason: "A threat was assessed".to_owned(),
        };
        let person = PersonId::from_u64(number);
        house.office.protect(&officer("custodian"), &purpose, person, wanted).await.unwrap();
    };
    // Under the real law the passport is kept without an end.
    for house in houses_of("retention_hidden_kept", &LawBook::bundled().unwrap()).await {
        let report = async || {
            house.office.retention_report(&officer("auditor"), None, day("2026-11-24")).await.unwrap()
        };
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let absent = report().await;
        closed(&house).await;
        assert_ne!(report().await, absent, "a case is counted");
        protect(&house, 1).await;
        assert_eq!(report().await, absent, "a hidden one and none look alike");
    }
    for (house, _) in begun("retention_hidden_order", "").await {
        protect(&house, 1).await;
        house.clock.set("2032-01-12T09:00:00Z");
        assert_eq!(due(&house.office, "2032-01-12").await, (0, Vec::new()));
        ordered(&house.office, "2032-01-12").await;
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let orders = house.office.erasure_orders(&officer("auditor")).await.unwrap();
        assert_eq!((orders[0].state, orders[0].erased), (OrderState::Done, 0));
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

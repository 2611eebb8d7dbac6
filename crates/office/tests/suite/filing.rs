//! Files and notes of a case, and the register of correspondence that follows from its entries.

use crate::house::{House, citizen, client, day, houses, officer};
use crate::journey::{Case, problem};
use crate::make::{pdf, png};
use kernel::{AttachmentId, CaseId};
use office::OfficeError;
use office::cases::event::Channel;
use office::cases::{Arrival, CaseCommand, Party};
use office::files::{CheckedFile, FILES_MAX};
use std::collections::BTreeMap;

fn file(number: usize) -> CheckedFile {
    CheckedFile::check(&format!("fails {number}.pdf"), pdf(&[&format!("9 0 obj\n({number})\nendobj")]))
        .unwrap()
}

fn arrived(channel: Channel, on: &str, from: &str) -> Arrival {
    Arrival { channel, on: Some(day(on)), from: from.to_owned() }
}

async fn begun(name: &str) -> Vec<(House, CaseId)> {
    let mut list = Vec::new();
    for house in houses(name).await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        house.enter(citizen(2, "Jānis", "Paraugs", "1985-03-02")).await;
        let case = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        list.push((house, case));
    }
    list
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_adds_files_while_the_case_is_open_and_up_to_a_bound() {
    for (house, case) in begun("filing_client").await {
        let office = &house.office;
        let view = office
            .attach(&client(1), case, file(1), Some("loss-explanation".to_owned()), None)
            .await
            .unwrap();
        let filed = &view.case.attachments[0];
        assert_eq!((filed.channel, filed.on, filed.by.clone()), (Channel::Portal, day("2026-11-24"), None));
        let unknown = office.attach(&client(1), case, file(2), Some("nothing".to_owned()), None).await;
        assert_eq!(problem(&unknown.unwrap_err()), "unknown-evidence");
        assert_eq!(
            office.attach(&client(2), case, file(2), None, None).await.unwrap_err(),
            OfficeError::NotFound
        );
        for number in 2..=FILES_MAX {
            office.attach(&client(1), case, file(number), None, None).await.unwrap();
        }
        let more = office.attach(&client(1), case, file(99), None, None).await;
        assert_eq!(problem(&more.unwrap_err()), "file-too-many");
        // The office has room for what comes by post.
        let post = arrived(Channel::Post, "2026-11-23", "Registry office of Riga");
        office.attach(&officer("counter"), case, file(100), None, Some(post)).await.unwrap();
        // What somebody else sent is not the client's to see.
        let view = office.case(&client(1), case).await.unwrap();
        assert_eq!(view.case.attachments.len(), FILES_MAX);
        let all = office.case(&officer("case"), case).await.unwrap().case.attachments;
        let theirs = all.last().unwrap().id;
        assert_eq!(office.attachment(&client(1), case, theirs).await.unwrap_err(), OfficeError::NotFound);
        assert!(office.attachment(&officer("case"), case, theirs).await.is_ok());
        assert!(view.history.iter().all(|line| !line.note().contains("100")));
        office
            .command(&client(1), case, None, &CaseCommand::Withdraw { words: String::new() })
            .await
            .unwrap();
        assert!(!office.case(&client(1), case).await.unwrap().may_attach);
        let late = office.attach(&client(1), case, file(101), None, None).await;
        assert_eq!(problem(&late.unwrap_err()), "wrong-step");
        let late = arrived(Channel::Post, "2026-11-24", "");
        office.attach(&officer("counter"), case, file(102), None, Some(late)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_an_arrival_is_checked() {
    for (house, case) in begun("filing_wrong").await {
        let office = &house.office;
        let refused = async |arrival: Arrival| {
            problem(
                &office.attach(&officer("counter"), case, file(1), None, Some(arrival)).await.unwrap_err(),
            )
        };
        assert_eq!(refused(arrived(Channel::Post, "2026-11-25", "")).await, "arrival-future");
        assert_eq!(refused(arrived(Channel::Post, "2026-01-01", "")).await, "arrival-early");
        // Sixty days back is the earliest, and the answer says which day that is.
        let early = arrived(Channel::Post, "2026-09-24", "");
        let early = office.attach(&officer("counter"), case, file(1), None, Some(early)).await.unwrap_err();
        let OfficeError::Invalid(faults) = early else { panic!("{early:?}") };
        assert!(faults[0].problem.args.contains(&("earliest", "2026-09-25".to_owned())), "{faults:?}");
        assert_eq!(refused(arrived(Channel::Portal, "2026-11-24", "")).await, "required");
        assert_eq!(refused(arrived(Channel::Post, "2026-11-24", &"x".repeat(201))).await, "too-long");
        let empty = CaseCommand::NoteMessage {
            words: " ".to_owned(),
            arrival: arrived(Channel::Phone, "2026-11-24", ""),
        };
        let case = Case { house: &house, id: case };
        assert_eq!(case.refused(&officer("counter"), empty.clone()).await, "required");
        assert_eq!(case.refused(&client(1), empty).await, "required");
        for nobody in [officer("auditor"), officer("operator")] {
            assert!(office.attach(&nobody, case.id, file(1), None, None).await.is_err());
        }
        assert!(case.see(&officer("case")).await.case.attachments.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_can_rest_on_a_file_of_the_case_and_on_no_other() {
    for (house, case) in begun("filing_evidence").await {
        let office = &house.office;
        let photo = CheckedFile::check("foto.png", png()).unwrap();
        let view = office.attach(&client(1), case, photo, None, None).await.unwrap();
        let id = view.case.attachments[0].id;
        let case = Case { house: &house, id: case };
        let reasons = Some("Face and answers were compared with the register.".to_owned());
        case.give(&officer("counter"), CaseCommand::Identify { document: None, foreign: None, reasons })
            .await
            .unwrap();
        let evidence = |attachment| CaseCommand::RecordEvidence {
            evidence: "photo".to_owned(),
            note: String::new(),
            shows: BTreeMap::new(),
            attachment,
            everywhere: false,
        };
        let other = Some(AttachmentId::from_u64(5));
        assert_eq!(case.refused(&officer("counter"), evidence(other)).await, "unknown-attachment");
        let view = case.give(&officer("counter"), evidence(Some(id))).await.unwrap();
        assert_eq!(view.case.evidence[0].3, Some(id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_came_in_and_went_out_stands_in_one_numbered_register() {
    for (house, case) in begun("filing_register").await {
        let office = &house.office;
        office.attach(&client(1), case, file(1), None, None).await.unwrap();
        house.clock.set("2026-11-26T08:00:00Z");
        let case = Case { house: &house, id: case };
        let call = |from: &str, words: &str| CaseCommand::NoteMessage {
            words: words.to_owned(),
            arrival: arrived(Channel::Phone, "2026-11-25", from),
        };
        case.give(&officer("case"), call("", "Will come on Friday.")).await.unwrap();
        case.give(&officer("case"), call("A neighbour", "Has moved away.")).await.unwrap();
        let post = arrived(Channel::EAddress, "2026-11-26", "");
        office.attach(&officer("case"), case.id, file(2), None, Some(post)).await.unwrap();
        case.give(&client(1), CaseCommand::Withdraw { words: "No longer needed.".to_owned() }).await.unwrap();
        let seen = case.see(&officer("case")).await.correspondence;
        let lines: Vec<_> = seen
            .iter()
            .map(|item| (item.number, item.incoming, item.kind, item.on.to_string(), item.channel.code()))
            .collect();
        let line =
            |number, incoming, kind, on: &str, channel| (number, incoming, kind, on.to_owned(), channel);
        assert_eq!(
            lines,
            [
                line(1, true, "application", "2026-11-24", "portal"),
                line(2, false, "confirmation", "2026-11-24", "portal"),
                line(3, false, "invoice", "2026-11-24", "portal"),
                line(4, true, "attachment", "2026-11-24", "portal"),
                line(5, true, "message", "2026-11-25", "phone"),
                line(6, true, "message", "2026-11-25", "phone"),
                line(7, true, "attachment", "2026-11-26", "e-address"),
                line(8, true, "withdrawal", "2026-11-26", "portal"),
                line(9, false, "notice", "2026-11-26", "portal"),
            ]
        );
        assert_eq!(seen[5].party, Party::Other("A neighbour".to_owned()));
        // The client sees their part, under the same numbers.
        let own: Vec<_> = case.see(&client(1)).await.correspondence.iter().map(|item| item.number).collect();
        assert_eq!(own, [1, 2, 3, 4, 5, 7, 8, 9]);
        let history = case.see(&client(1)).await.history;
        assert!(history.iter().all(|line| line.note() != "Has moved away."));
    }
}

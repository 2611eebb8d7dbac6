//! What comes in through gateways: each message once, with the case of its sender or before an officer.

use crate::gateways::{connected, proved, work};
use crate::house::{citizen, client, day, houses, houses_of, officer};
use crate::journey::problem;
use crate::make::{pdf, png};
use crate::retention::with_a_term;
use kernel::{CaseId, PersonId};
use office::OfficeError;
use office::cases::event::Channel;
use office::cases::{CaseCommand, Party};
use office::post::Message;

fn message(id: &str, code: Option<&str>, case: Option<CaseId>) -> Message {
    Message {
        id: id.to_owned(),
        hash: format!("{id} {code:?} {case:?}"),
        at: "2026-11-23T15:00:00Z".parse().unwrap(),
        sender: "Ilze Piemēra".to_owned(),
        personal_code: code.map(str::to_owned),
        subject: "My passport".to_owned(),
        text: "Here is what you asked for.".to_owned(),
        case: case.map(|case| case.grouped()),
        files: vec![
            ("scan.pdf".to_owned(), pdf(&["9 0 obj\n(scan)\nendobj"])),
            ("photo.png".to_owned(), png()),
        ],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_to_the_case_of_its_sender_and_others_wait_for_an_officer() {
    for house in houses("post_in").await {
        let gateways = connected(&house);
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        house.enter(citizen(2, "Jānis", "Paraugs", "1985-03-02")).await;
        let case = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let (counter, office) = (officer("counter"), &house.office);
        gateways.brings(message("m-1", Some("399900-00001"), Some(case)));
        work(&house).await;
        let view = office.case(&counter, case).await.unwrap();
        assert_eq!(view.case.attachments.len(), 2);
        let filed = &view.case.attachments[0];
        assert_eq!((filed.channel, filed.on), (Channel::EAddress, day("2026-11-23")));
        let noted = view.correspondence.iter().find(|item| item.kind == "message").unwrap();
        assert_eq!((&noted.party, noted.channel), (&Party::Applicant, Channel::EAddress));
        assert!(office.attachment(&client(1), case, filed.id).await.is_ok(), "the client sees it again");
        // The same once more, and something else under the same id.
        gateways.brings(message("m-1", Some("399900-00001"), Some(case)));
        work(&house).await;
        assert!(gateways.aside().is_empty());
        gateways.brings(message("m-1", None, None));
        work(&house).await;
        assert!(gateways.aside()[0].contains("said something else"));
        assert_eq!(office.case(&counter, case).await.unwrap().case.attachments.len(), 2);

        // Somebody else names her case; nobody known; a case that is not there; a time ahead.
        gateways.brings(message("m-2", Some("399900-00002"), Some(case)));
        gateways.brings(message("m-3", None, Some(case)));
        gateways.brings(message("m-4", Some("399900-00002"), None));
        let ahead = Message { at: "2026-12-01T00:00:00Z".parse().unwrap(), ..message("m-5", None, None) };
        gateways.brings(ahead);
        let mut odd = message("m-6", None, None);
        odd.files.push(("run.exe".to_owned(), b"MZ\x90\x00 a program".to_vec()));
        gateways.brings(odd);
        work(&house).await;
        let aside = gateways.aside();
        assert!(aside.iter().any(|why| why.contains("lies ahead")), "{aside:?}");
        assert!(aside.iter().any(|why| why.contains("file-kind") && !why.contains("run.exe")), "{aside:?}");
        let list = office.incoming(&counter, false, 0).await.unwrap().items;
        assert_eq!(list.iter().map(|line| line.known).collect::<Vec<_>>(), [true, false, true, false]);
        assert_eq!(office.incoming_count(&counter).await.unwrap(), 4);
        for nobody in [client(1), officer("approver"), officer("auditor"), officer("operator")] {
            assert_eq!(problem(&office.incoming(&nobody, false, 0).await.unwrap_err()), "denied");
            assert_eq!(problem(&office.incoming_one(&nobody, list[0].id).await.unwrap_err()), "denied");
        }
        // Reading leaves a trace that its sender sees.
        let other = office.incoming_one(&counter, list[0].id).await.unwrap();
        assert_eq!(other.sender.unwrap().id, PersonId::from_u64(2));
        let seen = office.access_log(&client(2), None).await.unwrap();
        assert!(seen.iter().any(|entry| entry.action == "sort-incoming"), "no trace of the reading");
        let file = other.received.files[0].id;
        assert!(
            office.incoming_file_of(&counter, list[0].id, file).await.unwrap().bytes.starts_with(b"%PDF")
        );

        // What somebody else sent is filed as theirs, and the party does not see it.
        let given = office.assign_incoming(&counter, list[0].id, case).await.unwrap();
        assert_eq!(given.case, Some(case));
        let view = office.case(&officer("case"), case).await.unwrap();
        assert_eq!(view.case.attachments.len(), 4);
        assert!(view.case.attachments[2..].iter().all(|filed| !filed.of_party()));
        assert_eq!(office.case(&client(1), case).await.unwrap().case.attachments.len(), 2);
        let again = office.assign_incoming(&counter, list[0].id, case).await.unwrap_err();
        assert_eq!(problem(&again), "incoming-assigned");
        let nowhere = office.assign_incoming(&counter, list[1].id, CaseId::from_u64(77)).await.unwrap_err();
        assert_eq!(problem(&nowhere), "unknown-case");
        // Begun with it: the sender applies on the day on which it came. Of nobody known nothing is begun.
        let unknown =
            office.begin_with_incoming(&counter, list[1].id, crate::house::SERVICE).await.unwrap_err();
        assert_eq!(problem(&unknown), "incoming-unknown");
        let begun = office.begin_with_incoming(&counter, list[2].id, crate::house::SERVICE).await.unwrap();
        let view = office.case(&counter, begun.case.unwrap()).await.unwrap();
        assert_eq!((view.case.received, view.case.channel), (day("2026-11-23"), Channel::EAddress));
        assert_eq!((view.case.applicant, view.case.attachments.len()), (PersonId::from_u64(2), 2));
        assert_eq!(office.incoming_count(&counter).await.unwrap(), 2);

        // What concerns no case is put aside with a reason: it waits no longer, and can still be given to one.
        let ids = async |aside| {
            let page = office.incoming(&counter, aside, 0).await.unwrap();
            page.items.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        let put = async |actor, id, why: &str| office.put_incoming_aside(actor, id, why).await;
        assert_eq!(problem(&put(&counter, list[1].id, " ").await.unwrap_err()), "required");
        assert_eq!(problem(&put(&counter, list[1].id, &"x".repeat(501)).await.unwrap_err()), "too-long");
        let approver = officer("approver");
        assert_eq!(problem(&put(&approver, list[1].id, "No").await.unwrap_err()), "denied");
        assert_eq!(problem(&put(&counter, list[0].id, "Late").await.unwrap_err()), "incoming-assigned");
        let aside = put(&counter, list[1].id, " Advertising ").await.unwrap().aside.unwrap();
        assert_eq!((aside.reason.as_str(), aside.on), ("Advertising", day("2026-11-24")));
        assert_eq!(problem(&put(&counter, list[1].id, "Again").await.unwrap_err()), "incoming-aside");
        assert_eq!((ids(false).await, ids(true).await), (vec![list[3].id], vec![list[1].id]));
        assert_eq!(office.incoming_count(&counter).await.unwrap(), 1);
        office.assign_incoming(&counter, list[1].id, case).await.unwrap();
        assert_eq!(ids(true).await, []);
        // A file that was not taken is named in the register of correspondence.
        office.assign_incoming(&counter, list[3].id, case).await.unwrap();
        let view = office.case(&counter, case).await.unwrap();
        let named: Vec<&String> = view.correspondence.iter().flat_map(|item| &item.refused).collect();
        assert_eq!(named, ["run.exe"]);
        assert_eq!(
            office.incoming_one(&counter, kernel::IncomingId::from_u64(5)).await.unwrap_err(),
            OfficeError::NotFound
        );
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_to_a_case_is_erased_with_it_and_does_not_come_back() {
    for house in houses_of("post_erased", &with_a_term("")).await {
        let gateways = connected(&house);
        house.enter(citizen(1, "Ilze", "Piemēra", "1990-03-02")).await;
        let case = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        let (counter, office) = (officer("counter"), &house.office);
        gateways.brings(message("m-1", Some("399900-00001"), Some(case)));
        gateways.brings(message("m-2", None, None));
        work(&house).await;
        let waits = office.incoming(&counter, false, 0).await.unwrap().items[0].id;
        office.assign_incoming(&counter, waits, case).await.unwrap();
        let words = String::new();
        office.command(&client(1), case, None, &CaseCommand::Withdraw { words }).await.unwrap();
        work(&house).await;
        // Kept for five years; one officer orders, another approves.
        house.clock.set("2032-01-12T09:00:00Z");
        let order = office.order_erasure(&officer("both"), None, day("2032-01-12")).await.unwrap();
        office.approve_erasure(&officer("auditor"), order).await.unwrap();
        work(&house).await;
        assert_eq!(office.case(&counter, case).await.unwrap_err(), OfficeError::NotFound);
        assert_eq!(office.incoming_one(&counter, waits).await.unwrap_err(), OfficeError::NotFound);
        // The gateway sends them once more: they are known, and nothing is entered.
        let before = office.position().await.unwrap();
        gateways.brings(message("m-1", Some("399900-00001"), Some(case)));
        gateways.brings(message("m-2", None, None));
        work(&house).await;
        assert_eq!((office.position().await.unwrap(), gateways.aside()), (before, Vec::new()));
        assert_eq!(office.incoming_count(&counter).await.unwrap(), 0);
        proved(&house).await;
    }
}

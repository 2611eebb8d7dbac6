//! Sessions, what waits, invitations and passkeys: they outlive a restart, end when they must, and come once.

use crate::house::{House, client, houses, officer, open};
use kernel::OfficerId;
use office::passkeys::NewPasskey;
use office::passkeys::event::{OfficerEvent, Way};
use office::sessions::{Method, SignedIn};
use office::{Actor, OfficeError};

/// A token is drawn for one session.
const NEXT: &str = "00000000000000000000000000000009";
const OTHER: &str = "00000000000000000000000000000007";
const TOKEN: &str = "00000000000000000000000000000001";

fn signed_in(actor: Actor, method: Method, seconds: i64) -> SignedIn {
    SignedIn {
        actor,
        name: "Ilze Piemēra".to_owned(),
        method,
        provider: String::new(),
        level: String::new(),
        browser: "Firefox, Linux".to_owned(),
        seconds,
    }
}

fn passkey(credential: &str) -> NewPasskey {
    NewPasskey {
        officer: "case".parse().unwrap(),
        credential: credential.to_owned(),
        name: "Office laptop".to_owned(),
        body: "{\"counter\":1}".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_outlives_a_restart_and_ends_when_it_must() {
    let law = law::LawBook::bundled().unwrap();
    for house in houses("sessions").await {
        let who = signed_in(client(1), Method::Provider, 1800);
        house.office.open_session(TOKEN, &who).await.unwrap();
        // Another node, or the same after a restart.
        let again = open(&house.url, &house.clock, &law).await;
        let session = again.session(TOKEN).await.unwrap().unwrap();
        assert_eq!(
            (session.actor.as_str(), session.browser.as_str()),
            ("client:000000000001", "Firefox, Linux")
        );
        assert_eq!(again.session("00000000000000000000000000000002").await.unwrap(), None);

        // Its use is written down once a minute.
        house.clock.set("2026-11-24T08:00:40Z");
        assert_eq!(again.session(TOKEN).await.unwrap().unwrap().seen, session.seen);
        house.clock.set("2026-11-24T08:01:00Z");
        assert!(again.session(TOKEN).await.unwrap().unwrap().seen > session.seen);
        // A rebuild leaves it alone.
        house.office.store().rebuild().await.unwrap();
        assert!(house.office.session(TOKEN).await.unwrap().is_some());
        // Half an hour without a request.
        house.clock.set("2026-11-24T08:31:00Z");
        assert!(house.office.session(TOKEN).await.unwrap().is_some());
        house.clock.set("2026-11-24T09:01:01Z");
        assert_eq!(house.office.session(TOKEN).await.unwrap(), None);

        // One that is ended from elsewhere is over at once; whose it was is remembered.
        house.office.open_session(OTHER, &who).await.unwrap();
        house.office.end_session(OTHER).await.unwrap();
        assert_eq!(again.session(OTHER).await.unwrap(), None);
        assert!(house.office.whose_session_ended(OTHER).await.unwrap().is_some());
        assert_eq!(house.office.session_count().await.unwrap(), 0);

        // Eight hours, however busy.
        house.office.open_session(NEXT, &who).await.unwrap();
        for half_hour in 0..16 {
            let (hour, minute) = (9 + (half_hour + 1) / 2, if half_hour % 2 == 0 { 30 } else { 0 });
            house.clock.set(&format!("2026-11-24T{hour:02}:{minute:02}:30Z"));
            assert!(again.session(NEXT).await.unwrap().is_some(), "{hour}:{minute}");
        }
        house.clock.set("2026-11-24T17:01:02Z");
        assert_eq!(again.session(NEXT).await.unwrap(), None);
        assert_eq!(again.session_count().await.unwrap(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_ends_their_own_sessions_and_the_operator_those_of_an_officer() {
    for house in houses("sessions_ended").await {
        let office = &house.office;
        for number in 1..=3 {
            let token = format!("{number:032x}");
            office.open_session(&token, &signed_in(client(1), Method::Provider, 1800)).await.unwrap();
        }
        let others = [client(2), officer("case"), officer("case")];
        for (number, who) in others.into_iter().enumerate() {
            let token = format!("{:032x}", number + 10);
            office.open_session(&token, &signed_in(who, Method::Passkey, 1800)).await.unwrap();
        }
        let own = office.session(TOKEN).await.unwrap().unwrap();
        let list = office.my_sessions(&client(1)).await.unwrap();
        assert_eq!(list.len(), 3);
        // Somebody else's is not there.
        assert_eq!(office.end_my_session(&client(2), own.id).await, Err(OfficeError::NotFound));
        let other = list.iter().find(|session| session.id != own.id).unwrap();
        office.end_my_session(&client(1), other.id).await.unwrap();
        assert_eq!(office.end_my_other_sessions(&client(1), &own).await.unwrap(), 1);
        assert_eq!(office.my_sessions(&client(1)).await.unwrap().len(), 1);
        assert!(office.my_sessions(&Actor::Anonymous).await.is_err());

        let code: OfficerId = "case".parse().unwrap();
        for nobody in [client(1), officer("case"), officer("approver")] {
            assert!(matches!(office.end_sessions_of(&nobody, &code).await, Err(OfficeError::Denied(_))));
        }
        assert_eq!(office.end_sessions_of(&officer("operator"), &code).await.unwrap(), 2);
        assert_eq!(office.session_count().await.unwrap(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_comes_once_and_not_too_late() {
    for house in houses("waiting").await {
        let office = &house.office;
        assert!(office.let_wait("key", "form", "typed".to_owned(), 60).await.unwrap());
        assert!(
            !office.let_wait("key", "form", "other".to_owned(), 60).await.unwrap(),
            "a key is taken once"
        );
        assert_eq!(office.waiting("key", "form").await.unwrap().as_deref(), Some("typed"));
        assert_eq!(office.take_waiting("key", "another kind").await.unwrap(), None);
        assert_eq!(office.take_waiting("key", "form").await.unwrap().as_deref(), Some("typed"));
        assert_eq!(office.take_waiting("key", "form").await.unwrap(), None);
        office.let_wait("late", "form", "typed".to_owned(), 60).await.unwrap();
        house.clock.set("2026-11-24T08:01:00Z");
        assert_eq!(office.waiting("late", "form").await.unwrap(), None);
        assert_eq!(office.take_waiting("late", "form").await.unwrap(), None);
        // What waited too long makes room.
        assert!(office.let_wait("late", "form", "anew".to_owned(), 60).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_works_once_and_a_passkey_is_used_in_turn() {
    for house in houses("invitations").await {
        let office = &house.office;
        let code: OfficerId = "case".parse().unwrap();
        for nobody in [client(1), officer("case")] {
            assert!(office.invite_officer(&nobody, &code, "letter").await.is_err());
        }
        office.invite_officer(&officer("operator"), &code, "letter").await.unwrap();
        office.invite_officer(&Actor::System, &code, "late").await.unwrap();
        assert_eq!(office.invited("letter").await.unwrap().unwrap(), code);
        assert_eq!(office.invited("another").await.unwrap(), None);
        assert!(!office.add_passkey(passkey("aa"), Some("another")).await.unwrap());
        assert!(office.add_passkey(passkey("aa"), Some("letter")).await.unwrap());
        assert!(!office.add_passkey(passkey("bb"), Some("letter")).await.unwrap(), "used up");
        assert!(!office.add_passkey(passkey("aa"), None).await.unwrap(), "known already");
        assert!(office.add_passkey(passkey("bb"), None).await.unwrap());
        house.clock.set("2026-11-25T08:00:00Z");
        assert_eq!(office.invited("late").await.unwrap(), None);
        assert!(!office.add_passkey(passkey("cc"), Some("late")).await.unwrap());

        let list = office.passkeys(&code).await.unwrap();
        assert_eq!((list.len(), list[0].used), (2, None));
        assert!(office.use_passkey(&list[0], "{\"counter\":2}").await.unwrap());
        assert!(
            !office.use_passkey(&list[0], "{\"counter\":2}").await.unwrap(),
            "of two the second is too late"
        );
        assert!(office.passkeys(&code).await.unwrap()[0].used.is_some());
        assert_eq!(office.remove_passkey(&officer("case-2"), list[1].id).await, Err(OfficeError::NotFound));
        office.remove_passkey(&officer("case"), list[1].id).await.unwrap();
        assert_eq!(office.passkey_counts(&officer("operator")).await.unwrap(), [("case".to_owned(), 1)]);

        all_of_it_is_in_the_log(&house).await;

        // Passkeys are in a backup, sessions are not.
        office.open_session(TOKEN, &signed_in(officer("case"), Method::Passkey, 1800)).await.unwrap();
        let mut file = Vec::new();
        office.store().backup(&mut file).await.unwrap();
        let law = law::LawBook::bundled().unwrap();
        for new in testkit::databases("invitations_restored").await.unwrap() {
            let other = open(&new.url, &house.clock, &law).await;
            other.store().restore(file.as_slice()).await.unwrap();
            assert_eq!(other.passkeys(&code).await.unwrap(), office.passkeys(&code).await.unwrap());
            assert_eq!(other.session(TOKEN).await.unwrap(), None);
            other.store().close().await;
        }
    }
}

/// Who invited, added by which way, removed, and when; nothing of it lets anybody sign in.
async fn all_of_it_is_in_the_log(house: &House) {
    let (office, code) = (&house.office, "case".parse().unwrap());
    for nobody in [client(1), officer("case-2"), Actor::Anonymous] {
        assert!(office.passkey_history(&nobody, &code).await.is_err());
    }
    let history = office.passkey_history(&officer("case"), &code).await.unwrap();
    for reader in [officer("operator"), officer("auditor"), Actor::System] {
        assert_eq!(office.passkey_history(&reader, &code).await.unwrap(), history);
    }
    let lines: Vec<_> = history.iter().map(|e| (e.actor.as_str(), e.event.kind())).collect();
    let expected = [
        ("officer:operator", "passkey-invited"),
        ("system", "passkey-invited"),
        ("officer:case", "passkey-added"),
        ("officer:case", "passkey-added"),
        ("officer:case", "passkey-removed"),
    ];
    assert_eq!(lines, expected);
    let ways = history.iter().filter_map(|entry| match &entry.event {
        OfficerEvent::PasskeyAdded { name, way, .. } => Some((name.as_str(), *way)),
        _ => None,
    });
    let ways: Vec<_> = ways.collect();
    assert_eq!(ways, [("Office laptop", Way::Invitation), ("Office laptop", Way::SignedIn)]);
    let said = format!("{history:?}");
    assert!(!said.contains("counter") && !said.contains("letter"), "{said}");
    // It verifies, and a rebuild leaves the keys alone.
    assert_eq!(office.store().verify().await.unwrap().faults, Vec::<String>::new());
    assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    assert_eq!(office.passkeys(&code).await.unwrap().len(), 1);
}

/// What waits beside a form is sealed, and a job deletes it when its time is over, also where nobody asks.
#[tokio::test]
async fn files_that_wait_are_sealed_and_deleted_when_their_time_is_over() {
    use office::typed::{KeptFile, Typed};
    for house in houses("kept_files").await {
        let (office, secret) = (&house.office, "0123456789abcdef0123456789abcdef");
        let own = officer("case");
        let file = |name: &str, length| KeptFile { field: "f".to_owned(), name: name.to_owned(), length };
        let typed = Typed {
            actor: own.to_string(),
            sent_to: "/work/x".to_owned(),
            page: "/work/x".to_owned(),
            fields: Vec::new(),
            files: vec![file("a.pdf", 9), file("b.pdf", 9)],
            faults: vec![],
            with_files: false,
        };
        let bytes = [b"one words".to_vec(), b"two words".to_vec()];
        assert!(office.keep_typed(secret, &typed, &bytes).await.unwrap());
        let statement = &store::sql::sign_in::WAITING_FILES;
        let key = store::Value::from(office::sessions::hash(secret));
        let rows = async |at: &str| {
            let at: kernel::Timestamp = at.parse().unwrap();
            let key = [key.clone(), store::Value::Int(at.micros())];
            let rows = office.store().snapshot().await.unwrap().rows(statement, &key).await.unwrap();
            rows.iter().map(|row| row.bytes(0).unwrap().to_vec()).collect::<Vec<_>>()
        };
        let long_ago = "2000-01-01T00:00:00Z";
        let sealed = rows(long_ago).await;
        assert_eq!(sealed.len(), 2);
        assert!(sealed.iter().all(|row| !row.windows(5).any(|part| part == b"words")), "it is not sealed");
        let kept = office.typed_files(&own, secret).await.unwrap();
        assert_eq!(kept.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>(), bytes);
        assert!(office.typed_files(&officer("case-2"), secret).await.unwrap().is_empty());
        assert!(office.typed_files(&own, "f123456789abcdef0123456789abcdef").await.unwrap().is_empty());
        // Eight hours later it is not given back any more, and then not there.
        house.clock.set("2026-11-24T16:00:01Z");
        assert!(office.typed_files(&own, secret).await.unwrap().is_empty());
        assert_eq!(rows(long_ago).await.len(), 2);
        while office.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(rows(long_ago).await.len(), 0, "a job deletes it");
    }
}

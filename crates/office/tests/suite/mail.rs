//! Notices by e-mail: who gets them, once, what they say, and what becomes of those that cannot be sent.

use crate::gateways::proved;
use crate::house::{House, OFFICE, SERVICE, citizen, client, day, houses, officer, passport};
use crate::journey::{Case, served_at_the_counter};
use kernel::{Lang, PersonId};
use office::access::Purpose;
use office::appointments::BookTime;
use office::cases::CaseCommand;
use office::channels::{Channels, Reach};
use office::mail::{Notice, Relay, Says, Sending, Undelivered, Unsent};
use office::register::FactValue;
use office::register::protection::Grant;
use std::sync::{Arc, Mutex};

const ADDRESS: &str = "ilze@example.lv";

#[derive(Default)]
struct Played {
    taken: Vec<Notice>,
    tries: usize,
    answers: Option<Undelivered>,
}

/// A relay that a test plays.
#[derive(Clone, Default)]
struct Mailbox(Arc<Mutex<Played>>);

impl Relay for Mailbox {
    fn send<'a>(&'a self, notice: &'a Notice) -> Sending<'a> {
        Box::pin(async move {
            let mut played = self.0.lock().unwrap();
            played.tries += 1;
            if let Some(answer) = played.answers.clone() {
                return Err(answer);
            }
            played.taken.push(notice.clone());
            Ok(())
        })
    }
}

impl Mailbox {
    fn answers(&self, answer: Option<Undelivered>) {
        self.0.lock().unwrap().answers = answer;
    }

    fn taken(&self) -> Vec<Notice> {
        std::mem::take(&mut self.0.lock().unwrap().taken)
    }

    fn tries(&self) -> usize {
        self.0.lock().unwrap().tries
    }
}

fn connected(house: &House) -> Mailbox {
    let mailbox = Mailbox::default();
    house.office.connect_mail(Arc::new(mailbox.clone()));
    mailbox
}

fn me() -> PersonId {
    PersonId::from_u64(1)
}

async fn choose(house: &House, messages: Reach) {
    let wanted = Channels { questions: Reach::Portal, messages, delivery: "portal".to_owned() };
    house.office.choose_channels(&client(1), &Purpose::Own, me(), wanted).await.unwrap();
}

/// Somebody with this contact in the register.
async fn enter(house: &House, contact: &str) {
    let mut who = citizen(1, "Ilze", "Piemēra", "1992-07-01");
    who.more.push(passport(11, "XX0000001", "2026-12-31"));
    who.more.push(FactValue::Contact { channel: "email".to_owned(), contact: contact.to_owned() });
    house.enter(who).await;
}

async fn apply(house: &House) -> Case<'_> {
    let id = house.office.apply(&client(1), &house.application(1)).await.unwrap();
    Case { house, id }
}

/// Does what is due at this moment.
async fn work_at(house: &House, time: &str) {
    house.clock.set(time);
    while house.office.run_due_jobs().await.unwrap() > 0 {}
}

/// What the history says of notices: kind and, after a colon, why.
async fn told(case: &Case<'_>, who: &office::Actor) -> Vec<String> {
    let view = case.see(who).await;
    let lines = view.history.iter().filter(|line| line.kind.starts_with("mail-"));
    lines.map(|line| format!("{}:{}", line.kind, line.note())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_chose_e_mail_hears_once_of_what_is_new_and_nothing_of_what_it_is() {
    for house in houses("mail").await {
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        choose(&house, Reach::EMail).await;
        let case = apply(&house).await;
        let version = case.see(&client(1)).await.case.version;
        work_at(&house, "2026-11-24T08:00:01Z").await;
        assert!(mailbox.taken().is_empty(), "what is written with it is waited for");
        work_at(&house, "2026-11-24T08:01:00Z").await;
        let taken = mailbox.taken();
        let [notice] = taken.as_slice() else { panic!("{} notices", taken.len()) };
        assert_eq!((notice.to.as_str(), notice.lang, notice.says), (ADDRESS, Lang::EN, Says::New));
        let said = format!("{} {:?}", notice.id, notice.says);
        for secret in ["Ilze", "39990000001", "passport", &case.id.to_string()] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
        // Both see that it was sent, nobody sees where; and no case moved under anybody's hands.
        for who in [client(1), officer("case")] {
            assert_eq!(told(&case, &who).await, ["mail-sent:"]);
            let view = case.see(&who).await;
            assert_eq!(view.case.version, version);
            assert!(!format!("{:?}", view.history).contains(ADDRESS));
        }
        work_at(&house, "2026-11-24T09:00:00Z").await;
        assert!(mailbox.taken().is_empty(), "the same letters are told of once");

        // Something is asked, by a day.
        served_at_the_counter(&case).await;
        work_at(&house, "2026-11-24T09:05:00Z").await;
        work_at(&house, "2026-11-24T09:06:00Z").await;
        mailbox.taken();
        let (fact, value) = ("document.previous".to_owned(), law::FactValue::Code("lost".to_owned()));
        case.give(&officer("case"), CaseCommand::Declare { fact, value }).await.unwrap();
        let (evidence, until) = (vec!["loss-explanation".to_owned()], day("2026-12-01"));
        let ask = CaseCommand::RequestEvidence { evidence, words: String::new(), until };
        case.give(&officer("case"), ask).await.unwrap();
        work_at(&house, "2026-11-24T09:10:00Z").await;
        work_at(&house, "2026-11-24T09:11:00Z").await;
        let taken = mailbox.taken();
        assert_eq!(taken.iter().map(|notice| notice.says).collect::<Vec<_>>(), [Says::Asked { until }]);
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_gets_any() {
    for house in houses("mail_none").await {
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        let case = apply(&house).await;
        work_at(&house, "2026-11-24T08:01:00Z").await;
        work_at(&house, "2026-11-24T08:02:00Z").await;
        choose(&house, Reach::Portal).await;
        served_at_the_counter(&case).await;
        work_at(&house, "2026-11-24T08:03:00Z").await;
        work_at(&house, "2026-11-24T08:04:00Z").await;
        assert_eq!((mailbox.tries(), told(&case, &officer("case")).await.len()), (0, 0));
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_down_loses_nothing_and_holds_nobody_up() {
    for house in houses("mail_down").await {
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        choose(&house, Reach::EMail).await;
        let case = apply(&house).await;
        work_at(&house, "2026-11-24T08:00:01Z").await;
        mailbox.answers(Some(Undelivered::Gone("connection refused".to_owned())));
        work_at(&house, "2026-11-24T08:01:00Z").await;
        assert_eq!(mailbox.tries(), 1, "once it does not answer, the next notice does not wait for it");
        assert!(house.office.store().job_counts().await.unwrap().failing > 0, "the operator sees it");
        assert_eq!(house.office.mail_figures().unwrap().failed, 1);
        assert!(told(&case, &client(1)).await.is_empty());
        // The process ended while it was down: what the letter left to do is there for the next one.
        let again = crate::house::open(&house.url, &house.clock, house.office.law()).await;
        let next = Mailbox::default();
        again.connect_mail(Arc::new(next.clone()));
        house.clock.set("2026-11-24T08:05:00Z");
        while again.run_due_jobs().await.unwrap() > 0 {}
        assert_eq!(next.taken().len(), 1);
        work_at(&house, "2026-11-24T08:10:00Z").await;
        assert!(mailbox.taken().is_empty(), "two nodes tell of it once");
        assert_eq!(told(&case, &client(1)).await, ["mail-sent:"]);
        again.store().close().await;
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_before_the_officer_with_the_reason() {
    for house in houses("mail_lost").await {
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        choose(&house, Reach::EMail).await;
        let case = apply(&house).await;
        work_at(&house, "2026-11-24T08:00:01Z").await;
        mailbox.answers(Some(Undelivered::Never("the relay answered 550".to_owned())));
        work_at(&house, "2026-11-24T08:01:00Z").await;
        assert_eq!(mailbox.tries(), 1, "there is no such mailbox: nothing is tried again");
        assert_eq!(told(&case, &officer("case")).await, ["mail-not-sent:refused"]);
        assert_eq!(told(&case, &client(1)).await, ["mail-not-sent:"]);
        assert_eq!(house.office.mail_figures().unwrap().given_up, 1);
        // The person sees it where they chose, with the address; an officer is told beside the case.
        let (_, own) = house.office.channels_and_contacts(&client(1), &Purpose::Own, me()).await.unwrap();
        assert_eq!((own.mail.as_deref(), own.returned), (Some(ADDRESS), Some(Unsent::Refused)));

        served_at_the_counter(&case).await;
        work_at(&house, "2026-11-24T08:02:00Z").await;
        mailbox.answers(Some(Undelivered::Later("the relay answered 451".to_owned())));
        let mut at: kernel::Timestamp = "2026-11-24T08:03:00Z".parse().unwrap();
        for _ in 0..45 {
            work_at(&house, &at.to_string()).await;
            at = at.plus_seconds(3601);
        }
        let last = told(&case, &officer("case")).await;
        assert_eq!(last.last().map(String::as_str), Some("mail-not-sent:given-up"), "{last:?}");
        proved(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_gets_no_mail_however_it_came_into_the_register() {
    let forged = ["ilze@example.lv\r\nBcc: other@example.lv", "ilze@example.lv, other@example.lv", "ilze"];
    for (nth, contact) in forged.into_iter().enumerate() {
        for house in houses(&format!("mail_forged_{nth}")).await {
            let mailbox = connected(&house);
            enter(&house, contact).await;
            choose(&house, Reach::EMail).await;
            let case = apply(&house).await;
            work_at(&house, "2026-11-24T08:00:01Z").await;
            work_at(&house, "2026-11-24T08:01:00Z").await;
            assert_eq!(mailbox.tries(), 0);
            assert_eq!(told(&case, &officer("case")).await, ["mail-not-sent:no-address"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_person_is_written_to_on_their_own_word_since_then_alone() {
    for house in houses("mail_protected").await {
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        choose(&house, Reach::EMail).await;
        let purpose: Purpose = "basis:fprl:5".parse().unwrap();
        let grant = Grant {
            class: "witness".to_owned(),
            from: None,
            basis: crate::house::basis(),
            reason: "A threat was assessed".to_owned(),
        };
        house.office.protect(&officer("custodian"), &purpose, me(), grant).await.unwrap();
        let case = apply(&house).await;
        work_at(&house, "2026-11-24T08:00:01Z").await;
        work_at(&house, "2026-11-24T08:01:00Z").await;
        assert_eq!(mailbox.tries(), 0);
        assert_eq!(told(&case, &client(1)).await, ["mail-not-sent:"]);
        // The same choice, said again by the person, is news now.
        choose(&house, Reach::EMail).await;
        case.give(&client(1), CaseCommand::Withdraw { words: "I found the old one.".to_owned() })
            .await
            .unwrap();
        let again = apply(&house).await;
        work_at(&house, "2026-11-24T08:02:00Z").await;
        work_at(&house, "2026-11-24T08:03:00Z").await;
        assert!(!mailbox.taken().is_empty());
        assert_eq!(told(&again, &client(1)).await, ["mail-sent:"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_called_to_mind_the_day_before_it() {
    for house in houses("mail_visit").await {
        house.clock.set("2026-11-24T07:00:00Z");
        let mailbox = connected(&house);
        enter(&house, ADDRESS).await;
        choose(&house, Reach::EMail).await;
        let book = async || {
            let wanted = BookTime {
                office: OFFICE.to_owned(),
                service: SERVICE.to_owned(),
                day: day("2026-11-25"),
                minute: "09:00".parse().unwrap(),
                name: "Ilze Piemēra".to_owned(),
                phone: "+371 20000000".to_owned(),
                email: String::new(),
                lang: Lang::LV,
                another: true,
            };
            house.office.book(&client(1), wanted).await.unwrap().view.id
        };
        let (kept, cancelled) = (book().await, book().await);
        house.office.cancel(&client(1), cancelled, None).await.unwrap();
        work_at(&house, "2026-11-24T07:59:00Z").await;
        assert_eq!(mailbox.tries(), 0);
        // Ten o'clock in Riga.
        work_at(&house, "2026-11-24T08:00:00Z").await;
        let taken = mailbox.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!((taken[0].lang, taken[0].says), (Lang::LV, Says::Visit { on: day("2026-11-25") }));
        work_at(&house, "2026-11-24T12:00:00Z").await;
        assert!(mailbox.taken().is_empty());
        let seen = house.office.appointment(&client(1), kept, None).await.unwrap();
        assert_eq!(
            seen.reminder.map(|reminder| (reminder.on, reminder.unsent)),
            Some((day("2026-11-24"), None::<Unsent>))
        );
        let none = house.office.appointment(&client(1), cancelled, None).await.unwrap();
        assert_eq!(none.reminder, None);
        proved(&house).await;
    }
}

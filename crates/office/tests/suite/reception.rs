//! The queue of an office: numbers given once, an order that the office file states, and a ticket that no two counters
//! ever call.

use crate::house::{House, OFFICE, SERVICE, client, day, houses, houses_with, officer, staff};
use kernel::{Day, Lang, Minute};
use office::appointments::{AppointmentView, BookTime, TicketState, VisitState};
use office::{Actor, OfficeError, Officer};
use std::collections::BTreeSet;

const TODAY: &str = "2026-11-24";

fn today() -> Day {
    day(TODAY)
}

fn code_of(error: &OfficeError) -> &'static str {
    match error {
        OfficeError::Invalid(list) => list[0].problem.code,
        OfficeError::Conflict(problem) | OfficeError::NotNow(problem) => problem.code,
        OfficeError::NotFound => "not-found",
        OfficeError::Denied(_) => "denied",
        other => panic!("{other:?}"),
    }
}

/// Local time is two hours ahead of UTC in November.
fn set(house: &House, minute: u16) {
    house.clock.set(&format!("{TODAY}T{:02}:{:02}:00Z", minute / 60 - 2, minute % 60));
}

async fn walk_in(house: &House, goes_first: bool) -> String {
    house.office.take_ticket(&officer("counter"), OFFICE, "documents", goes_first).await.unwrap().shown()
}

async fn booked(house: &House, who: Actor, minute: Minute) -> AppointmentView {
    let wanted = BookTime {
        office: OFFICE.to_owned(),
        service: SERVICE.to_owned(),
        day: today(),
        minute,
        name: "Ilze Piemēra".to_owned(),
        phone: "+371 20000000".to_owned(),
        email: String::new(),
        lang: Lang::LV,
        another: false,
    };
    house.office.book(&who, wanted).await.unwrap().view
}

async fn waiting(house: &House) -> Vec<String> {
    let queue = house.office.queue(&officer("counter"), OFFICE, today()).await.unwrap();
    queue.waiting.iter().map(office::appointments::Ticket::shown).collect()
}

/// The first time that can still be booked today.
async fn first_time(house: &House) -> Minute {
    house.office.free_days(OFFICE, SERVICE, today(), today()).await.unwrap()[0].times[0].minute
}

#[tokio::test]
async fn who_booked_comes_within_the_own_time_then_who_goes_first_then_who_came_first() {
    for house in houses("queue_order").await {
        let at = first_time(&house).await;
        let (one, late) = (booked(&house, client(1), at).await, booked(&house, client(2), at).await);
        set(&house, at.minutes() - 15);
        assert_eq!(walk_in(&house, false).await, "001");
        set(&house, at.minutes() - 14);
        assert_eq!(walk_in(&house, true).await, "002");
        set(&house, at.minutes() - 12);
        house.office.check_in(&officer("counter"), one.id).await.unwrap();
        // Too early for the own time: by arrival, as anybody.
        assert_eq!(waiting(&house).await, ["002", "001", "003"]);
        set(&house, at.minutes() - 10);
        assert_eq!(waiting(&house).await, ["003", "002", "001"]);
        // Who comes later than the file allows has lost the turn, and not the visit.
        set(&house, at.minutes() + 16);
        house.office.check_in(&officer("counter"), late.id).await.unwrap();
        assert_eq!(waiting(&house).await, ["003", "002", "001", "004"]);
        // Called in that order.
        let mut called = Vec::new();
        for _ in 0..4 {
            let ticket = house.office.call_next(&officer("counter"), OFFICE, 1).await.unwrap();
            called.push(ticket.shown());
            house.office.end_ticket(&officer("counter"), ticket.id, true).await.unwrap();
        }
        assert_eq!(called, ["003", "002", "001", "004"]);
        let empty = house.office.call_next(&officer("counter"), OFFICE, 1).await.unwrap_err();
        assert_eq!(code_of(&empty), "queue-empty");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_that_call_at_once_never_call_one_ticket_twice() {
    for house in houses("queue_race").await {
        let counters = house.office.law().office(OFFICE).unwrap().counters;
        assert!(counters > 2, "{counters}");
        // Fewer wait than counters call: nobody is called twice, and the others are told that nobody waits.
        let tickets = usize::from(counters) - 1;
        // Numbers are raced for too.
        let taking = (0..tickets).map(|_| {
            let office = house.office.clone();
            tokio::spawn(async move {
                office.take_ticket(&officer("counter"), OFFICE, "residence", false).await.unwrap().number
            })
        });
        let mut numbers = BTreeSet::new();
        for taken in taking.collect::<Vec<_>>() {
            assert!(numbers.insert(taken.await.unwrap()), "a number was given twice");
        }
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), (1..).take(tickets).collect::<Vec<u16>>());
        let racers = (1..=counters).map(|counter| {
            let office = house.office.clone();
            tokio::spawn(async move { office.call_next(&officer("counter"), OFFICE, counter).await })
        });
        let (mut called, mut told) = (BTreeSet::new(), 0);
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                Ok(ticket) => assert!(called.insert(ticket.number), "{} was called twice", ticket.shown()),
                Err(error) => {
                    assert_eq!(code_of(&error), "queue-empty");
                    told += 1;
                }
            }
        }
        assert_eq!((called.len(), told), (tickets, 1), "{}", house.url);
        // One counter that calls several times at once has one ticket.
        let free = {
            let queue = house.office.queue(&officer("counter"), OFFICE, today()).await.unwrap();
            (1..=counters).find(|one| queue.called.iter().all(|ticket| ticket.counter != Some(*one))).unwrap()
        };
        for _ in 0..5 {
            walk_in(&house, false).await;
        }
        let racers = (0..5).map(|_| {
            let office = house.office.clone();
            tokio::spawn(async move { office.call_next(&officer("counter"), OFFICE, free).await })
        });
        let mut got = 0;
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                Ok(_) => got += 1,
                Err(error) => assert_eq!(code_of(&error), "counter-busy"),
            }
        }
        assert_eq!(got, 1);
        assert_eq!(house.office.store().verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_visit_and_its_ticket_end_together_whichever_way() {
    for house in houses("queue_visit").await {
        let at = first_time(&house).await;
        let counter = officer("counter");
        let visits = [booked(&house, client(1), at).await, booked(&house, Actor::Anonymous, at).await];
        let office = &house.office;
        for visit in &visits {
            office.check_in(&counter, visit.id).await.unwrap();
        }
        // From the queue: gone, which is no visit; the visitor can be checked in once more, under a new number.
        let ticket = office.call_next(&counter, OFFICE, 2).await.unwrap();
        let gone = ticket.visit.unwrap();
        office.end_ticket(&counter, ticket.id, false).await.unwrap();
        assert_eq!(office.appointment(&counter, gone, None).await.unwrap().state, VisitState::Missed);
        let again = office.end_ticket(&counter, ticket.id, true).await.unwrap_err();
        assert_eq!(code_of(&again), "ticket-state");
        assert_eq!(office.check_in(&counter, gone).await.unwrap().state, VisitState::CheckedIn);
        assert_eq!(waiting(&house).await, ["002", "003"]);
        // From the queue: served.
        let ticket = office.call_next(&counter, OFFICE, 2).await.unwrap();
        let unserved = office.queue(&counter, OFFICE, today()).await.unwrap().waiting[0].id;
        let early = office.end_ticket(&counter, unserved, true).await.unwrap_err();
        assert_eq!(code_of(&early), "ticket-state", "served is who was called");
        office.end_ticket(&counter, ticket.id, true).await.unwrap();
        let visit = office.appointment(&counter, ticket.visit.unwrap(), None).await.unwrap();
        assert_eq!(visit.state, VisitState::Done);
        // From the visit: its ticket is over, and the counter free.
        let ticket = office.call_next(&counter, OFFICE, 2).await.unwrap();
        office.finish_visit(&counter, ticket.visit.unwrap()).await.unwrap();
        let queue = office.queue(&counter, OFFICE, today()).await.unwrap();
        assert!(queue.called.is_empty() && queue.waiting.is_empty(), "{queue:?}");
        assert_eq!((queue.figures.taken, queue.figures.served, queue.figures.left), (3, 2, 1));
        walk_in(&house, false).await;
        assert_eq!(office.call_next(&counter, OFFICE, 2).await.unwrap().state, TicketState::Called);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn the_figures_of_the_day_are_those_of_the_waits() {
    for house in houses("queue_figures").await {
        let counter = officer("counter");
        // Twenty wait 1, 2, … 20 minutes: all came within one minute of 12:00.
        set(&house, 12 * 60);
        for _ in 0..20 {
            walk_in(&house, false).await;
        }
        let figures = house.office.queue(&counter, OFFICE, today()).await.unwrap().figures;
        assert_eq!((figures.waited_half, figures.waited_most), (None, None), "nobody was called yet");
        for minutes in 1..=20 {
            set(&house, 12 * 60 + minutes);
            let ticket = house.office.call_next(&counter, OFFICE, 1).await.unwrap();
            house.office.end_ticket(&counter, ticket.id, minutes % 4 != 0).await.unwrap();
        }
        let figures = house.office.queue(&counter, OFFICE, today()).await.unwrap().figures;
        assert_eq!((figures.waited_half, figures.waited_most), (Some(10), Some(19)));
        assert_eq!((figures.taken, figures.served, figures.left), (20, 15, 5));
        // Numbers begin anew with the day.
        house.clock.set("2026-11-25T08:00:00Z");
        assert_eq!(walk_in(&house, false).await, "001");
    }
}

#[tokio::test]
async fn only_the_counters_of_the_office_work_its_queue_and_a_ticket_says_nothing_about_anybody() {
    let mut list = staff();
    let far = Officer { id: "far".parse().unwrap(), office: "liepaja".to_owned(), ..list[0].clone() };
    list.push(far.clone());
    for house in houses_with("queue_rights", &law::LawBook::bundled().unwrap(), &list).await {
        let office = &house.office;
        for who in
            [Actor::Anonymous, client(1), officer("auditor"), officer("case"), Actor::Officer(far.clone())]
        {
            let taken = office.take_ticket(&who, OFFICE, "documents", false).await;
            assert_eq!(code_of(&taken.unwrap_err()), "denied", "{who}");
            let called = office.call_next(&who, OFFICE, 1).await;
            assert_eq!(code_of(&called.unwrap_err()), "denied", "{who}");
        }
        for who in [Actor::Anonymous, client(1), officer("auditor"), officer("accountant")] {
            assert_eq!(code_of(&office.queue(&who, OFFICE, today()).await.unwrap_err()), "denied", "{who}");
        }
        let counter = officer("counter");
        let wrong = |task: &'static str| office.take_ticket(&counter, OFFICE, task, false);
        assert_eq!(code_of(&wrong("tea").await.unwrap_err()), "unknown-task");
        let most = office.law().office(OFFICE).unwrap().counters;
        for counter_number in [0, most + 1] {
            let called = office.call_next(&counter, OFFICE, counter_number).await.unwrap_err();
            assert_eq!(code_of(&called), "unknown-counter");
        }
        // The visit's name is in the visit; nothing of it is in the ticket.
        let at = first_time(&house).await;
        let visit = booked(&house, client(1), at).await;
        office.check_in(&counter, visit.id).await.unwrap();
        let ticket = office.call_next(&counter, OFFICE, 1).await.unwrap();
        let told = format!("{ticket:?} {:?}", office.board(OFFICE).await.unwrap());
        assert!(!told.contains("Ilze") && !told.contains("+371"), "{told}");
        assert_eq!(office.board(OFFICE).await.unwrap().called, [(ticket.number, 1)]);
        for nowhere in ["mars", "riga-1"] {
            assert_eq!(code_of(&office.board(nowhere).await.unwrap_err()), "not-found");
        }
        // At night nobody is given a ticket.
        set(&house, 20 * 60);
        let closed = office.take_ticket(&counter, OFFICE, "documents", false).await.unwrap_err();
        assert_eq!(code_of(&closed), "office-closed");
    }
}

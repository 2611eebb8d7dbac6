//! Booking: exactly as many visits as seats, closed days that say why, cancelling that frees the seat.

use crate::house::{OFFICE, SERVICE, client, day, houses, officer};
use kernel::Lang;
use office::appointments::{BookTime, ClosedWhy, VisitState};
use office::{Actor, OfficeError};
use std::collections::BTreeSet;

fn wanted(day_text: &str, time: &str) -> BookTime {
    BookTime {
        office: OFFICE.to_owned(),
        service: SERVICE.to_owned(),
        day: day(day_text),
        minute: time.parse().unwrap(),
        name: "Ilze Piemēra".to_owned(),
        phone: "+371 20000000".to_owned(),
        email: String::new(),
        lang: Lang::LV,
        another: false,
    }
}

fn code_of(error: &OfficeError) -> (&'static str, &'static str) {
    match error {
        OfficeError::Invalid(list) => (list[0].field, list[0].problem.code),
        OfficeError::Conflict(problem) => ("conflict", problem.code),
        OfficeError::NotNow(problem) => ("not-now", problem.code),
        OfficeError::NotFound => ("", "not-found"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_race_for_the_seats_of_one_time_and_each_is_taken_once() {
    for house in houses("race").await {
        let free =
            house.office.free_days(OFFICE, SERVICE, day("2026-11-25"), day("2026-11-25")).await.unwrap();
        let seats = usize::from(free[0].times[0].seats);
        assert!(seats > 1, "the office has {seats} counters");
        let racers = (0..200).map(|i| {
            let office = house.office.clone();
            tokio::spawn(async move {
                let actor = if i % 2 == 0 { Actor::Anonymous } else { client(i) };
                office.book(&actor, wanted("2026-11-25", "09:00")).await
            })
        });
        let mut lanes = BTreeSet::new();
        let mut told = 0;
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                Ok(booked) => assert!(lanes.insert(booked.view.lane), "a lane was given twice"),
                Err(error) => {
                    assert_eq!(code_of(&error), ("conflict", "seat-taken"));
                    told += 1;
                }
            }
        }
        assert_eq!((lanes.len(), told), (seats, 200 - seats), "{}", house.url);
        assert_eq!(house.office.store().verify().await.unwrap().faults, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_closed_office_says_why() {
    for house in houses("closed").await {
        let days = |office: &'static str, from: &'static str, to: &'static str| {
            let house = &house;
            async move { house.office.free_days(office, SERVICE, day(from), day(to)).await.unwrap() }
        };
        // 28 and 29 November 2026 are a weekend; 24, 25 and 26 December are public holidays in Latvia.
        let week = days(OFFICE, "2026-11-27", "2026-11-30").await;
        assert_eq!(week[0].closed, None);
        assert_eq!(week[1].closed, Some(ClosedWhy::Weekend));
        assert_eq!(week[2].closed, Some(ClosedWhy::Weekend));
        assert_eq!(week[3].closed, None);
        let christmas = days(OFFICE, "2026-12-24", "2026-12-26").await;
        assert!(christmas.iter().all(|d| matches!(d.closed, Some(ClosedWhy::Holiday(_)))), "{christmas:?}");
        assert_eq!(days("riga-1", "2026-11-25", "2026-11-25").await[0].closed, Some(ClosedWhy::HoursUnknown));
        assert_eq!(days(OFFICE, "2026-11-23", "2026-11-23").await[0].closed, Some(ClosedWhy::Past));
        assert_eq!(days(OFFICE, "2027-03-01", "2027-03-01").await[0].closed, Some(ClosedWhy::TooFar));

        // The office closes at 16:00 on Fridays and at 16:30 on other days (About page).
        let last = |day: &office::appointments::FreeDay| day.times.last().unwrap().minute.minutes();
        let minutes = house.office.law().procedure(SERVICE, day("2026-11-24")).unwrap().slot_minutes();
        assert!(last(&week[0]) + minutes <= 16 * 60);
        assert!(last(&week[3]) + minutes <= 16 * 60 + 30 && last(&week[3]) + 2 * minutes > 16 * 60 + 30);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_booking_is_named_field_by_field() {
    for house in houses("wrong").await {
        let book = |change: fn(&mut BookTime)| {
            let mut time = wanted("2026-11-25", "09:00");
            change(&mut time);
            let office = house.office.clone();
            async move { code_of(&office.book(&Actor::Anonymous, time).await.unwrap_err()) }
        };
        assert_eq!(book(|t| t.office = "mars".to_owned()).await, ("office", "unknown-office"));
        assert_eq!(book(|t| t.service = "tea".to_owned()).await, ("service", "unknown-service"));
        assert_eq!(book(|t| t.office = "riga-1".to_owned()).await, ("office", "hours-unknown"));
        assert_eq!(book(|t| t.day = day("2026-11-28")).await, ("day", "office-closed"));
        assert_eq!(book(|t| t.day = day("2026-11-23")).await, ("day", "past"));
        assert_eq!(book(|t| t.day = day("2027-11-23")).await, ("day", "too-far"));
        assert_eq!(book(|t| t.minute = "07:00".parse().unwrap()).await, ("minute", "office-closed"));
        assert_eq!(book(|t| t.minute = "09:01".parse().unwrap()).await, ("minute", "not-a-time"));
        assert_eq!(book(|t| t.name = " ".to_owned()).await, ("name", "name-needed"));
        assert_eq!(book(|t| t.name = "R2-D2".to_owned()).await, ("name", "wrong-name"));
        assert_eq!(book(|t| t.phone = String::new()).await, ("phone", "contact-needed"));
        assert_eq!(book(|t| t.phone = "12".to_owned()).await, ("phone", "wrong-phone"));
        assert_eq!(book(|t| t.email = "a@b".to_owned()).await, ("email", "wrong-email"));
        let span = house.office.free_days(OFFICE, SERVICE, day("2026-11-25"), day("2027-11-25")).await;
        assert_eq!(code_of(&span.unwrap_err()), ("to", "range"));
    }
}

#[tokio::test]
async fn a_cancelled_seat_is_free_again_and_only_its_owner_cancels() {
    for house in houses("cancel").await {
        let office = &house.office;
        let booked = office.book(&Actor::Anonymous, wanted("2026-11-25", "09:00")).await.unwrap();
        let seats = |days: Vec<office::appointments::FreeDay>| days[0].times[0].seats;
        let free = || office.free_days(OFFICE, SERVICE, day("2026-11-25"), day("2026-11-25"));
        let before = seats(free().await.unwrap());
        for (actor, code) in
            [(Actor::Anonymous, None), (Actor::Anonymous, Some("AAAAAAAA")), (client(5), None)]
        {
            let error = office.cancel(&actor, booked.id, code).await.unwrap_err();
            assert_eq!(code_of(&error), ("", "not-found"));
        }
        let code = booked.code.to_lowercase();
        let cancelled = office.cancel(&Actor::Anonymous, booked.id, Some(&code)).await.unwrap();
        assert_eq!(cancelled.state, VisitState::Cancelled);
        assert_eq!(seats(free().await.unwrap()), before + 1);
        let again = office.cancel(&Actor::Anonymous, booked.id, Some(&code)).await.unwrap_err();
        assert_eq!(code_of(&again), ("not-now", "already-cancelled"));
        let rebuilt = office.store().rebuild().await.unwrap();
        assert_eq!(rebuilt.differing(), Vec::<&str>::new());
        assert_eq!(seats(free().await.unwrap()), before + 1);
    }
}

#[tokio::test]
async fn a_visitor_is_checked_in_on_the_day_and_served_after_that() {
    for house in houses("visit").await {
        let office = &house.office;
        let counter = officer("counter");
        let booked = office.book(&client(1), wanted("2026-11-25", "09:00")).await.unwrap();
        let early = office.check_in(&counter, booked.id).await.unwrap_err();
        assert_eq!(code_of(&early), ("not-now", "not-the-day"));
        house.clock.set("2026-11-25T06:55:00Z");
        assert!(matches!(office.check_in(&client(1), booked.id).await, Err(OfficeError::Denied(_))));
        assert!(matches!(office.check_in(&officer("auditor"), booked.id).await, Err(OfficeError::Denied(_))));
        let queue = office.day_queue(&counter, OFFICE, day("2026-11-25")).await.unwrap();
        assert_eq!((queue.len(), queue[0].name.as_str()), (1, "Ilze Piemēra"));
        let here = office.check_in(&counter, booked.id).await.unwrap();
        assert_eq!(
            (here.state, here.arrived_at.unwrap().to_string().as_str()),
            (VisitState::CheckedIn, "2026-11-25T06:55:00Z")
        );
        assert_eq!(
            code_of(&office.check_in(&counter, booked.id).await.unwrap_err()),
            ("not-now", "visit-state")
        );
        assert_eq!(
            code_of(&office.cancel(&client(1), booked.id, None).await.unwrap_err()),
            ("not-now", "visit-state")
        );
        assert_eq!(office.finish_visit(&counter, booked.id).await.unwrap().state, VisitState::Done);
        let mine = office.my_appointments(&client(1)).await.unwrap();
        assert_eq!((mine.len(), mine[0].state), (1, VisitState::Done));
        // The client sees that the counter looked.
        let seen = office.access_log(&client(1), None).await.unwrap();
        assert!(seen.iter().any(|entry| entry.actor_name.as_deref() == Some("Dace Lodziņa")), "{seen:?}");
    }
}

/// DOMAIN-RULES and PROCEDURES: times are local, so the change to winter time moves no visit.
#[tokio::test]
async fn nobody_books_a_time_that_has_begun() {
    for house in houses("begun").await {
        house.clock.set("2026-11-24T09:00:00Z");
        let today =
            house.office.free_days(OFFICE, SERVICE, day("2026-11-24"), day("2026-11-24")).await.unwrap();
        assert!(today[0].times.iter().all(|time| time.minute.to_string().as_str() > "11:00"));
        let error = house.office.book(&Actor::Anonymous, wanted("2026-11-24", "09:00")).await.unwrap_err();
        assert_eq!(code_of(&error), ("minute", "past"));
    }
}

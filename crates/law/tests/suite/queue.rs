//! The order of the queue: what the real file says of it, and what is wrong with one.

use crate::library::{OFFICES, bundled, edited, load, told};
use law::{QueueRule, Turn, Waits};

fn at(time: &str) -> kernel::Minute {
    time.parse().unwrap()
}

fn waits(booked: Option<&str>, arrived: &str, priority: bool) -> Waits {
    Waits { booked: booked.map(at), arrived: at(arrived), priority }
}

#[test]
fn the_order_of_the_office_is_marked_as_unverified_and_is_that_of_the_file() {
    let book = bundled();
    let rule = book.queue();
    assert!(!rule.verified && rule.priority.iter().all(|group| !group.verified));
    let Turn::Booked { early, late } = rule.turns[0] else { panic!("{:?}", rule.turns) };
    assert_eq!(rule.turns[1..], [Turn::Priority, Turn::Arrival]);
    let place = |waits: Waits, now: &str| rule.place(&waits, at(now));
    let booked = waits(Some("10:00"), "09:30", false);
    // The boundaries of the time that was booked, to the minute.
    let before = 10 * 60 - early;
    let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    assert_eq!(place(booked, &text(before)), (0, 600));
    assert_eq!(place(booked, &text(before - 1)), (2, 570), "too early: by arrival");
    let after = 10 * 60 + late;
    assert_eq!(place(waits(Some("10:00"), &text(after), false), "11:00"), (0, 600));
    assert_eq!(place(waits(Some("10:00"), &text(after + 1), false), "11:00"), (2, after + 1));
    assert_eq!(place(waits(None, "10:05", true), "11:00"), (1, 605));
    assert_eq!(place(waits(None, "09:00", false), "11:00"), (2, 540));
}

#[test]
fn where_a_file_says_nothing_whoever_came_first_is_first() {
    let book = load(&edited(OFFICES, "week \"usual\"", "week \"usual\"")).unwrap();
    assert_eq!(*book.queue(), QueueRule::default());
    let place = |waits: Waits| book.queue().place(&waits, at("11:00"));
    assert!(place(waits(None, "09:00", false)) < place(waits(Some("10:00"), "09:55", true)));
}

#[test]
fn an_order_in_which_somebody_has_no_turn_is_refused() {
    let with = |queue: &str, message: &str, line: &str, hint: &str| {
        let from = "week \"usual\" {";
        told(OFFICES, from, &format!("{queue}\n{from}"), message, line, hint);
    };
    let group = "priority \"child\" lv=\"x\" en=\"x\"";
    with(
        "queue { turn \"priority\"; PRIO }".replace("PRIO", group).as_str(),
        "not everybody has a turn",
        "queue",
        "arrival",
    );
    with("queue { turn \"arrival\"; turn \"arrival\" }", "stands here twice", "queue", "once");
    with("queue { turn \"rank\"; turn \"arrival\" }", "there is no turn `rank`", "rank", "arrival");
    with("queue { turn \"booked\" early=10; turn \"arrival\" }", "needs `late`", "booked", "late");
    with("queue { turn \"priority\"; turn \"arrival\" }", "stand together", "queue", "priority");
    let twice = "queue { turn \"arrival\" }\nqueue { turn \"arrival\" }";
    with(twice, "the order of the queue stands here twice", "queue", "keep one");
}

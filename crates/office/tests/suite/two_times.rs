//! The two times through the office: the histories of the naive model written by its commands, on each engine, and
//! read back as of days and as known at positions, before and after a rebuild.

#[path = "../two_times/acts.rs"]
mod acts;
#[path = "../two_times/model.rs"]
mod model;

use crate::house::{House, houses, officer};
use crate::persons::purpose;
use acts::{First, History, histories};
use kernel::{Day, PersonId};
use model::{Command, Model, Target, Told, shown};
use office::OfficeError;
use office::register::merge::Whose;
use office::register::{
    Basis, CivilAct, Deed, Doubt, FactChange, FactCorrection, Finding, KnownAt, NewPerson, Pair,
    ReviewOutcome, When,
};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

fn basis() -> Basis {
    Basis::parse("decision;17;2009-03-02;Registry of Imagined Acts;UTO").unwrap()
}

/// Two persons of an office, and the model that hears what the office hears.
struct Pen<'a> {
    house: &'a House,
    persons: [PersonId; 2],
    reviews: Vec<i64>,
    model: Model,
}

impl Pen<'_> {
    async fn enter(&mut self, whose: usize, first: &First) {
        let former = first.former.iter().map(|(said, from, to)| (said.value(), *from, (*to).into()));
        let person = NewPerson {
            id: self.persons[whose],
            facts: first.facts.iter().map(|(said, from)| (said.value(), *from)).collect(),
            former: former.collect(),
            basis: basis(),
            source: String::new(),
        };
        self.house.office.enter_persons(vec![person]).await.remove(0).unwrap();
        self.model.enter(self.house.office.position().await.unwrap(), whose, first);
    }

    /// The standing entry that says it; `None` when more than one does.
    async fn seq(&self, whose: usize, target: &Target) -> Option<i64> {
        let (office, person) = (&self.house.office, self.persons[whose]);
        let timeline = office.timeline(&officer("case"), &purpose(), person).await.unwrap();
        let mut said = timeline.iter().filter(|known| {
            known.known_to.is_none()
                && known.fact.value == target.said.value()
                && known.fact.from == target.from
        });
        let seq = said.next().expect("what was said stands").fact.seq;
        said.next().is_none().then_some(seq)
    }

    async fn version(&self, whose: usize) -> u32 {
        let (office, person) = (&self.house.office, self.persons[whose]);
        office.person(&officer("case"), &purpose(), person, &When::default()).await.unwrap().version
    }

    async fn tell(&mut self, whose: usize, command: &Command) -> Told {
        let (office, id) = (&self.house.office, self.persons[whose]);
        let (clerk, approver, purpose) = (officer("case"), officer("approver"), purpose());
        let pair = |reason: &str| {
            let [keep, other] = self.persons;
            Pair { keep, other, basis: basis(), reason: reason.to_owned(), seen: None }
        };
        let done = match command.clone() {
            Command::Change { on, said } => {
                let change = FactChange { on, values: vec![said.value()], basis: basis() };
                office.change_facts(&clerk, &purpose, id, None, change).await.map(drop)
            }
            Command::Lift { on } => {
                let act = CivilAct::BanLifted { person: id, ban: "travel".to_owned() };
                let deed = Deed { act, on, body: "court".to_owned(), basis: basis(), distinct: Vec::new() };
                office.record_act(&clerk, &purpose, deed).await.map(drop)
            }
            Command::Correct { wrong, right, from } => {
                let Some(wrong) = self.seq(whose, &wrong).await else { return Told::Unclear };
                let (right, reason) = (right.map(acts::Said::value), "misread".to_owned());
                let correction = FactCorrection { wrong, right, from, basis: basis(), reason };
                office.correct_fact(&clerk, &purpose, id, None, correction).await.map(drop)
            }
            Command::Doubt { what, on } => {
                let Some(what) = self.seq(whose, &what).await else { return Told::Unclear };
                let reason = "a letter came back".to_owned();
                let doubt = Doubt { facts: vec![what], on, basis: basis(), reason };
                let done = office.open_review(&clerk, &purpose, id, doubt).await;
                if done.is_ok() {
                    // A review is numbered like a fact: by the version of the stream.
                    let version = self.version(whose).await;
                    self.reviews.push(i64::from(version) * 1000);
                }
                done.map(drop)
            }
            Command::Settle { doubt, on } => {
                let review = self.reviews[doubt];
                let found = Finding { review, on, outcome: ReviewOutcome::Confirmed, basis: basis() };
                office.close_review(&clerk, &purpose, id, found).await.map(drop)
            }
            Command::Merge { takes } => {
                let mut wins = BTreeSet::new();
                for target in &takes {
                    let Some(seq) = self.seq(1, target).await else { return Told::Unclear };
                    wins.insert(seq);
                }
                office.merge_records(&approver, &purpose, &pair("the same passport"), &wins).await.map(drop)
            }
            Command::Split { kept, restored } => {
                let mut whose = std::collections::BTreeMap::new();
                for (targets, decided) in [(&kept, Whose::Kept), (&restored, Whose::Restored)] {
                    for target in targets {
                        let Some(seq) = self.seq(0, target).await else { return Told::Unclear };
                        whose.insert(seq, decided);
                    }
                }
                office.split_records(&approver, &purpose, &pair("two sisters"), &whose).await.map(drop)
            }
        };
        match done {
            Ok(()) => Told::Taken(office.position().await.unwrap()),
            Err(why @ (OfficeError::Invalid(_) | OfficeError::NotNow(_))) => Told::Refused(why.to_string()),
            Err(other) => panic!("{command:?}: {other}"),
        }
    }

    async fn live(&mut self, history: &History) {
        for (whose, first) in history.first.iter().enumerate() {
            self.enter(whose, first).await;
        }
        for (whose, act) in &history.acts {
            if let Some(command) = self.model.command(*whose, act) {
                // Doubts go along into the record that stays, or back to the one that is restored.
                let entries = match command {
                    Command::Merge { .. } => self.version(0).await,
                    Command::Split { .. } => self.version(1).await,
                    _ => 0,
                };
                let told = self.tell(*whose, &command).await;
                let taken = matches!(told, Told::Taken(_));
                self.model.heard(*whose, &command, told);
                if taken && entries > 0 {
                    let lent = self.model.lent(self.reviews.len(), entries);
                    self.reviews.extend(lent);
                }
            }
        }
    }

    /// Asks as of some days, as known at each position at which something came to be known.
    async fn agree(&self, seed: usize) {
        let days = self.model.days();
        for (step, known_at) in self.model.positions().into_iter().enumerate() {
            let state = self.model.state(known_at);
            for (whose, id) in self.persons.iter().enumerate() {
                let on = days[(seed + step * 31 + whose * 17) % days.len()];
                let found = self.ask(*id, on, known_at).await;
                let given_up = state.given_up() && whose == 1;
                assert_eq!(
                    found,
                    state.entered(whose).then(|| (state.on(whose, on), given_up)),
                    "{id} on {on} as known at {known_at}, after\n{}",
                    self.model.told.join("\n")
                );
            }
        }
    }

    async fn ask(&self, id: PersonId, on: Day, known_at: i64) -> Option<(Vec<String>, bool)> {
        let when = When { as_of: Some(on), known_at: Some(KnownAt::Position(known_at)) };
        match self.house.office.person(&officer("case"), &purpose(), id, &when).await {
            Ok(record) => Some((shown(&record.view), record.view.merged_into == Some(self.persons[0]))),
            Err(OfficeError::NotFound) => None,
            Err(other) => panic!("{other}"),
        }
    }
}

/// So many histories on each engine.
async fn live(name: &str, count: usize) {
    for house in houses(name).await {
        // After every day that the histories speak of: what has not happened is not entered.
        house.clock.set("2099-01-01T08:00:00Z");
        let mut chance = TestRunner::deterministic();
        let mut pens = Vec::new();
        for n in 0..count {
            let history = histories().new_tree(&mut chance).unwrap().current();
            let persons = [1, 2].map(|n_th| PersonId::from_u64(2 * n as u64 + n_th));
            let mut pen = Pen { house: &house, persons, reviews: Vec::new(), model: Model::default() };
            pen.live(&history).await;
            pen.agree(n).await;
            pens.push(pen);
        }
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        for (n, pen) in pens.iter().enumerate() {
            pen.agree(n + 7).await;
        }
    }
}

#[tokio::test]
async fn an_office_says_what_it_was_told_of_every_day_as_known_at_every_moment() {
    live("two_times", 100).await;
}

#[tokio::test]
#[ignore = "slow: 3,000 histories on each engine, for ./test --full"]
async fn an_office_says_what_it_was_told_in_3_000_histories() {
    live("two_times_many", 3_000).await;
}

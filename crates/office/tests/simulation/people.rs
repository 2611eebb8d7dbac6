//! Who comes to the simulated office and works there, and what they are told.

use crate::commands::{grant, identify, noted_evidence};
use crate::house::{OFFICE, SERVICE, application, basis, client, officer};
use kernel::{AppointmentId, CaseId, Chance as _, Day, Lang, PersonId, SeededChance};
use office::access::Purpose;
use office::appointments::{BookTime, VisitState};
use office::cases::event::PaymentMethod;
use office::cases::stated::Channel;
use office::cases::{Arrival, CaseCommand};
use office::register::{FactChange, FactValue, ResidenceKind, When};
use office::{Actor, Office, OfficeError};
use std::collections::BTreeMap;
use std::sync::Mutex;

pub const PERSONS: u64 = 4;

/// For what an officer reads.
pub fn purpose() -> Purpose {
    "basis:mk134".parse().unwrap()
}

/// What somebody who acted was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is done.
    Done,
    /// It is not, and nothing of it is.
    Refused,
    /// Nobody knows.
    Unknown,
}

/// An act that leaves these words in the log, once, if it was done.
#[derive(Debug)]
pub struct Deed {
    pub words: String,
    pub what: String,
    pub told: Told,
}

/// A case, whose it is, and which of its steps comes next.
#[derive(Debug, Clone, Copy)]
pub struct Matter {
    pub case: CaseId,
    pub person: u64,
    pub next: u64,
}

#[derive(Debug, Default)]
pub struct Diary {
    pub deeds: Vec<Deed>,
    /// What was booked, with the code.
    pub booked: Vec<(AppointmentId, String)>,
    /// What was cancelled for sure.
    pub cancelled: Vec<AppointmentId>,
    pub cases: Vec<Matter>,
    /// By actor: how many readings were answered.
    pub answered: BTreeMap<String, usize>,
    pub acts: BTreeMap<&'static str, usize>,
    numbers: u32,
}

impl Diary {
    fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }
}

/// One who acts, with chance of their own.
pub struct Somebody<'a> {
    pub office: &'a Office,
    pub diary: &'a Mutex<Diary>,
    pub chance: SeededChance,
    pub today: Day,
}

impl Somebody<'_> {
    fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let at = usize::try_from(self.chance.below(list.len() as u64)).unwrap();
        list.get(at).cloned()
    }

    fn words(&self, of: &str) -> String {
        format!("{of} {:06}", self.diary.lock().unwrap().number())
    }

    /// Writes down what was told of a deed with these words.
    fn told<T>(&self, name: &'static str, words: String, result: &Result<T, OfficeError>) {
        let told = match result {
            Ok(_) => Told::Done,
            Err(OfficeError::Unknown) => Told::Unknown,
            Err(OfficeError::Fault(why)) => panic!("{name} `{words}`: a fault of the office: {why}"),
            Err(_) => Told::Refused,
        };
        let what = match result {
            Ok(_) => name.to_owned(),
            Err(error) => format!("{name}: {error}"),
        };
        let mut diary = self.diary.lock().unwrap();
        *diary.acts.entry(if told == Told::Done { name } else { "not done" }).or_default() += 1;
        diary.deeds.push(Deed { words, what, told });
    }

    pub async fn act(&mut self) {
        match self.chance.below(10) {
            0 | 1 => self.book().await,
            2 => self.cancel().await,
            3 => self.move_house().await,
            4 => self.read().await,
            5 => self.apply().await,
            _ => self.work().await,
        }
    }

    async fn book(&mut self) {
        let phone = format!("+371 2{:07}", self.diary.lock().unwrap().number());
        let actor = if self.chance.below(2) == 0 { Actor::Anonymous } else { client(1) };
        let time = self.pick(&["09:00", "09:20"]).unwrap();
        let wanted = BookTime {
            office: OFFICE.to_owned(),
            service: SERVICE.to_owned(),
            day: self.today.plus_days(1).unwrap(),
            minute: time.parse().unwrap(),
            name: "Ilze Piemēra".to_owned(),
            phone: phone.clone(),
            email: String::new(),
            lang: Lang::LV,
            another: true,
        };
        let booked = self.office.book(&actor, wanted).await;
        self.told("book", phone, &booked);
        if let Ok(booked) = booked {
            self.diary.lock().unwrap().booked.push((booked.id, booked.code));
        }
    }

    async fn cancel(&mut self) {
        let booked = self.diary.lock().unwrap().booked.clone();
        let Some((id, code)) = self.pick(&booked) else { return };
        if self.office.cancel(&Actor::Anonymous, id, Some(&code)).await.is_ok() {
            self.diary.lock().unwrap().cancelled.push(id);
        }
    }

    async fn move_house(&mut self) {
        let words = self.words("Simulētā iela");
        let person = PersonId::from_u64(1 + self.chance.below(PERSONS));
        let change = FactChange {
            on: self.today.into(),
            values: vec![FactValue::Residence {
                residence: ResidenceKind::Declared,
                municipality: "LV0001000".to_owned(),
                address: words.clone(),
            }],
            basis: basis(),
        };
        let actor = officer("case");
        let expected = match self.chance.below(2) {
            0 => None,
            _ => {
                self.office.person(&actor, &purpose(), person, &When::default()).await.ok().map(|p| p.version)
            }
        };
        let moved = self.office.change_facts(&actor, &purpose(), person, expected, change).await;
        self.told("move house", words, &moved);
    }

    async fn read(&mut self) {
        let actor = officer(self.pick(&["case", "counter"]).unwrap());
        let person = PersonId::from_u64(1 + self.chance.below(PERSONS));
        if self.office.person(&actor, &purpose(), person, &When::default()).await.is_ok() {
            *self.diary.lock().unwrap().answered.entry(actor.to_string()).or_default() += 1;
        }
    }

    async fn apply(&mut self) {
        let person = 1 + self.chance.below(2);
        if let Ok(case) = self.office.apply(&client(person), &application(PersonId::from_u64(person))).await {
            let mut diary = self.diary.lock().unwrap();
            diary.cases.push(Matter { case, person, next: 0 });
            *diary.acts.entry("apply").or_default() += 1;
        }
    }

    /// A step of a case: mostly the next one, sometimes one whose time is not now.
    async fn work(&mut self) {
        let cases = self.diary.lock().unwrap().cases.clone();
        let Some(Matter { case, person, next }) = self.pick(&cases) else { return };
        let words = self.words("simulated");
        let examiner = officer(self.pick(&["case", "both"]).unwrap());
        let step = if self.chance.below(4) > 0 { next } else { self.chance.below(9) };
        let (name, actor, command) = match step {
            0 => {
                let command = identify(&format!("XX{person:07}"));
                ("identify", officer("counter"), command)
            }
            1 => ("evidence", officer("counter"), noted_evidence("photo", &words)),
            2 => ("evidence", officer("counter"), noted_evidence("fingerprints", &words)),
            3 => {
                let command = CaseCommand::TakeFee { method: PaymentMethod::Card, reference: words.clone() };
                ("fee", officer("counter"), command)
            }
            4 => {
                let Ok(seen) = self.office.case(&examiner, case).await else { return };
                ("propose", examiner, grant(seen.seen_at))
            }
            5 => ("approve", officer(self.pick(&["approver", "both"]).unwrap()), CaseCommand::Approve {}),
            6 => ("receive", client(person), CaseCommand::Receive {}),
            7 => {
                let arrival = Arrival { channel: Channel::Phone, on: None, from: String::new() };
                ("note", officer("case"), CaseCommand::NoteMessage { words: words.clone(), arrival })
            }
            _ => ("withdraw", client(person), CaseCommand::Withdraw { words: words.clone() }),
        };
        let version = match self.chance.below(3) {
            0 => self.office.case(&actor, case).await.ok().map(|view| view.case.version),
            _ => None,
        };
        let done = self.office.command(&actor, case, version, &command).await;
        if done.is_ok() && step == next {
            let mut diary = self.diary.lock().unwrap();
            let own = |matter: &&mut Matter| matter.case == case && matter.next == next;
            diary.cases.iter_mut().filter(own).for_each(|matter| matter.next += 1);
        }
        // Not every step has words of its own.
        if matches!(name, "evidence" | "fee" | "note" | "withdraw") {
            self.told(name, words, &done);
        } else if let Err(OfficeError::Fault(why)) = done {
            panic!("{name}: a fault of the office: {why}");
        } else if done.is_ok() {
            *self.diary.lock().unwrap().acts.entry(name).or_default() += 1;
        }
    }
}

/// Every acknowledged booking is there, in the state in which it was left.
pub async fn bookings_stand(office: &Office, diary: &Diary) {
    for (id, code) in &diary.booked {
        let visit = office.appointment(&Actor::Anonymous, *id, Some(code)).await.unwrap();
        let cancelled = diary.cancelled.contains(id);
        assert!(!cancelled || visit.state == VisitState::Cancelled, "{id} came back: {:?}", visit.state);
    }
}

//! A synthetic country of names, made person by person from the number alone, and questions about its persons.

use crate::dice::{Dice, Ranked};
use crate::names::{
    ENDINGS, FEMALE, MALE, ROOTS, SLAVIC_ENDINGS, SLAVIC_FEMALE, SLAVIC_MALE, SLAVIC_ROOTS, STREETS, TOWNS,
    WESTERN,
};
use kernel::{Day, PartialDate, PersonId};
use search::{Form, NameForm, Record};
use std::collections::HashMap;

/// A name as a man bears it, as a woman does, and as a foreign passport writes it.
#[derive(Debug, Clone)]
struct Name {
    male: String,
    female: String,
    foreign: Option<String>,
}

/// The kinds of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Exact,
    NoDiacritics,
    Typo,
    Swapped,
    PartOfDate,
    Prefix,
    DoubleSurname,
    FormerSurname,
    OtherEnding,
    ForeignSpelling,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Exact,
        Self::NoDiacritics,
        Self::Typo,
        Self::Swapped,
        Self::PartOfDate,
        Self::Prefix,
        Self::DoubleSurname,
        Self::FormerSurname,
        Self::OtherEnding,
        Self::ForeignSpelling,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::NoDiacritics => "no diacritics",
            Self::Typo => "typo",
            Self::Swapped => "swapped order",
            Self::PartOfDate => "part of a date",
            Self::Prefix => "prefix",
            Self::DoubleSurname => "double surname",
            Self::FormerSurname => "former surname",
            Self::OtherEnding => "other-gender ending",
            Self::ForeignSpelling => "foreign spelling",
        }
    }
}

/// A question with the person who is meant.
#[derive(Debug, Clone)]
pub struct Question {
    pub kind: Kind,
    pub words: String,
    pub date: Option<PartialDate>,
    /// Words and date in one line, where they are asked so.
    pub line: Option<String>,
    pub person: PersonId,
}

/// A person before they are a record.
#[derive(Debug, Clone)]
struct Person {
    female: bool,
    given: Name,
    surname: Name,
    double: Option<Name>,
    former: Option<Name>,
    birth: PartialDate,
}

/// The country.
pub struct Country {
    seed: u64,
    given: [[Ranked<Name>; 2]; 2],
    surnames: [Ranked<Name>; 3],
}

fn plain(list: &str) -> Vec<Name> {
    list.split(' ')
        .map(|word| match word.split_once('=') {
            Some((own, foreign)) => {
                Name { male: own.into(), female: own.into(), foreign: Some(foreign.into()) }
            }
            None => Name { male: word.into(), female: word.into(), foreign: None },
        })
        .collect()
}

fn shuffled<T>(mut list: Vec<T>, seed: u64) -> Vec<T> {
    let mut dice = Dice::new(seed);
    for at in (1..list.len()).rev() {
        list.swap(at, dice.below(at + 1));
    }
    list
}

impl Country {
    pub fn new(seed: u64) -> Self {
        let mut baltic = Vec::new();
        for root in ROOTS.split(' ') {
            for ending in ENDINGS.split(' ') {
                let (male, female) = ending.split_once('/').expect("a pair");
                baltic.push(Name {
                    male: format!("{root}{male}"),
                    female: format!("{root}{female}"),
                    foreign: None,
                });
            }
        }
        let mut rare = Vec::new();
        for first in ROOTS.split(' ') {
            for second in ROOTS.split(' ').filter(|second| *second != first) {
                let second = second.to_lowercase();
                for (male, female) in [("s", "a"), ("iņš", "iņa"), ("ietis", "iete")] {
                    rare.push(Name {
                        male: format!("{first}{second}{male}"),
                        female: format!("{first}{second}{female}"),
                        foreign: None,
                    });
                }
            }
        }
        let mut baltic = shuffled(baltic, seed);
        baltic.extend(shuffled(rare, seed + 1));
        let mut slavic = Vec::new();
        for root in SLAVIC_ROOTS.split(' ') {
            let (own, foreign) = root.split_once('=').expect("a pair");
            for ending in SLAVIC_ENDINGS.split(' ') {
                let (pair, foreign_ending) = ending.split_once('=').expect("a pair");
                let (male, female) = pair.split_once('/').expect("a pair");
                slavic.push(Name {
                    male: format!("{own}{male}"),
                    female: format!("{own}{female}"),
                    foreign: Some(format!("{foreign}{foreign_ending}")),
                });
            }
        }
        let western = WESTERN
            .split(' ')
            .map(|name| {
                let (pair, foreign) = name.split_once('=').expect("a pair");
                let (male, female) = pair.split_once('/').expect("a pair");
                Name { male: male.into(), female: female.into(), foreign: Some(foreign.into()) }
            })
            .collect();
        let rank = |list: &str| Ranked::new(plain(list), 3.0);
        Self {
            seed,
            given: [[rank(MALE), rank(FEMALE)], [rank(SLAVIC_MALE), rank(SLAVIC_FEMALE)]],
            surnames: [
                Ranked::new(baltic, 20.0),
                Ranked::new(shuffled(slavic, seed + 2), 20.0),
                Ranked::new(western, 3.0),
            ],
        }
    }

    fn dice(&self, number: usize) -> Dice {
        let mut dice = Dice::new(self.seed ^ (number as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        dice.roll();
        dice
    }

    fn person(&self, number: usize) -> Person {
        let mut dice = self.dice(number);
        let female = dice.below(2) == 1;
        let origin = match dice.below(100) {
            0..60 => 0,
            60..95 => 1,
            _ => 2,
        };
        let given = self.given[usize::from(origin == 1)][usize::from(female)].draw(&mut dice).clone();
        let surname = self.surnames[origin].draw(&mut dice).clone();
        let double = (dice.below(100) < 3).then(|| self.surnames[origin].draw(&mut dice).clone());
        let former = (dice.below(100) < if female { 30 } else { 3 })
            .then(|| self.surnames[origin].draw(&mut dice).clone());
        let day = Day::new(1925 + dice.below(100) as i16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8)
            .expect("a day");
        let birth = match dice.below(1000) {
            0..5 => PartialDate::year(day.year()).expect("a year"),
            5..10 => PartialDate::year_month(day.year(), day.month()).expect("a month"),
            _ => PartialDate::Day(day),
        };
        Person { female, given, surname, double, former, birth }
    }

    /// The person with this number, as the index is told.
    pub fn record(&self, number: usize) -> Record {
        let person = self.person(number);
        let mut dice = self.dice(number);
        let (a, b) = (dice.roll(), dice.roll());
        let mut record = Record::new(id(number));
        let name = |surname: String, form| NameForm { given: person.own(&person.given), surname, form };
        record.names.push(name(person.surname_text(), Form::Current));
        if let Some(former) = &person.former {
            record.names.push(name(person.own(former), Form::Birth));
        }
        record.birth = person.birth;
        record.codes.push(format!("32{:09}", number));
        record.documents.push(format!("XX{:07}", number));
        let pick = |list: &'static str, by: u64| {
            let words: Vec<&str> = list.split(' ').collect();
            words[(by % words.len() as u64) as usize]
        };
        record.addresses.push(format!(
            "{} iela {}-{}, {}, LV-{}",
            pick(STREETS, a >> 3),
            1 + (a >> 20) % 150,
            1 + (b >> 5) % 60,
            pick(TOWNS, b >> 30),
            1000 + (b >> 40) % 4000
        ));
        record
    }

    /// Questions of every kind about persons who can be told from others by what is asked.
    pub fn questions(&self, persons: usize, each: usize) -> Vec<Question> {
        // How many have one name and one month of birth: who shares them with ten others cannot be meant by them.
        let mut alike: HashMap<u64, u8> = HashMap::with_capacity(persons);
        let key = |person: &Person| {
            let month = match person.birth {
                PartialDate::Day(day) => format!("{}-{}", day.year(), day.month()),
                other => other.to_string(),
            };
            let text = format!("{}|{}|{month}", person.own(&person.given), person.surname_text());
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        for number in 0..persons {
            let count = alike.entry(key(&self.person(number))).or_default();
            *count = count.saturating_add(1);
        }
        let mut dice = Dice::new(self.seed + 77);
        let mut questions = Vec::new();
        for kind in Kind::ALL {
            let mut made = 0;
            while made < each {
                let number = dice.below(persons);
                let person = self.person(number);
                if alike.get(&key(&person)).is_some_and(|count| *count > 10) {
                    continue;
                }
                if let Some((words, date, line)) = person.ask(kind, &mut dice) {
                    questions.push(Question { kind, words, date, line, person: id(number) });
                    made += 1;
                }
            }
        }
        questions
    }
}

/// Numbers are spread, as ids drawn at random are.
fn id(number: usize) -> PersonId {
    PersonId::from_u64((number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

impl Person {
    fn own(&self, name: &Name) -> String {
        if self.female { name.female.clone() } else { name.male.clone() }
    }

    fn surname_text(&self) -> String {
        match &self.double {
            Some(second) => format!("{}-{}", self.own(&self.surname), self.own(second)),
            None => self.own(&self.surname),
        }
    }

    /// What an officer types who means this person; nothing when the kind does not fit the person.
    fn ask(&self, kind: Kind, dice: &mut Dice) -> Option<(String, Option<PartialDate>, Option<String>)> {
        let PartialDate::Day(day) = self.birth else { return None };
        let (given, surname) = (self.own(&self.given), self.surname_text());
        let whole = Some(self.birth);
        let month = PartialDate::year_month(day.year(), day.month()).ok();
        // Half of the questions know the day, half the month.
        let birth = if dice.below(2) == 0 { whole } else { month };
        let text = match kind {
            Kind::Exact => format!("{given} {surname}"),
            Kind::NoDiacritics => {
                let text = bare(&format!("{given} {surname}"));
                if text == format!("{given} {surname}") {
                    return None;
                }
                text
            }
            Kind::Typo => {
                let (given, surname) = if dice.below(3) == 0 && given.chars().count() > 4 {
                    (mistyped(&given, dice), surname)
                } else {
                    (given, mistyped(&surname, dice))
                };
                bare(&format!("{given} {surname}"))
            }
            Kind::Swapped => format!("{surname} {given}"),
            Kind::PartOfDate => {
                let words = format!("{given} {surname}");
                let (date, known) = match dice.below(3) {
                    0 => (format!("{:02}.{}", day.month(), day.year()), month),
                    1 => (format!("{}-{:02}", day.year(), day.month()), month),
                    _ => (format!("{}.{}.{}", day.day(), day.month(), day.year()), whole),
                };
                let line = format!("{words} {date}");
                return Some((words, known, Some(line)));
            }
            Kind::Prefix => {
                let head = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
                let letters = 4 + dice.below(2);
                return Some((format!("{} {}", head(&surname, letters), head(&given, 3)), whole, None));
            }
            Kind::DoubleSurname => {
                let second = self.own(self.double.as_ref()?);
                let first = self.own(&self.surname);
                match dice.below(3) {
                    0 => format!("{given} {second}-{first}"),
                    1 => format!("{given} {second}"),
                    _ => format!("{given} {first}"),
                }
            }
            Kind::FormerSurname => format!("{given} {}", self.own(self.former.as_ref()?)),
            Kind::OtherEnding => {
                let other = if self.female { &self.surname.male } else { &self.surname.female };
                if self.double.is_some() || *other == surname {
                    return None;
                }
                format!("{given} {other}")
            }
            Kind::ForeignSpelling => {
                let foreign = self.surname.foreign.as_ref()?;
                if self.double.is_some() || bare(foreign) == bare(&surname) {
                    return None;
                }
                format!("{} {foreign}", self.given.foreign.as_ref().unwrap_or(&given))
            }
        };
        Some((text, birth, None))
    }
}

/// Without marks on letters, as a keyboard without them writes.
pub fn bare(text: &str) -> String {
    const MARKS: &str = "āa čc ēe ģg īi ķk ļl ņn šs ūu žz ĀA ČC ĒE ĢG ĪI ĶK ĻL ŅN ŠS ŪU ŽZ śs ńn łl üu öo";
    text.chars()
        .map(|c| {
            let found = MARKS.split(' ').find(|pair| pair.starts_with(c));
            found.and_then(|pair| pair.chars().nth(1)).unwrap_or(c)
        })
        .collect()
}

/// One letter more, one less, another, or two exchanged.
fn mistyped(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = dice.below(letters.len());
    let letter = char::from(b'a' + dice.below(26) as u8);
    match dice.below(4) {
        0 => letters.insert(at, letter),
        1 => {
            letters.remove(at);
        }
        2 => letters[at] = letter,
        _ => letters.swap(at, (at + 1) % text.chars().count()),
    }
    letters.into_iter().collect()
}

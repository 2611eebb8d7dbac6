//! Invented persons in households, and the slips with which a second hand writes them down: lost marks, typing
//! errors, other endings, swapped names, moved lines, wrong digits, values left out.

use kernel::{Chance as _, SeededChance, Text};
use linkage::{Bound, Field, Kind, Linkage, Record, Records, Schema};
use std::collections::HashSet;

const GIVEN: &[&str] = &[
    "Aija",
    "Andris",
    "Anete",
    "Artūrs",
    "Baiba",
    "Dace",
    "Edgars",
    "Elīna",
    "Gunārs",
    "Ilze",
    "Inese",
    "Ivars",
    "Jānis",
    "Kārlis",
    "Kristīne",
    "Laima",
    "Līga",
    "Mārtiņš",
    "Māris",
    "Modris",
    "Olga",
    "Pēteris",
    "Raimonds",
    "Sandra",
    "Sergejs",
    "Tatjana",
    "Uldis",
    "Valdis",
    "Viktors",
    "Zane",
    "Žanis",
    "Anna Marija",
];
const SURNAMES: &[&str] = &[
    "Bērziņš",
    "Kalniņš",
    "Ozoliņš",
    "Jansons",
    "Ozols",
    "Liepiņš",
    "Krūmiņš",
    "Balodis",
    "Eglītis",
    "Zariņš",
    "Pētersons",
    "Vītols",
    "Kļaviņš",
    "Kārkliņš",
    "Vanags",
    "Ivanovs",
    "Petrovs",
    "Šmits",
    "Kowalska",
    "Āboliņš",
    "Dreimanis",
    "Grīnbergs",
    "Hartmanis",
    "Jurševskis",
    "Lūsis",
    "Mūrnieks",
    "Niedra",
    "Purvs",
    "Rubenis",
    "Siliņš",
];
const STREETS: &[&str] = &[
    "Brīvības iela",
    "Lāčplēša iela",
    "Meža prospekts",
    "Skolas iela",
    "Dzirnavu iela",
    "Ķieģeļu iela",
    "Jūras iela",
];
const PLACES: &[&str] = &["Rīga", "Liepāja", "Jelgava", "Cēsis", "Kuldīga", "Rēzekne", "Ķegums", "Valmiera"];

#[derive(Clone, Debug)]
struct Person {
    given: String,
    surname: String,
    born: (u32, u32, u32),
    street: String,
    number: String,
    place: String,
    postcode: String,
}

/// A population of which some persons were written down twice.
pub struct Persons {
    all: Vec<Person>,
    twice: usize,
    seed: u64,
}

struct Dice(SeededChance);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(bound).unwrap())).unwrap()
    }
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
    /// Once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

impl Persons {
    /// `count` persons, the first `twice` of whom are in both files.
    pub fn new(seed: u64, count: usize, twice: usize) -> Self {
        let mut dice = Dice(SeededChance::new(seed));
        let mut all: Vec<Person> = Vec::new();
        while all.len() < count {
            let mut person = Person {
                given: String::new(),
                surname: dice.one(SURNAMES).to_owned(),
                born: (0, 0, 0),
                street: dice.one(STREETS).to_owned(),
                number: (1 + dice.below(150)).to_string(),
                place: dice.one(PLACES).to_owned(),
                postcode: format!("LV-{}", 1000 + dice.below(4700)),
            };
            // A household of one to four.
            for _ in 0..=dice.below(4) {
                // No two of a household are called the same.
                person.given = loop {
                    let given = dice.one(GIVEN);
                    let household = all.iter().rev().take_while(|other| other.postcode == person.postcode);
                    if !household.map(|other| &other.given).any(|other| other == given) {
                        break given.to_owned();
                    }
                };
                let part = |number: usize| u32::try_from(number).unwrap();
                person.born =
                    (part(1930 + dice.below(90)), part(1 + dice.below(12)), part(1 + dice.below(28)));
                all.push(person.clone());
            }
        }
        all.truncate(count);
        Self { all, twice, seed }
    }

    pub fn schema(&self) -> Schema {
        let field =
            |lv: &str, en: &str, kind, bound, group| Field { label: Text::new(lv, en), kind, bound, group };
        Schema::new(vec![
            field("vārds", "given names", Kind::GivenNames, Bound::Person, 0),
            field("uzvārds", "surname", Kind::Surname, Bound::Household, 0),
            field("dzimšanas datums", "birth date", Kind::Date, Bound::Person, 0),
            field("iela", "street", Kind::Text, Bound::Household, 1),
            field("mājas numurs", "house number", Kind::Number, Bound::Household, 0),
            field("vieta", "place", Kind::Text, Bound::Household, 1),
            field("pasta indekss", "postcode", Kind::Code, Bound::Household, 0),
        ])
        .unwrap()
    }

    /// Both files; in the second every person was written down again.
    pub fn two_files(&self) -> (Records, Records) {
        let mut dice = Dice(SeededChance::new(self.seed + 1000));
        let left = self.all.iter().enumerate().map(|(at, person)| record(format!("{at}-a"), person));
        // The second file has others besides, whom the first does not know.
        let strangers = Self::new(self.seed + 500, self.all.len() - self.twice, 0).all;
        let again = self.all.iter().take(self.twice).enumerate();
        let mut right: Vec<Record> =
            again.map(|(at, person)| record(format!("{at}-b"), &slips(person, &mut dice))).collect();
        right.extend(strangers.iter().enumerate().map(|(at, person)| record(format!("x{at}-b"), person)));
        (Records::new(left.collect()).unwrap(), Records::new(right).unwrap())
    }

    /// All in one file.
    pub fn one_file(&self) -> Records {
        let mut dice = Dice(SeededChance::new(self.seed + 1000));
        let mut all: Vec<Record> =
            self.all.iter().enumerate().map(|(at, person)| record(format!("{at}-a"), person)).collect();
        let again = self.all.iter().take(self.twice).enumerate();
        all.extend(again.map(|(at, person)| record(format!("{at}-b"), &slips(person, &mut dice))));
        Records::new(all).unwrap()
    }

    /// The ids of the pairs that were found.
    pub fn pairs(&self, linkage: &Linkage, left: &Records, right: &Records) -> HashSet<(String, String)> {
        linkage
            .pairs
            .iter()
            .map(|pair| (left.all()[pair.left].id.clone(), right.all()[pair.right].id.clone()))
            .collect()
    }
}

/// Precision and recall; `true_pairs` is how many there are to find.
pub fn figures(found: &HashSet<(String, String)>, true_pairs: usize) -> (f64, f64) {
    let number = |(a, b): &(String, String)| {
        let of = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
        of(a) == of(b)
    };
    let right = f64::from(u32::try_from(found.iter().filter(|pair| number(pair)).count()).unwrap());
    let of = |count: usize| f64::from(u32::try_from(count).unwrap());
    (right / of(found.len().max(1)), right / of(true_pairs))
}

fn record(id: String, person: &Person) -> Record {
    let (year, month, day) = person.born;
    let born = format!("{year:04}-{month:02}-{day:02}");
    let texts = [
        &person.given,
        &person.surname,
        &born,
        &person.street,
        &person.number,
        &person.place,
        &person.postcode,
    ];
    Record::new(
        id,
        texts.iter().map(|text| if text.is_empty() { vec![] } else { vec![(*text).clone()] }).collect(),
    )
}

/// One to three slips.
fn slips(person: &Person, dice: &mut Dice) -> Person {
    let mut person = person.clone();
    for _ in 0..=dice.below(3) {
        match dice.below(9) {
            0 => {
                person.given = linkage::standard::fold(&person.given);
                person.surname = linkage::standard::fold(&person.surname);
            }
            1 => person.surname = typo(&person.surname, dice),
            2 => person.given = typo(&person.given, dice),
            3 => person.surname = format!("{}a", person.surname.trim_end_matches(['s', 'š', 'a'])),
            4 => std::mem::swap(&mut person.given, &mut person.surname),
            5 if person.born.2 <= 12 => person.born = (person.born.0, person.born.2, person.born.1),
            5 | 6 => person.born.2 = 1 + (person.born.2 + 9) % 28,
            7 => std::mem::swap(&mut person.street, &mut person.place),
            _ => {
                person.street = typo(&person.street, dice);
                if dice.once_in(2) {
                    person.number.clear();
                } else {
                    person.postcode.clear();
                }
            }
        }
    }
    person
}

/// A letter left out, doubled, changed, or swapped with the next.
fn typo(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = 'e',
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

//! Names by rank, origin and sex.
//!
//! A ranked list holds the hundred commonest; ranks become weights by Zipf. The other surnames are
//! composed of roots and endings, so that a country does not consist of a hundred families.

use super::csv::Csv;
use super::{FiguresError, Sex, UnknownWord};
use crate::synthetic::dice::{Dice, Table, zipf};
use kernel::NamePart;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Where names come from: it keeps given names and surnames of one person together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::synthetic) enum Origin {
    Baltic,
    Slavic,
    Indian,
    Turkic,
    Western,
}

impl Origin {
    const ALL: [Self; 5] = [Self::Baltic, Self::Slavic, Self::Indian, Self::Turkic, Self::Western];
}

impl FromStr for Origin {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "baltic" => Ok(Self::Baltic),
            "slavic" => Ok(Self::Slavic),
            "indian" => Ok(Self::Indian),
            "turkic" => Ok(Self::Turkic),
            "western" => Ok(Self::Western),
            other => Err(UnknownWord(other.to_owned(), "baltic, slavic, indian, turkic, western")),
        }
    }
}

/// When a given name was in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fashion {
    Elder,
    Younger,
    Newborn,
}

/// Given names by whether they are a woman's, by origin and by when they were in use.
type GivenNames = BTreeMap<(bool, Origin, Fashion), Table<NamePart>>;

/// Last year of birth with the names of elders, and first with the list of the newborn.
const ELDERS_TO: i16 = 1975;
const NEWBORN_FROM: i16 = 2008;

/// A surname in its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::synthetic) struct Surname {
    male: NamePart,
    female: NamePart,
}

impl Surname {
    /// The form for a person of this sex.
    pub(in crate::synthetic) fn of(&self, sex: Sex) -> &NamePart {
        match sex {
            Sex::Female => &self.female,
            Sex::Male => &self.male,
        }
    }
}

/// The names of a country.
#[derive(Debug, Clone)]
pub(in crate::synthetic) struct Names {
    given: GivenNames,
    surnames: Vec<Surname>,
    ranked: BTreeMap<Origin, Table<usize>>,
    composed: BTreeMap<Origin, Table<usize>>,
    ranked_permille: u32,
    newborn_permille: u32,
    two_from: i16,
    two_permille: u32,
    two_earlier_permille: u32,
}

impl Names {
    pub(super) fn read(
        given: &[&Csv],
        ranked: &Csv,
        parts: &Csv,
        setting: &dyn Fn(&str) -> Result<u32, FiguresError>,
    ) -> Result<Self, FiguresError> {
        let exponent = setting("zipf_exponent_permille")?;
        let mut names = Self {
            given: read_given(given, exponent)?,
            surnames: Vec::new(),
            ranked: BTreeMap::new(),
            composed: BTreeMap::new(),
            ranked_permille: setting("ranked_surnames_permille")?,
            newborn_permille: setting("newborn_list_permille")?,
            two_from: i16::try_from(setting("two_given_names_from")?).unwrap_or(i16::MAX),
            two_permille: setting("two_given_names_permille")?,
            two_earlier_permille: setting("two_given_names_earlier_permille")?,
        };
        names.read_ranked(ranked, exponent)?;
        names.read_composed(parts)?;
        Ok(names)
    }

    fn add(&mut self, male: &str, female: &str) -> Result<usize, kernel::NameError> {
        self.surnames.push(Surname { male: male.parse()?, female: female.parse()? });
        Ok(self.surnames.len() - 1)
    }

    fn read_ranked(&mut self, file: &Csv, exponent: u32) -> Result<(), FiguresError> {
        let mut tables: BTreeMap<Origin, Vec<(usize, u64)>> = BTreeMap::new();
        for record in file.records() {
            let at = self.add(record.text("male")?, record.text("female")?).map_err(|e| record.wrong(e))?;
            tables
                .entry(record.parsed("origin")?)
                .or_default()
                .push((at, zipf(record.number("rank")?, exponent)));
        }
        self.ranked = tables.into_iter().map(|(origin, pairs)| (origin, Table::new(pairs))).collect();
        Ok(())
    }

    /// Every root with every ending of its origin; whole names stand for themselves.
    fn read_composed(&mut self, file: &Csv) -> Result<(), FiguresError> {
        let mut roots: BTreeMap<Origin, Vec<&str>> = BTreeMap::new();
        let mut made: Vec<(Origin, String, String)> = Vec::new();
        for record in file.records().filter(|r| r.text("part").is_ok_and(|part| part == "root")) {
            roots.entry(record.parsed("origin")?).or_default().push(record.text("male")?);
        }
        for record in file.records() {
            let (origin, male, female) =
                (record.parsed("origin")?, record.text("male")?, record.text("female")?);
            match record.text("part")? {
                "whole" => made.push((origin, male.to_owned(), female.to_owned())),
                "ending" => made.extend(
                    roots
                        .get(&origin)
                        .into_iter()
                        .flatten()
                        .map(|r| (origin, format!("{r}{male}"), format!("{r}{female}"))),
                ),
                "root" => {}
                other => return Err(record.wrong(UnknownWord(other.to_owned(), "root, ending, whole"))),
            }
        }
        let mut tables: BTreeMap<Origin, Vec<(usize, u64)>> = BTreeMap::new();
        for (origin, male, female) in made {
            let at = self.add(&male, &female).map_err(|error| FiguresError::Line {
                file: file.name().to_owned(),
                line: 0,
                message: format!("`{male}`: {error}"),
            })?;
            let pairs = tables.entry(origin).or_default();
            pairs.push((at, 1 + u64::try_from(pairs.len() % 7).unwrap_or(0)));
        }
        self.composed = tables.into_iter().map(|(origin, pairs)| (origin, Table::new(pairs))).collect();
        match Origin::ALL.iter().find(|origin| !self.composed.contains_key(origin)) {
            Some(missing) => Err(FiguresError::Empty(format!("{}: {missing:?}", file.name()))),
            None => Ok(()),
        }
    }

    /// A surname of this origin.
    pub(in crate::synthetic) fn surname(&self, origin: Origin, dice: &mut Dice) -> Option<&Surname> {
        let ranked = self.ranked.get(&origin).filter(|_| dice.permille(self.ranked_permille));
        let table = ranked.or_else(|| self.composed.get(&origin))?;
        table.pick(dice).and_then(|at| self.surnames.get(*at))
    }

    /// One given name, or two as often as people born in that year have two.
    pub(in crate::synthetic) fn given(
        &self,
        sex: Sex,
        origin: Origin,
        year: i16,
        dice: &mut Dice,
    ) -> Option<NamePart> {
        let first = self.one_given(sex, origin, year, dice)?;
        let two = if year >= self.two_from { self.two_permille } else { self.two_earlier_permille };
        if matches!(origin, Origin::Baltic | Origin::Slavic) && dice.permille(two) {
            let second = self.one_given(sex, origin, year, dice)?;
            if second != first {
                return format!("{first} {second}").parse().ok();
            }
        }
        Some(first.clone())
    }

    fn one_given(&self, sex: Sex, origin: Origin, year: i16, dice: &mut Dice) -> Option<&NamePart> {
        let newborn = year >= NEWBORN_FROM && dice.permille(self.newborn_permille);
        let fashion = match year {
            _ if newborn => Fashion::Newborn,
            ..=ELDERS_TO => Fashion::Elder,
            _ => Fashion::Younger,
        };
        let of = |fashion| self.given.get(&(sex == Sex::Female, origin, fashion));
        of(fashion).or_else(|| of(Fashion::Younger)).and_then(|table| table.pick(dice))
    }
}

fn read_given(files: &[&Csv], exponent: u32) -> Result<GivenNames, FiguresError> {
    let mut lists: BTreeMap<(bool, Origin, Fashion), Vec<(NamePart, u64)>> = BTreeMap::new();
    for record in files.iter().flat_map(|file| file.records()) {
        let name: NamePart = record.parsed("name")?;
        let female = record.parsed::<Sex>("sex")? == Sex::Female;
        let origins: Vec<Origin> = match record.text("origin")? {
            "any" => vec![Origin::Baltic, Origin::Slavic],
            _ => vec![record.parsed("origin")?],
        };
        // The list of names from abroad has neither ranks nor fashions.
        let (weight, fashions): (u64, &[Fashion]) = match (record.text("list"), record.text("born")) {
            (Ok("newborn"), _) => (u64::from(record.number("rank_or_count")?), &[Fashion::Newborn]),
            (Ok(_), Ok("to-1975")) => (zipf(record.number("rank_or_count")?, exponent), &[Fashion::Elder]),
            (Ok(_), _) => {
                (zipf(record.number("rank_or_count")?, exponent), &[Fashion::Elder, Fashion::Younger])
            }
            (Err(_), _) => (1, &[Fashion::Elder, Fashion::Younger]),
        };
        // A name of two lists stands in each with its share, so that its rank among all stays.
        let weight = (weight / u64::try_from(origins.len()).unwrap_or(1)).max(1);
        for origin in &origins {
            for fashion in fashions {
                lists.entry((female, *origin, *fashion)).or_default().push((name.clone(), weight));
            }
        }
    }
    for (female, origin) in [true, false].into_iter().flat_map(|f| Origin::ALL.map(|o| (f, o))) {
        if !lists.contains_key(&(female, origin, Fashion::Younger)) {
            return Err(FiguresError::Empty(format!("given names: {origin:?}, female: {female}")));
        }
    }
    Ok(lists.into_iter().map(|(key, pairs)| (key, Table::new(pairs))).collect())
}

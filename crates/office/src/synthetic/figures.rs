//! The figures of a synthetic country, read from `procedures/<country>/synthetic/*.csv`.
//!
//! The files are plain: a heading line, commas, no quotes. `README.md` beside them names the sources.

mod csv;
mod names;

pub(super) use names::{Names, Origin, Surname};

use super::Sex;
use super::dice::Table;
use csv::{Csv, Record};
use kernel::Day;
use std::collections::BTreeMap;

/// Why the figures cannot be used. Each names the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FiguresError {
    /// A file is not among those given.
    #[error("the file `{0}` is missing")]
    Missing(String),
    /// A line has no such column, or another number of values than the heading.
    #[error("{file}:{line}: {message}")]
    Line {
        /// File name.
        file: String,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A table that must not be empty is.
    #[error("`{0}` leaves nothing to choose from")]
    Empty(String),
}

/// What a person's group decides: which ages, which ethnicities, where they live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    Citizen,
    NonCitizen,
    Foreigner,
}

/// A kind of legal status with what hangs on it.
#[derive(Debug, Clone)]
pub(super) struct Status {
    pub(super) group: Group,
    pub(super) status: String,
    pub(super) citizenship: Option<String>,
    /// Of foreigners; the others have a table.
    pub(super) ethnicity: Option<(String, Origin)>,
    pub(super) passport: Option<String>,
    pub(super) card: Option<String>,
}

/// Years of age, both included, with the share of women.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) female_permille: u32,
}

/// One rule of validity: the last that fits by age and day of issue holds.
#[derive(Debug, Clone)]
pub(super) struct Validity {
    pub(super) kind: String,
    pub(super) age_from: i32,
    pub(super) issued_from: Day,
    pub(super) years: i32,
}

/// A municipality by code and name.
#[derive(Debug, Clone)]
pub(super) struct Town {
    pub(super) code: String,
    pub(super) name: String,
    /// Buildings have flats there.
    pub(super) city: bool,
}

/// The figures of one country, ready to draw from.
#[derive(Debug, Clone)]
pub struct Figures {
    pub(super) statuses: Table<usize>,
    pub(super) status: Vec<Status>,
    pub(super) ages: BTreeMap<Group, Table<Band>>,
    pub(super) ethnicities: BTreeMap<Group, Table<(String, Origin)>>,
    pub(super) towns: Vec<Town>,
    pub(super) town_of: BTreeMap<Group, Table<usize>>,
    pub(super) abroad: Table<String>,
    pub(super) names: Names,
    pub(super) streets: Vec<String>,
    pub(super) validity: Vec<Validity>,
    settings: BTreeMap<String, String>,
    personas: Csv,
    officers: Csv,
}

/// The files of `procedures/lv/synthetic/`, built into the program: name and text.
const BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/synthetic.rs"));

impl Figures {
    /// The figures built into the program.
    ///
    /// # Errors
    /// [`FiguresError`] when a file was broken at build time; a test reads them all.
    pub fn bundled() -> Result<Self, FiguresError> {
        Self::read(BUNDLED.iter().copied())
    }

    /// Reads the figures from files given as name (with or without folders before it) and text.
    ///
    /// # Errors
    /// [`FiguresError`] with file, line and what is wrong.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, FiguresError> {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (name, text) in files {
            let name = name.as_ref();
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            texts.insert(name.to_owned(), text.as_ref().to_owned());
        }
        let file = |name: &str| {
            texts
                .get(name)
                .ok_or_else(|| FiguresError::Missing(name.to_owned()))
                .and_then(|text| Csv::read(name, text))
        };
        let settings: BTreeMap<String, String> = file("settings.csv")?
            .records()
            .map(|record| Ok((record.text("name")?.to_owned(), record.text("value")?.to_owned())))
            .collect::<Result<_, FiguresError>>()?;
        let (statuses, status) = read_statuses(&file("statuses.csv")?)?;
        let (towns, town_of) = read_towns(&file("municipalities.csv")?)?;
        let streets = file("streets.csv")?;
        Ok(Self {
            statuses,
            status,
            ages: by_group(&file("ages.csv")?, |record| {
                let band = Band {
                    from: record.number("from")?,
                    to: record.number("to")?,
                    female_permille: record.number("female_permille")?,
                };
                Ok((band, u64::from(record.number("permille")?)))
            })?,
            ethnicities: by_group(&file("ethnicities.csv")?, |record| {
                let entry = (record.text("ethnicity")?.to_owned(), record.parsed("names")?);
                Ok((entry, u64::from(record.number("permille")?)))
            })?,
            towns,
            town_of,
            abroad: table(&file("abroad.csv")?, "country")?,
            names: Names::read(
                &[&file("given-names.csv")?, &file("given-names-foreign.csv")?],
                &file("surnames.csv")?,
                &file("surname-parts.csv")?,
                &|name| setting(&settings, name),
            )?,
            streets: streets
                .records()
                .map(|r| r.text("street").map(str::to_owned))
                .collect::<Result<_, _>>()?,
            validity: file("validity.csv")?
                .records()
                .map(|record| validity(&record))
                .collect::<Result<_, _>>()?,
            personas: file("personas.csv")?,
            officers: file("officers.csv")?,
            settings,
        })
    }

    /// The years a document is valid, by kind, age in completed years and day of issue.
    pub(super) fn validity_years(&self, kind: &str, age: i32, issued: Day) -> Option<i32> {
        let fits = |v: &&Validity| v.kind == kind && age >= v.age_from && issued >= v.issued_from;
        self.validity.iter().rev().find(fits).map(|v| v.years)
    }

    /// Legal statuses used here that `country` does not list; empty when the two agree.
    #[must_use]
    pub fn unknown_statuses(&self, country: &kernel::Country) -> Vec<String> {
        let mut unknown: Vec<String> =
            self.status.iter().map(|s| s.status.clone()).filter(|id| country.status(id).is_none()).collect();
        unknown.sort();
        unknown.dedup();
        unknown
    }

    /// Municipalities used here that `country` does not list; empty when the two agree.
    #[must_use]
    pub fn unknown_municipalities(&self, country: &kernel::Country) -> Vec<String> {
        self.towns
            .iter()
            .map(|t| t.code.clone())
            .filter(|code| country.municipality(code).is_none())
            .collect()
    }

    pub(super) fn personas(&self) -> &Csv {
        &self.personas
    }

    pub(super) fn officers(&self) -> &Csv {
        &self.officers
    }

    /// A whole number of `settings.csv`; 0 where it does not stand.
    pub(super) fn setting(&self, name: &str) -> u32 {
        setting(&self.settings, name).unwrap_or(0)
    }
}

fn setting(settings: &BTreeMap<String, String>, name: &str) -> Result<u32, FiguresError> {
    settings
        .get(name)
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| FiguresError::Missing(format!("settings.csv: {name}")))
}

fn table(file: &Csv, column: &str) -> Result<Table<String>, FiguresError> {
    let pairs = file
        .records()
        .map(|record| Ok((record.text(column)?.to_owned(), u64::from(record.number("persons")?))))
        .collect::<Result<Vec<_>, FiguresError>>()?;
    full(file, Table::new(pairs))
}

fn full<T>(file: &Csv, table: Table<T>) -> Result<Table<T>, FiguresError> {
    if table.is_empty() { Err(FiguresError::Empty(file.name().to_owned())) } else { Ok(table) }
}

fn by_group<T>(
    file: &Csv,
    entry: impl Fn(&Record<'_>) -> Result<(T, u64), FiguresError>,
) -> Result<BTreeMap<Group, Table<T>>, FiguresError> {
    let mut groups: BTreeMap<Group, Vec<(T, u64)>> = BTreeMap::new();
    for record in file.records() {
        groups.entry(record.parsed("group")?).or_default().push(entry(&record)?);
    }
    groups.into_iter().map(|(group, pairs)| Ok((group, full(file, Table::new(pairs))?))).collect()
}

fn read_statuses(file: &Csv) -> Result<(Table<usize>, Vec<Status>), FiguresError> {
    let mut weights = Vec::new();
    let mut status = Vec::new();
    for record in file.records() {
        weights.push((status.len(), u64::from(record.number("persons")?)));
        let ethnicity = match record.optional("ethnicity")? {
            Some(ethnicity) => Some((ethnicity, record.parsed("names")?)),
            None => None,
        };
        status.push(Status {
            group: record.parsed("group")?,
            status: record.text("status")?.to_owned(),
            citizenship: record.optional("citizenship")?,
            ethnicity,
            passport: record.optional("passport")?,
            card: record.optional("card")?,
        });
    }
    Ok((full(file, Table::new(weights))?, status))
}

type TownTables = (Vec<Town>, BTreeMap<Group, Table<usize>>);

/// Non-citizens live where their column says; all others where the rest of the inhabitants do.
fn read_towns(file: &Csv) -> Result<TownTables, FiguresError> {
    let mut towns = Vec::new();
    let (mut others, mut non_citizens) = (Vec::new(), Vec::new());
    for record in file.records() {
        let (all, non) = (u64::from(record.number("persons")?), u64::from(record.number("non_citizens")?));
        others.push((towns.len(), all.saturating_sub(non)));
        non_citizens.push((towns.len(), non));
        let name = record.text("name")?.to_owned();
        towns.push(Town { code: record.text("code")?.to_owned(), city: !name.contains(' '), name });
    }
    let others = full(file, Table::new(others))?;
    let town_of = BTreeMap::from([
        (Group::Citizen, others.clone()),
        (Group::Foreigner, others),
        (Group::NonCitizen, full(file, Table::new(non_citizens))?),
    ]);
    Ok((towns, town_of))
}

fn validity(record: &Record<'_>) -> Result<Validity, FiguresError> {
    Ok(Validity {
        kind: record.text("kind")?.to_owned(),
        age_from: record.parsed("age_from")?,
        issued_from: record.parsed("issued_from")?,
        years: record.parsed("years")?,
    })
}

/// A word of the files that is none of those known.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is none of {1}")]
pub struct UnknownWord(String, &'static str);

impl std::str::FromStr for Group {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "citizen" => Ok(Self::Citizen),
            "non-citizen" => Ok(Self::NonCitizen),
            "foreigner" => Ok(Self::Foreigner),
            other => Err(UnknownWord(other.to_owned(), "citizen, non-citizen, foreigner")),
        }
    }
}

impl std::str::FromStr for Sex {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "female" => Ok(Self::Female),
            "male" => Ok(Self::Male),
            other => Err(UnknownWord(other.to_owned(), "female, male")),
        }
    }
}

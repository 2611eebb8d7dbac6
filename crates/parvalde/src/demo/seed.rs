//! Fills an empty office: the synthetic country, the cast, some visits and cases in every stage.

use super::clock::SettableClock;
use super::stories;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock as _, Minute, SeededChance};
use office::register::{Basis, NewPerson};
use office::synthetic::{self, Figures, Persona, SyntheticPerson};
use office::{Office, OfficeError};
use store::StreamId;
use tokio::task::JoinHandle;

/// How long before today the register of the demonstration was filled.
const FILLED_DAYS_AGO: i32 = 40;
/// Persons entered at once.
const BATCH: usize = 2000;

/// Where the demonstration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Nothing is there.
    Empty,
    /// The filling was interrupted.
    Partly,
    /// Everything is there.
    Wholly,
    /// Something else is there.
    Other,
}

/// Whether the demonstration's persons are in the office already: its first persona is entered first, its
/// last when all else is done.
///
/// # Errors
/// The database does not answer.
pub async fn filled(office: &Office, cast: &[Persona]) -> anyhow::Result<Filled> {
    let mut snapshot = office.store().snapshot().await?;
    let mut entered = Vec::new();
    for persona in [cast.first(), cast.last()].into_iter().flatten() {
        entered.push(snapshot.version(&StreamId::new("person", persona.person.id)).await? > 0);
    }
    Ok(match entered.as_slice() {
        [true, true] => Filled::Wholly,
        [true, false] => Filled::Partly,
        _ if snapshot.position().await? == 0 => Filled::Empty,
        _ => Filled::Other,
    })
}

/// What the office is filled with.
pub struct Filling<'a> {
    /// Where.
    pub office: &'a Office,
    /// Its clock.
    pub clock: &'a SettableClock,
    /// The figures of the country.
    pub figures: &'a Figures,
    /// Persons to sign in as.
    pub cast: &'a [Persona],
    /// How many others.
    pub persons: usize,
    /// The seed.
    pub seed: u64,
}

/// Fills the office. What is there already, from an interrupted filling, is passed over.
///
/// # Errors
/// The database does not answer, or the figures do not fit the country.
pub async fn fill(filling: &Filling<'_>) -> anyhow::Result<()> {
    let office = filling.office;
    let country = office.country();
    let today = office.zone().day(filling.clock.now());
    let opened = today.plus_days(-FILLED_DAYS_AGO).context("the clock of the machine is out of range")?;
    filling.clock.set(office.zone().instant(opened, Minute::new(8 * 60).context("08:00")?));
    let authority = office.law().authority().name.get(kernel::Lang::LV).to_owned();
    let basis =
        Basis::new("synthetic", &format!("seed {}", filling.seed), opened, &authority, &country.icao)?;
    let mut chance = SeededChance::new(filling.seed);
    let bar = progress(filling.persons);
    let (last, others) = filling.cast.split_last().context("the demonstration has no cast")?;
    let people: Vec<&SyntheticPerson> = others.iter().map(|persona| &persona.person).collect();
    write(office.clone(), entries(office, people.iter().copied(), &basis, &mut chance)).await?;

    let mut stream = synthetic::country(filling.seed, filling.persons, opened, country, filling.figures);
    let mut extras = Vec::new();
    // One batch is written while the next is made.
    let mut writing: Option<JoinHandle<anyhow::Result<()>>> = None;
    loop {
        let batch: Vec<SyntheticPerson> = stream.by_ref().take(BATCH).collect();
        if let Some(written) = writing.take() {
            written.await.context("the writing was broken off")??;
        }
        if batch.is_empty() {
            break;
        }
        bar.inc(u64::try_from(batch.len()).unwrap_or(0));
        let entries = entries(office, batch.iter(), &basis, &mut chance);
        writing = Some(tokio::spawn(write(office.clone(), entries)));
        if extras.len() < stories::PERSONS_WANTED {
            extras.extend(batch);
            extras.truncate(stories::PERSONS_WANTED);
        }
    }
    stories::tell(office, filling.clock, &extras, today).await?;
    filling.clock.follow();
    write(office.clone(), entries(office, [&last.person].into_iter(), &basis, &mut chance)).await?;
    bar.finish_and_clear();
    Ok(())
}

fn progress(persons: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(persons).unwrap_or(0));
    // The template is fixed; if it were wrong, the usual bar would do.
    if let Ok(style) =
        ProgressStyle::with_template("filling a synthetic country {bar:30} {pos}/{len} persons")
    {
        bar.set_style(style);
    }
    bar
}

fn entries<'a>(
    office: &Office,
    persons: impl Iterator<Item = &'a SyntheticPerson>,
    basis: &Basis,
    chance: &mut SeededChance,
) -> Vec<NewPerson> {
    persons.map(|person| synthetic::entry(person, office.country(), basis, chance)).collect()
}

async fn write(office: Office, entries: Vec<NewPerson>) -> anyhow::Result<()> {
    for answer in office.enter_persons(entries).await {
        match answer {
            // A conflict is left by an interrupted filling.
            Ok(_) | Err(OfficeError::Conflict(_)) => {}
            Err(error) => return Err(error).context("a synthetic person cannot be entered"),
        }
    }
    Ok(())
}

//! Fills an empty office: the synthetic country, the cast, some visits and cases in every stage.

use super::clock::SettableClock;
use super::{bank, contacts, power, stories, twin};
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock as _, Day, Minute, SeededChance};
use office::register::event::PersonEvent;
use office::register::{Basis, NewPerson};
use office::synthetic::{self, Figures, Persona, SyntheticCountry, SyntheticPerson};
use office::{Office, OfficeError};
use std::sync::Arc;
use store::StreamId;
use tokio::task::JoinHandle;

/// How long before today the register of the demonstration was filled.
const FILLED_DAYS_AGO: i32 = 40;
/// Persons entered at once.
const BATCH: usize = 2000;

/// Persons entered at once behind the server: whoever uses the office waits for few of them.
const FEW: usize = 100;
/// Persons entered before the first answer, among whom the stories find their people; the rest come in behind
/// the server that answers already.
const AT_ONCE: usize = 2 * BATCH;

/// Where the demonstration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Nothing is there.
    Empty,
    /// The first filling was interrupted.
    Partly,
    /// The cast and its stories are there; of the others perhaps some are still missing.
    Wholly,
    /// Something else is there.
    Other,
}

/// Whether the demonstration's persons are in the office already: its first persona is entered first, its
/// last when the stories are told.
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
pub struct Filling {
    /// Where.
    pub office: Office,
    /// Its clock.
    pub clock: Arc<SettableClock>,
    /// The figures of the country.
    pub figures: Arc<Figures>,
    /// Persons to sign in as.
    pub cast: Vec<Persona>,
    /// The officers as persons of the register, and relatives of theirs.
    pub staff: Vec<SyntheticPerson>,
    /// How many others.
    pub persons: usize,
    /// The seed.
    pub seed: u64,
    /// The day on which the country is drawn: the register is as it was then.
    pub opened: Day,
}

/// The day and the seed a demonstration was begun with: those of its first entry, or for an empty office the
/// ones given.
///
/// # Errors
/// The database does not answer, or the clock of the machine is out of range.
pub async fn begun(office: &Office, today: Day, seed: u64) -> anyhow::Result<(Day, u64)> {
    let first = office.store().snapshot().await?.events_after(0, 1).await?;
    let entry = first.first().and_then(|event| serde_json::from_slice::<PersonEvent>(&event.body).ok());
    if let Some(PersonEvent::PersonEntered { basis, .. }) = entry {
        // Data of before say `seed 3`.
        let seed = basis.number.trim_start_matches("seed ").parse().unwrap_or(seed);
        return Ok((basis.date, seed));
    }
    let day = today.plus_days(-FILLED_DAYS_AGO).context("the clock of the machine is out of range")?;
    Ok((day, seed))
}

impl Filling {
    fn basis(&self) -> anyhow::Result<Basis> {
        let authority = self.office.law().authority().name.get(kernel::Lang::LV).to_owned();
        let seed = self.seed.to_string();
        Ok(Basis::new("synthetic", &seed, self.opened, &authority, &self.office.country().icao)?)
    }
}

/// Enters the cast, the first of the others and the stories: enough to try everything on. What is there
/// already, from an interrupted filling, is passed over.
///
/// # Errors
/// The database does not answer, or the figures do not fit the country.
pub async fn fill(filling: &Filling) -> anyhow::Result<()> {
    let office = &filling.office;
    let today = office.zone().day(filling.clock.now());
    filling.clock.set(office.zone().instant(filling.opened, Minute::new(8 * 60).context("08:00")?));
    let basis = filling.basis()?;
    let mut chance = SeededChance::new(filling.seed);
    let at_once = filling.persons.min(AT_ONCE);
    let bar = progress(at_once);
    let (last, others) = filling.cast.split_last().context("the demonstration has no cast")?;
    let people: Vec<&SyntheticPerson> =
        others.iter().map(|persona| &persona.person).chain(&filling.staff).collect();
    write(office.clone(), entries(office, people.iter().copied(), &basis, &mut chance)).await?;
    let mut stream = country(filling);
    let mut extras = Vec::new();
    // One batch is written while the next is made.
    let mut writing: Option<JoinHandle<anyhow::Result<usize>>> = None;
    for _ in 0..at_once.div_ceil(BATCH) {
        let batch: Vec<SyntheticPerson> = stream.by_ref().take(BATCH).collect();
        if let Some(written) = writing.take() {
            written.await.context("the writing was broken off")??;
        }
        bar.inc(u64::try_from(batch.len()).unwrap_or(0));
        writing =
            Some(tokio::spawn(write(office.clone(), entries(office, batch.iter(), &basis, &mut chance))));
        extras.extend(batch);
    }
    if let Some(written) = writing {
        written.await.context("the writing was broken off")??;
    }
    stories::tell(office, &filling.clock, &extras, today).await?;
    bank::tell(office).await?;
    power::tell(office, &filling.cast, today).await?;
    contacts::tell(office, &filling.cast, today).await?;
    let twin = twin::second(office, &extras, &basis, filling.seed, filling.opened);
    write(office.clone(), twin.into_iter().collect()).await?;
    filling.clock.follow();
    write(office.clone(), entries(office, [&last.person].into_iter(), &basis, &mut chance)).await?;
    bar.finish_and_clear();
    Ok(())
}

/// Enters those of the country who are still missing, while the office serves; answers how many it entered.
/// Done at every start, so that an interrupted filling is completed and a larger country grows.
///
/// # Errors
/// As [`fill`].
pub async fn complete(filling: Filling) -> anyhow::Result<usize> {
    let office = &filling.office;
    let basis = filling.basis()?;
    let mut chance = SeededChance::new(filling.seed.wrapping_add(1));
    let mut stream = country(&filling);
    let mut entered = 0;
    loop {
        let batch: Vec<SyntheticPerson> = stream.by_ref().take(BATCH).collect();
        let Some(last) = batch.last() else { break };
        // A batch is entered in order: with its last the whole of it is there.
        let there = office.store().snapshot().await?.version(&StreamId::new("person", last.id)).await? > 0;
        if !there {
            for few in batch.chunks(FEW) {
                entered += write(office.clone(), entries(office, few.iter(), &basis, &mut chance)).await?;
            }
        }
    }
    Ok(entered)
}

fn country(filling: &Filling) -> SyntheticCountry<'_> {
    let of = filling.office.country();
    synthetic::country(filling.seed, filling.persons, filling.opened, of, &filling.figures)
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

/// Answers how many were new.
async fn write(office: Office, entries: Vec<NewPerson>) -> anyhow::Result<usize> {
    let mut new = 0;
    for answer in office.enter_persons(entries).await {
        match answer {
            Ok(_) => new += 1,
            // Left by an interrupted filling.
            Err(OfficeError::Conflict(_)) => {}
            Err(error) => return Err(error).context("a synthetic person cannot be entered"),
        }
    }
    Ok(new)
}

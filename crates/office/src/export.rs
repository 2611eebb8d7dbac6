//! The register as lines: every living person in two times, one after another, under a right and with a trace.

use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::read::{When, fold, stream};
use crate::register::{FactValue, KnownFact, PersonHistory, ResidenceKind, Sex};
use kernel::{Day, NamePart, PartialDate, PersonId, PersonName, PersonalCode};

/// What the trace says was read.
const FIELDS: &str = "export";

/// A person as one line of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// The person.
    pub id: PersonId,
    /// The number under which another register knew the person.
    pub source: Option<String>,
    /// The personal code in force.
    pub code: Option<PersonalCode>,
    /// The names in force.
    pub name: Option<PersonName>,
    /// The surname at birth, where it was another.
    pub birth_surname: Option<NamePart>,
    /// A surname in between.
    pub former_surname: Option<NamePart>,
    /// The date of birth.
    pub birth: Option<PartialDate>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The legal status.
    pub status: Option<String>,
    /// Citizenship of another state; the first, if there are several.
    pub citizenship: Option<String>,
    /// The ethnicity.
    pub ethnicity: Option<String>,
    /// Code of the municipality of the declared residence; empty abroad.
    pub municipality: String,
    /// The address.
    pub address: String,
}

/// How many were given, and how many were left out because they had died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exported {
    /// Lines given.
    pub persons: u64,
    /// The dead.
    pub dead: u64,
}

impl Office {
    /// Gives every living person of the register to `take`, in the order in which they were entered, as true on
    /// the day and known at the moment of `when`; no more than a page of the log is in memory. The trace, which
    /// names the purpose, is committed before the first line is given.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right; what `take` says.
    pub async fn export_persons<E: From<OfficeError>>(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        when: &When,
        protected: bool,
        mut take: impl FnMut(PersonLine) -> Result<(), E>,
    ) -> Result<Exported, E> {
        let access = self
            .authorise(actor, Action::ReadPerson, None, purpose.clone(), false, FIELDS)
            .map_err(OfficeError::from)?;
        self.answer(actor, &access, ()).await?;
        // A file is read by whoever gets it: as the least of readers sees it, unless it was asked for with all.
        let reader = if protected { actor } else { &Actor::Anonymous };
        let mut snapshot = self.snapshot(reader).await?;
        let known_at = when.position(&mut snapshot).await?;
        let day = when.as_of.unwrap_or_else(|| self.today());
        let when = Moment { day, known_at };
        let (mut position, mut exported) = (0, Exported::default());
        loop {
            let Some(page) = snapshot.begun::<PersonId>("person", position).await? else {
                return Ok(exported);
            };
            position = page.end;
            for (_, id) in page.begun.into_iter().filter(|(at, _)| *at <= known_at) {
                let sealed = snapshot.events(&stream(id)).await.map_err(OfficeError::from)?;
                let history = snapshot.shield(fold(id, access.open(sealed))?).await?;
                if history.version == 0 {
                    continue;
                }
                let view = history.on(day, known_at);
                // The person is given under the record that stays.
                if view.merged_into.is_some() {
                    continue;
                }
                if view.death().is_some() {
                    exported.dead += 1;
                    continue;
                }
                let name = view.name();
                let (birth_surname, former_surname) = former_surnames(&history, name.as_ref(), &when);
                let (municipality, address) = residence(view.values());
                let one = |pick: fn(&FactValue) -> Option<&String>| view.values().find_map(pick).cloned();
                let source = self.source(&mut snapshot, id).await?;
                let line = PersonLine {
                    id,
                    source,
                    code: view.code(),
                    name,
                    birth_surname,
                    former_surname,
                    birth: view.birth().map(|(date, _)| date),
                    sex: view.sex(),
                    status: view.status(),
                    citizenship: one(|value| match value {
                        FactValue::Citizenship { country, .. } => Some(country),
                        _ => None,
                    }),
                    ethnicity: one(|value| match value {
                        FactValue::Ethnicity { ethnicity, .. } => Some(ethnicity),
                        _ => None,
                    }),
                    municipality,
                    address,
                };
                take(line)?;
                exported.persons += 1;
            }
        }
    }
}

struct Moment {
    day: Day,
    known_at: i64,
}

/// The surname at birth (since when she had it is known) and another former one, where they are not the present.
fn former_surnames(
    history: &PersonHistory,
    name: Option<&PersonName>,
    when: &Moment,
) -> (Option<NamePart>, Option<NamePart>) {
    let ended = |known: &&KnownFact| {
        let to = known.fact.to.and_then(|to| to.earliest());
        known.known(when.known_at) && to.is_some_and(|to| to <= when.day)
    };
    let (mut at_birth, mut between) = (None, None);
    for known in history.facts.iter().map(AsRef::as_ref).filter(ended) {
        let FactValue::Name { name: former, .. } = &known.fact.value else { continue };
        if name.is_some_and(|name| name.surname == former.surname) {
            continue;
        }
        let place = if known.fact.from.is_some() { &mut at_birth } else { &mut between };
        place.get_or_insert_with(|| former.surname.clone());
    }
    (at_birth, between)
}

/// Municipality and address: the declared one, or the one abroad.
fn residence<'a>(values: impl Iterator<Item = &'a FactValue>) -> (String, String) {
    let mut abroad = None;
    for value in values {
        let FactValue::Residence { residence, municipality, address, .. } = value else { continue };
        match residence {
            ResidenceKind::Declared => return (municipality.clone(), address.clone()),
            ResidenceKind::Abroad => abroad = Some((String::new(), address.clone())),
            ResidenceKind::Registered | ResidenceKind::Indicated | ResidenceKind::Additional => {}
        }
    }
    abroad.unwrap_or_default()
}

//! What a reader sees of protected records. Decided once, carried by every snapshot: whatever is read through it is what
//! this reader would read if what is hidden were not there.

use super::Protection;
use crate::access::rights::{Action, actor_may};
use crate::actor::Actor;
use crate::register::fact::{FactValue, KnownFact};
use crate::register::person::PersonHistory;
use kernel::{Day, PersonId};
use law::{Audience, Part, ProtectionClass, SeesBy};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A protection that the latest knowledge has, whether its days have come or are over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    class: usize,
    from: i64,
    to: Option<i64>,
}

/// All protections of the register, as of one state of the log.
#[derive(Debug, Default)]
pub(crate) struct Shields {
    held: HashMap<PersonId, Vec<Held>>,
}

impl Shields {
    /// Takes in a row of the projection: person, class, first day, the day after the last. A class that the country does
    /// not know any more hides as the strictest it has: nothing comes to light because a file was edited.
    pub(crate) fn enter(
        &mut self,
        book: &[ProtectionClass],
        person: PersonId,
        class: &str,
        days: (i64, Option<i64>),
    ) {
        let strictest = || {
            let classes = book.iter().enumerate();
            classes.max_by_key(|(_, class)| (level(class), class.hides.len())).map(|(at, _)| at)
        };
        let known = book.iter().position(|known| known.code == class).or_else(strictest);
        if let Some(class) = known {
            self.held.entry(person).or_default().push(Held { class, from: days.0, to: days.1 });
        }
    }

    /// Everybody who has one.
    pub(crate) fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.held.keys().copied()
    }

    /// Whether nobody has one.
    pub(crate) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }
}

fn level(class: &ProtectionClass) -> Protection {
    if !class.hides_somewhere(Part::Record) {
        return Protection::Parts;
    }
    match class.right {
        SeesBy::Protected => Protection::Restricted,
        SeesBy::Sealed => Protection::Sealed,
    }
}

/// What one reader sees.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    /// `None` for the office itself, which sees all.
    audience: Option<Audience>,
    protected: bool,
    sealed: bool,
    /// Of themselves a person sees everything.
    own: Option<PersonId>,
    today: i64,
    book: Arc<[ProtectionClass]>,
}

impl Sight {
    /// The classes that it knows.
    pub(crate) fn book(&self) -> &[ProtectionClass] {
        &self.book
    }

    /// Of whoever acts, today.
    pub(crate) fn of(actor: &Actor, today: Day, book: &Arc<[ProtectionClass]>) -> Self {
        let audience = match actor {
            Actor::Anonymous => Some(Audience::Public),
            Actor::Client { .. } => Some(Audience::Clients),
            Actor::Officer(_) => Some(Audience::Officers),
            Actor::Institution(_) => Some(Audience::Institutions),
            Actor::System => None,
        };
        Self {
            audience,
            protected: actor_may(actor, Action::ReadProtected),
            sealed: actor_may(actor, Action::ReadSealed),
            own: actor.client(),
            today: i64::from(today.number()),
            book: Arc::clone(book),
        }
    }

    /// What an officer sees who has no right to protected records, today.
    pub(crate) fn of_plain_officer(&self) -> Self {
        let audience = Some(Audience::Officers);
        Self { audience, protected: false, sealed: false, own: None, ..self.clone() }
    }

    /// The protections that are in force for the person today.
    fn in_force<'a>(
        &'a self,
        shields: &'a Shields,
        person: PersonId,
    ) -> impl Iterator<Item = &'a ProtectionClass> {
        let held = shields.held.get(&person).map(Vec::as_slice).unwrap_or_default();
        let now = |held: &&Held| held.from <= self.today && held.to.is_none_or(|to| self.today < to);
        held.iter().filter(now).filter_map(|held| self.book.get(held.class))
    }

    fn may(&self, class: &ProtectionClass) -> bool {
        match class.right {
            SeesBy::Protected => self.protected,
            SeesBy::Sealed => self.sealed,
        }
    }

    /// Whether a part of what is held of the person is hidden from this reader.
    pub(crate) fn hidden(&self, shields: &Shields, person: PersonId, part: Part) -> bool {
        let Some(audience) = self.audience else { return false };
        if self.own == Some(person) {
            return false;
        }
        self.in_force(shields, person).any(|class| class.hides(part, audience) && !self.may(class))
    }

    /// Whether this reader finds the person by what the apart index has of them: the record and all its parts.
    pub(crate) fn finds(&self, shields: &Shields, person: PersonId) -> bool {
        let parts = [Part::Record, Part::Address, Part::Documents];
        !parts.into_iter().any(|part| self.hidden(shields, person, part))
    }

    /// Whether something is withheld of a record that is read, and may be said to be.
    pub(crate) fn withheld(&self, shields: &Shields, person: PersonId) -> bool {
        let Some(audience) = self.audience else { return false };
        let not_own = self.own != Some(person);
        let hides = |class: &ProtectionClass| {
            class.told && !self.may(class) && class.hides.iter().any(|hidden| hidden.from.contains(&audience))
        };
        not_own && self.in_force(shields, person).any(hides)
    }

    /// How far the person's record is protected today, from this kind of reader.
    pub(crate) fn protection(&self, shields: &Shields, person: PersonId) -> Protection {
        let Some(audience) = self.audience else { return Protection::Open };
        if self.own == Some(person) {
            return Protection::Open;
        }
        let of = |class: &ProtectionClass| match class.hides(Part::Record, audience) {
            true => level(class),
            false if class.hides.iter().any(|hidden| hidden.from.contains(&audience)) => Protection::Parts,
            false => Protection::Open,
        };
        self.in_force(shields, person).map(of).max().unwrap_or_default()
    }

    /// The codes of the classes that bring every reading before the oversight officer.
    pub(crate) fn alerting<'a>(
        &'a self,
        shields: &'a Shields,
        person: PersonId,
    ) -> impl Iterator<Item = &'a str> {
        self.in_force(shields, person).filter(|class| class.alerts).map(|class| class.code.as_str())
    }

    /// A history as this reader sees it: `None` as it is; of a record that is hidden nothing.
    pub(crate) fn shielded(&self, shields: &Shields, history: &PersonHistory) -> Option<PersonHistory> {
        if self.audience.is_none() || shields.is_empty() {
            return None;
        }
        let person = history.id;
        if self.hidden(shields, person, Part::Record) {
            return Some(PersonHistory::fold(person, []));
        }
        let address = self.hidden(shields, person, Part::Address);
        let documents = self.hidden(shields, person, Part::Documents);
        let hides = |known: &KnownFact| match &known.fact.value {
            FactValue::Residence { .. } => address,
            FactValue::Document(_) => documents,
            value => value.other().is_some_and(|other| self.hidden(shields, other, Part::Record)),
        };
        let mut gone: BTreeSet<i64> = BTreeSet::new();
        let mut moments: BTreeSet<i64> = BTreeSet::new();
        for known in history.facts.iter().filter(|known| hides(known)) {
            gone.insert(known.fact.seq);
            moments.extend([Some(known.known_from), known.known_to].into_iter().flatten());
        }
        if gone.is_empty()
            && history.merged.iter().all(|merged| !self.hidden(shields, merged.into, Part::Record))
        {
            return None;
        }
        let mut shown = history.clone();
        shown.facts.retain(|known| !gone.contains(&known.fact.seq));
        for review in &mut shown.reviews {
            review.facts.retain(|seq| !gone.contains(seq));
        }
        shown.reviews.retain(|review| !review.facts.is_empty());
        shown.absorbed.retain(|taken| !self.hidden(shields, taken.other, Part::Record));
        shown.merged.retain(|merged| !self.hidden(shields, merged.into, Part::Record));
        // A moment at which only what is hidden came to be known was none.
        for known in &shown.facts {
            moments.remove(&known.known_from);
            if let Some(to) = &known.known_to {
                moments.remove(to);
            }
        }
        for review in &shown.reviews {
            moments.remove(&review.known_from);
            if let Some(at) = &review.closed_at {
                moments.remove(at);
            }
        }
        shown.recorded.retain(|(at, _)| !moments.contains(at));
        Some(shown)
    }
}

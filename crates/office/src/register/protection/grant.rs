//! Granting and lifting protections: under a right of its own, each with a basis and a reason.

use super::event::{ProtectionEvent, ProtectionHistory, stream};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::error::{FieldError, OfficeError, Problem};
use crate::register::fact::Basis;
use crate::register::read::history;
use crate::snapshot::Snapshot;
use kernel::{Day, PersonId};

/// Longest reason, in characters.
const REASON_MAX: usize = 500;
const FIELDS: &str = "protection";

/// A protection to be granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// A class of the country.
    pub class: String,
    /// From this day on; today when absent.
    pub from: Option<Day>,
    /// What it rests on.
    pub basis: Basis,
    /// Why, in words.
    pub reason: String,
}

/// The end of a protection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// Its number within the record.
    pub number: u32,
    /// The first day without it; today when absent.
    pub on: Option<Day>,
    /// What that rests on.
    pub basis: Basis,
    /// Why, in words.
    pub reason: String,
}

fn reason(text: &str) -> Result<String, OfficeError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(OfficeError::field("reason", Problem::new("required"))),
        long if long > REASON_MAX => {
            Err(OfficeError::field("reason", Problem::new("too-long").with("max", REASON_MAX)))
        }
        _ => Ok(text.to_owned()),
    }
}

async fn protections(
    snapshot: &mut Snapshot,
    access: &Access,
    person: PersonId,
) -> Result<ProtectionHistory, OfficeError> {
    let events = access.open(snapshot.events(&stream(person)).await?);
    Ok(ProtectionHistory::fold(entries::<ProtectionEvent>(events)?))
}

impl Office {
    /// Every protection that a record has or had.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to protect; [`OfficeError::NotFound`] when there is no such person.
    pub async fn protections(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
    ) -> Result<ProtectionHistory, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut access = self.protecting(&mut snapshot, actor, purpose, person).await?;
        history(&mut snapshot, &mut access, person).await?;
        let known = protections(&mut snapshot, &access, person).await?;
        drop(snapshot);
        self.answer(actor, &access, known).await
    }

    async fn protecting(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
    ) -> Result<Access, OfficeError> {
        // Nobody sees or grants their own protection at a desk.
        if actor.client().is_some() {
            return Err(crate::access::Denied::NoRight(Action::Protect.code()).into());
        }
        self.may(snapshot, (actor, purpose), Action::Protect, person, FIELDS).await
    }

    /// Grants a protection. From the day on what its class hides is hidden.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for a class that the country has not, or that follows from a fact;
    /// [`OfficeError::NotNow`] when the record has it already; [`OfficeError::Conflict`] when it changed meanwhile.
    pub async fn protect(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
        wanted: Grant,
    ) -> Result<ProtectionHistory, OfficeError> {
        self.protection_event(actor, purpose, person, |known| {
            let mut wrong = Vec::new();
            let classes = self.law().protection().classes();
            let granted = || classes.iter().filter(|class| class.follows.is_none());
            if !granted().any(|class| class.code == wanted.class) {
                let allowed: Vec<&str> = granted().map(|class| class.code.as_str()).collect();
                let problem = Problem::new("not-one-of").with("value", &wanted.class);
                wrong.push(FieldError::new("class", problem.with("allowed", allowed.join(", "))));
            }
            if !wrong.is_empty() {
                return Err(OfficeError::Invalid(wrong));
            }
            let from = wanted.from.unwrap_or_else(|| self.today());
            let there =
                |held: &&super::Granted| held.class == wanted.class && held.to.is_none_or(|to| from < to);
            if known.granted.iter().any(|held| there(&held)) {
                return Err(OfficeError::NotNow(Problem::new("protected-already")));
            }
            let (class, basis) = (wanted.class.clone(), wanted.basis.clone());
            Ok(ProtectionEvent::ProtectionGranted { class, from, basis, reason: reason(&wanted.reason)? })
        })
        .await
    }

    /// Lifts a protection: from the day on what it hid is seen again. It stays known that it was there.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when it was lifted before; [`OfficeError::Invalid`] for a number that the record has not,
    /// and a day before its first.
    pub async fn lift_protection(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
        wanted: Lift,
    ) -> Result<ProtectionHistory, OfficeError> {
        self.protection_event(actor, purpose, person, |known| {
            let held = known.find(wanted.number).ok_or_else(|| {
                let problem =
                    Problem::new("wrong-value").with("value", wanted.number).with("shape", "choice");
                OfficeError::field("number", problem.with("allowed", "the number of a protection"))
            })?;
            if held.to.is_some() {
                return Err(OfficeError::NotNow(Problem::new("protection-lifted")));
            }
            let on = wanted.on.unwrap_or_else(|| self.today().max(held.from));
            if on < held.from {
                return Err(OfficeError::field("on", Problem::new("before-it-began").with("day", held.from)));
            }
            Ok(ProtectionEvent::ProtectionLifted {
                number: held.number,
                class: held.class.clone(),
                from: held.from,
                on,
                basis: wanted.basis.clone(),
                reason: reason(&wanted.reason)?,
            })
        })
        .await
    }

    async fn protection_event(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
        decide: impl FnOnce(&ProtectionHistory) -> Result<ProtectionEvent, OfficeError>,
    ) -> Result<ProtectionHistory, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut access = self.protecting(&mut snapshot, actor, purpose, person).await?;
        history(&mut snapshot, &mut access, person).await?;
        let known = protections(&mut snapshot, &access, person).await?;
        drop(snapshot);
        let happened = decide(&known)?;
        let mut submission = self.submission(actor);
        submission.expect.push((stream(person), known.version));
        submission.events.push(event(stream(person), happened.kind(), &happened)?);
        self.commit(Some(&access), submission).await?;
        let mut snapshot = self.snapshot(actor).await?;
        protections(&mut snapshot, &access, person).await
    }
}

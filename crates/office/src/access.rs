//! Nobody reads a person's data without a purpose, a right and a trace.
//!
//! [`authorise`] is the one constructor of an [`Access`]; an `Access` names who reads whom, what for and
//! under which right, and is handed to the store together with its trace before any row is released.
//! "Not found" and "not yours" look alike to whoever has no right to know the difference.

pub mod rights;

use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::protection::Protection;
use kernel::{CaseId, Citation, PersonId};
use rights::{Action, actor_may};
use std::fmt;
use std::str::FromStr;
use store::{Guarded, NewAccess};

/// What stands in the place of the fields where nothing was found.
pub const NOT_FOUND: &str = "not-found";
/// What stands there where the actor had no right.
pub const REFUSED: &str = "refused";

/// What a reading is for. It is written into the trace and shown to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Work on a case.
    Case(CaseId),
    /// A legal basis outside a case.
    Basis(Citation),
    /// The person's own data, or those of somebody they represent.
    Own,
    /// The officer's own list of work; given by the office, never asked for from outside.
    Duty,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(id) => write!(f, "case:{id}"),
            Self::Basis(citation) => write!(f, "basis:{citation}"),
            Self::Own => f.write_str("own"),
            Self::Duty => f.write_str("duty"),
        }
    }
}

/// Why a text is no purpose.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a purpose is `case:ID`, `basis:CITATION` or `own`")]
pub struct PurposeError;

impl FromStr for Purpose {
    type Err = PurposeError;
    fn from_str(text: &str) -> Result<Self, PurposeError> {
        if text == "own" {
            return Ok(Self::Own);
        }
        if let Some(id) = text.strip_prefix("case:") {
            return id.parse().map(Self::Case).map_err(|_| PurposeError);
        }
        let citation = text.strip_prefix("basis:").ok_or(PurposeError)?;
        citation.parse().map(Self::Basis).map_err(|_| PurposeError)
    }
}

/// Why a reading or act is refused. The reason is for the log; the actor is told no more than needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Sign in first.
    #[error("sign in first")]
    SignIn,
    /// Signed in, without the right.
    #[error("`{0}` is not among your rights")]
    NoRight(&'static str),
    /// No purpose was named, or one that does not go with the reading.
    #[error("personal data are read for a purpose: `case:ID`, `basis:CITATION` or `own`")]
    NoPurpose,
    /// The record is protected from the actor; they are told what whoever asks for nobody is told.
    #[error("the record is protected")]
    Protected,
}

/// Whom a reading is about, and how far that record is protected from whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    /// The person; nobody for a list or a search.
    pub person: Option<PersonId>,
    /// How far the record is protected, as far as it was read before the right was decided on.
    pub protection: Protection,
}

impl From<Option<PersonId>> for Subject {
    fn from(person: Option<PersonId>) -> Self {
        Self { person, protection: Protection::Open }
    }
}

impl From<(PersonId, Protection)> for Subject {
    fn from((person, protection): (PersonId, Protection)) -> Self {
        Self { person: Some(person), protection }
    }
}

/// The right to one reading: who, whom, what, why. It cannot be made outside this module, and nothing else
/// opens what the store keeps sealed:
///
/// ```compile_fail
/// // Made by hand: its fields are private.
/// let access = office::access::Access { purpose: office::access::Purpose::Own };
/// ```
///
/// ```compile_fail
/// // Read without one: a sealed value shows nothing of itself.
/// fn peek(sealed: store::Guarded<Vec<store::RecordedEvent>>) -> usize {
///     sealed.0.len()
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Access {
    actor: Actor,
    action: Action,
    subjects: Vec<PersonId>,
    purpose: Purpose,
    fields: &'static str,
}

/// Decides whether `actor` may do `action` on `subject` for `purpose`.
///
/// `own` says whether the subject is the client or somebody whom the client represents; the caller takes
/// it from the register, never from the request. `fields` names what will be read, for the trace.
///
/// # Errors
/// [`Denied`], without a trace of the subject.
pub fn authorise(
    actor: &Actor,
    action: Action,
    subject: impl Into<Subject>,
    purpose: Purpose,
    own: bool,
    fields: &'static str,
) -> Result<Access, Denied> {
    let Subject { person: subject, protection } = subject.into();
    match actor {
        Actor::Anonymous => return Err(Denied::SignIn),
        Actor::Client { .. } => {
            if !own || purpose != Purpose::Own {
                return Err(Denied::NoRight(action.code()));
            }
        }
        Actor::Institution(institution) => {
            if !actor_may(actor, action) {
                return Err(Denied::NoRight(action.code()));
            }
            // The agreement names the bases; what is read for something else is not read.
            if !matches!(&purpose, Purpose::Basis(basis) if institution.bases.contains(basis)) {
                return Err(Denied::NoPurpose);
            }
        }
        Actor::Officer(_) | Actor::System => {
            if !actor_may(actor, action) {
                return Err(Denied::NoRight(action.code()));
            }
            if purpose == Purpose::Own {
                return Err(Denied::NoPurpose);
            }
        }
    }
    // Of their own record nothing is kept from a person: it was found open before.
    if protection.needs().is_some_and(|needed| !actor_may(actor, needed)) {
        return Err(Denied::Protected);
    }
    Ok(Access { actor: actor.clone(), action, subjects: subject.into_iter().collect(), purpose, fields })
}

/// Checks a right that reads no person: the trace, the state of the system.
///
/// # Errors
/// [`Denied`] when the actor's roles do not allow it.
pub fn check(actor: &Actor, action: Action) -> Result<(), Denied> {
    match actor {
        Actor::Anonymous => Err(Denied::SignIn),
        actor if actor_may(actor, action) => Ok(()),
        _ => Err(Denied::NoRight(action.code())),
    }
}

/// The entry of the trace for a reading that was not: nothing was `found`, or it was refused.
pub(crate) fn missed(
    actor: &Actor,
    action: Action,
    person: PersonId,
    purpose: &Purpose,
    found: &str,
) -> NewAccess {
    NewAccess {
        actor: actor.to_string(),
        action: action.code().to_owned(),
        subject: person.to_string(),
        purpose: purpose.to_string(),
        fields: found.to_owned(),
    }
}

/// Opens sealed rows to decide on the right itself (whose case is it, whose child?). What is seen here
/// does not leave the office: every answer comes through [`Access::open`].
pub(crate) fn weigh<T, R>(sealed: Guarded<T>, judge: impl FnOnce(&T) -> R) -> R {
    judge(&sealed.release())
}

/// Makes something of sealed rows that stays sealed, such as a history of events: nobody has read it yet.
pub(crate) fn resealed<T, R>(
    sealed: Guarded<T>,
    make: impl FnOnce(T) -> Result<R, OfficeError>,
) -> Result<Guarded<R>, OfficeError> {
    make(sealed.release()).map(Guarded::new)
}

impl Access {
    /// Opens what the store keeps sealed. The trace of it is written before the answer leaves.
    pub(crate) fn open<T>(&self, sealed: Guarded<T>) -> T {
        sealed.release()
    }

    /// The entry of the trace for a reading that found nobody, or nobody of whom the actor may know: the two look alike
    /// but to whoever oversees.
    pub(crate) fn missed(&self, person: PersonId) -> NewAccess {
        missed(&self.actor, self.action, person, &self.purpose, NOT_FOUND)
    }

    /// Names one more person who is read, so that the trace says so.
    pub(crate) fn naming(&mut self, subject: PersonId) {
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
    }

    /// What the trace will say: one record a person read, or one that names nobody.
    #[must_use]
    pub fn trace(&self) -> Vec<NewAccess> {
        let record = |subject: String| NewAccess {
            actor: self.actor.to_string(),
            action: self.action.code().to_owned(),
            subject,
            purpose: self.purpose.to_string(),
            fields: self.fields.to_owned(),
        };
        if self.subjects.is_empty() {
            return vec![record(String::new())];
        }
        self.subjects.iter().map(|subject| record(subject.to_string())).collect()
    }

    /// Whom, as far as named so far.
    #[must_use]
    pub fn subjects(&self) -> &[PersonId] {
        &self.subjects
    }

    /// What for.
    #[must_use]
    pub const fn purpose(&self) -> &Purpose {
        &self.purpose
    }
}

//! Nobody reads a person's data without a purpose, a right and a trace.
//!
//! [`crate::Office::authorise`] is the one constructor of an [`Access`]; an `Access` names who reads whom, what for and
//! under which right, and is handed to the store together with its trace before any row is released. Who may what is
//! said by the policies ([`policy`]); how an officer stands to each person who comes up is found in [`bound`].
//! "Not found" and "not yours" look alike to whoever has no right to know the difference.

mod bound;
pub mod policy;
pub mod rights;
pub mod situation;

use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::protection::Protection;
use bound::Circle;
pub use bound::Standing;
use kernel::{CaseId, Citation, EmergencyId, PersonId};
use law::LawBook;
use policy::{Limit, Verdict};
use rights::{Action, actor_may};
use situation::{Kind, Matter, Situation, Tie, Who};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use store::{Guarded, NewAccess};
use tracing::field::Empty;

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

impl Purpose {
    /// Whether a provision that it names is one of an act that the law files know.
    #[must_use]
    pub fn is_known(&self, law: &LawBook) -> bool {
        match self {
            Self::Basis(cite) => law.norm(cite).is_some(),
            Self::Case(_) | Self::Own | Self::Duty => true,
        }
    }
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
    /// The right is there, and something stands against it.
    #[error("closed to you: {}", .0.code())]
    Limited(Limit),
}

/// Whom a reading is about, and how far that record is protected from whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Subject {
    /// The person; nobody for a list or a search.
    person: Option<PersonId>,
    /// How far the record is protected, as far as it was read before the right was decided on.
    protection: Protection,
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

impl Denied {
    /// The error of a verdict that does not allow `action`.
    pub(crate) fn by(verdict: Verdict, action: Action) -> Option<Self> {
        match verdict {
            Verdict::Allowed => None,
            Verdict::NoRight => Some(Self::NoRight(action.code())),
            Verdict::Limited(Limit::NoPurpose) => Some(Self::NoPurpose),
            Verdict::Limited(limit) => Some(Self::Limited(limit)),
        }
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
#[derive(Clone)]
pub struct Access {
    office: Office,
    actor: Actor,
    action: Action,
    subjects: Vec<PersonId>,
    purpose: Purpose,
    fields: &'static str,
    /// The officer's own record and relatives, once somebody came up.
    circle: Option<Arc<Circle>>,
    /// Whom the officer sees only because of an emergency.
    opened: Vec<(PersonId, EmergencyId)>,
    /// Whether the case that the purpose names was found to be there.
    case_known: bool,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.trace()).finish()
    }
}

impl Office {
    /// Decides whether `actor` may do `action` on `subject` for `purpose`. What speaks against an officer's reading
    /// of a single person is found when that person comes up.
    ///
    /// `own` says whether the subject is the client or somebody whom the client represents; the caller takes
    /// it from the register, never from the request. `fields` names what will be read, for the trace.
    ///
    /// # Errors
    /// [`Denied`], without a trace of the subject.
    pub(crate) fn authorise(
        &self,
        actor: &Actor,
        action: Action,
        subject: impl Into<Subject>,
        purpose: Purpose,
        own: bool,
        fields: &'static str,
    ) -> Result<Access, Denied> {
        let span = tracing::debug_span!(target: "parvalde::trace", "authorise", action = action.code(), allowed = Empty);
        let decided = span.in_scope(|| self.authorised(actor, action, subject.into(), purpose, own, fields));
        span.record("allowed", decided.is_ok());
        decided
    }

    fn authorised(
        &self,
        actor: &Actor,
        action: Action,
        subject: Subject,
        purpose: Purpose,
        own: bool,
        fields: &'static str,
    ) -> Result<Access, Denied> {
        let mut who = Who::of(actor, action).ok_or(Denied::SignIn)?;
        let mut matter = Matter::plain(action.main_kind());
        match (&mut who, actor) {
            (Who::Client, _) => {
                let of_person = action.kinds().contains(&Kind::Person);
                matter.kind = if of_person { Kind::Person } else { action.main_kind() };
                matter.tie = if own { Tie::Own } else { Tie::None };
            }
            // The agreement names the bases; what is read for something else is not read.
            (Who::Institution { on_basis, .. }, Actor::Institution(institution)) => {
                *on_basis = matches!(&purpose, Purpose::Basis(basis) if institution.bases.contains(basis));
            }
            _ => {}
        }
        let situation = Situation { who, action, why: (&purpose).into(), matter, emergency: false };
        if let Some(denied) = Denied::by(policy::verdict(&situation), action) {
            return Err(denied);
        }
        // A provision that nobody can look up is no purpose. Whoever works on the machine itself names none.
        if *actor != Actor::System && !purpose.is_known(self.law()) {
            return Err(Denied::NoPurpose);
        }
        let Subject { person: subject, protection } = subject;
        // What is hidden from whoever asks is not there, as nobody is who never was.
        if protection.needs().is_some_and(|needed| !actor_may(actor, needed)) {
            return Err(Denied::Limited(Limit::NotFound));
        }
        let (subjects, circle, opened) = (subject.into_iter().collect(), None, Vec::new());
        let (office, actor) = (self.clone(), actor.clone());
        Ok(Access { office, actor, action, subjects, purpose, fields, circle, opened, case_known: false })
    }
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

/// Opens what is about the staff and their keys: it names no person of the register.
pub(crate) fn of_staff<T>(sealed: Guarded<T>) -> T {
    sealed.release()
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
        if self.subjects.is_empty() {
            return vec![self.record(None, self.fields)];
        }
        self.subjects.iter().map(|subject| self.record(Some(*subject), self.fields)).collect()
    }

    /// A record of the trace. Whoever was seen only because of an emergency was seen for that.
    fn record(&self, subject: Option<PersonId>, fields: &str) -> NewAccess {
        let opened = self.opened.iter().find(|(person, _)| Some(*person) == subject);
        NewAccess {
            actor: self.actor.to_string(),
            action: self.action.code().to_owned(),
            subject: subject.map_or_else(String::new, |subject| subject.to_string()),
            purpose: match opened {
                Some((_, emergency)) => format!("emergency:{emergency}"),
                None => self.purpose.to_string(),
            },
            fields: fields.to_owned(),
        }
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

//! Entering persons, changing and correcting facts: each with its basis, each under a right.

use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::change::{EntryError, Former, Since, change, correct, enter_with_past};
use crate::register::event::PersonEvent;
use crate::register::fact::{Basis, FactValue, ResidenceKind};
use crate::register::person::PersonHistory;
use crate::register::read::{PersonRecord, When, history, stream};
use crate::register::sane;
use kernel::{PartialDate, PersonId};
use law::Part;
use store::{Submission, SubmitError};

/// A person to enter, with everything known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The person's id, drawn by the caller.
    pub id: PersonId,
    /// Facts, each with the day since when it holds.
    pub facts: Vec<Since>,
    /// What no longer holds, such as a former name: its first day, where known, and the first day after.
    pub former: Vec<Former>,
    /// Where they come from.
    pub basis: Basis,
    /// The number under which the register they were taken over from knew the person; empty where there is none.
    pub source: String,
}

/// A change of the world, as an officer enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// Day on which it happened, perhaps known in part.
    pub on: PartialDate,
    /// What is true from then on.
    pub values: Vec<FactValue>,
    /// Where that comes from.
    pub basis: Basis,
}

/// A correction of an entry that was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactCorrection {
    /// The entry, by its `seq`.
    pub wrong: i64,
    /// What is true instead; nothing when the fact never was.
    pub right: Option<FactValue>,
    /// Since when, where that was wrong too.
    pub from: Option<PartialDate>,
    /// Where that comes from.
    pub basis: Basis,
    /// Why the entry was wrong.
    pub reason: String,
}

impl From<EntryError> for OfficeError {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::NotEntered => Self::NotFound,
            EntryError::Dead => Self::NotNow(Problem::new("ends-at-death")),
            EntryError::AlreadyEntered => Self::NotNow(Problem::new("entered-already")),
            EntryError::Unchanged => Self::NotNow(Problem::new("stands-already")),
            EntryError::UnderReview(seq) => Self::NotNow(Problem::new("under-review").with("entry", seq)),
            EntryError::Merged(kept) => Self::NotNow(Problem::new("kept-under").with("kept", kept)),
            EntryError::Nothing => Self::field("values", Problem::new("nothing-to-enter")),
            EntryError::BeforeItBegan { change, began } => {
                Self::field("on", Problem::new("before-the-fact").with("change", change).with("began", began))
            }
            EntryError::NoSuchReview(seq) => {
                Self::field("review", Problem::new("no-review").with("entry", seq))
            }
            EntryError::NoSuchEntry(seq) => Self::field("wrong", Problem::new("no-entry").with("entry", seq)),
            EntryError::NoReason => Self::field("reason", Problem::new("required")),
        }
    }
}

impl Office {
    /// Enters many persons, one event a person with its facts inside; answers each, in order. For the bulk
    /// load and the demonstration; the caller has the operator's right by running the command.
    pub async fn enter_persons(&self, list: Vec<NewPerson>) -> Vec<Result<PersonId, OfficeError>> {
        let mut answers: Vec<Result<PersonId, OfficeError>> = Vec::with_capacity(list.len());
        let mut waiting = Vec::new();
        let mut submissions = Vec::new();
        for person in list {
            match self.entry(person) {
                Ok((id, submission)) => {
                    waiting.push((answers.len(), id));
                    answers.push(Ok(id));
                    submissions.push(submission);
                }
                Err(error) => answers.push(Err(error)),
            }
        }
        let results = self.submit_many(submissions).await;
        let mut results = results.into_iter();
        for (at, id) in waiting {
            let result = results.next().unwrap_or(Err(SubmitError::Closed));
            if let Some(answer) = answers.get_mut(at) {
                *answer = result.map(|_| id).map_err(entered_twice);
            }
        }
        answers
    }

    pub(crate) fn entry(&self, person: NewPerson) -> Result<(PersonId, Submission), OfficeError> {
        for value in person.facts.iter().map(|(value, _)| value).chain(person.former.iter().map(|f| &f.0)) {
            self.known_to_country(value)?;
        }
        let entered = enter_with_past(person.facts, person.former, person.basis, person.source)?;
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((stream(person.id), 0));
        submission.events.push(event(stream(person.id), entered.kind(), &entered)?);
        Ok((person.id, submission))
    }

    /// The world moved: some facts end, others begin.
    ///
    /// # Errors
    /// [`OfficeError::Conflict`] when `expected` is not the version of the person's stream any more.
    pub async fn change_facts(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        expected: Option<u32>,
        wanted: FactChange,
    ) -> Result<PersonRecord, OfficeError> {
        self.authorise(actor, Action::WriteRegister, Some(id), purpose.clone(), false, "all")?;
        for value in &wanted.values {
            self.known_to_country(value)?;
            self.known_to_catalogue(value)?;
            sane::value(self.today(), value)?;
        }
        sane::happened(self.today(), Some(&wanted.on), &wanted.basis)?;
        let values: Vec<FactValue> = wanted.values.clone();
        self.write(actor, purpose, id, expected, &values, |history| {
            let view = history.today(self.today());
            self.permitted(&view, &wanted.values)?;
            let on = wanted.on;
            let changed = change(history, wanted.on, wanted.values, wanted.basis)?;
            sane::in_their_life(history, &on, changed.parts().1)?;
            Ok(changed)
        })
        .await
    }

    /// An entry was wrong: it stays visible on the axis of knowledge and vanishes from the axis of validity.
    ///
    /// # Errors
    /// As [`Self::change_facts`].
    pub async fn correct_fact(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        expected: Option<u32>,
        wanted: FactCorrection,
    ) -> Result<PersonRecord, OfficeError> {
        self.authorise(actor, Action::WriteRegister, Some(id), purpose.clone(), false, "all")?;
        if let Some(value) = &wanted.right {
            self.known_to_country(value)?;
            self.known_to_catalogue(value)?;
            sane::value(self.today(), value)?;
        }
        sane::happened(self.today(), wanted.from.as_ref(), &wanted.basis)?;
        let values: Vec<FactValue> = wanted.right.iter().cloned().collect();
        self.write(actor, purpose, id, expected, &values, |history| {
            Ok(correct(history, wanted.wrong, wanted.right, wanted.from, wanted.basis, &wanted.reason)?)
        })
        .await
    }

    async fn write(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        expected: Option<u32>,
        values: &[FactValue],
        decide: impl FnOnce(&PersonHistory) -> Result<PersonEvent, OfficeError>,
    ) -> Result<PersonRecord, OfficeError> {
        let mut access =
            self.authorise(actor, Action::WriteRegister, Some(id), purpose.clone(), false, "all")?;
        let mut snapshot = self.snapshot(actor).await?;
        let history = history(&mut snapshot, &mut access, id).await?;
        if values.iter().any(|value| matches!(value, FactValue::Residence { .. }))
            && snapshot.hides(id, Part::Address).await?
        {
            return Err(withheld());
        }
        drop(snapshot);
        if expected.is_some_and(|version| version != history.version) {
            return Err(OfficeError::Conflict(Problem::new("stale")));
        }
        let happened = decide(&history)?;
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), history.version));
        submission.events.push(event(stream(id), happened.kind(), &happened)?);
        match self.commit_claims(Some(&access), submission).await {
            Ok(_) => {
                let shown = self.person(actor, purpose, id, &When::default()).await;
                shown.map_err(OfficeError::when_done)
            }
            Err(SubmitError::Taken { .. }) => Err(anothers()),
            Err(other) => Err(other.into()),
        }
    }

    /// Whether the codes of a fact are in the country's lists.
    pub(crate) fn known_to_country(&self, value: &FactValue) -> Result<(), OfficeError> {
        let wrong = |problem| Err(OfficeError::field("values", problem));
        match value {
            FactValue::Status { status } if self.country().status(status).is_none() => {
                wrong(Problem::new("unknown-status").with("status", status))
            }
            FactValue::Residence { residence: ResidenceKind::Declared, municipality, .. }
                if self.country().municipality(municipality).is_none() =>
            {
                wrong(Problem::new("unknown-municipality").with("municipality", municipality))
            }
            _ => Ok(()),
        }
    }
}

/// What is withheld from whoever writes is not overwritten by them.
pub(crate) fn withheld() -> OfficeError {
    OfficeError::NotNow(Problem::new("withheld"))
}

pub(crate) fn entered_twice(error: SubmitError) -> OfficeError {
    match error {
        SubmitError::Stale { .. } => OfficeError::Conflict(Problem::new("entered-already")),
        SubmitError::Taken { .. } => anothers(),
        other => other.into(),
    }
}

/// A code or a number that somebody else has.
pub(crate) fn anothers() -> OfficeError {
    OfficeError::Conflict(Problem::new("anothers"))
}

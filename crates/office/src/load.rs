//! The bulk load of persons: one event a person, its facts inside, many thousands in one transaction.

use crate::act::Office;
use crate::error::OfficeError;
use crate::register::NewPerson;
use crate::register::write::entered_twice;
use kernel::PersonId;
use store::{StoreError, SubmitError};

/// What became of each person of a chunk, in order.
pub type Entered = Vec<Result<PersonId, OfficeError>>;

impl Office {
    /// Enters all persons that `source` gives, chunk by chunk, until it gives nothing more; `settle` hears what
    /// became of each chunk, in order, once it is committed; a commit comes after some `commit_every` persons. The source runs on a thread of its own. The caller
    /// has the operator's right by running the command.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer; what `settle` says. What was settled stands, and
    /// the load can be started again.
    pub async fn load_persons<T, E, S, A>(
        &self,
        commit_every: usize,
        mut source: S,
        mut settle: A,
    ) -> Result<(), E>
    where
        T: Send + 'static,
        E: From<StoreError>,
        S: FnMut() -> Option<(T, Vec<NewPerson>)> + Send + 'static,
        A: FnMut(T, Entered) -> Result<(), E>,
    {
        let office = self.clone();
        let prepared = move || {
            let (tag, persons) = source()?;
            let (mut answers, mut submissions) = (Vec::with_capacity(persons.len()), Vec::new());
            for person in persons {
                match office.entry(person) {
                    Ok((id, submission)) => {
                        answers.push(Ok(id));
                        submissions.push(submission);
                    }
                    Err(error) => answers.push(Err(error)),
                }
            }
            Some(((tag, answers), submissions))
        };
        let settled = |(tag, mut answers): (T, Entered), results: Vec<Result<_, SubmitError>>| {
            let mut results = results.into_iter();
            for answer in &mut answers {
                if let Ok(id) = answer {
                    let id = *id;
                    let result = results.next().unwrap_or(Err(SubmitError::Closed));
                    *answer = result.map(|_| id).map_err(entered_twice);
                }
            }
            settle(tag, answers)
        };
        self.store().load(commit_every, prepared, settled).await
    }
}

//! Sending a draft: it becomes an application with its files, and is gone.

use super::draft::{Answer, Draft};
use super::steps::{Step, Steps, questions};
use super::{Drafting, key};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::apply::already_open;
use crate::cases::{Application, Enclosed, Preview};
use crate::error::{OfficeError, Problem};
use kernel::{CaseId, PersonId, Timestamp};
use law::{Facts, Procedure};

/// The application that a draft has become; `None` while a step is missing.
#[must_use]
pub fn application(procedure: &Procedure, draft: &Draft, facts: &Facts) -> Option<Application> {
    if Steps::of(procedure, draft, facts).first_missing() != &Step::Check {
        return None;
    }
    let given = |name: &str| match draft.answers.get(name) {
        Some(Answer::Given(value)) => Some((name.to_owned(), value.clone())),
        Some(Answer::Unknown) | None => None,
    };
    // What is not asked any more is not sent either.
    let declared = questions(procedure, draft, facts).iter().filter_map(|def| given(&def.name)).collect();
    let enclosed = draft.files.iter().map(|file| {
        let (evidence, file) = (file.evidence.clone(), file.file.clone());
        Enclosed { file, evidence }
    });
    Some(Application {
        service: procedure.id().to_owned(),
        subject: draft.subject?,
        declared,
        office: draft.office.clone()?,
        lang: draft.lang?,
        appointment: draft.appointment,
        applicant: None,
        intake: None,
        note: draft.note().to_owned(),
        particulars: draft.particulars(procedure),
        files: enclosed.collect(),
    })
}

impl Office {
    /// What would follow from sending a draft.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] while a step is missing; otherwise as [`Office::preview`].
    pub async fn preview_draft(
        &self,
        actor: &Actor,
        procedure: &Procedure,
        drafting: &Drafting,
    ) -> Result<(Application, Preview), OfficeError> {
        let wanted = application(procedure, &drafting.draft, &drafting.facts)
            .ok_or_else(|| OfficeError::NotNow(Problem::new("step-first")))?;
        let preview = self.preview(actor, &wanted).await?;
        Ok((wanted, preview))
    }

    /// Sends the client's draft as it was `seen`, and deletes it. `subject` is whom the page was about: whoever sends
    /// twice is told of the case that the first sending began.
    ///
    /// # Errors
    /// [`OfficeError::Conflict`] with `already-open`, with `stale` when the draft was changed meanwhile, or with
    /// `draft-gone`; [`OfficeError::NotNow`] while a step is missing.
    pub async fn send_draft(
        &self,
        actor: &Actor,
        procedure: &Procedure,
        seen: Option<Timestamp>,
        subject: Option<PersonId>,
    ) -> Result<CaseId, OfficeError> {
        let (client, _) = self.own_draft(actor)?;
        let drafting = self.drafting(actor, procedure).await?;
        if let Some(open) = drafting.open {
            return Err(already_open(open));
        }
        let Some(touched) = drafting.draft.touched else {
            return Err(self.sent_already(client, procedure, subject).await?);
        };
        if Some(touched) != seen {
            return Err(OfficeError::Conflict(Problem::new("stale")));
        }
        // What is wrong is told before the files are kept.
        let (wanted, _) = self.preview_draft(actor, procedure, &drafting).await?;
        let case = self.apply_once(actor, &wanted, touched).await?;
        self.store().delete_draft(&key(client, procedure.id())).await?;
        Ok(case)
    }

    /// Why there is nothing to send: it was sent before, or deleted.
    async fn sent_already(
        &self,
        client: PersonId,
        procedure: &Procedure,
        subject: Option<PersonId>,
    ) -> Result<OfficeError, OfficeError> {
        let gone = OfficeError::Conflict(Problem::new("draft-gone"));
        let Some(subject) = subject else { return Ok(gone) };
        let mut snapshot = self.snapshot(&Actor::Client { person: client }).await?;
        if !self.is_own_in(&mut snapshot, client, subject, procedure).await? {
            return Ok(gone);
        }
        let open = self.open_case(&mut snapshot, subject, procedure.id()).await?;
        Ok(open.map_or(gone, already_open))
    }
}

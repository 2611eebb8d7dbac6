//! The cases that are examined together with one.

use super::{Loaded, fold, sealed};
use crate::act::Office;
use crate::cases::command::CaseCommand;
use crate::cases::rules::Other;
use crate::error::OfficeError;
use crate::register::PersonBrief;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day};
use std::collections::BTreeSet;

/// A case that is examined together with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedCase {
    /// Its id.
    pub id: CaseId,
    /// Id of its procedure.
    pub procedure: String,
    /// Whom it is about.
    pub subject: PersonBrief,
    /// Where it stands.
    pub stage: &'static str,
    /// Day of receipt.
    pub received: Day,
}

impl Office {
    /// The joined cases as they are shown.
    pub(super) async fn joined(
        &self,
        snapshot: &mut Snapshot,
        loaded: &mut Loaded<'_>,
    ) -> Result<Vec<JoinedCase>, OfficeError> {
        let mut list = Vec::new();
        for id in loaded.case.joined.clone() {
            let (case, _) = match fold(id, loaded.access.open(sealed(snapshot, id).await?)) {
                // Erased when its time was over.
                Err(OfficeError::NotFound) => continue,
                found => found?,
            };
            if !snapshot.sees_case([case.applicant, case.subject]).await? {
                continue;
            }
            let Some(subject) = loaded.access.listed(snapshot, case.subject).await? else { continue };
            list.push(JoinedCase {
                id,
                subject: self.brief(&subject),
                stage: case.stage(),
                received: case.received,
                procedure: case.procedure,
            });
        }
        Ok(list)
    }

    /// Loads the cases that a command touches beside its own: those examined together with it, and one that it is to be
    /// joined with, together with that one's.
    pub(crate) async fn load_others<'o>(
        &'o self,
        snapshot: &mut Snapshot,
        loaded: &mut Loaded<'o>,
        command: &CaseCommand,
    ) -> Result<(), OfficeError> {
        let mut wanted: BTreeSet<CaseId> = match command {
            CaseCommand::Assign { .. }
            | CaseCommand::RecordEvidence { everywhere: true, .. }
            | CaseCommand::Join { .. }
            | CaseCommand::Part {} => loaded.case.joined.clone(),
            _ => return Ok(()),
        };
        if let CaseCommand::Join { case } = command {
            wanted.insert(*case);
        }
        wanted.remove(&loaded.case.id);
        let mut seen = wanted.clone();
        while let Some(id) = wanted.pop_first() {
            // A number that no case has is told of by the command.
            let Ok((case, _)) = fold(id, loaded.access.open(sealed(snapshot, id).await?)) else { continue };
            if !snapshot.sees_case([case.applicant, case.subject]).await? {
                continue;
            }
            loaded.access.person(snapshot, case.subject).await?;
            loaded.access.naming(case.subject);
            let Some(procedure) = self.law().version(&case.procedure, case.in_force) else { continue };
            let own = loaded.case.id;
            wanted.extend(case.joined.iter().copied().filter(|other| *other != own && seen.insert(*other)));
            loaded.others.push(Other { case, procedure });
        }
        Ok(())
    }
}

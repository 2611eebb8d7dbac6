//! The cases beside one that its decision could open and that are open already.

use crate::act::Office;
use crate::cases::case::Case;
use crate::cases::rules::ParentCase;
use crate::error::OfficeError;
use crate::snapshot::Snapshot;
use law::Procedure;
use law::procedure::Effect;
use std::collections::BTreeSet;

impl Office {
    /// The procedures that a decision here can open and of which the person has an open case.
    pub(super) async fn open_kinds(
        &self,
        snapshot: &mut Snapshot,
        procedure: &Procedure,
        case: &Case,
        parent: Option<&ParentCase<'_>>,
    ) -> Result<BTreeSet<String>, OfficeError> {
        let opens = procedure.decisions().iter().flat_map(|rule| &rule.effects);
        let opens = opens.filter_map(|effect| match effect {
            Effect::Open { procedure, .. } => Some((case.subject, procedure.clone())),
            _ => None,
        });
        // What is undone is decided anew, of the case that led to this one or of this one itself.
        let again = parent.map(|parent| (parent.case.subject, parent.case.procedure.clone()));
        let own = case.is_closed().then(|| (case.subject, case.procedure.clone()));
        let mut open = BTreeSet::new();
        for (person, kind) in opens.chain(again).chain(own).collect::<BTreeSet<_>>() {
            if self.open_case(snapshot, person, &kind).await?.is_some() {
                open.insert(kind);
            }
        }
        Ok(open)
    }
}

//! What a statement says, and whether the register has changed since: functions of the history alone.

use crate::register::fact::{FactValue, KnownFact, Relative};
use crate::register::person::LATEST;
use crate::register::view::HeldFact;
use crate::register::{Certainty, PersonHistory};
use kernel::{Day, PersonId};
use law::register::StatementKind;
use std::sync::Arc;

/// The kinds of facts that tell who a statement is about.
pub(super) const SUBJECT: [&str; 3] = ["code", "name", "birth"];
/// The kind of fact that names somebody else.
pub(super) const NAME: &str = "name";
/// The kind of fact that may stand in the other's record alone.
pub(super) const CHILD: &str = "child";

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What holds on the day.
    pub current: Vec<HeldFact>,
    /// What held before, where the kind of statement says so.
    pub former: Vec<Arc<KnownFact>>,
}

impl Content {
    /// What a statement of `kind` says of the person on `day`, as known at `known_at`. `children` are the records
    /// that name the person as a parent: the relation may be entered there alone.
    #[must_use]
    pub fn of(
        history: &PersonHistory,
        children: &[Arc<PersonHistory>],
        kind: &StatementKind,
        day: Day,
        known_at: i64,
    ) -> Self {
        let said = |value: &FactValue| !value.sealed() && kind.facts.iter().any(|code| code == value.kind());
        let mut current = history.on(day, known_at).facts;
        current.retain(|held| said(&held.known.fact.value));
        for child in children.iter().filter(|child| child.merged_into(known_at).is_none()) {
            let entry = FactValue::Child { of: child.id.into() };
            let named =
                child.on(day, known_at).facts.into_iter().find(|held| is_parent(history.id, &held.known));
            if let Some(mut held) = named
                && said(&entry)
                && !current.iter().any(|held| held.known.fact.value == entry)
            {
                Arc::make_mut(&mut held.known).fact.value = entry;
                current.push(held);
            }
        }
        let before = |known: &&Arc<KnownFact>| {
            let began = known.fact.from.and_then(|from| from.earliest()).is_none_or(|first| first <= day);
            let held = current.iter().any(|held| held.known.fact.seq == known.fact.seq);
            known.known(known_at) && said(&known.fact.value) && began && !held
        };
        let former =
            if kind.history { history.facts.iter().filter(before).map(Arc::clone).collect() } else { vec![] };
        Self { current, former }
    }

    /// Whether anything that it says is only possible or under review.
    #[must_use]
    pub fn doubtful(&self) -> bool {
        self.current.iter().any(|held| held.certainty == Certainty::Possible || held.review.is_some())
    }

    /// Everybody of the register on the other side of a relation.
    #[must_use]
    pub fn others(&self) -> Vec<PersonId> {
        let current = self.current.iter().map(|held| &held.known);
        current.chain(&self.former).filter_map(|known| known.fact.value.other()).collect()
    }
}

/// The other side of a relation.
pub(super) const fn relative(value: &FactValue) -> Option<&Relative> {
    match value {
        FactValue::Parent { of }
        | FactValue::Child { of }
        | FactValue::Spouse { of, .. }
        | FactValue::Guardian { of, .. }
        | FactValue::Ward { of, .. }
        | FactValue::Agent { of, .. }
        | FactValue::Principal { of, .. } => Some(of),
        _ => None,
    }
}

/// Whether an entry says that `parent` is a parent.
pub(super) fn is_parent(parent: PersonId, known: &KnownFact) -> bool {
    matches!(&known.fact.value, FactValue::Parent { of } if of.person() == Some(parent))
}

/// Whether the entries of a record that are `said` were added to, ended, corrected or doubted after `known_at`, or the
/// record was given up for another. What only time does, such as a day that passes, is no change of the register.
#[must_use]
pub fn changed_since(history: &PersonHistory, said: impl Fn(&KnownFact) -> bool, known_at: i64) -> bool {
    let later = |position: i64| position > known_at;
    let entries = || history.facts.iter().filter(|known| !known.fact.value.sealed() && said(known.as_ref()));
    let entered = entries().any(|known| later(known.known_from) || known.known_to.is_some_and(later));
    let doubted = history.reviews.iter().any(|review| {
        (later(review.known_from) || review.closed_at.is_some_and(later))
            && entries().any(|known| review.facts.contains(&known.fact.seq))
    });
    entered || doubted || history.merged_into(known_at) != history.merged_into(LATEST)
}

//! Two records of one person: seen side by side, joined, parted, and what a split left undecided given to one of
//! the two. Under a right of its own, written to both records at once.

use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::civil::{Effects, People};
use crate::register::deeds::Written;
use crate::register::fact::{Basis, KnownFact};
use crate::register::merge::{MergeError, Met, Whose, assign, meet, merge, since, split, undecided};
use crate::register::person::PersonHistory;
use crate::register::read::{PersonBrief, history};
use crate::register::write::withheld;
use crate::snapshot::Snapshot;
use kernel::PersonId;
use law::Part;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Two records that are joined or parted, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The record that stays.
    pub keep: PersonId,
    /// The record that is given up, or restored.
    pub other: PersonId,
    /// Where it is known from.
    pub basis: Basis,
    /// Why, in words.
    pub reason: String,
    /// The versions that were seen: of the record that stays, and of the other where it was seen too. Nothing when any
    /// will do.
    pub seen: Option<(u32, Option<u32>)>,
}

/// Two records side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoRecords {
    /// The record that stays, and the other.
    pub briefs: (PersonBrief, PersonBrief),
    /// The versions that were read.
    pub seen: (u32, u32),
    /// Before a merge: the entries of the other, each beside what the record that stays says.
    pub met: Vec<Met>,
    /// Of merged records: entries made since.
    pub since: Vec<KnownFact>,
    /// After a split: entries of which nobody has said yet whose they are.
    pub undecided: Vec<KnownFact>,
}

impl From<MergeError> for OfficeError {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::NotEntered(_) => Self::NotFound,
            MergeError::Merged(_) => Self::NotNow(Problem::new("record-merged")),
            MergeError::NotMerged(_) => Self::NotNow(Problem::new("record-not-merged")),
            MergeError::Related => Self::NotNow(Problem::new("records-related")),
            MergeError::NotUndecided(seq) => Self::NotNow(Problem::new("not-undecided").with("entry", seq)),
            MergeError::Same => Self::field("other", Problem::new("same-record")),
            MergeError::NoSuchEntry(seq) => Self::field("takes", Problem::new("no-entry").with("entry", seq)),
            MergeError::NothingAssigned => Self::field("whose", Problem::new("required")),
            MergeError::NoReason => Self::field("reason", Problem::new("required")),
        }
    }
}

impl Office {
    /// Joins two records of one person; `takes` are entries of `other` that win.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when one was given up already.
    pub async fn merge_records(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        pair: &Pair,
        takes: &BTreeSet<i64>,
    ) -> Result<Written, OfficeError> {
        self.both(actor, purpose, pair, |a, b| merge(a, b, takes, &pair.basis, &pair.reason)).await
    }

    /// Parts two records that were joined: both are as they were before.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when they are not joined.
    pub async fn split_records(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        pair: &Pair,
        whose: &BTreeMap<i64, Whose>,
    ) -> Result<Written, OfficeError> {
        self.both(actor, purpose, pair, |a, b| split(a, b, whose, &pair.basis, &pair.reason)).await
    }

    /// Gives entries that a split left undecided to one of the two.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] for an entry that does not wait for it.
    pub async fn assign_entries(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        pair: &Pair,
        whose: &BTreeMap<i64, Whose>,
    ) -> Result<Written, OfficeError> {
        self.both(actor, purpose, pair, |a, b| assign(a, b, whose, &pair.basis, &pair.reason)).await
    }

    /// Two records side by side, both named in the trace. What is sealed is not shown.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when one of them is not in the register.
    pub async fn two_side_by_side(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        keep: PersonId,
        other: PersonId,
    ) -> Result<TwoRecords, OfficeError> {
        let (snapshot, access, ours, theirs) = self.two_records(actor, purpose, keep, other).await?;
        drop(snapshot);
        let open = |list: Vec<&KnownFact>| -> Vec<KnownFact> {
            list.into_iter().filter(|known| !known.fact.value.sealed()).cloned().collect()
        };
        let mut met = meet(&ours, &theirs);
        met.retain(|met| !met.theirs.fact.value.sealed());
        let shown = TwoRecords {
            briefs: (self.brief(&ours), self.brief(&theirs)),
            seen: (ours.version, theirs.version),
            met,
            since: open(since(&ours, other)),
            undecided: open(undecided(&ours, other)),
        };
        self.answer(actor, &access, shown).await
    }

    async fn both(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        pair: &Pair,
        decide: impl FnOnce(&PersonHistory, &PersonHistory) -> Result<Effects, MergeError>,
    ) -> Result<Written, OfficeError> {
        let (mut snapshot, access, ..) = self.two_records(actor, purpose, pair.keep, pair.other).await?;
        // What is withheld from whoever joins records would be joined unseen.
        for id in [pair.keep, pair.other] {
            if snapshot.hides(id, Part::Address).await? || snapshot.hides(id, Part::Documents).await? {
                return Err(withheld());
            }
        }
        let ours = access.open(snapshot.whole(pair.keep).await?);
        let theirs = access.open(snapshot.whole(pair.other).await?);
        drop(snapshot);
        let effects = decide(&ours, &theirs)?;
        let stale = |(kept, other): (u32, Option<u32>)| {
            kept != ours.version || other.is_some_and(|other| other != theirs.version)
        };
        if pair.seen.is_some_and(stale) {
            return Err(OfficeError::Conflict(Problem::new("stale")));
        }
        let mut persons: Vec<PersonId> = effects.iter().map(|(person, _)| *person).collect();
        persons.dedup();
        let people = People::from([(pair.keep, ours), (pair.other, theirs)]);
        let position = self.append(actor, &access, &people, effects, None).await?;
        Ok(Written { persons, newcomer: None, position })
    }

    /// Two records, under the right to join and part them.
    async fn two_records(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        keep: PersonId,
        other: PersonId,
    ) -> Result<(Snapshot, Access, Arc<PersonHistory>, Arc<PersonHistory>), OfficeError> {
        let mut access =
            self.authorise(actor, Action::MergeRecords, Some(keep), purpose.clone(), false, "all")?;
        let mut snapshot = self.snapshot(actor).await?;
        let ours = history(&mut snapshot, &mut access, keep).await?;
        let theirs = history(&mut snapshot, &mut access, other).await?;
        Ok((snapshot, access, ours, theirs))
    }
}

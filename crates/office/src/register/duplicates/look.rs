//! Looking the register through for records of one person: those that changed since the last time, as the log is
//! followed, or all of them at once. What is found goes to the list of work; it is found once.

use super::alike::{described, enter, kept};
use super::likeness::{Described, Likeness, TOLD_FROM, explained, judge};
use super::list::standing;
use super::verdict::{PairEvent, PersonPair, RegisterLooked, Verdict};
use crate::access::rights::Action;
use crate::access::{self, Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::snapshot::Snapshot;
use kernel::PersonId;
use law::Part;
use linkage::Records;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};
use store::sql::duplicates::{ALL_GIVEN_UP, CHANGES, COMPARED, FOUND, LOOKED};
use store::{StreamId, SubmitError, Value};

/// Changes that are followed one by one; more are left to a look through the whole register.
const FOLLOWED_MAX: i64 = 20_000;
/// Changes looked at in one step.
const STEP: i64 = 50;
/// Rows read at once.
const BLOCK: i64 = 20_000;
/// Pairs entered in one submission.
const PAIRS_AT_ONCE: usize = 200;
/// What is looked for, as the projection names it.
const WHAT: &str = "duplicates";

/// What this node remembers of looking, because no event says it.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// How far it has looked, where nothing about persons came in.
    to: AtomicI64,
    /// From this position on there is too much to follow; 0 for none.
    left_from: AtomicI64,
}

/// How far the register was looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    /// Up to this position of the log.
    pub to: i64,
    /// Whether something came in about persons since.
    pub behind: bool,
    /// Whether somebody was looked at this time.
    pub went_on: bool,
    /// Pairs that were found this time.
    pub found: usize,
}

/// A pair that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPair {
    /// The two.
    pub pair: PersonPair,
    /// How alike they are.
    pub likeness: Likeness,
    /// Whether the list of work has it from now on; otherwise it has had it.
    pub new: bool,
}

fn stream() -> StreamId {
    StreamId::new("looked", WHAT)
}

/// The position up to which the log says that the register was looked through.
pub(super) async fn looked_to(snapshot: &mut Snapshot) -> Result<i64, OfficeError> {
    let row = snapshot.row(&LOOKED, &[Value::from(WHAT)]).await?;
    Ok(row.map_or(Ok(0), |row| row.int(0))?)
}

fn key(pair: PersonPair) -> [Value; 2] {
    pair.both().map(|id| Value::Int(id.as_i64()))
}

/// Whether the list of work has the pair already, or somebody said that they are two.
async fn known(snapshot: &mut Snapshot, pair: PersonPair) -> Result<(bool, bool), OfficeError> {
    let listed = snapshot.row(&FOUND, &key(pair)).await?.is_some();
    Ok((listed, standing(snapshot, pair).await? == Some(Verdict::TwoPersons)))
}

/// The persons about whom something came in after `from` and up to `to`, each once, with the
/// position that is covered by them; at most `limit` changes are looked at.
async fn changed(
    snapshot: &mut Snapshot,
    from: i64,
    to: i64,
    limit: i64,
) -> Result<(BTreeSet<PersonId>, i64), OfficeError> {
    let rows = snapshot.rows(&CHANGES, &[Value::Int(from), Value::Int(to), Value::Int(limit)]).await?;
    let all = i64::try_from(rows.len()).unwrap_or(i64::MAX) < limit;
    let covered = rows.last().filter(|_| !all).map_or(Ok(to), |row| row.int(0))?;
    let mut persons = BTreeSet::new();
    for row in rows {
        persons.extend(row.text(1)?.split_once(':').and_then(|(_, id)| id.parse::<PersonId>().ok()));
    }
    Ok((persons, covered))
}

/// Whether more came in than is followed.
async fn too_far(snapshot: &mut Snapshot, from: i64, head: i64) -> Result<bool, OfficeError> {
    if head - from <= FOLLOWED_MAX {
        return Ok(false);
    }
    let span = [Value::Int(from), Value::Int(head), Value::Int(FOLLOWED_MAX + 1)];
    let rows = snapshot.rows(&CHANGES, &span).await?.len();
    Ok(i64::try_from(rows).unwrap_or(i64::MAX) > FOLLOWED_MAX)
}

impl Office {
    /// Looks at some of the persons about whom something came in since the last time; called again until nothing
    /// is behind. After a bulk load it leaves the register to [`Self::find_duplicates`].
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn look_for_duplicates(&self) -> Result<Looked, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let seen = self.looked();
        let from = looked_to(&mut snapshot).await?.max(seen.to.load(Ordering::Relaxed));
        let head = snapshot.position().await?;
        let left = seen.left_from.load(Ordering::Relaxed) == from + 1;
        if left || too_far(&mut snapshot, from, head).await? {
            seen.left_from.store(from + 1, Ordering::Relaxed);
            return Ok(Looked { to: from, behind: true, went_on: false, found: 0 });
        }
        let (persons, covered) = changed(&mut snapshot, from, head, STEP).await?;
        let pairs = self.pairs_of(&mut snapshot, &persons).await?;
        let version = snapshot.version(&stream()).await?;
        drop(snapshot);
        let new: Vec<&FoundPair> = pairs.iter().filter(|pair| pair.new).collect();
        self.enter_pairs(&new, None).await?;
        // Where nothing changed this node alone remembers it: a log that is only looked at does not grow.
        if !persons.is_empty() {
            self.enter_looked(version, covered).await?;
        }
        seen.to.fetch_max(covered, Ordering::Relaxed);
        Ok(Looked { to: covered, behind: covered < head, went_on: !persons.is_empty(), found: new.len() })
    }

    /// The pairs that these persons make with any other.
    async fn pairs_of(
        &self,
        snapshot: &mut Snapshot,
        persons: &BTreeSet<PersonId>,
    ) -> Result<Vec<FoundPair>, OfficeError> {
        let mut found = BTreeMap::new();
        for id in persons {
            if kept(snapshot, *id).await? != *id {
                continue;
            }
            let who = described(snapshot, *id).await?;
            for (other, likeness) in self.alike(snapshot, &who, *id).await? {
                let Some(pair) = PersonPair::new(*id, other) else { continue };
                let (listed, two) = known(snapshot, pair).await?;
                if !two {
                    found.insert(pair, FoundPair { pair, likeness, new: !listed });
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// Looks through the register: all of it, or those about whom something came in after `since`. What is found
    /// goes to the list of work and is answered, the likest first; everybody of a pair is named in the trace.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to search persons.
    pub async fn find_duplicates(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        since: Option<i64>,
        threads: usize,
    ) -> Result<(Vec<FoundPair>, i64), OfficeError> {
        let mut access =
            self.authorise(actor, Action::SearchPersons, None, purpose.clone(), false, "likeness")?;
        let mut snapshot = self.snapshot(actor).await?;
        let head = snapshot.position().await?;
        let covers = since.unwrap_or(0) <= looked_to(&mut snapshot).await?;
        let mut pairs = match since {
            Some(since) => {
                let (persons, _) = changed(&mut snapshot, since, head, i64::MAX).await?;
                self.pairs_of(&mut snapshot, &persons).await?
            }
            None => self.pairs_of_all(&mut snapshot, threads).await?,
        };
        let version = snapshot.version(&stream()).await?;
        drop(snapshot);
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness.likely), pair.pair));
        pairs.iter().flat_map(|pair| pair.pair.both()).for_each(|id| access.naming(id));
        let new: Vec<&FoundPair> = pairs.iter().filter(|pair| pair.new).collect();
        self.enter_pairs(&new, Some(&access)).await?;
        if covers {
            self.enter_looked(version, head).await?;
        }
        Ok((pairs, head))
    }

    async fn pairs_of_all(
        &self,
        snapshot: &mut Snapshot,
        threads: usize,
    ) -> Result<Vec<FoundPair>, OfficeError> {
        let mut given_up = BTreeSet::new();
        for row in snapshot.rows(&ALL_GIVEN_UP, &[]).await? {
            given_up.insert(PersonId::from_i64(row.int(0)?));
        }
        let mut persons = everybody(snapshot).await?;
        let (sight, shields) = snapshot.sight().await?;
        let hidden = |id: PersonId| sight.hidden(&shields, id, Part::Record);
        persons.retain(|(id, _)| !given_up.contains(id) && !hidden(*id));
        let judge = judge(persons.len())?;
        let records = persons.iter().map(|(id, described)| described.record(id.to_string())).collect();
        let records = Records::new(records)
            .map_err(|error| OfficeError::Fault(format!("the register cannot be compared: {error}")))?;
        let least = f64::from(TOLD_FROM) / 1000.0;
        let pairs = tokio::task::spawn_blocking(move || judge.within(&records, threads, least))
            .await
            .map_err(|_| OfficeError::Fault("comparing the register was broken off".to_owned()))?;
        let mut found = Vec::with_capacity(pairs.len());
        for alike in pairs {
            let (Some((a, one)), Some((b, other))) = (persons.get(alike.left), persons.get(alike.right))
            else {
                continue;
            };
            let Some(pair) = PersonPair::new(*a, *b).filter(|_| !one.apart(*a, other, *b)) else {
                continue;
            };
            let (listed, two) = known(snapshot, pair).await?;
            if !two {
                let likeness = explained(alike.probability, &alike.explanation, one, other);
                found.push(FoundPair { pair, likeness, new: !listed });
            }
        }
        Ok(found)
    }

    /// Enters pairs; one that somebody entered meanwhile stays as it is.
    async fn enter_pairs(&self, pairs: &[&FoundPair], access: Option<&Access>) -> Result<(), OfficeError> {
        if let Some(access) = access {
            self.commit(Some(access), self.submission(&Actor::System)).await?;
        }
        for chunk in pairs.chunks(PAIRS_AT_ONCE) {
            let mut submissions = Vec::with_capacity(chunk.len());
            for found in chunk {
                let happened = PairEvent::PairFound { likely: found.likeness.likely };
                let mut submission = self.submission(&Actor::System);
                submission.expect.push((found.pair.stream(), 0));
                submission.events.push(event(found.pair.stream(), happened.kind(), &happened)?);
                submissions.push(submission);
            }
            for answer in self.submit_many(submissions).await {
                unless_stale(answer.map(|_| ()))?;
            }
        }
        Ok(())
    }

    async fn enter_looked(&self, version: u32, to: i64) -> Result<(), OfficeError> {
        let happened = RegisterLooked::RegisterLooked { to };
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((stream(), version));
        submission.events.push(event(stream(), "register-looked", &happened)?);
        unless_stale(self.submit(submission).await.map(|_| ()))
    }
}

/// Who was first has done it.
fn unless_stale(answer: Result<(), SubmitError>) -> Result<(), OfficeError> {
    match answer {
        Ok(()) | Err(SubmitError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// Everybody of the register with what they are compared by.
async fn everybody(snapshot: &mut Snapshot) -> Result<Vec<(PersonId, Described)>, OfficeError> {
    let mut persons: Vec<(PersonId, Described)> = Vec::new();
    let (mut person, mut seq) = (-1, -1);
    loop {
        let key = [Value::Int(person), Value::Int(seq), Value::Int(BLOCK)];
        let sealed = snapshot.guarded_rows(&COMPARED, &key).await?;
        let more = access::weigh(sealed, |rows| -> Result<bool, OfficeError> {
            for row in rows {
                let of = PersonId::from_i64(row.int(0)?);
                if persons.last().is_none_or(|(last, _)| *last != of) {
                    persons.push((of, Described::default()));
                }
                if let Some((_, described)) = persons.last_mut() {
                    enter(described, row)?;
                }
            }
            if let Some(last) = rows.last() {
                (person, seq) = (last.int(0)?, last.int(1)?);
            }
            Ok(!rows.is_empty())
        })?;
        if !more {
            return Ok(persons);
        }
    }
}

//! The list of work of whoever settles duplicates: pairs that look like one person and of which nobody has said
//! yet what they are; and what is said of them.

use super::alike::{described, kept};
use super::likeness::{Likeness, judge as judge_of, likeness};
use super::look::looked_to;
use super::verdict::{PairEvent, PersonPair, Said, Verdict, VerdictError, judge};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::read::{PersonBrief, history};
use crate::snapshot::Snapshot;
use kernel::{PersonId, Timestamp};
use store::sql::duplicates::{CHANGES, TWO_PERSONS, VERDICT, WAITING};
use store::{Row, Value};

/// Pairs a page at most.
pub const PAIRS_MAX: u16 = 50;
const FIELDS: &str = "name,code,birth,status,likeness";

/// Two records that look like one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The two.
    pub pair: PersonPair,
    /// The one.
    pub one: PersonBrief,
    /// The other.
    pub other: PersonBrief,
    /// How alike they are by what the register says now.
    pub likeness: Likeness,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicates {
    /// Pairs, the surest first.
    pub items: Vec<Duplicate>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<String>,
    /// Up to which position of the log the register was looked through.
    pub looked_to: i64,
    /// Whether something came in about persons since.
    pub behind: bool,
}

/// A pair of which somebody said that they are two persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The two.
    pub pair: PersonPair,
    /// The one.
    pub one: PersonBrief,
    /// The other.
    pub other: PersonBrief,
    /// Who said so, as the log keeps it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why; empty where the records were parted after a merge, whose own entries say why.
    pub reason: String,
    /// Position of the log that holds it.
    pub position: i64,
}

impl From<VerdictError> for OfficeError {
    fn from(error: VerdictError) -> Self {
        match error {
            VerdictError::Same => Self::field("other", Problem::new("same-record")),
            VerdictError::NoReason => Self::field("reason", Problem::new("required")),
            VerdictError::Merged => Self::NotNow(Problem::new("record-merged")),
            VerdictError::Unchanged => Self::NotNow(Problem::new("said-already")),
            VerdictError::NothingSaid => Self::NotNow(Problem::new("nothing-said")),
        }
    }
}

/// `DOUBT.ONE.OTHER`, as [`Duplicates::next`] gives it.
fn cursor(text: &str) -> Option<[Value; 3]> {
    let (doubt, pair) = text.split_once('.')?;
    let pair: PersonPair = pair.parse().ok()?;
    let [one, other] = pair.both().map(|id| Value::Int(id.as_i64()));
    Some([Value::Int(doubt.parse().ok()?), one, other])
}

impl Office {
    /// Pairs that wait, the surest first. Everybody shown is named in the trace.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to settle duplicates.
    pub async fn duplicates(
        &self,
        actor: &Actor,
        after: Option<&str>,
        limit: u16,
    ) -> Result<Duplicates, OfficeError> {
        let mut access =
            self.authorise(actor, Action::SettleDuplicates, None, Purpose::Duty, false, FIELDS)?;
        let from = match after {
            None => [-1, -1, -1].map(Value::Int),
            Some(text) => cursor(text).ok_or_else(|| OfficeError::no_cursor(text))?,
        };
        let limit = limit.clamp(1, PAIRS_MAX);
        let mut snapshot = self.snapshot(actor).await?;
        let looked_to = looked_to(&mut snapshot).await?;
        let head = snapshot.position().await?;
        let since = [Value::Int(looked_to), Value::Int(head), Value::Int(1)];
        let behind = !snapshot.rows(&CHANGES, &since).await?.is_empty();
        let (pairs, next) = waiting(&mut snapshot, from, usize::from(limit)).await?;
        let mut items = Vec::new();
        for pair in pairs {
            items.extend(self.compared(&mut snapshot, &mut access, pair).await?);
        }
        self.answer(actor, &access, Duplicates { items, next, looked_to, behind }).await
    }

    /// Two records side by side, whether they wait or not. Whoever names two that a sealed link joins sees what they
    /// would see without it: a refusal would tell of the link.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for records that are none, and for parent and child.
    pub async fn compare_records(&self, actor: &Actor, pair: PersonPair) -> Result<Duplicate, OfficeError> {
        let mut access =
            self.authorise(actor, Action::SettleDuplicates, None, Purpose::Duty, false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let compared = self.compared(&mut snapshot, &mut access, pair).await?;
        self.answer(actor, &access, compared.ok_or(OfficeError::NotFound)?).await
    }

    /// The two side by side; nothing where nothing may be told of them.
    async fn compared(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        pair: PersonPair,
    ) -> Result<Option<Duplicate>, OfficeError> {
        let (one, other) = (described(snapshot, pair.one()).await?, described(snapshot, pair.other()).await?);
        if one.family(pair.one(), &other, pair.other()) {
            return Ok(None);
        }
        let persons = {
            let reading = self.follower().caught_up(snapshot).await?;
            reading.index().map_or(0, ::search::Index::len)
        };
        let likeness = likeness(&judge_of(persons)?, &one, &other);
        let (one, other) =
            (access.listed(snapshot, pair.one()).await?, access.listed(snapshot, pair.other()).await?);
        let (Some(one), Some(other)) = (one, other) else { return Ok(None) };
        let (one, other) = (self.brief(&one), self.brief(&other));
        Ok(Some(Duplicate { pair, one, other, likeness }))
    }

    /// Says what two records are. It is remembered for both, until somebody says otherwise.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when that was said already, or one of the two was merged.
    pub async fn judge_pair(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        pair: PersonPair,
        said: Said,
    ) -> Result<i64, OfficeError> {
        let mut access =
            self.authorise(actor, Action::SettleDuplicates, None, purpose.clone(), false, "verdict")?;
        let mut snapshot = self.snapshot(actor).await?;
        for id in pair.both() {
            history(&mut snapshot, &mut access, id).await?;
        }
        let (version, happened) = said_of(&mut snapshot, pair, said).await?;
        drop(snapshot);
        let mut submission = self.submission(actor);
        submission.expect.push((pair.stream(), version));
        submission.events.push(event(pair.stream(), happened.kind(), &happened)?);
        Ok(self.commit(Some(&access), submission).await?.position)
    }

    /// Pairs of which somebody said that they are two persons, the newest first; `before` is a position of the log.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to settle duplicates.
    pub async fn settled_duplicates(
        &self,
        actor: &Actor,
        before: Option<i64>,
    ) -> Result<Vec<Settled>, OfficeError> {
        let mut access =
            self.authorise(actor, Action::SettleDuplicates, None, Purpose::Duty, false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut settled = Vec::new();
        for row in judged(&mut snapshot, before.unwrap_or(i64::MAX)).await? {
            let (a, b, position) =
                (PersonId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?), row.int(2)?);
            let Some(pair) = PersonPair::new(a, b) else { continue };
            let entry = snapshot.events_after(position - 1, 1).await?.into_iter().next();
            let Some(entry) = entry else { continue };
            let (by, at) = (entry.actor.clone(), entry.recorded_at);
            // A split after a merge says it too; its own entry tells why.
            let reason = match entry.stream == pair.stream() {
                true => {
                    match entries::<PairEvent>(vec![entry])?.into_iter().next().map(|entry| entry.event) {
                        Some(PairEvent::PairJudged { reason, .. }) => reason,
                        _ => String::new(),
                    }
                }
                false => String::new(),
            };
            let (one, other) =
                (access.listed(&mut snapshot, a).await?, access.listed(&mut snapshot, b).await?);
            let (Some(one), Some(other)) = (one, other) else { continue };
            let (one, other) = (self.brief(&one), self.brief(&other));
            settled.push(Settled { pair, one, other, by, at, reason, position });
        }
        self.answer(actor, &access, settled).await
    }
}

/// A page of the pairs of which somebody said that they are two, as far as whoever reads may know of both.
async fn judged(snapshot: &mut Snapshot, mut before: i64) -> Result<Vec<Row>, OfficeError> {
    let mut page = Vec::new();
    loop {
        let rows =
            snapshot.rows(&TWO_PERSONS, &[Value::Int(before), Value::Int(i64::from(PAIRS_MAX))]).await?;
        let last = rows.len() < usize::from(PAIRS_MAX);
        for row in rows {
            before = row.int(2)?;
            let (one, other) = (PersonId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?));
            if snapshot.sees(one).await? && snapshot.sees(other).await? {
                page.push(row);
            }
            if page.len() == usize::from(PAIRS_MAX) {
                return Ok(page);
            }
        }
        if last {
            return Ok(page);
        }
    }
}

/// Pairs that wait after a place in their order, and the place after them when there are more. What was said of a
/// record that was given up since is said of the one that stays.
async fn waiting(
    snapshot: &mut Snapshot,
    mut from: [Value; 3],
    limit: usize,
) -> Result<(Vec<PersonPair>, Option<String>), OfficeError> {
    let (mut pairs, mut next) = (Vec::new(), None);
    loop {
        let key = [from.as_slice(), &[Value::Int(i64::from(PAIRS_MAX) + 1)]].concat();
        let rows = snapshot.rows(&WAITING, &key).await?;
        for row in &rows {
            let (a, b) = (PersonId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?));
            from = [row.int(2)?, row.int(0)?, row.int(1)?].map(Value::Int);
            let Some(pair) = PersonPair::new(a, b) else { continue };
            // A pair with a record that is hidden waits for whoever sees it.
            let seen = snapshot.sees(a).await? && snapshot.sees(b).await?;
            let hidden = match standing(snapshot, pair).await? {
                _ if !seen => true,
                Some(Verdict::TwoPersons) => true,
                // Somebody named the two: they are told as if nothing joined them.
                Some(Verdict::Open) => false,
                None => {
                    let (one, other) = (described(snapshot, a).await?, described(snapshot, b).await?);
                    one.apart(a, &other, b)
                }
            };
            if hidden {
                continue;
            }
            if pairs.len() == limit {
                return Ok((pairs, next));
            }
            next = Some(format!("{}.{pair}", row.int(2)?));
            pairs.push(pair);
        }
        if rows.len() <= usize::from(PAIRS_MAX) {
            return Ok((pairs, None));
        }
    }
}

/// What holds of a pair of records that are kept.
pub(super) async fn standing(
    snapshot: &mut store::Snapshot,
    pair: PersonPair,
) -> Result<Option<Verdict>, OfficeError> {
    let row = snapshot.row(&VERDICT, &pair.both().map(|id| Value::Int(id.as_i64()))).await?;
    Ok(match row.as_ref().map(|row| row.text(0)).transpose()? {
        Some("two-persons") => Some(Verdict::TwoPersons),
        Some(_) => Some(Verdict::Open),
        None => None,
    })
}

/// The entry for what is said of a pair, and the version of its stream.
async fn said_of(
    snapshot: &mut Snapshot,
    pair: PersonPair,
    said: Said,
) -> Result<(u32, PairEvent), OfficeError> {
    let mut merged = false;
    for id in pair.both() {
        merged |= kept(snapshot, id).await? != id;
    }
    let standing = standing(snapshot, pair).await?;
    Ok((snapshot.version(&pair.stream()).await?, judge(standing, merged, said)?))
}

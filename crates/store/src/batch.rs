//! One batch: many submissions, one transaction, one sync. Each is committed whole or refused alone.

mod commit;
mod erase;
pub(crate) mod head;
pub(crate) mod patience;
pub(crate) mod prepare;

use crate::answers::KEPT_ANSWER;
use crate::apply;
use crate::db::Tx;
use crate::error::{StoreError, SubmitError};
use crate::log::{Beside, Change, Committed, NewAccess, NewJob, Projector, StreamId, Submission};
use crate::sealing::Sealing;
use crate::sealing::keys::{self, KeyState, Keys, STREAM_KEY};
use crate::statement::Table;
use crate::value::{Kind, Value};
pub(crate) use commit::commit;
use head::Head;
use patience::Mark;
use prepare::{Place, Prepared, Versions, check, prepare};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who writes the log: what follows from an event, and how its body is sealed.
pub(crate) struct Scribe {
    pub(crate) projector: Arc<dyn Projector>,
    pub(crate) sealing: Sealing,
}

pub(crate) static EVENT: Table = Table {
    name: "event",
    columns: &[
        ("position", Kind::Int),
        ("stream", Kind::Text),
        ("version", Kind::Int),
        ("recorded_at", Kind::Int),
        ("actor", Kind::Text),
        ("kind", Kind::Text),
        ("body", Kind::Bytes),
    ],
    key_len: 1,
};

pub(crate) static ACCESS: Table = Table {
    name: "access_record",
    columns: &[
        ("position", Kind::Int),
        ("recorded_at", Kind::Int),
        ("actor", Kind::Text),
        ("action", Kind::Text),
        ("subject", Kind::Text),
        ("purpose", Kind::Text),
        ("fields", Kind::Text),
    ],
    key_len: 1,
};

static JOB: Table = Table {
    name: "job",
    columns: &[
        ("id", Kind::Text),
        ("kind", Kind::Text),
        ("payload", Kind::Text),
        ("run_at", Kind::Int),
        ("attempts", Kind::Int),
    ],
    key_len: 1,
};

pub(crate) static SUBMISSION: Table =
    Table { name: "submission", columns: &[("id", Kind::Int), ("position", Kind::Int)], key_len: 1 };

/// The kind of the event that says why streams are erased.
pub(crate) const ERASED: &str = "erased";

/// The answer to each submission of a batch, in order.
pub(crate) type Answers = Vec<Result<Committed, SubmitError>>;

/// A batch that is written and not committed yet.
pub(crate) struct Written {
    pub(crate) answers: Answers,
    /// The checkpoint of the trace, if any was written.
    traced: Option<Mark>,
}

/// How the claims of a batch are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claims {
    /// All at once: the way of many submissions to a server, where no key is taken. Whether that held shows
    /// afterwards.
    Together,
    /// Submission by submission, so that whoever finds a key taken is refused alone.
    Each,
}

/// From so many submissions on the claims are tried together first.
const TOGETHER_FROM: usize = 16;

impl Claims {
    /// How to begin with a batch. In a file of our own each claim costs the same alone; what is taken beside the log is
    /// taken one by one.
    pub(crate) fn first(batch: &[Submission], sqlite: bool) -> Self {
        let many = !sqlite && batch.len() >= TOGETHER_FROM;
        if many && !batch.iter().any(|submission| taken(submission).is_some()) {
            Self::Together
        } else {
            Self::Each
        }
    }
}

/// Writes a batch inside a transaction; the head is saved by whoever commits. `ahead` holds what was prepared
/// in advance, in order; it is used where its place is the right one.
pub(crate) async fn write(
    tx: &mut Tx,
    scribe: &Scribe,
    head: &mut Head,
    bare: &mut BTreeSet<String>,
    batch: &[Submission],
    ahead: Vec<Option<Prepared>>,
    claims: Claims,
) -> Result<Option<Written>, StoreError> {
    let mut versions = versions(tx, batch).await?;
    let mut keys = keys_of(tx, scribe, batch, &versions, bare).await?;
    let (mut answers, mut events, mut changes) = (Vec::new(), Vec::new(), Pending::default());
    let (mut jobs, mut access, mut named) = (Vec::new(), Vec::new(), Vec::new());
    let (mut key_rows, mut erased) = (Vec::new(), Vec::new());
    let mut ahead = ahead.into_iter();
    for submission in batch {
        let place = Place { after: head.position(), recorded_at: head.recorded_at };
        let ready = ahead.next().flatten().filter(|ready| ready.place.after == place.after);
        let ready = ready.filter(|ready| ready.recorded_at == place.recorded_at.max(submission.at));
        let checked = check(submission, head.position(), &versions, &keys);
        let prepared = checked.and_then(|()| match ready {
            Some(ready) => Ok(ready),
            None => prepare(scribe, submission, place, &versions, &keys),
        });
        let accepted = match prepared {
            Ok(mut prepared) => {
                let own = (std::mem::take(&mut prepared.keys), std::mem::take(&mut prepared.key_rows));
                let taken = taken(submission);
                let accepted =
                    accept(tx, prepared, (claims, taken), head, &mut versions, &mut changes, bare).await?;
                if accepted.is_ok() {
                    keys.extend(own.0.into_iter().map(|(stream, key)| (stream, KeyState::Held(key))));
                    key_rows.extend(own.1);
                }
                accepted
            }
            Err(refused) => Err(refused),
        };
        let (own_events, own_changes) = match accepted {
            Ok(accepted) => accepted,
            Err(refused) => {
                answers.push(Err(refused));
                continue;
            }
        };
        let position = head.position();
        // What is erased takes nothing more, not in this batch either.
        keys.extend(submission.erase.iter().map(|stream| (stream.clone(), KeyState::Destroyed)));
        erased.extend(submission.erase.iter().map(|stream| (position, stream)));
        erase::jobs(tx, submission).await?;
        events.extend(own_events);
        changes.extend(own_changes);
        jobs.extend(&submission.jobs);
        access.extend(submission.access.iter().map(|record| (submission.at, record)));
        if submission.id != 0 {
            named.push(vec![Value::Int(submission.id), Value::Int(position)]);
        }
        answers.push(Ok(Committed { position }));
    }
    if claims == Claims::Together && !claim_together(tx, &changes.changes).await? {
        return Ok(None);
    }
    apply::insert(tx, &EVENT, &events, "").await?;
    keys::enter(tx, &key_rows).await?;
    apply::changes(tx, &changes.changes, false, bare).await?;
    erase::streams(tx, &erased).await?;
    enter_jobs(tx, jobs).await?;
    apply::insert(tx, &SUBMISSION, &named, "").await?;
    let traced = if access.is_empty() { None } else { Some(trace(tx, access).await?) };
    if let Some(keyring) = scribe.sealing.keyring() {
        erased.iter().for_each(|(_, stream)| keyring.forget(stream.as_str()));
    }
    Ok(Some(Written { answers, traced }))
}

/// The keys of all streams that the batch writes to or erases. During a load into an empty log they are not looked for where the stream
/// is new: there is none, and nothing to find it by.
async fn keys_of(
    tx: &mut Tx,
    scribe: &Scribe,
    batch: &[Submission],
    versions: &Versions,
    bare: &BTreeSet<String>,
) -> Result<Keys, StoreError> {
    let Some(keyring) = scribe.sealing.keyring() else { return Ok(Keys::new()) };
    let new_too = !bare.contains(STREAM_KEY.name);
    let written = batch
        .iter()
        .flat_map(|submission| submission.events.iter().map(|event| &event.stream).chain(&submission.erase));
    let streams: BTreeSet<&StreamId> = written
        .filter(|stream| new_too || versions.get(*stream).is_some_and(|version| *version > 0))
        .collect();
    keys::of(tx, keyring, streams).await
}

/// Takes all claims of a batch, table by table, before anything else is written. False when a key is
/// taken, or when a table is claimed from and changed, so that the order between the two matters.
async fn claim_together(tx: &mut Tx, changes: &[Change]) -> Result<bool, StoreError> {
    let mut claimed: BTreeMap<&str, (&'static Table, Vec<&[Value]>)> = BTreeMap::new();
    for change in changes {
        if let Change::Claim(table, row) = change {
            claimed.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(row);
        }
    }
    let changed = changes.iter().any(|change| match change {
        Change::Put(table, _) | Change::Set(table, ..) | Change::Delete(table, _) => {
            claimed.contains_key(table.name)
        }
        Change::Claim(..) => false,
    });
    if changed {
        return Ok(false);
    }
    for (table, rows) in claimed.values() {
        let wanted = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        if apply::claim_all(tx, table, rows).await? != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The present versions of all streams that the batch names.
async fn versions(tx: &mut Tx, batch: &[Submission]) -> Result<BTreeMap<StreamId, u32>, StoreError> {
    let mut known: BTreeMap<StreamId, u32> = BTreeMap::new();
    for submission in batch {
        let expected = submission.expect.iter().map(|(stream, _)| stream);
        let written = submission.events.iter().map(|event| &event.stream).chain(&submission.erase);
        for stream in expected.chain(written) {
            known.entry(stream.clone()).or_insert(0);
        }
    }
    let streams: Vec<StreamId> = known.keys().cloned().collect();
    for chunk in streams.chunks(500) {
        let marks: Vec<String> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT stream, CAST(MAX(version) AS {}) FROM event WHERE stream IN ({}) GROUP BY stream",
            "BIGINT",
            marks.join(", ")
        );
        let values: Vec<Value> = chunk.iter().map(|stream| Value::from(stream.as_str())).collect();
        for row in tx.rows("versions", &sql, &values, &[], &[Kind::Text, Kind::Int]).await? {
            let version = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
            known.insert(StreamId::from(row.text(0)?.to_owned()), version);
        }
    }
    Ok(known)
}

/// Rows for the log, and what follows from them.
type Accepted = (Vec<Vec<Value>>, Vec<Change>);

/// Takes the claims of a submission, unless they are taken together later. A refusal leaves no trace of it.
///
/// `pending` are the changes of the submissions accepted before; they are carried out first when a claim
/// touches a table that they change, so that claims see what a rebuild will see.
async fn accept(
    tx: &mut Tx,
    prepared: Prepared,
    (claims, takes): (Claims, Option<(&'static Table, &[Value])>),
    head: &mut Head,
    versions: &mut Versions,
    pending: &mut Pending,
    bare: &mut BTreeSet<String>,
) -> Result<Result<Accepted, SubmitError>, StoreError> {
    let Prepared { rows, changes, leaves, versions: after, recorded_at, .. } = prepared;
    if claims == Claims::Each {
        if changes.iter().any(|change| matches!(change, Change::Claim(table, _) if pending.touch(table))) {
            apply::changes(tx, &pending.take(), false, bare).await?;
        }
        let mut taken: Vec<(&'static Table, Vec<Value>)> = Vec::new();
        for change in &changes {
            let Change::Claim(table, row) = change else { continue };
            if apply::claim(tx, table, row).await? {
                taken.push((table, row.iter().take(table.key_len).cloned().collect()));
                continue;
            }
            give_back(tx, taken).await?;
            let repeated = table.name == KEPT_ANSWER.name;
            let refused = || SubmitError::Taken { table: table.name };
            return Ok(Err(if repeated { SubmitError::Repeated } else { refused() }));
        }
        // Last, for what was taken cannot be given back.
        if let Some((table, key)) = takes
            && apply::delete(tx, table, key).await? == 0
        {
            give_back(tx, taken).await?;
            return Ok(Err(SubmitError::Missing { table: table.name }));
        }
    }
    if !rows.is_empty() {
        head.recorded_at = recorded_at;
    }
    leaves.into_iter().for_each(|leaf| head.push(leaf));
    versions.extend(after);
    Ok(Ok((rows, changes)))
}

/// The row beside the log that a submission takes.
fn taken(submission: &Submission) -> Option<(&'static Table, &[Value])> {
    submission.beside.iter().find_map(|beside| match beside {
        Beside::Take(table, key) => Some((*table, key.as_slice())),
        Beside::Claim(..) => None,
    })
}

/// Gives back the claims of a submission that is refused.
async fn give_back(tx: &mut Tx, taken: Vec<(&'static Table, Vec<Value>)>) -> Result<(), StoreError> {
    for (table, key) in taken {
        apply::delete(tx, table, &key).await?;
    }
    Ok(())
}

/// Changes of projections that wait to be carried out, and which tables they change other than by a claim.
#[derive(Default)]
struct Pending {
    changes: Vec<Change>,
    touched: Vec<&'static Table>,
}

impl Pending {
    fn extend(&mut self, changes: Vec<Change>) {
        for change in &changes {
            if let Change::Put(table, _) | Change::Set(table, ..) | Change::Delete(table, _) = change
                && !self.touch(table)
            {
                self.touched.push(table);
            }
        }
        self.changes.extend(changes);
    }

    fn touch(&self, table: &Table) -> bool {
        self.touched.iter().any(|touched| touched.name == table.name)
    }

    fn take(&mut self) -> Vec<Change> {
        self.touched.clear();
        std::mem::take(&mut self.changes)
    }
}

async fn trace(tx: &mut Tx, records: Vec<(i64, &NewAccess)>) -> Result<Mark, StoreError> {
    let mut head = Head::take(tx, "access").await?;
    let mut rows = Vec::with_capacity(records.len());
    for (at, record) in records {
        head.recorded_at = head.recorded_at.max(at);
        let position = head.position() + 1;
        head.push(record.row(position, head.recorded_at).encode().leaf());
        rows.push(vec![
            Value::Int(position),
            Value::Int(head.recorded_at),
            record.actor.as_str().into(),
            record.action.as_str().into(),
            record.subject.as_str().into(),
            record.purpose.as_str().into(),
            record.fields.as_str().into(),
        ]);
    }
    apply::insert(tx, &ACCESS, &rows, "").await?;
    head.save(tx).await
}

/// Enters jobs; one that is there already stays as it is.
pub(crate) async fn enter_jobs(
    tx: &mut Tx,
    jobs: impl IntoIterator<Item = &NewJob>,
) -> Result<(), StoreError> {
    let row = |job: &NewJob| {
        vec![
            Value::from(job.id.as_str()),
            Value::from(job.kind.as_str()),
            Value::from(job.payload.as_str()),
            Value::Int(job.run_at.micros()),
            Value::Int(0),
        ]
    };
    let rows: Vec<_> = jobs.into_iter().map(row).collect();
    apply::insert(tx, &JOB, &rows, " ON CONFLICT (id) DO NOTHING").await?;
    Ok(())
}

//! One batch: many submissions, one transaction, one sync. Each is committed whole or refused alone.

use crate::apply;
use crate::db::{Db, Tx};
use crate::error::{StoreError, SubmitError};
use crate::log::{Change, Committed, NewAccess, Projector, RecordedEvent, StreamId, Submission};
use crate::merkle::{Frontier, Hash};
use crate::statement::Table;
use crate::value::{Kind, Value};
use kernel::Timestamp;
use std::collections::BTreeMap;

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

/// The answer to each submission of a batch, in order.
pub(crate) type Answers = Vec<Result<Committed, SubmitError>>;

/// Where a lane of the log ends.
struct Head {
    lane: &'static str,
    recorded_at: i64,
    frontier: Frontier,
}

impl Head {
    /// Takes the lane: on `PostgreSQL` the row stays locked to the end of the transaction, so that commit
    /// order is log order also when several nodes write.
    async fn take(tx: &mut Tx, lane: &'static str) -> Result<Self, StoreError> {
        let sql = "UPDATE log_head SET size = size WHERE lane = $1 RETURNING size, recorded_at, frontier";
        let kinds = [Kind::Int, Kind::Int, Kind::Bytes];
        let rows = tx.rows("head take", sql, &[Value::from(lane)], &[], &kinds).await?;
        let wrong =
            || StoreError::Project { position: 0, why: format!("the head of lane {lane} is damaged") };
        let row = rows.first().ok_or_else(wrong)?;
        let size = u64::try_from(row.int(0)?).map_err(|_| wrong())?;
        let frontier = Frontier::from_bytes(size, row.bytes(2)?).ok_or_else(wrong)?;
        Ok(Self { lane, recorded_at: row.int(1)?, frontier })
    }

    fn position(&self) -> i64 {
        i64::try_from(self.frontier.size()).unwrap_or(i64::MAX)
    }

    fn push(&mut self, leaf: Hash) {
        self.frontier.push(leaf);
    }

    async fn save(self, tx: &mut Tx) -> Result<(), StoreError> {
        let lane = Value::from(self.lane);
        let (size, at) = (Value::Int(self.position()), Value::Int(self.recorded_at));
        let frontier = Value::from(self.frontier.to_bytes());
        let sql = "UPDATE log_head SET size = $2, recorded_at = $3, frontier = $4 WHERE lane = $1";
        tx.run("head save", sql, &[lane.clone(), size.clone(), at.clone(), frontier], &[]).await?;
        let root = Value::from(self.frontier.root().to_vec());
        let sql = "INSERT INTO checkpoint (lane, size, root, recorded_at) VALUES ($1, $2, $3, $4)";
        tx.run("checkpoint", sql, &[lane, size, root, at], &[]).await.map(|_| ())
    }
}

/// How the claims of a batch are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claims {
    /// All at once: the way of a bulk load, where no key is taken. Whether that held shows afterwards.
    Together,
    /// Submission by submission, so that whoever finds a key taken is refused alone.
    Each,
}

/// From so many submissions on the claims are tried together first.
const TOGETHER_FROM: usize = 16;

/// Commits a batch. When the database refuses something that could not be foreseen, the batch is halved
/// until the submission at fault stands alone and only it is refused.
pub(crate) async fn commit(db: &Db, projector: &dyn Projector, batch: &[Submission]) -> Answers {
    let first = if batch.len() >= TOGETHER_FROM { Claims::Together } else { Claims::Each };
    let tried = match attempt(db, projector, batch, first).await {
        Ok(None) => attempt(db, projector, batch, Claims::Each).await,
        other => other,
    };
    match tried {
        Ok(answers) => answers.unwrap_or_default(),
        Err(error) if error.is_constraint() && batch.len() > 1 => {
            let (left, right) = batch.split_at(batch.len() / 2);
            let mut answers = Box::pin(commit(db, projector, left)).await;
            answers.extend(Box::pin(commit(db, projector, right)).await);
            answers
        }
        Err(error) => {
            let answer = match &error {
                StoreError::Gone(_) => SubmitError::Gone,
                other => SubmitError::Refused(other.to_string()),
            };
            tracing::warn!(error = &error as &dyn std::error::Error, "a batch was not committed");
            batch.iter().map(|_| Err(answer.clone())).collect()
        }
    }
}

/// Answers nothing, and writes nothing, when the claims could not be taken together.
async fn attempt(
    db: &Db,
    projector: &dyn Projector,
    batch: &[Submission],
    claims: Claims,
) -> Result<Option<Answers>, StoreError> {
    let mut tx = db.begin_write().await?;
    let mut head = Head::take(&mut tx, "event").await?;
    let mut versions = versions(&mut tx, batch).await?;
    let (mut answers, mut events, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut jobs, mut access, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for submission in batch {
        let accepted = match prepare(projector, submission, &head, &versions) {
            Ok(prepared) => accept(&mut tx, prepared, claims, &mut head, &mut versions, &mut changes).await?,
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
        events.extend(own_events);
        changes.extend(own_changes);
        jobs.extend(submission.jobs.iter().map(|job| {
            let run_at = Value::Int(job.run_at.micros());
            vec![
                job.id.as_str().into(),
                job.kind.as_str().into(),
                job.payload.as_str().into(),
                run_at,
                Value::Int(0),
            ]
        }));
        access.extend(submission.access.iter().map(|record| (submission.at, record.clone())));
        if submission.id != 0 {
            named.push(vec![Value::Int(submission.id), Value::Int(position)]);
        }
        answers.push(Ok(Committed { position }));
    }
    if claims == Claims::Together && !claim_together(&mut tx, &changes).await? {
        return Ok(None);
    }
    let wrote = !events.is_empty();
    apply::insert(&mut tx, &EVENT, &events, "").await?;
    apply::changes(&mut tx, &changes, false).await?;
    apply::insert(&mut tx, &JOB, &jobs, " ON CONFLICT (id) DO NOTHING").await?;
    apply::insert(&mut tx, &SUBMISSION, &named, "").await?;
    if wrote {
        head.save(&mut tx).await?;
    }
    if !access.is_empty() {
        trace(&mut tx, access).await?;
    }
    tx.commit().await?;
    Ok(Some(answers))
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
        for stream in expected.chain(submission.events.iter().map(|event| &event.stream)) {
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

/// A submission whose streams are as expected, with everything that follows from it.
struct Prepared {
    rows: Vec<Vec<Value>>,
    changes: Vec<Change>,
    leaves: Vec<Hash>,
    /// The versions of its streams after it.
    after: BTreeMap<StreamId, u32>,
    recorded_at: i64,
}

/// Checks one submission against the streams and projects its events.
fn prepare(
    projector: &dyn Projector,
    submission: &Submission,
    head: &Head,
    versions: &BTreeMap<StreamId, u32>,
) -> Result<Prepared, SubmitError> {
    for (stream, expected) in &submission.expect {
        let actual = versions.get(stream).copied().unwrap_or(0);
        if actual != *expected {
            return Err(SubmitError::Stale { stream: stream.to_string(), expected: *expected, actual });
        }
    }
    let recorded_at = head.recorded_at.max(submission.at);
    let (rows, changes, leaves) = (Vec::new(), Vec::new(), Vec::new());
    let mut prepared = Prepared { rows, changes, leaves, after: BTreeMap::new(), recorded_at };
    for (i, event) in submission.events.iter().enumerate() {
        let known = prepared.after.get(&event.stream).or_else(|| versions.get(&event.stream));
        let version = known.copied().unwrap_or(0) + 1;
        let recorded = RecordedEvent {
            position: head.position() + 1 + i64::try_from(i).unwrap_or(0),
            stream: event.stream.clone(),
            version,
            recorded_at: Timestamp::from_micros(recorded_at),
            actor: submission.actor.clone(),
            kind: event.kind.clone(),
            body: event.body.clone(),
        };
        prepared.after.insert(event.stream.clone(), version);
        prepared.changes.extend(projector.project(&recorded).map_err(SubmitError::Refused)?);
        prepared.leaves.push(recorded.leaf());
        prepared.rows.push(event_row(recorded));
    }
    if reclaims(&prepared.changes) {
        return Err(SubmitError::Refused("a key is given up and claimed in one submission".to_owned()));
    }
    Ok(prepared)
}

/// Takes the claims of a submission, unless they are taken together later. A refusal leaves no trace of it.
///
/// `pending` are the changes of the submissions accepted before; they are carried out first when a claim
/// touches a table that they change, so that claims see what a rebuild will see.
async fn accept(
    tx: &mut Tx,
    prepared: Prepared,
    claims: Claims,
    head: &mut Head,
    versions: &mut BTreeMap<StreamId, u32>,
    pending: &mut Vec<Change>,
) -> Result<Result<Accepted, SubmitError>, StoreError> {
    let Prepared { rows, changes, leaves, after, recorded_at } = prepared;
    if claims == Claims::Each {
        if pending.iter().any(|change| claims_from(&changes, change)) {
            apply::changes(tx, &std::mem::take(pending), false).await?;
        }
        let mut taken: Vec<(&'static Table, Vec<Value>)> = Vec::new();
        for change in &changes {
            let Change::Claim(table, row) = change else { continue };
            if apply::claim(tx, table, row).await? {
                taken.push((table, row.iter().take(table.key_len).cloned().collect()));
                continue;
            }
            for (table, key) in taken {
                apply::delete(tx, table, &key).await?;
            }
            return Ok(Err(SubmitError::Taken { table: table.name }));
        }
    }
    if !rows.is_empty() {
        head.recorded_at = recorded_at;
    }
    leaves.into_iter().for_each(|leaf| head.push(leaf));
    versions.extend(after);
    Ok(Ok((rows, changes)))
}

/// Whether `changes` claim a key of the table that `earlier` changes.
fn claims_from(changes: &[Change], earlier: &Change) -> bool {
    let (Change::Put(table, _) | Change::Set(table, ..) | Change::Delete(table, _)) = earlier else {
        return false;
    };
    changes.iter().any(|change| matches!(change, Change::Claim(claimed, _) if claimed.name == table.name))
}

/// Whether a key is deleted and then claimed: claims are taken before deletions are carried out, so the
/// row would be lost.
fn reclaims(changes: &[Change]) -> bool {
    let mut given_up: Vec<(&str, &[Value])> = Vec::new();
    changes.iter().any(|change| match change {
        Change::Delete(table, key) => {
            given_up.push((table.name, key));
            false
        }
        Change::Claim(table, row) => {
            given_up.iter().any(|(name, key)| *name == table.name && row.starts_with(key))
        }
        Change::Put(..) | Change::Set(..) => false,
    })
}

fn event_row(event: RecordedEvent) -> Vec<Value> {
    vec![
        Value::Int(event.position),
        event.stream.as_str().into(),
        event.version.into(),
        Value::Int(event.recorded_at.micros()),
        event.actor.into(),
        event.kind.into(),
        event.body.into(),
    ]
}

async fn trace(tx: &mut Tx, records: Vec<(i64, NewAccess)>) -> Result<(), StoreError> {
    let mut head = Head::take(tx, "access").await?;
    let mut rows = Vec::with_capacity(records.len());
    for (at, record) in records {
        head.recorded_at = head.recorded_at.max(at);
        let position = head.position() + 1;
        head.push(record.leaf(position, head.recorded_at));
        rows.push(vec![
            Value::Int(position),
            Value::Int(head.recorded_at),
            record.actor.into(),
            record.action.into(),
            record.subject.into(),
            record.purpose.into(),
            record.fields.into(),
        ]);
    }
    apply::insert(tx, &ACCESS, &rows, "").await?;
    head.save(tx).await
}

//! The store: one door for writes, snapshots for reads.

mod writer;

use crate::batch::Scribe;
use crate::db::{Db, Tx};
use crate::deferred;
use crate::error::{StoreError, SubmitError};
use crate::faults::Faults;
use crate::guarded::Guarded;
use crate::log::{Committed, Projector, StreamId, Submission};
use crate::migrations;
use crate::pulse::{Beat, Pulse};
use crate::sealing::Sealing;
use crate::sealing::keys::check;
use crate::statement::Statement;
use crate::tree;
use crate::value::{Kind, Row, Value};
use kernel::Timestamp;
use std::sync::Arc;
use tokio::sync::mpsc;
use writer::Waiting;

/// Submissions waiting at most; a submitter waits for a place.
const QUEUE: usize = 4096;

/// An open store. Clones share the writer and the connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) scribe: Arc<Scribe>,
    door: mpsc::Sender<Waiting>,
    beat: Arc<Beat>,
}

impl Store {
    /// Opens the database at `url` (`sqlite:FILE` or `postgres://…`), brings it to the newest form and
    /// starts the one writer.
    ///
    /// # Errors
    /// [`StoreError::Address`], [`StoreError::Gone`], [`StoreError::Frozen`].
    pub async fn open(url: &str, projector: Arc<dyn Projector>) -> Result<Self, StoreError> {
        Self::open_sealed(url, projector, Sealing::Clear).await
    }

    /// The same with what is done about bodies. The keys at hand must be those of the database, or it is not opened.
    ///
    /// # Errors
    /// As [`Self::open`]; [`StoreError::NoMasterKey`], [`StoreError::MasterKeyOther`], [`StoreError::MasterKeyWrong`].
    pub async fn open_sealed(
        url: &str,
        projector: Arc<dyn Projector>,
        sealing: Sealing,
    ) -> Result<Self, StoreError> {
        let store = Self::open_to_load(url, projector, sealing).await?;
        deferred::make_each(&store.db).await?;
        Ok(store)
    }

    /// The same as a program of before would do that knows no migration after `last`: for the proof that such a one goes
    /// on working beside a newer one.
    ///
    /// # Errors
    /// As [`Self::open`].
    #[doc(hidden)]
    pub async fn open_until(
        url: &str,
        projector: Arc<dyn Projector>,
        last: &str,
    ) -> Result<Self, StoreError> {
        let db = Db::open(url, None).await?;
        migrations::migrate_until(&db, last).await?;
        Ok(Self::on(db, projector, Sealing::Clear))
    }

    /// The same for whoever goes on with a load that was broken off: indexes that it put off stay put off.
    ///
    /// # Errors
    /// As [`Self::open_sealed`].
    pub async fn open_to_load(
        url: &str,
        projector: Arc<dyn Projector>,
        sealing: Sealing,
    ) -> Result<Self, StoreError> {
        Self::open_on(Db::open(url, None).await?, projector, sealing).await
    }

    /// The same as [`Self::open_sealed`] on a database with which goes wrong what `faults` says, and on the caller's thread
    /// alone.
    ///
    /// # Errors
    /// As [`Self::open_sealed`].
    #[doc(hidden)]
    pub async fn open_simulated(
        url: &str,
        projector: Arc<dyn Projector>,
        sealing: Sealing,
        faults: Arc<dyn Faults>,
    ) -> Result<Self, StoreError> {
        Self::open_on(Db::open(url, Some(faults)).await?, projector, sealing).await
    }

    async fn open_on(db: Db, projector: Arc<dyn Projector>, sealing: Sealing) -> Result<Self, StoreError> {
        for name in migrations::migrate(&db).await? {
            tracing::info!(migration = name, "applied a migration");
        }
        check(&db, &sealing).await?;
        tree::complete(&db).await?;
        Ok(Self::on(db, projector, sealing))
    }

    fn on(db: Db, projector: Arc<dyn Projector>, sealing: Sealing) -> Self {
        let (door, waiting) = mpsc::channel(QUEUE);
        let beat = Arc::<Beat>::default();
        let scribe = Arc::new(Scribe { projector, sealing });
        db.spawn(writer::write(db.clone(), Arc::clone(&scribe), waiting, Arc::clone(&beat)));
        Self { db, scribe, door, beat }
    }

    /// What it does about bodies.
    #[must_use]
    pub fn sealing(&self) -> &Sealing {
        &self.scribe.sealing
    }

    /// Commits a submission whole, or nothing of it; answers after the commit.
    ///
    /// # Errors
    /// [`SubmitError`] says what the submitter can do.
    pub async fn submit(&self, submission: Submission) -> Result<Committed, SubmitError> {
        let (waiting, answered) = Waiting::new(submission);
        self.door.send(waiting).await.map_err(|_| SubmitError::Closed)?;
        answered.await.map_err(|_| SubmitError::Closed)?
    }

    /// Commits many submissions in the fewest transactions; answers each, in order.
    pub async fn submit_many(&self, list: Vec<Submission>) -> Vec<Result<Committed, SubmitError>> {
        let mut answers = Vec::with_capacity(list.len());
        let mut waiting = Vec::with_capacity(list.len());
        for submission in list {
            let (item, answered) = Waiting::new(submission);
            if self.door.send(item).await.is_err() {
                break;
            }
            waiting.push(answered);
        }
        for answered in waiting {
            answers.push(answered.await.unwrap_or(Err(SubmitError::Closed)));
        }
        answers
    }

    /// What became of the submission with this id: its log position, or nothing if it was not committed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn outcome_of(&self, submission: i64) -> Result<Option<i64>, StoreError> {
        const OUTCOME: Statement = Statement::new(
            "submission outcome",
            "SELECT position FROM submission WHERE id = $1",
            &[Kind::Int],
            &[Kind::Int],
        );
        let row = self.snapshot().await?.row(&OUTCOME, &[Value::Int(submission)]).await?;
        row.map(|row| row.int(0)).transpose().map_err(StoreError::from)
    }

    /// What the writer did since the store was opened, and how much waits for it.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.beat.read(self.door.max_capacity().saturating_sub(self.door.capacity()))
    }

    /// One state of the database to read from.
    ///
    /// # Errors
    /// [`StoreError::Gone`] when the database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let tx = Some(self.db.begin_read().await?);
        Ok(Snapshot { tx, held: false, db: self.db.clone(), sealing: self.scribe.sealing.clone() })
    }

    /// A state that others may have read from before, taken with the first reading: for whoever may not need it, and
    /// reads only what depends on the log alone, and lets it out only if the log still ends where it did
    /// (`Submission::seen`).
    #[must_use]
    pub fn held(&self) -> Snapshot {
        Snapshot { tx: None, held: true, db: self.db.clone(), sealing: self.scribe.sealing.clone() }
    }

    /// Closes the connections; submissions not yet taken are answered as closed.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

/// One state of the database: what is committed later is not seen.
pub struct Snapshot {
    /// Nothing before the first reading.
    tx: Option<Tx>,
    held: bool,
    db: Db,
    pub(crate) sealing: Sealing,
}

impl Snapshot {
    pub(crate) async fn begun(&mut self) -> Result<&mut Tx, StoreError> {
        let tx = match self.tx.take() {
            Some(tx) => tx,
            None if self.held => self.db.begin_held().await?,
            None => self.db.begin_read().await?,
        };
        Ok(self.tx.insert(tx))
    }

    /// The rows a statement answers.
    ///
    /// # Errors
    /// [`StoreError::Arity`] for the wrong number of values; [`StoreError`] otherwise.
    pub async fn rows(&mut self, statement: &Statement, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        if values.len() != statement.inputs.len() {
            let (wanted, given) = (statement.inputs.len(), values.len());
            return Err(StoreError::Arity { name: statement.name, wanted, given });
        }
        let tx = self.begun().await?;
        tx.rows(statement.name, statement.sql, values, statement.inputs, statement.outputs).await
    }

    /// The first row a statement answers.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub async fn row(&mut self, statement: &Statement, values: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(statement, values).await?.into_iter().next())
    }

    /// The log's last position in this snapshot; 0 when the log is empty.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn position(&mut self) -> Result<i64, StoreError> {
        const HEAD: Statement =
            Statement::new("head", "SELECT size FROM log_head WHERE lane = 'event'", &[], &[Kind::Int]);
        Ok(self.row(&HEAD, &[]).await?.map_or(Ok(0), |row| row.int(0))?)
    }

    /// The version of a stream: how many events it has. Says nothing of what they hold.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn version(&mut self, stream: &StreamId) -> Result<u32, StoreError> {
        const VERSION: Statement = Statement::new(
            "stream version",
            "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM event WHERE stream = $1",
            &[Kind::Text],
            &[Kind::Int],
        );
        let version =
            self.row(&VERSION, &[Value::from(stream.as_str())]).await?.map_or(Ok(0), |row| row.int(0))?;
        Ok(u32::try_from(version).unwrap_or(u32::MAX))
    }

    /// The last position recorded at or before `at`; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn position_at(&mut self, at: Timestamp) -> Result<i64, StoreError> {
        const AT: Statement = Statement::new(
            "position at",
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM event WHERE recorded_at <= $1",
            &[Kind::Int],
            &[Kind::Int],
        );
        Ok(self.row(&AT, &[Value::Int(at.micros())]).await?.map_or(Ok(0), |row| row.int(0))?)
    }

    /// The rows of a statement that answers personal data, sealed.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub async fn guarded_rows(
        &mut self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Guarded<Vec<Row>>, StoreError> {
        self.rows(statement, values).await.map(Guarded::new)
    }

    /// Hands over each row of a statement that answers personal data as it comes, sealed: no more than one is in
    /// memory.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, and whatever `take` answers.
    pub async fn guarded_each(
        &mut self,
        statement: &Statement,
        values: &[Value],
        take: &mut (dyn FnMut(Guarded<&Row>) -> Result<(), StoreError> + Send),
    ) -> Result<(), StoreError> {
        self.each(statement, values, &mut |row| take(Guarded::new(row))).await
    }

    /// Hands over each row of a statement as it comes.
    pub(crate) async fn each(
        &mut self,
        statement: &Statement,
        values: &[Value],
        take: &mut (dyn FnMut(&Row) -> Result<(), StoreError> + Send),
    ) -> Result<(), StoreError> {
        self.begun().await?.each(statement.name, statement.sql, values, statement.outputs, take).await
    }
}

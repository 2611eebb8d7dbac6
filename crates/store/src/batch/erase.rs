//! Erasing streams: their keys are destroyed in the transaction that says why, and their files go.

use crate::db::Tx;
use crate::error::StoreError;
use crate::log::{StreamId, Submission};
use crate::value::Value;

/// Destroys the keys of streams, each with the position of the event that says why, and deletes their files and jobs.
pub(crate) async fn streams(tx: &mut Tx, list: &[(i64, &StreamId)]) -> Result<(), StoreError> {
    for (position, stream) in list {
        let values = [Value::from(stream.as_str()), Value::Int(*position)];
        let sql = "UPDATE stream_key SET master = NULL, wrapped = {empty}, erased_at = $2 WHERE stream = $1";
        let empty = if tx.is_sqlite() { "x''" } else { "''::bytea" };
        let touched = tx.run("key destroyed", &sql.replace("{empty}", empty), &values, &[]).await?;
        if touched != 1 {
            return Err(StoreError::Key(stream.to_string()));
        }
        let sql = "DELETE FROM stream_blob WHERE stream = $1";
        tx.run("files of a stream", sql, values.get(..1).unwrap_or_default(), &[]).await?;
    }
    Ok(())
}

/// Deletes the jobs that a submission names by how their ids begin; no id has a letter beyond those of plain text there.
pub(crate) async fn jobs(tx: &mut Tx, submission: &Submission) -> Result<(), StoreError> {
    for begins in &submission.forget_jobs {
        let values = [Value::from(begins.as_str()), Value::from(format!("{begins}\u{7f}"))];
        tx.run("jobs forgotten", "DELETE FROM job WHERE id >= $1 AND id < $2", &values, &[]).await?;
    }
    Ok(())
}

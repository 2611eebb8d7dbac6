//! What verification asks of keys, without any of them: none was destroyed but by an entry that says why, and none that a
//! sealed body needs is missing.

use crate::batch::ERASED;
use crate::error::StoreError;
use crate::store::Snapshot;
use crate::value::{Kind, Value};

/// What is wrong with the keys, in words with their stream.
pub(crate) async fn faults(snapshot: &mut Snapshot) -> Result<Vec<String>, StoreError> {
    let tx = snapshot.begun().await?;
    let zero = if tx.is_sqlite() { "x'00'" } else { "'\\x00'::bytea" };
    let missing = format!(
        "SELECT DISTINCT event.stream FROM event LEFT JOIN stream_key ON stream_key.stream = event.stream \
         WHERE stream_key.stream IS NULL AND substr(event.body, 1, 1) = {zero} ORDER BY event.stream"
    );
    let questions = [
        ("its key is missing", missing.as_str(), false),
        (
            "its key was destroyed, and no entry says why",
            "SELECT stream_key.stream FROM stream_key LEFT JOIN event ON event.position = stream_key.erased_at \
             AND event.kind = $1 WHERE (stream_key.erased_at <> 0 AND event.position IS NULL) \
             OR (stream_key.erased_at = 0 AND (stream_key.master IS NULL OR length(stream_key.wrapped) = 0)) \
             ORDER BY stream_key.stream",
            true,
        ),
        (
            "it was erased, and something of it is left",
            "SELECT stream FROM stream_key WHERE erased_at <> 0 AND (master IS NOT NULL OR length(wrapped) > 0 \
             OR stream IN (SELECT stream FROM stream_blob)) ORDER BY stream",
            false,
        ),
    ];
    let mut faults = Vec::new();
    for (what, sql, by_kind) in questions {
        let kind = [Value::from(ERASED)];
        let values = if by_kind { &kind[..] } else { &[] };
        match tx.rows("keys proven", sql, values, &[], &[Kind::Text]).await {
            Ok(rows) => {
                for row in &rows {
                    faults.push(format!("stream {}: {what}", row.text(0)?));
                }
            }
            // A name that cannot be read is told where its entry is.
            Err(StoreError::Statement { .. }) if tx.is_sqlite() => {}
            Err(other) => return Err(other),
        }
    }
    Ok(faults)
}

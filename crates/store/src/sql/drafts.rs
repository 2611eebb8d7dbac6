//! Applications that are not sent yet: what was answered, and files.

use crate::statement::Statement;
use crate::value::Kind::{Bytes, Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[&FIELDS, &FILES, &FILE, &OF_CLIENT];

/// What a client answered so far for a procedure: field, value, when.
pub const FIELDS: Statement = Statement::new(
    "draft",
    "SELECT field, value, written_at FROM draft WHERE client = $1 AND procedure = $2 ORDER BY field",
    &[Int, Text],
    &[Text, Text, Int],
);

/// The files of a draft, without their bytes: id, evidence, name, media type, hash, length, when.
pub const FILES: Statement = Statement::new(
    "draft files",
    "SELECT id, evidence, name, media_type, hash, length, written_at FROM draft_file \
     WHERE client = $1 AND procedure = $2 ORDER BY written_at, id",
    &[Int, Text],
    &[Int, Text, Text, Text, Text, Int, Int],
);

/// A file of a draft: name, media type, bytes.
pub const FILE: Statement = Statement::new(
    "draft file",
    "SELECT name, media_type, bytes FROM draft_file WHERE client = $1 AND procedure = $2 AND id = $3",
    &[Int, Text, Int],
    &[Text, Text, Bytes],
);

/// The drafts of a client: procedure, when it was touched last, how many files.
pub const OF_CLIENT: Statement = Statement::new(
    "drafts of a client",
    "SELECT procedure, CAST(MAX(written_at) AS BIGINT), CAST(SUM(files) AS BIGINT) FROM (\
     SELECT procedure, written_at, 0 AS files FROM draft WHERE client = $1 UNION ALL \
     SELECT procedure, written_at, 1 AS files FROM draft_file WHERE client = $1) AS mine \
     GROUP BY procedure ORDER BY procedure",
    &[Int],
    &[Text, Int, Int],
);

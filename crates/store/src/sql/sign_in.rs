//! Sessions, passkeys and invitations, as they are read.

use crate::statement::Statement;
use crate::value::Kind::{Bytes, Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] =
    &[&SESSION, &SESSIONS, &SESSION_COUNT, &WAITING, &WAITING_FILES, &PASSKEYS, &PASSKEY_COUNTS, &INVITATION];

/// The session under the hash of a token.
pub const SESSION: Statement = Statement::new(
    "session",
    "SELECT token_hash, id, actor, name, level, method, provider, acting_for, acting_name, browser, started_at, \
     confirmed_at, seen_at, ends_at FROM session WHERE token_hash = $1",
    &[Text],
    &[Text, Int, Text, Text, Text, Text, Text, Int, Text, Text, Int, Int, Int, Int],
);

/// The sessions of an actor that have not ended, those used last first.
pub const SESSIONS: Statement = Statement::new(
    "sessions of an actor",
    "SELECT token_hash, id, actor, name, level, method, provider, acting_for, acting_name, browser, started_at, \
     confirmed_at, seen_at, ends_at FROM session WHERE actor = $1 AND ends_at > $2 ORDER BY seen_at DESC, id",
    &[Text, Int],
    &[Text, Int, Text, Text, Text, Text, Text, Int, Text, Text, Int, Int, Int, Int],
);

/// How many sessions have not ended.
pub const SESSION_COUNT: Statement = Statement::new(
    "session count",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM session WHERE ends_at > $1",
    &[Int],
    &[Int],
);

/// What waits under a key, of a kind: its body.
pub const WAITING: Statement = Statement::new(
    "waiting",
    "SELECT body FROM waiting WHERE key_hash = $1 AND kind = $2 AND ends_at > $3",
    &[Text, Text, Int],
    &[Text],
);

/// The files beside what waits under a key, in their order, as they are sealed.
pub const WAITING_FILES: Statement = Statement::new(
    "waiting files",
    "SELECT bytes FROM waiting_file WHERE key_hash = $1 AND ends_at > $2 ORDER BY place",
    &[Text, Int],
    &[Bytes],
);

/// The passkeys of an officer, the oldest first: credential, id, officer, name, body, added, used.
pub const PASSKEYS: Statement = Statement::new(
    "passkeys of an officer",
    "SELECT credential, id, officer, name, body, added_at, used_at FROM passkey WHERE officer = $1 \
     ORDER BY added_at, id",
    &[Text],
    &[Text, Int, Text, Text, Text, Int, Int],
);

/// How many passkeys each officer has.
pub const PASSKEY_COUNTS: Statement = Statement::new(
    "passkey counts",
    "SELECT officer, CAST(COUNT(*) AS BIGINT) FROM passkey GROUP BY officer ORDER BY officer",
    &[],
    &[Text, Int],
);

/// The invitation under the hash of a token: officer, until when.
pub const INVITATION: Statement = Statement::new(
    "invitation",
    "SELECT officer, made_at, ends_at FROM invitation WHERE token_hash = $1 AND ends_at > $2",
    &[Text, Int],
    &[Text, Int, Int],
);

//! Cases, their letters, and documents.

use crate::statement::Statement;
use crate::value::Kind::{Int, Text};

/// Every statement of this file.
pub const ALL: &[&Statement] = &[
    &OPEN,
    &OPEN_AT_STAGE,
    &OPEN_OF_OFFICE,
    &OPEN_OF_OFFICER,
    &OPEN_OF_OFFICE_AT_STAGE,
    &OPEN_COUNT,
    &OPEN_COUNT_OF_OFFICER,
    &LOAD,
    &OF_PERSON,
    &OPEN_OF_SUBJECT,
    &IN_THE_WAY,
    &LETTER,
    &LETTERS_OF_CASE,
    &LETTER_TRIES,
    &DOCUMENT_BY_NUMBER,
    &DOCUMENTS_OF_PERSON,
];

macro_rules! open {
    ($name:literal, $filter:literal) => {
        Statement::new(
            $name,
            concat!(
                "SELECT id, procedure, subject, office, stage, received_on, due_on, proposed_by, assigned_to, applicant, returned_by FROM case_file \
                 WHERE closed = 0 AND ",
                $filter,
                " AND (due_on, received_on, id) > ($3, $4, $5) ORDER BY due_on, received_on, id LIMIT $6"
            ),
            &[Text, Text, Int, Int, Int, Int],
            &[Int, Text, Int, Text, Text, Int, Int, Text, Text, Int, Text],
        )
    };
}

/// Open cases, the one due first first, of those due on one day the one that came in first: id, procedure, subject, office,
/// stage, received, due, proposed by, examined by, applicant, returned by; paged by both days and id. `$1` is a stage and `$2` an office, both empty here; each filter has an index of its own, so that a page
/// costs the same however many cases there are.
pub const OPEN: Statement = open!("open cases", "$1 = '' AND $2 = ''");
/// The same at one stage.
pub const OPEN_AT_STAGE: Statement = open!("open cases at a stage", "stage = $1 AND $2 = ''");
/// The same of one office.
pub const OPEN_OF_OFFICE: Statement = open!("open cases of an office", "$1 = '' AND office = $2");
/// The same that one officer examines, whose code is `$1`.
pub const OPEN_OF_OFFICER: Statement = open!("open cases of an officer", "assigned_to = $1 AND $2 = ''");
/// The same of one office at one stage.
pub const OPEN_OF_OFFICE_AT_STAGE: Statement =
    open!("open cases of an office at a stage", "stage = $1 AND office = $2");

/// How many cases are open in each stage: stage, count, those due before day `$2`, those due from then to day `$3`;
/// `$1` is an officer, empty here.
pub const OPEN_COUNT: Statement = Statement::new(
    "open cases counted",
    "SELECT stage, CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN due_on < $2 THEN 1 END) AS BIGINT), \
     CAST(COUNT(CASE WHEN due_on >= $2 AND due_on <= $3 THEN 1 END) AS BIGINT) \
     FROM case_file WHERE closed = 0 AND $1 = '' GROUP BY stage ORDER BY stage",
    &[Text, Int, Int],
    &[Text, Int, Int, Int],
);
/// The same of those that an officer examines.
pub const OPEN_COUNT_OF_OFFICER: Statement = Statement::new(
    "open cases of an officer counted",
    "SELECT stage, CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN due_on < $2 THEN 1 END) AS BIGINT), \
     CAST(COUNT(CASE WHEN due_on >= $2 AND due_on <= $3 THEN 1 END) AS BIGINT) \
     FROM case_file WHERE closed = 0 AND assigned_to = $1 GROUP BY stage ORDER BY stage",
    &[Text, Int, Int],
    &[Text, Int, Int, Int],
);

/// How the open cases are spread: officer who examines (empty for nobody), procedure, term (0 due before day `$1`, 1 from
/// then to day `$2`, 2 later), age (0 received on day `$3` or later, 1 from day `$4` on, 2 before), count; of the
/// office `$5`, or of all where that is empty.
pub const LOAD: Statement = Statement::new(
    "open cases by officer, procedure, term and age",
    "SELECT assigned_to, procedure, \
     CAST(CASE WHEN due_on < $1 THEN 0 WHEN due_on <= $2 THEN 1 ELSE 2 END AS BIGINT), \
     CAST(CASE WHEN received_on >= $3 THEN 0 WHEN received_on >= $4 THEN 1 ELSE 2 END AS BIGINT), \
     CAST(COUNT(*) AS BIGINT) FROM case_file WHERE closed = 0 AND ($5 = '' OR office = $5) \
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
    &[Int, Int, Int, Int, Text],
    &[Text, Text, Int, Int, Int],
);

/// The cases of which a person is applicant or subject, the newest first; columns as [`OPEN`].
pub const OF_PERSON: Statement = Statement::new(
    "cases of a person",
    "SELECT id, procedure, subject, office, stage, received_on, due_on, proposed_by, assigned_to, applicant, returned_by FROM case_file \
     WHERE applicant = $1 OR subject = $1 ORDER BY received_on DESC, id DESC LIMIT 200",
    &[Int],
    &[Int, Text, Int, Text, Text, Int, Int, Text, Text, Int, Text],
);

/// Ids of the open cases of a subject under a procedure.
pub const OPEN_OF_SUBJECT: Statement = Statement::new(
    "open cases of a subject",
    "SELECT id FROM case_file WHERE subject = $1 AND procedure = $2 AND closed = 0 AND contested = 0 \
     ORDER BY received_on DESC, id DESC",
    &[Int, Text],
    &[Int],
);

/// What keeps a subject from applying under a procedure: 0 and the open case, or 1 and the last day of a bar.
pub const IN_THE_WAY: Statement = Statement::new(
    "what keeps from applying",
    "SELECT CAST(0 AS BIGINT), id FROM case_file WHERE subject = $1 AND procedure = $2 AND closed = 0 AND contested = 0 \
     UNION ALL SELECT CAST(1 AS BIGINT), until_on FROM reapply_bar WHERE subject = $1 AND procedure = $2 ORDER BY 1",
    &[Int, Text],
    &[Int, Int],
);

/// A letter: case, kind, language, hash of the bytes, size, day.
pub const LETTER: Statement = Statement::new(
    "letter",
    "SELECT case_id, letter, lang, blob, bytes, written_on FROM letter WHERE id = $1",
    &[Int],
    &[Int, Text, Text, Text, Int, Int],
);

/// The letters of a case that are written: id, kind, language, size, day.
pub const LETTERS_OF_CASE: Statement = Statement::new(
    "letters of a case",
    "SELECT id, letter, lang, bytes, written_on FROM letter WHERE case_id = $1 ORDER BY written_on, id",
    &[Int],
    &[Int, Text, Text, Int, Int],
);

/// How often it was tried in vain to write a letter, by the id of its job; nothing once that is done.
pub const LETTER_TRIES: Statement = Statement::new(
    "tries to write a letter",
    "SELECT attempts FROM job WHERE id = $1 AND done_at IS NULL",
    &[Text],
    &[Int],
);

/// A document by its printed number: document, person, kind, status, last day.
pub const DOCUMENT_BY_NUMBER: Statement = Statement::new(
    "document by number",
    "SELECT document, person, kind, status, expires_on FROM document WHERE number = $1",
    &[Text],
    &[Int, Int, Text, Text, Int],
);

/// The documents of a person: number, document, kind, status, last day.
pub const DOCUMENTS_OF_PERSON: Statement = Statement::new(
    "documents of a person",
    "SELECT number, document, kind, status, expires_on FROM document WHERE person = $1 ORDER BY number",
    &[Int],
    &[Text, Int, Text, Text, Int],
);

//! What a parser said of a value, told to the asker: what it should have been, in their language, and never the name of a
//! type of ours.

use super::failure::Sentence;

/// Marks by which the words of a parser are known, and the shape that it wanted.
const SHAPES: [(&str, &str); 22] = [
    ("day of the calendar", "day"),
    ("the day lies outside", "day"),
    ("time of day", "time"),
    ("neither a log position", "known-at"),
    ("not an instant", "instant"),
    ("officer's code", "officer"),
    ("identifier", "id"),
    ("language code", "language"),
    ("document number", "document"),
    ("currency code", "currency"),
    ("amount", "amount"),
    ("a period must", "period"),
    ("account number", "account"),
    ("the check digits", "account"),
    ("a citation", "citation"),
    ("working-days", "term"),
    ("a name", "name"),
    ("personal code", "personal-code"),
    ("`true` or `false`", "yes-or-no"),
    ("invalid digit", "number"),
    ("cannot parse integer", "number"),
    ("number too", "number"),
];

/// That a value cannot be read, with what it should have been.
pub fn malformed(field: impl Into<String>, why: &str) -> Sentence {
    let allowed = allowed(why);
    if allowed.is_empty() { sentence(field, shape(why), "") } else { choice(field, allowed) }
}

/// That a value is none of those that there are.
pub fn choice<'a>(field: impl Into<String>, allowed: impl IntoIterator<Item = &'a str>) -> Sentence {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    sentence(field, "choice", &allowed.join(", "))
}

fn sentence(field: impl Into<String>, shape: &str, allowed: &str) -> Sentence {
    Sentence::new("api-field-malformed").with("field", field).with("shape", shape).with("allowed", allowed)
}

fn shape(why: &str) -> &'static str {
    SHAPES.iter().find(|(mark, _)| why.contains(mark)).map_or("other", |(_, shape)| shape)
}

/// The values that serde lists where none of them was given.
pub fn allowed(why: &str) -> Vec<&str> {
    let listed = why.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "));
    listed.map_or_else(Vec::new, |(_, listed)| listed.split('`').skip(1).step_by(2).collect())
}

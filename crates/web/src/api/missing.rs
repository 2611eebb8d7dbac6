//! Every field that a body lacks, and every one that is not known, told at once: a parser stops at the first, so what is
//! missing is filled in with values that would do, what is not known is left out, and the body read again, until nothing
//! more is.

use super::failure::Sentence;
use super::wording::allowed;
use law::words::nearest;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Readings of one body at most.
const READINGS: usize = 120;

/// A field that was filled in, and which of the values that could do it holds.
struct Filled {
    path: String,
    tried: usize,
}

/// A field that is not known where it stands, with those that are.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// Its path.
    pub path: String,
    known: Vec<String>,
}

/// The fields that are wrong in a body, as far as they can be told.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// The paths of those that it lacks.
    pub missing: Vec<String>,
    /// Those that are not known.
    pub unknown: Vec<Unknown>,
}

impl Fields {
    /// That a field is not known, with what was probably meant, or what is known there: a word that is written much alike,
    /// or the only one that is missing.
    pub fn sentence(&self, unknown: &Unknown) -> Sentence {
        let (above, name) = unknown.path.rsplit_once('.').unwrap_or(("", &unknown.path));
        let beside = |path: &&String| path.rsplit_once('.').map_or("", |(above, _)| above) == above;
        let mut missing = self.missing.iter().filter(beside);
        let only = missing.next().filter(|_| missing.next().is_none());
        let only = only.map(|path| path.rsplit_once('.').map_or(path.as_str(), |(_, name)| name));
        let near = nearest(name, unknown.known.iter().map(String::as_str)).or(only);
        let hint = match near {
            Some(near) => near,
            None if unknown.known.is_empty() => "nothing",
            None => "none",
        };
        Sentence::new("api-field-unknown")
            .with("field", unknown.path.clone())
            .with("near", hint)
            .with("known", unknown.known.join(", "))
    }
}

/// What is missing in a body and what is not known.
pub fn fields<T: DeserializeOwned>(body: &Value) -> Fields {
    let (mut found, mut filled): (Fields, Vec<Filled>) = (Fields::default(), Vec::new());
    let mut body = body.clone();
    for _ in 0..READINGS {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&body) else { break };
        let at = match error.path().to_string().as_str() {
            "." | "?" => String::new(),
            path => path.to_owned(),
        };
        let why = error.into_inner().to_string();
        let lacks = why.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let stray = why.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        let done = if let Some(name) = stray {
            let path = within(&at, name);
            let listed = why.split_once(", expected ").map_or("", |(_, listed)| listed);
            let known = listed.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            found.unknown.push(Unknown { path: path.clone(), known });
            take(&mut body, &path)
        } else if let Some(name) = lacks {
            let path = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            let within = filled.iter().any(|known| path.starts_with(&format!("{}.", known.path)));
            if !within {
                found.missing.push(path.clone());
            }
            filled.push(Filled { path: path.clone(), tried: 0 });
            put(&mut body, &path, sample(0))
        } else {
            // What was filled in does not do: another value may. Whatever else is wrong is told by itself.
            let wrong = filled.iter_mut().rev().find(|known| known.path == at);
            let next = wrong.and_then(|known| {
                known.tried += 1;
                let listed = allowed(&why).first().map(|first| Some(json!(first)));
                listed.unwrap_or_else(|| sample(known.tried))
            });
            put(&mut body, &at, next)
        };
        if !done {
            break;
        }
    }
    found
}

/// The path of a field: a parser names the object that it stands in, or the field already.
pub fn within(at: &str, name: &str) -> String {
    match at {
        "." | "?" | "" => name.to_owned(),
        at if at == name || at.ends_with(&format!(".{name}")) => at.to_owned(),
        at => format!("{at}.{name}"),
    }
}

/// Values of every shape that a body has.
fn sample(tried: usize) -> Option<Value> {
    let samples = [
        Value::Null,
        json!("000000000000"),
        json!("2026-11-24"),
        json!(1),
        json!(false),
        json!({}),
        json!([]),
        json!("lv"),
        json!("09:30"),
        json!("1 EUR"),
        json!("2026-11-24T08:30:00Z"),
        json!("x"),
    ];
    samples.into_iter().nth(tried)
}

/// Puts a value at a path of names; answers whether there was one and a place for it.
fn put(body: &mut Value, path: &str, value: Option<Value>) -> bool {
    let (Some(value), Some((above, name))) = (value, split(path)) else { return false };
    let parent = above.iter().try_fold(body, |at, name| at.get_mut(name));
    let Some(fields) = parent.and_then(Value::as_object_mut) else { return false };
    fields.insert(name.to_owned(), value);
    true
}

/// Takes a field out; answers whether it was there.
fn take(body: &mut Value, path: &str) -> bool {
    let Some((above, name)) = split(path) else { return false };
    let parent = above.iter().try_fold(body, |at, name| at.get_mut(name));
    parent.and_then(Value::as_object_mut).is_some_and(|fields| fields.remove(name).is_some())
}

/// The names above the last, and the last; nothing for the whole body.
fn split(path: &str) -> Option<(Vec<&str>, &str)> {
    let mut names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
    let last = names.pop()?;
    Some((names, last))
}

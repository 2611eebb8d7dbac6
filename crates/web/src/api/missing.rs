//! Every field that a body lacks, told at once: a parser stops at the first, so what is missing is filled in with values
//! that would do, and the body read again, until nothing more is.

use super::wording::allowed;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Readings of one body at most.
const READINGS: usize = 120;

/// A field that was filled in, and which of the values that could do it holds.
struct Filled {
    path: String,
    tried: usize,
}

/// The paths of the fields that a body lacks, as far as they can be told.
pub fn fields<T: DeserializeOwned>(bytes: &[u8]) -> Vec<String> {
    let (mut missing, mut filled): (Vec<String>, Vec<Filled>) = (Vec::new(), Vec::new());
    let Ok(mut body) = serde_json::from_slice::<Value>(bytes) else { return missing };
    for _ in 0..READINGS {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&body) else { break };
        let at = match error.path().to_string().as_str() {
            "." | "?" => String::new(),
            path => path.to_owned(),
        };
        let why = error.into_inner().to_string();
        let lacks = why.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let done = if let Some(name) = lacks {
            let path = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            let within = filled.iter().any(|known| path.starts_with(&format!("{}.", known.path)));
            if !within {
                missing.push(path.clone());
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
    missing
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

/// The names above the last, and the last; nothing for the whole body.
fn split(path: &str) -> Option<(Vec<&str>, &str)> {
    let mut names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
    let last = names.pop()?;
    Some((names, last))
}

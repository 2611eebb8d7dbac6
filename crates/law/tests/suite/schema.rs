//! The published schema of a procedure as JSON: it is current, and every procedure keeps it.

use crate::library::{bundled, day, load, with_example};
use serde_json::Value;
use std::path::Path;

const PLACE: &str = "../../docs/schema/procedure.schema.json";

#[test]
fn the_published_schema_is_current() {
    let made = law::tools::schema();
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(PLACE);
    let kept = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(
        serde_json::from_str::<Value>(&kept).ok().as_ref() == Some(&made),
        "docs/schema/procedure.schema.json is not current: write it anew by \
         `parvalde procedure schema > docs/schema/procedure.schema.json`"
    );
}

#[test]
fn every_procedure_keeps_the_schema() {
    let schema = law::tools::schema();
    let example = load(&with_example()).unwrap_or_else(|errors| panic!("{errors}"));
    let mut tried = 0;
    for procedure in bundled().all().chain(example.all()) {
        let json = procedure.to_json();
        let mut wrong = Vec::new();
        keeps(&json, &schema, &schema, procedure.id(), &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        tried += 1;
    }
    assert!(tried >= 5);
    let mut broken = example.all().next().unwrap().to_json();
    broken["clocks"][0]["term"] = "1 moon".into();
    broken["name"] = Value::Null;
    let mut wrong = Vec::new();
    keeps(&broken, &schema, &schema, "broken", &mut wrong);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
}

/// The few words of JSON Schema that the schema uses, read on their own: references, types, properties, choices.
fn keeps(value: &Value, schema: &Value, root: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else { return };
    if let Some(name) = rules.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(name.trim_start_matches('#'));
        return match target {
            Some(target) => keeps(value, target, root, at, wrong),
            None => wrong.push(format!("{at}: the schema has no {name}")),
        };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match rules.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![kind],
    };
    if !types.contains(&kind) {
        wrong.push(format!("{at}: {value} is no {}", types.join(" or ")));
        return;
    }
    let fits = |choice: &Value| {
        let mut faults = Vec::new();
        keeps(value, choice, root, at, &mut faults);
        faults.is_empty()
    };
    for word in ["oneOf", "anyOf"] {
        if let Some(choices) = rules.get(word).and_then(Value::as_array)
            && !choices.iter().any(fits)
        {
            wrong.push(format!("{at}: {value} fits no choice"));
        }
    }
    if let Some(choices) = rules.get("enum").and_then(Value::as_array)
        && !choices.contains(value)
    {
        wrong.push(format!("{at}: {value} is none of {choices:?}"));
    }
    if rules.get("const").is_some_and(|wanted| wanted != value) {
        wrong.push(format!("{at}: {value} is not the constant"));
    }
    let pattern = rules.get("pattern").and_then(Value::as_str);
    if let (Some(pattern), Some(text)) = (pattern, value.as_str())
        && pattern.contains("working-day")
        && text.parse::<kernel::Term>().is_err()
    {
        wrong.push(format!("{at}: {text} does not look like {pattern}"));
    }
    if let Some(fields) = value.as_object() {
        for name in rules.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !name.as_str().is_some_and(|name| fields.contains_key(name)) {
                wrong.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, field) in fields {
            if let Some(rule) = rules.get("properties").and_then(|all| all.get(name)) {
                keeps(field, rule, root, &format!("{at}.{name}"), wrong);
            } else if rules.get("additionalProperties") == Some(&Value::Bool(false)) {
                wrong.push(format!("{at}: {name} is not in the schema"));
            }
        }
    }
    if let (Some(items), Some(rule)) = (value.as_array(), rules.get("items")) {
        for (place, item) in items.iter().enumerate() {
            keeps(item, rule, root, &format!("{at}[{place}]"), wrong);
        }
    }
}

#[test]
fn what_is_asked_about_different_things_runs_side_by_side() {
    let book = bundled();
    for (id, several) in [
        ("office.submission", true),
        ("register.statement", true),
        ("data.access", true),
        ("passport.citizen", false),
        ("decision.contest", false),
    ] {
        let procedure = book.procedure(id, day("2026-11-24")).unwrap();
        assert_eq!(procedure.runs_beside_itself(), several, "{id}");
        assert_eq!(procedure.to_json()["several"], several, "{id}");
        let said = procedure.explain(kernel::Lang::EN);
        assert_eq!(said.contains("One person can have several such cases at once."), several, "{said}");
    }
}

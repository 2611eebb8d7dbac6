//! Reading policies: parsed, named, checked strictly against the schema, and the schema against the program.

use super::{Limit, Policies, Rule};
use crate::access::rights::Action;
use crate::actor::Role;
use cedar_policy::{
    Authorizer, Effect, Policy, PolicyId, PolicySet, Schema, SchemaFragment, ValidationMode, Validator,
};
use kernel::Text;
use miette::Diagnostic;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::RwLock;

/// Something wrong in a file of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for PolicyFault {}

/// A file and its text.
type File<'a> = (&'a str, &'a str);

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// What Cedar says of a file, with the line that it points to.
fn fault((file, text): File<'_>, error: &dyn Diagnostic) -> PolicyFault {
    let at = error.labels().and_then(|mut labels| labels.next()).map(|label| line_of(text, label.offset()));
    let mut reason = error.to_string();
    // A message can be in the cause alone.
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !reason.contains(&words) {
            reason = format!("{reason}: {words}");
        }
        cause = inner.source();
    }
    if let Some(help) = error.help() {
        reason = format!("{reason} ({help})");
    }
    PolicyFault { file: file.to_owned(), line: at.unwrap_or(0), reason: reason.replace('\n', " ") }
}

/// The line in which a policy is named.
fn line_of_policy(text: &str, id: &str) -> usize {
    text.find(&format!("@id(\"{id}\")")).map_or(0, |offset| line_of(text, offset))
}

impl Policies {
    /// Reads a schema and policies.
    ///
    /// # Errors
    /// Everything that is wrong, each with its place.
    pub fn read(schema: (&str, &str), files: &[(&str, &str)]) -> Result<Self, Vec<PolicyFault>> {
        let known = read_schema(schema)?;
        let validator = Validator::new(known.clone());
        let (mut set, mut rules, mut faults) = (PolicySet::new(), Vec::new(), Vec::new());
        for file in files {
            let policies = match file.1.parse::<PolicySet>() {
                Ok(policies) => policies,
                Err(errors) => {
                    faults.extend(errors.iter().map(|error| fault(*file, error)));
                    continue;
                }
            };
            let mut own = PolicySet::new();
            for policy in policies.policies() {
                let named = named(*file, policy).and_then(|(rule, policy)| {
                    let again = |_| PolicyFault {
                        file: file.0.to_owned(),
                        line: rule.line,
                        reason: format!("there are two policies called `{}`", rule.id),
                    };
                    own.add(policy.clone()).map_err(again)?;
                    set.add(policy).map_err(again)?;
                    Ok(rule)
                });
                match named {
                    Ok(rule) => rules.push(rule),
                    Err(wrong) => faults.push(wrong),
                }
            }
            let result = validator.validate(&own, ValidationMode::Strict);
            faults.extend(result.validation_errors().map(|error| fault(*file, error)));
            faults.extend(result.validation_warnings().map(|warning| fault(*file, warning)));
        }
        faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let place = |rule: &Rule| (files.iter().position(|(file, _)| *file == rule.file), rule.line);
        rules.sort_by_key(place);
        let (authorizer, said) = (Authorizer::new(), RwLock::new(HashMap::new()));
        Ok(Self { authorizer, set, schema: known, rules, said })
    }
}

/// A policy under the name that it gives itself.
fn named(file: File<'_>, policy: &Policy) -> Result<(Rule, Policy), PolicyFault> {
    let wrong = |line, reason: String| PolicyFault { file: file.0.to_owned(), line, reason };
    let Some(id) = policy.annotation("id").map(str::to_owned) else {
        // Its text as Cedar has it is the only way to say which.
        let words: String = policy.to_string().chars().take(80).collect();
        return Err(wrong(0, format!("a policy has no `@id`: {}", words.replace('\n', " "))));
    };
    let line = line_of_policy(file.1, &id);
    let word = |name: &str| {
        let said = policy.annotation(name).map(str::trim).filter(|said| !said.is_empty());
        said.map(str::to_owned).ok_or_else(|| wrong(line, format!("`{id}` has no `@{name}`")))
    };
    let permits = policy.effect() == Effect::Permit;
    let refusal = match (permits, policy.annotation("refusal")) {
        (true, None) => None,
        (true, Some(_)) => {
            return Err(wrong(line, format!("`{id}` permits: it has nothing to do with `@refusal`")));
        }
        (false, said) => {
            let said = said.unwrap_or_default();
            let known = Limit::ALL.into_iter().find(|limit| limit.code() == said);
            let codes = Limit::ALL.map(Limit::code).join(", ");
            Some(known.ok_or_else(|| {
                wrong(line, format!("`{id}` forbids: `@refusal` is one of {codes}, not `{said}`"))
            })?)
        }
    };
    let because = Text::new(word("because_lv")?, word("because")?);
    let source = word("source")?;
    let policy = policy.new_id(PolicyId::new(&id));
    Ok((Rule { id, permits, because, source, refusal, file: file.0.to_owned(), line }, policy))
}

/// The schema, which names the duties and actions of the program and no others.
fn read_schema(file: File<'_>) -> Result<Schema, Vec<PolicyFault>> {
    let (fragment, _) =
        SchemaFragment::from_cedarschema_str(file.1).map_err(|error| vec![fault(file, &error)])?;
    let json = fragment.clone().to_json_value().map_err(|error| vec![fault(file, &error)])?;
    let faults = compared(file, json.get("").unwrap_or(&json));
    if !faults.is_empty() {
        return Err(faults);
    }
    Schema::from_schema_fragments([fragment]).map_err(|error| vec![fault(file, &error)])
}

/// Names of `one` that `other` lacks.
fn missing(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Vec<String> {
    one.difference(other).cloned().collect()
}

/// Where the schema and the program differ.
fn compared((file, text): File<'_>, json: &Value) -> Vec<PolicyFault> {
    let mut faults = Vec::new();
    let mut wrong = |name: &str, reason: String| {
        let line = text.find(&format!("\"{name}\"")).map_or(0, |offset| line_of(text, offset));
        faults.push(PolicyFault { file: file.to_owned(), line, reason });
    };
    let strings = |value: &Value| -> BTreeSet<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let at = |value: &Value, path: &str| value.pointer(path).cloned().unwrap_or(Value::Null);
    let roles: BTreeSet<String> = Role::ALL.into_iter().map(|role| role.code().to_owned()).collect();
    let said = strings(&at(json, "/entityTypes/Role/enum"));
    for name in missing(&roles, &said) {
        wrong(&name, format!("the duty `{name}` of the program is not in the schema"));
    }
    for name in missing(&said, &roles) {
        wrong(&name, format!("the program knows no duty `{name}`"));
    }
    let actions = at(json, "/actions");
    let listed = actions.as_object();
    for action in Action::ALL {
        let Some(found) = listed.and_then(|listed| listed.get(action.code())) else {
            wrong(
                action.code(),
                format!("the action `{}` of the program is not in the schema", action.code()),
            );
            continue;
        };
        let kinds: BTreeSet<String> = action.kinds().iter().map(|kind| kind.name().to_owned()).collect();
        let said = strings(&at(found, "/appliesTo/resourceTypes"));
        if said != kinds {
            let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
            let (said, kinds) = (list(&said), list(&kinds));
            wrong(
                action.code(),
                format!("`{}` is about {kinds} in the program and about {said} in the schema", action.code()),
            );
        }
    }
    for (name, found) in listed.into_iter().flatten() {
        // A group applies to nothing by itself.
        let group = strings(&at(found, "/appliesTo/resourceTypes")).is_empty();
        if !group && Action::ALL.iter().all(|action| action.code() != name) {
            wrong(name, format!("the program knows no action `{name}`"));
        }
    }
    faults
}

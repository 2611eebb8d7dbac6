//! The answers to a procedure's questions: what was said is checked, and what the catalogue assumes is added.

use crate::cases::event::GivenValue;
use crate::cases::facts::wrong_value;
use crate::error::{FieldError, OfficeError, Problem};
use law::{Agreement, FactSource, Facts, Procedure};
use std::collections::BTreeMap;

pub(crate) fn check_declared(
    procedure: &Procedure,
    declared: &BTreeMap<String, GivenValue>,
) -> Result<(), OfficeError> {
    let mut errors = Vec::new();
    for (fact, value) in declared {
        let question = procedure.questions().into_iter().find(|def| def.name == *fact);
        let problem = match question {
            None => Problem::new("unknown-fact").with("fact", fact),
            Some(def) if !def.kind.accepts(value) => wrong_value(def, value),
            Some(_) => continue,
        };
        errors.push(FieldError::new("declared", problem));
    }
    if errors.is_empty() { Ok(()) } else { Err(OfficeError::Invalid(errors)) }
}

/// That answers belong together, with what the catalogue assumes where nothing was said.
pub(crate) fn check_agreed(procedure: &Procedure, facts: &Facts) -> Result<(), OfficeError> {
    let errors: Vec<FieldError> = procedure.broken(facts).map(disagree).collect();
    if errors.is_empty() { Ok(()) } else { Err(OfficeError::Invalid(errors)) }
}

/// That the answers break an agreement.
pub(crate) fn disagree(agreement: &Agreement) -> FieldError {
    let problem = Problem::new("answers-disagree").with("agreement", &agreement.id);
    FieldError::new("declared", problem.in_words("agreement", |_| Some(agreement.name.clone())))
}

/// The answers to the procedure's questions, with what the catalogue assumes where nothing was said.
pub(crate) fn declared(facts: &Facts, procedure: &Procedure) -> BTreeMap<String, GivenValue> {
    let asked = |fact: &str| procedure.fact(fact).is_some_and(|def| def.source == FactSource::Declared);
    facts.iter().filter(|(fact, _)| asked(fact)).map(|(f, v)| (f.clone(), v.clone())).collect()
}

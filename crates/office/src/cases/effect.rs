//! The effects of a decision as it states them: the law file's effects with this person's facts filled in.

use crate::cases::event::StatedEffect;
use kernel::Term;
use law::procedure::{DecisionRule, Effect, SetValue, ValidityRow};
use law::{Condition, FactValue, Facts, Truth};
use std::collections::BTreeMap;

/// The effects that a decision has on these facts.
///
/// # Errors
/// The facts or terms that are missing to say what follows: nothing is decided on what is unknown.
pub fn stated(
    rule: &DecisionRule,
    facts: &Facts,
    choices: &BTreeMap<String, Term>,
) -> Result<Vec<StatedEffect>, Vec<String>> {
    let chosen = |id: &str| choices.get(id).copied().ok_or_else(|| vec![id.to_owned()]);
    let mut stated = Vec::new();
    for effect in &rule.effects {
        stated.extend(match effect {
            Effect::Issue { kind, mrz_code, valid, chosen: choice, cite, .. } => {
                let valid = match choice {
                    Some(choice) => Some(chosen(choice)?),
                    None => validity(kind, valid, facts)?,
                };
                let (kind, mrz_code, cite) = (kind.clone(), mrz_code.clone(), cite.clone());
                Some(StatedEffect::IssueDocument { kind, mrz_code, valid, cite })
            }
            Effect::CancelPrevious { kind, .. } => Some(StatedEffect::CancelPrevious { kind: kind.clone() }),
            Effect::Set { fact, value: SetValue::Drawn, .. } => {
                Some(StatedEffect::DrawFact { fact: fact.clone() })
            }
            Effect::Set { fact, value, from, lasts, chosen: choice, .. } => {
                let lasts = match choice {
                    Some(choice) => Some(chosen(choice)?),
                    None => *lasts,
                };
                let value = match value {
                    SetValue::Code { code, .. } => FactValue::Code(code.clone()),
                    SetValue::Case { fact } => facts.get(fact).cloned().ok_or_else(|| vec![fact.clone()])?,
                    SetValue::Drawn => continue,
                };
                Some(StatedEffect::SetFact { fact: fact.clone(), value, from: from.clone(), lasts })
            }
            Effect::End { fact, code, .. } => {
                Some(StatedEffect::EndFact { fact: fact.clone(), code: code.clone() })
            }
            Effect::Open { procedure, when, .. } => {
                let opens = when.as_ref().map_or(Ok(true), |when| holds(when, facts))?;
                opens.then(|| StatedEffect::OpenCase { procedure: procedure.clone() })
            }
            Effect::Answer { letter, .. } => Some(StatedEffect::Answer { letter: letter.clone() }),
        });
    }
    if let Some(bar) = &rule.bar_reapply {
        stated.push(StatedEffect::BarReapply { term: bar.term, cite: bar.cite.clone() });
    }
    Ok(stated)
}

fn holds(when: &Condition, facts: &Facts) -> Result<bool, Vec<String>> {
    match when.truth(facts) {
        Truth::Met => Ok(true),
        Truth::NotMet => Ok(false),
        Truth::Unknown => Err(when.missing(facts).into_iter().collect()),
    }
}

/// How long a document is valid: the first row whose condition holds; without rows it has no end.
fn validity(kind: &str, rows: &[ValidityRow], facts: &Facts) -> Result<Option<Term>, Vec<String>> {
    for (when, term) in rows {
        if when.as_ref().map_or(Ok(true), |when| holds(when, facts))? {
            return Ok(Some(*term));
        }
    }
    if rows.is_empty() { Ok(None) } else { Err(vec![kind.to_owned()]) }
}

//! The effects of a decision as it states them: the law file's effects with this person's facts filled in.

use crate::cases::event::StatedEffect;
use law::procedure::{Effect, SetValue};
use law::{FactValue, Facts, Procedure};

/// The effects that a decision of the procedure has on these facts.
///
/// # Errors
/// The kind of document whose term of validity the facts do not settle; an effect that cases cannot have yet.
pub fn stated(procedure: &Procedure, effects: &[Effect], facts: &Facts) -> Result<Vec<StatedEffect>, String> {
    effects
        .iter()
        .map(|effect| match effect {
            Effect::Issue { kind, mrz_code, cite, .. } => {
                let valid = procedure.validity(kind, facts).ok_or_else(|| kind.clone())?;
                let mrz_code = mrz_code.as_ref().ok_or_else(|| kind.clone())?;
                Ok(StatedEffect::IssueDocument {
                    kind: kind.clone(),
                    mrz_code: mrz_code.clone(),
                    valid,
                    cite: cite.clone(),
                })
            }
            Effect::CancelPrevious { kind, .. } => Ok(StatedEffect::CancelPrevious { kind: kind.clone() }),
            Effect::Set {
                fact,
                value: SetValue::Code { code, .. },
                from: None,
                lasts: None,
                chosen: None,
                ..
            } => Ok(StatedEffect::SetFact { fact: fact.clone(), value: FactValue::Code(code.clone()) }),
            Effect::Set { fact, .. } | Effect::End { fact, .. } => Err(fact.clone()),
            Effect::Open { procedure, .. } => Err(procedure.clone()),
            Effect::Answer { .. } => Err("answer".to_owned()),
        })
        .collect()
}

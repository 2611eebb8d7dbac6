//! Whether the adverse decisions of a procedure refuse what somebody asked for, or burden somebody by the office itself:
//! pages choose their words by that.

use ::law::Procedure;
use ::law::procedure::DecisionKind;

/// `refuse` where every adverse decision is a refusal, `burden` where one imposes something.
pub fn words(procedure: &Procedure, refuse: &'static str, burden: &'static str) -> &'static str {
    let imposes = procedure.decisions().iter().any(|rule| rule.kind == DecisionKind::Impose);
    if imposes { burden } else { refuse }
}

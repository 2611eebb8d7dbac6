//! What follows from a decision that takes effect: what the register and the case say then, and which terms run.

use crate::walk::Walk;
use office::cases::CaseView;
use office::cases::event::StatedEffect;
use office::register::PersonView;

impl Walk<'_> {
    /// The terms of a decision that takes effect: those that it set, and for making a document only where there is one.
    pub fn terms(&self, served: &CaseView) {
        let decision = served.case.decision().unwrap();
        for line in &served.clocks {
            if let Some(chosen) = decision.choices.get(&line.id) {
                assert_eq!(line.answer.as_ref().map(|answer| answer.term), Some(*chosen), "{}", line.id);
            }
        }
        let procedure =
            self.house.office.law().version(&served.case.procedure, served.case.in_force).unwrap();
        let made = Some(law::clock::Ends::With("document-made".to_owned()));
        let making = |id: &str| procedure.clock(id).is_some_and(|clock| clock.ends == made);
        let nothing = served.documents.is_empty();
        assert!(!(nothing && served.clocks.iter().any(|line| making(&line.id))), "a term to make nothing");
        let mut decides = served.clocks.iter().filter(|line| line.id == "decision" && line.answer.is_some());
        assert!(decides.all(|line| line.ended.is_some()), "the term for the decision runs on after it");
    }

    /// Whether the register and the case say what the effect is.
    pub fn follows(&self, served: &CaseView, person: &PersonView, effect: &StatedEffect) {
        let json = |value: &office::register::FactValue| serde_json::to_string(value).unwrap();
        let basis = served.case.id.grouped();
        let entered = |code: &str, kind: &str| {
            person.facts.iter().any(|held| {
                let value = &held.known.fact.value;
                value.kind() == kind
                    && json(value).to_lowercase().contains(&format!("\"{}\"", code.to_lowercase()))
            })
        };
        match effect {
            StatedEffect::SetFact { fact, value, lasts, .. } => {
                assert!(entered(&value.to_string(), fact), "{fact} is not {value}");
                if lasts.is_some() {
                    let until = person.facts.iter().any(|held| {
                        held.known.fact.value.kind() == fact
                            && held.known.fact.to.is_some()
                            && held.known.basis.number == basis
                    });
                    assert!(until, "{fact} has no end");
                }
            }
            StatedEffect::DrawFact { fact } => {
                let drawn = person
                    .facts
                    .iter()
                    .any(|held| held.known.fact.value.kind() == fact && held.known.basis.number == basis);
                assert!(drawn, "no new {fact}");
            }
            StatedEffect::EndFact { fact, code } => {
                let code = code.as_deref();
                let stands = person.facts.iter().any(|held| {
                    held.known.fact.value.kind() == fact
                        && held.known.fact.to.is_none()
                        && held.known.basis.number != basis
                        && code
                            .is_none_or(|code| json(&held.known.fact.value).contains(&format!("\"{code}\"")))
                });
                assert!(!stands, "{fact} did not end");
            }
            StatedEffect::OpenCase { procedure } => {
                assert!(!procedure.is_empty());
            }
            StatedEffect::IssueDocument { kind, .. } => {
                assert!(served.documents.iter().any(|document| document.kind == *kind));
            }
            StatedEffect::CancelPrevious { .. }
            | StatedEffect::Answer { .. }
            | StatedEffect::BarReapply { .. } => {}
        }
    }
}

//! What the letter of a contest says beside other decisions: which decision it was about, and what becomes of it.

use super::super::words::stated;
use super::Writer;
use crate::cases::case::{ContestEffect, Phase};
use crate::cases::course::Fate;
use crate::cases::event::{StatedDecision, StatedEffect};
use crate::cases::rules::{ParentCase, anew, fate_if_granted, is_reinstated};
use crate::cases::view::{Part, parts};
use documents::words::{DateForm, date_words};

impl Writer<'_> {
    /// What becomes of the contested decision, one sentence each.
    pub(super) fn settles(&self, decision: &StatedDecision) -> Vec<String> {
        let Some(parent) = self.contested() else { return Vec::new() };
        let fate = fate_if_granted(&self.loaded.facts);
        let mut sentences: Vec<String> = self.reinstated().into_iter().collect();
        if fate == Fate::PartUndone {
            let parts = parent.case.decision().map(|contested| parts(parent.procedure, contested));
            let mut parts = parts.unwrap_or_default();
            parts.retain(|part| decision.parts.contains(&part.at));
            sentences.extend(self.falls(&parts));
        }
        if fate.undoes() && anew(parent, fate).is_some() {
            let service = self.text(parent.procedure.name());
            sentences.push(self.say(
                format!("Apstrīdētais lēmums zaudē spēku. Par to pašu lemj no jauna jaunā lietā ({service}); jauno lēmumu paziņo atsevišķi, un to var apstrīdēt."),
                format!("The contested decision ends. The same matter is decided anew in a new case ({service}); the new decision is notified separately, and it can be contested."),
            ));
        } else if fate.undoes() {
            sentences.push(self.say("Apstrīdētais lēmums zaudē spēku.", "The contested decision ends."));
        }
        sentences
    }

    /// The parts that fall, and that the rest stands.
    fn falls(&self, fallen: &[Part]) -> Option<String> {
        let parts: Vec<String> = fallen.iter().filter_map(|part| self.part(part)).collect();
        if parts.is_empty() {
            return None;
        }
        let parts = parts.join("; ");
        Some(self.say(
            format!("Spēku zaudē šī lēmuma daļa: {parts}. Pārējā daļā lēmums paliek spēkā."),
            format!("This part of the decision ends: {parts}. The rest of the decision stands."),
        ))
    }

    fn part(&self, part: &Part) -> Option<String> {
        let law = self.office.law();
        match &part.effect {
            StatedEffect::IssueDocument { kind, .. } | StatedEffect::CancelPrevious { kind } => {
                Some(self.document(kind))
            }
            StatedEffect::SetFact { fact, .. }
            | StatedEffect::DrawFact { fact }
            | StatedEffect::EndFact { fact, .. } => {
                let name = law.register().fact(fact).map(|fact| self.text(&fact.name))?;
                Some(match &part.value {
                    Some(value) => format!("{name}: {}", self.text(value)),
                    None => name,
                })
            }
            StatedEffect::OpenCase { procedure } => {
                law.procedure(procedure, self.office.today()).map(|opened| self.text(opened.name()))
            }
            StatedEffect::BarReapply { .. } => {
                self.follows(&part.effect).map(|words| words.trim_end_matches('.').to_owned())
            }
            StatedEffect::Answer { .. } => None,
        }
    }

    /// Whether the contest keeps the decision from being carried out, where this case is one, in the confirmation of it.
    pub(super) fn suspending(&self) -> Option<String> {
        let Phase::InForce { contests, .. } = &self.contested()?.case.phase else { return None };
        let ours = contests.iter().find(|contest| contest.child == self.loaded.case.id)?;
        Some(match ours.effect() {
            ContestEffect::Suspends => self.say(
                "Kamēr par apstrīdējumu lemj, apstrīdētā lēmuma darbība ir apturēta.",
                "Until the contest is decided, the contested decision is not carried out.",
            ),
            ContestEffect::IfReinstated => self.say(
                "Apstrīdēts pēc termiņa beigām, tāpēc apstrīdētais lēmums paliek spēkā. Tā darbību aptur tikai tad, ja nokavēto termiņu atjauno.",
                "The contest came after the last day, so the contested decision stays in force. It is suspended only if the missed term is reinstated.",
            ),
            ContestEffect::Leaves => self.say(
                "Kamēr par apstrīdējumu lemj, apstrīdētais lēmums paliek spēkā.",
                "Until the contest is decided, the contested decision stays in force.",
            ),
        })
    }

    /// That the missed term to contest is given again, where the contest came late and the delay was excused.
    pub(super) fn reinstated(&self) -> Option<String> {
        is_reinstated(&self.loaded.facts).then(|| {
            self.say(
                "Nokavētais apstrīdēšanas termiņš ir atjaunots.",
                "The missed term to contest is reinstated.",
            )
        })
    }

    /// The decision that is contested: in which matter, of which day, and what it was.
    pub(super) fn contested_words(&self, parent: &ParentCase<'_>) -> String {
        let (number, service) = (parent.case.id.grouped(), self.text(parent.procedure.name()));
        let decided = parent.case.decision();
        let rule = decided.and_then(|decision| parent.procedure.decision(decision.outcome.decision()));
        let name = decided.zip(rule).map(|(decided, rule)| stated(rule, &decided.choices, self.lang));
        let name = name.unwrap_or_default();
        let day = parent.case.day_of("decided");
        let day = day.map(|day| date_words(day, DateForm::Genitive, self.lang)).unwrap_or_default();
        self.say(
            format!("Apstrīdēts {day} lēmums “{name}” lietā {number} ({service})."),
            format!("Contested is the decision “{name}” of {day} in case {number} ({service})."),
        )
    }
}

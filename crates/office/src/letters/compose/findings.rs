//! What was found, requirement by requirement, with the facts it rests on and where each comes from.

use super::super::words::source;
use super::Writer;
use crate::cases::case::FactSource;
use crate::cases::event::StatedGround;
use crate::cases::facts::source_of;
use documents::letter as doc;
use law::{Finding, Truth};

/// Whether a finding against is of one of these grounds.
pub(super) fn relied(finding: &Finding, grounds: &[StatedGround]) -> bool {
    grounds.iter().any(|ground| ground.id == finding.ground)
}

impl Writer<'_> {
    /// Every requirement that was settled; what speaks against is called by its ground.
    pub(super) fn findings(&self) -> Vec<doc::Finding> {
        let settled = self.settled();
        settled.map(|finding| self.finding(finding)).collect()
    }

    /// The same, and of what speaks against only what the office relies on: on the rest nobody was heard.
    pub(super) fn findings_on(&self, grounds: &[StatedGround]) -> Vec<doc::Finding> {
        let settled = self.settled();
        settled
            .filter(|finding| finding.truth == Truth::Met || relied(finding, grounds))
            .map(|finding| self.finding(finding))
            .collect()
    }

    /// What speaks against, as far as the office relies on it.
    pub(super) fn against(&self, grounds: &[StatedGround]) -> Vec<doc::Finding> {
        self.findings_on(grounds).into_iter().filter(|finding| !finding.met).collect()
    }

    fn settled(&self) -> impl Iterator<Item = &Finding> {
        self.loaded.assessment.findings.iter().filter(|finding| finding.truth != Truth::Unknown)
    }

    fn finding(&self, finding: &Finding) -> doc::Finding {
        let procedure = self.loaded.procedure;
        let met = finding.truth == Truth::Met;
        let ground = procedure.ground(&finding.ground).filter(|_| !met);
        let requirement = procedure.requirements().iter().find(|known| known.id == finding.requirement);
        let facts = requirement.map(|known| known.condition.facts()).unwrap_or_default();
        doc::Finding {
            requirement: ground.map_or_else(|| self.text(&finding.name), |ground| self.text(ground.text())),
            met,
            facts: facts.into_iter().filter_map(|fact| self.found(fact)).collect(),
            norm: Some(self.norm(&finding.cite)),
        }
    }

    /// A fact with its value and its evidence; `None` while it is not known.
    fn found(&self, fact: &str) -> Option<doc::FactFound> {
        let def = self.loaded.procedure.fact(fact)?;
        let value = self.loaded.facts.get(fact)?;
        Some(doc::FactFound {
            what: self.text(&def.label),
            value: self.text(&def.show(value)),
            evidence: self.evidence(fact),
        })
    }

    fn evidence(&self, fact: &str) -> String {
        let case = &self.loaded.case;
        let code = source_of(case, self.loaded.procedure, fact);
        match case.facts.get(fact).map(|known| &known.source) {
            Some(FactSource::Evidence { evidence }) => {
                let known = self.loaded.procedure.evidence_of(evidence);
                known.map_or_else(|| source(code, self.lang), |known| self.text(&known.name))
            }
            Some(FactSource::Recorded { note, .. }) if !note.is_empty() => note.clone(),
            _ => source(code, self.lang),
        }
    }
}

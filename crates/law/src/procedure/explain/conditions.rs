//! Who may apply, which way a case takes, what must be met and what proves it.

use super::Said;
use crate::procedure::{EvidenceBy, Procedure, Requirement};
use crate::words::Case;

impl Procedure {
    pub(super) fn explain_conditions(&self, said: &mut Said) {
        if !self.capacities().is_empty() {
            if self.is_service() || self.is_abstract() {
                said.heading("Kas var pieteikt", "Who may apply");
            } else {
                said.heading("Kas sāk lietu", "Who begins the case");
            }
        }
        for capacity in self.capacities() {
            let office = if capacity.ex_officio {
                said.pick(" (pēc iestādes iniciatīvas)", " (begun by the office itself)")
            } else {
                ""
            };
            let line =
                said.get(&capacity.name) + office + &self.provision(said, &capacity.cite, capacity.verified);
            said.item(0, &line);
            said.condition(1, &capacity.condition);
        }
        if !self.tracks().is_empty() {
            said.heading(
                "Izskatīšanas kārtība (pirmā, kas atbilst)",
                "Way of examination (the first that fits)",
            );
        }
        for track in self.tracks() {
            let line = said.get(&track.name) + &self.provision(said, &track.cite, track.verified);
            said.item(0, &line);
            match &track.condition {
                Some(condition) => said.condition(1, condition),
                None => said.fixed(1, "visos citos gadījumos", "in all other cases"),
            }
        }
        // What a ground asks by itself stands with the grounds.
        let own = |requirement: &&Requirement| !requirement.of_ground;
        if self.requirements().iter().any(|requirement| own(&requirement)) {
            said.heading("Kam jābūt izpildītam", "What must be met");
        }
        for requirement in self.requirements().iter().filter(own) {
            let line =
                said.get(&requirement.name) + &self.provision(said, &requirement.cite, requirement.verified);
            said.item(0, &line);
            if let Some(other) = requirement.alternative_to.as_deref().and_then(|id| self.requirement(id)) {
                let line = format!("{}: {}", said.pick("vai arī", "or instead"), said.get(&other.name));
                said.item(1, &line);
            }
            said.only_when(1, requirement.when.as_ref(), "tikai tad, ja:", "only when:");
            said.condition(1, &requirement.condition);
        }
        self.explain_evidence(said);
    }

    fn explain_evidence(&self, said: &mut Said) {
        if !self.evidence().is_empty() {
            said.heading("Kas to pierāda", "What proves it");
        }
        for evidence in self.evidence() {
            let by = match (evidence.by, &evidence.body) {
                (EvidenceBy::Applicant, _) => {
                    said.pick("iesniedz iesniedzējs", "brought by the applicant").to_owned()
                }
                (EvidenceBy::Counter, _) => {
                    said.pick("iegūst pie lodziņa", "taken at the counter").to_owned()
                }
                (EvidenceBy::Body, Some(body)) => {
                    format!("{} {}", said.pick("sniedz:", "given by:"), said.actor(body))
                }
                (EvidenceBy::CaseOfficer | EvidenceBy::Body, _) => {
                    said.pick("iegūst lietas izskatītājs", "found by the case officer").to_owned()
                }
            };
            let line = format!(
                "{} ({by}){}",
                said.get(&evidence.name),
                self.provision(said, &evidence.cite, evidence.verified)
            );
            said.item(0, &line);
            if let Some(note) = &evidence.note {
                let note = said.get(note);
                said.item(1, &note);
            }
            if let Some(age) = evidence.max_age {
                let line = format!(
                    "{} {}",
                    said.pick("ne vecāks par", "not older than"),
                    said.term_in(age, Case::AfterPreposition)
                );
                said.item(1, &line);
            }
            if evidence.later {
                said.item(
                    1,
                    said.pick("iesniedz, kad iestāde to lūdz", "handed in when the office asks for it"),
                );
            }
            said.only_when(1, evidence.when.as_ref(), "vajadzīgs, ja:", "needed when:");
        }
    }

    pub(super) fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements().iter().find(|requirement| requirement.id == id)
    }
}

//! What was found, requirement by requirement, with the facts it rests on and where each comes from.

use super::super::words::source;
use super::Writer;
use crate::cases::case::FactSource;
use crate::cases::event::StatedGround;
use crate::cases::facts::source_of;
use documents::letter as doc;
use law::procedure::Requirement;
use law::{Finding, Truth};

/// Whether a finding against is of one of these grounds.
pub(super) fn relied(finding: &Finding, grounds: &[StatedGround]) -> bool {
    grounds.iter().any(|ground| ground.id == finding.ground)
}

impl Writer<'_> {
    /// Every requirement that was settled; what speaks against is called by its ground, and that no ground stands is said
    /// once.
    pub(super) fn findings(&self) -> Vec<doc::Finding> {
        let settled: Vec<&Finding> = self.settled().collect();
        let (absent, others): (Vec<&Finding>, Vec<&Finding>) =
            settled.into_iter().partition(|finding| finding.truth == Truth::Met && self.is_ground(finding));
        let mut findings = self.listed(&others);
        findings.extend(self.no_ground(&absent));
        findings
    }

    /// The same, and of what speaks against only what the office relies on: on the rest nobody was heard. Grounds that do
    /// not stand are no requirements that somebody meets.
    pub(super) fn findings_on(&self, grounds: &[StatedGround]) -> Vec<doc::Finding> {
        let shown = |finding: &&Finding| match finding.truth {
            Truth::Met => !self.is_ground(finding),
            _ => relied(finding, grounds),
        };
        let shown: Vec<&Finding> = self.settled().filter(shown).collect();
        self.listed(&shown)
    }

    /// What speaks against, as far as the office relies on it.
    pub(super) fn against(&self, grounds: &[StatedGround]) -> Vec<doc::Finding> {
        self.findings_on(grounds).into_iter().filter(|finding| !finding.met).collect()
    }

    fn settled(&self) -> impl Iterator<Item = &Finding> {
        self.loaded.assessment.findings.iter().filter(|finding| finding.truth != Truth::Unknown)
    }

    fn requirement(&self, finding: &Finding) -> Option<&Requirement> {
        self.loaded.procedure.requirements().iter().find(|known| known.id == finding.requirement)
    }

    /// Whether it is a ground that says itself when it stands.
    fn is_ground(&self, finding: &Finding) -> bool {
        self.requirement(finding).is_some_and(|known| known.of_ground)
    }

    /// The findings in their order; what leads to one ground stands under it once.
    fn listed(&self, findings: &[&Finding]) -> Vec<doc::Finding> {
        let mut listed: Vec<(Option<&str>, doc::Finding)> = Vec::new();
        for finding in findings {
            let found = self.finding(finding);
            let ground = (finding.truth != Truth::Met).then_some(finding.ground.as_str());
            let same = listed.iter_mut().find(|(known, _)| known.is_some() && *known == ground);
            let Some((_, first)) = same else {
                listed.push((ground, found));
                continue;
            };
            for fact in found.facts {
                if !first.facts.contains(&fact) {
                    first.facts.push(fact);
                }
            }
            if first.norm != found.norm {
                let ground = self.loaded.procedure.ground(&finding.ground);
                first.norm = ground.map(|ground| self.norm(ground.cite()));
            }
        }
        listed.into_iter().map(|(_, finding)| finding).collect()
    }

    fn finding(&self, finding: &Finding) -> doc::Finding {
        let procedure = self.loaded.procedure;
        let met = finding.truth == Truth::Met;
        let ground = procedure.ground(&finding.ground).filter(|_| !met);
        let requirement = self.requirement(finding);
        // What is met rests on the facts that make it so, not on those of an alternative that nobody needed.
        let facts = match requirement {
            Some(known) if met => known.condition.deciding(&self.loaded.facts),
            Some(known) => known.condition.facts(),
            None => Vec::new(),
        };
        doc::Finding {
            requirement: ground.map_or_else(|| self.text(&finding.name), |ground| self.text(ground.text())),
            met,
            facts: facts.into_iter().filter_map(|fact| self.found(fact)).collect(),
            norm: Some(self.norm(&finding.cite)),
        }
    }

    /// That none of these grounds stands, with the articles that name them.
    fn no_ground(&self, absent: &[&Finding]) -> Option<doc::Finding> {
        let mut articles: Vec<String> = Vec::new();
        for finding in absent {
            let article = self.norm(&finding.cite.article()).text;
            if !articles.contains(&article) {
                articles.push(article);
            }
        }
        if articles.is_empty() {
            return None;
        }
        let articles = articles.join("; ");
        let requirement = if self.loaded.procedure.is_service() {
            self.say(
                format!("Neviens no atteikuma pamatiem nepastāv ({articles})."),
                format!("None of the grounds of refusal stands ({articles})."),
            )
        } else {
            self.say(
                format!("Neviens no pamatiem personai nelabvēlīgam lēmumam nepastāv ({articles})."),
                format!("None of the grounds of a decision that burdens the person stands ({articles})."),
            )
        };
        Some(doc::Finding { requirement, met: true, facts: Vec::new(), norm: None })
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
            // Whoever is heard, or reads the decision, is told on what the officer's view rests.
            Some(FactSource::Judged { reasons, .. }) if !reasons.is_empty() => {
                format!("{}: {reasons}", source(code, self.lang))
            }
            _ => source(code, self.lang),
        }
    }
}

//! The letter of a decision: what was found, weighed and decided, on which norms, and where it is contested.

use super::super::words::{stated, term_words};
use super::findings::relied;
use super::{Writer, fault};
use crate::cases::case::Phase;
use crate::cases::event::{Hearing, StatedDecision, StatedEffect, StatedGround, StatedOutcome};
use crate::cases::term::decision_clock;
use crate::error::OfficeError;
use documents::Many;
use documents::letter as doc;
use documents::words::{DateForm, date_words};
use kernel::Citation;
use law::Truth;
use law::procedure::DecisionRule;

impl Writer<'_> {
    pub(super) fn decision(&self) -> Result<doc::LetterKind, OfficeError> {
        let loaded = self.loaded;
        let (Phase::Decided { decision, .. } | Phase::InForce { decision, .. }) = &loaded.case.phase else {
            return Err(fault("a decision letter without a decision"));
        };
        let mut norms: Vec<doc::Norm> =
            self.cites(decision).iter().map(|citation| self.norm(citation)).collect();
        let step = self.appeal(decision).map(|step| step.norm);
        norms.extend(step.filter(|step| norms.iter().all(|norm| norm.text != step.text)));
        let service = self.text(loaded.procedure.name());
        let rule = loaded.procedure.decision(decision.outcome.decision());
        let reply = rule.is_some_and(DecisionRule::replies);
        let request = if let Some(parent) = self.contested() {
            self.contested_words(parent)
        } else if reply {
            std::iter::once(format!("{service}.")).chain(self.asks()).collect::<Vec<_>>().join(" ")
        } else if loaded.procedure.is_service() {
            let asked = self.say(
                format!("Iesniedzējs lūdz sniegt pakalpojumu “{service}”."),
                format!("The applicant asks for the service “{service}”."),
            );
            std::iter::once(asked).chain(self.asks()).collect::<Vec<_>>().join(" ")
        } else {
            match self.basis() {
                Some(basis) => format!("{service}. {basis}"),
                None => service,
            }
        };
        let adverse = decision.outcome.hearing().is_some();
        let mut findings =
            if adverse { self.findings_on(decision.outcome.grounds()) } else { self.findings() };
        if findings.is_empty() {
            let requirement =
                self.say("Nebija prasību, kas būtu jāpārbauda.", "No requirement had to be examined.");
            findings.push(doc::Finding { requirement, met: true, facts: Vec::new(), norm: None });
        }
        Ok(doc::LetterKind::Decision(Box::new(doc::Decision {
            case: self.case_line(),
            reply,
            request: doc::Request { text: request, received: loaded.case.received, channel: self.channel() },
            opinions: self.opinions(decision),
            findings: Many::from_vec(findings).ok_or_else(|| fault("a decision without findings"))?,
            reasons: Many::from_vec(self.reasons(&decision.outcome))
                .ok_or_else(|| fault("a decision without reasons"))?,
            written: !decision.outcome.reasons().is_empty(),
            considerations: match &decision.weighing {
                None if decision.choices.is_empty() => doc::Considerations::Bound,
                None => doc::Considerations::BoundButTerm,
                Some(weighing) => doc::Considerations::Weighed {
                    needed: weighing.needed.clone(),
                    suitable: weighing.suitable.clone(),
                    least_restrictive: weighing.least_restrictive.clone(),
                    balanced: weighing.balanced.clone(),
                },
            },
            norms: Many::from_vec(norms).ok_or_else(|| fault("a decision without norms"))?,
            outcome: self.outcome(decision)?,
        })))
    }

    /// The norms that the decision stands on, each once; those of the requirements stand beside them.
    fn cites(&self, decision: &StatedDecision) -> Vec<Citation> {
        let mut cites: Vec<Citation> = Vec::new();
        let mut cite = |citation: &Citation| {
            if !cites.contains(citation) {
                cites.push(citation.clone());
            }
        };
        let adverse = decision.outcome.hearing().is_some();
        let rule = self.loaded.procedure.decision(decision.outcome.decision());
        let reply = rule.is_some_and(DecisionRule::replies);
        // A reply stands on what asks for one within its term; that no ground stood against it is no norm of it.
        if reply && let Ok(clock) = decision_clock(self.loaded.procedure) {
            cite(&clock.cite);
        }
        let findings = self.loaded.assessment.findings.iter().filter(|_| !reply);
        findings
            .filter(|finding| {
                !adverse || finding.truth == Truth::NotMet && relied(finding, decision.outcome.grounds())
            })
            .for_each(|finding| cite(&finding.cite));
        decision.outcome.grounds().iter().for_each(|ground| cite(&ground.cite));
        for effect in decision.outcome.effects() {
            match effect {
                StatedEffect::IssueDocument { cite: basis, .. }
                | StatedEffect::BarReapply { cite: basis, .. } => cite(basis),
                _ => {}
            }
        }
        // A term that the decision sets stands on its own provision.
        let set = rule.into_iter().flat_map(|rule| &rule.choices);
        set.filter(|choice| decision.choices.contains_key(&choice.id)).for_each(|choice| cite(&choice.cite));
        // What the law of another decision cites is named by that law.
        if let Some(route) = decision.outcome.route().filter(|_| self.contested().is_none()) {
            cite(&route.cite);
        }
        if let Some(basis) = rule.and_then(|rule| rule.cite.as_ref()) {
            cite(basis);
        }
        if cites.is_empty() {
            cites.push(self.loaded.procedure.route().cite.clone());
        }
        cites
    }

    fn reasons(&self, outcome: &StatedOutcome) -> Vec<String> {
        let written = outcome.reasons();
        let mut reasons = Vec::new();
        let rule = self.loaded.procedure.decision(outcome.decision());
        let reply = rule.is_some_and(DecisionRule::replies);
        let granted = matches!(outcome, StatedOutcome::Grant { despite, .. } if despite.is_empty());
        if granted && !reply && self.contested().is_none() {
            reasons.push(self.say(
                "Visas normatīvajos aktos noteiktās prasības ir izpildītas, un atteikuma pamata nav.",
                "All requirements of the law are met, and there is no ground for refusal.",
            ));
        }
        if !written.is_empty() {
            reasons.push(written.to_owned());
        }
        if reasons.is_empty() && reply {
            reasons.push(
                self.say("Iestāde iesniegumu ir izskatījusi.", "The office has examined the submission."),
            );
        }
        if reasons.is_empty() && self.contested().is_some() {
            reasons.push(self.say(
                "Iestāde apstrīdēto lēmumu ir izvērtējusi no jauna; konstatētais ir norādīts iepriekš.",
                "The office has examined the contested decision anew; what it found is stated above.",
            ));
        }
        reasons
    }

    fn outcome(&self, decision: &StatedDecision) -> Result<doc::Outcome, OfficeError> {
        let rule = self.loaded.procedure.decision(decision.outcome.decision());
        let title = self.title(decision);
        Ok(match &decision.outcome {
            StatedOutcome::Grant { effects, .. } => {
                let mut rights = self.measures(decision, effects, &title);
                rights.rest.extend(self.settles(decision));
                let appeal = rule.and_then(|rule| self.way_on(rule));
                doc::Outcome::Granted { rights, partly: appeal.is_some(), appeal }
            }
            StatedOutcome::Refuse { grounds, hearing, effects, .. } => doc::Outcome::Refused {
                name: format!("{}.", self.named(decision)),
                denied: {
                    // By its own name: not everything that declines what was asked refuses a service.
                    let of = match self.contested() {
                        Some(_) => String::new(),
                        None => format!(" (“{}”)", self.text(self.loaded.procedure.name())),
                    };
                    let denied = std::iter::once(format!("{title}{of}.")).chain(self.reinstated());
                    self.with_what_follows(denied.collect::<Vec<_>>().join(" "), effects)
                },
                grounds: self.grounds(grounds)?,
                hearing: self.heard(hearing),
                appeal: self.appeal(decision),
            },
            StatedOutcome::Impose { grounds, hearing, effects, .. } => doc::Outcome::Imposed {
                measures: self.measures(decision, effects, &title),
                grounds: self.grounds(grounds)?,
                hearing: self.heard(hearing),
                appeal: self.appeal(decision),
            },
            StatedOutcome::Discontinue { effects, .. } => doc::Outcome::Discontinued {
                ended: if effects.is_empty() {
                    title
                } else {
                    self.with_what_follows(format!("{title}."), effects)
                },
                appeal: self.appeal(decision),
            },
        })
    }

    /// The decision as the law file says it.
    fn named(&self, decision: &StatedDecision) -> String {
        let rule = self.loaded.procedure.decision(decision.outcome.decision());
        rule.map_or_else(
            || self.text(self.loaded.procedure.name()),
            |rule| stated(rule, &decision.choices, self.lang),
        )
    }

    /// The same, and on which decision where it is about one.
    fn title(&self, decision: &StatedDecision) -> String {
        let title = self.named(decision);
        match self.contested() {
            Some(parent) => {
                format!("{title} ({}: {})", parent.case.id.grouped(), self.text(parent.procedure.name()))
            }
            None => title,
        }
    }

    /// What the page of the case says of it beside its answer and its reasons.
    pub(super) fn told_on_page(&self, decision: &StatedDecision) -> Vec<String> {
        let whole = || {
            let measures = self.measures(decision, decision.outcome.effects(), &self.title(decision));
            std::iter::once(measures.first).chain(measures.rest)
        };
        match &decision.outcome {
            StatedOutcome::Impose { .. } => whole().collect(),
            StatedOutcome::Grant { .. } if self.loaded.case.begun.is_some() => {
                whole().chain(self.settles(decision)).collect()
            }
            StatedOutcome::Grant { .. } => Vec::new(),
            StatedOutcome::Refuse { effects, .. } | StatedOutcome::Discontinue { effects, .. } => {
                self.consequences(effects)
            }
        }
    }

    /// The decision and what follows from it, one sentence each.
    fn measures(&self, decision: &StatedDecision, effects: &[StatedEffect], title: &str) -> Many<String> {
        let mut measures = Many::one(format!("{title}."));
        let rule = self.loaded.procedure.decision(decision.outcome.decision());
        let said = rule.is_some_and(DecisionRule::says_its_terms);
        for (id, term) in decision.choices.iter().filter(|_| !said) {
            let choice = rule.and_then(|rule| rule.choices.iter().find(|choice| choice.id == *id));
            if let Some(choice) = choice {
                measures.rest.push(format!("{}: {}.", self.text(&choice.name), term_words(*term, self.lang)));
            }
        }
        if let Some(act) = &decision.act {
            let by = rule.and_then(|rule| rule.by.as_ref());
            let by = by.map_or_else(|| act.by.clone(), |body| self.text(&body.name));
            let on = date_words(act.on, DateForm::Nominative, self.lang);
            measures.rest.push(self.say(
                format!("Lēmumu pieņēma: {by}. Akts Nr. {}, {on}.", act.number),
                format!("Decided by: {by}. Act No. {} of {on}.", act.number),
            ));
        }
        measures.rest.extend(self.consequences(effects));
        measures
    }

    /// What follows from a decision, one sentence each and none twice.
    fn consequences(&self, effects: &[StatedEffect]) -> Vec<String> {
        let mut sentences: Vec<String> = self.ends(effects).into_iter().collect();
        for sentence in effects.iter().filter_map(|effect| self.follows(effect)) {
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        sentences
    }

    /// What was declined, and what follows from that: a term before somebody may apply again, a document that ends.
    fn with_what_follows(&self, declined: String, effects: &[StatedEffect]) -> String {
        let sentences = std::iter::once(declined).chain(self.consequences(effects));
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// The documents that end. Where the law names several kinds, the person has one of them or none.
    fn ends(&self, effects: &[StatedEffect]) -> Option<String> {
        let kinds: Vec<String> = effects
            .iter()
            .filter_map(|effect| match effect {
                StatedEffect::CancelPrevious { kind } => Some(self.document(kind)),
                _ => None,
            })
            .collect();
        // What is ordered takes the place of the old document when it is handed over; where nothing is, that ends at once.
        let orders = effects.iter().any(|effect| matches!(effect, StatedEffect::IssueDocument { .. }));
        let then = if orders {
            self.say(", kad jaunais ir izsniegts", " when the new one is handed over")
        } else {
            String::new()
        };
        let all = kinds.join("; ");
        match kinds.as_slice() {
            [] => None,
            [_] => Some(self.say(
                format!("Līdz šim izsniegtais dokuments ({all}) zaudē spēku{then}."),
                format!("The document held until now ({all}) ends{then}."),
            )),
            _ => Some(self.say(
                format!("Līdz šim izsniegtais dokuments, ja tāds ir ({all}), zaudē spēku{then}."),
                format!("The document held until now, if there is one ({all}), ends{then}."),
            )),
        }
    }

    pub(super) fn document(&self, kind: &str) -> String {
        let known = self.office.law().document(kind);
        known.map_or_else(|| kind.to_owned(), |document| self.text(&document.name))
    }

    pub(super) fn follows(&self, effect: &StatedEffect) -> Option<String> {
        match effect {
            StatedEffect::IssueDocument { kind, valid, .. } => {
                let document = self.document(kind);
                Some(match valid {
                    Some(valid) => {
                        let term = term_words(*valid, self.lang);
                        self.say(
                            format!("Izsniegt dokumentu: {document}. Derīguma termiņš: {term}."),
                            format!("A document is issued: {document}. Valid for {term}."),
                        )
                    }
                    None => self.say(
                        format!("Izsniegt dokumentu: {document}."),
                        format!("A document is issued: {document}."),
                    ),
                })
            }
            StatedEffect::OpenCase { procedure } => {
                let opened = self.office.law().procedure(procedure, self.office.today())?;
                let name = self.text(opened.name());
                Some(self.say(format!("Tiek ierosināta lieta: {name}."), format!("A case begins: {name}.")))
            }
            StatedEffect::BarReapply { term, .. } => {
                let term = term_words(*term, self.lang);
                Some(self.say(
                    format!("Termiņš, pēc kura pieņem jaunu iesniegumu: {term} no dienas, kad šis lēmums stājas spēkā."),
                    format!("A new application is taken after {term} from the day on which this decision takes effect."),
                ))
            }
            StatedEffect::SetFact { .. } | StatedEffect::DrawFact { .. } | StatedEffect::EndFact { .. } => {
                Some(self.say(
                    "Ziņas Fizisko personu reģistrā tiek aktualizētas.",
                    "The register of natural persons is updated.",
                ))
            }
            StatedEffect::CancelPrevious { .. } | StatedEffect::Answer { .. } => None,
        }
    }

    fn grounds(&self, stated: &[StatedGround]) -> Result<Many<doc::Ground>, OfficeError> {
        let grounds: Result<Vec<_>, _> = stated.iter().map(|stated| self.ground(&stated.id)).collect();
        Many::from_vec(grounds?).ok_or_else(|| fault("a decision without grounds"))
    }

    fn heard(&self, hearing: &Hearing) -> doc::Hearing {
        match hearing {
            Hearing::Heard { invited, answered, .. } => doc::Hearing::Heard {
                invited: *invited,
                answered: *answered,
                norm: self.norm(&self.loaded.procedure.hearing().cite),
            },
            Hearing::Waived { waiver, cite, why } => {
                let mut waivers = self.loaded.procedure.hearing().waivers.iter();
                let taken = waivers.find(|known| Some(&known.id) == waiver.as_ref());
                let exception = taken.map(|known| self.text(&known.text));
                doc::Hearing::Waived { exception, why: why.clone(), norm: self.norm(cite) }
            }
        }
    }

    /// What the applicant objects to, and what was said when they were heard.
    fn opinions(&self, decision: &StatedDecision) -> Vec<doc::Opinion> {
        let asked = self.loaded.procedure.is_service() || self.contested().is_some();
        let party = || match asked {
            true => self.say("Iesniedzējs", "The applicant"),
            false => self.say("Adresāts", "The addressee"),
        };
        let said = |text: &str| doc::Opinion { party: party(), text: text.to_owned(), answer: None };
        let mut opinions: Vec<_> = self.loaded.case.arguments().into_iter().map(said).collect();
        // The office answers once, to all of it.
        if let Some(last) = opinions.last_mut().filter(|_| !decision.answer.is_empty()) {
            last.answer = Some(decision.answer.clone());
        }
        opinions
    }
}

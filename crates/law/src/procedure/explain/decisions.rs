//! What may be decided, on which grounds, what follows, and where it is contested.

use super::Said;
use crate::condition::Condition;
use crate::ground::GroundKind;
use crate::procedure::{DecisionKind, DecisionRule, Effect, Procedure, SetValue};
use crate::words::Case;

impl Procedure {
    pub(super) fn explain_decisions(&self, said: &mut Said) {
        if !self.decisions().is_empty() {
            said.heading("Lēmumi", "Decisions");
        }
        for decision in self.decisions() {
            self.explain_decision(said, decision);
            for effect in &decision.effects {
                self.explain_effect(said, effect);
            }
        }
    }

    fn explain_decision(&self, said: &mut Said, decision: &DecisionRule) {
        let two = said.pick("paraksta divas amatpersonas", "signed by two officers");
        let one = said.pick("paraksta viena amatpersona", "signed by one officer");
        let mut how = if decision.approvals > 1 { two } else { one }.to_owned();
        if decision.kind == DecisionKind::Impose {
            how.push_str(said.pick("; apgrūtinošs", "; a burden"));
        }
        if let Some(by) = &decision.by {
            how.push_str(&format!("; {} {}", said.pick("lemj:", "decided by:"), said.actor(by)));
        }
        if decision.automatic {
            how.push_str(said.pick("; var pieņemt automātiski", "; may be taken automatically"));
        }
        if decision.is_final {
            how.push_str(said.pick("; nav apstrīdams", "; cannot be contested"));
        }
        let cite = decision.cite.as_ref();
        let provision = cite.map(|cite| self.provision(said, cite, decision.verified)).unwrap_or_default();
        let line = format!("{} ({how}){provision}", said.get(&decision.name));
        said.item(0, &line);
        if decision.says.is_some() {
            // The terms that the officer sets stand in it by their names.
            let named = |id: &str, _| {
                let choice = decision.choices.iter().find(|choice| choice.id == id)?;
                Some(format!("[{}]", choice.name.get(said.lang)))
            };
            let line = decision.stated(said.lang, &named);
            said.says(&line);
        }
        said.only_when(1, decision.when.as_ref(), "ja:", "when:");
        for (ids, lv, en) in [
            (&decision.needs_grounds, "vajadzīgi visi šie pamati:", "all these grounds are needed:"),
            (&decision.grounds, "tikai uz šiem pamatiem:", "only on these grounds:"),
            (&decision.despite, "arī tad, ja ir pamats atteikt:", "in spite of these grounds:"),
        ] {
            if !ids.is_empty() {
                said.fixed(1, lv, en);
            }
            for ground in ids.iter().filter_map(|id| self.ground(id)) {
                let line = said.get(ground.text());
                said.item(2, &line);
            }
        }
        for choice in &decision.choices {
            let line = format!(
                "{}: {} {}, {} {}{}",
                said.get(&choice.name),
                said.pick("vismaz", "at least"),
                said.term_in(choice.at_least, Case::Accusative),
                said.pick("ne ilgāk kā", "at most"),
                said.term_in(choice.at_most, Case::Accusative),
                self.provision(said, &choice.cite, choice.verified)
            );
            said.item(1, &line);
        }
        if let Some(bar) = &decision.bar_reapply {
            let line = format!(
                "{} {}{}",
                said.pick("atkārtoti var pieteikt pēc", "no new application for"),
                said.term_in(bar.term, Case::AfterPec),
                self.provision(said, &bar.cite, bar.verified)
            );
            said.item(1, &line);
        }
    }

    pub(super) fn explain_grounds(&self, said: &mut Said) {
        let burden = self.decision_of(DecisionKind::Refuse).is_none()
            && self.decision_of(DecisionKind::Impose).is_some();
        if !self.grounds().is_empty() {
            if burden {
                said.heading("Lēmuma pamati", "Grounds of the decision");
            } else {
                said.heading("Atteikuma pamati", "Grounds of refusal");
            }
        }
        for ground in self.grounds() {
            let kind = match (ground.kind(), burden) {
                (GroundKind::Must, false) => said.pick("jāatsaka", "must refuse"),
                (GroundKind::May, false) => said.pick("var atteikt", "may refuse"),
                (GroundKind::Must, true) => said.pick("lēmums jāpieņem", "must be decided"),
                (GroundKind::May, true) => said.pick("lēmumu var pieņemt", "may be decided"),
            };
            let secret = if ground.classified() {
                said.pick("; pamatojums slepenā pielikumā", "; reasons in a classified annex")
            } else {
                ""
            };
            let line = format!(
                "{} ({kind}{secret}){}",
                said.get(ground.text()),
                self.provision(said, ground.cite(), ground.verified())
            );
            said.item(0, &line);
            let own = self.requirements().iter().find(|r| r.of_ground && r.ground == ground.id());
            // A ground that says when it holds is kept turned round, as what must not be.
            if let Some(Condition::Not(holds)) = own.map(|requirement| &requirement.condition) {
                said.only_when(1, Some(&**holds), "ja:", "when:");
            }
        }
    }

    pub(super) fn explain_adverse(&self, said: &mut Said) {
        said.heading("Uzklausīšana", "Hearing");
        let hearing = self.hearing();
        let refuses = self.is_abstract() || self.decision_of(DecisionKind::Refuse).is_some();
        let before = if refuses {
            said.pick(
                "Pirms atteikuma persona var izteikt viedokli:",
                "Before a refusal the person may be heard:",
            )
        } else {
            said.pick(
                "Pirms lēmuma persona var izteikt viedokli:",
                "Before the decision the person may be heard:",
            )
        };
        let line = format!(
            "{before} {}{}",
            said.term(hearing.term),
            self.provision(said, &hearing.cite, hearing.verified)
        );
        said.item(0, &line);
        for waiver in &hearing.waivers {
            let line =
                format!("{} {}", said.pick("neuzklausa, ja:", "not heard when:"), said.get(&waiver.text));
            said.item(1, &line);
        }
        said.heading("Apstrīdēšana un pārsūdzēšana", "Contesting and appeal");
        for route in self.routes() {
            let suspends = self.suspension(said, route.suspensive);
            let line = format!(
                "{}: {}{suspends}{}",
                said.get(&route.to_name),
                said.term(route.term),
                self.provision(said, &route.cite, route.verified)
            );
            said.item(0, &line);
            let only: Vec<String> = route
                .decisions
                .iter()
                .filter_map(|id| self.decision(id))
                .map(|decision| said.get(&decision.name))
                .collect();
            if !only.is_empty() {
                let line =
                    format!("{}: {}", said.pick("tikai lēmumam", "only for the decision"), only.join(", "));
                said.item(1, &line);
            }
            self.explain_shorter(said, &route.shorten);
            if let Some(says) = &route.says {
                let line = said.get(says);
                said.item(1, &line);
            }
            for other in &route.suspends {
                let words = self.suspension(said, other.suspensive);
                let line = format!(
                    "{}{}, {}",
                    words.trim_start_matches("; "),
                    self.provision(said, &other.cite, other.verified),
                    said.pick("ja:", "when:")
                );
                said.item(1, &line);
                said.condition(2, &other.when);
            }
            if let Some((term, cite)) = &route.otherwise {
                let line = format!(
                    "{}, {}{}",
                    said.term(*term),
                    said.pick(
                        "ja lēmumā nav norādīts, kur to apstrīdēt",
                        "when the decision did not say where"
                    ),
                    self.provision(said, cite, route.verified)
                );
                said.item(1, &line);
            }
            if route.last {
                said.fixed(1, "tālāk nav pārsūdzams", "nothing follows after it");
            }
        }
    }

    fn suspension<'a>(&self, said: &'a Said, suspensive: bool) -> &'a str {
        if suspensive {
            said.pick("; aptur lēmuma darbību", "; suspends the decision")
        } else {
            said.pick("; neaptur lēmuma darbību", "; does not suspend the decision")
        }
    }

    fn explain_effect(&self, said: &mut Said, effect: &Effect) {
        match effect {
            Effect::Issue { name, valid, chosen, cite, verified, .. } => {
                let line = format!(
                    "{} {}{}",
                    said.pick("izgatavo dokumentu:", "a document is made:"),
                    said.get(name),
                    self.provision(said, cite, *verified)
                );
                said.item(1, &line);
                if chosen.is_some() {
                    said.fixed(2, "derīgs lēmumā noteikto laiku", "valid for the time set in the decision");
                }
                for (when, term) in valid {
                    let line = format!(
                        "{} {}",
                        said.pick("derīgs", "valid for"),
                        said.term_in(*term, Case::Accusative)
                    );
                    said.item(2, &line);
                    if let Some(when) = when {
                        said.condition(3, when);
                    }
                }
            }
            Effect::CancelPrevious { name, .. } => {
                let line = format!(
                    "{} {}",
                    said.pick("derīgumu zaudē iepriekšējais dokuments:", "the previous one ends:"),
                    said.get(name)
                );
                said.item(1, &line);
            }
            Effect::Set { name, value, from, lasts, chosen, .. } => {
                let shown = match value {
                    SetValue::Code { name, .. } => said.get(name),
                    SetValue::Drawn => {
                        said.pick("jaunu, ko izvēlas sistēma", "a new one, drawn by the system").to_owned()
                    }
                    SetValue::Case { fact } => {
                        self.fact(fact).map_or_else(|| fact.clone(), |def| said.get(&def.label))
                    }
                };
                let mut line = format!(
                    "{} {}: {shown}",
                    said.pick("reģistrā ieraksta", "the register takes in"),
                    said.get(name)
                );
                if let Some(from) = from {
                    line.push_str(&format!("; {} {}", said.pick("no:", "from"), self.event(said, from)));
                }
                if chosen.is_some() {
                    line.push_str(
                        said.pick("; uz lēmumā noteikto laiku", "; for the time set in the decision"),
                    );
                }
                if let Some(term) = lasts {
                    line.push_str(&format!(
                        "; {} {}",
                        said.pick("uz", "for"),
                        said.term_in(*term, Case::AfterPreposition)
                    ));
                }
                said.item(1, &line);
            }
            Effect::End { name, code_name, .. } => {
                let line = format!(
                    "{} {}{}",
                    said.pick("reģistrā izbeidz", "the register ends"),
                    said.get(name),
                    code_name.as_ref().map_or_else(String::new, |code| format!(": {}", said.get(code)))
                );
                said.item(1, &line);
            }
            Effect::Open { name, when, .. } => {
                let begins = said.pick("sākas procedūra:", "this procedure begins:");
                let line = format!("{begins} {}", said.get(name));
                said.item(1, &line);
                said.only_when(2, when.as_ref(), "ja:", "when:");
            }
            Effect::Answer { reply: true, .. } => {
                said.fixed(1, "sagatavo atbildes vēstuli", "a letter of reply is written");
            }
            Effect::Answer { .. } => said.fixed(1, "sagatavo atbildi", "an answer is given"),
        }
    }
}

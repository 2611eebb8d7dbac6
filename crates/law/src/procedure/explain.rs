//! A procedure as a person reads it: plain text, one section a question.

use super::{Effect, EvidenceBy, Procedure};
use crate::condition::Condition;
use crate::facts::Facts;
use crate::ground::GroundKind;
use crate::words;
use kernel::{Citation, Lang, Term, Text};
use std::fmt::Write as _;

/// The fixed words of an explanation, in one language.
struct Said {
    lang: Lang,
    out: String,
}

impl Said {
    fn pick<'a>(&self, lv: &'a str, en: &'a str) -> &'a str {
        if self.lang == Lang::LV { lv } else { en }
    }

    fn heading(&mut self, lv: &str, en: &str) {
        let words = self.pick(lv, en).to_owned();
        // Writing to a String cannot fail.
        let _ = write!(self.out, "\n{words}\n");
    }

    fn item(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}- {text}", "  ".repeat(depth + 1));
    }

    fn condition(&mut self, depth: usize, condition: &Condition) {
        for line in condition.lines(&Facts::new()) {
            let text = line.text.get(self.lang).to_owned();
            self.item(depth + usize::from(line.depth), &text);
        }
    }

    fn term(&self, term: Term) -> String {
        words::term(term).get(self.lang).to_owned()
    }

    fn get(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }
}

impl Procedure {
    /// The procedure in words: who may ask, what must be met, what proves it, what it costs, how long it takes, on
    /// which grounds it is refused, where that is contested.
    #[must_use]
    pub fn explain(&self, lang: Lang) -> String {
        let mut said = Said { lang, out: String::new() };
        self.explain_head(&mut said);
        self.explain_conditions(&mut said);
        self.explain_fees(&mut said);
        self.explain_terms(&mut said);
        self.explain_work(&mut said);
        self.explain_decisions(&mut said);
        self.explain_adverse(&mut said);
        self.explain_acts(&mut said);
        said.out
    }

    fn explain_acts(&self, said: &mut Said) {
        said.heading("Tiesību akti", "Acts");
        for act in self.acts() {
            let mut line = said.get(&act.title);
            if let Some(uri) = &act.uri {
                let _ = write!(line, " <{uri}>");
            }
            if !act.verified {
                line.push_str(said.pick("; nav pārbaudīts", "; not verified"));
            }
            said.item(0, &line);
            if let Some(note) = &act.note {
                let note = said.get(note);
                said.item(1, &note);
            }
        }
    }

    /// A provision, marked when it was not read in a source.
    fn provision(&self, said: &Said, cite: &Citation, verified: bool) -> String {
        let mark = if verified { "" } else { said.pick("; nav pārbaudīts", "; not verified") };
        let act = self.acts().iter().find(|act| act.alias == cite.act());
        let name = match act {
            Some(act) if cite.point().is_empty() => said.get(&act.short),
            _ => said.get(&self.cite_text(cite).text),
        };
        format!(" [{name}{mark}]")
    }

    fn explain_head(&self, said: &mut Said) {
        let since = words::day(self.in_force());
        let _ = writeln!(said.out, "{}", self.name().get(said.lang));
        let kind = if self.is_abstract() {
            said.pick("; pamats citām procedūrām", "; a base for other procedures")
        } else {
            ""
        };
        let from = said.pick("spēkā no", "in force since");
        let _ = writeln!(said.out, "{}, {from}: {}{kind}", self.id(), since.get(said.lang));
        if let Some(until) = self.until() {
            let _ = writeln!(
                said.out,
                "{}: {}",
                said.pick("līdz (neieskaitot)", "until (excluded)"),
                words::day(until).get(said.lang)
            );
        }
        if let Some(summary) = self.summary() {
            let _ = writeln!(said.out, "{}", summary.get(said.lang));
        }
    }

    fn explain_conditions(&self, said: &mut Said) {
        if !self.capacities().is_empty() {
            said.heading("Kas var pieteikt", "Who may apply");
        }
        for capacity in self.capacities() {
            let line = said.get(&capacity.name) + &self.provision(said, &capacity.cite, capacity.verified);
            said.item(0, &line);
            said.condition(1, &capacity.condition);
        }
        if !self.requirements().is_empty() {
            said.heading("Kam jābūt izpildītam", "What must be met");
        }
        for requirement in self.requirements() {
            let line =
                said.get(&requirement.name) + &self.provision(said, &requirement.cite, requirement.verified);
            said.item(0, &line);
            said.condition(1, &requirement.condition);
        }
        if !self.evidence().is_empty() {
            said.heading("Kas to pierāda", "What proves it");
        }
        for evidence in self.evidence() {
            let by = match evidence.by {
                EvidenceBy::Applicant => said.pick("iesniedz iesniedzējs", "brought by the applicant"),
                EvidenceBy::Counter => said.pick("iegūst pie lodziņa", "taken at the counter"),
                EvidenceBy::CaseOfficer => {
                    said.pick("iegūst lietas izskatītājs", "found by the case officer")
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
            if let Some(when) = &evidence.when {
                let only = said.pick("vajadzīgs, ja:", "needed when:").to_owned();
                said.item(1, &only);
                said.condition(2, when);
            }
        }
    }

    fn explain_fees(&self, said: &mut Said) {
        let Some(fees) = self.fees() else {
            if !self.is_abstract() {
                said.heading("Valsts nodeva", "State fee");
                let none = said.pick("Nodevas nav.", "There is no fee.").to_owned();
                said.item(0, &none);
            }
            return;
        };
        said.heading("Valsts nodeva", "State fee");
        for row in self.fee_table() {
            let line = format!(
                "{}: {}{}",
                row.amount,
                row.what.get(said.lang),
                self.provision(said, &row.cite, row.verified)
            );
            said.item(0, &line);
        }
        for (groups, lv, en) in [
            (&fees.reduced, "Samazināto nodevu maksā:", "The reduced fee is paid by:"),
            (&fees.exempt, "Nodevu nemaksā:", "No fee is paid by:"),
        ] {
            if !groups.is_empty() {
                let words = said.pick(lv, en).to_owned();
                said.item(0, &words);
            }
            for group in groups {
                let line = said.get(&group.name) + &self.provision(said, &group.cite, group.verified);
                said.item(1, &line);
            }
        }
    }

    fn explain_terms(&self, said: &mut Said) {
        said.heading("Termiņi", "Terms");
        for clock in self.clocks() {
            let line = format!(
                "{}: {}{}",
                said.get(&clock.name),
                said.term(clock.term),
                self.provision(said, &clock.cite, clock.verified)
            );
            said.item(0, &line);
            for shorter in &clock.shorten {
                let line = format!("{}, {}", said.term(shorter.term), said.pick("ja:", "when:"));
                said.item(1, &line);
                said.condition(2, &shorter.when);
            }
            for longer in &clock.extend {
                let line = format!(
                    "{} {}: {}{}",
                    said.pick("pagarināms līdz", "may be extended to"),
                    said.term(longer.upto),
                    said.get(&longer.name),
                    self.provision(said, &longer.cite, true)
                );
                said.item(1, &line);
            }
            for pause in &clock.suspend {
                let line = format!("{}: {}", said.pick("apturams", "may be paused"), said.get(&pause.name));
                said.item(1, &line);
            }
            if clock.roll.is_some() {
                let line = said.pick(
                    "ja pēdējā diena ir brīvdiena, beidzas nākamajā darba dienā",
                    "if the last day is a day off, it ends on the next working day",
                );
                let line = line.to_owned();
                said.item(1, &line);
            }
        }
    }

    fn explain_work(&self, said: &mut Said) {
        if self.stages().is_empty() {
            return;
        }
        said.heading("Darba gaita", "Steps of the work");
        for stage in self.stages() {
            let line = format!("{} ({})", said.get(&stage.name), stage.by);
            said.item(0, &line);
        }
    }

    fn explain_decisions(&self, said: &mut Said) {
        if !self.decisions().is_empty() {
            said.heading("Lēmumi", "Decisions");
        }
        for decision in self.decisions() {
            let two = said.pick("paraksta divas amatpersonas", "signed by two officers");
            let one = said.pick("paraksta viena amatpersona", "signed by one officer");
            let line =
                format!("{} ({})", said.get(&decision.name), if decision.approvals > 1 { two } else { one });
            said.item(0, &line);
            for effect in &decision.effects {
                self.explain_effect(said, effect);
            }
        }
        if !self.grounds().is_empty() {
            said.heading("Atteikuma pamati", "Grounds of refusal");
        }
        for ground in self.grounds() {
            let kind = match ground.kind() {
                GroundKind::Must => said.pick("jāatsaka", "must refuse"),
                GroundKind::May => said.pick("var atteikt", "may refuse"),
            };
            let line = format!(
                "{} ({kind}){}",
                said.get(ground.text()),
                self.provision(said, ground.cite(), ground.verified())
            );
            said.item(0, &line);
        }
    }

    fn explain_adverse(&self, said: &mut Said) {
        said.heading("Uzklausīšana", "Hearing");
        let hearing = self.hearing();
        let line = format!(
            "{} {}{}",
            said.pick(
                "Pirms atteikuma persona var izteikt viedokli:",
                "Before a refusal the person may be heard:"
            ),
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
            let suspends = match route.suspensive {
                Some(true) => said.pick("; aptur lēmuma darbību", "; suspends the decision"),
                Some(false) => said.pick("; neaptur lēmuma darbību", "; does not suspend the decision"),
                None => "",
            };
            let line = format!(
                "{}: {}{suspends}{}",
                said.get(&route.to_name),
                said.term(route.term),
                self.provision(said, &route.cite, route.verified)
            );
            said.item(0, &line);
        }
    }

    fn explain_effect(&self, said: &mut Said, effect: &Effect) {
        match effect {
            Effect::Issue { kind, valid, cite, verified, .. } => {
                let line = format!(
                    "{} {kind}{}",
                    said.pick("izgatavo dokumentu", "a document is made:"),
                    self.provision(said, cite, *verified)
                );
                said.item(1, &line);
                for (when, term) in valid {
                    let line = format!("{} {}", said.pick("derīgs", "valid for"), said.term(*term));
                    said.item(2, &line);
                    if let Some(when) = when {
                        said.condition(3, when);
                    }
                }
            }
            Effect::CancelPrevious { kind } => {
                let line =
                    format!("{} {kind}", said.pick("zaudē derīgumu iepriekšējais", "the previous one ends:"));
                said.item(1, &line);
            }
            Effect::Set { fact, value } => {
                let label = self.fact(fact).map_or_else(|| fact.clone(), |def| said.get(&def.label));
                let shown =
                    self.fact(fact).map_or_else(|| value.to_string(), |def| said.get(&def.show(value)));
                let line =
                    format!("{} {label}: {shown}", said.pick("reģistrā ieraksta", "the register takes in"));
                said.item(1, &line);
            }
        }
    }
}

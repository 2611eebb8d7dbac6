//! How long it takes.

use super::Said;
use crate::clock::{Clock, Ends, Reach, Shorter};
use crate::procedure::Procedure;
use crate::words::Case;

impl Procedure {
    pub(super) fn explain_terms(&self, said: &mut Said) {
        said.heading("Termiņi", "Terms");
        for clock in self.clocks() {
            let line = format!(
                "{}: {}{}",
                said.get(&clock.name),
                said.term(clock.term),
                self.provision(said, &clock.cite, clock.verified)
            );
            said.item(0, &line);
            let from: Vec<String> = clock.from.iter().map(|event| self.event(said, event)).collect();
            let line = format!("{}: {}", said.pick("skaita no", "counted from"), from.join(", "));
            said.item(1, &line);
            said.only_when(1, clock.when.as_ref(), "tikai tad, ja:", "only when:");
            self.explain_after(said, &clock.after);
            for start in &clock.starts {
                let line = format!(
                    "{} {}, {}{}",
                    said.pick("no", "from"),
                    self.event(said, &start.on),
                    said.pick("ja:", "when:"),
                    self.provision(said, &start.cite, start.verified)
                );
                said.item(1, &line);
                said.condition(2, &start.when);
            }
            self.explain_shorter(said, &clock.shorten);
            self.explain_longer(said, clock);
            self.explain_pauses(said, clock);
            if let Some(restart) = &clock.restart {
                let line = format!(
                    "{}: {}{}",
                    said.pick("sākas no jauna ar", "begins anew with"),
                    self.event(said, &restart.on),
                    self.provision(said, &restart.cite, clock.verified)
                );
                said.item(1, &line);
            }
            if clock.roll.is_some() {
                said.fixed(
                    1,
                    "ja pēdējā diena ir brīvdiena, beidzas nākamajā darba dienā",
                    "if the last day is a day off, it ends on the next working day",
                );
            }
            match &clock.ends {
                Some(Ends::With(event)) => {
                    let line =
                        format!("{}: {}", said.pick("beidzas ar", "ends with"), self.event(said, event));
                    said.item(1, &line);
                }
                Some(Ends::Never) => {
                    said.fixed(1, "lēmums to nebeidz", "the decision does not end it");
                }
                None => {}
            }
            if let Some(overdue) = &clock.on_overdue {
                let line = format!(
                    "{}: {}{}",
                    said.pick("ja termiņš nokavēts", "when it has passed"),
                    said.get(&overdue.name),
                    self.provision(said, &overdue.cite, overdue.verified)
                );
                said.item(1, &line);
            }
        }
    }

    pub(super) fn explain_shorter(&self, said: &mut Said, list: &[Shorter]) {
        for shorter in list {
            let line = format!("{}, {}", said.term(shorter.term), said.pick("ja:", "when:"));
            said.item(1, &line);
            said.condition(2, &shorter.when);
        }
    }

    fn explain_longer(&self, said: &mut Said, clock: &Clock) {
        for longer in &clock.extend {
            let (words, term, case) = match (longer.reach, longer.by_law) {
                (Reach::Upto(term), false) => {
                    (said.pick("pagarināms līdz", "may be extended to"), term, Case::Dative)
                }
                (Reach::By(term), false) => {
                    (said.pick("pagarināms par", "may be extended by"), term, Case::AfterPreposition)
                }
                (Reach::Upto(term), true) => {
                    (said.pick("pēc likuma ilgāks:", "longer by law:"), term, Case::Nominative)
                }
                (Reach::By(term), true) => {
                    (said.pick("pēc likuma ilgāks par", "longer by law, by"), term, Case::AfterPreposition)
                }
            };
            let mut line = format!(
                "{words} {}: {}{}",
                said.term_in(term, case),
                said.get(&longer.name),
                self.provision(said, &longer.cite, longer.verified)
            );
            if longer.approvals > 1 {
                line.push_str(said.pick("; lemj divas amatpersonas", "; two officers decide"));
            }
            if longer.chosen {
                line.push_str(said.pick("; pēdējo dienu nosaka iestāde", "; the office says the last day"));
            }
            if let Some(times) = longer.times.filter(|times| longer.chosen || *times > 1) {
                line.push_str(&format!("; {} {times}", said.pick("reižu skaits:", "times:")));
            }
            said.item(1, &line);
            said.only_when(2, longer.when.as_ref(), "ja:", "when:");
        }
        for reason in &clock.postpone {
            let line = format!(
                "{} {}: {}{}",
                said.pick("atliekams, ilgākais, līdz", "may be put off, at most to"),
                said.term_in(reason.upto, Case::Dative),
                said.get(&reason.name),
                self.provision(said, &reason.cite, reason.verified)
            );
            said.item(1, &line);
            if let Some(from) = &reason.from {
                let line = format!("{}: {}", said.pick("skaita no", "counted from"), self.event(said, from));
                said.item(2, &line);
            }
            said.only_when(2, reason.when.as_ref(), "ja:", "when:");
        }
    }

    fn explain_pauses(&self, said: &mut Said, clock: &Clock) {
        for pause in &clock.suspend {
            let mut line = format!("{}: {}", said.pick("apturams", "may be paused"), said.get(&pause.name));
            if let Some(cap) = pause.cap {
                line.push_str(&format!(
                    "; {} {}",
                    said.pick("ne ilgāk kā", "no longer than"),
                    said.term_in(cap, Case::Accusative)
                ));
            }
            if let Some(attempts) = pause.attempts {
                line.push_str(&format!("; {} {attempts}", said.pick("mēģinājumi:", "attempts:")));
            }
            if let Some(decision) = pause.then.as_deref().and_then(|id| self.decision(id)) {
                line.push_str(&format!(
                    "; {} {}",
                    said.pick("pēc tam:", "after that:"),
                    said.get(&decision.name)
                ));
            }
            line.push_str(&self.provision(said, &pause.cite, pause.verified));
            said.item(1, &line);
            said.only_when(2, pause.when.as_ref(), "ja:", "when:");
        }
    }
}

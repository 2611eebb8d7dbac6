//! What an application says in words and data, as a person reads it.

use super::Said;
use crate::procedure::{Particular, ParticularKind, Procedure};

impl Procedure {
    pub(super) fn explain_particulars(&self, said: &mut Said) {
        if self.particulars.is_empty() {
            return;
        }
        said.heading("Ko raksta iesniegumā", "What the application says");
        for particular in &self.particulars {
            let kind = match particular.kind {
                ParticularKind::Line => said.pick("viena rinda", "one line"),
                ParticularKind::Text => said.pick("saviem vārdiem", "in one's own words"),
                ParticularKind::Day => said.pick("datums", "a day"),
                ParticularKind::Address => said.pick("adrese", "an address"),
                ParticularKind::Document => said.pick("viens no dokumentiem", "one of the documents"),
            };
            let may =
                if particular.optional { said.pick("; var nerakstīt", "; may be left out") } else { "" };
            let cite = particular.cite.as_ref();
            let basis = cite.map_or_else(String::new, |cite| self.provision(said, cite, particular.verified));
            let line = format!("{} ({kind}{may}){basis}", said.get(&particular.name));
            said.item(0, &line);
            if let Some(note) = &particular.note {
                let note = said.get(note);
                said.item(1, &note);
            }
            if particular.until_today {
                said.fixed(1, "ne vēlāk kā šodien", "today at the latest");
            }
            if particular.from_today {
                said.fixed(1, "ne agrāk kā šodien", "today at the earliest");
            }
            self.explain_span(said, particular);
            said.only_when(1, particular.when.as_ref(), "tikai tad, ja", "only when");
        }
    }

    /// Which answers belong together.
    pub(super) fn explain_agreements(&self, said: &mut Said) {
        if self.agreements.is_empty() {
            return;
        }
        said.heading("Kā atbildes saskan", "How the answers agree");
        for agreement in &self.agreements {
            let line = said.get(&agreement.name);
            said.item(0, &line);
            said.condition(1, &agreement.holds);
        }
    }

    /// Which day a day may not come before, and how long after it at most.
    fn explain_span(&self, said: &mut Said, particular: &Particular) {
        let Some(first) = particular.not_before.as_ref().and_then(|id| self.particular(id)) else { return };
        let name = said.get(&first.name);
        let mut line = format!("{} “{name}”", said.pick("ne agrāk kā", "not before"));
        if let Some(term) = particular.within {
            let term = said.term(term);
            line = format!(
                "{line}; {}: {term}",
                said.pick("laiks starp tām ne vairāk kā", "the time between them at most")
            );
        }
        said.item(1, &line);
    }
}

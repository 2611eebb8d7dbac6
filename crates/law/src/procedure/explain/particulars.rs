//! What an application says in words and data, as a person reads it.

use super::Said;
use crate::procedure::{ParticularKind, Procedure};

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
            said.only_when(1, particular.when.as_ref(), "tikai tad, ja", "only when");
        }
    }
}

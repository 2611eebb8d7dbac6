//! A procedure as a person reads it: plain text, one section a question.

mod conditions;
mod decisions;
mod fees;
mod particulars;
mod terms;
mod work;

use super::{Actor, Procedure};
use crate::condition::Condition;
use crate::facts::Facts;
use crate::words::{self, Case};
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

    fn term_in(&self, term: Term, case: Case) -> String {
        words::term_in(term, case).get(self.lang).to_owned()
    }

    fn get(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// The sentence of a letter, where the file gives one.
    fn says(&mut self, sentence: &str) {
        let line = format!("{} {sentence}", self.pick("vēstulē:", "in the letter:"));
        self.item(1, &line);
    }

    /// A fixed word as an item.
    fn fixed(&mut self, depth: usize, lv: &str, en: &str) {
        let words = self.pick(lv, en).to_owned();
        self.item(depth, &words);
    }

    /// A condition under its heading, if there is one.
    fn only_when(&mut self, depth: usize, when: Option<&Condition>, lv: &str, en: &str) {
        if let Some(when) = when {
            self.fixed(depth, lv, en);
            self.condition(depth + 1, when);
        }
    }

    /// Who acts; a body outside the office is told as such.
    fn actor(&self, actor: &Actor) -> String {
        actor.name.get(self.lang).to_owned()
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
        self.explain_particulars(&mut said);
        self.explain_agreements(&mut said);
        self.explain_fees(&mut said);
        self.explain_terms(&mut said);
        self.explain_work(&mut said);
        self.explain_visit(&mut said);
        self.explain_decisions(&mut said);
        self.explain_grounds(&mut said);
        self.explain_adverse(&mut said);
        self.explain_notices(&mut said);
        self.explain_acts(&mut said);
        said.out.push('\n');
        said.out.push_str(&self.explain_points(lang));
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
        if self.runs_beside_itself() {
            let words = said.pick(
                "Vienai personai vienlaikus var būt vairākas šādas lietas.",
                "One person can have several such cases at once.",
            );
            let _ = writeln!(said.out, "{words}");
        }
        if !self.verified() {
            let _ = writeln!(
                said.out,
                "{}",
                said.pick(
                    "Šī redakcija nav salīdzināta ar tiesību akta tekstu; nekas tajā nav pārbaudīts.",
                    "This version was not compared with the text of its acts; nothing in it is verified."
                )
            );
        }
        for text in self.summary().into_iter().chain(self.note()) {
            let _ = writeln!(said.out, "{}", text.get(said.lang));
        }
        self.explain_versions(said);
    }

    /// What it inherits, the values it gives, and which cases it is for.
    fn explain_versions(&self, said: &mut Said) {
        if let Some(base) = &self.inherits_name {
            let version = self.inherits().and_then(|base| base.split_once('@')?.1.parse().ok());
            let version = version.map_or_else(String::new, |day: kernel::Day| {
                format!(", {} {}", said.pick("redakcija no:", "version of"), words::day(day).get(said.lang))
            });
            let words = said.pick("Pārņem no", "Takes over from");
            let _ = writeln!(said.out, "{words}: {}{version}", said.get(base));
        }
        let Some(applies) = self.applies() else { return };
        let day = |day: Option<kernel::Day>, lv: &str, en: &str| {
            day.map_or_else(String::new, |day| {
                format!(" {} {}", said.pick(lv, en), words::day(day).get(said.lang))
            })
        };
        let line = format!(
            "{}{}{}{}",
            said.pick("Piemēro lietām, kas saņemtas", "For cases received:"),
            day(applies.from, "no:", "from"),
            day(applies.until, "līdz (neieskaitot):", "until (excluded)"),
            self.provision(said, &applies.cite, applies.verified)
        );
        let _ = writeln!(said.out, "{line}");
        if !applies.instead.is_empty() {
            let words = said.pick("Vēlāk tā vietā:", "Later on instead:");
            let names: Vec<String> = applies.instead_names.iter().map(|name| said.get(name)).collect();
            let _ = writeln!(said.out, "{words} {}", names.join("; "));
        }
    }
}

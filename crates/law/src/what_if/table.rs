//! The comparison as people read it: the counts first, then the cases that differ.

use super::{Change, Compared, Report, Said};
use crate::words;
use kernel::{Lang, Money, Term, Text};
use std::collections::BTreeMap;
use std::fmt::Write as _;

impl Report {
    /// The counts of each change, and every case in which something differs.
    #[must_use]
    pub fn table(&self, lang: Lang) -> String {
        let pick = |lv: &'static str, en: &'static str| if lang == Lang::LV { lv } else { en };
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}: {}; {}: {}",
            pick("salīdzinātas lietas", "cases compared"),
            self.compared,
            pick("atšķiras", "different"),
            self.changed
        );
        if self.uncertain > 0 {
            let words = pick(
                "ar citu termiņu, kura pēdējā diena nav nosakāma (nav zināma notikuma diena vai fakts)",
                "with another term that is uncertain (the day of an event or a fact is missing)",
            );
            let _ = writeln!(text, "{words}: {}", self.uncertain);
        }
        if !self.not_compared.is_empty() {
            let words = pick("Nevar salīdzināt", "Cannot be compared");
            let _ = writeln!(text, "\n{words}: {}", self.not_compared.len());
        }
        for line in &self.not_compared {
            let case = line.case.as_deref().map_or_else(String::new, |case| format!(", {case}"));
            let _ =
                writeln!(text, "  {} {}{case}: {}", pick("rinda", "line"), line.line, line.error.say(lang));
        }
        if self.changed == 0 {
            return text;
        }
        let _ = writeln!(text, "\n{}", pick("Izmaiņas pēc biežuma", "Changes by frequency"));
        for (change, count) in &self.summary {
            let first = self.cases.iter().find(|case| case.changes.contains(change));
            let procedure = first.map_or("", |case| case.procedure.as_str());
            let _ = writeln!(text, "{count:>7}  {}", change.line(&self.names, procedure, lang));
        }
        let _ = writeln!(text, "\n{}", pick("Lietas", "Cases"));
        for case in self.cases.iter().filter(|case| !case.changes.is_empty()) {
            let _ =
                writeln!(text, "{}  {} {} → {}", case.case, case.procedure, case.version, case.draft_version);
            for change in &case.changes {
                let _ = writeln!(
                    text,
                    "    {}{}",
                    change.line(&self.names, &case.procedure, lang),
                    case.days(change, lang)
                );
            }
        }
        text
    }
}

impl Compared {
    /// The last days of a term that changes, or that they are uncertain.
    fn days(&self, change: &Change, lang: Lang) -> String {
        let (Change::Term { term, .. } | Change::TermStart { term, .. } | Change::LastDay { term }) = change
        else {
            return String::new();
        };
        let uncertain = if lang == Lang::LV { "nenoteikts" } else { "uncertain" };
        let day = |said: &Said| match said.terms.get(term) {
            None => "–".to_owned(),
            Some(said) => match said.due {
                Some(day) => day.to_string(),
                None => format!("{uncertain}: {}", said.uncertain.join(", ")),
            },
        };
        format!(" ({} → {})", day(&self.now), day(&self.draft))
    }
}

impl Change {
    /// The change in one line.
    fn line(&self, names: &BTreeMap<String, Text>, procedure: &str, lang: Lang) -> String {
        let named = |id: &str, code: &str| {
            let own = names.get(&format!("{procedure}/{id}")).or_else(|| names.get(id));
            own.map_or_else(|| code.to_owned(), |name| format!("“{}” ({code})", name.get(lang)))
        };
        let (ground_named, term_named) =
            (|id: &str| named(&format!("ground:{id}"), id), |id: &str| named(id, id));
        let pick = |lv: &'static str, en: &'static str| if lang == Lang::LV { lv } else { en };
        match self {
            Self::Outcome { now, draft } => {
                format!("{}: {} → {}", pick("iznākums", "outcome"), word(now, lang), word(draft, lang))
            }
            Self::GroundAdded { ground } => {
                format!("{}: {}", pick("jauns atteikuma pamats", "ground added"), ground_named(ground))
            }
            Self::GroundGone { ground } => {
                format!("{}: {}", pick("atteikuma pamats atkrīt", "ground gone"), ground_named(ground))
            }
            Self::Missing { now, draft } => {
                let none = pick("nekas", "nothing");
                let or_none = |list: &str| if list.is_empty() { none.to_owned() } else { list.to_owned() };
                format!("{}: {} → {}", pick("trūkst", "missing"), or_none(now), or_none(draft))
            }
            Self::Term { term, now, draft } => {
                let (words, term) = (pick("termiņš", "term"), term_named(term));
                format!("{words} {term}: {} → {}", word(now, lang), word(draft, lang))
            }
            Self::TermStart { term, now, draft } => {
                let (words, term) = (pick("termiņa sākums", "start of the term"), term_named(term));
                format!("{words} {term}: {now} → {draft}")
            }
            Self::LastDay { term } => {
                format!("{} {}", pick("cita pēdējā diena:", "another last day:"), term_named(term))
            }
            Self::Fee { now, draft } => {
                format!("{}: {} → {}", pick("nodeva", "fee"), word(now, lang), word(draft, lang))
            }
        }
    }
}

/// A word of the result in a language.
fn word(said: &str, lang: Lang) -> String {
    if let Ok(term) = said.parse::<Term>() {
        return words::term(term).get(lang).to_owned();
    }
    if let Ok(amount) = said.parse::<Money>() {
        return words::money(amount).get(lang).to_owned();
    }
    if lang != Lang::LV {
        return said.to_owned();
    }
    let word = match said {
        "grant" => "apmierināt",
        "refuse" => "atteikt",
        "impose" => "nelabvēlīgs lēmums",
        "discontinue" => "izbeigt",
        "unknown" => "nav zināms",
        "none" => "nav",
        "exempt" => "atbrīvojums",
        other => other,
    };
    word.to_owned()
}

//! The comparison as people read it: the counts first, then the cases that differ.

use super::{Change, Report};
use kernel::Lang;
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
        if self.changed == 0 {
            return text;
        }
        let _ = writeln!(text, "\n{}", pick("Izmaiņas pēc biežuma", "Changes by frequency"));
        for (change, count) in &self.summary {
            let _ = writeln!(text, "{count:>7}  {}", change.line(lang));
        }
        let _ = writeln!(text, "\n{}", pick("Lietas", "Cases"));
        for case in self.cases.iter().filter(|case| !case.changes.is_empty()) {
            let _ =
                writeln!(text, "{}  {} {} → {}", case.case, case.procedure, case.version, case.draft_version);
            for change in &case.changes {
                let _ = writeln!(text, "    {}", change.line(lang));
            }
        }
        text
    }
}

impl Change {
    /// The change in one line.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let pick = |lv: &'static str, en: &'static str| if lang == Lang::LV { lv } else { en };
        match self {
            Self::Outcome { now, draft } => format!("{}: {now} → {draft}", pick("iznākums", "outcome")),
            Self::GroundAdded { ground } => {
                format!("{}: {ground}", pick("jauns atteikuma pamats", "ground added"))
            }
            Self::GroundGone { ground } => {
                format!("{}: {ground}", pick("atteikuma pamats atkrīt", "ground gone"))
            }
            Self::Missing { now, draft } => {
                let none = pick("nekas", "nothing");
                let or_none = |list: &str| if list.is_empty() { none.to_owned() } else { list.to_owned() };
                format!("{}: {} → {}", pick("trūkst", "missing"), or_none(now), or_none(draft))
            }
            Self::Term { term, now, draft } => {
                format!("{} {term}: {now} → {draft}", pick("termiņš", "term"))
            }
            Self::Fee { now, draft } => format!("{}: {now} → {draft}", pick("nodeva", "fee")),
        }
    }
}

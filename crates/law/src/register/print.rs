//! The catalogue as a person reads it, and as a program does.

use super::{Category, CivilAct, Code, CodeList, EntryIdentity, Fact, Kept, Many, Provision, RegisterBook};
use super::{Sensitivity, StatementKind, Whom, WriteMode};
use crate::words;
use kernel::{Lang, Text};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Both languages in one line.
fn pair(text: &Text) -> String {
    format!("{} / {}", text.get(Lang::LV), text.get(Lang::EN))
}

fn yes(lv: &str, en: &str) -> String {
    format!("{lv} / {en}")
}

fn title(text: &mut String, lv: &str, en: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "\n{}\n", yes(lv, en).to_uppercase());
}

const fn sensitivity(sensitivity: Sensitivity) -> (&'static str, &'static str) {
    match sensitivity {
        Sensitivity::Ordinary => ("parasta ziņa", "ordinary"),
        Sensitivity::Sensitive => ("sensitīva ziņa", "sensitive"),
        Sensitivity::Sealed => ("slēgta ziņa", "sealed"),
    }
}

const fn many(many: Many) -> (&'static str, &'static str) {
    match many {
        Many::One => ("vienlaikus viena", "one at a time"),
        Many::OneOfEach => ("vienlaikus viena no katra veida", "one of each kind at a time"),
        Many::Several => ("vienlaikus var būt vairākas", "several at a time"),
    }
}

const fn identity(identity: EntryIdentity) -> (&'static str, &'static str) {
    match identity {
        EntryIdentity::Document => ("personu apliecinošs dokuments", "an identity document"),
        EntryIdentity::DocumentOrSignature => (
            "personu apliecinošs dokuments vai elektroniski parakstīts iesniegums",
            "an identity document or an electronically signed application",
        ),
        EntryIdentity::Waived => ("dokuments, ja tāds ir", "a document, if there is one"),
    }
}

const fn whom(whom: Whom) -> (&'static str, &'static str) {
    match whom {
        Whom::Subject => ("personai", "on the person"),
        Whom::Both => ("abām personām", "on both persons"),
        Whom::Parents => ("vecākiem", "on the parents"),
        Whom::FormerParents => ("iepriekšējiem vecākiem", "on the former parents"),
        Whom::Child => ("bērnam", "on the child"),
        Whom::Guardian => ("aizbildnim vai aizgādnim", "on the guardian"),
        Whom::Agent => ("pilnvarniekam", "on the agent"),
    }
}

impl RegisterBook {
    /// The catalogue in both languages.
    #[must_use]
    pub fn catalogue_text(&self) -> String {
        let mut text = String::new();
        title(&mut text, "Iestādes, kas izdara ierakstus", "Bodies that write");
        for body in &self.bodies {
            let _ = writeln!(text, "{:<20} {}", body.code, pair(&body.name));
            let _ = writeln!(text, "{:<20} {}", "", self.norm(&body.provision));
        }
        title(&mut text, "Ziņu veidi", "Kinds of facts");
        let kept = self.kept_alike();
        if let Some(kept) = kept {
            let words = yes("visas ziņas glabā", "all facts are kept");
            let _ = writeln!(text, "{words}: {}\n{}\n", pair(&kept.text), self.norm(&kept.provision));
        }
        for fact in &self.facts {
            self.fact_text(&mut text, fact, kept.is_some());
        }
        title(&mut text, "Atvasinātās ziņas", "What is computed");
        for derived in &self.derived {
            let _ =
                writeln!(text, "{:<24} {} <- {}", derived.code, pair(&derived.name), derived.from.join(", "));
        }
        title(&mut text, "Personu kategorijas", "Categories of persons");
        for category in &self.categories {
            self.category_text(&mut text, category);
        }
        title(&mut text, "Aktīvs un pasīvs ieraksts", "Active and passive records");
        for rule in &self.activity.reasons {
            let _ = writeln!(text, "{:<20} {}", rule.reason.code(), pair(&rule.name));
            let _ = writeln!(text, "{:<20} {}", "", self.norm(&rule.provision));
        }
        title(&mut text, "Notikumi", "Civil events");
        for act in &self.acts {
            self.act_text(&mut text, act);
        }
        title(&mut text, "Izziņas", "Statements");
        for kind in &self.statements {
            self.statement_text(&mut text, kind);
        }
        title(&mut text, "Klasifikatori", "Code lists");
        for list in &self.lists {
            self.list_text(&mut text, list);
        }
        text.trim_start().to_owned()
    }

    /// The same for programs.
    #[must_use]
    pub fn catalogue_json(&self) -> Value {
        json!({
            "bodies": self.bodies,
            "facts": self.facts,
            "derived": self.derived,
            "categories": self.categories,
            "activity": self.activity,
            "acts": self.acts,
            "statements": self.statements,
            "lists": self.lists,
            "laws": self.laws,
        })
    }

    /// A provision in both languages, marked when nobody read it.
    fn norm(&self, provision: &Provision) -> String {
        let norm = pair(&self.cite(provision).text);
        if provision.verified {
            norm
        } else {
            format!("{norm} ({})", yes("nav pārbaudīts", "not confirmed"))
        }
    }

    /// How long facts are kept, when it is the same for all of them.
    fn kept_alike(&self) -> Option<&Kept> {
        let first = self.facts.first()?.kept.as_ref()?;
        self.facts.iter().all(|fact| fact.kept.as_ref() == Some(first)).then_some(first)
    }

    /// Codes of bodies; all of them in a word.
    fn bodies_text(&self, codes: &[String]) -> String {
        if codes.len() == self.bodies.len() { yes("visas iestādes", "every body") } else { codes.join(", ") }
    }

    fn fact_text(&self, text: &mut String, fact: &Fact, kept_alike: bool) {
        let (sensitivity, many) = (sensitivity(fact.sensitivity), many(fact.many));
        let _ = writeln!(text, "{:<16} {}", fact.code, pair(&fact.name));
        let mut line = |words: String| {
            let _ = writeln!(text, "{:<16} {words}", "");
        };
        line(fact.explanation.get(Lang::LV).to_owned());
        line(fact.explanation.get(Lang::EN).to_owned());
        line(format!("{}; {}", yes(sensitivity.0, sensitivity.1), yes(many.0, many.1)));
        line(self.norm(&fact.provision));
        line(format!("{}: {}", yes("raksta", "written by"), self.bodies_text(&fact.writers)));
        line(format!("{:>4}{}", "", self.norm(&fact.writers_provision)));
        if let Some(kept) = fact.kept.as_ref().filter(|_| !kept_alike) {
            line(format!("{}: {}", yes("glabā", "kept"), pair(&kept.text)));
        }
        let derived: Vec<&str> = self.derived_from(&fact.code).map(|derived| derived.code.as_str()).collect();
        if !derived.is_empty() {
            line(format!("{}: {}", yes("no tās atkarīgs", "depends on it"), derived.join(", ")));
        }
        if !fact.lists.is_empty() {
            line(format!("{}: {}", yes("klasifikatori", "code lists"), fact.lists.join(", ")));
        }
        let _ = writeln!(text);
    }

    fn category_text(&self, text: &mut String, category: &Category) {
        let letter = category.letter.as_ref().map(|letter| format!("{letter}) ")).unwrap_or_default();
        let _ = writeln!(text, "{:<16} {letter}{}", category.code, pair(&category.name));
        let mut line = |words: String| {
            let _ = writeln!(text, "{:<16} {words}", "");
        };
        line(self.norm(&category.provision));
        for when in &category.when {
            let parts =
                [("status", &when.statuses), ("residence-right", &when.rights), ("mark", &when.marks)];
            let parts: Vec<String> = parts
                .iter()
                .filter(|(_, codes)| !codes.is_empty())
                .map(|(word, codes)| format!("{word} {}", codes.join(" | ")))
                .collect();
            line(format!("{}: {}", yes("ja", "when"), parts.join(" + ")));
        }
        let identity = identity(category.identity);
        line(format!("{}: {}", yes("iekļaujot uzrāda", "shown at entry"), yes(identity.0, identity.1)));
        line(if category.active { yes("aktīvs", "active") } else { yes("pasīvs", "passive") });
        line(format!("{}: {}", yes("iekļauj", "entered by"), category.entered_by.join(", ")));
        line(format!("{}: {}", yes("ziņas", "facts"), category.facts.join(", ")));
        line(format!("{:>4}{}", "", self.norm(&category.facts_provision)));
        let _ = writeln!(text);
    }

    fn act_text(&self, text: &mut String, act: &CivilAct) {
        let _ = writeln!(text, "{:<22} {}", act.code, pair(&act.name));
        let mut line = |words: String| {
            let _ = writeln!(text, "{:<22} {words}", "");
        };
        line(self.norm(&act.provision));
        line(format!("{}: {}", yes("iesniedz", "brought by"), act.bodies.join(", ")));
        for basis in &act.bases {
            line(format!("{}: {} - {}", yes("pamats", "basis"), basis.code, pair(&basis.name)));
        }
        if let Some(term) = &act.term {
            let count = words::term(term.term);
            line(format!("{}: {}: {}", yes("termiņš", "term"), pair(&count), pair(&term.text)));
        }
        for write in &act.writes {
            let mode = match write.mode {
                WriteMode::Begins => yes("sāk", "begins"),
                WriteMode::Ends => yes("izbeidz", "ends"),
            };
            let on = whom(write.on);
            let may = if write.optional { format!(" ({})", yes("ja ir", "if any")) } else { String::new() };
            line(format!("{mode}: {} {}{may}", write.fact, yes(on.0, on.1)));
        }
        if act.alive {
            line(yes("personai jābūt dzīvai", "the person must be alive"));
        }
        if act.ahead {
            line(yes("var ierakstīt pirms tā dienas", "it may be entered before its day"));
        }
        let _ = writeln!(text);
    }

    fn statement_text(&self, text: &mut String, kind: &StatementKind) {
        let _ = writeln!(text, "{:<16} {}", kind.code, pair(&kind.name));
        let mut line = |words: String| {
            let _ = writeln!(text, "{:<16} {words}", "");
        };
        line(self.norm(&kind.provision));
        line(format!("{}: {}", yes("ziņas", "facts"), kind.facts.join(", ")));
        for (said, lv, en) in [
            (kind.history, "arī iepriekšējās ziņas", "what held before too"),
            (kind.basis, "ar katra ieraksta pamatu", "with the basis of each entry"),
            (kind.names_others, "nosauc citas personas", "names other persons"),
        ] {
            if said {
                line(yes(lv, en));
            }
        }
        if let Some(fees) = &kind.fees {
            for row in &fees.rows {
                line(format!("{} {}", row.amount, pair(&row.name)));
            }
            line(self.norm(&fees.provision));
        }
        let _ = writeln!(text);
    }

    fn list_text(&self, text: &mut String, list: &CodeList) {
        let _ = writeln!(text, "{:<16} {}", list.id, pair(&list.name));
        for code in &list.codes {
            let _ = writeln!(text, "  {:<24} {}{}", code.code, pair(&code.name), notes(code));
        }
        let _ = writeln!(text);
    }
}

fn notes(code: &Code) -> String {
    let mut notes = Vec::new();
    if code.informative {
        notes.push(yes("tikai informatīvi", "informative only"));
    }
    if !code.replaces.is_empty() {
        notes.push(format!("{}: {}", yes("aizstāj", "replaces"), code.replaces.join(", ")));
    }
    if !code.of.is_empty() {
        notes.push(format!("{}: {}", yes("attiecas uz", "of"), code.of.join(", ")));
    }
    if !code.verified {
        notes.push(yes("nav pārbaudīts", "not confirmed"));
    }
    if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) }
}

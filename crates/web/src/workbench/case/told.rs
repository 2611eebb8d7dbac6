//! Facts that an officer enters by hand: each is asked with the control of its kind, so that nobody has to know how the
//! law files write a value.

use super::href;
use crate::form::{Faults, Fields};
use crate::ui::fact;
use crate::ui::field::{Form, Line};
use ::law::facts::{Catalogue, FactDef};
use ::law::procedure::Evidence;
use ::law::{FactSource, FactValue, Procedure};
use maud::{Markup, html};
use office::cases::{CaseView, facts};
use std::collections::BTreeMap;

/// Names of the fields for what evidence shows begin so.
const SHOWS: &str = "record-evidence-shows";

/// The field of a fact among those of a command.
pub fn field(command: &str, fact: &str) -> String {
    // No name of a fact has an underscore (FORMAT of the catalogue).
    format!("{command}-{}", fact.replace('.', "_"))
}

/// The questions of the procedure, for an answer that came otherwise than by the portal.
pub fn declare(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    each(form, view, "declare", &procedure.questions(), Why::Nothing)
}

/// Facts that the law leaves to the officer to judge.
pub fn judge(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let offered = |def: &FactDef| {
        let mut def = def.clone();
        let name = def.name.clone();
        def.options.retain(|(code, _)| view.may_be_judged(&name, code));
        def
    };
    let list: Vec<FactDef> = procedure.judgments().into_iter().map(offered).collect();
    each(form, view, "judge", &list.iter().collect::<Vec<_>>(), Why::Reasons)
}

/// Facts of the file or of another register.
pub fn record(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let shown = |def: &&FactDef| matches!(def.source, FactSource::Case | FactSource::Register);
    let list: Vec<&FactDef> =
        procedure.facts().iter().filter(shown).filter(|def| !facts::is_computed(&def.name)).collect();
    each(form, view, "record", &list, Why::Note)
}

/// What is said beside the value of a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Nothing,
    /// Where it was seen.
    Note,
    /// What it follows from.
    Reasons,
}

/// One form for each fact: it is one entry of the case.
fn each(form: &Form<'_>, view: &CaseView, command: &str, list: &[&FactDef], why: Why) -> Markup {
    let ctx = form.ctx;
    html! {
        @for def in list {
            @let name = field(command, &def.name);
            @let (note, reasons) = (format!("{name}-note"), format!("{name}-reasons"));
            @let help = def.help.as_ref().map_or("", |help| ctx.of(help));
            @let question = ctx.of(&def.text);
            @let asked = form.fields.get(&format!("{command}-fact")) == def.name;
            details.more open[asked || list.len() == 1] {
                summary { (question) }
                form method="post" action={ (href(ctx, view.case.id)) "/do/" (command) } {
                    (ctx.form_token())
                    input type="hidden" name="version" value=(view.case.version);
                    input type="hidden" name={ (command) "-fact" } value=(def.name);
                    (fact::question(form, &name, def, question, help))
                    @match why {
                        Why::Nothing => {},
                        Why::Note => (form.line(Line::Text, &note, &ctx.t("work-record-note"), "", "off")),
                        Why::Reasons => (form.area(&reasons, &ctx.t("work-reasons"), &ctx.t("work-judge-reasons-hint"))),
                    }
                    p.actions { button type="submit" { (ctx.code("work-send", command)) } }
                }
            }
        }
    }
}

/// The fact that a form tells, with its value.
pub fn read(
    catalogue: &Catalogue,
    command: &str,
    fields: &Fields,
    faults: &mut Faults,
) -> Option<(String, FactValue)> {
    let fact = fields.get(&format!("{command}-fact"));
    let Some(def) = catalogue.get(fact) else {
        faults.add(command, "work-choose", Vec::new());
        return None;
    };
    let name = field(command, fact);
    let value = fact::read(def, &name, fields.get(&name).trim(), faults)?;
    Some((fact.to_owned(), value))
}

/// What a piece of evidence shows: every fact of which it speaks, also one that it usually proves and now proves not to
/// be so. A fact that several show is asked once.
pub fn shows(form: &Form<'_>, evidence: &[&Evidence], catalogue: &Catalogue) -> Markup {
    let ctx = form.ctx;
    let mut asked: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for evidence in evidence {
        let name = ctx.of(&evidence.name);
        for fact in &evidence.shows {
            asked.entry(fact).or_default().push(name.to_owned());
        }
        for (fact, value) in evidence.proven() {
            let usual =
                catalogue.get(fact).map(|def| ctx.of(&def.show(value)).to_owned()).unwrap_or_default();
            let words = [("evidence", name.into()), ("value", usual.into())];
            asked.entry(fact).or_default().push(ctx.tf("work-evidence-usual", &words));
        }
    }
    html! {
        @if !asked.is_empty() {
            details.more #(SHOWS) open[asked.keys().any(|fact| form.fields.sent(&field(SHOWS, fact)))] {
                summary { (ctx.t("work-evidence-shows")) }
                p.small.soft { (ctx.t("work-evidence-shows-hint")) }
                @for (fact, shown_by) in &asked {
                    @if let Some(def) = catalogue.get(fact) {
                        (fact::maybe(form, &field(SHOWS, fact), def, ctx.of(&def.label), &shown_by.join("; ")))
                    }
                }
            }
        }
    }
}

/// What of that was filled in.
pub fn shown(
    catalogue: &Catalogue,
    fields: &Fields,
    faults: &mut Faults,
) -> Option<BTreeMap<String, FactValue>> {
    let mut shows = BTreeMap::new();
    let begins = format!("{SHOWS}-");
    for (name, text) in fields.pairs().filter(|(_, text)| !text.is_empty()) {
        let Some(fact) = name.strip_prefix(&begins).map(|slug| slug.replace('_', ".")) else { continue };
        let def = catalogue.get(&fact)?;
        shows.insert(fact, fact::read(def, name, text, faults)?);
    }
    Some(shows)
}

/// What the office said of a form about one fact, at the field of that fact.
pub fn place(command: &str, fields: &Fields, faults: &mut Faults) {
    let fact = fields.get(&format!("{command}-fact"));
    if !fact.is_empty() {
        for of in ["fact", "value"] {
            faults.rename(&format!("{command}-{of}"), &field(command, fact));
        }
        for why in ["note", "reasons"] {
            faults.rename(&format!("{command}-{why}"), &format!("{}-{why}", field(command, fact)));
        }
    }
}

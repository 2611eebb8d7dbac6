//! The questions of a procedure as fields of a form. Which there are, and with which answers, is said by
//! its file; a field is called after its fact.

use crate::form::{Faults, Fields};
use crate::ui::field::{Form, Line};
use law::{FactDef, FactKind, FactValue, Procedure};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The name of a fact's field: letters, digits and hyphens, so that it can be linked to.
fn field(def: &FactDef) -> String {
    format!("q-{}", def.name.replace('.', "-"))
}

/// What the form offers first.
pub fn defaults(service: &Procedure) -> Vec<(String, String)> {
    let first = |def: &&FactDef| Some((field(def), written(def.default.as_ref()?)));
    service.questions().iter().filter_map(first).collect()
}

fn written(value: &FactValue) -> String {
    match value {
        FactValue::Bool(true) => "yes".to_owned(),
        FactValue::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

/// The questions as fields.
pub fn ask(form: Form<'_>, service: &Procedure) -> Markup {
    let ctx = form.ctx;
    html! {
        @for def in service.questions() {
            @let name = field(def);
            @let question = ctx.of(&def.text);
            @let help = def.help.as_ref().map_or("", |help| ctx.of(help));
            @match &def.kind {
                FactKind::Bool => ({
                    let answers = [("yes", "answer-yes"), ("no", "answer-no")];
                    let options = answers.map(|(value, key)| (value.to_owned(), ctx.t(key), String::new()));
                    form.radios(&name, question, help, &options)
                }),
                FactKind::Code { .. } => ({
                    let option = |(code, label): &(String, kernel::Text)| {
                        (code.clone(), ctx.of(label).to_owned(), String::new())
                    };
                    let options: Vec<_> = def.options.iter().map(option).collect();
                    form.radios(&name, question, help, &options)
                }),
                FactKind::Int { .. } | FactKind::Term { .. } | FactKind::Money { .. } => {
                    (form.line(Line::Code, &name, question, help, "off"))
                },
                FactKind::Day => (form.line(Line::Date, &name, question, help, "off")),
            }
        }
    }
}

/// Reads the answers. A question may stay unanswered: the fact is then unknown.
pub fn read(service: &Procedure, fields: &Fields, faults: &mut Faults) -> BTreeMap<String, FactValue> {
    let mut answers = BTreeMap::new();
    for def in service.questions() {
        let name = field(def);
        let text = fields.get(&name);
        if text.is_empty() {
            continue;
        }
        let value = match &def.kind {
            FactKind::Bool => match text {
                "yes" => Some(FactValue::Bool(true)),
                "no" => Some(FactValue::Bool(false)),
                _ => None,
            },
            kind => kind.parse(text),
        };
        match value {
            Some(value) => {
                answers.insert(def.name.clone(), value);
            }
            None => {
                let key = match def.kind {
                    FactKind::Day => "problem-wrong-date",
                    FactKind::Int { .. } => "answer-number",
                    _ => "problem-wrong-value",
                };
                faults.add(&name, key, vec![("value", text.to_owned())]);
            }
        }
    }
    answers
}

//! The terms that decisions set, within the limits of the law: a number and its unit, and the limits in words.

use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::{Form, Line};
use crate::words;
use kernel::{Term, TermUnit};
use law::Procedure;
use law::procedure::{DecisionRule, TermChoice};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The units that can be chosen, the shortest first.
const UNITS: [(TermUnit, &str, &str); 3] = [
    (TermUnit::Days, "days", "unit-days"),
    (TermUnit::Months, "months", "unit-months"),
    (TermUnit::Years, "years", "unit-years"),
];

/// The field of the number, and that of its unit.
fn names(rule: &DecisionRule, choice: &TermChoice) -> (String, String) {
    let number = format!("propose-choice-{}-{}", rule.id, choice.id);
    let unit = format!("{number}-unit");
    (number, unit)
}

/// The units from that of the shortest term to that of the longest.
fn units(choice: &TermChoice) -> impl Iterator<Item = (&'static str, &'static str)> {
    let place = |unit: TermUnit| UNITS.iter().position(|(known, ..)| *known == unit).unwrap_or(0);
    let (first, last) = (place(choice.at_least.unit), place(choice.at_most.unit));
    let inside = UNITS.into_iter().enumerate().filter(move |(at, _)| (first..=last).contains(at));
    inside.map(|(_, (_, code, words))| (code, words))
}

/// The questions, one for each term that a decision of the procedure sets.
pub fn questions(form: &Form<'_>, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    html! {
        @for rule in procedure.decisions() {
            @for choice in &rule.choices {
                @let (number, unit) = names(rule, choice);
                @let label = format!("{}: {}", ctx.of(&rule.name), ctx.of(&choice.name));
                @let units: Vec<(String, String)> =
                    units(choice).map(|(code, words)| (code.to_owned(), ctx.t(words))).collect();
                (form.line(Line::Code, &number, &label, &limits(ctx, choice), "off"))
                @match units.as_slice() {
                    [(only, _)] => input type="hidden" name=(unit) value=(only);,
                    several => (form.select(&unit, &ctx.tf("work-choice-unit", &[("term", ctx.of(&choice.name).into())]), "", several)),
                }
            }
        }
    }
}

/// The limits of a term in words: `no 7 līdz 30 dienām`.
fn limits(ctx: &Ctx, choice: &TermChoice) -> String {
    let (from, to) = (choice.at_least, choice.at_most);
    let from = if from.unit == to.unit {
        from.count.to_string()
    } else {
        words::term_in(ctx.lang(), from, words::Bound::From)
    };
    let to = words::term_in(ctx.lang(), to, words::Bound::To);
    ctx.tf("work-choice-limits", &[("from", from.into()), ("to", to.into())])
}

/// The terms of a decision as they were written.
pub fn read(rule: Option<&DecisionRule>, fields: &Fields) -> BTreeMap<String, Term> {
    let choices = rule.into_iter().flat_map(|rule| rule.choices.iter().map(move |choice| (rule, choice)));
    choices.filter_map(|(rule, choice)| Some((choice.id.clone(), given(rule, choice, fields)?))).collect()
}

fn given(rule: &DecisionRule, choice: &TermChoice, fields: &Fields) -> Option<Term> {
    let (number, unit) = names(rule, choice);
    let count: u16 = fields.get(&number).parse().ok()?;
    let (code, _) = units(choice).find(|(code, _)| *code == fields.get(&unit))?;
    format!("{count} {code}").parse().ok()
}

/// Notes every term of the decision that is not within its limits.
pub fn check(ctx: &Ctx, rule: &DecisionRule, fields: &Fields, faults: &mut Faults) {
    for choice in &rule.choices {
        let given = given(rule, choice, fields);
        if given.is_none_or(|term| !choice.allows(term)) {
            let (number, _) = names(rule, choice);
            let limits = vec![("limits", limits(ctx, choice))];
            let mixed = given.is_some_and(|term| choice.mixes(term));
            faults.add(&number, if mixed { "work-choice-mixed" } else { "work-choice-outside" }, limits);
        }
    }
}

/// The terms that were chosen, each with its name.
pub fn chosen(ctx: &Ctx, rule: &DecisionRule, chosen: &BTreeMap<String, Term>) -> Markup {
    html! {
        @for choice in &rule.choices {
            @if let Some(term) = chosen.get(&choice.id) {
                p { (ctx.of(&choice.name)) ": " strong { (words::term(ctx.lang(), *term)) } }
            }
        }
    }
}

/// The fields as they would be written for a decision that sets these terms.
pub fn filled(rule: &DecisionRule, chosen: &BTreeMap<String, Term>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for choice in &rule.choices {
        let Some(term) = chosen.get(&choice.id) else { continue };
        let (number, unit) = names(rule, choice);
        let code = UNITS.iter().find(|(known, ..)| *known == term.unit).map_or("", |(_, code, _)| code);
        pairs.push((number, term.count.to_string()));
        pairs.push((unit, code.to_owned()));
    }
    pairs
}

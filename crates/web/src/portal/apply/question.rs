//! One question of a procedure on a page. Which there are, with which answers, is said by its file.

use super::{Read, Setting, sends};
use crate::form::{Faults, Fields};
use crate::ui::fact as control;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use law::{FactDef, Procedure};
use maud::{Markup, html};
use office::drafts::{Answer, Entry, Step, steps};

fn find<'a>(service: &'a Procedure, fact: &str) -> Option<&'a FactDef> {
    service.questions().into_iter().find(|def| def.name == fact)
}

/// What was answered before; what the catalogue assumes at first.
pub(super) fn first(setting: &Setting<'_>, fact: &str) -> Fields {
    let default = || find(setting.service, fact).and_then(|def| def.default.as_ref()).map(control::written);
    let value = match setting.drafting.draft.answers.get(fact) {
        Some(Answer::Given(value)) => Some(control::written(value)),
        Some(Answer::Unknown) => None,
        None => default(),
    };
    Fields::of(&[(&Step::Question(fact.to_owned()).slug(), &value.unwrap_or_default())])
}

/// The heading, which is the question, and the form.
pub(super) fn body(form: Form<'_>, setting: &Setting<'_>, fact: &str) -> Option<(String, Markup)> {
    let ctx = form.ctx;
    let def = find(setting.service, fact)?;
    let step = Step::Question(fact.to_owned());
    let name = step.slug();
    let question = ctx.of(&def.text);
    let help = def.help.as_ref().map_or("", |help| ctx.of(help));
    let field = control::question(&form, &name, &setting.service.offered(def), question, help);
    let may_skip = def.default.is_none() && steps::may_skip(setting.service, &setting.drafting.facts, def);
    let skip = html! {
        @if may_skip {
            button.second type="submit" name="skip" value="yes" { (ctx.t("step-skip")) }
        }
    };
    let said = &setting.drafting;
    let known = steps::so_far(setting.service, &said.draft, &said.facts);
    let at_odds: Vec<_> = setting.service.broken(&known).filter(|agreement| agreement.asks(fact)).collect();
    let body = html! {
        @for agreement in at_odds.iter().filter(|_| form.faults.is_empty()) {
            (notice(Tone::Warn, "", &html! { p { (ctx.of(&agreement.name)) } }))
        }
        (sends(ctx, setting, &step, &html! { div.titled { (field) } }, &skip))
        @for (option, other) in sees(form, def, setting.service) {
            p {
                (ctx.tf("question-see", &[("answer", option.into())])) " "
                a href=(ctx.href(&format!("/services/{}", other.id()))) { (ctx.of(other.name())) } "."
            }
        }
        @if may_skip { p."small soft" { (ctx.t("step-skip-note")) } }
    };
    Some((question.to_owned(), body))
}

pub(super) fn read(setting: &Setting<'_>, fact: &str, fields: &Fields, faults: &mut Faults) -> Read {
    let def = find(setting.service, fact)?;
    let name = Step::Question(fact.to_owned()).slug();
    let entry = |answer| Some(Entry::Answer { fact: fact.to_owned(), answer });
    if fields.has("skip") && steps::may_skip(setting.service, &setting.drafting.facts, def) {
        return entry(Answer::Unknown);
    }
    entry(Answer::Given(control::read(def, &name, fields.get(&name), faults)?))
}

/// The services that an answer leads to as well, each with the answer.
fn sees<'a>(form: Form<'a>, def: &'a FactDef, own: &Procedure) -> Vec<(String, &'a Procedure)> {
    let ctx = form.ctx;
    let law = ctx.app().law();
    let lead = |(option, id): &'a (String, String)| {
        let label = def.options.iter().find(|(code, _)| code == option).map(|(_, label)| ctx.of(label))?;
        let other = law.procedure(id, ctx.today()).filter(|other| other.id() != own.id())?;
        law.is_applied_for(other).then(|| (label.to_owned(), other))
    };
    def.see.iter().filter_map(lead).collect()
}

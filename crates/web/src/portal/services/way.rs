//! Which way a service goes: whether whoever applies online comes to an office, and what can be asked for online alone.

use crate::ctx::Ctx;
use crate::ui::notice::{Tone, notice};
use law::{Coming, FactKind, FactValue, Facts, Finding, Procedure, Truth};
use maud::{Markup, html};
use office::cases::Particulars;
use office::cases::event::Channel;
use office::cases::facts::add_application;
use office::cases::rules::coming;

/// What is known of an application by how it comes, before anything of it is.
fn by(service: &Procedure, channel: Channel) -> Facts {
    let mut facts = Facts::new();
    add_application(service, &mut facts, channel, &Particulars::new());
    facts
}

/// Whether whoever applies online comes to an office.
pub fn comes(service: &Procedure) -> Coming {
    coming(service, &by(service, Channel::Portal))
}

/// Whether an answer of the application settles that nobody has to come after all.
pub(super) fn turns_on_answers(service: &Procedure) -> bool {
    let online = by(service, Channel::Portal);
    if coming(service, &online) != Coming::Must {
        return false;
    }
    let answers = |kind: &FactKind| match kind {
        FactKind::Bool => vec![FactValue::Bool(true), FactValue::Bool(false)],
        FactKind::Code { options } => options.iter().cloned().map(FactValue::Code).collect(),
        _ => Vec::new(),
    };
    let spares = |fact: &str, answer: FactValue| {
        let mut facts = online.clone();
        facts.insert(fact.to_owned(), answer);
        coming(service, &facts) != Coming::Must
    };
    let mut questions = service.questions().into_iter();
    questions.any(|def| answers(&def.kind).into_iter().any(|answer| spares(&def.name, answer)))
}

/// The requirements that hold of whoever applies online, and not of everybody who comes to an office instead.
fn only_online(service: &Procedure) -> Vec<Finding> {
    let met = service.assess(&by(service, Channel::Portal)).findings;
    let met = |id: &str| met.iter().any(|online| online.requirement == id && online.truth == Truth::Met);
    // Who somebody is, is established at the counter: what is open for that alone keeps nobody away.
    let counter = service.assess(&by(service, Channel::Counter)).findings.into_iter();
    let of_person = |finding: &Finding| finding.missing.iter().any(|fact| fact.starts_with("person."));
    counter
        .filter(|found| match found.truth {
            Truth::Met => false,
            Truth::NotMet => met(&found.requirement),
            Truth::Unknown => met(&found.requirement) && of_person(found),
        })
        .collect()
}

/// For whom an office is the wrong place; nothing where everybody may come.
#[must_use]
pub fn not_in_person(ctx: &Ctx, service: &Procedure) -> Markup {
    let found = only_online(service);
    html! {
        @if !found.is_empty() {
            (notice(Tone::Warn, &ctx.t("service-online-only"), &html! {
                ul { @for finding in &found { li { (ctx.of(&finding.name)) } } }
                p { (ctx.t("service-online-only-note")) }
            }))
        }
    }
}

//! What a decision does, sentence by sentence: what it imposes, ends or undoes, and what follows in the register.

use crate::app::App;
use crate::ctx::Ctx;
use crate::workbench::words::document_name;
use kernel::Term;
use law::procedure::{DecisionKind, DecisionRule, Effect, SetValue};
use law::{Procedure, Truth};
use maud::{Markup, html};
use office::cases::event::StatedEffect;
use office::cases::{CaseView, Part};
use office::letters::stated;
use std::collections::BTreeMap;

/// A part of a decision in words.
pub fn part(app: &App, ctx: &Ctx, part: &Part) -> String {
    let law = app.office().law();
    let kind = |code: &str| {
        let known = law.register().fact(code);
        known.map_or_else(|| code.to_owned(), |known| ctx.of(&known.name).to_owned())
    };
    match &part.effect {
        StatedEffect::IssueDocument { kind, .. } => document_name(ctx, app.office(), kind),
        StatedEffect::CancelPrevious { kind } => {
            ctx.tf("work-effect-cancel", &[("kind", document_name(ctx, app.office(), kind).into())])
        }
        StatedEffect::SetFact { fact, .. } => match &part.value {
            Some(value) => format!("{}: {}", kind(fact), ctx.of(value)),
            None => kind(fact),
        },
        StatedEffect::DrawFact { fact } => kind(fact),
        StatedEffect::EndFact { fact, .. } => ctx.tf("work-effect-end", &[("fact", kind(fact).into())]),
        StatedEffect::OpenCase { procedure } => {
            let known = law.procedure(procedure, ctx.today());
            let name = known.map_or_else(|| procedure.clone(), |known| ctx.of(known.name()).to_owned());
            ctx.tf("work-effect-open", &[("procedure", name.into())])
        }
        StatedEffect::Answer { .. } => ctx.t("work-effect-answer"),
        StatedEffect::BarReapply { term, .. } => {
            ctx.tf("work-effect-bar", &[("term", crate::words::term(ctx.lang(), *term).into())])
        }
    }
}

/// What a decision does once it takes effect, with the terms that it sets.
pub fn list(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    procedure: &Procedure,
    rule: &DecisionRule,
    choices: &BTreeMap<String, Term>,
) -> Markup {
    let mut lines: Vec<String> = Vec::new();
    let contest = view.contest_fate.as_ref();
    if let Some(fate) = contest {
        let fate = if rule.kind == DecisionKind::Grant { fate.code() } else { "stands" };
        lines.push(ctx.code("work-does-fate", fate));
    }
    if rule.kind == DecisionKind::Impose {
        let what = stated(rule, choices, ctx.lang());
        lines.push(ctx.tf("work-does-impose", &[("what", what.into())]));
    }
    let happen = rule.effects.iter().filter(|effect| effect.happens(&view.facts) != Truth::NotMet);
    let mut follows: Vec<String> =
        happen.filter_map(|effect| one(app, ctx, view, procedure, (rule, effect), choices)).collect();
    if let Some(bar) = &rule.bar_reapply {
        let term = crate::words::term(ctx.lang(), bar.term);
        follows.push(ctx.tf("work-effect-bar", &[("term", term.into())]));
    }
    if follows.is_empty() && contest.is_none() {
        let answers = rule.kind == DecisionKind::Grant && procedure.is_service() && !rule.effects.is_empty();
        follows.push(ctx.t(if answers { "work-effect-answer" } else { "work-effect-none" }));
    }
    lines.extend(follows);
    html! { ul { @for line in &lines { li { (line) } } } }
}

/// An effect in words; `None` for the answer itself.
fn one(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    procedure: &Procedure,
    (rule, effect): (&DecisionRule, &Effect),
    choices: &BTreeMap<String, Term>,
) -> Option<String> {
    Some(match effect {
        Effect::Issue { kind, chosen, .. } => {
            let term = match chosen {
                Some(choice) => choices.get(choice).copied(),
                None => procedure.validity(kind, &view.facts),
            };
            let term = term.map_or_else(
                || ctx.t("work-effect-validity-unknown"),
                |term| crate::words::term(ctx.lang(), term),
            );
            let kind = document_name(ctx, app.office(), kind);
            ctx.tf("work-effect-issue", &[("kind", kind.into()), ("term", term.into())])
        }
        Effect::CancelPrevious { kind, .. } => {
            let then = Effect::replace(&rule.effects);
            let key = if then { "work-effect-cancel" } else { "work-effect-cancel-now" };
            ctx.tf(key, &[("kind", document_name(ctx, app.office(), kind).into())])
        }
        Effect::Set { name, value, .. } => {
            let entered = format!("{} {}", ctx.t("work-effect-register"), ctx.of(name));
            match value {
                SetValue::Code { name, .. } => format!("{entered}: {}", ctx.of(name)),
                _ => entered,
            }
        }
        Effect::End { name, .. } => ctx.tf("work-effect-end", &[("fact", ctx.of(name).into())]),
        Effect::Open { procedure, .. } => {
            let known = app.office().law().procedure(procedure, ctx.today());
            let name = known.map_or_else(|| procedure.clone(), |known| ctx.of(known.name()).to_owned());
            ctx.tf("work-effect-open", &[("procedure", name.into())])
        }
        Effect::Answer { .. } => return None,
    })
}

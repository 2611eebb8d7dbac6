//! What a decision says: the kind, grounds, reasons, hearing, weighing, terms, and the act of another body.

use super::law::norm;
use crate::ctx::Ctx;
use crate::ui::letter::paragraphs;
use crate::ui::notice::{Tone, tag};
use ::law::Procedure;
use maud::{Markup, html};
use office::cases::event::{Hearing, StatedDecision, StatedOutcome};
use office::letters::stated as sentence;

/// What a decision says.
pub fn outcome(ctx: &Ctx, outcome: &StatedOutcome, procedure: &Procedure) -> Markup {
    let title = procedure
        .decision(outcome.decision())
        .map_or_else(|| outcome.decision().to_owned(), |rule| ctx.of(&rule.name).to_owned());
    let tone = match outcome {
        StatedOutcome::Grant { .. } => Tone::Good,
        StatedOutcome::Refuse { .. } | StatedOutcome::Impose { .. } => Tone::Bad,
        StatedOutcome::Discontinue { .. } => Tone::Plain,
    };
    html! {
        p { (tag(tone, &title)) }
        @if matches!(outcome, StatedOutcome::Grant { .. }) && !outcome.grounds().is_empty() {
            p { (ctx.t("work-despite")) }
        }
        @if !outcome.grounds().is_empty() {
            ul {
                @for ground in outcome.grounds() {
                    li {
                        @if let Some(known) = procedure.ground(&ground.id) { (ctx.of(known.text())) }
                        br; span.small { (norm(ctx, procedure, &ground.cite)) }
                    }
                }
            }
        }
        (paragraphs(outcome.reasons()))
        @if let Some(hearing) = outcome.hearing() {
            p.small {
                @match hearing {
                    Hearing::Heard { answered: Some(on), .. } => {
                        (ctx.tf("work-heard", &[("date", ctx.date(*on).into())]))
                    }
                    Hearing::Heard { answered: None, .. } => (ctx.t("work-heard-silent")),
                    Hearing::Waived { waiver, cite, why } => {
                        @let waivers = &procedure.hearing().waivers;
                        @let taken = waivers.iter().find(|known| Some(&known.id) == waiver.as_ref());
                        (ctx.t("work-hearing-waived")) " "
                        @if let Some(taken) = taken { (ctx.of(&taken.text)) ". " }
                        (norm(ctx, procedure, cite)) ": " (why)
                    }
                }
            }
        }
    }
}

/// The answer to the person, the weighing, the terms that it sets, and the act of the body that took it.
pub fn more(ctx: &Ctx, stated: &StatedDecision, procedure: &Procedure) -> Markup {
    let rule = procedure.decision(stated.outcome.decision());
    let name = |id: &str| {
        let choice = rule.and_then(|rule| rule.choices.iter().find(|choice| choice.id == *id));
        choice.map_or_else(|| id.to_owned(), |choice| ctx.of(&choice.name).to_owned())
    };
    html! {
        @if !stated.answer.is_empty() { p { (ctx.t("work-answer")) ":" } (paragraphs(&stated.answer)) }
        @if let Some(weighing) = &stated.weighing {
            dl.stacked {
                dt { (ctx.t("work-weigh-needed")) } dd { (weighing.needed) }
                dt { (ctx.t("work-weigh-suitable")) } dd { (weighing.suitable) }
                dt { (ctx.t("work-weigh-milder")) } dd { (weighing.least_restrictive) }
                dt { (ctx.t("work-weigh-balanced")) } dd { (weighing.balanced) }
            }
        }
        // The sentence says from when a term counts.
        @if let Some(rule) = rule.filter(|rule| rule.says_its_terms()) {
            p { (sentence(rule, &stated.choices, ctx.lang())) "." }
        }
        @for (id, term) in &stated.choices {
            p { (name(id)) ": " strong { (crate::words::term(ctx.lang(), *term)) } }
        }
        @if let Some(act) = &stated.act {
            p { (ctx.tf("work-outside-act", &[("number", act.number.as_str().into()), ("date", ctx.date(act.on).into())])) }
        }
    }
}

//! A proposal that was sent back: the form begins with it, below the reason.

use super::terms;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::ui::letter::paragraphs;
use crate::ui::notice::{Tone, notice};
use crate::workbench::words::officer_name;
use law::Procedure;
use maud::{Markup, html};
use office::cases::event::{Hearing, StatedDecision};
use office::cases::{CaseView, Phase};

/// Why the proposal was sent back, while nobody has made another.
pub fn why(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let last = view.case.returned.last().filter(|_| matches!(view.case.phase, Phase::Open));
    html! {
        @if let Some((by, reasons, on)) = last {
            (notice(Tone::Warn, "", &html! {
                p { strong { (ctx.tf("work-returned", &[
                    ("by", officer_name(app.office(), by.as_str()).into()),
                    ("date", ctx.date(*on).into()),
                ])) } }
                (paragraphs(reasons))
            }))
        }
    }
}

/// The fields as whoever proposed it wrote them; grounds that no longer stand cannot be chosen and fall away.
pub fn filled(procedure: &Procedure, draft: &StatedDecision) -> Fields {
    let outcome = &draft.outcome;
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    add("propose-decision", outcome.decision());
    add("propose-reasons", outcome.reasons());
    add("propose-answer", &draft.answer);
    outcome.grounds().iter().for_each(|ground| add("propose-grounds", &ground.id));
    draft.parts.iter().for_each(|at| add("propose-parts", &at.to_string()));
    if let Some(weighing) = &draft.weighing {
        add("propose-needed", &weighing.needed);
        add("propose-suitable", &weighing.suitable);
        add("propose-milder", &weighing.least_restrictive);
        add("propose-balanced", &weighing.balanced);
    }
    let waived = match outcome.hearing() {
        Some(Hearing::Waived { waiver, cite, why }) => {
            let waivers = &procedure.hearing().waivers;
            waivers
                .iter()
                .find(|known| waiver.as_ref().map_or(known.cite == *cite, |id| known.id == *id))
                .map(|waiver| (waiver.id.as_str(), why.as_str()))
        }
        Some(Hearing::Heard { .. }) | None => None,
    };
    let (waiver, why) = waived.unwrap_or_default();
    add("propose-waiver", waiver);
    add("propose-waiver-why", why);
    if let Some(rule) = procedure.decision(outcome.decision()) {
        pairs.extend(terms::filled(rule, &draft.choices));
    }
    Fields::from(pairs)
}

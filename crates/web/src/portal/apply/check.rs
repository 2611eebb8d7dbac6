//! The page before sending: what is met, what is missing, the fee, the term with its calculation; and sending itself.

use super::{Setting, collect, documents, href, person_name, refused, to};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::status::Fault;
use crate::ui::assessment;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::ui::particular;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PersonId, Timestamp};
use law::procedure::Particular;
use law::{Coming, Effect, Procedure, Truth, Verdict};
use maud::{Markup, html};
use office::OfficeError;
use office::appointments::AppointmentView;
use office::cases::{Application, Preview};
use office::drafts::{Step, steps};

pub(super) async fn body(app: &App, form: Form<'_>, setting: &Setting<'_>) -> Result<Markup, OfficeError> {
    let ctx = form.ctx;
    let (service, drafting) = (setting.service, &setting.drafting);
    let (wanted, preview) = app.office().preview_draft(ctx.actor(), service, drafting).await?;
    let visits = collect::visits(app, ctx, service).await?;
    // What goes along as a file need not be brought.
    let sent = |id: &str| drafting.draft.files.iter().any(|file| file.evidence.as_deref() == Some(id));
    let seen = drafting.draft.touched.map(|at| at.micros().to_string()).unwrap_or_default();
    let assessment = &preview.assessment;
    // What meets all that is asked ends the document at once.
    let names = |asked: &Particular| asked.void && wanted.particulars.contains_key(&asked.id);
    let ends = assessment.outcome() == Verdict::Grantable && service.particulars().iter().any(names);
    let listed = assessment::has_checks(service, assessment);
    let needed = assessment::needed_beside(service, assessment, &sent);
    Ok(html! {
        (verdict(ctx, service, &preview, &instead(app, ctx, setting)))
        (super::reported(ctx, setting))
        h2 { (ctx.t("check-yours")) }
        (answers(app, ctx, setting, &wanted, &preview, &visits))
        @if listed { h2 { (ctx.t("check-met")) } }
        (assessment::checks(ctx, service, assessment))
        @if !listed && !needed.is_empty() { h2 { (ctx.t("service-bring")) } }
        (assessment::bring(ctx, &needed, collect::comes(setting) == Coming::Never))
        h2 { (assessment::fee_heading(app, ctx, service)) }
        (assessment::fee(ctx, service, &preview.fee))
        h2 { (ctx.t("service-term")) }
        (assessment::term(ctx, &preview.term, preview.awaits_its_term))
        form method="post" action=(href(ctx, service, &Step::Check)) {
            (ctx.form_token())
            input type="hidden" name="subject" value=(wanted.subject);
            input type="hidden" name="seen" value=(seen);
            @if ends {
                p { strong { (ctx.t("check-void")) } }
            }
            div.actions { button type="submit" { (ctx.t("check-send")) } }
            p."small soft" { (ctx.t("check-send-note")) }
        }
    })
}

/// Why a refusal is likely, what fits instead, and that it may be asked for all the same.
fn likely_refusal(ctx: &Ctx, service: &Procedure, grounds: &[String], instead: &[&Procedure]) -> Markup {
    let body = html! {
        p { (ctx.t("check-likely-refusal-note")) }
        ul {
            @for ground in grounds.iter().filter_map(|id| service.ground(id)) {
                li { (ctx.of(ground.text())) }
            }
        }
        @if !instead.is_empty() {
            p { (ctx.t("check-instead")) }
            ul {
                @for other in instead {
                    li { a href=(ctx.href(&format!("/services/{}", other.id()))) { (ctx.of(other.name())) } }
                }
            }
        }
        p { (ctx.t("check-right-to-apply")) }
    };
    notice(Tone::Warn, &ctx.t("check-likely-refusal"), &body)
}

/// The same as soon as what the register knows is enough to tell; nothing otherwise.
pub(super) fn early(app: &App, ctx: &Ctx, setting: &Setting<'_>) -> Markup {
    match setting.service.assess(&setting.drafting.facts).outcome() {
        Verdict::Refusable(grounds) => {
            likely_refusal(ctx, setting.service, &grounds, &instead(app, ctx, setting))
        }
        Verdict::Unknown(_) | Verdict::Grantable => html! {},
    }
}

/// What would most likely follow, told before sending.
fn verdict(ctx: &Ctx, service: &Procedure, preview: &Preview, instead: &[&Procedure]) -> Markup {
    match preview.assessment.outcome() {
        Verdict::Refusable(grounds) => likely_refusal(ctx, service, &grounds, instead),
        Verdict::Unknown(_) | Verdict::Grantable if assessment::asks_nothing(service) => {
            notice(Tone::Info, &ctx.t("check-answer"), &html! { p { (ctx.t("check-answer-note")) } })
        }
        Verdict::Unknown(_) => {
            notice(Tone::Info, &ctx.t("check-unknown"), &html! { p { (ctx.t("check-unknown-note")) } })
        }
        Verdict::Grantable => {
            notice(Tone::Good, &ctx.t("check-grantable"), &html! { p { (ctx.t("check-grantable-note")) } })
        }
    }
}

/// The first letter of the machine-readable zone of what a procedure issues: passports, or cards.
fn form_of(procedure: &Procedure) -> Option<char> {
    procedure.decisions().iter().flat_map(|rule| &rule.effects).find_map(|effect| match effect {
        Effect::Issue { mrz_code, .. } => mrz_code.as_ref()?.chars().next(),
        _ => None,
    })
}

/// Services of the same task that issue a document of the same form, and that what is known does not refuse.
fn instead<'a>(app: &'a App, ctx: &Ctx, setting: &Setting<'_>) -> Vec<&'a Procedure> {
    let (law, own) = (app.law(), setting.service);
    let task = |procedure: &Procedure| law.task_of(procedure).map(|task| &task.id);
    let Some(form) = form_of(own) else { return Vec::new() };
    let fits = |other: &&Procedure| {
        let alike = form_of(other) == Some(form) && task(other) == task(own);
        let facts = &setting.drafting.facts;
        let open = other
            .capacities()
            .iter()
            .any(|capacity| !capacity.ex_officio && capacity.condition.truth(facts) != Truth::NotMet);
        let refused = || matches!(other.assess(facts).outcome(), Verdict::Refusable(_));
        other.id() != own.id() && law.is_applied_for(other) && alike && open && !refused()
    };
    law.services(ctx.today()).into_iter().filter(fits).collect()
}

/// Everything that was answered, each with the way back to its page.
fn answers(
    app: &App,
    ctx: &Ctx,
    setting: &Setting<'_>,
    wanted: &Application,
    preview: &Preview,
    visits: &[AppointmentView],
) -> Markup {
    let (service, drafting) = (setting.service, &setting.drafting);
    let capacity = service.capacities().iter().find(|capacity| capacity.id == preview.capacity);
    let office = app.law().office(&wanted.office);
    let visit = visits.iter().find(|visit| Some(visit.id) == wanted.appointment);
    let line = |step: &Step, term: &str, content: Markup| {
        html! {
            dt { (term) }
            dd {
                (content)
                @if drafting.steps.place(step).is_some() {
                    p."small" {
                        a href=(href(ctx, service, step)) {
                            (ctx.t("check-edit")) span.hidden-visually { ": " (term) }
                        }
                    }
                }
            }
        }
    };
    let files = documents::names(&drafting.draft);
    html! {
        dl.facts {
            (line(&Step::Whom, &ctx.t("apply-whom"), html! {
                (person_name(ctx, &preview.subject))
                // As whom one asks for oneself needs no word.
                @if let Some(capacity) = capacity.filter(|capacity| capacity.for_other) { p.soft { (ctx.of(&capacity.name)) } }
            }))
            // Where nothing is known, nothing was confirmed.
            @if drafting.steps.place(&Step::Known).is_some() {
                (line(&Step::Known, &ctx.t("check-known"), html! {
                    @if wanted.note.is_empty() { (ctx.t("known-right")) }
                    @else { blockquote { p { (wanted.note) } } }
                }))
            }
            @for asked in steps::particulars(service, &drafting.draft, &drafting.facts) {
                @if let Some(told) = wanted.particulars.get(&asked.id) {
                    (line(&Step::Particulars, ctx.of(&asked.name), {
                        particular::lines(&particular::words(ctx, Some(asked), told))
                    }))
                }
            }
            @for def in steps::questions(service, &drafting.draft, &drafting.facts) {
                (line(&Step::Question(def.name.clone()), ctx.of(&def.label), html! {
                    @match wanted.declared.get(&def.name) {
                        Some(value) => (ctx.of(&def.show(value))),
                        None => (ctx.t("answer-unknown")),
                    }
                }))
            }
            (line(&Step::Documents, &ctx.t("step-documents"), html! {
                @if files.is_empty() { (ctx.t("documents-none-sent")) }
                @else { ul.plain { @for name in files { li { (name) } } } }
            }))
            (line(&Step::Collect, &ctx.t(collect::title(setting)), html! {
                @if collect::office(setting) != collect::Place::None {
                    p { @match office { Some(office) => (ctx.of(&office.name)), None => (wanted.office) } }
                }
                @if let Some(visit) = visit { p { (ctx.t("apply-visit")) ": " (collect::visit_words(app, ctx, visit)) } }
                p { (ctx.t("apply-lang")) ": " (crate::text::text(wanted.lang, "language-name", &[])) }
            }))
        }
    }
}

/// Sends what was shown.
pub(super) async fn send(
    app: &App,
    ctx: &Ctx,
    setting: &Setting<'_>,
    fields: &Fields,
) -> Result<Response, Fault> {
    let seen = fields.get("seen").parse().ok().map(Timestamp::from_micros);
    let subject = fields.get("subject").parse::<PersonId>().ok();
    match app.office().send_draft(ctx.actor(), setting.service, seen, subject).await {
        Ok(case) => Ok(Redirect::to(&ctx.href(&format!("/matters/{case}?done=sent"))).into_response()),
        // It was changed elsewhere, or the register moved: what is sent now is shown first.
        Err(OfficeError::Conflict(problem)) if problem.code == "stale" => {
            let path = format!("{}?done=changed", href(ctx, setting.service, &Step::Check));
            Ok(Redirect::to(&path).into_response())
        }
        Err(OfficeError::Conflict(problem)) if problem.code == "draft-gone" => {
            Ok(to(ctx, setting.service, setting.drafting.steps.first_missing()))
        }
        Err(other) => refused(ctx, setting, other),
    }
}

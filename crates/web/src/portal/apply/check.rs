//! The page before sending: what is met, what is missing, the fee, the term with its calculation.

use super::{Setting, person_name, visit_words};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::page::Page;
use crate::ui::assessment;
use crate::ui::notice::{Tone, notice};
use axum::response::Response;
use law::Verdict;
use maud::{Markup, html};
use office::cases::{Application, Preview};

pub(super) fn page(
    app: &App,
    ctx: &Ctx,
    setting: &Setting<'_>,
    fields: &Fields,
    wanted: &Application,
    preview: &Preview,
) -> Response {
    let service = setting.service;
    let action = ctx.href(&format!("/apply/{}", service.id()));
    let body = html! {
        (verdict(ctx, service, preview))
        h2 { (ctx.t("check-yours")) }
        (answers(app, ctx, setting, wanted, preview))
        h2 { (ctx.t("check-met")) }
        (assessment::checks(ctx, service, &preview.assessment))
        (assessment::bring(ctx, service, &preview.assessment))
        h2 { (ctx.t("service-fee")) }
        (assessment::fee(ctx, service, &preview.fee))
        h2 { (ctx.t("service-term")) }
        (assessment::term(ctx, &preview.term))
        form method="post" action=(action) {
            (ctx.form_token())
            @for (name, value) in fields.pairs().filter(|(name, _)| *name != "step") {
                input type="hidden" name=(name) value=(value);
            }
            div.actions {
                button type="submit" name="step" value="send" { (ctx.t("check-send")) }
                button.second type="submit" name="step" value="edit" { (ctx.t("check-edit")) }
            }
            p.small.soft { (ctx.t("check-send-note")) }
        }
    };
    Page::new(ctx, ctx.t("check-title"))
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{}", service.id()), ctx.of(service.name()))
        .render(body)
}

/// What would most likely follow, told before sending.
fn verdict(ctx: &Ctx, service: &law::Procedure, preview: &Preview) -> Markup {
    match preview.assessment.outcome() {
        Verdict::Refusable(grounds) => notice(
            Tone::Warn,
            &ctx.t("check-likely-refusal"),
            &html! {
                p { (ctx.t("check-likely-refusal-note")) }
                ul {
                    @for ground in grounds.iter().filter_map(|id| service.ground(id)) {
                        li { (ctx.of(ground.text())) }
                    }
                }
                p { (ctx.t("check-right-to-apply")) }
            },
        ),
        Verdict::Unknown(_) => {
            notice(Tone::Info, &ctx.t("check-unknown"), &html! { p { (ctx.t("check-unknown-note")) } })
        }
        Verdict::Grantable => {
            notice(Tone::Good, &ctx.t("check-grantable"), &html! { p { (ctx.t("check-grantable-note")) } })
        }
    }
}

fn answers(app: &App, ctx: &Ctx, setting: &Setting<'_>, wanted: &Application, preview: &Preview) -> Markup {
    let service = setting.service;
    let capacity = service.capacities().iter().find(|capacity| capacity.id == preview.capacity);
    let office = app.law().office(&wanted.office);
    let visit = setting.visits.iter().find(|visit| Some(visit.id) == wanted.appointment);
    html! {
        dl.facts {
            dt { (ctx.t("apply-whom")) }
            dd {
                (person_name(ctx, &preview.subject))
                @if let Some(capacity) = capacity { p.soft { (ctx.of(&capacity.name)) } }
            }
            @for def in service.questions() {
                @if let Some(value) = wanted.declared.get(&def.name) {
                    dt { (ctx.of(&def.label)) }
                    dd { (ctx.of(&def.show(value))) }
                }
            }
            dt { (ctx.t("apply-office")) }
            dd { @match office { Some(office) => (ctx.of(&office.name)), None => (wanted.office) } }
            @if let Some(visit) = visit {
                dt { (ctx.t("apply-visit")) }
                dd { (visit_words(app, ctx, visit)) }
            }
            dt { (ctx.t("apply-lang")) }
            dd { (crate::text::text(wanted.lang, "language-name", &[])) }
        }
    }
}

//! The law of a service in full: what must be met, how the term is counted, the acts; and, on a page of its own, on which
//! grounds it can be refused.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::law_text::{Proof, norm, unverified};
use crate::words;
use axum::extract::{Path, State};
use axum::response::Response;
use law::ground::GroundKind;
use law::{Facts, Procedure};
use maud::{Markup, html};

/// `GET /{lang}/services/{id}/law`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let service = super::find(&app, &ctx, &id)?;
    let body = html! {
        (super::version_note(&ctx, service))
        (requirements(&ctx, service))
        (counted(&app, &ctx, service))
        (acts(&ctx, service))
        p { a href=(ctx.href(&format!("/services/{id}/refusal"))) { (ctx.t("service-grounds")) } }
    };
    Ok(Page::new(&ctx, ctx.tf("service-law-title", &[("name", ctx.of(service.name()).into())]))
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{id}"), ctx.of(service.name()))
        .render(body))
}

/// `GET /{lang}/services/{id}/refusal`
pub async fn refusal(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let service = super::find(&app, &ctx, &id)?;
    Ok(Page::new(&ctx, ctx.tf("service-refusal-title", &[("name", ctx.of(service.name()).into())]))
        .crumb("/services", ctx.t("nav-services"))
        .crumb(&format!("/services/{id}"), ctx.of(service.name()))
        .render(html! { (super::version_note(&ctx, service)) (grounds(&ctx, service)) }))
}

fn requirements(ctx: &Ctx, service: &Procedure) -> Markup {
    let proof = Proof::of(service.requirements().iter().map(|requirement| requirement.verified));
    html! {
        h2 { (ctx.t("service-requirements")) }
        (proof.note(ctx))
        ul.rows {
            @for requirement in service.requirements() {
                li {
                    (ctx.of(&requirement.name))
                    (proof.statement(ctx, service, &requirement.cite, requirement.verified))
                }
            }
        }
    }
}

fn counted(app: &App, ctx: &Ctx, service: &Procedure) -> Markup {
    let calendar = &app.law().country().calendar;
    let answer = service
        .clock("decision")
        .and_then(|clock| law::clock::due(clock, ctx.today(), &Facts::new(), &[], calendar).ok());
    html! {
        @if let Some(answer) = answer {
            h2 { (ctx.t("term-steps")) }
            ol { @for step in &answer.steps { li { (ctx.of(step)) } } }
        }
    }
}

fn grounds(ctx: &Ctx, service: &Procedure) -> Markup {
    html! {
        p { (ctx.t("service-grounds-note")) }
        ul.rows {
            @for ground in service.grounds() {
                li {
                    (ctx.of(ground.text()))
                    @if ground.kind() == GroundKind::May { " " span.soft { (ctx.t("ground-may")) } }
                    p."small soft" { (norm(ctx, &service.cite_ground(ground))) }
                }
            }
        }
    }
}

/// The acts, and since when this version of the description is in force.
fn acts(ctx: &Ctx, service: &Procedure) -> Markup {
    let since = ctx.date_in(service.in_force(), words::Form::Genitive);
    html! {
        h2 { (ctx.t("service-acts")) }
        ul.rows {
            @for act in service.acts() {
                li {
                    @match &act.uri {
                        Some(uri) => a href=(uri) rel="external noreferrer" { (ctx.of(&act.title)) },
                        None => (ctx.of(&act.title)),
                    }
                    (unverified(ctx, act.verified))
                    @if let Some(note) = &act.note { p."small soft" { (ctx.of(note)) } }
                }
            }
        }
        p."small soft" { (ctx.tf("service-version", &[("day", since.into())])) }
    }
}

//! The catalogue of services. Everything on these pages comes from the files of law.

pub mod easy;
mod list;
pub mod provisions;
pub mod way;

pub use list::{all, least, line, list, task};

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::assessment;
use crate::ui::law_text::{Proof, cited, condition, norm, unverified};
use crate::ui::notice::{Tone, notice};
use crate::words;
use axum::extract::{Path, State};
use axum::response::Response;
use law::fee::FeeRow;
use law::procedure::{DecisionKind, DecisionRule, Stage};
use law::{Coming, Due, Evidence, EvidenceBy, Facts, FeeTable, Procedure};
use maud::{Markup, html};
use office::actor::Role;
use office::cases::by_clients;
use office::cases::term::begins_on_receipt;
use way::{comes, not_in_person, turns_on_answers};

/// `GET /{lang}/services/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let service = find(&app, &ctx, &id)?;
    let body = html! {
        (version_note(&ctx, service))
        @if let Some(summary) = service.summary() { p.lead { (ctx.of(summary)) } }
        @if app.law().portal().easy(&id).is_some() {
            p { a.button.second href=(ctx.href(&format!("/services/{id}/easy"))) { (ctx.t("easy-go")) } }
        }
        div.columns {
            div {
                (who(&ctx, service))
                (what_to_bring(&ctx, service))
                (fees(&app, &ctx, service))
                (how_long(&app, &ctx, service))
                (steps(&ctx, service))
                (contest(&ctx, service))
                h2 { (ctx.t("service-law")) }
                p { (ctx.t("service-law-note")) }
                ul {
                    li { a href=(ctx.href(&format!("/services/{id}/law"))) { (ctx.t("service-law-go")) } }
                    li { a href=(ctx.href(&format!("/services/{id}/refusal"))) { (ctx.t("service-grounds")) } }
                }
            }
            aside {
                (where_to_go(&app, &ctx, service))
            }
        }
    };
    Ok(Page::new(&ctx, ctx.of(service.name())).crumb("/services", ctx.t("nav-services")).render(body))
}

/// What to know about this version, such as that the text of a new law is not loaded yet.
pub fn version_note(ctx: &Ctx, service: &Procedure) -> Markup {
    html! {
        @if let Some(note) = service.note() {
            (notice(Tone::Warn, &ctx.t("service-version-note"), &html! { p { (ctx.of(note)) } }))
        }
    }
}

/// Where it is asked for, or who begins it.
fn where_to_go(app: &App, ctx: &Ctx, service: &Procedure) -> Markup {
    let outside = service.taken_in_by();
    let told = |heading: &str, key: &str| {
        let body = outside.map_or("", |body| ctx.of(&body.name));
        notice(Tone::Info, &ctx.t(heading), &html! { p { (ctx.tf(key, &[("body", body.into())])) } })
    };
    match (service.is_service(), outside.is_some()) {
        (true, true) if service.decided_by().is_some() => {
            told("service-receives-heading", "service-receives-decides")
        }
        (true, true) => told("service-receives-heading", "service-receives"),
        (true, false) if app.law().is_applied_for(service) => what_to_do(ctx, service),
        // It is begun from the matter that it is about.
        (true, false) => told("service-receives-heading", "service-told-onward"),
        (false, true) => told("service-told-heading", "service-told-by"),
        (false, false) => told("service-told-heading", "service-told"),
    }
}

fn what_to_do(ctx: &Ctx, service: &Procedure) -> Markup {
    let by_clients = by_clients(service);
    let coming = comes(service);
    let how = match (by_clients, coming) {
        (false, _) => "service-do-office",
        (true, Coming::Must) if turns_on_answers(service) => "service-do-depends",
        (true, Coming::Must) => "service-do",
        (true, Coming::May) => "service-do-either",
        (true, Coming::Never) => "service-do-online",
    };
    let visit = !by_clients || coming != Coming::Never;
    html! {
        div.aside {
            h2 { (ctx.t("service-do-heading")) }
            p { (ctx.t(how)) }
            @if by_clients {
                p { a.button href=(ctx.href(&format!("/apply/{}", service.id()))) { (ctx.t("service-apply")) } }
            }
            @if visit {
                (not_in_person(ctx, service))
                p {
                    a.button.second href=(ctx.href(&format!("/book?service={}", service.id()))) { (ctx.t("nav-book")) }
                }
            }
        }
        @if visit {
            div.aside {
                h2 { (ctx.t("service-visit-heading")) }
                p { (ctx.tf("service-visit", &[("minutes", service.slot_minutes().into())])) }
            }
        }
    }
}

/// The service with this id in the version of today; the general procedures are no services.
pub fn find<'a>(app: &'a App, ctx: &Ctx, id: &str) -> Result<&'a Procedure, Fault> {
    app.law()
        .procedure(id, ctx.today())
        .filter(|procedure| !procedure.is_abstract())
        .ok_or_else(Fault::not_found)
}

fn who(ctx: &Ctx, service: &Procedure) -> Markup {
    let proof = Proof::of(service.capacities().iter().map(|capacity| capacity.verified));
    html! {
        h2 { (ctx.t(if service.is_service() { "service-who" } else { "service-who-begins" })) }
        (proof.note(ctx))
        ul.rows {
            @for capacity in service.capacities() {
                li { (ctx.of(&capacity.name)) (proof.statement(ctx, service, &capacity.cite, capacity.verified)) }
            }
        }
    }
}

fn what_to_bring(ctx: &Ctx, service: &Procedure) -> Markup {
    let by_you = |later: bool| {
        let yours = service.evidence().iter().filter(|evidence| evidence.by == EvidenceBy::Applicant);
        yours.filter(move |evidence| evidence.later == later).collect::<Vec<_>>()
    };
    let on_the_spot = || service.evidence().iter().filter(|evidence| evidence.by == EvidenceBy::Counter);
    let one = |evidence: &Evidence| {
        html! {
            strong { (ctx.of(&evidence.name)) }
            @if let Some(note) = &evidence.note { p { (ctx.of(note)) } }
            @if let Some(when) = &evidence.when {
                p.soft { (ctx.t("service-only-if")) }
                (condition(ctx, when))
            }
        }
    };
    let online = comes(service) == Coming::Never;
    let lists = [
        (if online { "service-bring-send" } else { "service-bring-yours" }, by_you(false)),
        ("service-bring-there", on_the_spot().collect()),
        ("service-bring-later", by_you(true)),
    ];
    // Of what the office begins, what asks for nothing, or what is done online, nobody brings a document of identity.
    let identity = service.is_service() && !online && !assessment::asks_nothing(service);
    html! {
        @if identity || lists.iter().any(|(_, list)| !list.is_empty()) { h2 { (ctx.t("service-bring")) } }
        @if identity { p { (ctx.t("service-bring-identity")) } }
        @for (heading, list) in lists {
            @if !list.is_empty() {
                h3 { (ctx.t(heading)) }
                (assessment::in_groups(ctx, &list, one))
            }
        }
    }
}

fn fees(app: &App, ctx: &Ctx, service: &Procedure) -> Markup {
    let mut table = service.fee_table();
    // A row of nothing that was read nowhere only carries what comes on top of it.
    let carrier = |fees: &&FeeTable| {
        let nothing = |row: &FeeRow| row.amount.is_zero() && !row.verified;
        fees.rows.len() == 1 && fees.rows.iter().all(nothing) && !fees.extras.is_empty()
    };
    let alone = service.fees().filter(carrier).is_some();
    if alone {
        table.remove(0);
    }
    let mut bases: Vec<&kernel::Citation> = table.iter().map(|row| &row.cite).collect();
    bases.dedup();
    html! {
        h2 { (assessment::fee_heading(app, ctx, service)) }
        @if table.is_empty() {
            p { (ctx.t("service-free")) }
        } @else {
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("service-fee-what")) }
                        th.num scope="col" { (ctx.t("service-fee-amount")) }
                    }
                }
                tbody {
                    @for row in &table {
                        tr {
                            td data-label=(ctx.t("service-fee-what")) {
                                (ctx.of(&row.what)) (unverified(ctx, row.verified))
                                @if row.on_top && !alone { br; span.small { (ctx.t("service-fee-on-top")) } }
                            }
                            td.num data-label=(ctx.t("service-fee-amount")) { (assessment::fee_amount(ctx, service, row)) }
                        }
                    }
                }
            }
            @if !alone && table.iter().any(|row| row.on_top) { p { (ctx.t("service-fee-adds")) } }
            p."small soft" {
                (ctx.t("service-fee-basis")) ": "
                @for (n, cite) in bases.iter().enumerate() {
                    @if n > 0 { "; " }
                    (norm(ctx, &service.cite_text(cite)))
                }
            }
            @if let Some(table) = service.fees().filter(|table| !table.reduced.is_empty()) {
                h3 { (ctx.t("service-fee-reduced")) }
                ul {
                    @for group in &table.reduced { li { (ctx.of(&group.name)) (unverified(ctx, group.verified)) } }
                }
            }
        }
    }
}

fn how_long(app: &App, ctx: &Ctx, service: &Procedure) -> Markup {
    let Some(clock) = service.clock("decision") else { return html! {} };
    let calendar = &app.law().country().calendar;
    let facts = Facts::new();
    // What begins later has no last day that could be told today.
    // Nor has what nobody applies for here.
    let here = app.law().is_applied_for(service) && service.taken_in_by().is_none();
    let answer = (here && begins_on_receipt(clock, &facts))
        .then(|| law::clock::due(clock, ctx.today(), &facts, &[], calendar));
    let answer = answer.and_then(Result::ok);
    let lang = ctx.lang();
    html! {
        h2 { (ctx.t("service-term")) }
        p {
            strong { (words::term(lang, clock.term)) } (unverified(ctx, clock.verified))
        }
        @for shorter in &clock.shorten {
            p { strong { (words::term(lang, shorter.term)) } ", " (ctx.t("if")) ":" }
            (condition(ctx, &shorter.when))
        }
        (cited(ctx, service, &clock.cite))
        @if let Some(answer) = answer {
            @if let Due::On(day) = answer.due {
                p { (ctx.tf("service-term-today", &[("day", ctx.date_in(day, words::Form::Dative).into())])) }
            }
        }
    }
}

/// How it goes: the steps of the work and who does each.
fn steps(ctx: &Ctx, service: &Procedure) -> Markup {
    let by = |stage: &Stage| {
        let approving = stage.by.code == Role::Approver.code();
        // Where one officer signs, nobody approves.
        let alone = approving && !service.decisions().iter().any(|rule| rule.approvals > 1);
        let officers = || service.stages().iter().map(|other| &other.by);
        let officer = || officers().find(|by| by.code == Role::CaseOfficer.code());
        let who = if alone { officer().unwrap_or(&stage.by) } else { &stage.by };
        ctx.of(&who.name).to_owned()
    };
    html! {
        @if !service.stages().is_empty() {
            h2 { (ctx.t("service-steps")) }
            ol {
                @for stage in service.course() {
                    li {
                        @let after = only_after(service, stage);
                        (ctx.of(&stage.name)) " " span.soft { "(" (by(stage)) ")" }
                        @if stage.when.is_some() || stage.unless.is_some() || !after.is_empty() { " – " (ctx.t("service-step-sometimes")) }
                        @if !after.is_empty() {
                            @let names: Vec<&str> = after.iter().map(|rule| ctx.of(&rule.name)).collect();
                            p."small soft" { (ctx.tf("service-step-after", &[("decision", names.join("; ").into())])) }
                        }
                        @if let Some(when) = &stage.when { p."small soft" { (ctx.t("service-step-if")) } (condition(ctx, when)) }
                        @if let Some(unless) = &stage.unless { p."small soft" { (ctx.t("service-step-unless")) } (condition(ctx, unless)) }
                    }
                }
            }
        }
    }
}

/// The decisions after which alone a step comes, where another decision leads to none of it.
fn only_after<'s>(service: &'s Procedure, stage: &Stage) -> Vec<&'s DecisionRule> {
    let leads = |rule: &&DecisionRule| stage.after.contains(&rule.id);
    let others = service.decisions().iter().filter(|rule| !leads(rule));
    let beside = others.clone().any(|rule| matches!(rule.kind, DecisionKind::Grant | DecisionKind::Impose));
    if stage.after.is_empty() || !beside {
        return Vec::new();
    }
    service.decisions().iter().filter(leads).collect()
}

fn contest(ctx: &Ctx, service: &Procedure) -> Markup {
    let hearing = service.hearing();
    let proof = Proof::of(service.routes().map(|route| route.verified));
    html! {
        h2 { (ctx.t("service-contest")) }
        (proof.note(ctx))
        p { (ctx.tf("service-hearing", &[("term", words::term(ctx.lang(), hearing.term).into())])) }
        (cited(ctx, service, &hearing.cite))
        ol.rows {
            @for route in service.routes() {
                li {
                    (ctx.tf(if route.is_court() { "service-route-court" } else { "service-route" }, &[
                        ("to", ctx.of(&route.to_name).into()),
                        ("term", words::term(ctx.lang(), route.term).into()),
                    ]))
                    (proof.statement(ctx, service, &route.cite, route.verified))
                }
            }
        }
    }
}

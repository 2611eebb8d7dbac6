//! The client's matters: the list, and the page of one with what is due by whom and by when.

mod begun;
mod bring;
mod case;
mod decision;
mod drafts;
mod files;
mod invoice;
mod progress;
mod sending;
mod steps;
mod timeline;
mod withdraw;

pub use case::{again, command, id, letter, page};
pub use files::{attach, file};
pub use withdraw::ask as ask_to_withdraw;

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::portal::apply::{person_name, visit_words};
use crate::portal::book::tone as visit_tone;
use crate::status::Fault;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::particular;
use crate::words::Form;
use axum::extract::State;
use axum::response::Response;
use kernel::Day;
use law::Procedure;
use maud::{Markup, html};
use office::appointments::AppointmentView;
use office::cases::{CaseLine, Challenged};
use office::retention::ErasedCase;

/// The tone of a stage.
pub fn tone(stage: &str) -> Tone {
    match stage {
        "completed" | "ready" => Tone::Good,
        "refused" | "imposed" => Tone::Bad,
        "hearing" | "decided" => Tone::Warn,
        "withdrawn" | "discontinued" | "undone" => Tone::Plain,
        _ => Tone::Info,
    }
}

/// Where a matter stands, in words; what the office waits for from the client goes before what it does itself.
fn stage_words(ctx: &Ctx, stage: &str, asked_until: Option<Day>, in_part: bool) -> (Tone, String) {
    match asked_until {
        Some(day) if day < ctx.today() => (Tone::Bad, ctx.t("asked-over")),
        Some(day) if in_part => {
            (Tone::Warn, ctx.tf("asked-rest-until", &[("day", ctx.date_in(day, Form::Dative).into())]))
        }
        Some(day) => (Tone::Warn, ctx.tf("asked-until", &[("day", ctx.date_in(day, Form::Dative).into())])),
        None => (tone(stage), ctx.code("stage", stage)),
    }
}

/// The same of a decision that is looked at again, which goes before how it ended the case.
fn challenged_words(ctx: &Ctx, challenged: Challenged) -> (Tone, String) {
    let key = match challenged {
        Challenged::Court => "mine-court",
        Challenged::Contested => "mine-contested",
    };
    (Tone::Info, ctx.t(key))
}

/// Most characters of what tells one matter from another.
const ASKS_MAX: usize = 90;

/// What a matter asks, in short, where it is one of several of its kind.
fn asks(ctx: &Ctx, service: Option<&Procedure>, line: &CaseLine) -> Option<String> {
    let asks = line.asks.as_ref()?;
    let particular = asks.particular.as_ref().and_then(|id| service?.particular(id));
    let words = particular::words(ctx, particular, &asks.told);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(ASKS_MAX).collect();
    let short = if short.len() < words.len() { format!("{}…", short.trim_end()) } else { short };
    Some(match asks.against {
        Some(case) => format!("{}: {short}", ctx.tf("contest-of", &[("case", case.grouped().into())])),
        None => short,
    })
}

/// `GET /{lang}/matters`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let drafts = app.office().my_drafts(ctx.actor()).await?;
    let cases = app.office().my_cases(ctx.actor()).await?;
    let erased = app.office().my_erased_cases(ctx.actor()).await?;
    let visits = app.office().my_appointments(ctx.actor()).await?;
    let body = html! {
        @if query.get("done") == "deleted" {
            (notice(Tone::Good, "", &html! { p role="status" { (ctx.t("draft-deleted")) } }))
        }
        (drafts::list(&app, &ctx, &drafts))
        h2 { (ctx.t("matters-cases")) }
        @if cases.is_empty() {
            (empty(&ctx.t("matters-none"), Some((&ctx.href("/services"), &ctx.t("home-to-services")))))
        } @else {
            (case_table(&app, &ctx, &cases))
        }
        (erased_list(&app, &ctx, &erased))
        h2 { (ctx.t("matters-visits")) }
        @if visits.is_empty() {
            (empty(&ctx.t("matters-no-visits"), Some((&ctx.href("/book"), &ctx.t("nav-book")))))
        } @else {
            ul.rows { @for visit in &visits { (visit_row(&app, &ctx, visit)) } }
        }
        h2 { (ctx.t("matters-data")) }
        p { (ctx.t("matters-data-note")) }
        ul {
            li { a href=(ctx.href("/letters")) { (ctx.t("nav-letters")) } }
            li { a href=(ctx.href("/my-data")) { (ctx.t("nav-my-data")) } }
            li { a href=(ctx.href("/my-data#documents")) { (ctx.t("my-data-documents")) } }
            li { a href=(ctx.href("/my-data/error")) { (ctx.t("nav-report-error")) } }
            li { a href=(ctx.href("/my-data/access")) { (ctx.t("nav-access-log")) } }
        }
        h2 { (ctx.t("nav-behalf")) }
        p { (ctx.t("behalf-lead")) }
        p { (ctx.t("behalf-attorney")) }
        p { a href=(ctx.href("/behalf")) { (ctx.t("matters-behalf-go")) } }
    };
    Ok(Page::new(&ctx, ctx.t("nav-matters")).render(body))
}

/// Cases that are not there any more, where the rule under which they were erased lets the person be told.
fn erased_list(app: &App, ctx: &Ctx, erased: &[ErasedCase]) -> Markup {
    let name = |id: &str| {
        let newest =
            app.office().law().all().filter(|known| known.id() == id).max_by_key(|known| known.in_force());
        newest.map_or_else(|| id.to_owned(), |known| ctx.of(known.name()).to_owned())
    };
    html! {
        @if !erased.is_empty() {
            h2 { (ctx.t("matters-erased")) }
            p { (ctx.t("matters-erased-note")) }
            ul.rows {
                @for case in erased {
                    li {
                        (name(&case.procedure)) ", " span.nowrap { (case.id.grouped()) } ": "
                        (ctx.tf("matters-erased-on", &[
                            ("until", ctx.date(case.kept_until).into()), ("day", ctx.date(case.on).into()),
                        ]))
                    }
                }
            }
        }
    }
}

fn visit_row(app: &App, ctx: &Ctx, visit: &AppointmentView) -> Markup {
    html! {
        li {
            a href=(ctx.href(&format!("/visits/{}", visit.id))) { (visit_words(app, ctx, visit)) }
            " " (tag(visit_tone(visit.state), &ctx.code("state", visit.state.code())))
        }
    }
}

fn case_table(app: &App, ctx: &Ctx, cases: &[CaseLine]) -> Markup {
    html! {
        table.table {
            thead {
                tr {
                    th scope="col" { (ctx.t("case")) }
                    th scope="col" { (ctx.t("case-for")) }
                    th scope="col" { (ctx.t("case-received")) }
                    th scope="col" { (ctx.t("case-stage")) }
                }
            }
            tbody {
                @for line in cases {
                    @let service = app.law().procedure(&line.procedure, line.received);
                    tr {
                        th scope="row" {
                            a href=(ctx.href(&format!("/matters/{}", line.id))) {
                                @match service { Some(service) => (ctx.of(service.name())), None => (line.procedure) }
                            }
                            @if let Some(asks) = asks(ctx, service, line) { br; span.small { (asks) } br; }
                            span."small soft" { " " (ctx.t("case-number")) " " span.nowrap { (line.id.grouped()) } }
                        }
                        td data-label=(ctx.t("case-for")) { (person_name(ctx, &line.subject)) }
                        td data-label=(ctx.t("case-received")) { (ctx.date(line.received)) }
                        td data-label=(ctx.t("case-stage")) {
                            @let (tone, words) = match line.challenged {
                                Some(challenged) => challenged_words(ctx, challenged),
                                None => stage_words(ctx, &line.stage, line.asked_until, line.sent_in_part),
                            };
                            (tag(tone, &words))
                        }
                    }
                }
            }
        }
    }
}

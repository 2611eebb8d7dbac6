//! A case on one page: who, what the law says, what is on the file, and what can be done now.

pub mod act;
pub mod burden;
mod commands;
mod correspondence;
mod course;
mod decided;
pub mod draft;
mod fee;
mod history;
mod known;
mod moves;
pub mod named;
pub use commands::{grounds, stands};
pub use correspondence::{attach, channels, file};
pub use decided::{more, outcome};
pub use law::{beside, norm};
mod law;
mod on_file;
mod onward;
pub mod reach;
mod told;
pub mod viewer;
mod withdraw;

use super::decide::returned;
use super::words::{name, office_name, particulars, procedure_name, stage};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::particular;
use ::law::Procedure;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{CaseId, LetterId};
use maud::{Markup, html};
use office::actor::{Officer, Role};
use office::cases::CaseView;

/// `GET /{lang}/work/cases/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    Ok(show(&app, &ctx, &view, &ctx.given_back(Fields::default()), &ctx.faults(), StatusCode::OK))
}

/// The version of the law that binds a case.
pub fn procedure<'a>(app: &'a App, view: &CaseView) -> Result<&'a Procedure, Fault> {
    app.office().law().version(&view.case.procedure, view.case.in_force).ok_or_else(|| Fault::of("fault"))
}

/// The page of a case, with what was written into one of its forms and what is at fault there.
pub fn show(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Response {
    let Ok(procedure) = procedure(app, view) else { return Fault::of("fault").into_response() };
    let (form, known) = (Form { ctx, fields, faults }, known(app, ctx));
    let body = html! {
        (form.summary())
        (head(app, ctx, view))
        (returned::why(app, ctx, view))
        @if !view.case.particulars.is_empty() {
            section.panel {
                h2 { (ctx.t("work-application-says")) }
                (particular::list(ctx, procedure, &view.case.particulars))
            }
        }
        (progress(ctx, view))
        (anchors(ctx))
        div.columns.case {
            div {
                (commands::list(&form, app, view, procedure, &known))
                (commands::not_now(ctx, view, procedure))
                (course::track(ctx, view, procedure))
                (law::assessment(ctx, view, procedure))
                (on_file::decision(app, ctx, view, procedure))
                (course::contests(ctx, app, view, procedure))
                (on_file::hearing(ctx, view))
                (onward::section(ctx, app, view, procedure, &known))
                (self::correspondence::section(&form, view, procedure))
                (known::section(app, ctx, view, procedure))
                (on_file::evidence(ctx, view, procedure))
                (history::section(app, ctx, view, procedure))
            }
            div.beside {
                (course::terms(ctx, view, procedure))
                (course::steps(ctx, view, procedure))
                (on_file::people(app, ctx, view))
                (reach::panel(ctx, app, view))
                (fee::fee(app, ctx, view, procedure))
                (on_file::documents(ctx, app, view))
                (on_file::letters(ctx, view))
                (on_file::particulars(ctx, app, view))
            }
        }
    };
    Page::new(ctx, name(&view.subject))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// What the forms choose from; officers who examine, whoever is signed in first.
fn known(app: &App, ctx: &Ctx) -> commands::Known {
    let standing = app.office().law().country().municipalities.iter().filter(|place| place.ended.is_none());
    let places = standing.map(|place| (place.code.clone(), place.name.clone()));
    let mut staff: Vec<&Officer> =
        app.office().staff().iter().filter(|officer| officer.is(Role::CaseOfficer)).collect();
    staff.sort_by_key(|officer| Some(&officer.id) != ctx.actor().officer().map(|own| &own.id));
    let examiners = staff.into_iter().map(|officer| (officer.id.to_string(), officer.name.clone()));
    commands::Known {
        places: std::iter::once((String::new(), "—".to_owned())).chain(places).collect(),
        examiners: examiners.collect(),
        bodies: onward::bodies(ctx, app),
    }
}

/// The parts of the page, and the next case.
fn anchors(ctx: &Ctx) -> Markup {
    const PARTS: [(&str, &str); 5] = [
        ("now", "work-now-heading"),
        ("law", "work-assessment-heading"),
        ("correspondence", "correspondence"),
        ("facts", "case-facts-heading"),
        ("history", "work-history-heading"),
    ];
    html! {
        nav aria-label=(ctx.t("case-parts")) {
            ul.anchors { @for (id, words) in PARTS { li { a href={ "#" (id) } { (ctx.t(words)) } } } }
        }
    }
}

fn head(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        p.lead {
            (procedure_name(ctx, app.office(), &view.case.procedure)) " " (stage(ctx, view.case.stage()))
        }
        p.soft {
            (particulars(ctx, app.office(), &view.subject)) br;
            (ctx.t("work-case-number")) " " code { (view.case.id.grouped()) } " · "
            (office_name(ctx, app.office(), &view.case.office))
            @if let Some(officer) = view.case.assigned.as_ref().and_then(|code| app.office().officer(code.as_str())) {
                " · " (ctx.t("work-examined-by")) " " (officer.name)
            }
        }
        p.actions { (button::go(ctx, "second small", ctx.href(&format!("/work/next?after={}", view.case.id)), "work-next-go")) }
    }
}

/// The way of a case, and how far it is.
fn progress(ctx: &Ctx, view: &CaseView) -> Markup {
    let steps: [(&str, &[&str]); 6] = [
        ("received", &["received"]),
        ("identified", &["identified"]),
        ("examination", &["examination", "hearing"]),
        ("proposed", &["proposed", "submitted"]),
        ("decided", &["decided", "refused", "imposed", "discontinued", "undone", "withdrawn"]),
        ("completed", &["ordered", "ready", "carrying-out", "completed"]),
    ];
    let now = view.case.stage();
    // A step that the case does not have is not shown as done.
    let has = |step: &str| step != "identified" || view.case.before.fee;
    let steps: Vec<_> = steps.into_iter().filter(|(step, _)| has(step)).collect();
    let at = steps.iter().position(|(_, stages)| stages.contains(&now)).unwrap_or(0);
    let stopped = matches!(now, "refused" | "imposed" | "discontinued" | "undone" | "withdrawn");
    html! {
        ol.steps aria-label=(ctx.t("work-progress")) {
            @for (index, (step, _)) in steps.iter().enumerate() {
                @let here = index == at;
                @let done = index < at || now == "completed";
                li class=[step_class(here, done, stopped)] aria-current=[here.then_some("step")] {
                    @if here { strong { (ctx.code("work-stage", now)) } } @else if *step == "identified" { (ctx.t("work-stage-paid")) } @else { (ctx.code("work-stage", step)) }
                    @if done { span.hidden-visually { ": " (ctx.t("step-done")) } }
                }
            }
        }
    }
}

const fn step_class(here: bool, done: bool, stopped: bool) -> Option<&'static str> {
    match (here, done, stopped) {
        (true, _, true) => Some("stopped"),
        (_, true, _) => Some("done"),
        (true, ..) => Some("now"),
        _ => None,
    }
}

/// `GET /{lang}/work/letters/{id}`
pub async fn letter(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let file = app.office().letter(ctx.actor(), id::<LetterId>(&number)?).await?;
    let kind = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok(([(header::CONTENT_TYPE, kind)], file.bytes).into_response())
}

/// The address of a case.
pub fn href(ctx: &Ctx, case: CaseId) -> String {
    ctx.href(&format!("/work/cases/{case}"))
}

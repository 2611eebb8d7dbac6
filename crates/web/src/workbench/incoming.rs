//! What came in by gateways and belongs to no case yet: the list, one of them in full, giving it to a case, beginning
//! one with it, or putting it aside.

use super::words::{name, officer_name};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::{button, files, pages, tasks};
use crate::words::Form as DayForm;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CaseId, IncomingId};
use maud::{Markup, html};
use office::post::{Aside, IncomingView, Received};
use office::{OfficeError, Problem};

const PATH: &str = "/work/incoming";
const ASIDE: &str = "/work/incoming/aside";

/// `GET /{lang}/work/incoming?after=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    listed(&app, &ctx, &query, false).await
}

/// `GET /{lang}/work/incoming/aside?after=`
pub async fn aside(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    listed(&app, &ctx, &query, true).await
}

async fn listed(app: &App, ctx: &Ctx, query: &Fields, aside: bool) -> Result<Response, Fault> {
    officer(ctx)?;
    let after = query.get("after").parse().unwrap_or(0);
    let page = app.office().incoming(ctx.actor(), aside, after).await?;
    let (path, title, lead, none) = if aside {
        (ASIDE, "incoming-aside-title", "incoming-aside-lead", "incoming-aside-empty")
    } else {
        (PATH, "nav-incoming", "incoming-lead", "incoming-empty")
    };
    let next = page.next.map(|next| format!("{path}?after={next}"));
    let body = html! {
        p.lead { (ctx.t(lead)) }
        @if query.get("done") == "aside" { (notice(Tone::Good, "", &html! { p { (ctx.t("incoming-aside-done")) } })) }
        @if page.items.is_empty() {
            (empty(&ctx.t(none), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("incoming-number")) }
                        th scope="col" { (ctx.t("incoming-on")) }
                        th scope="col" { (ctx.t("incoming-sender")) }
                        th.num scope="col" { (ctx.t("incoming-files")) }
                    }
                }
                tbody {
                    @for line in &page.items {
                        tr {
                            th scope="row" {
                                a.nowrap href=(ctx.href(&format!("{PATH}/{}", line.id))) { (line.id.grouped()) }
                            }
                            td data-label=(ctx.t("incoming-on")) { (ctx.date(line.on)) }
                            td data-label=(ctx.t("incoming-sender")) { (known(ctx, line.known)) }
                            td.num data-label=(ctx.t("incoming-files")) { (line.files) }
                        }
                    }
                }
            }
        }
        (pages::onward(ctx, query.has("after").then_some(path), next.as_deref()))
        @if !aside { p { a href=(ctx.href(ASIDE)) { (ctx.t("incoming-aside-title")) } } }
    };
    let page = Page::new(ctx, ctx.t(title)).crumb("/work", ctx.t("nav-work"));
    let page = if aside { page.crumb(PATH, ctx.t("nav-incoming")) } else { page };
    Ok(page.render(body))
}

fn known(ctx: &Ctx, known: bool) -> Markup {
    if known {
        tag(Tone::Good, &ctx.t("incoming-known"))
    } else {
        tag(Tone::Warn, &ctx.t("incoming-unknown"))
    }
}

/// `GET /{lang}/work/incoming/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let fields = ctx.given_back(Fields::default());
    show(&app, &ctx, id(&number)?, (&fields, &ctx.faults()), StatusCode::OK).await
}

/// `GET /{lang}/work/incoming/{id}/files/{file}`
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let found = app.office().incoming_file_of(ctx.actor(), id(&number)?, id(&file)?).await?;
    Ok(files::download(found))
}

/// `POST /{lang}/work/incoming/{id}/assign`
pub async fn assign(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let incoming: IncomingId = id(&number)?;
    let wanted = fields.get("case").trim();
    let done = match wanted.parse() {
        _ if wanted.is_empty() => Err(OfficeError::field("case", Problem::new("required"))),
        Ok(case) => app.office().assign_incoming(ctx.actor(), incoming, case).await,
        Err(_) => Err(OfficeError::field("case", Problem::new("unknown-case").with("case", wanted))),
    };
    answered(&app, &ctx, incoming, &fields, ("case", done)).await
}

/// `POST /{lang}/work/incoming/{id}/begin`
pub async fn begin(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let incoming: IncomingId = id(&number)?;
    let done = match fields.get("service") {
        "" => Err(OfficeError::field("service", Problem::new("required"))),
        service => app.office().begin_with_incoming(ctx.actor(), incoming, service).await,
    };
    answered(&app, &ctx, incoming, &fields, ("service", done)).await
}

/// `POST /{lang}/work/incoming/{id}/put-aside`
pub async fn put_aside(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let incoming: IncomingId = id(&number)?;
    let done = app.office().put_incoming_aside(ctx.actor(), incoming, fields.get("reason")).await;
    answered(&app, &ctx, incoming, &fields, ("reason", done)).await
}

/// On to the case; or the page again with what is in the way, at the field that was sent.
async fn answered(
    app: &App,
    ctx: &Ctx,
    incoming: IncomingId,
    fields: &Fields,
    (field, done): (&'static str, Result<IncomingView, OfficeError>),
) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    let status = match done {
        Ok(IncomingView { case: Some(case), .. }) => {
            return Ok(Redirect::to(&ctx.href(&format!("/work/cases/{case}"))).into_response());
        }
        Ok(_) => return Ok(Redirect::to(&ctx.href(&format!("{PATH}?done=aside"))).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(|wrong| FieldFault { field: field.to_owned(), ..wrong.into() }));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(OfficeError::Conflict(problem) | OfficeError::NotNow(problem)) => {
            faults.add(field, &format!("problem-{}", problem.code), problem.args);
            StatusCode::CONFLICT
        }
        Err(other) => return Err(other.into()),
    };
    show(app, ctx, incoming, (fields, &faults), status).await
}

async fn show(
    app: &App,
    ctx: &Ctx,
    incoming: IncomingId,
    (fields, faults): (&Fields, &Faults),
    status: StatusCode,
) -> Result<Response, Fault> {
    let view = app.office().incoming_one(ctx.actor(), incoming).await?;
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        (said(ctx, &view))
        @match view.case {
            Some(case) => (notice(Tone::Info, "", &html! {
                p { a href=(ctx.href(&format!("/work/cases/{case}"))) { (ctx.tf("incoming-given", &[("case", case.grouped().into())])) } }
            })),
            None => {
                @if let Some(aside) = &view.aside { (put(app, ctx, aside)) }
                h2 { (ctx.t("incoming-assign-heading")) }
                form method="post" action=(ctx.href(&format!("{PATH}/{incoming}/assign"))) {
                    (ctx.form_token())
                    (form.line(Line::Code, "case", &ctx.t("incoming-case"), &ctx.t("work-together-case-hint"), "off"))
                    p.actions { (button::send(ctx, "incoming-assign")) }
                }
                (beginning(&form, app, &view))
                @if view.aside.is_none() {
                    h2 { (ctx.t("incoming-aside-heading")) }
                    p { (ctx.t("incoming-aside-note")) }
                    form method="post" action=(ctx.href(&format!("{PATH}/{incoming}/put-aside"))) {
                        (ctx.form_token())
                        (form.area("reason", &ctx.t("incoming-aside-reason"), ""))
                        p.actions { (button::second(ctx, "incoming-aside")) }
                    }
                }
            }
        }
    };
    Ok(Page::new(ctx, ctx.tf("incoming-title", &[("number", incoming.grouped().into())]))
        .crumb("/work", ctx.t("nav-work"))
        .crumb(PATH, ctx.t("nav-incoming"))
        .status(status)
        .faults(faults)
        .render(body))
}

/// That it was put aside, and why.
fn put(app: &App, ctx: &Ctx, aside: &Aside) -> Markup {
    let said = ctx.tf(
        "incoming-aside-said",
        &[
            ("date", ctx.date_in(aside.on, DayForm::Locative).into()),
            ("officer", officer_name(app.office(), aside.by.as_str()).into()),
        ],
    );
    notice(Tone::Info, "", &html! { p { (said) } p { (aside.reason) } })
}

/// Who sent what, and when.
fn said(ctx: &Ctx, view: &IncomingView) -> Markup {
    let Received { on, sender, subject, text, named, files: came, refused, .. } = &view.received;
    html! {
        dl.facts {
            dt { (ctx.t("incoming-on")) } dd { (ctx.date(*on)) ", " (ctx.code("channel", "e-address")) }
            dt { (ctx.t("incoming-sender")) }
            dd {
                (sender) " " (known(ctx, view.sender.is_some()))
                @if let Some(person) = &view.sender { br; (ctx.t("incoming-by-register")) ": " (name(person)) }
            }
            @if let Some(named) = named { dt { (ctx.t("incoming-named")) } dd { (case_named(ctx, named)) } }
            dt { (ctx.t("incoming-subject")) } dd { (subject) }
        }
        @if !text.is_empty() {
            h2 { (ctx.t("incoming-text")) }
            blockquote { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
        }
        @if !came.is_empty() || !refused.is_empty() {
            h2 { (ctx.t("incoming-files")) }
            ul.rows {
                @for file in came {
                    li {
                        a href=(ctx.href(&format!("{PATH}/{}/files/{}", view.id, file.id))) { (file.name) } " "
                        span.small.soft { (files::size(ctx, file.bytes)) }
                    }
                }
                @for file in refused { li { (file.name) " " (tag(Tone::Bad, &ctx.t("incoming-not-taken"))) } }
            }
        }
    }
}

/// The case that a message names, where it can be one.
fn case_named(ctx: &Ctx, named: &str) -> Markup {
    match named.parse::<CaseId>() {
        Ok(case) => html! { a href=(ctx.href(&format!("/work/cases/{case}"))) { (case.grouped()) } },
        Err(_) => html! { (named) },
    }
}

/// What can be applied for, where the register knows who sent it.
fn beginning(form: &Form<'_>, app: &App, view: &IncomingView) -> Markup {
    let ctx = form.ctx;
    if view.sender.is_none() {
        return html! {};
    }
    let offered = app.law().services(ctx.today());
    let options = tasks::options(app, ctx, offered);
    html! {
        h2 { (ctx.t("incoming-begin-heading")) }
        p { (ctx.t("incoming-begin-note")) }
        form method="post" action=(ctx.href(&format!("{PATH}/{}/begin", view.id))) {
            (ctx.form_token())
            (form.select_grouped("service", &ctx.t("incoming-service"), "", &options))
            p.actions { (button::send(ctx, "incoming-begin")) }
        }
    }
}

//! The client's own data in the register, and who has looked at them.

pub mod error;
mod facts;
pub mod powers;

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::portal::apply::person_name;
use crate::status::Fault;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::words;
use crate::words::Form;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::{CaseId, Day, Minute, PartialDate};
use maud::{Markup, html};
use office::AccessEntry;
use office::cases::apply::REPORTED;
use office::register::fact::{DocumentFact, DocumentStatus};
use office::register::{OnTheWay, OwnPage};
use std::collections::BTreeMap;

/// So many days before its last a document is said to end soon: our own planning figure.
const SOON_DAYS: i32 = 180;
/// The code under which the trace keeps that somebody filled in, sent or took in an application.
const APPLYING: &str = "receive-application";

/// `GET /{lang}/my-data`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let OwnPage { record, powers, relatives, on_the_way, reported } =
        app.office().my_page(ctx.actor()).await?;
    let names = relatives.into_iter().map(|(person, name)| (person, name.to_string())).collect();
    let body = html! {
        (own_data(&ctx))
        p.lead { (ctx.t("my-data-lead")) }
        (facts::table(&app, &ctx, &record, &names))
        (documents(&app, &ctx, &record.view.documents(), &on_the_way, &reported))
        h2 { (ctx.t("my-data-children")) }
        @if record.children.is_empty() {
            p { (ctx.t("my-data-no-children")) }
        } @else {
            ul.rows {
                @for child in &record.children {
                    li {
                        (person_name(&ctx, child))
                        @if let Some(birth) = &child.birth { ", " (partial(&ctx, birth)) }
                    }
                }
            }
        }
        (powers::section(&app, &ctx, &powers, query.get("done")))
        (notice(Tone::Info, &ctx.t("my-data-wrong-heading"), &html! {
            p { (ctx.t("my-data-wrong")) }
            p { a.button.second href=(ctx.href("/my-data/error")) { (ctx.t("nav-report-error")) } }
        }))
        h2 { (ctx.t("channels-title")) }
        p { (ctx.t("my-data-channels")) }
        p.actions { a.button.second href=(ctx.href("/my-data/channels")) { (ctx.t("my-data-channels-link")) } }
        h2 { (ctx.t("my-data-statements-heading")) }
        p { (ctx.t("my-data-statements")) }
        p.actions {
            a.button href=(ctx.href("/my-data/statements")) { (ctx.t("my-data-statements-link")) }
        }
        h2 { (ctx.t("my-data-extract-heading")) }
        p { (ctx.t("my-data-extract")) }
        p.actions {
            a.button href=(ctx.href("/my-data/extract.pdf")) { (ctx.t("my-data-extract-pdf")) }
            a.button.second href=(ctx.href("/my-data/extract.json")) { (ctx.t("my-data-extract-json")) }
        }
        p { a href=(ctx.href("/my-data/access")) { (ctx.t("nav-access-log")) } }
    };
    Ok(Page::new(&ctx, ctx.t("nav-my-data")).crumb("/matters", ctx.t("nav-matters")).render(body))
}

/// Whose data a page is about, for whoever acts for somebody else meanwhile.
pub(super) fn own_data(ctx: &Ctx) -> Markup {
    html! {
        @if let Some((_, name)) = ctx.acting() {
            (notice(Tone::Info, "", &html! { p { (ctx.tf("acting-own-data", &[("name", name.into())])) } }))
        }
    }
}

/// `GET /{lang}/my-data/extract.pdf`: everything the register holds of the client, to keep or to show.
pub async fn extract_pdf(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let bytes = app.office().my_extract(ctx.actor(), ctx.lang()).await?;
    let disposition = "attachment; filename=\"extract.pdf\"";
    let headers = [(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// `GET /{lang}/my-data/extract.json`: the same for a program.
pub async fn extract_json(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let held = app.office().my_extract_json(ctx.actor()).await?;
    let disposition = "attachment; filename=\"extract.json\"";
    Ok(([(header::CONTENT_DISPOSITION, disposition)], axum::Json(held)).into_response())
}

/// A date that may be known in part.
pub fn partial(ctx: &Ctx, date: &PartialDate) -> String {
    match date {
        PartialDate::Day(day) => ctx.date(*day),
        other => match (other.earliest(), other.to_string().len()) {
            (Some(first), 7) => words::month(ctx.lang(), first),
            (Some(first), _) => ctx.tf("year-only", &[("year", first.year().to_string().into())]),
            (None, _) => ctx.t("date-unknown"),
        },
    }
}

/// The name of a kind of document, as it stands at the beginning of a line.
pub fn document_name(app: &App, ctx: &Ctx, kind: &str) -> String {
    words::capitalised(app.law().document(kind).map_or(kind, |kind| ctx.of(&kind.name)))
}

fn documents(
    app: &App,
    ctx: &Ctx,
    documents: &[DocumentFact],
    on_the_way: &BTreeMap<String, OnTheWay>,
    reported: &BTreeMap<String, CaseId>,
) -> Markup {
    let tone = |status| match status {
        DocumentStatus::Valid => Tone::Good,
        DocumentStatus::Invalid => Tone::Bad,
        DocumentStatus::Ordered | DocumentStatus::Ready => Tone::Info,
    };
    html! {
        h2 #documents { (ctx.t("my-data-documents")) }
        @if documents.is_empty() {
            p { (ctx.t("my-data-no-documents")) }
        } @else {
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("document-kind")) }
                        th scope="col" { (ctx.t("document-number")) }
                        th scope="col" { (ctx.t("document-issued")) }
                        th scope="col" { (ctx.t("document-expires")) }
                        th scope="col" { (ctx.t("document-state")) }
                    }
                }
                tbody {
                    @for document in documents {
                        tr {
                            th scope="row" { (document_name(app, ctx, &document.kind)) }
                            td.number data-label=(ctx.t("document-number")) { (document.number.as_str()) }
                            td data-label=(ctx.t("document-issued")) { (ctx.date(document.issued_on)) }
                            td data-label=(ctx.t("document-expires")) {
                                (ctx.date(document.expires_on)) (expiry(app, ctx, document, on_the_way.get(&document.kind)))
                            }
                            td data-label=(ctx.t("document-state")) {
                                @if document.status == DocumentStatus::Valid && document.expires_on < ctx.today() {
                                    (tag(Tone::Bad, &ctx.t("document-expired")))
                                } @else {
                                    (tag(tone(document.status), &ctx.code("state", document.status.code())))
                                }
                                @if let Some(case) = reported.get(&document.kind).filter(|_| told(document)) {
                                    p.small {
                                        (ctx.t(if document.status == DocumentStatus::Valid { "document-reported" } else { "document-reported-invalid" })) " "
                                        a href=(ctx.href(&format!("/matters/{case}"))) { (ctx.t("document-reported-see")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the line of a document tells that it was reported: while it is valid, and where the report ended it.
fn told(document: &DocumentFact) -> bool {
    document.status == DocumentStatus::Valid || document.reason.as_deref() == Some(REPORTED)
}

/// How long a document is still valid, when that is not long, and how far the next one is, or where to get it.
fn expiry(app: &App, ctx: &Ctx, document: &DocumentFact, next: Option<&OnTheWay>) -> Markup {
    let left = document.expires_on.days_since(ctx.today());
    if document.status != DocumentStatus::Valid || left > SOON_DAYS {
        return html! {};
    }
    let service = app.law().service_for(&document.kind, ctx.today());
    html! {
        p.small {
            @if left >= 0 { (ctx.tf("document-days-left", &[("days", left.into())])) " " }
            @match (next, service) {
                (Some(OnTheWay::Ready), _) => (ctx.t("document-next-ready")),
                (Some(OnTheWay::BeingMade), _) => (ctx.t("document-next-made")),
                (Some(OnTheWay::AppliedFor(case)), _) => {
                    a href=(ctx.href(&format!("/matters/{case}"))) { (ctx.t("document-next-applied")) }
                }
                (None, Some(service)) => {
                    a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.t("document-renew")) }
                }
                (None, None) => {}
            }
        }
    }
}

/// `GET /{lang}/my-data/access`
pub async fn access(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let before = query.get("before").parse::<i64>().ok();
    let entries = app.office().access_log(ctx.actor(), before).await?;
    let page = usize::try_from(office::audit::PAGE).unwrap_or(usize::MAX);
    let each = query.get("all") == "yes";
    let page_at = |before: Option<i64>, each: bool| {
        let before = before.map(|before| format!("before={before}"));
        let asked: Vec<String> = before.into_iter().chain(each.then(|| "all=yes".to_owned())).collect();
        let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
        ctx.href(&format!("/my-data/access{asked}"))
    };
    let own = entries.iter().any(|entry| is_own(&ctx, entry));
    let older = entries.last().filter(|_| entries.len() >= page).map(|entry| entry.position);
    let body = html! {
        (own_data(&ctx))
        p.lead { (ctx.t("access-lead")) }
        @if own {
            p {
                @if each {
                    a href=(page_at(before, false)) { (ctx.t("access-together")) }
                } @else {
                    (ctx.t("access-grouped")) " " a href=(page_at(before, true)) { (ctx.t("access-each")) }
                }
            }
        }
        @if entries.is_empty() {
            (empty(&ctx.t("access-none"), None))
        } @else {
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("access-when")) }
                        th scope="col" { (ctx.t("access-who")) }
                        th scope="col" { (ctx.t("access-what")) }
                        th scope="col" { (ctx.t("access-why")) }
                    }
                }
                tbody { @for (line, times) in lines(&app, &ctx, &entries, each) { (row(&ctx, &line, times)) } }
            }
        }
        @if app.office().log_key().is_some() && !entries.is_empty() {
            h2 { (ctx.t("access-proof-heading")) }
            p { (ctx.t("access-proof")) }
            p.actions { a.button.second href=(ctx.href("/my-data/access/proof.json")) { (ctx.t("access-proof-link")) } }
        }
        nav.pages aria-label=(ctx.t("pages-label")) {
            @if before.is_some() { a.button.second href=(page_at(None, each)) { (ctx.t("pages-newest")) } }
            @if let Some(older) = older {
                a.button.second href=(page_at(Some(older), each)) { (ctx.t("pages-older")) }
            }
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-access-log"))
        .crumb("/matters", ctx.t("nav-matters"))
        .crumb("/my-data", ctx.t("nav-my-data"))
        .render(body))
}

/// `GET /{lang}/my-data/access/proof.json`: the same, proven, to keep and to check without the office.
pub async fn access_proof(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let file = app.office().my_access_proof(ctx.actor()).await?;
    let disposition = "attachment; filename=\"access-proof.json\"";
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, file).into_response())
}

/// A reading as a person reads of it.
#[derive(PartialEq)]
struct Line {
    when: (Day, Minute),
    own: bool,
    who: String,
    what: String,
    why: String,
}

/// The entries, with how often the same was read by the same within a minute: one look at a page makes several. What the
/// client did alike between two others on one day stands as one, unless `each` is asked for. Each of them is in the file
/// that proves them.
fn lines(app: &App, ctx: &Ctx, entries: &[AccessEntry], each: bool) -> Vec<(Line, u32)> {
    let mut lines: Vec<(Line, u32)> = Vec::new();
    for entry in entries {
        let line = line(app, ctx, entry);
        if let Some((_, times)) = lines.last_mut().filter(|(last, _)| *last == line) {
            *times += 1;
            continue;
        }
        let day = |known: &Line| known.own && line.own && known.when.0 == line.when.0;
        let run = lines.iter_mut().rev().take_while(|(known, _)| day(known));
        let alike =
            |known: &Line| (&known.who, &known.what, &known.why) == (&line.who, &line.what, &line.why);
        match run.into_iter().find(|(known, _)| !each && alike(known)) {
            Some((_, times)) => *times += 1,
            None => lines.push((line, 1)),
        }
    }
    lines
}

/// Whether the client did it themselves.
fn is_own(ctx: &Ctx, entry: &AccessEntry) -> bool {
    let id = entry.actor.strip_prefix("client:");
    id.is_some_and(|id| ctx.actor().client().is_some_and(|own| own.to_string() == id))
}

fn line(app: &App, ctx: &Ctx, entry: &AccessEntry) -> Line {
    let (day, minute) = app.office().zone().local(entry.at);
    let who = match (&entry.actor_name, entry.actor.split_once(':')) {
        (Some(name), Some(("client", _))) => ctx.tf("access-by-agent", &[("name", name.into())]),
        (Some(name), _) => name.clone(),
        (None, Some(("client", _))) if is_own(ctx, entry) => ctx.t("access-by-you"),
        (None, Some(("client", _))) => ctx.t("access-by-parent"),
        (None, Some(("institution", id))) => {
            let name = app.sign_in().institution(id).map_or(id, |(known, _)| ctx.of(&known.name));
            ctx.tf("access-by-institution", &[("name", name.into())])
        }
        _ => ctx.t("access-by-system"),
    };
    let why = match entry.purpose.split_once(':') {
        Some(("case", id)) => {
            let number = id.parse::<kernel::CaseId>().map_or_else(|_| id.to_owned(), |id| id.grouped());
            ctx.tf("purpose-case", &[("case", number.into())])
        }
        Some(("basis", cite)) => ctx.tf("purpose-basis", &[("cite", ctx.provision(cite).into())]),
        Some(("emergency", _)) => ctx.t("purpose-emergency"),
        _ if entry.purpose == "own" => ctx.t("purpose-own"),
        _ => ctx.t("purpose-duty"),
    };
    // What nobody sent yet is no application: the client wrote in it.
    let done = match entry.fields.as_str() {
        "draft" => ctx.t("access-draft"),
        // A client applies; taking an application in is the office's.
        _ if entry.action == APPLYING && is_own(ctx, entry) => ctx.t("access-applied-own"),
        _ if entry.action == APPLYING && entry.actor.starts_with("client:") => ctx.t("access-applied"),
        _ => ctx.code("action", &entry.action),
    };
    let what = match entry.fields.strip_prefix("refused:") {
        Some(_) => ctx.tf("access-refused", &[("what", done.into())]),
        None => done,
    };
    Line { when: (day, minute), own: is_own(ctx, entry), who, what, why }
}

fn row(ctx: &Ctx, line: &Line, times: u32) -> Markup {
    let (day, minute) = line.when;
    html! {
        tr {
            th scope="row" {
                span.nowrap { (words::date(ctx.lang(), day, Form::Nominative)) } ", "
                span.nowrap { (words::time(ctx.lang(), minute)) }
            }
            td data-label=(ctx.t("access-who")) { (line.who) }
            td data-label=(ctx.t("access-what")) {
                (line.what)
                @if times > 1 { " " span.small.soft { (ctx.tf("access-times", &[("n", times.into())])) } }
            }
            td data-label=(ctx.t("access-why")) { (line.why) }
        }
    }
}

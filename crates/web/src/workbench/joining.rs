//! Joining two records of one person: choose the other record, see both side by side, say whose entry stays where
//! they differ.

use super::entries::{Subject, basis, basis_fields, refused};
use super::id;
use super::person::{Names, said, since};
use super::persons::hits;
use super::words::{name, particulars};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use maud::{Markup, html};
use office::access::rights::Action;
use office::register::{KnownFact, Meeting, Met, Pair, PersonBrief, SearchHit, TwoRecords};
use std::collections::BTreeSet;

/// `GET /{lang}/work/persons/{id}/merge?purpose=`
pub async fn choose(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, Action::MergeRecords).await?;
    Ok(show_choice(&app, &ctx, &subject, &ctx.given_back(Fields::default()), &ctx.faults(), None))
}

/// `POST /{lang}/work/persons/{id}/merge?purpose=`: what is typed here never stands in an address.
pub async fn find(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, Action::MergeRecords).await?;
    let mut faults = Faults::default();
    let found = hits(&app, &ctx, &fields, Some(&subject.purpose), &mut faults).await?;
    Ok(show_choice(&app, &ctx, &subject, &fields, &faults, found.as_deref()))
}

fn show_choice(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    fields: &Fields,
    faults: &Faults,
    found: Option<&[SearchHit]>,
) -> Response {
    let form = Form { ctx, fields, faults };
    let others: Vec<&PersonBrief> = found
        .unwrap_or_default()
        .iter()
        .map(|hit| &hit.person)
        .filter(|hit| hit.id != subject.person)
        .collect();
    let body = html! {
        (form.summary())
        p.lead { (subject.name()) }
        p { (ctx.t("work-join-note")) }
        @if found.is_some() {
            h2 #results tabindex="-1" { (ctx.t("work-join-which")) }
            @if others.is_empty() {
                (empty(&ctx.t("work-join-nobody"), None))
            } @else {
                ul.rows {
                    @for other in &others {
                        li {
                            h3 { a href=(subject.href(ctx, &format!("/merge/{}", other.id))) { (name(other)) } }
                            p { (particulars(ctx, app.office(), other)) }
                        }
                    }
                }
            }
        }
        form method="post" action=(subject.href(ctx, "/merge")) {
            (ctx.form_token())
            h2 { (ctx.t("work-join-find")) }
            (form.line(Line::Code, "code", &ctx.t("work-personal-code"), &ctx.t("work-code-hint"), "off"))
            (form.line(Line::Code, "number", &ctx.t("work-document-number"), &ctx.t("work-number-hint"), "off"))
            p.soft { (ctx.t("work-search-or")) }
            (form.line(Line::Text, "text", &ctx.t("work-names"), &ctx.t("work-names-hint"), "off"))
            (form.line(Line::Code, "birth", &ctx.t("work-birth"), &ctx.t("work-birth-hint"), "off"))
            p.actions {
                (button::send(ctx, "work-find-person"))
                (button::go(ctx, "second", subject.href(ctx, ""), "work-back-to-person"))
            }
        }
    };
    subject.page(ctx, "work-join-title", StatusCode::OK, faults, body)
}

/// `GET /{lang}/work/persons/{id}/merge/{other}?purpose=`
pub async fn compare(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, other)): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, Action::MergeRecords).await?;
    let two = two(&app, &ctx, &subject, id(&other)?).await?;
    let way = Way::of(&ctx, &subject, &two);
    Ok(open_both(&app, &ctx, &subject, &two, &way))
}

/// Both side by side, with nothing filled in but what is the same nearly always.
pub(super) fn open_both(app: &App, ctx: &Ctx, subject: &Subject, two: &TwoRecords, way: &Way) -> Response {
    let today = ctx.today().to_string();
    let fields = Fields::of(&[("basis-date", &today), ("basis-country", &app.office().law().country().icao)]);
    show_both(app, ctx, (subject, two), way, (&ctx.given_back(fields), &ctx.faults()), StatusCode::OK)
}

/// Where the page leads: from a person's page, or from the list of duplicates.
pub(super) struct Way {
    /// Where the form is sent.
    pub send: String,
    /// Where one goes on, and the words for it.
    pub back: String,
    pub words: &'static str,
}

impl Way {
    fn of(ctx: &Ctx, subject: &Subject, two: &TwoRecords) -> Self {
        let send = subject.href(ctx, &format!("/merge/{}", two.briefs.1.id));
        Self { send, back: subject.href(ctx, ""), words: "work-back-to-person" }
    }
}

/// Both records, read under the right to join and part them.
pub(super) async fn two(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    other: PersonId,
) -> Result<TwoRecords, Fault> {
    Ok(app.office().two_side_by_side(ctx.actor(), &subject.purpose, subject.person, other).await?)
}

fn show_both(
    app: &App,
    ctx: &Ctx,
    (subject, two): (&Subject, &TwoRecords),
    way: &Way,
    (fields, faults): (&Fields, &Faults),
    status: StatusCode,
) -> Response {
    let form = Form { ctx, fields, faults };
    let (ours, theirs) = &two.briefs;
    let body = html! {
        (form.summary())
        p { (ctx.t("work-join-both-note")) }
        form method="post" action=(way.send) {
            (ctx.form_token())
            (seen(fields, two))
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-fact")) }
                        th scope="col" { (record(ctx, "work-join-ours", ours)) }
                        th scope="col" { (record(ctx, "work-join-theirs", theirs)) }
                        th scope="col" { (ctx.t("work-join-how")) }
                    }
                }
                tbody { @for met in &two.met { (row(app, ctx, fields, met)) } }
            }
            p.small.soft { (ctx.t("work-join-rest")) }
            (form.area("reason", &ctx.t("work-join-reason"), &ctx.t("work-join-reason-hint")))
            (basis_fields(&form))
            p.actions {
                (button::send(ctx, "work-join-send"))
                a.button.second href=(way.back) { (ctx.t(way.words)) }
            }
        }
    };
    subject.page(ctx, "work-join-title", status, faults, body)
}

/// The heading of a record's column.
fn record(ctx: &Ctx, label: &str, brief: &PersonBrief) -> Markup {
    html! {
        (ctx.t(label)) br;
        (name(brief))
        @if let Some(code) = &brief.code { " " code { (code.formatted()) } }
    }
}

/// The versions of the two that are on the page.
pub(super) fn seen(fields: &Fields, two: &TwoRecords) -> Markup {
    let now = format!("{}-{}", two.seen.0, two.seen.1);
    let seen = if fields.has("seen") { fields.get("seen") } else { &now };
    html! { input type="hidden" name="seen" value=(seen); }
}

/// The versions that a form came with; a form without them has seen nothing.
fn versions(fields: &Fields) -> (u32, Option<u32>) {
    let (ours, theirs) = fields.get("seen").split_once('-').unwrap_or_default();
    (ours.parse().unwrap_or_default(), Some(theirs.parse().unwrap_or_default()))
}

fn field(met: &Met) -> String {
    format!("whose-{}", met.theirs.fact.seq)
}

fn row(app: &App, ctx: &Ctx, fields: &Fields, met: &Met) -> Markup {
    let kind = ctx.code("work-fact-kind", met.theirs.fact.value.kind());
    let entry = |known: &KnownFact| {
        html! {
            (said(ctx, app, &known.fact.value, &Names::default())) " "
            span.small.soft.nowrap { (since(ctx, known.fact.from)) }
        }
    };
    let ours = html! {
        @for (at, known) in met.ours.iter().enumerate() { @if at > 0 { br; } (entry(known)) }
    };
    let (tone, words) = match met.how {
        Meeting::Agrees => (Tone::Good, "work-join-agrees"),
        Meeting::Differs if met.choice() => (Tone::Warn, "work-join-differs"),
        Meeting::Differs => (Tone::Plain, "work-join-leads"),
        Meeting::Alone => (Tone::Info, "work-join-alone"),
    };
    let other = fields.get(&field(met)) == "other";
    let choose = |value: &str, chosen: bool, content: &Markup| {
        let id = format!("{}-{value}", field(met));
        html! {
            div.choice {
                input #(id) type="radio" name=(field(met)) value=(value) checked[chosen];
                label for=(id) { (content) }
            }
        }
    };
    html! {
        tr {
            th scope="row" { (kind) }
            td data-label=(ctx.t("work-join-ours")) {
                @if met.choice() { (choose("keep", !other, &ours)) } @else if met.ours.is_empty() { "—" } @else { (ours) }
            }
            td data-label=(ctx.t("work-join-theirs")) {
                @if met.choice() { (choose("other", other, &entry(&met.theirs))) } @else { (entry(&met.theirs)) }
            }
            td data-label=(ctx.t("work-join-how")) { (tag(tone, &ctx.t(words))) }
        }
    }
}

/// `POST /{lang}/work/persons/{id}/merge/{other}?purpose=`
pub async fn join(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, other)): Path<(String, String)>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(&app, &ctx, &number, &query, Action::MergeRecords).await?;
    let two = two(&app, &ctx, &subject, id(&other)?).await?;
    let way = Way::of(&ctx, &subject, &two);
    send_both(&app, &ctx, (&subject, &two), &way, &fields).await
}

/// Joins the two as the form says.
pub(super) async fn send_both(
    app: &App,
    ctx: &Ctx,
    (subject, two): (&Subject, &TwoRecords),
    way: &Way,
    fields: &Fields,
) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    let Some(pair) = pair(subject, two, fields, &mut faults) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show_both(app, ctx, (subject, two), way, (fields, &faults), status));
    };
    let wins = |met: &&Met| met.choice() && fields.get(&field(met)) == "other";
    let takes: BTreeSet<i64> = two.met.iter().filter(wins).map(|met| met.theirs.fact.seq).collect();
    match app.office().merge_records(ctx.actor(), &subject.purpose, &pair, &takes).await {
        Ok(_) => Ok(Redirect::to(&way.back).into_response()),
        Err(error) => {
            let (faults, status) = refused(ctx, subject, error, "reason")?;
            Ok(show_both(app, ctx, (subject, two), way, (fields, &faults), status))
        }
    }
}

/// The pair with basis and reason, or the faults of the fields.
pub(super) fn pair(
    subject: &Subject,
    two: &TwoRecords,
    fields: &Fields,
    faults: &mut Faults,
) -> Option<Pair> {
    if !fields.has("reason") {
        faults.add("reason", "problem-required", Vec::new());
    }
    let basis = basis(fields, faults)?;
    let (keep, other, reason) = (subject.person, two.briefs.1.id, fields.get("reason").to_owned());
    faults.is_empty().then(|| Pair { keep, other, basis, reason, seen: Some(versions(fields)) })
}

/// What a page says when there is nothing to decide.
pub(super) fn nothing(ctx: &Ctx, words: &str) -> Markup {
    notice(Tone::Info, "", &html! { p { (ctx.t(words)) } })
}

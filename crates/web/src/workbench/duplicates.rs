//! Records that look like one person: the list of those that wait, two of them side by side with the answers, and
//! what was answered before.

use super::entries::{basis, basis_fields};
use super::words::{instant, name, officer_name, partial, particulars};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, empty, notice, tag};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PartialDate, PersonId};
use maud::{Markup, html};
use office::access::Purpose;
use office::error::OfficeError;
use office::register::duplicates::{
    Duplicate, Duplicates, Likeness, Mark, PersonPair, Said, Settled, Verdict,
};
use office::register::{Basis, Pair};
use std::collections::BTreeSet;

/// How many pairs a page shows.
const PAIRS: u16 = 10;
const PATH: &str = "/work/duplicates";

/// `GET /{lang}/work/duplicates?after=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let after = Some(query.get("after")).filter(|text| !text.is_empty());
    let pairs = app.office().duplicates(ctx.actor(), after, PAIRS).await?;
    let body = html! {
        p { (ctx.t("work-duplicates-note")) }
        p.small.soft { (ctx.tf("work-duplicates-looked", &[("position", pairs.looked_to.to_string().into())])) }
        @if pairs.behind { (notice(Tone::Info, "", &html! { p { (ctx.t("work-duplicates-behind")) } })) }
        @if pairs.items.is_empty() {
            (empty(&ctx.t("work-duplicates-empty"), None))
        }
        @for pair in &pairs.items {
            div.panel {
                h2 { (name(&pair.one)) " · " (name(&pair.other)) }
                (beside(&ctx, &app, pair))
                p.actions {
                    a.button href=(answer(&ctx, pair.pair, "one")) { (ctx.t("work-duplicates-one")) }
                    a.button.second href=(answer(&ctx, pair.pair, "two")) { (ctx.t("work-duplicates-two")) }
                }
            }
        }
        (pages(&ctx, &query, &pairs))
        p { a href=(ctx.href(&format!("{PATH}/settled"))) { (ctx.t("work-duplicates-settled")) } }
    };
    Ok(Page::new(&ctx, ctx.t("nav-duplicates")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn answer(ctx: &Ctx, pair: PersonPair, answer: &str) -> String {
    ctx.href(&format!("{PATH}/{pair}?answer={answer}"))
}

fn pages(ctx: &Ctx, query: &Fields, pairs: &Duplicates) -> Markup {
    html! {
        nav.pages aria-label=(ctx.t("work-pages")) {
            @if query.has("after") {
                a.button.second.small href=(ctx.href(PATH)) { (ctx.t("work-first-page")) }
            }
            @if let Some(next) = &pairs.next {
                a.button.second.small href=(ctx.href(&format!("{PATH}?after={next}"))) { (ctx.t("work-next-page")) }
            }
        }
    }
}

/// The two records, part by part.
fn beside(ctx: &Ctx, app: &App, pair: &Duplicate) -> Markup {
    html! {
        p { (tag(Tone::Info, &likely(ctx, &pair.likeness))) }
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-fact")) }
                    @for person in [&pair.one, &pair.other] {
                        th scope="col" {
                            (name(person)) br;
                            span.small.soft { (person.id.grouped()) br; (particulars(ctx, app.office(), person)) }
                        }
                    }
                }
            }
            tbody { (parts(ctx, pair)) }
        }
    }
}

/// How likely they are one person, in words.
pub(super) fn likely(ctx: &Ctx, likeness: &Likeness) -> String {
    let percent = format!("{}.{}", likeness.likely / 10, likeness.likely % 10);
    ctx.tf("work-duplicates-likely", &[("percent", percent.into())])
}

fn parts(ctx: &Ctx, pair: &Duplicate) -> Markup {
    html! {
        @for part in &pair.likeness.parts {
            tr {
                th scope="row" { (ctx.of(&part.words)) " " (mark(ctx, part.mark)) }
                @for (person, values) in [(&pair.one, &part.one), (&pair.other, &part.other)] {
                    @let said: Vec<String> = values.iter().map(|value| said(ctx, part.field, value)).collect();
                    td data-label=(name(person)) { (said.join("; ")) }
                }
            }
        }
    }
}

/// How a part agrees, as a tag.
pub(super) fn mark(ctx: &Ctx, mark: Mark) -> Markup {
    let tone = match mark {
        Mark::Agrees => Tone::Good,
        Mark::Partly => Tone::Warn,
        Mark::Differs => Tone::Bad,
    };
    tag(tone, &ctx.code("work-mark", mark.code()))
}

fn said(ctx: &Ctx, field: &str, value: &str) -> String {
    match field {
        "sex" => ctx.code("work-sex", value),
        "birth-date" => {
            value.parse::<PartialDate>().map_or_else(|_| value.to_owned(), |date| partial(ctx, &date))
        }
        "parents" => value.parse::<PersonId>().map_or_else(|_| value.to_owned(), PersonId::grouped),
        _ => value.to_owned(),
    }
}

/// `GET /{lang}/work/duplicates/{pair}?answer=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(pair): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let pair = app.office().compare_records(ctx.actor(), id(&pair)?).await?;
    let today = ctx.today().to_string();
    let keep = format!("keep-{}", pair.one.id);
    let chosen = match query.get("answer") {
        "one" => keep.as_str(),
        "open" => "open",
        _ => "two-persons",
    };
    let fields = Fields::of(&[
        ("answer", chosen),
        ("basis-date", &today),
        ("basis-country", &app.office().law().country().icao),
    ]);
    Ok(show(&app, &ctx, &pair, &fields, &Faults::default(), StatusCode::OK))
}

fn show(
    app: &App,
    ctx: &Ctx,
    pair: &Duplicate,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Response {
    let form = Form { ctx, fields, faults };
    let option = |value: String, words: String, hint: &str| {
        (value, words, if hint.is_empty() { String::new() } else { ctx.t(hint) })
    };
    let keep = |person: &office::register::PersonBrief| {
        let words = ctx.tf("work-duplicates-keep", &[("number", person.id.grouped().into())]);
        option(format!("keep-{}", person.id), words, "work-duplicates-keep-hint")
    };
    let answers = if fields.get("answer") == "open" {
        vec![option("open".to_owned(), ctx.t("work-duplicates-open"), "work-duplicates-open-hint")]
    } else {
        let two = option("two-persons".to_owned(), ctx.t("work-duplicates-two"), "work-duplicates-two-hint");
        vec![two, keep(&pair.one), keep(&pair.other)]
    };
    let body = html! {
        (form.summary())
        (beside(ctx, app, pair))
        form method="post" action=(ctx.href(&format!("{PATH}/{}", pair.pair))) {
            (ctx.form_token())
            (form.radios("answer", &ctx.t("work-duplicates-answer"), "", &answers))
            (form.area("reason", &ctx.t("work-duplicates-reason"), &ctx.t("work-duplicates-reason-hint")))
            (basis_fields(&form))
            p.actions {
                button type="submit" { (ctx.t("work-duplicates-send")) }
                a.button.second href=(ctx.href(PATH)) { (ctx.t("work-duplicates-back")) }
            }
        }
    };
    framed(ctx, "work-duplicates-title").status(status).faulty(!faults.is_empty()).render(body)
}

fn framed<'a>(ctx: &'a Ctx, title: &str) -> Page<'a> {
    Page::new(ctx, ctx.t(title)).crumb("/work", ctx.t("nav-work")).crumb(PATH, ctx.t("nav-duplicates"))
}

/// `POST /{lang}/work/duplicates/{pair}`
pub async fn send(
    State(app): State<App>,
    ctx: Ctx,
    Path(pair): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let shown = app.office().compare_records(ctx.actor(), id(&pair)?).await?;
    let mut faults = Faults::default();
    let basis = basis(&fields, &mut faults);
    if !fields.has("reason") {
        faults.add("reason", "problem-required", Vec::new());
    }
    let answer = Answer::read(shown.pair, fields.get("answer"));
    if answer.is_none() {
        faults.add("answer", "work-choose", Vec::new());
    }
    let (Some(answer), Some(basis), true) = (answer, basis, faults.is_empty()) else {
        return Ok(show(&app, &ctx, &shown, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    match give(&app, &ctx, shown.pair, answer, basis, fields.get("reason").to_owned()).await {
        Ok(()) => Ok(Redirect::to(&ctx.href(PATH)).into_response()),
        Err(OfficeError::NotNow(problem) | OfficeError::Conflict(problem)) => {
            faults.add("answer", &format!("problem-{}", problem.code), problem.args);
            Ok(show(&app, &ctx, &shown, &fields, &faults, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

/// What an officer answers of two records.
enum Answer {
    /// One person: the first record stays, the second is given up.
    One(PersonId, PersonId),
    /// They are two, or that is open again.
    Said(Verdict),
}

impl Answer {
    fn read(pair: PersonPair, text: &str) -> Option<Self> {
        match text {
            "two-persons" => Some(Self::Said(Verdict::TwoPersons)),
            "open" => Some(Self::Said(Verdict::Open)),
            keep => {
                let keep: PersonId = keep.strip_prefix("keep-")?.parse().ok()?;
                let other = pair.both().into_iter().find(|id| *id != keep)?;
                pair.both().contains(&keep).then_some(Self::One(keep, other))
            }
        }
    }
}

async fn give(
    app: &App,
    ctx: &Ctx,
    pair: PersonPair,
    answer: Answer,
    basis: Basis,
    reason: String,
) -> Result<(), OfficeError> {
    let (office, actor) = (app.office(), ctx.actor());
    match answer {
        Answer::One(keep, other) => {
            let joined = Pair { keep, other, basis, reason, seen: None };
            office.merge_records(actor, &Purpose::Duty, &joined, &BTreeSet::new()).await.map(|_| ())
        }
        Answer::Said(verdict) => {
            let said = Said { verdict, basis, reason };
            office.judge_pair(actor, &Purpose::Duty, pair, said).await.map(|_| ())
        }
    }
}

/// `GET /{lang}/work/duplicates/settled?before=`
pub async fn settled(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let before = query.get("before").parse().ok();
    let settled = app.office().settled_duplicates(ctx.actor(), before).await?;
    let body = html! {
        @if settled.is_empty() { (empty(&ctx.t("work-duplicates-none"), None)) }
        ul.rows { @for pair in &settled { li { (line(&ctx, &app, pair)) } } }
        @if let Some(last) = settled.last() {
            nav.pages aria-label=(ctx.t("work-pages")) {
                a.button.second.small href=(ctx.href(&format!("{PATH}/settled?before={}", last.position))) {
                    (ctx.t("work-next-page"))
                }
            }
        }
    };
    Ok(framed(&ctx, "work-duplicates-settled").render(body))
}

fn line(ctx: &Ctx, app: &App, pair: &Settled) -> Markup {
    let by = pair.by.strip_prefix("officer:").unwrap_or(&pair.by);
    html! {
        h3 { (name(&pair.one)) " · " (name(&pair.other)) }
        p.small { (particulars(ctx, app.office(), &pair.one)) }
        p.small { (particulars(ctx, app.office(), &pair.other)) }
        @if !pair.reason.is_empty() { p { (pair.reason) } }
        p.small.soft { (officer_name(app.office(), by)) ", " (instant(ctx, app.office(), pair.at)) }
        p { a href=(answer(ctx, pair.pair, "open")) { (ctx.t("work-duplicates-open")) } }
    }
}

//! Records that look like one person: the list of those that wait, two of them side by side with the answers, and
//! what was answered before.

use super::entries::{Subject, basis, basis_fields};
use super::joining::{Way, open_both, send_both, two};
use super::words::{instant, name, officer_name, partial, particulars};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::pages;
use crate::words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PartialDate, PersonId};
use maud::{Markup, html};
use office::access::Purpose;
use office::error::OfficeError;
use office::register::TwoRecords;
use office::register::duplicates::{
    Duplicate, Duplicates, Likeness, Mark, Part, PersonPair, Said, Settled, Verdict,
};

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
                    (button::go(&ctx, "", answer(&ctx, pair.pair, "one"), "work-duplicates-one"))
                    (button::go(&ctx, "second", answer(&ctx, pair.pair, "two"), "work-duplicates-two"))
                }
            }
        }
        (ways(&ctx, &query, &pairs))
        p { a href=(ctx.href(&format!("{PATH}/settled"))) { (ctx.t("work-duplicates-settled")) } }
    };
    Ok(Page::new(&ctx, ctx.t("nav-duplicates")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn answer(ctx: &Ctx, pair: PersonPair, answer: &str) -> String {
    ctx.href(&format!("{PATH}/{pair}?answer={answer}"))
}

fn ways(ctx: &Ctx, query: &Fields, pairs: &Duplicates) -> Markup {
    let next = pairs.next.as_ref().map(|next| format!("{PATH}?after={next}"));
    pages::onward(ctx, query.has("after").then_some(PATH), next.as_deref())
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
    let (whole, tenths) = (likeness.likely / 10, likeness.likely % 10);
    let args = [("whole", whole.to_string().into()), ("tenths", tenths.to_string().into())];
    ctx.tf("work-duplicates-likely", &args)
}

fn parts(ctx: &Ctx, pair: &Duplicate) -> Markup {
    html! {
        @for part in &pair.likeness.parts {
            tr {
                th scope="row" { (compared(ctx, part)) }
                @for (person, values) in [(&pair.one, &part.one), (&pair.other, &part.other)] {
                    @let said: Vec<String> = values.iter().map(|value| said(ctx, part.field, value)).collect();
                    td data-label=(name(person)) { (said.join("; ")) }
                }
            }
        }
    }
}

/// A part, with a tag that says how it agrees: `Surname` and `agrees in another spelling`.
pub(super) fn compared(ctx: &Ctx, part: &Part) -> Markup {
    let tone = match part.mark {
        Mark::Agrees => Tone::Good,
        Mark::Partly => Tone::Warn,
        Mark::Differs => Tone::Bad,
    };
    let words = ctx.of(&part.words);
    let (field, how) = words.split_once(": ").unwrap_or((words, ""));
    html! { (words::capitalised(field)) " " @if !how.is_empty() { (tag(tone, how)) } }
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
    let answer = match query.get("answer") {
        known @ ("one" | "open") => known,
        _ => "two-persons",
    };
    let fields = Fields::of(&[
        ("answer", answer),
        ("basis-date", &today),
        ("basis-country", &app.office().law().country().icao),
    ]);
    Ok(show(&app, &ctx, &pair, &ctx.given_back(fields), &ctx.faults(), StatusCode::OK))
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
    let answer = fields.get("answer");
    let body = html! {
        (form.summary())
        (beside(ctx, app, pair))
        @if answer == "one" { (which(ctx, pair)) } @else { (verdict(&form, pair, answer == "open")) }
    };
    framed(ctx, "work-duplicates-title").status(status).faults(faults).render(body)
}

/// They are one: which record stays. What it will say is chosen on the next page, entry by entry.
fn which(ctx: &Ctx, pair: &Duplicate) -> Markup {
    html! {
        h2 { (ctx.t("work-duplicates-which")) }
        p { (ctx.t("work-duplicates-which-note")) }
        p.actions {
            @for person in [&pair.one, &pair.other] {
                a.button href=(ctx.href(&format!("{PATH}/{}/{}", pair.pair, person.id))) {
                    (ctx.tf("work-duplicates-keep", &[("number", person.id.grouped().into())]))
                }
            }
            (button::go(ctx, "second", answer(ctx, pair.pair, "two"), "work-duplicates-two"))
            (button::go(ctx, "second", ctx.href(PATH), "work-duplicates-back"))
        }
    }
}

/// They are two, or that is taken back.
fn verdict(form: &Form<'_>, pair: &Duplicate, open: bool) -> Markup {
    let ctx = form.ctx;
    let (heading, note) = if open {
        ("work-duplicates-open", "work-duplicates-open-hint")
    } else {
        ("work-duplicates-two", "work-duplicates-two-hint")
    };
    html! {
        h2 { (ctx.t(heading)) }
        p { (ctx.t(note)) }
        form method="post" action=(ctx.href(&format!("{PATH}/{}", pair.pair))) {
            (ctx.form_token())
            (form.hidden("answer"))
            (form.area("reason", &ctx.t("work-duplicates-reason"), &ctx.t("work-duplicates-reason-hint")))
            (basis_fields(form))
            p.actions {
                (button::send(ctx, "work-duplicates-send"))
                @if !open {
                    (button::go(ctx, "second", answer(ctx, pair.pair, "one"), "work-duplicates-one"))
                }
                (button::go(ctx, "second", ctx.href(PATH), "work-duplicates-back"))
            }
        }
    }
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
    let verdict = match fields.get("answer") {
        "two-persons" => Verdict::TwoPersons,
        "open" => Verdict::Open,
        _ => return Err(Fault::not_found()),
    };
    let (Some(basis), true) = (basis, faults.is_empty()) else {
        return Ok(show(&app, &ctx, &shown, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let said = Said { verdict, basis, reason: fields.get("reason").to_owned() };
    match app.office().judge_pair(ctx.actor(), &Purpose::Duty, shown.pair, said).await {
        Ok(_) => Ok(Redirect::to(&ctx.href(PATH)).into_response()),
        Err(OfficeError::NotNow(problem) | OfficeError::Conflict(problem)) => {
            faults.add("reason", &format!("problem-{}", problem.code), problem.args);
            Ok(show(&app, &ctx, &shown, &fields, &faults, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /{lang}/work/duplicates/{pair}/{keep}`: both side by side, with the choice whose entries stay.
pub async fn compare(
    State(app): State<App>,
    ctx: Ctx,
    Path((pair, keep)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (subject, two, way) = joined(&app, &ctx, &pair, &keep).await?;
    Ok(open_both(&app, &ctx, &subject, &two, &way))
}

/// `POST /{lang}/work/duplicates/{pair}/{keep}`
pub async fn join(
    State(app): State<App>,
    ctx: Ctx,
    Path((pair, keep)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let (subject, two, way) = joined(&app, &ctx, &pair, &keep).await?;
    send_both(&app, &ctx, (&subject, &two), &way, &fields).await
}

async fn joined(app: &App, ctx: &Ctx, pair: &str, keep: &str) -> Result<(Subject, TwoRecords, Way), Fault> {
    officer(ctx)?;
    let (pair, keep): (PersonPair, PersonId) = (id(pair)?, id(keep)?);
    let [one, other] = pair.both();
    let other = match keep {
        keep if keep == one => other,
        keep if keep == other => one,
        _ => return Err(Fault::not_found()),
    };
    let subject = Subject::of(app, ctx, keep, Purpose::Duty).await?;
    let two = two(app, ctx, &subject, other).await?;
    let send = ctx.href(&format!("{PATH}/{pair}/{keep}"));
    let way = Way { send, back: ctx.href(PATH), words: "work-duplicates-back" };
    Ok((subject, two, way))
}

/// `GET /{lang}/work/duplicates/settled?before=`
pub async fn settled(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let before = query.get("before").parse().ok();
    let settled = app.office().settled_duplicates(ctx.actor(), before).await?;
    let next = settled.last().map(|last| format!("{PATH}/settled?before={}", last.position));
    let body = html! {
        @if settled.is_empty() { (empty(&ctx.t("work-duplicates-none"), None)) }
        ul.rows { @for pair in &settled { li { (line(&ctx, &app, pair)) } } }
        (pages::onward(&ctx, None, next.as_deref()))
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

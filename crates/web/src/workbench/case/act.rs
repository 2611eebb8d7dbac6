//! Commands sent from the page of a case: read, done, and shown again; what was wrong stays in its form.

use super::{history, href, moves, named, procedure, show, told};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::contest;
use crate::ui::notice::{Tone, notice};
use crate::workbench::{id, officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use maud::html;
use office::cases::event::{ForeignDocument, PaymentMethod};
use office::cases::sending::Delivery;
use office::cases::{CaseCommand, CaseView, Extending, Fate, Moving};
use office::error::OfficeError;
use std::collections::BTreeMap;

/// `POST /{lang}/work/cases/{id}/do/{command}`
pub async fn send(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case: CaseId = id(&number)?;
    if code == "withdraw" {
        return super::withdraw::send(&app, &ctx, case, &fields).await;
    }
    let mut faults = Faults::default();
    let Some(command) = read(app.law().catalogue(), &code, &fields, &mut faults) else {
        if faults.is_empty() {
            return Err(Fault::not_found());
        }
        let view = app.office().case(ctx.actor(), case).await?;
        return Ok(show(&app, &ctx, &view, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (command, view) = answered(&app, &ctx, case, command, &fields, &mut faults).await?;
    if let Some(view) = view.filter(|_| !faults.is_empty()) {
        return Ok(show(&app, &ctx, &view, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    }
    match app.office().command(ctx.actor(), case, version(&fields), &command).await {
        Ok(_) => Ok(Redirect::to(&href(&ctx, case)).into_response()),
        Err(error) => refused(&app, &ctx, case, &code, &fields, error).await,
    }
}

/// A contest with the answers to the questions of the case that it begins, and the case that it was read for; any other
/// command as it is.
async fn answered(
    app: &App,
    ctx: &Ctx,
    case: CaseId,
    command: CaseCommand,
    fields: &Fields,
    faults: &mut Faults,
) -> Result<(CaseCommand, Option<CaseView>), Fault> {
    let CaseCommand::Contest { words, person, arrival, .. } = command else { return Ok((command, None)) };
    let view = app.office().case(ctx.actor(), case).await?;
    // What came in time, however late it is taken in, is asked nothing of a delay.
    let on = arrival.as_ref().and_then(|arrival| arrival.on);
    let in_time = on.zip(view.contesting.as_ref()).is_some_and(|(on, contesting)| on <= contesting.last);
    let declared = if in_time { BTreeMap::new() } else { contest::answers(app, ctx, &view, fields, faults) };
    Ok((CaseCommand::Contest { words, declared, person, arrival }, Some(view)))
}

/// The version that the officer was shown.
pub fn version(fields: &Fields) -> Option<u32> {
    fields.get("version").parse().ok()
}

/// The page after a command that was not carried out: the case as it stands now, with the form kept.
pub async fn refused(
    app: &App,
    ctx: &Ctx,
    case: CaseId,
    code: &str,
    fields: &Fields,
    error: OfficeError,
) -> Result<Response, Fault> {
    let view = match &error {
        OfficeError::Conflict(problem) if problem.code == "stale" => {
            let view = app.office().case(ctx.actor(), case).await?;
            return Ok(stale(app, ctx, &view, version(fields)));
        }
        OfficeError::Invalid(_) | OfficeError::NotNow(_) => app.office().case(ctx.actor(), case).await?,
        _ => return Err(error.into()),
    };
    let status = match &error {
        OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    let unsaid = unsaid(&error);
    let mut faults = faults_of(code, named::error(ctx, procedure(app, &view)?, error));
    told::place(code, fields, &mut faults);
    if let Some(asked) = unsaid {
        faults.rename("finish-stage-says", &asked);
    }
    Ok(show(app, ctx, &view, fields, &faults, status))
}

/// The field of what was said wrongly of a step.
fn unsaid(error: &OfficeError) -> Option<String> {
    let OfficeError::Invalid(wrong) = error else { return None };
    let mut args = wrong.iter().flat_map(|wrong| &wrong.problem.args);
    let (_, of) = args.find(|(name, _)| *name == "says")?;
    of.rsplit_once('.').map(|(stage, id)| moves::saying(stage, id))
}

/// The faults of an answer of the office, at the fields of the form that sent `code`.
pub fn faults_of(code: &str, error: OfficeError) -> Faults {
    let mut faults = Faults::default();
    let key = |code: &str| format!("problem-{code}");
    match error {
        OfficeError::Invalid(wrong) => {
            for wrong in wrong {
                let field = format!("{code}-{}", wrong.field.replace(['_', '.'], "-"));
                faults.add(&field, &key(wrong.problem.code), wrong.problem.args);
            }
        }
        OfficeError::NotNow(problem) | OfficeError::Conflict(problem) => {
            faults.add(code, &key(problem.code), problem.args);
        }
        _ => {}
    }
    faults
}

/// Somebody was first: what they did, and the way back.
pub fn stale(app: &App, ctx: &Ctx, view: &CaseView, seen: Option<u32>) -> Response {
    let seen = usize::try_from(seen.unwrap_or(0)).unwrap_or(usize::MAX);
    let Ok(procedure) = procedure(app, view) else { return Fault::of("fault").into_response() };
    let own = ctx.actor().officer().map(|officer| format!("officer:{}", officer.id));
    // Sent twice: what the officer asked for was done the first time.
    let done = view.history.len() > seen
        && view.history.iter().skip(seen).all(|line| Some(&line.actor) == own.as_ref());
    let why = if done { "work-stale-own" } else { "work-stale" };
    let body = html! {
        (notice(Tone::Warn, "", &html! { p { (ctx.t(why)) } }))
        h2 { (ctx.t("work-stale-changes")) }
        ol.timeline {
            @for line in view.history.iter().skip(seen) { li { (history::one(app, ctx, procedure, line)) } }
        }
        p.actions { (button::go(ctx, "", href(ctx, view.case.id), "work-stale-back")) }
    };
    Page::new(ctx, ctx.t("fault-stale"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .status(StatusCode::CONFLICT)
        .render(body)
}

/// The travel document of another state, where one was shown; nothing where it was told wrongly.
fn foreign(fields: &Fields, faults: &mut Faults) -> Option<Option<ForeignDocument>> {
    const EXPIRES_ON: &str = "identify-foreign-expires-on";
    let [country, number, until] =
        ["identify-foreign-country", "identify-foreign-number", EXPIRES_ON].map(|name| fields.get(name));
    if country.is_empty() && number.is_empty() && until.is_empty() {
        return Some(None);
    }
    let Ok(expires_on) = until.parse() else {
        faults.add(EXPIRES_ON, "problem-wrong-date", Vec::new());
        return None;
    };
    let (country, number) = (country.to_owned(), number.to_owned());
    Some(Some(ForeignDocument { country, number, expires_on, why: None }))
}

fn read(
    catalogue: &::law::facts::Catalogue,
    code: &str,
    fields: &Fields,
    faults: &mut Faults,
) -> Option<CaseCommand> {
    let field = |name: &str| format!("{code}-{name}");
    let text = |name: &str| fields.get(&field(name)).to_owned();
    let maybe = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    Some(match code {
        "identify" => CaseCommand::Identify {
            document: maybe("document"),
            foreign: foreign(fields, faults)?,
            reasons: maybe("reasons"),
        },
        "record-evidence" => CaseCommand::RecordEvidence {
            evidence: need(&text("evidence"), &field("evidence"), faults)?,
            note: text("note"),
            shows: told::shown(catalogue, fields, faults)?,
            attachment: text("attachment").parse().ok(),
            everywhere: !text("everywhere").is_empty(),
        },
        "request-evidence" => CaseCommand::RequestEvidence {
            evidence: fields.all(&field("evidence")).map(str::to_owned).collect(),
            words: text("words"),
            until: day(&text("until"), &field("until"), faults)?,
        },
        "ask-opinion" => CaseCommand::AskOpinion {
            body: need(&text("body"), &field("body"), faults)?,
            question: text("question"),
            until: day(&text("until"), &field("until"), faults)?,
        },
        "receive-opinion" => CaseCommand::ReceiveOpinion {
            number: need(&text("number"), &field("number"), faults)?.parse().ok()?,
            words: text("words"),
            attachment: text("attachment").parse().ok(),
            on: maybe_day(&text("on"), &field("on"), faults)?,
        },
        "join" => CaseCommand::Join { case: case_number(&text("case"), &field("case"), faults)? },
        "part" => CaseCommand::Part {},
        "send" => CaseCommand::Send {
            way: need(&text("way"), &field("way"), faults)?,
            on: maybe_day(&text("on"), &field("on"), faults)?,
            reference: text("reference"),
            address: text("address"),
        },
        "note-delivery" => CaseCommand::NoteDelivery {
            delivery: match need(&text("delivery"), &field("delivery"), faults)?.as_str() {
                "returned" => Delivery::Returned,
                _ => Delivery::Delivered,
            },
            on: maybe_day(&text("on"), &field("on"), faults)?,
            note: text("note"),
            attachment: text("attachment").parse().ok(),
        },
        "rebut" => CaseCommand::Rebut {
            received: day(&text("received"), &field("received"), faults)?,
            reasons: text("reasons"),
        },
        "take-to-court" => {
            CaseCommand::TakeToCourt { number: text("number"), on: day(&text("on"), &field("on"), faults)? }
        }
        "record-ruling" => CaseCommand::RecordRuling {
            number: text("number"),
            fate: fate(&need(&text("fate"), &field("fate"), faults)?)?,
            words: text("words"),
            on: day(&text("on"), &field("on"), faults)?,
            parts: fields.all(&field("parts")).filter_map(|at| at.parse().ok()).collect(),
        },
        "note-message" => CaseCommand::NoteMessage {
            words: text("words"),
            arrival: super::correspondence::read_arrival(fields, code, faults)?,
        },
        "declare" => {
            let (fact, value) = told::read(catalogue, code, fields, faults)?;
            CaseCommand::Declare { fact, value }
        }
        "record" => {
            let (fact, value) = told::read(catalogue, code, fields, faults)?;
            let note = fields.get(&format!("{}-note", told::field(code, &fact))).to_owned();
            CaseCommand::Record { fact, value, note }
        }
        "state-address" => {
            CaseCommand::StateAddress { municipality: text("municipality"), address: text("address") }
        }
        "finish-stage" => CaseCommand::FinishStage {
            stage: need(&text("stage"), &field("stage"), faults)?,
            note: text("note"),
            on: maybe_day(&text("on"), &field("on"), faults)?,
            says: said(&text("stage"), fields),
        },
        "extend" => {
            let moving = moving(&text("reason"), &text("reasons"), &field("reason"), faults)?;
            let Moving { clock, reason, reasons } = moving;
            let until = maybe_day(&text("until"), &field("until"), faults)?;
            CaseCommand::Extend(Extending { clock, reason, until, reasons })
        }
        "postpone" => {
            CaseCommand::Postpone(moving(&text("reason"), &text("reasons"), &field("reason"), faults)?)
        }
        "suspend" => {
            CaseCommand::Suspend(moving(&text("reason"), &text("reasons"), &field("reason"), faults)?)
        }
        "resume" => CaseCommand::Resume {
            clock: need(&text("clock"), &field("clock"), faults)?,
            reasons: text("reasons"),
        },
        "note-attempt" => CaseCommand::NoteAttempt {
            clock: need(&text("clock"), &field("clock"), faults)?,
            reasons: text("reasons"),
        },
        "record-act" => {
            CaseCommand::RecordAct { number: text("number"), on: day(&text("on"), &field("on"), faults)? }
        }
        "assign" => CaseCommand::Assign { to: maybe("to") },
        "discontinue" => CaseCommand::Discontinue { reasons: text("reasons") },
        "contest" => CaseCommand::Contest {
            words: text("words"),
            declared: BTreeMap::new(),
            person: None,
            // Where nothing says how it came, it was handed in here, now.
            arrival: match fields.sent(&field("channel")) {
                true => Some(super::correspondence::read_arrival(fields, code, faults)?),
                false => None,
            },
        },
        "judge" => {
            let (fact, value) = told::read(catalogue, code, fields, faults)?;
            let reasons = fields.get(&format!("{}-reasons", told::field(code, &fact))).to_owned();
            CaseCommand::Judge { fact, value, reasons }
        }
        "take-fee" => CaseCommand::TakeFee {
            method: method(&need(&text("method"), &field("method"), faults)?)?,
            reference: text("reference"),
        },
        "exempt-fee" => CaseCommand::ExemptFee {},
        "invite-hearing" => {
            let name = field("grounds");
            CaseCommand::InviteHearing { grounds: fields.all(&name).map(str::to_owned).collect() }
        }
        "answer-hearing" => CaseCommand::AnswerHearing { opinion: text("opinion") },
        "approve" => CaseCommand::Approve {},
        "serve" => CaseCommand::Serve {},
        "mark-made" => {
            CaseCommand::MarkMade { document: document(&text("document"), &field("document"), faults)? }
        }
        "hand-over" => {
            CaseCommand::HandOver { document: document(&text("document"), &field("document"), faults)? }
        }
        _ => return None,
    })
}

/// What was said of the step that is done.
fn said(stage: &str, fields: &Fields) -> BTreeMap<String, String> {
    let begins = moves::saying(stage, "");
    let of = fields.pairs().filter_map(|(name, text)| Some((name.strip_prefix(&begins)?, text)));
    of.filter(|(_, text)| !text.is_empty()).map(|(id, text)| (id.to_owned(), text.to_owned())).collect()
}

/// A term and the reason, as one choice of the form.
fn moving(choice: &str, reasons: &str, field: &str, faults: &mut Faults) -> Option<Moving> {
    let choice = need(choice, field, faults)?;
    let (clock, reason) = choice.split_once(' ')?;
    Some(Moving { clock: clock.to_owned(), reason: reason.to_owned(), reasons: reasons.to_owned() })
}

/// A day that may be left out.
fn maybe_day(text: &str, field: &str, faults: &mut Faults) -> Option<Option<kernel::Day>> {
    if text.is_empty() { Some(None) } else { day(text, field, faults).map(Some) }
}

/// The number of a case, as it is printed.
fn case_number(text: &str, field: &str, faults: &mut Faults) -> Option<CaseId> {
    let number = need(text, field, faults)?.replace([' ', '-'], "").parse().ok();
    if number.is_none() {
        faults.add(field, "problem-unknown-case", vec![("case", text.to_owned())]);
    }
    number
}

/// What becomes of a decision by the ruling of a court.
fn fate(code: &str) -> Option<Fate> {
    [Fate::Stands, Fate::Undone, Fate::Replaced, Fate::Unlawful, Fate::PartUndone]
        .into_iter()
        .find(|fate| fate.code() == code)
}

fn day(text: &str, field: &str, faults: &mut Faults) -> Option<kernel::Day> {
    let day = text.parse().ok();
    if day.is_none() {
        faults.add(
            field,
            if text.is_empty() { "problem-required" } else { "problem-wrong-date" },
            Vec::new(),
        );
    }
    day
}

fn need(text: &str, field: &str, faults: &mut Faults) -> Option<String> {
    if text.is_empty() {
        faults.add(field, "work-choose", Vec::new());
        return None;
    }
    Some(text.to_owned())
}

fn method(text: &str) -> Option<PaymentMethod> {
    match text {
        "card" => Some(PaymentMethod::Card),
        "transfer" => Some(PaymentMethod::Transfer),
        _ => None,
    }
}

fn document(text: &str, field: &str, faults: &mut Faults) -> Option<kernel::DocumentId> {
    need(text, field, faults)?.parse().ok()
}

//! One matter: where it stands, letters, the hearing, receiving the decision, contesting, withdrawing.

use super::bring::Bring;
use super::{begun, decision, files, invoice, progress, steps, timeline, withdraw};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::apply::{person_name, visit_words};
use crate::portal::book::tone as visit_tone;
use crate::portal::my_data::document_name;
use crate::portal::rating;
use crate::status::{Fault, FieldFault};
use crate::ui::assessment;
use crate::ui::contest;
use crate::ui::field::Form;
use crate::ui::law_text::grounds;
use crate::ui::notice::{Tone, notice, tag};
use crate::ui::particular;
use crate::words::Form as Case;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use law::Procedure;
use maud::{Markup, html};
use office::OfficeError;
use office::cases::{CaseCommand, CaseView, Phase, Unwritten};

/// The number of a matter.
pub fn id(text: &str) -> Result<CaseId, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}

/// `GET /{lang}/matters/{id}`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    let done = match query.get("done") {
        "sent" => Some("done-sent"),
        "answer-hearing" => Some("done-answered"),
        "receive" => Some("done-received"),
        "withdraw" => Some("done-withdrawn"),
        "contest" => Some("done-contested"),
        "rated" => Some("done-rated"),
        "attached" => Some("files-added"),
        "written" => Some("message-added"),
        _ => None,
    };
    Ok(show(&app, &ctx, &view, &ctx.given_back(Fields::default()), &ctx.faults(), done))
}

pub(super) fn show(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    fields: &Fields,
    faults: &Faults,
    done: Option<&str>,
) -> Response {
    let form = Form { ctx, fields, faults };
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    let name = service.map_or(view.case.procedure.as_str(), |service| ctx.of(service.name()));
    let body = html! {
        (form.summary())
        @if let Some(key) = done { (notice(Tone::Good, "", &html! { p role="status" { (ctx.t(key)) } })) }
        p {
            (steps::stands_tag(ctx, service, view)) " "
            span.soft { (ctx.t("case-number")) " " span.number.nowrap { (view.case.id.grouped()) } }
        }
        (begun::anew(ctx, view))
        (steps::tracker(ctx, service, view))
        (progress::next(app, ctx, view))
        (invoice::fee(ctx, service, view))
        @if let Some(service) = service {
            (decision::section(ctx, app, service, view, form))
            (hearing(ctx, service, view, form))
        }
        (begun::contested(ctx, view))
        (begun::why(ctx, service, view))
        (facts(app, ctx, view))
        (letters(ctx, view))
        (files::section(ctx, service, view, form))
        @if let (Some(service), Phase::Open) = (service, &view.case.phase) {
            @if assessment::tells_anything(service, &view.assessment) {
                @let bring = Bring::of(service, view);
                @let listed = assessment::has_checks(service, &view.assessment);
                @let checks = assessment::checks(ctx, service, &view.assessment);
                // Without a requirement there is nothing that could be met, only what was not looked at yet.
                @if !listed { (checks) }
                @if listed || !bring.wanted().is_empty() {
                    details.more {
                        summary { (ctx.t(if listed { "check-met" } else { "service-bring" })) }
                        @if listed { (checks) }
                        (assessment::bring(ctx, bring.wanted(), bring.is_from_afar()))
                    }
                }
            }
            @if !view.is_fee_settled() || view.case.is_free_by_itself(&view.assessment.fee) {
                h2 { (assessment::fee_heading(app, ctx, service)) }
                (assessment::fee(ctx, service, &view.assessment.fee))
            }
            h2 { (ctx.t("service-term")) }
            (assessment::term(ctx, &view.term, view.awaits_its_term(service)))
        }
        (timeline::section(app, ctx, service, view))
        (rating::question(ctx, view, form))
        (withdraw::link(ctx, view))
    };
    Page::new(ctx, name).crumb("/matters", ctx.t("nav-matters")).faults(faults).render(body)
}

/// The form of a command; `what` stands in it.
pub(super) fn act(ctx: &Ctx, view: &CaseView, code: &str, what: &Markup) -> Markup {
    html! {
        form method="post" action=(ctx.href(&format!("/matters/{}", view.case.id))) {
            (ctx.form_token())
            input type="hidden" name="command" value=(code);
            input type="hidden" name="version" value=(view.case.version);
            (what)
        }
    }
}

fn hearing(ctx: &Ctx, service: &Procedure, view: &CaseView, form: Form<'_>) -> Markup {
    let Some(hearing) = &view.case.hearing else { return html! {} };
    html! {
        h2 #hearing { (ctx.t("hearing")) }
        @if hearing.answer.is_none() { p { (ctx.t("hearing-note")) } }
        (grounds(ctx, service, &hearing.grounds))
        @match &hearing.answer {
            Some((day, words)) => {
                p { (ctx.tf("hearing-answered", &[("day", ctx.date_in(*day, Case::Locative).into())])) }
                blockquote { p { (words) } }
            },
            None => {
                p { (ctx.tf("next-you-answer-until", &[("day", ctx.date_in(hearing.until, Case::Dative).into())])) }
                (progress::over(ctx, view, Some(service)))
                @if view.allowed.contains(&"answer-hearing") {
                    (act(ctx, view, "answer-hearing", &html! {
                        (form.area("opinion", &ctx.t("hearing-opinion"), &ctx.t("hearing-opinion-hint")))
                        button type="submit" { (ctx.t("hearing-send")) }
                    }))
                }
            },
        }
    }
}

fn facts(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let office = app.law().office(&view.case.office);
    let service = app.law().version(&view.case.procedure, view.case.in_force);
    let by_office = view.case.begun.as_ref().is_some_and(|begun| !begun.contests);
    html! {
        h2 { (ctx.t("case-about")) }
        dl.facts {
            dt { (ctx.t("case-for")) }
            dd { (person_name(ctx, &view.subject)) }
            @if view.subject.id != view.applicant.id {
                dt { (ctx.t(if by_office { "case-party" } else { "case-applicant" })) }
                dd { (person_name(ctx, &view.applicant)) }
            }
            dt { (ctx.t(if by_office { "case-begun-on" } else { "case-received" })) }
            dd { (ctx.date(view.case.received)) }
            dt { (ctx.t("case-office")) }
            dd {
                @match office {
                    // A contest is not decided by the office whose decision it is about.
                    _ if view.case.contests() => (ctx.of(&app.law().authority().name)),
                    Some(office) => a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) },
                    None => (view.case.office),
                }
            }
            @if let Some(visit) = &view.appointment {
                dt { (ctx.t("apply-visit")) }
                dd {
                    @if visit.person == ctx.actor().client() {
                        a href=(ctx.href(&format!("/visits/{}", visit.id))) { (visit_words(app, ctx, visit)) }
                    } @else {
                        (visit_words(app, ctx, visit))
                    }
                    " " (tag(visit_tone(visit.state), &ctx.code("state", visit.state.code())))
                }
            }
            @for document in &view.documents {
                dt { (document_name(app, ctx, &document.kind)) }
                dd {
                    span.number { (document.number.as_str()) } " "
                    (tag(Tone::Info, &ctx.code("state", document.status.code())))
                    p.soft { (ctx.tf("document-valid-until", &[("day", ctx.date_in(document.expires_on, Case::Dative).into())])) }
                }
            }
        }
        @if let Some(service) = service.filter(|_| !view.case.particulars.is_empty()) {
            h3 { (ctx.t("case-says")) }
            (particular::list(ctx, service, &view.case.particulars))
        }
    }
}

fn letters(ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        h2 { (ctx.t("letters")) }
        @if view.unwritten.iter().any(Unwritten::is_stuck) {
            p { (ctx.t("letters-stuck")) }
        } @else if !view.unwritten.is_empty() {
            p { (ctx.t("letters-under-way")) }
        } @else if view.letters.is_empty() {
            p { (ctx.t("letters-none-yet")) }
        }
        @if !view.letters.is_empty() {
            ul.rows {
                @for letter in &view.letters {
                    li {
                        a href=(ctx.href(&format!("/matters/{}/letters/{}", view.case.id, letter.id))) {
                            (ctx.code("letter", &letter.kind))
                        }
                        " " span.soft {
                            (ctx.code("letter-in", letter.lang.code())) ", "
                            (ctx.date(letter.written_on)) ", PDF, "
                            (ctx.tf("kilobytes", &[("n", letter.bytes.div_ceil(1024).to_string().into())]))
                        }
                    }
                }
            }
        }
    }
}

/// `POST /{lang}/matters/{id}`: what a client can do in a case.
pub async fn command(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    let id = id(&number)?;
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let text = |name: &str| fields.get(name).to_owned();
    let command = match fields.get("command") {
        "answer-hearing" => CaseCommand::AnswerHearing { opinion: text("opinion") },
        "receive" => CaseCommand::Receive {},
        "withdraw" => CaseCommand::Withdraw { words: text("words") },
        "contest" => {
            let view = app.office().case(ctx.actor(), id).await?;
            let mut faults = Faults::default();
            let declared = contest::answers(&app, &ctx, &view, &fields, &mut faults);
            if !faults.is_empty() {
                return Ok(show(&app, &ctx, &view, &fields, &faults, None));
            }
            CaseCommand::Contest { words: text("words"), declared, person: None, arrival: None }
        }
        _ => return Err(Fault::of("bad-request")),
    };
    // A case that went on meanwhile is read again before it is acted on.
    let expected = fields.get("version").parse::<u32>().ok();
    match app.office().command(ctx.actor(), id, expected, &command).await {
        Ok(_) => {
            let path = format!("/matters/{id}?done={}", command.code());
            Ok(Redirect::to(&ctx.href(&path)).into_response())
        }
        Err(OfficeError::Invalid(wrong)) if matches!(command, CaseCommand::Withdraw { .. }) => {
            withdraw::again(&app, &ctx, id, &fields, &wrong).await
        }
        Err(OfficeError::Invalid(wrong)) => again(&app, &ctx, id, &fields, &wrong).await,
        Err(other) => Err(other.into()),
    }
}

/// The page again, with what is wrong with a form on it.
pub async fn again(
    app: &App,
    ctx: &Ctx,
    id: CaseId,
    fields: &Fields,
    wrong: &[office::FieldError],
) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    faults.extend(wrong.iter().map(FieldFault::from));
    let view = app.office().case(ctx.actor(), id).await?;
    Ok(show(app, ctx, &view, fields, &faults, None))
}

/// `GET /{lang}/matters/{id}/letters/{letter}`: the letter as it was written.
pub async fn letter(
    State(app): State<App>,
    ctx: Ctx,
    Path((case, letter)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let case = id(&case)?;
    let letter = letter.parse().map_err(|_| Fault::not_found())?;
    let file = app.office().letter(ctx.actor(), letter).await?;
    if file.case != case {
        return Err(Fault::not_found());
    }
    let name = format!("inline; filename=\"{}-{}-{}.pdf\"", file.kind, case, file.lang);
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, name),
        // The viewer of the browser needs its own styles; the letter still loads nothing from elsewhere.
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'; base-uri 'none'".to_owned()),
    ];
    Ok((headers, file.bytes).into_response())
}

//! Entering a change (the world moved) and a correction (the entry was wrong), each with its basis.

use super::person::{Names, purpose, said};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::workbench::values;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Day, PartialDate, PersonId};
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::error::OfficeError;
use office::register::{Basis, FactChange, FactCorrection, PersonRecord, When};

/// A person about to be changed, read for a purpose.
pub(super) struct Subject {
    pub(super) person: PersonId,
    pub(super) purpose: Purpose,
    pub(super) record: PersonRecord,
}

impl Subject {
    pub(super) async fn read(app: &App, ctx: &Ctx, number: &str, query: &Fields) -> Result<Self, Fault> {
        Self::read_for(app, ctx, number, query, Action::WriteRegister).await
    }

    /// The same for whoever may do `action`.
    pub(super) async fn read_for(
        app: &App,
        ctx: &Ctx,
        number: &str,
        query: &Fields,
        action: Action,
    ) -> Result<Self, Fault> {
        officer(ctx)?;
        if !actor_may(ctx.actor(), action) {
            return Err(Fault::of("no-right"));
        }
        let person: PersonId = id(number)?;
        let purpose = purpose(query).ok_or_else(|| Fault::of("no-purpose"))?;
        Self::of(app, ctx, person, purpose).await
    }

    /// The same for a purpose that the office gives, such as a list of work.
    pub(super) async fn of(app: &App, ctx: &Ctx, person: PersonId, purpose: Purpose) -> Result<Self, Fault> {
        let record = app.office().person(ctx.actor(), &purpose, person, &When::default()).await?;
        Ok(Self { person, purpose, record })
    }

    pub(super) fn name(&self) -> String {
        self.record.view.name().map_or_else(|| "—".to_owned(), |name| name.to_string())
    }

    pub(super) fn href(&self, ctx: &Ctx, rest: &str) -> String {
        ctx.href(&format!("/work/persons/{}{rest}?purpose={}", self.person, self.purpose))
    }

    pub(super) fn page(
        &self,
        ctx: &Ctx,
        title: &str,
        status: StatusCode,
        faults: &Faults,
        body: Markup,
    ) -> Response {
        Page::new(ctx, ctx.t(title))
            .crumb("/work", ctx.t("nav-work"))
            .crumb("/work/persons", ctx.t("nav-persons"))
            .crumb(&format!("/work/persons/{}?purpose={}", self.person, self.purpose), self.name())
            .status(status)
            .faults(faults)
            .render(body)
    }
}

/// `GET /{lang}/work/persons/{id}/change?purpose=&kind=`
pub async fn change_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read(&app, &ctx, &number, &query).await?;
    let version = subject.record.version.to_string();
    let today = ctx.today().to_string();
    let fields = Fields::of(&[
        ("kind", query.get("kind")),
        ("version", &version),
        ("on", &today),
        ("basis-date", &today),
        ("basis-country", &app.office().law().country().icao),
    ]);
    Ok(show_change(&app, &ctx, &subject, &ctx.given_back(fields), &ctx.faults(), StatusCode::OK))
}

fn show_change(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Response {
    let form = Form { ctx, fields, faults };
    let kind = fields.get("kind");
    let body = html! {
        (form.summary())
        p.lead { (subject.name()) }
        @if values::KINDS.contains(&kind) {
            (now(ctx, app, subject, kind))
            form method="post" action=(subject.href(ctx, "/change")) {
                (ctx.form_token())
                (form.hidden("version"))
                (form.hidden("kind"))
                h2 { (ctx.t("work-change-new")) }
                (values::ask(&form, app, kind))
                (form.line(Line::Code, "on", &ctx.t("work-change-on"), &ctx.t("work-change-on-hint"), "off"))
                (basis_fields(&form))
                p.actions {
                    (button::send(ctx, "work-change-send"))
                    (button::go(ctx, "second", subject.href(ctx, ""), "work-back-to-person"))
                }
            }
        } @else {
            (notice(Tone::Info, "", &html! { p { (ctx.t("work-change-or-correct")) } }))
            h2 { (ctx.t("work-change-what")) }
            ul.rows {
                @for kind in values::KINDS {
                    li {
                        a href={ (subject.href(ctx, "/change")) "&kind=" (kind) } { (ctx.code("work-fact-kind", kind)) }
                    }
                }
            }
        }
    };
    subject.page(ctx, "work-change", status, faults, body)
}

/// What the register says now.
fn now(ctx: &Ctx, app: &App, subject: &Subject, kind: &str) -> Markup {
    let facts: Vec<_> = subject.record.view.values().filter(|value| value.kind() == kind).collect();
    html! {
        h2 { (ctx.t("work-change-now")) }
        @if facts.is_empty() { p { (ctx.t("work-change-now-nothing")) } }
        ul { @for value in facts { li { (said(ctx, app, value, &Names::default())) } } }
    }
}

/// What an entry rests on.
pub(super) fn basis_fields(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    let kinds: Vec<(String, String)> =
        values::BASES.into_iter().map(|kind| (kind.to_owned(), ctx.code("work-basis-kind", kind))).collect();
    html! {
        fieldset {
            legend.large { (ctx.t("work-basis")) }
            (form.select("basis-kind", &ctx.t("work-basis-what"), "", &kinds))
            (basis_lines(form, false))
        }
    }
}

/// Number, day, issuer and country of a basis.
pub(super) fn basis_lines(form: &Form<'_>, own: bool) -> Markup {
    let ctx = form.ctx;
    // Who issued what the person says themselves need not be written.
    let issuer = if own { ctx.t("work-basis-issuer-own") } else { String::new() };
    html! {
        (form.line(Line::Code, "basis-number", &ctx.t("work-basis-number"), &ctx.t("work-basis-number-hint"), "off"))
        (form.line(Line::Date, "basis-date", &ctx.t("work-basis-date"), "", "off"))
        (form.line(Line::Text, "basis-issuer", &ctx.t("work-basis-issuer"), &issuer, "off"))
        (form.line(Line::Code, "basis-country", &ctx.t("work-basis-country"), &ctx.t("work-basis-country-hint"), "off"))
    }
}

/// The basis that the fields hold, or the faults of the fields.
pub(super) fn basis(fields: &Fields, faults: &mut Faults) -> Option<Basis> {
    let date = day(fields, "basis-date", faults)?;
    let text = |name: &str| fields.get(name);
    let made = Basis::new(
        text("basis-kind"),
        text("basis-number"),
        date,
        text("basis-issuer"),
        &text("basis-country").to_uppercase(),
    );
    match made {
        Ok(basis) => Some(basis),
        Err(error) => {
            let key = match error.part {
                "issuer" if text("basis-issuer").trim().is_empty() => "work-basis-no-issuer",
                "issuer" => "work-basis-long-issuer",
                "number" => "work-basis-long-number",
                "country" => "work-basis-no-country",
                _ => "work-choose",
            };
            faults.add(&format!("basis-{}", error.part), key, Vec::new());
            None
        }
    }
}

fn day(fields: &Fields, name: &str, faults: &mut Faults) -> Option<Day> {
    let day = fields.get(name).parse().ok();
    if day.is_none() {
        faults.add(name, "problem-wrong-date", Vec::new());
    }
    day
}

/// A day that may be known in part.
pub(super) fn partial_day(fields: &Fields, name: &str, faults: &mut Faults) -> Option<PartialDate> {
    let date = crate::words::read_date(fields.get(name));
    if date.is_none() {
        faults.add(name, "work-wrong-birth", Vec::new());
    }
    date
}

/// `POST /{lang}/work/persons/{id}/change?purpose=`
pub async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let subject = Subject::read(&app, &ctx, &number, &query).await?;
    let mut faults = Faults::default();
    let value = values::read(&app, fields.get("kind"), &fields, &mut faults);
    let on = partial_day(&fields, "on", &mut faults);
    let basis = basis(&fields, &mut faults);
    let (Some(value), Some(on), Some(basis)) = (value, on, basis) else {
        return Ok(show_change(&app, &ctx, &subject, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let wanted = FactChange { on, values: vec![value], basis };
    let expected = fields.get("version").parse().ok();
    let done =
        app.office().change_facts(ctx.actor(), &subject.purpose, subject.person, expected, wanted).await;
    match done {
        Ok(_) => Ok(Redirect::to(&subject.href(&ctx, "")).into_response()),
        Err(error) => {
            let (faults, status) = refused(&ctx, &subject, error, "on")?;
            Ok(show_change(&app, &ctx, &subject, &fields, &faults, status))
        }
    }
}

/// What stands in the way, at its field; a fault that no field can mend goes on.
pub(super) fn refused(
    ctx: &Ctx,
    subject: &Subject,
    error: OfficeError,
    field: &str,
) -> Result<(Faults, StatusCode), Fault> {
    let mut faults = Faults::default();
    match error {
        OfficeError::Invalid(wrong) => {
            for wrong in wrong {
                let at = match wrong.field {
                    "on" | "reason" | "from" | "until" | "body" | "act" => wrong.field,
                    "basis.date" => "basis-date",
                    "basis.kind" => "basis-kind",
                    _ => field,
                };
                faults.add(at, &format!("problem-{}", wrong.problem.code), wrong.problem.args);
            }
            Ok((faults, StatusCode::UNPROCESSABLE_ENTITY))
        }
        OfficeError::NotNow(problem) => {
            faults.add(field, &format!("problem-{}", problem.code), problem.args);
            Ok((faults, StatusCode::CONFLICT))
        }
        OfficeError::Conflict(_) => {
            tracing::debug!(request.id = ctx.reference(), person.version = subject.record.version, "stale");
            faults.add(field, "work-stale-person", Vec::new());
            Ok((faults, StatusCode::CONFLICT))
        }
        other => Err(other.into()),
    }
}

/// `GET /{lang}/work/persons/{id}/correct/{seq}?purpose=`
pub async fn correct_page(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, seq)): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let subject = Subject::read(&app, &ctx, &number, &query).await?;
    let version = subject.record.version.to_string();
    let today = ctx.today().to_string();
    let fields = Fields::of(&[
        ("version", &version),
        ("how", "replace"),
        ("basis-date", &today),
        ("basis-country", &app.office().law().country().icao),
    ]);
    show_correct(&app, &ctx, &subject, &seq, &ctx.given_back(fields), &ctx.faults(), StatusCode::OK)
}

fn show_correct(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    seq: &str,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Result<Response, Fault> {
    let seq: i64 = id(seq)?;
    let held = subject.record.view.facts.iter().find(|held| held.known.fact.seq == seq);
    let known = &held.ok_or_else(Fault::not_found)?.known;
    let kind = known.fact.value.kind();
    let form = Form { ctx, fields, faults };
    let can_replace = values::KINDS.contains(&kind);
    let how: Vec<(String, String, String)> =
        [("replace", "work-correct-replace"), ("withdraw", "work-correct-withdraw")]
            .into_iter()
            .filter(|(code, _)| can_replace || *code == "withdraw")
            .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()))
            .collect();
    let body = html! {
        (form.summary())
        p.lead { (subject.name()) }
        (notice(Tone::Warn, "", &html! {
            p { strong { (ctx.code("work-fact-kind", kind)) } ": " (said(ctx, app, &known.fact.value, &Names::default())) }
            p.small { (ctx.t("work-correct-note")) }
        }))
        form method="post" action=(subject.href(ctx, &format!("/correct/{seq}"))) {
            (ctx.form_token())
            (form.hidden("version"))
            (form.radios("how", &ctx.t("work-correct-how"), "", &how))
            @if can_replace {
                (values::ask(&form, app, kind))
                (form.line(Line::Code, "from", &ctx.t("work-correct-from"), &ctx.t("work-correct-from-hint"), "off"))
            }
            (form.area("reason", &ctx.t("work-correct-reason"), &ctx.t("work-correct-reason-hint")))
            (basis_fields(&form))
            p.actions {
                (button::send(ctx, "work-correct-send"))
                (button::go(ctx, "second", subject.href(ctx, ""), "work-back-to-person"))
            }
        }
    };
    Ok(subject.page(ctx, "work-correct-title", status, faults, body))
}

/// `POST /{lang}/work/persons/{id}/correct/{seq}?purpose=`
pub async fn correct(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, seq)): Path<(String, String)>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let subject = Subject::read(&app, &ctx, &number, &query).await?;
    let wrong: i64 = id(&seq)?;
    let mut faults = Faults::default();
    let held = subject.record.view.facts.iter().find(|held| held.known.fact.seq == wrong);
    let kind = held.map(|held| held.known.fact.value.kind()).ok_or_else(Fault::not_found)?;
    let replaces = fields.get("how") != "withdraw";
    let right = if replaces { values::read(&app, kind, &fields, &mut faults) } else { None };
    let from = if fields.has("from") { partial_day(&fields, "from", &mut faults) } else { None };
    let basis = basis(&fields, &mut faults);
    if !fields.has("reason") {
        faults.add("reason", "problem-required", Vec::new());
    }
    let (Some(basis), true) = (basis, faults.is_empty()) else {
        return show_correct(&app, &ctx, &subject, &seq, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let wanted = FactCorrection { wrong, right, from, basis, reason: fields.get("reason").to_owned() };
    let expected = fields.get("version").parse().ok();
    let done =
        app.office().correct_fact(ctx.actor(), &subject.purpose, subject.person, expected, wanted).await;
    match done {
        Ok(_) => Ok(Redirect::to(&subject.href(&ctx, "")).into_response()),
        Err(error) => {
            let (faults, status) = refused(&ctx, &subject, error, "reason")?;
            show_correct(&app, &ctx, &subject, &seq, &fields, &faults, status)
        }
    }
}

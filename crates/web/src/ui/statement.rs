//! Asking for a statement from the register, and the list of those issued: the same for clients and officers.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::status::FieldFault;
use crate::text;
use crate::ui::field::{Form, Line};
use crate::ui::law_text::{norm, unverified};
use crate::ui::notice::{Tone, empty, notice};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::{Lang, PersonId, StatementId};
use law::register::{StatementFee, StatementFees};
use maud::{Markup, html};
use office::OfficeError;
use office::register::{KnownAt, When};
use office::statements::{StatementBytes, StatementRequest, StatementView};

/// What the form shows at first.
#[must_use]
pub fn first(ctx: &Ctx, person: PersonId) -> Fields {
    let (person, lang, today) = (person.to_string(), ctx.lang().to_string(), ctx.today().to_string());
    Fields::of(&[("person", &person), ("lang", &lang), ("as_of", &today)])
}

/// The fields: which statement, for whom, what for, in which language, as of which day.
#[must_use]
pub fn ask(form: &Form<'_>, app: &App) -> Markup {
    let ctx = form.ctx;
    let register = app.law().register();
    let named =
        |code: &String| register.fact(code).map_or(code.as_str(), |fact| ctx.of(&fact.name)).to_owned();
    let kinds: Vec<_> = register
        .statements()
        .iter()
        .map(|kind| {
            let mut hint = kind.facts.iter().map(named).collect::<Vec<_>>().join(", ") + ".";
            if kind.names_others {
                hint = format!("{hint} {}", ctx.t("statement-others-named"));
            }
            (kind.code.clone(), ctx.of(&kind.name).to_owned(), hint)
        })
        .collect();
    let languages: Vec<_> =
        text::languages().map(|lang| (lang.to_string(), language(lang), String::new())).collect();
    html! {
        (form.radios("kind", &ctx.t("statement-kind"), &ctx.t("statement-kind-hint"), &kinds))
        (form.line(Line::Text, "recipient", &ctx.t("statement-recipient"), &ctx.t("statement-recipient-hint"), "off"))
        (form.line(Line::Text, "intended_use", &ctx.t("statement-use"), &ctx.t("statement-use-hint"), "off"))
        (form.radios("lang", &ctx.t("statement-lang"), &ctx.t("statement-lang-hint"), &languages))
        (form.line(Line::Date, "as_of", &ctx.t("statement-as-of"), &ctx.t("statement-as-of-hint"), "off"))
    }
}

/// What is to be paid, kind by kind; kinds that cost the same stand together.
#[must_use]
pub fn fees(ctx: &Ctx, app: &App) -> Markup {
    let register = app.law().register();
    let mut groups: Vec<(&StatementFees, Vec<&str>)> = Vec::new();
    for kind in register.statements() {
        let Some(fees) = &kind.fees else { continue };
        match groups.iter_mut().find(|(known, _)| *known == fees) {
            Some((_, names)) => names.push(ctx.of(&kind.name)),
            None => groups.push((fees, vec![ctx.of(&kind.name)])),
        }
    }
    let amount = |row: &StatementFee| match row.amount.cents() {
        0 => ctx.t("statement-fee-free"),
        _ => ctx.money(row.amount),
    };
    let body = html! {
        p { (ctx.t("statement-fee")) }
        p { (ctx.t("statement-fee-here")) " " span.unverified { (ctx.t("unverified")) } }
        details {
            summary { (ctx.t("statement-fee-table")) }
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("statement-column-what")) }
                        th scope="col" { (ctx.t("statement-fee-amount")) }
                    }
                }
                tbody {
                    @for (fees, names) in &groups {
                        tr {
                            th scope="row" { (names.join("; ")) }
                            td data-label=(ctx.t("statement-fee-amount")) {
                                ul {
                                    @for row in &fees.rows {
                                        li { strong.nowrap { (amount(row)) } " " (ctx.of(&row.name)) }
                                    }
                                }
                                p."small soft" { (norm(ctx, &register.cite(&fees.provision))) (unverified(ctx, fees.provision.verified)) }
                            }
                        }
                    }
                }
            }
        }
    };
    notice(Tone::Info, "", &body)
}

fn language(lang: Lang) -> String {
    text::text(lang, "language-name", &[])
}

/// What was asked for; nothing when a field is at fault.
pub fn read(
    ctx: &Ctx,
    fields: &Fields,
    person: PersonId,
    known_at: Option<KnownAt>,
    faults: &mut Faults,
) -> Option<StatementRequest> {
    if !fields.has("kind") {
        faults.add("kind", "statement-choose", Vec::new());
    }
    let as_of = match fields.get("as_of") {
        "" => None,
        text => {
            let day = text.parse();
            if day.is_err() {
                faults.add("as_of", "problem-wrong-date", Vec::new());
            }
            day.ok()
        }
    };
    faults.is_empty().then(|| StatementRequest {
        kind: fields.get("kind").to_owned(),
        person,
        when: When { as_of, known_at },
        recipient: fields.get("recipient").to_owned(),
        intended_use: fields.get("intended_use").to_owned(),
        lang: fields.get("lang").parse().unwrap_or_else(|_| ctx.lang()),
    })
}

/// What the office refused, at its fields.
///
/// # Errors
/// Whatever is no fault of a field.
pub fn refused(error: OfficeError, faults: &mut Faults) -> Result<(), OfficeError> {
    match error {
        OfficeError::Invalid(wrong) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            Ok(())
        }
        other => Err(other),
    }
}

/// The list of statements. `whose` names the persons, where there is more than one; `href` is the address of a form.
#[must_use]
pub fn list(
    ctx: &Ctx,
    statements: &[StatementView],
    just_issued: Option<StatementId>,
    whose: &[(PersonId, String)],
    href: &dyn Fn(StatementId, &str) -> String,
) -> Markup {
    let done = just_issued.filter(|id| statements.iter().any(|statement| statement.id == *id));
    let several = whose.len() > 1;
    html! {
        @if done.is_some() {
            div role="status" {
                (notice(Tone::Good, &ctx.t("statement-done"), &html! { p { (ctx.t("statement-done-note")) } }))
            }
        }
        h2 { (ctx.t("statement-issued-heading")) }
        @if statements.is_empty() {
            (empty(&ctx.t("statement-none"), None))
        } @else {
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("statement-column-what")) }
                        @if several { th scope="col" { (ctx.t("statement-column-who")) } }
                        th scope="col" { (ctx.t("statement-column-recipient")) }
                        th scope="col" { (ctx.t("statement-column-as-of")) }
                        th scope="col" { (ctx.t("statement-column-issued")) }
                        th scope="col" { (ctx.t("statement-column-files")) }
                    }
                }
                tbody { @for statement in statements { (row(ctx, statement, several.then_some(whose), href)) } }
            }
        }
    }
}

fn row(
    ctx: &Ctx,
    statement: &StatementView,
    whose: Option<&[(PersonId, String)]>,
    href: &dyn Fn(StatementId, &str) -> String,
) -> Markup {
    let (id, issued) = (statement.id, &statement.issued);
    let number = ctx.tf("statement-number", &[("number", id.grouped().into())]);
    let named = |form: &str| match form.parse::<Lang>() {
        Ok(lang) => ctx.tf("statement-pdf", &[("language", language(lang).into())]),
        Err(_) => ctx.t("statement-json"),
    };
    html! {
        tr {
            th scope="row" { (ctx.of(&issued.title)) br; span.small.soft { (number) } }
            @if let Some(whose) = whose {
                td data-label=(ctx.t("statement-column-who")) {
                    @for (_, name) in whose.iter().filter(|(person, _)| *person == issued.person) { (name) }
                }
            }
            td data-label=(ctx.t("statement-column-recipient")) { (issued.recipient) }
            td data-label=(ctx.t("statement-column-as-of")) { (ctx.date(issued.as_of)) }
            td data-label=(ctx.t("statement-column-issued")) { (ctx.date(issued.on)) }
            td data-label=(ctx.t("statement-column-files")) {
                @for (at, file) in issued.files.iter().enumerate() {
                    @if at > 0 { br; }
                    a href=(href(id, &file.form)) {
                        (named(&file.form)) span.hidden-visually { ", " (number) }
                    }
                }
            }
        }
    }
}

/// A statement as a download, named after its number.
#[must_use]
pub fn download(id: StatementId, form: &str, file: StatementBytes) -> Response {
    let ending = if form.parse::<Lang>().is_ok() { format!("{form}.pdf") } else { form.to_owned() };
    let disposition = format!("attachment; filename=\"{id}.{ending}\"");
    let headers = [(header::CONTENT_TYPE, file.media_type), (header::CONTENT_DISPOSITION, disposition)];
    (headers, file.bytes).into_response()
}

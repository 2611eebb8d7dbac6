//! Payments, for the accountant: statements of the bank are taken in, what found its case is counted, what did not is
//! looked at one by one. What payers wrote is shown as they wrote it, as text.

use super::words::officer_name;
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params, Upload};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::typed::kept_files;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::pages;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CaseId, PaymentId, RefundId};
use maud::{Markup, html};
use office::OfficeError;
use office::payments::{Assignment, ImportReport, Payment, PaymentFilter, PaymentState, Refund};

/// Lines a page.
const LINES: u16 = 25;
/// Largest statement that is taken in by a form, in bytes; larger ones are for the command line.
const STATEMENT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The address of the list.
pub(super) const PATH: &str = "/work/payments";

/// `GET /{lang}/work/payments?state=&after=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show_list(&app, &ctx, &query, &ctx.faults(), None, StatusCode::OK).await
}

/// `POST /{lang}/work/payments`: a statement of the bank.
pub async fn take_in(State(app): State<App>, ctx: Ctx, mut upload: Upload) -> Result<Response, Fault> {
    officer(&ctx)?;
    let mut faults = Faults::default();
    let file = upload.next().await?.map(|file| file.bytes).unwrap_or_default();
    // The fields after it, if any, are read too: the token of the form is proved at its end.
    while upload.next().await?.is_some() {}
    if file.len() > STATEMENT_BYTES_MAX {
        return Err(Fault::of("too-large"));
    }
    if file.is_empty() {
        faults.add("statement", "work-statement-missing", Vec::new());
        return show_list(&app, &ctx, &Fields::default(), &faults, None, StatusCode::UNPROCESSABLE_ENTITY)
            .await;
    }
    match app.office().import_statement(ctx.actor(), file).await {
        Ok(report) => show_list(&app, &ctx, &Fields::default(), &faults, Some(&report), StatusCode::OK).await,
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
            show_list(&app, &ctx, &Fields::default(), &faults, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_list(
    app: &App,
    ctx: &Ctx,
    query: &Fields,
    faults: &Faults,
    report: Option<&ImportReport>,
    status: StatusCode,
) -> Result<Response, Fault> {
    officer(ctx)?;
    let chosen = |field: &str| Some(query.get(field).to_owned()).filter(|text| !text.is_empty());
    let filter = PaymentFilter { state: chosen("state"), after: chosen("after"), limit: LINES };
    let payments = app.office().payments(ctx.actor(), &filter).await?;
    let counts = app.office().payment_counts(ctx.actor()).await?;
    let fields = Fields::default();
    let form = Form { ctx, fields: &fields, faults };
    let body = html! {
        (form.summary())
        @if let Some(report) = report { (told(ctx, report)) }
        div.panel {
            h2 { (ctx.t("work-statement-heading")) }
            form method="post" enctype="multipart/form-data" action=(ctx.href(PATH)) {
                (ctx.form_token())
                (kept_files(ctx, "statement"))
                div.field {
                    label for="statement" { (ctx.t("work-statement")) }
                    p.hint #statement-hint { (ctx.t("work-statement-hint")) }
                    @if let Some(fault) = faults.of("statement", ctx) { p.error #statement-fault { (fault) } }
                    input #statement type="file" name="statement" accept=".xml,application/xml,text/xml"
                        aria-describedby="statement-hint";
                }
                p.actions { (button::send(ctx, "work-statement-send")) }
            }
        }
        nav.pages aria-label=(ctx.t("work-payments-states")) {
            a.button.second.small href=(ctx.href(PATH)) aria-current=[filter.state.is_none().then_some("page")] {
                (ctx.t("work-payments-open"))
            }
            @for state in PaymentState::ALL {
                @let count = counts.iter().find(|(code, ..)| code == state.code()).map_or(0, |(_, count, _)| *count);
                @let here = filter.state.as_deref() == Some(state.code());
                a.button.second.small href=(ctx.href(&format!("{PATH}?state={}", state.code())))
                    aria-current=[here.then_some("page")] {
                    (ctx.code("payment-state", state.code())) " (" (count) ")"
                }
            }
        }
        h2 { (filter.state.as_deref().map_or_else(|| ctx.t("work-payments-open"), |state| ctx.code("payment-state", state))) }
        @if payments.items.is_empty() {
            (empty(&ctx.t("work-payments-empty"), None))
        } @else {
            (table(ctx, &payments.items))
            @let state = filter.state.as_deref().unwrap_or_default();
            @let next = payments.next.as_ref().map(|next| format!("{PATH}?state={state}&after={next}"));
            (pages::onward(ctx, None, next.as_deref()))
        }
    };
    let page = Page::new(ctx, ctx.t("nav-payments")).crumb("/work", ctx.t("nav-work"));
    Ok(page.status(status).faults(faults).render(body))
}

/// What a file did.
fn told(ctx: &Ctx, report: &ImportReport) -> Markup {
    let lines = html! {
        @for statement in &report.statements {
            p role="status" {
                (ctx.tf("work-statement-done", &[
                    ("id", (&statement.id).into()),
                    ("new", statement.new.len().into()),
                    ("settled", statement.count(PaymentState::Settled).into()),
                    ("part", statement.count(PaymentState::Part).into()),
                    ("waiting", statement.count(PaymentState::Waiting).into()),
                    ("empty", statement.empty.into()),
                    ("known", statement.known.into()),
                ]))
            }
        }
    };
    notice(Tone::Good, &ctx.t("work-statement-read"), &lines)
}

fn table(ctx: &Ctx, payments: &[Payment]) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-payment-day")) }
                    th.num scope="col" { (ctx.t("work-payment-amount")) }
                    th scope="col" { (ctx.t("work-payment-other")) }
                    th scope="col" { (ctx.t("work-payment-text")) }
                    th scope="col" { (ctx.t("work-payment-stands")) }
                }
            }
            tbody {
                @for payment in payments {
                    tr {
                        th scope="row" {
                            a href=(href(ctx, payment.id)) { (ctx.date(payment.booked.booked_on)) }
                        }
                        td.num data-label=(ctx.t("work-payment-amount")) { (signed(ctx, payment)) }
                        td data-label=(ctx.t("work-payment-other")) { (other(payment)) }
                        td data-label=(ctx.t("work-payment-text")) { (written(payment)) }
                        td data-label=(ctx.t("work-payment-stands")) { (stands(ctx, payment)) }
                    }
                }
            }
        }
    }
}

fn href(ctx: &Ctx, payment: PaymentId) -> String {
    ctx.href(&format!("{PATH}/{payment}"))
}

fn signed(ctx: &Ctx, payment: &Payment) -> String {
    let amount = ctx.money(payment.booked.amount);
    if payment.booked.credit { amount } else { format!("−{amount}") }
}

fn other(payment: &Payment) -> &str {
    if payment.booked.name.is_empty() { "—" } else { &payment.booked.name }
}

fn written(payment: &Payment) -> String {
    let parts = [payment.booked.reference.as_deref(), Some(payment.booked.text.as_str())];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "—".to_owned() } else { parts.join("; ") }
}

/// Where it stands and why, as a tag and a sentence.
fn stands(ctx: &Ctx, payment: &Payment) -> Markup {
    let tone = match payment.state {
        PaymentState::Waiting => Tone::Warn,
        PaymentState::Refunding => Tone::Info,
        PaymentState::Part | PaymentState::Settled | PaymentState::Refunded | PaymentState::PaidOut => {
            Tone::Good
        }
        PaymentState::SetAside => Tone::Plain,
    };
    html! {
        (tag(tone, &ctx.code("payment-state", payment.state.code())))
        @if let Some(reason) = payment.reason { " " (ctx.code("payment-reason", reason.code())) }
    }
}

/// `GET /{lang}/work/payments/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let payment = app.office().payment(ctx.actor(), id(&number)?).await?;
    // What the bank told is offered; whoever pays back looks whether it is right.
    let case = payment.case.map(CaseId::grouped).unwrap_or_default();
    let refund = payment.named_refund().map(|refund| refund.to_string()).unwrap_or_default();
    let account = payment.booked.other_account.as_ref().map(kernel::Iban::grouped).unwrap_or_default();
    let told = [
        ("assign-case", &*case),
        ("match-refund", &*refund),
        ("refund-payee", &*payment.booked.name),
        ("refund-account", &*account),
    ];
    show(&app, &ctx, &payment, &ctx.given_back(Fields::of(&told)), &ctx.faults(), StatusCode::OK).await
}

/// The page of a movement, with what was written into one of its forms.
async fn show(
    app: &App,
    ctx: &Ctx,
    payment: &Payment,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Result<Response, Fault> {
    let refunds = app.office().refunds_of_debit(ctx.actor(), payment).await?;
    let form = Form { ctx, fields, faults };
    let booked = &payment.booked;
    let body = html! {
        (form.summary())
        p.lead { span.big { (signed(ctx, payment)) } " " (stands(ctx, payment)) }
        dl.facts {
            dt { (ctx.t("work-payment-day")) } dd { (ctx.date(booked.booked_on)) }
            dt { (ctx.t("work-payment-other")) }
            dd { (other(payment)) @if let Some(account) = &booked.other_account { br; span.number { (account.grouped()) } } }
            dt { (ctx.t("work-payment-text")) } dd { (written(payment)) }
            dt { (ctx.t("work-payment-account")) } dd { span.number { (booked.account.grouped()) } }
            dt { (ctx.t("work-payment-bank")) } dd { (booked.bank_reference) ", " (booked.statement) }
            @if let Some(case) = payment.case { dt { (ctx.t("work-payment-case")) } dd { code { (case.grouped()) } } }
            dt { (ctx.t("work-payment-left")) } dd { (ctx.money(payment.left)) }
            @for (refund, amount, _) in &payment.refunds {
                dt { (ctx.t("work-payment-refund")) }
                dd { a href=(ctx.href(&format!("/work/refunds/{refund}"))) { (ctx.money(*amount)) } }
            }
        }
        @if !payment.said.is_empty() {
            h2 { (ctx.t("work-payment-said")) }
            ul.rows {
                @for (by, why, on) in &payment.said {
                    li {
                        p { (why) }
                        p.small.soft {
                            @if let Some(by) = by { (officer_name(app.office(), by.as_str())) ", " }
                            (ctx.date(*on))
                        }
                    }
                }
            }
        }
        @if payment.state.is_open() && !payment.left.is_zero() { (forms(&form, payment, &refunds)) }
    };
    let page = Page::new(ctx, ctx.t("work-payment-title"));
    let page = page.crumb("/work", ctx.t("nav-work")).crumb(PATH, ctx.t("nav-payments"));
    Ok(page.status(status).faults(faults).render(body))
}

/// Which refund a debit is: the one that it names is proposed, and what differs is told.
fn matching(form: &Form<'_>, payment: &Payment, refunds: &[Refund]) -> Markup {
    let ctx = form.ctx;
    let words = |refund: &Refund| {
        format!("{}: {}, {}", refund.id.grouped(), ctx.money(refund.order.amount), refund.order.payee)
    };
    let options: Vec<_> = std::iter::once((String::new(), ctx.t("choose")))
        .chain(refunds.iter().map(|refund| (refund.id.to_string(), words(refund))))
        .collect();
    let named = refunds.iter().find(|refund| Some(refund.id) == payment.named_refund());
    html! {
        @if let Some(refund) = named {
            p {
                (ctx.tf("work-match-named", &[
                    ("refund", refund.id.grouped().into()),
                    ("ordered", ctx.money(refund.order.amount).into()),
                    ("booked", ctx.money(payment.booked.amount).into()),
                ]))
            }
        }
        (form.select("match-refund", &ctx.t("work-match-refund"), "", &options))
        (form.area("match-reasons", &ctx.t("work-reasons"), &ctx.t("work-refund-reasons-hint")))
    }
}

fn forms(form: &Form<'_>, payment: &Payment, refunds: &[Refund]) -> Markup {
    let ctx = form.ctx;
    let chosen = |act: &str| form.faults.all().iter().any(|fault| fault.field.starts_with(act));
    let send = |act: &str, heading: &str, inner: Markup| {
        html! {
            details.more.command open[chosen(act)] {
                summary { (ctx.t(heading)) }
                form method="post" action={ (href(ctx, payment.id)) "/" (act) } {
                    (ctx.form_token())
                    input type="hidden" name="version" value=(payment.version);
                    (inner)
                    p.actions { (button::send(ctx, heading)) }
                }
            }
        }
    };
    let assign = html! {
        p { (ctx.t("work-assign-note")) }
        (form.line(Line::Code, "assign-case", &ctx.t("work-payment-case"), &ctx.t("work-assign-case-hint"), "off"))
        @if form.faults.of("assign-other-reference", ctx).is_some() || form.fields.has("assign-other-reference") {
            (form.checkboxes("assign-other-reference", &ctx.t("work-assign-other"), "", &[("yes".to_owned(), ctx.t("work-assign-other-yes"), String::new())]))
        }
        (form.area("assign-reasons", &ctx.t("work-reasons"), &ctx.t("work-refund-reasons-hint")))
    };
    let aside = html! { (form.area("set-aside-reasons", &ctx.t("work-reasons"), &ctx.t("work-aside-hint"))) };
    html! {
        h2 { (ctx.t("work-now-heading")) }
        @if payment.booked.credit {
            (send("assign", "work-assign", assign))
            (send("refund", "work-refund-order", super::refunds::fields(form, "refund", &ctx.money(payment.left))))
        }
        @if !refunds.is_empty() { (send("match", "work-match", matching(form, payment, refunds))) }
        (send("set-aside", "work-aside", aside))
    }
}

/// `POST /{lang}/work/payments/{id}/{act}`
pub async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, act)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let payment: PaymentId = id(&number)?;
    let version = fields.get("version").parse().ok();
    let office = app.office();
    let done = match act.as_str() {
        "assign" => {
            let mut faults = Faults::default();
            let Ok(case) = fields.get("assign-case").parse::<CaseId>() else {
                faults.add("assign-case", "work-assign-case-wrong", Vec::new());
                let shown = office.payment(ctx.actor(), payment).await?;
                return show(&app, &ctx, &shown, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY).await;
            };
            let (reasons, other) = (fields.get("assign-reasons"), fields.has("assign-other-reference"));
            let wanted = Assignment { case, other_reference: other, reasons };
            office.assign_payment(ctx.actor(), payment, version, &wanted).await.map(|_| ())
        }
        "match" => {
            let mut faults = Faults::default();
            let Ok(refund) = fields.get("match-refund").parse::<RefundId>() else {
                faults.add("match-refund", "work-choose", Vec::new());
                let shown = office.payment(ctx.actor(), payment).await?;
                return show(&app, &ctx, &shown, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY).await;
            };
            let reasons = fields.get("match-reasons");
            office.match_refund(ctx.actor(), payment, version, refund, reasons).await.map(|_| ())
        }
        "set-aside" => {
            let reasons = fields.get("set-aside-reasons");
            office.set_payment_aside(ctx.actor(), payment, version, reasons).await.map(|_| ())
        }
        "refund" => super::refunds::of_payment(&app, &ctx, payment, &fields).await,
        _ => return Err(Fault::not_found()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&href(&ctx, payment)).into_response()),
        Err(error @ (OfficeError::Invalid(_) | OfficeError::NotNow(_) | OfficeError::Conflict(_))) => {
            let status = match &error {
                OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
            };
            let shown = office.payment(ctx.actor(), payment).await?;
            let faults = super::case::act::faults_of(&act, error);
            show(&app, &ctx, &shown, &fields, &faults, status).await
        }
        Err(other) => Err(other.into()),
    }
}

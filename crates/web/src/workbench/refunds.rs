//! Refunds: ordered by one officer, approved by another, written into an order to the bank.

mod bank;

pub use bank::export;

use super::words::officer_name;
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CaseId, Money, PaymentId, RefundId};
use maud::{Markup, html};
use office::OfficeError;
use office::access::rights::{Action, actor_may};
use office::payments::{Refund, RefundRequest, RefundSource, RefundState};

const PATH: &str = "/work/refunds";

/// The fields of a refund; `most` is how much can be paid back.
pub(super) fn fields(form: &Form<'_>, act: &str, most: &str) -> Markup {
    let ctx = form.ctx;
    let name = |field: &str| format!("{act}-{field}");
    html! {
        p { (ctx.t("work-refund-note")) }
        (form.line(Line::Code, &name("amount"), &ctx.t("work-refund-amount"),
            &ctx.tf("work-refund-amount-hint", &[("amount", most.into())]), "off"))
        (form.line(Line::Text, &name("payee"), &ctx.t("work-refund-payee"), "", "off"))
        (form.line(Line::Code, &name("account"), &ctx.t("work-refund-account"), &ctx.t("work-refund-account-hint"), "off"))
        (form.line(Line::Text, &name("ground"), &ctx.t("work-refund-ground"), &ctx.t("work-refund-ground-hint"), "off"))
        (form.area(&name("reasons"), &ctx.t("work-reasons"), &ctx.t("work-refund-reasons-hint")))
    }
}

/// The request of a form; a wrong amount is told as the office tells it.
fn request(
    app: &App,
    source: RefundSource,
    act: &str,
    fields: &Fields,
) -> Result<RefundRequest, OfficeError> {
    let text = |field: &str| fields.get(&format!("{act}-{field}")).to_owned();
    let written = text("amount").replace(',', ".").replace(' ', "");
    let cents = match written.as_str() {
        "" => None,
        // Hundredths of whatever the money came in.
        written => {
            let amount = Money::parse_amount(written, app.office().country().currency).map_err(|_| {
                let problem = office::Problem::new("wrong-amount").with("value", text("amount"));
                OfficeError::field("amount", problem)
            })?;
            Some(amount.cents())
        }
    };
    Ok(RefundRequest {
        source,
        cents,
        payee: text("payee"),
        account: text("account"),
        ground: text("ground"),
        reasons: text("reasons"),
    })
}

/// Orders a refund of a movement.
pub(super) async fn of_payment(
    app: &App,
    ctx: &Ctx,
    payment: PaymentId,
    fields: &Fields,
) -> Result<(), OfficeError> {
    let wanted = request(app, RefundSource::Payment(payment), "refund", fields)?;
    app.office().order_refund(ctx.actor(), &wanted).await.map(|_| ())
}

/// `GET /{lang}/work/refunds?state=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show_list(&app, &ctx, &query, &ctx.given_back(Fields::default()), &ctx.faults(), StatusCode::OK).await
}

/// `POST /{lang}/work/refunds`: the fee of a case is to go back.
pub async fn order(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let mut faults = Faults::default();
    let ordered = match fields.get("refund-case").parse::<CaseId>() {
        Ok(case) => match request(&app, RefundSource::Case(case), "refund", &fields) {
            Ok(wanted) => app.office().order_refund(ctx.actor(), &wanted).await,
            Err(error) => Err(error),
        },
        Err(_) => {
            faults.add("refund-case", "work-assign-case-wrong", Vec::new());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show_list(&app, &ctx, &Fields::default(), &fields, &faults, status).await;
        }
    };
    match ordered {
        Ok(refund) => Ok(Redirect::to(&href(&ctx, refund.id)).into_response()),
        Err(error @ (OfficeError::Invalid(_) | OfficeError::NotNow(_) | OfficeError::Conflict(_))) => {
            let status = match &error {
                OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
            };
            let faults = super::case::act::faults_of("refund", error);
            show_list(&app, &ctx, &Fields::default(), &fields, &faults, status).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_list(
    app: &App,
    ctx: &Ctx,
    query: &Fields,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Result<Response, Fault> {
    officer(ctx)?;
    let state = RefundState::ALL.into_iter().find(|state| state.code() == query.get("state"));
    let refunds = app.office().refunds(ctx.actor(), state).await?;
    let (orders, pays) =
        (actor_may(ctx.actor(), Action::ReconcilePayments), actor_may(ctx.actor(), Action::PayRefunds));
    let written = query.get("written").parse::<RefundId>().ok();
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        @if query.has("none") { (notice(Tone::Info, "", &html! { p role="status" { (ctx.t("work-refunds-none")) } })) }
        @if let Some(refund) = written { (bank::written(ctx, refund)) }
        nav.pages aria-label=(ctx.t("work-refunds-states")) {
            a.button.second.small href=(ctx.href(PATH)) aria-current=[state.is_none().then_some("page")] {
                (ctx.t("work-refunds-open"))
            }
            @for known in RefundState::ALL {
                a.button.second.small href=(ctx.href(&format!("{PATH}?state={}", known.code())))
                    aria-current=[(state == Some(known)).then_some("page")] {
                    (ctx.code("refund-state", known.code()))
                }
            }
        }
        @if pays { (bank::forms(ctx, &refunds)) }
        @if refunds.is_empty() { (empty(&ctx.t("work-refunds-empty"), None)) } @else { (table(app, ctx, &refunds)) }
        @if orders {
            details.more.command open[!faults.is_empty()] {
                (button::summary(ctx, "work-refund-fee"))
                form method="post" action=(ctx.href(PATH)) {
                    (ctx.form_token())
                    (form.line(Line::Code, "refund-case", &ctx.t("work-payment-case"), &ctx.t("work-assign-case-hint"), "off"))
                    (self::fields(&form, "refund", &ctx.t("work-refund-whole")))
                    p.actions { (button::send(ctx, "work-refund-order")) }
                }
            }
        }
    };
    let page = Page::new(ctx, ctx.t("nav-refunds")).crumb("/work", ctx.t("nav-work"));
    Ok(page.status(status).faults(faults).render(body))
}

fn href(ctx: &Ctx, refund: RefundId) -> String {
    ctx.href(&format!("{PATH}/{refund}"))
}

fn state(ctx: &Ctx, refund: &Refund) -> Markup {
    let tone = match refund.state {
        RefundState::Ordered => Tone::Warn,
        RefundState::Approved | RefundState::Exported => Tone::Info,
        RefundState::Paid => Tone::Good,
        RefundState::Refused => Tone::Bad,
    };
    tag(tone, &ctx.code("refund-state", refund.state.code()))
}

fn table(app: &App, ctx: &Ctx, refunds: &[Refund]) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-refund-number")) }
                    th.num scope="col" { (ctx.t("work-payment-amount")) }
                    th scope="col" { (ctx.t("work-refund-payee")) }
                    th scope="col" { (ctx.t("work-refund-by")) }
                    th scope="col" { (ctx.t("work-payment-stands")) }
                }
            }
            tbody {
                @for refund in refunds {
                    tr {
                        th scope="row" { a href=(href(ctx, refund.id)) { span.nowrap { (refund.id.grouped()) } } }
                        td.num data-label=(ctx.t("work-payment-amount")) { (ctx.money(refund.order.amount)) }
                        td data-label=(ctx.t("work-refund-payee")) { (refund.order.payee) }
                        td data-label=(ctx.t("work-refund-by")) {
                            (officer_name(app.office(), refund.order.by.as_str())) ", " (ctx.date(refund.order.on))
                        }
                        td data-label=(ctx.t("work-payment-stands")) { (state(ctx, refund)) }
                    }
                }
            }
        }
    }
}

/// `GET /{lang}/work/refunds/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let refund = app.office().refund(ctx.actor(), id(&number)?).await?;
    Ok(show(&app, &ctx, &refund, &ctx.given_back(Fields::default()), &ctx.faults(), StatusCode::OK))
}

fn show(
    app: &App,
    ctx: &Ctx,
    refund: &Refund,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Response {
    let form = Form { ctx, fields, faults };
    let order = &refund.order;
    let signed =
        |by: &kernel::OfficerId, on| format!("{}, {}", officer_name(app.office(), by.as_str()), ctx.date(on));
    let body = html! {
        (form.summary())
        p.lead { span.big { (ctx.money(order.amount)) } " " (state(ctx, refund)) }
        dl.facts {
            dt { (ctx.t("work-refund-of")) }
            dd {
                @match order.source {
                    RefundSource::Payment(payment) => {
                        a href=(ctx.href(&format!("/work/payments/{payment}"))) { (ctx.t("work-refund-of-payment")) }
                    }
                    RefundSource::Case(case) => { (ctx.t("work-refund-of-fee")) " " code { (case.grouped()) } }
                }
            }
            dt { (ctx.t("work-refund-payee")) } dd { (order.payee) br; span.number { (order.account.grouped()) } }
            dt { (ctx.t("work-refund-from")) } dd { span.number { (order.from.grouped()) } }
            dt { (ctx.t("work-refund-ground")) } dd { (order.ground) " " span.unverified { (ctx.t("work-refund-cited")) } }
            dt { (ctx.t("work-reasons")) } dd { (order.reasons) }
            dt { (ctx.t("work-refund-by")) } dd { (signed(&order.by, order.on)) }
            @if let Some((by, on)) = &refund.approved { dt { (ctx.t("work-refund-approved")) } dd { (signed(by, *on)) } }
            @if let Some((by, why, on)) = &refund.refused {
                dt { (ctx.t("work-refund-refused")) } dd { (why) br; (signed(by, *on)) }
            }
            @if let Some((message, _, on)) = &refund.exported {
                dt { (ctx.t("work-refund-exported")) }
                dd { a href={ (href(ctx, refund.id)) "/order.xml" } { (message.grouped()) } ", " (ctx.date(*on)) }
            }
            @if let Some((_, on)) = &refund.paid { dt { (ctx.t("work-refund-paid")) } dd { (ctx.date(*on)) } }
        }
        (deciding(&form, refund))
    };
    Page::new(ctx, ctx.t("work-refund-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb(PATH, ctx.t("nav-refunds"))
        .status(status)
        .faults(faults)
        .render(body)
}

/// What a second officer can do; whoever ordered it can only give it up.
fn deciding(form: &Form<'_>, refund: &Refund) -> Markup {
    let ctx = form.ctx;
    let open = matches!(refund.state, RefundState::Ordered | RefundState::Approved);
    if !open || !actor_may(ctx.actor(), Action::ApproveRefund) {
        return html! {};
    }
    let own = ctx.actor().officer().is_some_and(|officer| officer.id == refund.order.by);
    let send = |act: &str, heading: &str, inner: Markup| {
        html! {
            form method="post" action={ (href(ctx, refund.id)) "/" (act) } {
                (ctx.form_token())
                input type="hidden" name="version" value=(refund.version);
                (inner)
                p.actions { button.danger[act == "refuse"] type="submit" { (ctx.t(heading)) } }
            }
        }
    };
    html! {
        h2 { (ctx.t("work-now-heading")) }
        @if refund.state == RefundState::Ordered {
            @if own {
                p { (ctx.t("work-refund-own")) }
            } @else {
                (send("approve", "work-refund-approve", html! { p { (ctx.t("work-refund-approve-note")) } }))
            }
        }
        details.more.command open[!form.faults.is_empty()] {
            (button::summary(ctx, "work-refund-refuse"))
            (send("refuse", "work-refund-refuse", form.area("refuse-reasons", &ctx.t("work-reasons"), "")))
        }
    }
}

/// `POST /{lang}/work/refunds/{id}/{act}`
pub async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, act)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let refund: RefundId = id(&number)?;
    let version = fields.get("version").parse().ok();
    let done = match act.as_str() {
        "approve" => app.office().approve_refund(ctx.actor(), refund, version).await,
        "refuse" => {
            app.office().refuse_refund(ctx.actor(), refund, version, fields.get("refuse-reasons")).await
        }
        _ => return Err(Fault::not_found()),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&href(&ctx, refund)).into_response()),
        Err(error @ (OfficeError::Invalid(_) | OfficeError::NotNow(_) | OfficeError::Conflict(_))) => {
            let status = match &error {
                OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
            };
            let shown = app.office().refund(ctx.actor(), refund).await?;
            let faults = super::case::act::faults_of(&act, error);
            Ok(show(&app, &ctx, &shown, &fields, &faults, status))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /{lang}/work/refunds/{id}/order.xml`
pub async fn file(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let bytes = app.office().refund_order(ctx.actor(), id(&number)?).await?;
    Ok(xml(&number, bytes))
}

fn xml(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/xml".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"refunds-{name}.xml\"")),
    ];
    (headers, bytes).into_response()
}

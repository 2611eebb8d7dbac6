//! How long cases are kept: what is over its time, by which rule and from which source; which cases are held; the orders
//! to erase. Numbers, and nobody.

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
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CaseId, Day, ErasureOrderId};
use maud::{Markup, html};
use office::OfficeError;
use office::access::rights::{Action, actor_may};
use office::retention::{ErasureOrder, HeldCase, OrderState, Report, ReportLine};

const PATH: &str = "/work/retention";

/// `GET /{lang}/work/retention?until=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show(&app, &ctx, &query, (&ctx.given_back(Fields::default()), &ctx.faults()), StatusCode::OK).await
}

/// `POST /{lang}/work/retention/orders`
pub async fn order(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let Ok(until) = fields.get("order-until").parse::<Day>() else {
        let wrong = OfficeError::field("until", office::Problem::new("wrong-date"));
        return refused(&app, &ctx, "order", &fields, wrong).await;
    };
    let procedure = Some(fields.get("order-procedure").trim().to_owned()).filter(|id| !id.is_empty());
    match app.office().order_erasure(ctx.actor(), procedure, until).await {
        Ok(_) => Ok(Redirect::to(&ctx.href(&format!("{PATH}?done=ordered"))).into_response()),
        Err(error) => refused(&app, &ctx, "order", &fields, error).await,
    }
}

/// `POST /{lang}/work/retention/orders/{id}/{act}`
pub async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path((order, act)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let order: ErasureOrderId = id(&order)?;
    let done = match act.as_str() {
        "approve" => app.office().approve_erasure(ctx.actor(), order).await,
        "refuse" => app.office().refuse_erasure(ctx.actor(), order).await,
        _ => return Err(Fault::not_found()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&ctx.href(&format!("{PATH}?done={act}"))).into_response()),
        Err(error) => refused(&app, &ctx, "order", &fields, error).await,
    }
}

/// `POST /{lang}/work/retention/holds`
pub async fn hold(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let Ok(case) = fields.get("hold-case").trim().parse::<CaseId>() else {
        let mut faults = Faults::default();
        faults.add("hold-case", "work-assign-case-wrong", Vec::new());
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&app, &ctx, &Fields::default(), (&fields, &faults), status).await;
    };
    let reasons = fields.get("hold-reasons");
    let done = match fields.get("hold-act") {
        "lift" => app.office().lift_hold(ctx.actor(), case, reasons).await,
        _ => app.office().hold_case(ctx.actor(), case, reasons).await,
    };
    match done {
        Ok(()) => Ok(Redirect::to(&ctx.href(&format!("{PATH}?done=hold"))).into_response()),
        Err(error) => refused(&app, &ctx, "hold", &fields, error).await,
    }
}

async fn refused(
    app: &App,
    ctx: &Ctx,
    form: &str,
    fields: &Fields,
    error: OfficeError,
) -> Result<Response, Fault> {
    let status = match &error {
        OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        OfficeError::NotNow(_) | OfficeError::Conflict(_) => StatusCode::CONFLICT,
        _ => return Err(error.into()),
    };
    let faults = super::case::act::faults_of(form, error);
    show(app, ctx, &Fields::default(), (fields, &faults), status).await
}

async fn show(
    app: &App,
    ctx: &Ctx,
    query: &Fields,
    (fields, faults): (&Fields, &Faults),
    status: StatusCode,
) -> Result<Response, Fault> {
    officer(ctx)?;
    let may = |action| actor_may(ctx.actor(), action);
    let form = Form { ctx, fields, faults };
    // Whoever may hold a case need not see what is due.
    let list = if may(Action::HoldCase) && !may(Action::ReadRetention) {
        Markup::default()
    } else {
        let until = query.get("until").parse().unwrap_or_else(|_| app.office().today());
        let report = app.office().retention_report(ctx.actor(), None, until).await?;
        let orders = app.office().erasure_orders(ctx.actor()).await?;
        let held = app.office().held_cases(ctx.actor()).await?;
        html! { (rules(app, ctx, &report)) (ordered(app, ctx, &orders, &form)) (holds(app, ctx, &held)) }
    };
    let body = html! {
        (form.summary())
        @if matches!(query.get("done"), "ordered" | "approve" | "refuse" | "hold") {
            (notice(Tone::Good, "", &html! { p role="status" { (ctx.t("work-retention-done")) } }))
        }
        p.lead { (ctx.t("work-retention-lead")) }
        (list)
        @if may(Action::HoldCase) { (hold_form(ctx, &form)) }
    };
    let page = Page::new(ctx, ctx.t("nav-retention")).crumb("/work", ctx.t("nav-work"));
    Ok(page.status(status).faults(faults).render(body))
}

/// The orders, and the form of another.
fn ordered(app: &App, ctx: &Ctx, orders: &[ErasureOrder], form: &Form<'_>) -> Markup {
    let may = |action| actor_may(ctx.actor(), action);
    html! {
        h2 { (ctx.t("work-retention-orders")) }
        @if orders.is_empty() { (empty(&ctx.t("work-retention-no-orders"), None)) } @else {
            (order_table(app, ctx, orders, may(Action::ApproveErasure)))
        }
        @if may(Action::OrderErasure) {
            details.more.command open[form.fields.has("order-until")] {
                (button::summary(ctx, "work-retention-order"))
                form method="post" action=(ctx.href(&format!("{PATH}/orders"))) {
                    (ctx.form_token())
                    p { (ctx.t("work-retention-order-note")) }
                    (form.line(Line::Code, "order-until", &ctx.t("work-retention-until"), &ctx.t("work-retention-until-hint"), "off"))
                    (form.line(Line::Code, "order-procedure", &ctx.t("work-retention-procedure"), &ctx.t("work-retention-procedure-hint"), "off"))
                    p.actions { (button::send(ctx, "work-retention-order")) }
                }
            }
        }
    }
}

fn holds(app: &App, ctx: &Ctx, held: &[HeldCase]) -> Markup {
    html! {
        h2 { (ctx.t("work-retention-holds")) }
        @if held.is_empty() { (empty(&ctx.t("work-retention-no-holds"), None)) } @else { (hold_table(app, ctx, held)) }
    }
}

fn hold_form(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let acts = ["hold", "lift"].map(|act| (act.to_owned(), ctx.code("work-retention-act", act)));
    html! {
        details.more.command open[form.fields.has("hold-case")] {
            (button::summary(ctx, "work-retention-hold"))
            form method="post" action=(ctx.href(&format!("{PATH}/holds"))) {
                (ctx.form_token())
                (form.line(Line::Code, "hold-case", &ctx.t("work-payment-case"), &ctx.t("work-assign-case-hint"), "off"))
                (form.select("hold-act", &ctx.t("work-retention-hold-act"), "", &acts))
                (form.area("hold-reasons", &ctx.t("work-reasons"), &ctx.t("work-retention-hold-hint")))
                p.actions { (button::send(ctx, "work-retention-hold-send")) }
            }
        }
    }
}

fn rules(app: &App, ctx: &Ctx, report: &Report) -> Markup {
    html! {
        h2 { (ctx.tf("work-retention-over", &[("day", ctx.date(report.until).into())])) }
        @if report.lines.is_empty() { (empty(&ctx.t("work-retention-nothing"), None)) } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-retention-procedure")) }
                        th scope="col" { (ctx.t("work-retention-rule")) }
                        th scope="col" { (ctx.t("work-retention-source")) }
                        th.num scope="col" { (ctx.t("work-retention-due")) }
                        th scope="col" { (ctx.t("work-retention-held")) }
                    }
                }
                tbody { @for line in &report.lines { (rule(app, ctx, line)) } }
            }
        }
        @if !report.kept.is_empty() {
            details.more {
                summary { (ctx.t("work-retention-kept")) }
                ul { @for (procedure, count) in &report.kept { li { (procedure) ": " (count) } } }
            }
        }
    }
}

fn rule(app: &App, ctx: &Ctx, line: &ReportLine) -> Markup {
    let procedure = app.office().law().version(&line.procedure, line.in_force);
    let name = procedure.map_or_else(|| line.procedure.clone(), |known| ctx.of(known.name()).to_owned());
    html! {
        tr {
            th scope="row" { (name) br; span.small.soft { (line.procedure) ", " (ctx.date(line.in_force)) } }
            td data-label=(ctx.t("work-retention-rule")) {
                @if let Some(term) = line.rule.term { (crate::words::term(ctx.lang(), term)) ", " }
                (ctx.tf("work-retention-from", &[("event", line.rule.from.as_str().into())]))
            }
            td data-label=(ctx.t("work-retention-source")) {
                @if let Some(cite) = &line.rule.cite { (cite) }
                @if let Some(source) = &line.rule.source { " " (source) }
                @if !line.rule.verified { " " (tag(Tone::Warn, &ctx.t("work-retention-unverified"))) }
            }
            td.num data-label=(ctx.t("work-retention-due")) {
                (line.due)
                @if let Some(since) = line.since { br; span.small.soft { (ctx.date(since)) } }
            }
            td data-label=(ctx.t("work-retention-held")) {
                @if line.held.is_empty() { "—" }
                @for (by, count) in &line.held { (ctx.code("retention-held", by.code())) ": " (count) br; }
            }
        }
    }
}

fn order_table(app: &App, ctx: &Ctx, orders: &[ErasureOrder], approves: bool) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-retention-number")) }
                    th scope="col" { (ctx.t("work-retention-until")) }
                    th scope="col" { (ctx.t("work-retention-procedure")) }
                    th scope="col" { (ctx.t("work-refund-by")) }
                    th scope="col" { (ctx.t("work-payment-stands")) }
                }
            }
            tbody {
                @for order in orders {
                    tr {
                        th scope="row" { span.nowrap { (order.id.grouped()) } }
                        td data-label=(ctx.t("work-retention-until")) { (ctx.date(order.until)) }
                        td data-label=(ctx.t("work-retention-procedure")) {
                            (order.procedure.clone().unwrap_or_else(|| ctx.t("work-retention-all")))
                        }
                        td data-label=(ctx.t("work-refund-by")) {
                            (officer_name(app.office(), order.by.as_str())) ", " (ctx.date(order.on))
                            @if let Some(by) = &order.approved { br; (officer_name(app.office(), by)) }
                        }
                        td data-label=(ctx.t("work-payment-stands")) {
                            (tag(tone(order.state), &ctx.code("erasure-state", order.state.code())))
                            @if order.state == OrderState::Done { br; (ctx.tf("work-retention-erased", &[("n", i64::try_from(order.erased).unwrap_or(0).into())])) }
                            @if approves && order.state == OrderState::Ordered { (approval(ctx, order)) }
                        }
                    }
                }
            }
        }
    }
}

fn approval(ctx: &Ctx, order: &ErasureOrder) -> Markup {
    html! {
        @for act in ["approve", "refuse"] {
            form method="post" action=(ctx.href(&format!("{PATH}/orders/{}/{act}", order.id))) {
                (ctx.form_token())
                button.small.second[act == "refuse"] type="submit" {
                    (ctx.code("work-retention-order-act", act)) span.hidden-visually { " " (order.id.grouped()) }
                }
            }
        }
    }
}

const fn tone(state: OrderState) -> Tone {
    match state {
        OrderState::Ordered => Tone::Warn,
        OrderState::Approved => Tone::Info,
        OrderState::Done => Tone::Good,
        OrderState::Refused => Tone::Plain,
    }
}

fn hold_table(app: &App, ctx: &Ctx, held: &[HeldCase]) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("work-payment-case")) }
                    th scope="col" { (ctx.t("work-retention-held-since")) }
                    th scope="col" { (ctx.t("work-refund-by")) }
                }
            }
            tbody {
                @for hold in held {
                    tr {
                        th scope="row" { span.nowrap { (hold.case.grouped()) } }
                        td data-label=(ctx.t("work-retention-held-since")) { (ctx.date(hold.since)) }
                        td data-label=(ctx.t("work-refund-by")) { (officer_name(app.office(), &hold.by)) }
                    }
                }
            }
        }
    }
}

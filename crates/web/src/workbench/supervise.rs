//! The supervisor's page: how the work of the own office is spread, its open cases by number, service and term, and who
//! examines each. No person is named: the work needs none.

use super::load;
use super::words::{numeric, office_name, officer_name, procedure_name, runs, stage};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::field::Form;
use crate::ui::notice::empty;
use crate::ui::pages;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use maud::{Markup, html};
use office::OfficeError;
use office::actor::{Officer, Role};
use office::cases::SupervisedCase;

/// `GET /{lang}/work/supervise?after=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show(&app, &ctx, &query, &ctx.faults()).await
}

/// `POST /{lang}/work/supervise/{id}`: gives a case to an officer, or back to all.
pub async fn give(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case = id::<CaseId>(&number)?;
    let to = Some(fields.get("to")).filter(|code| !code.is_empty());
    match app.office().give_to(ctx.actor(), case, to).await {
        Ok(()) => Ok(Redirect::to(&ctx.href("/work/supervise")).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            let mut faults = Faults::default();
            let field = format!("to-{case}");
            faults.extend(wrong.iter().map(|wrong| FieldFault { field: field.clone(), ..wrong.into() }));
            show(&app, &ctx, &Fields::default(), &faults).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(app: &App, ctx: &Ctx, query: &Fields, faults: &Faults) -> Result<Response, Fault> {
    let me = officer(ctx)?;
    if !me.is(Role::Supervisor) {
        return Err(Fault::of("no-right"));
    }
    let after = Some(query.get("after")).filter(|text| !text.is_empty());
    let lines = app.office().supervised_load(ctx.actor()).await?;
    let cases = app.office().supervised(ctx.actor(), after).await?;
    let officers = app.office().examiners_of(ctx.actor())?;
    let next = cases.next.as_ref().map(|next| format!("/work/supervise?after={next}"));
    let form = Form { ctx, fields: query, faults };
    let body = html! {
        p.lead { (office_name(ctx, app.office(), &me.office)) }
        p.small.soft { (ctx.t("supervise-note")) }
        (form.summary())
        @if lines.is_empty() { (empty(&ctx.t("work-stages-empty"), None)) } @else { (load::spread(ctx, app, &lines)) }
        h2 { (ctx.t("supervise-cases")) }
        @if cases.items.is_empty() { p { (ctx.t("work-cases-empty")) } } @else {
            (table(ctx, app, &cases.items, &officers, faults))
        }
        (pages::onward(ctx, after.map(|_| "/work/supervise"), next.as_deref()))
    };
    let page = Page::new(ctx, ctx.t("nav-supervise")).crumb("/work", ctx.t("nav-work"));
    Ok(page.faults(faults).render(body))
}

fn table(ctx: &Ctx, app: &App, cases: &[SupervisedCase], officers: &[Officer], faults: &Faults) -> Markup {
    html! {
        table.table.dense {
            thead {
                tr {
                    th scope="col" { (ctx.t("supervise-case")) }
                    th scope="col" { (ctx.t("work-service")) }
                    th scope="col" { (ctx.t("work-stage")) }
                    th scope="col" { (ctx.t("work-due")) }
                    th scope="col" { (ctx.t("work-received")) }
                    th scope="col" { (ctx.t("work-examiner")) }
                }
            }
            tbody {
                @for case in cases {
                    @let field = format!("to-{}", case.id);
                    @let fault = faults.of(&field, ctx);
                    tr {
                        th scope="row" { code { (case.id.grouped()) } }
                        td data-label=(ctx.t("work-service")) { (procedure_name(ctx, app.office(), &case.procedure)) }
                        td data-label=(ctx.t("work-stage")) { (stage(ctx, &case.stage)) }
                        td data-label=(ctx.t("work-due")) { (runs(ctx, case.due)) }
                        td.nowrap data-label=(ctx.t("work-received")) { (numeric(ctx, case.received)) }
                        td data-label=(ctx.t("work-examiner")) {
                            form.inline.tight method="post" action=(ctx.href(&format!("/work/supervise/{}", case.id))) {
                                (ctx.form_token())
                                @if let Some(fault) = &fault { p.error #{ (field) "-fault" } { (fault) } }
                                label.hidden-visually for=(field) {
                                    (ctx.tf("supervise-to", &[("number", case.id.grouped().into())]))
                                }
                                select #(field) name="to" aria-invalid=[fault.as_ref().map(|_| "true")]
                                    aria-describedby=[fault.as_ref().map(|_| format!("{field}-fault"))] {
                                    option value="" selected[case.assigned.is_none()] { (ctx.t("work-nobody")) }
                                    @if let Some(holder) = elsewhere(case, officers) {
                                        option value=(holder) selected { (officer_name(app.office(), holder)) }
                                    }
                                    @for one in officers {
                                        option value=(one.id.as_str()) selected[case.assigned.as_ref() == Some(&one.id)] { (one.name) }
                                    }
                                }
                                button.small.second type="submit" {
                                    (ctx.t("supervise-give")) span.hidden-visually { ": " (case.id.grouped()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who has the case and works at another office: shown, so that the choice says what is so.
fn elsewhere<'a>(case: &'a SupervisedCase, officers: &[Officer]) -> Option<&'a str> {
    let holder = case.assigned.as_ref()?;
    officers.iter().all(|one| one.id != *holder).then_some(holder.as_str())
}

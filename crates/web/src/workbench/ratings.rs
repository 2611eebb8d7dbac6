//! What clients said of services: for whoever answers for their quality, the newest first, by service and office. Who said
//! it is not told.

use super::officer;
use super::words::{office_name, procedure_name};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::notice::empty;
use crate::ui::pages;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::ratings::{RatingFilter, RatingPage};

const PATH: &str = "/work/ratings";

/// `GET /{lang}/work/ratings?service=&office=&page=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    if !actor_may(ctx.actor(), Action::ReadRatings) {
        return Err(Fault::of("no-right"));
    }
    let given = |name: &str| Some(query.get(name).to_owned()).filter(|text| !text.is_empty());
    let filter = RatingFilter {
        service: given("service"),
        office: given("office"),
        page: query.get("page").parse().unwrap_or(0),
    };
    let found = app.office().rating_words(ctx.actor(), &Purpose::Duty, &filter).await?;
    let first = (filter.page > 0).then(|| at(&query, 0));
    let next = found.next.map(|next| at(&query, next));
    let body = html! {
        p.lead { (ctx.t("ratings-lead")) }
        (filters(&app, &ctx, &query))
        (list(&app, &ctx, &found))
        (pages::onward(&ctx, first.as_deref(), next.as_deref()))
        p.small.soft { (ctx.t("ratings-trace")) }
    };
    Ok(Page::new(&ctx, ctx.t("nav-ratings")).crumb("/work", ctx.t("nav-work")).render(body))
}

/// The address of a page of the same list.
fn at(query: &Fields, page: u32) -> String {
    format!("{PATH}?service={}&office={}&page={page}", query.get("service"), query.get("office"))
}

fn filters(app: &App, ctx: &Ctx, query: &Fields) -> Markup {
    let faults = Faults::default();
    let form = Form { ctx, fields: query, faults: &faults };
    let all = || (String::new(), ctx.t("ratings-all"));
    let services = app.law().services(ctx.today()).into_iter();
    let services = services.map(|service| (service.id().to_owned(), ctx.of(service.name()).to_owned()));
    let services: Vec<_> = std::iter::once(all()).chain(services).collect();
    let offices =
        app.law().offices().iter().map(|office| (office.id.clone(), ctx.of(&office.name).to_owned()));
    let offices: Vec<_> = std::iter::once(all()).chain(offices).collect();
    html! {
        form method="get" action=(ctx.href(PATH)) {
            (form.select("service", &ctx.t("work-service"), "", &services))
            (form.select("office", &ctx.t("office"), "", &offices))
            p.actions { button.second type="submit" { (ctx.t("ratings-show")) } }
        }
    }
}

fn list(app: &App, ctx: &Ctx, found: &RatingPage) -> Markup {
    html! {
        @if found.items.is_empty() {
            (empty(&ctx.t("ratings-none"), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("ratings-words")) }
                        th.num scope="col" { (ctx.t("ratings-score")) }
                        th scope="col" { (ctx.t("work-service")) }
                        th scope="col" { (ctx.t("office")) }
                        th scope="col" { (ctx.t("ratings-day")) }
                    }
                }
                tbody {
                    @for said in &found.items {
                        tr {
                            th scope="row" { (said.words) }
                            td.num data-label=(ctx.t("ratings-score")) { (said.score) }
                            td data-label=(ctx.t("work-service")) { (procedure_name(ctx, app.office(), &said.procedure)) }
                            td data-label=(ctx.t("office")) { (office_name(ctx, app.office(), &said.office)) }
                            td.nowrap data-label=(ctx.t("ratings-day")) { (ctx.date(said.on)) }
                        }
                    }
                }
            }
        }
    }
}

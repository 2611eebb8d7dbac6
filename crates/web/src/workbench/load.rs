//! The supervisor's picture: how the open work is spread by officer and by service, how near its terms are, how old it is.

use super::officer;
use super::words::{officer_name, procedure_name};
use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::notice::empty;
use crate::ui::shares;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use office::actor::Role;
use office::cases::spread::{NEW_DAYS, OLD_DAYS};
use office::cases::{CaseAge, LoadLine, TermState};
use std::collections::BTreeMap;

/// Cases of one row: by term, and by age.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    terms: [u64; 3],
    ages: [u64; 3],
}

impl Sums {
    fn add(&mut self, line: &LoadLine) {
        let term = TermState::ALL.iter().position(|known| *known == line.term);
        let age = CaseAge::ALL.iter().position(|known| *known == line.age);
        for (sums, at) in [(&mut self.terms, term), (&mut self.ages, age)] {
            if let Some(sum) = at.and_then(|at| sums.get_mut(at)) {
                *sum = sum.saturating_add(line.cases);
            }
        }
    }

    fn all(&self) -> u64 {
        self.terms.iter().sum()
    }
}

/// `GET /{lang}/work/load`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    if !officer(&ctx)?.is(Role::Approver) {
        return Err(Fault::of("no-right"));
    }
    let lines = app.office().work_load(ctx.actor()).await?;
    let body = html! {
        @if lines.is_empty() {
            (empty(&ctx.t("work-stages-empty"), Some((&ctx.href("/work"), &ctx.t("nav-work")))))
        } @else {
            (spread(&ctx, &app, &lines))
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-load")).crumb("/work", ctx.t("nav-work")).render(body))
}

/// The figures and the two tables, by officer and by service.
pub fn spread(ctx: &Ctx, app: &App, lines: &[LoadLine]) -> Markup {
    let mut whole = Sums::default();
    lines.iter().for_each(|line| whole.add(line));
    let nobody = ctx.t("work-nobody");
    let of_officer = |line: &LoadLine| {
        line.officer.as_ref().map_or_else(|| nobody.clone(), |code| officer_name(app.office(), code.as_str()))
    };
    let of_service = |line: &LoadLine| procedure_name(ctx, app.office(), &line.procedure);
    html! {
        (figures(ctx, &whole))
        (shares::legend(ctx, &states(ctx)))
        (table(ctx, "load-by-officer", "work-examiner", &rows(lines, of_officer)))
        (table(ctx, "load-by-service", "work-service", &rows(lines, of_service)))
    }
}

/// The states of terms: class of the style sheet and word.
fn states(ctx: &Ctx) -> Vec<(&'static str, String)> {
    TermState::ALL.iter().map(|state| (state.code(), ctx.code("load-term", state.code()))).collect()
}

fn age_words(ctx: &Ctx, age: CaseAge) -> String {
    let days = if age == CaseAge::New { NEW_DAYS } else { OLD_DAYS };
    ctx.tf(&format!("load-age-{}", age.code()), &[("days", days.into())])
}

/// The rows of a table, the one with most overdue first.
fn rows(lines: &[LoadLine], named: impl Fn(&LoadLine) -> String) -> Vec<(String, Sums)> {
    let mut rows: BTreeMap<String, Sums> = BTreeMap::new();
    lines.iter().for_each(|line| rows.entry(named(line)).or_default().add(line));
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(_, sums)| std::cmp::Reverse((sums.terms, sums.all())));
    rows
}

fn figures(ctx: &Ctx, whole: &Sums) -> Markup {
    html! {
        dl.figures {
            div { dt { (ctx.t("work-open")) } dd.big { (whole.all()) } }
            @for ((_, word), count) in states(ctx).iter().zip(whole.terms) {
                div { dt { (word) } dd.big { (count) } }
            }
            @for (age, count) in CaseAge::ALL.into_iter().zip(whole.ages) {
                div { dt { (age_words(ctx, age)) } dd.big { (count) } }
            }
        }
    }
}

fn table(ctx: &Ctx, heading: &str, what: &str, rows: &[(String, Sums)]) -> Markup {
    let most = rows.iter().map(|(_, sums)| sums.all()).max().unwrap_or(1);
    html! {
        h2 { (ctx.t(heading)) }
        div.scroll tabindex="0" role="region" aria-label=(ctx.t(heading)) {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t(what)) }
                        @if ctx.graphic() { th scope="col" { span.hidden-visually { (ctx.t("load-picture")) } } }
                        th.num scope="col" { (ctx.t("work-open")) }
                        @for (_, word) in states(ctx) { th.num scope="col" { (word) } }
                        @for age in CaseAge::ALL { th.num scope="col" { (age_words(ctx, age)) } }
                    }
                }
                tbody {
                    @for (name, sums) in rows {
                        tr {
                            th scope="row" { (name) }
                            @if ctx.graphic() { td.shares { (shares::bar(&states(ctx), &sums.terms, most)) } }
                            td.num data-label=(ctx.t("work-open")) { (sums.all()) }
                            @for ((state, word), count) in states(ctx).iter().zip(sums.terms) {
                                td.num.late[*state == "overdue" && count > 0] data-label=(word) { (count) }
                            }
                            @for (age, count) in CaseAge::ALL.into_iter().zip(sums.ages) {
                                td.num data-label=(age_words(ctx, age)) { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

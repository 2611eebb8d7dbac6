//! The two moments of a reading: sliders along both axes of time, and fields for exact ones.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::button;
use crate::ui::field::{Form, Line};
use kernel::{Day, PartialDate};
use maud::{Markup, html};
use office::register::{KnownAt, KnownFact, PersonRecord, When};
use std::sync::Arc;

/// Days shown before the first and after the last that the entries name.
const MARGIN: i32 = 60;

/// What the sliders say, unless a field beside them says something exact: `day` is a day's number, `step` the
/// log position of one of the person's entries.
pub fn slid(query: &Fields, when: &mut When) {
    if when.as_of.is_none()
        && let Ok(number) = query.get("day").parse()
    {
        when.as_of = Day::from_number(number).ok();
    }
    if when.known_at.is_none()
        && let Ok(step) = query.get("step").parse::<usize>()
    {
        let steps: Vec<i64> = query.get("steps").split(' ').filter_map(|text| text.parse().ok()).collect();
        when.known_at = steps.get(step).map(|position| KnownAt::Position(*position));
    }
}

/// The panel beside the facts.
pub fn panel(
    ctx: &Ctx,
    app: &App,
    record: &PersonRecord,
    timeline: &[Arc<KnownFact>],
    query: &Fields,
    faults: &Faults,
) -> Markup {
    let form = Form { ctx, fields: query, faults };
    let action = ctx.href(&format!("/work/persons/{}", record.view.id));
    html! {
        div.panel {
            h2 { (ctx.t("work-moments-heading")) }
            form method="get" action=(action) data-two-times {
                (form.hidden("purpose"))
                (sliders(ctx, app, record, timeline))
                p.actions { (button::send(ctx, "work-show")) }
            }
            details.more.last open[query.has("as-of") || query.has("known-at")] {
                summary { (ctx.t("work-moments-exact")) }
                form method="get" action=(action) {
                    (form.hidden("purpose"))
                    (form.line(Line::Date, "as-of", &ctx.t("work-as-of"), &ctx.t("work-as-of-hint"), "off"))
                    (form.line(Line::Code, "known-at", &ctx.t("work-known-at"), &ctx.t("work-known-at-hint"), "off"))
                    p.actions {
                        button.second type="submit" { (ctx.t("work-show")) }
                        a href={ (action) "?purpose=" (query.get("purpose")) } { (ctx.t("work-today-and-now")) }
                    }
                }
            }
        }
    }
}

fn sliders(ctx: &Ctx, app: &App, record: &PersonRecord, timeline: &[Arc<KnownFact>]) -> Markup {
    let view = &record.view;
    let days = timeline
        .iter()
        .flat_map(|known| [known.fact.from, known.fact.to])
        .flatten()
        .flat_map(|date: PartialDate| [date.earliest(), date.latest()])
        .flatten()
        .chain([view.day, ctx.today()]);
    let first = days.clone().min().unwrap_or(view.day).number() - MARGIN;
    let last = days.max().unwrap_or(view.day).number() + MARGIN;
    let zone = app.office().zone();
    let said = |at: kernel::Timestamp| ctx.date(zone.day(at));
    let step = record.moments.iter().rposition(|(position, _)| *position <= view.known_at).unwrap_or(0);
    let words: Vec<String> = record
        .moments
        .iter()
        .map(|(position, at)| {
            ctx.tf(
                "work-slide-step",
                &[("position", position.to_string().into()), ("date", said(*at).into())],
            )
        })
        .collect();
    let steps: Vec<String> = record.moments.iter().map(|(position, _)| position.to_string()).collect();
    let now = words.get(step).cloned().unwrap_or_default();
    html! {
        p.small.soft { (ctx.t("work-slide-note")) }
        input type="hidden" name="steps" value=(steps.join(" "));
        div.slider {
            label for="slide-day" { (ctx.t("work-slide-day")) }
            input #slide-day type="range" name="day" min=(first) max=(last) step="1" value=(view.day.number())
                autocomplete="off" aria-valuetext=(ctx.date(view.day));
            output for="slide-day" { (ctx.date(view.day)) }
        }
        div.slider {
            label for="slide-known" { (ctx.t("work-slide-known")) }
            input #slide-known type="range" name="step" min="0" max=(words.len().saturating_sub(1)) step="1" value=(step)
                autocomplete="off" aria-valuetext=(now) data-steps=(words.join("|"));
            output for="slide-known" { (now) }
        }
    }
}

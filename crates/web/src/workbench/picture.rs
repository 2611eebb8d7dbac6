//! Drawings of the workbench, in the graphic version only: an office's day as bars, a person's entries in
//! two times. They repeat what the lists beside them say.

use crate::ctx::Ctx;
use kernel::{Day, Minute, PartialDate};
use maud::{Markup, html};
use office::appointments::{AppointmentView, VisitState};
use office::register::KnownFact;

/// Minutes that one bar stands for.
const BAR: u16 = 30;

/// The visits of a day, one bar for each half hour.
pub fn day(ctx: &Ctx, queue: &[AppointmentView], hours: Option<(Minute, Minute)>, counters: u8) -> Markup {
    let Some((open, close)) = hours else { return html! {} };
    let bars: Vec<(u16, usize, usize)> = (open.minutes() / BAR * BAR..close.minutes())
        .step_by(usize::from(BAR))
        .map(|from| {
            let here = |visit: &&AppointmentView| {
                visit.state != VisitState::Cancelled
                    && visit.minute.minutes() < from + BAR
                    && visit.minute.minutes() + visit.minutes > from
            };
            let all = queue.iter().filter(here).count();
            let over = queue
                .iter()
                .filter(here)
                .filter(|visit| matches!(visit.state, VisitState::Done | VisitState::Missed))
                .count();
            (from, all, over)
        })
        .collect();
    let most = bars.iter().map(|(_, all, _)| *all).max().unwrap_or(0).max(usize::from(counters)).max(1);
    let (width, gap, height, foot) = (52, 12, 120, 26);
    let scale = |count: usize| count * height / most;
    let now = ctx.time_of_day().minutes();
    html! {
        figure.picture {
            svg.bars.day viewBox={ "0 0 " (bars.len() * (width + gap)) " " (height + foot) } role="img"
                aria-label=(ctx.t("work-day-picture")) {
                @for (index, (from, all, over)) in bars.iter().enumerate() {
                    @let x = index * (width + gap);
                    rect.ground x=(x) y="0" width=(width) height=(height) {}
                    rect.taken x=(x) y=(height - scale(*all)) width=(width) height=(scale(*all)) {}
                    rect.over x=(x) y=(height - scale(*over)) width=(width) height=(scale(*over)) {}
                    @if (*from..*from + BAR).contains(&now) {
                        rect.now x=(x) y=(height + 2) width=(width) height="4" {}
                    }
                    @if from % 60 == 0 { text x=(x) y=(height + foot - 4) { (from / 60) } }
                }
            }
            figcaption { (ctx.t("work-day-legend")) }
        }
    }
}

/// The windows of an office over a day: a row each, with its visits where they stand in time.
pub fn windows(
    ctx: &Ctx,
    visits: &[AppointmentView],
    (open, close): (Minute, Minute),
    counters: u8,
    today: bool,
) -> Markup {
    const LEFT: u32 = 76;
    const LANE: u32 = 36;
    const PER_HOUR: u32 = 96;
    let (from, to) = (u32::from(open.minutes()), u32::from(close.minutes()));
    let x = |minute: u32| LEFT + minute.saturating_sub(from) * PER_HOUR / 60;
    let (width, height) = (x(to) + 4, u32::from(counters) * LANE + 22);
    let now = u32::from(ctx.time_of_day().minutes());
    html! {
        figure.picture.windows {
            div.scroll tabindex="0" role="region" aria-label=(ctx.t("day-windows")) {
                svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(ctx.t("day-windows")) {
                    @for lane in 0..u32::from(counters) {
                        text x="0" y=(lane * LANE + 22) { (ctx.tf("day-window", &[("n", (i64::from(lane) + 1).into())])) }
                        rect.lane x=(LEFT) y=(lane * LANE + 2) width=(x(to) - LEFT) height=(LANE - 6) {}
                    }
                    @for hour in from.div_ceil(60)..=to / 60 {
                        line.hour x1=(x(hour * 60)) x2=(x(hour * 60)) y1="0" y2=(height - 18) {}
                        text.axis x=(x(hour * 60)) y=(height - 4) text-anchor="middle" { (hour) }
                    }
                    @for visit in visits.iter().filter(|visit| visit.state != VisitState::Cancelled) {
                        @let begins = u32::from(visit.minute.minutes());
                        @let wide = (u32::from(visit.minutes) * PER_HOUR / 60).saturating_sub(2);
                        rect class=(visit.state.code()) x=(x(begins)) y=(u32::from(visit.lane) * LANE + 5)
                            width=(wide) height=(LANE - 12) rx="2" {}
                    }
                    @if today && (from..=to).contains(&now) {
                        line.now x1=(x(now)) x2=(x(now)) y1="0" y2=(height - 18) {}
                    }
                }
            }
            figcaption { (ctx.t("day-windows-legend")) }
        }
    }
}

/// A rectangle of the two times.
struct Span {
    seq: i64,
    from: i64,
    to: i64,
    known_from: i64,
    known_to: Option<i64>,
}

const WIDTH: i64 = 640;
const ROW: i64 = 30;

/// Entries of one kind in two times: days from left to right, knowledge from top to bottom.
pub fn two_times(
    ctx: &Ctx,
    title: &str,
    facts: &[&KnownFact],
    today: Day,
    (day, known_at): (Day, i64),
) -> Markup {
    let first_day = |date: Option<PartialDate>| date.and_then(|date| date.earliest());
    let days = facts.iter().flat_map(|known| [known.fact.from, known.fact.to]).filter_map(first_day);
    let first = days.clone().min().unwrap_or(today).min(today).min(day).number();
    let last = days.max().unwrap_or(today).max(today).max(day).number();
    let margin = ((last - first) / 12).max(30);
    let (left, right) = (i64::from(first - margin), i64::from(last + margin));
    let spans: Vec<Span> = facts
        .iter()
        .map(|known| Span {
            seq: known.fact.seq,
            from: first_day(known.fact.from).map_or(left, |day| i64::from(day.number())),
            to: first_day(known.fact.to).map_or(right, |day| i64::from(day.number())),
            known_from: known.known_from,
            known_to: known.known_to,
        })
        .collect();
    // Knowledge is drawn in steps: each moment at which an entry came or went is one row.
    let mut moments: Vec<i64> =
        spans.iter().flat_map(|s| [Some(s.known_from), s.known_to]).flatten().collect();
    moments.sort_unstable();
    moments.dedup();
    let row = |position: i64| -> i64 {
        i64::try_from(moments.iter().take_while(|moment| **moment < position).count()).unwrap_or(0)
    };
    let rows = i64::try_from(moments.len()).unwrap_or(1);
    let x = |day: i64| (day - left) * WIDTH / (right - left).max(1);
    let height = rows * ROW;
    let now = x(i64::from(today.number()));
    html! {
        figure.picture.two-times {
            svg viewBox={ "0 0 " (WIDTH + 8) " " (height + 26) } role="img" aria-label=(title) {
                @for span in &spans {
                    @let end = span.known_to.map_or(rows, row);
                    @let top = row(span.known_from);
                    @let class = if span.known_to.is_none() { "stands" } else { "past" };
                    rect class=(class) x=(x(span.from) + 4) y=(top * ROW + 2)
                        width=((x(span.to) - x(span.from)).max(6)) height=((end - top) * ROW - 4) rx="3" {}
                    text class=(class) x=(x(span.from) + 12) y=(top * ROW + 20) { (span.seq) }
                }
                line.today x1=(now + 4) x2=(now + 4) y1="0" y2=(height + 6) {}
                @let (asked, known) = (x(i64::from(day.number())), row(known_at + 1).clamp(1, rows) * ROW - ROW / 2);
                line.asked x1=(asked + 4) x2=(asked + 4) y1="0" y2=(height + 6) {}
                line.asked x1="0" x2=(WIDTH + 8) y1=(known) y2=(known) {}
                circle.asked cx=(asked + 4) cy=(known) r="5" {}
                text.axis x=(now) y=(height + 20) text-anchor="end" { (ctx.t("work-picture-today")) }
            }
            figcaption { (title) ". " (ctx.t("work-picture-legend")) }
        }
    }
}

//! The history of a case, each line with a word more in the words of the page: the log names evidence, grounds, ways and
//! facts by their codes.

use super::onward::bodies;
use crate::app::App;
use crate::ctx::Ctx;
use crate::workbench::words::{instant, officer_name};
use ::law::Procedure;
use kernel::{Day, Money};
use maud::{Markup, html};
use office::cases::{CaseView, HistoryLine};

/// What happened, the newest first.
pub fn section(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    html! {
        h2 #history { (ctx.t("work-history-heading")) }
        ol.timeline reversed {
            @for line in view.history.iter().rev() {
                li {
                    (one(app, ctx, procedure, line))
                    @if matches!(line.kind.as_str(), "decision-proposed" | "decided") {
                        p.small { a href=(shown_then(app, ctx, view, line)) { (ctx.t("work-shown-then")) } }
                    }
                }
            }
        }
    }
}

/// The person as the register said it when the officer decided: what was true that day, as known just before.
fn shown_then(app: &App, ctx: &Ctx, view: &CaseView, line: &HistoryLine) -> String {
    let day = app.office().zone().day(line.at);
    let (person, case, before) = (view.subject.id, view.case.id, line.position - 1);
    ctx.href(&format!("/work/persons/{person}?purpose=case:{case}&as-of={day}&known-at={before}"))
}

/// One thing that happened.
pub fn one(app: &App, ctx: &Ctx, procedure: &Procedure, line: &HistoryLine) -> Markup {
    let who = match (&line.actor_name, line.actor.split_once(':')) {
        (Some(name), _) => name.clone(),
        (None, Some(("client", _))) => ctx.t("work-actor-client"),
        (None, _) if line.actor == "system" => ctx.t("work-actor-system"),
        (None, _) => line.actor.clone(),
    };
    let more = Names { app, ctx, procedure }.more(&line.kind, &line.note);
    html! {
        p { strong { (ctx.code("work-event", &line.kind)) } }
        @if !more.is_empty() { p { (more) } }
        time datetime=(line.at) { (instant(ctx, app.office(), line.at)) } " " span.small { (who) }
    }
}

/// Where the codes of the log have their names. A code without a name stays as it is.
struct Names<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    procedure: &'a Procedure,
}

impl Names<'_> {
    /// The word more of a line, as the page says it.
    fn more(&self, kind: &str, note: &str) -> String {
        let ctx = self.ctx;
        match kind {
            "evidence-recorded" => first(note, ": ", |id| self.evidence(id)),
            "fact-declared" | "fact-recorded" | "fact-judged" => self.fact(note),
            "hearing-invited" => self.until(note, "work-opinion-awaited", |id| self.ground(id)),
            "evidence-requested" => self.until(note, "work-opinion-awaited", |id| self.evidence(id)),
            "decision-sent" => self.until(note, "work-sent-presumed", |id| self.way(id)),
            "dispatch-ordered" => self.way(note),
            "dispatch-reported" => ctx.code("work-delivery", note),
            "dispatch-troubled" => ctx.code("dispatch-trouble", note),
            "delivery-noted" => {
                let (code, rest) = note.split_once(' ').unwrap_or((note, ""));
                first(&format!("{code}: {rest}"), ": ", |code| ctx.code("work-delivery", code))
            }
            "stage-finished" => first(note, ": ", |id| self.stage(id)),
            "extension-proposed" | "term-extended" | "term-postponed" | "term-suspended" | "term-resumed"
            | "attempt-failed" => first(note, ": ", |id| self.clock(id)),
            "term-overdue" => match note.split_once(" → ") {
                Some((id, day)) => format!("{}, {}", self.clock(id), self.day(day)),
                None => note.to_owned(),
            },
            "opinion-asked" => first(note, ": ", |code| self.body(code)),
            "proposal-submitted" => self.body(note),
            "contest-ended" | "court-ruled" => match note.rsplit_once(": ") {
                Some((number, fate)) => format!("{number}: {}", ctx.code("work-fate", fate)),
                None => note.to_owned(),
            },
            "invoice-issued" | "fee-paid" | "fee-refund-ordered" => first(note, ", ", |amount| {
                amount.parse::<Money>().map_or_else(|_| amount.to_owned(), |amount| ctx.money(amount))
            }),
            "fee-exempted" => note.parse().map_or_else(
                |_| note.to_owned(),
                |cite| ctx.of(&self.procedure.cite_text(&cite).text).to_owned(),
            ),
            "notice-given" => {
                let known = self.procedure.notices().iter().find(|notice| notice.id == note);
                known.map_or_else(|| note.to_owned(), |notice| ctx.of(&notice.name).to_owned())
            }
            "assigned" => officer_name(self.app.office(), note),
            _ => note.to_owned(),
        }
    }

    /// Codes and a day, as `one, two → 2026-12-02`: the names, and what the day is.
    fn until(&self, note: &str, what: &str, name: impl Fn(&str) -> String) -> String {
        let Some((codes, day)) = note.split_once(" → ") else { return note.to_owned() };
        let names: Vec<String> = codes.split(", ").map(name).collect();
        format!("{} – {}", names.join(", "), self.ctx.tf(what, &[("date", self.day(day).into())]))
    }

    /// A fact and its value, as `fact = value: note`.
    fn fact(&self, note: &str) -> String {
        let Some((name, rest)) = note.split_once(" = ") else { return note.to_owned() };
        let Some(def) = self.procedure.fact(name) else { return note.to_owned() };
        let said = first(rest, ": ", |value| {
            let known = def.kind.parse(value).map(|known| def.show(&known));
            known.map_or_else(|| value.to_owned(), |words| self.ctx.of(&words).to_owned())
        });
        format!("{}: {said}", self.ctx.of(&def.label))
    }

    fn day(&self, text: &str) -> String {
        text.parse::<Day>().map_or_else(|_| text.to_owned(), |day| self.ctx.date(day))
    }

    fn evidence(&self, id: &str) -> String {
        let known = self.procedure.evidence().iter().find(|evidence| evidence.id == id);
        known.map_or_else(|| id.to_owned(), |evidence| self.ctx.of(&evidence.name).to_owned())
    }

    fn ground(&self, id: &str) -> String {
        let known = self.procedure.ground(id);
        known.map_or_else(|| id.to_owned(), |ground| self.ctx.of(ground.text()).to_owned())
    }

    fn way(&self, id: &str) -> String {
        let known = self.app.law().notification().way(id);
        known.map_or_else(|| id.to_owned(), |way| self.ctx.of(&way.name).to_owned())
    }

    fn stage(&self, id: &str) -> String {
        let known = self.procedure.stages().iter().find(|stage| stage.id == id);
        known.map_or_else(|| id.to_owned(), |stage| self.ctx.of(&stage.name).to_owned())
    }

    fn clock(&self, id: &str) -> String {
        let known = self.procedure.clock(id);
        known.map_or_else(|| id.to_owned(), |clock| self.ctx.of(&clock.name).to_owned())
    }

    fn body(&self, code: &str) -> String {
        let known = bodies(self.ctx, self.app).into_iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.to_owned(), |(_, name)| name)
    }
}

/// The text with the words before `mark`, or all of it where there is none, named by `name`.
fn first(text: &str, mark: &str, name: impl Fn(&str) -> String) -> String {
    match text.split_once(mark) {
        Some((code, "")) => name(code),
        Some((code, rest)) => format!("{}{mark}{rest}", name(code)),
        None => name(text),
    }
}

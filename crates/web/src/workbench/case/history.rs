//! The history of a case, each line with what more it says in the words of the page: the log names evidence, grounds, ways
//! and facts by their codes.

use super::onward::bodies;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::particular;
use crate::words::Form;
use crate::workbench::words::{instant, officer_name};
use ::law::Procedure;
use ::law::procedure::SayingKind;
use kernel::Day;
use maud::{Markup, html};
use office::cases::{CaseView, HistoryLine, Piece, Told};

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
    let names = Names { app, ctx, procedure };
    let more = line.told(" – ", |piece| names.piece(&line.kind, piece));
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
    fn piece(&self, kind: &str, piece: &Piece) -> String {
        let ctx = self.ctx;
        match piece {
            Piece::Evidence(id) => self.evidence(id),
            Piece::Ground(id) => self.ground(id),
            Piece::Stage(id) => self.stage(id),
            Piece::Clock(id) => self.clock(id),
            Piece::Notice(id) => self.notice(id),
            Piece::Way(id) => self.way(id),
            Piece::Body(code) => self.body(code),
            Piece::Officer(code) => officer_name(self.app.office(), code),
            Piece::Delivery(code) => ctx.code("work-delivery", code),
            Piece::Trouble(code) => ctx.code("dispatch-trouble", code),
            Piece::Unsent(code) => ctx.code("mail-unsent", code),
            Piece::Fate(code) => ctx.code("work-fate", code),
            Piece::Provision(cite) => ctx.of(&self.procedure.cite_text(cite).text).to_owned(),
            Piece::Fact { fact, value } => self.fact(fact, value),
            Piece::Particular { id, told } => self.particular(id, told),
            Piece::Said { stage, asked, value } => self.said(stage, asked, value),
            Piece::Amount(amount) => ctx.money(*amount),
            Piece::Day(day) => self.day(kind, *day),
            Piece::Words(words) => words.clone(),
        }
    }

    fn fact(&self, name: &str, value: &str) -> String {
        let Some(def) = self.procedure.fact(name) else { return format!("{name} = {value}") };
        let known = def.kind.parse(value).map(|known| def.show(&known));
        let value = known.map_or_else(|| value.to_owned(), |words| self.ctx.of(&words).to_owned());
        format!("{}: {value}", self.ctx.of(&def.label))
    }

    fn particular(&self, id: &str, told: &Told) -> String {
        let known = self.procedure.particular(id);
        let name = known.map_or(id, |known| self.ctx.of(&known.name));
        format!("{name}: {}", particular::words(self.ctx, known, told))
    }

    /// What was said of a stage under its name, a day as days are written.
    fn said(&self, stage: &str, id: &str, value: &str) -> String {
        let known = self.procedure.stage(stage);
        let known = known.and_then(|stage| stage.says.iter().find(|asked| asked.id == id));
        let Some(asked) = known else { return format!("{id}: {value}") };
        let day = value.parse().ok().filter(|_| asked.kind == SayingKind::Day);
        let value = day.map_or_else(|| value.to_owned(), |day| self.ctx.date(day));
        format!("{}: {value}", self.ctx.of(&asked.name))
    }

    /// A day, and what it is.
    fn day(&self, kind: &str, day: Day) -> String {
        let date = self.ctx.date(day);
        match kind {
            "decision-sent" => {
                let date = self.ctx.date_in(day, Form::Locative);
                self.ctx.tf("work-sent-presumed", &[("date", date.into())])
            }
            "hearing-invited" | "evidence-requested" => {
                let date = self.ctx.date_in(day, Form::Dative);
                self.ctx.tf("work-opinion-awaited", &[("date", date.into())])
            }
            _ => date,
        }
    }

    fn notice(&self, id: &str) -> String {
        let known = self.procedure.notice(id);
        known.map_or_else(|| id.to_owned(), |notice| self.ctx.of(&notice.name).to_owned())
    }

    fn evidence(&self, id: &str) -> String {
        let known = self.procedure.evidence_of(id);
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
        let known = self.procedure.stage(id);
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

//! Pieces of law on pages: provisions with their state of proof, closed days, terms.

use crate::ctx::Ctx;
use crate::words::Form;
use kernel::{Citation, DayOff};
use law::clock::Suspension;
use law::{CitedNorm, Closed, Condition, Facts, Procedure};
use maud::{Markup, html};
use office::cases::Moves;
use office::cases::event::StatedGround;

/// The mark of a statement that nobody has confirmed in its source.
#[must_use]
pub fn unverified(ctx: &Ctx, verified: bool) -> Markup {
    html! { @if !verified { " " span.unverified { (ctx.t("unverified")) } } }
}

/// A provision in words, linked where its act has an address.
#[must_use]
pub fn norm(ctx: &Ctx, norm: &CitedNorm) -> Markup {
    let words = ctx.of(&norm.text);
    html! {
        @match &norm.uri {
            Some(uri) => a href=(uri) rel="external noreferrer" { (words) },
            None => (words),
        }
        (unverified(ctx, norm.verified))
    }
}

/// Statements of one section, each with whether it was read in a source: what nobody confirmed is marked once, and where
/// nothing was, that is said once for all.
#[derive(Clone, Copy)]
pub struct Proof {
    none: bool,
}

impl Proof {
    /// Of the statements of a section.
    #[must_use]
    pub fn of(verified: impl Iterator<Item = bool>) -> Self {
        let (mut any, mut read) = (false, false);
        for one in verified {
            any = true;
            read |= one;
        }
        Self { none: any && !read }
    }

    /// The sentence at the head of the section, where nothing was read.
    #[must_use]
    pub fn note(self, ctx: &Ctx) -> Markup {
        html! { @if self.none { p.small { span.unverified { (ctx.t("unverified-section")) } } } }
    }

    /// What follows a statement: its mark, and its provision, which is marked where the statement is not.
    #[must_use]
    pub fn statement(self, ctx: &Ctx, procedure: &Procedure, cite: &Citation, verified: bool) -> Markup {
        let mut cited = procedure.cite_text(cite);
        cited.verified |= self.none || !verified;
        html! {
            (unverified(ctx, verified || self.none))
            p."small soft" { (norm(ctx, &cited)) }
        }
    }
}

/// A provision of a procedure, small, as it stands below a statement.
#[must_use]
pub fn cited(ctx: &Ctx, procedure: &Procedure, cite: &Citation) -> Markup {
    html! { p."small soft" { (norm(ctx, &procedure.cite_text(cite))) } }
}

/// A condition as a list, each line as far in as it is nested.
#[must_use]
pub fn condition(ctx: &Ctx, condition: &Condition) -> Markup {
    html! {
        ul.conditions {
            @for line in condition.lines(&Facts::new()) {
                li class=[(line.depth > 0).then(|| format!("depth-{}", line.depth.min(3)))] { (ctx.of(&line.text)) }
            }
        }
    }
}

/// Why a day is off.
#[must_use]
pub fn day_off(ctx: &Ctx, off: &DayOff) -> String {
    match off {
        DayOff::Weekend => ctx.t("closed-weekend"),
        DayOff::Holiday(name) => ctx.tf("closed-holiday", &[("name", ctx.of(name).into())]),
        DayOff::Substitute(name) => ctx.tf("closed-substitute", &[("name", ctx.of(name).into())]),
        DayOff::Moved { worked: Some(day) } => {
            ctx.tf("closed-moved-to", &[("day", ctx.date_in(*day, Form::Locative).into())])
        }
        DayOff::Moved { worked: None } => ctx.t("closed-moved"),
    }
}

/// Why an office is closed on a day.
#[must_use]
pub fn closed(ctx: &Ctx, why: &Closed) -> String {
    match why {
        Closed::DayOff(off) => day_off(ctx, off),
        Closed::NotOpenThatDay => ctx.t("closed-that-day"),
        Closed::HoursUnknown => ctx.t("hours-unknown"),
    }
}

/// How many of the attempts that a pause leaves were made in vain; `None` where they are not counted.
#[must_use]
pub fn tries(ctx: &Ctx, moves: &Moves, reason: &Suspension) -> Option<String> {
    let (made, of) = (moves.tried(&reason.id).count(), reason.attempts?);
    Some(ctx.tf("term-tries", &[("made", made.into()), ("of", usize::from(of).into())]))
}

/// Grounds as they were stated, each with its provision.
#[must_use]
pub fn grounds(ctx: &Ctx, service: &Procedure, stated: &[StatedGround]) -> Markup {
    html! {
        ul.rows {
            @for ground in stated {
                li {
                    @match service.ground(&ground.id) {
                        Some(known) => {
                            (ctx.of(known.text()))
                            p."small soft" { (norm(ctx, &service.cite_ground(&known))) }
                        },
                        None => (ground.cite.to_string()),
                    }
                }
            }
        }
    }
}

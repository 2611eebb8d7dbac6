//! What the officer can do with a record: take in an application, enter, protect, merge, issue a statement.

use super::two;
use crate::ctx::Ctx;
use crate::ui::button;
use crate::workbench::takes_in;
use maud::{Markup, html};
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::register::PersonRecord;

/// What whoever is signed in may do, each a step away.
pub fn section(ctx: &Ctx, record: &PersonRecord, purpose: &Purpose) -> Markup {
    let person = record.view.id;
    let go = |to: &str, key: &str| {
        let place = ctx.href(&format!("/work/persons/{person}/{to}?purpose={purpose}"));
        html! { p { (button::go(ctx, "second", place, key)) } }
    };
    html! {
        @if ctx.actor().officer().is_some_and(takes_in) {
            p {
                (button::go(ctx, "second", ctx.href(&format!("/work/apply?person={person}&purpose={purpose}")), "work-apply"))
            }
        }
        @if actor_may(ctx.actor(), Action::WriteRegister) {
            div.panel {
                h2 { (ctx.t("work-entries-heading")) }
                p { (ctx.t("work-entries-note")) }
                (go("change", "work-change"))
                (go("acts", "work-acts"))
            }
        } @else if actor_may(ctx.actor(), Action::ChooseChannels) {
            (go("acts/contact-given", "work-contact-given"))
        }
        @if actor_may(ctx.actor(), Action::Protect) {
            div.panel {
                h2 { (ctx.t("work-protections")) }
                (go("protections", "work-protections-open"))
            }
        }
        @if actor_may(ctx.actor(), Action::MergeRecords) { (two::panel(ctx, record, purpose)) }
        div.panel {
            h2 { (ctx.t("work-statements")) }
            p { (ctx.t("work-statements-note")) }
            (go("statements", "work-statements-open"))
        }
    }
}

//! What the frame of a page has for officers: the sections of the workbench, and the one field that finds.

use super::{serves, takes_in};
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::ui::keys::{self, Key};
use crate::workbench::words::purpose_words;
use kernel::CaseId;
use maud::{Markup, html};
use office::access::Purpose;
use office::actor::{Officer, Role};

/// The sections of an officer: path and key of the name.
pub fn sections(officer: &Officer) -> Vec<(&'static str, &'static str)> {
    let is = |roles: &[Role]| roles.iter().any(|role| officer.is(*role));
    let all = [
        (true, "/work", "nav-work"),
        (is(&[Role::Supervisor]), "/work/supervise", "nav-supervise"),
        (is(&[Role::Counter, Role::Supervisor]), "/work/reception", "nav-reception"),
        (is(&[Role::Counter]), "/work/queue", "nav-queue"),
        (takes_in(officer), "/work/apply", "work-apply"),
        (serves(officer), "/work/cases", "nav-cases"),
        (is(&[Role::Approver]), "/work/approvals", "nav-approvals"),
        (serves(officer), "/work/persons", "nav-persons"),
        (is(&[Role::Approver]), "/work/duplicates", "nav-duplicates"),
        (is(&[Role::Approver]), "/work/load", "nav-load"),
        (is(&[Role::Approver, Role::Supervisor]), "/work/ratings", "nav-ratings"),
        (is(&[Role::Accountant]), "/work/payments", "nav-payments"),
        (is(&[Role::Accountant, Role::Approver]), "/work/refunds", "nav-refunds"),
        (is(&[Role::CaseOfficer, Role::Approver, Role::Auditor]), "/work/retention", "nav-retention"),
        (is(&[Role::Auditor]), "/work/trace", "nav-trace"),
        (is(&[Role::Auditor]), "/work/alerts", "nav-alerts"),
        (is(&[Role::Auditor]), "/work/watched", "nav-watched"),
        (is(&[Role::Auditor]), "/work/emergencies", "nav-emergencies"),
        (is(&[Role::Operator]), "/work/system", "nav-system"),
        (true, "", "nav-portal"),
    ];
    all.into_iter().filter(|(shown, ..)| *shown).map(|(_, path, key)| (path, key)).collect()
}

/// The field that finds, on every page of the workbench of whoever may search.
pub fn find(ctx: &Ctx) -> Markup {
    let here = ctx.path().starts_with("/work") && ctx.actor().officer().is_some_and(serves);
    if !here {
        return html! {};
    }
    let key = Key::exactly(ctx, keys::FIND);
    let purpose = purpose(ctx);
    html! {
        search.desk-find {
            div.wrap {
                form method="post" action=(ctx.href("/work/find")) {
                    (ctx.form_token())
                    label for="desk-q" { (ctx.t("desk-find")) (key) }
                    input #desk-q type="search" name="q" accesskey=[key.letter()] autocomplete="off" spellcheck="false";
                    button.second type="submit" { (ctx.t("desk-find-send")) }
                    @if let Some(purpose) = purpose {
                        @let text = purpose.to_string();
                        input type="hidden" name="for" value=(text);
                        p.for { (ctx.t("desk-find-for")) " " (purpose_words(ctx, &text)) }
                    }
                }
            }
        }
    }
}

/// What the officer reads for on this page: the case that is open, or what the address names.
fn purpose(ctx: &Ctx) -> Option<Purpose> {
    let case = ctx.path().strip_prefix("/work/cases/").and_then(|rest| rest.split('/').next());
    let case = case.and_then(|number| number.parse::<CaseId>().ok()).map(Purpose::Case);
    let named = || {
        let query = Fields::read(ctx.query().as_bytes())?;
        query.get("purpose").parse().ok().filter(|purpose| *purpose != Purpose::Own)
    };
    case.or_else(named)
}

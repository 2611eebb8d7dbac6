//! What the client still brings, sends or gives at the office, by the procedure and the facts of the case and nothing else:
//! neither what was sent and is being checked, nor what the office asked for, which stands by itself.

use crate::ctx::Ctx;
use crate::ui::assessment::{needed, needed_beside};
use law::procedure::alternatives;
use law::{Coming, Evidence, EvidenceBy, Procedure};
use maud::{Markup, html};
use office::cases::rules::{comes_later, coming};
use office::cases::{CaseView, Phase};

/// What a case wants of the client, and what they sent already.
pub(super) struct Bring<'s> {
    wanted: Vec<&'s Evidence>,
    sent: Vec<&'s Evidence>,
    /// Whether the case waits for the client at a counter, and not to establish who they are.
    visit: bool,
    may_attach: bool,
    /// Whether nothing of it is done in an office.
    from_afar: bool,
}

impl<'s> Bring<'s> {
    pub(super) fn of(service: &'s Procedure, view: &CaseView) -> Self {
        let open = view.case.phase == Phase::Open;
        let asked: Vec<&str> =
            if open { view.case.requested().into_iter().map(|(_, id)| id).collect() } else { Vec::new() };
        let there = |id: &str| view.case.is_sent(id) || asked.contains(&id);
        let wanted = needed_beside(service, &view.assessment, &there);
        let mut sent = needed(service, &view.assessment);
        sent.retain(|evidence| view.case.is_sent(&evidence.id) && !asked.contains(&evidence.id.as_str()));
        let there = |evidence: &&Evidence| evidence.by == EvidenceBy::Counter && evidence.is_due_at_once();
        let nobody_came = view.case.identified.is_none() && view.case.begun.is_none();
        let visit = open && nobody_came && view.case.stage() != "received" && wanted.iter().any(there);
        let from_afar = coming(service, &view.facts) == Coming::Never;
        Self { wanted, sent, visit, may_attach: view.may_attach, from_afar }
    }

    /// Everything that is wanted, now and later.
    pub(super) fn wanted(&self) -> &[&'s Evidence] {
        &self.wanted
    }

    /// Whether nothing of the case is done in an office, so that nobody is asked to come.
    pub(super) const fn is_from_afar(&self) -> bool {
        self.from_afar
    }

    /// Whether the case waits for a visit at which something is done that is not the check of an identity.
    pub(super) const fn waits_for_visit(&self) -> bool {
        self.visit
    }

    /// Whether there is something to bring, or to give at the office, before the case is examined.
    pub(super) fn is_due_at_once(&self) -> bool {
        self.wanted.iter().any(|evidence| evidence.is_due_at_once())
    }

    /// Whether the client has documents to hand in before the case is examined.
    pub(super) fn has_documents(&self) -> bool {
        let of = |evidence: &&Evidence| evidence.by == EvidenceBy::Applicant && evidence.is_due_at_once();
        self.wanted.iter().any(of)
    }

    /// What the client comes for, or sends.
    pub(super) fn come(&self, ctx: &Ctx) -> Markup {
        let of = |list: &[&'s Evidence], by: EvidenceBy| -> Vec<&'s Evidence> {
            let of = |evidence: &&Evidence| evidence.by == by && evidence.is_due_at_once();
            list.iter().copied().filter(of).collect()
        };
        let bring = match (self.from_afar, self.may_attach) {
            (true, _) => "next-you-send",
            (false, true) => "next-you-come-bring-or-send",
            (false, false) => "next-you-come-bring",
        };
        html! {
            (list(ctx, bring, &of(&self.wanted, EvidenceBy::Applicant)))
            (list(ctx, "next-you-come-there", &of(&self.wanted, EvidenceBy::Counter)))
            (list(ctx, "next-you-come-sent", &of(&self.sent, EvidenceBy::Applicant)))
        }
    }
}

/// Evidence under its words; those of which one is enough stand together.
fn list(ctx: &Ctx, key: &str, list: &[&Evidence]) -> Markup {
    html! {
        @if !list.is_empty() {
            p { (ctx.t(key)) }
            ul {
                @for group in alternatives(list) {
                    li {
                        @if group.len() > 1 { (ctx.t("evidence-one-of")) " " }
                        (group.iter().map(|evidence| ctx.of(&evidence.name)).collect::<Vec<_>>().join("; "))
                    }
                }
            }
        }
    }
}

/// What is done at the office after the decision, where the case needs nobody to come before it.
pub(super) fn later(ctx: &Ctx, service: &Procedure, view: &CaseView) -> Markup {
    let later = comes_later(service, &view.case, &view.facts);
    let later: Vec<&str> = later.into_iter().map(|stage| ctx.of(&stage.name)).collect();
    html! {
        @if !later.is_empty() {
            p { (ctx.t("next-you-come-later")) }
            ul { @for name in later { li { (name) } } }
        }
    }
}

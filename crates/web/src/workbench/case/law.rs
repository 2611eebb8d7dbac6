//! What the law says to the facts of a case: a checklist of three values, each with its provision.

use super::burden;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, notice};
use crate::ui::tree;
use ::law::{FactSource, Finding, Missing, Procedure, Truth, Verdict};
use kernel::Citation;
use maud::{Markup, html};
use office::cases::{CaseView, Phase};

/// A provision in words, with the act behind it and the mark of what was not verified.
pub fn norm(ctx: &Ctx, procedure: &Procedure, cite: &Citation) -> Markup {
    let norm = procedure.cite_text(cite);
    let words = ctx.of(&norm.text);
    html! {
        @match &norm.uri {
            Some(uri) => a href=(uri) rel="external noreferrer" { (words) },
            None => { (words) }
        }
        @if !norm.verified { " " span.unverified { (ctx.t("work-unverified")) } }
    }
}

/// The class of a truth in the style sheet.
pub const fn class(truth: Truth) -> &'static str {
    match truth {
        Truth::Met => "met",
        Truth::NotMet => "not-met",
        Truth::Unknown => "unknown",
    }
}

/// The checklist, and what follows from it: what stands in the way first, then what is met.
pub fn assessment(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    // Nothing is assessed any more of what was withdrawn or ended.
    if matches!(view.case.phase, Phase::Withdrawn { .. } | Phase::Ended { .. }) {
        return html! {
            h2 #law { (ctx.t("work-assessment-heading")) }
            p { (ctx.t("work-assessment-closed")) }
        };
    }
    let outcome = view.assessment.outcome();
    let open = view.case.decision().is_none();
    html! {
        h2 #law { (ctx.t("work-assessment-heading")) }
        @if open { (verdict(ctx, &outcome, view, procedure)) }
        ul.checks {
            @for finding in ordered(view) {
                li class=(class(finding.truth)) { (one(ctx, finding, procedure)) }
            }
        }
        @if open { (missing(ctx, view, procedure)) }
    }
}

/// The same beside a form: what stands in the way in full, what is met in a line each.
pub fn beside(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let (met, not_met): (Vec<&Finding>, Vec<&Finding>) =
        ordered(view).into_iter().partition(|finding| finding.truth == Truth::Met);
    html! {
        h2 { (ctx.t("work-assessment-heading")) }
        @if !not_met.is_empty() {
            ul.checks {
                @for finding in not_met { li class=(class(finding.truth)) { (one(ctx, finding, procedure)) } }
            }
        }
        ul.checks.plainly {
            @for finding in met {
                @let (name, truth) = said(ctx, finding, procedure);
                li.met { (name) " " span.soft { (truth) } }
            }
        }
    }
}

/// Whether it is a ground that says itself when it stands: then a ground is spoken of, and no requirement to be met.
fn is_ground(finding: &Finding, procedure: &Procedure) -> bool {
    let mut requirements = procedure.requirements().iter();
    requirements.any(|known| known.id == finding.requirement && known.of_ground)
}

/// A requirement and whether it is met, or a ground and whether it stands.
fn said(ctx: &Ctx, finding: &Finding, procedure: &Procedure) -> (String, String) {
    let truth = class(finding.truth);
    match procedure.ground(&finding.ground).filter(|_| is_ground(finding, procedure)) {
        Some(ground) => {
            let name = ctx.tf("work-ground-named", &[("ground", ctx.of(ground.text()).into())]);
            (name, ctx.code("work-ground-is", truth))
        }
        None => (ctx.of(&finding.name).to_owned(), ctx.code("work-truth", truth)),
    }
}

fn ordered(view: &CaseView) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = view.assessment.findings.iter().collect();
    findings.sort_by_key(|finding| match finding.truth {
        Truth::NotMet => 0,
        Truth::Unknown => 1,
        Truth::Met => 2,
    });
    findings
}

fn verdict(ctx: &Ctx, outcome: &Verdict, view: &CaseView, procedure: &Procedure) -> Markup {
    match outcome {
        Verdict::Grantable if !view.needed.is_empty() => {
            notice(Tone::Warn, "", &html! { p { (ctx.t("work-verdict-needed")) } })
        }
        Verdict::Grantable => notice(
            Tone::Good,
            "",
            &html! {
                p { (ctx.t(burden::words(procedure, "work-verdict-grantable", "work-verdict-nothing"))) }
            },
        ),
        Verdict::Refusable(grounds) => {
            let list = html! {
                p { (ctx.t(burden::words(procedure, "work-verdict-refusable", "work-verdict-burden"))) }
                ul {
                    @for ground in grounds.iter().filter_map(|id| procedure.ground(id)) {
                        li { (ctx.of(ground.text())) }
                    }
                }
            };
            notice(Tone::Bad, "", &list)
        }
        Verdict::Unknown(_) => notice(Tone::Warn, "", &html! { p { (ctx.t("work-verdict-unknown")) } }),
    }
}

/// A requirement: its value, its provision, what it is made of, and the ground it leads to.
fn one(ctx: &Ctx, finding: &Finding, procedure: &Procedure) -> Markup {
    let several = finding.lines.len() > 1;
    let (name, truth) = said(ctx, finding, procedure);
    let against = finding.truth == Truth::NotMet && !is_ground(finding, procedure);
    let ground = procedure.ground(&finding.ground).filter(|_| against);
    html! {
        strong { (name) }
        " " span.soft { (truth) }
        p.small { (norm(ctx, procedure, &finding.cite)) }
        @if let Some(ground) = ground {
            p.small { (ctx.t("case-leads-to")) " " (ctx.of(ground.text())) " – " (norm(ctx, procedure, ground.cite())) }
        }
        @if several && finding.truth == Truth::Met {
            details.small { summary { (ctx.t("case-how-met")) span.hidden-visually { ": " (name) } } (tree::conditions(ctx, &finding.lines)) }
        } @else if several {
            div.small { (tree::conditions(ctx, &finding.lines)) }
        }
    }
}

/// Everything that is not known and has to be: for the requirements and the fee, and for what a grant leads to.
pub fn gaps(view: &CaseView) -> Vec<&Missing> {
    let asked = &view.assessment.missing;
    let more = view.needed.iter().filter(|gap| asked.iter().all(|known| known.fact != gap.fact));
    asked.iter().chain(more).collect()
}

fn missing(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let gaps = gaps(view);
    html! {
        @if !gaps.is_empty() {
            details.more open[!view.needed.is_empty()] {
                summary { (ctx.tf("work-missing-heading", &[("n", gaps.len().into())])) }
                ul {
                    @for missing in &gaps {
                        @let proofs: Vec<&str> = missing
                            .proved_by
                            .iter()
                            .filter_map(|id| procedure.evidence_of(id))
                            .map(|evidence| ctx.of(&evidence.name))
                            .collect();
                        li {
                            (ctx.of(&missing.text)) " – "
                            @if proofs.is_empty() {
                                (ctx.t(told_by(missing.source)))
                            } @else {
                                (ctx.tf("work-proved-by", &[("what", proofs.join(", ").into())]))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How a fact comes in that no evidence proves.
const fn told_by(source: FactSource) -> &'static str {
    match source {
        FactSource::Declared => "work-missing-declared",
        FactSource::Judged => "work-missing-judged",
        FactSource::Register | FactSource::Case | FactSource::Evidence => "work-missing-recorded",
    }
}

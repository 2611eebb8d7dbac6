//! What the law says to the facts of a person, as clients read it: met, not met, unknown; what to bring;
//! the fee; the term with its calculation.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::law_text::{norm, unverified};
use crate::ui::notice::{Tone, notice};
use crate::words::{self, Form};
use law::fee::FeeRowView;
use law::procedure::alternatives;
use law::{
    Assessment, Due, Evidence, EvidenceBy, FactDef, FeeAnswer, FeeLine, FeePart, FeeUnit, Finding, Procedure,
    Truth,
};
use maud::{Markup, html};

/// The three values: class of the style sheet and key of the word.
const fn value(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::Met => ("met", "truth-met"),
        Truth::NotMet => ("not-met", "truth-not-met"),
        Truth::Unknown => ("unknown", "truth-unknown"),
    }
}

/// Whether the checklist lists anything, but for grounds of refusal that are not known yet.
#[must_use]
pub fn has_checks(service: &Procedure, assessment: &Assessment) -> bool {
    let of_ground = |id: &str| service.requirements().iter().any(|known| known.id == id && known.of_ground);
    let listed = |finding: &Finding| finding.truth == Truth::NotMet || !of_ground(&finding.requirement);
    assessment.findings.iter().any(listed)
}

/// Whether there is anything to tell of what is met, what is open and what to bring.
#[must_use]
pub fn tells_anything(service: &Procedure, assessment: &Assessment) -> bool {
    let open = |finding: &Finding| finding.truth == Truth::Unknown;
    has_checks(service, assessment)
        || assessment.findings.iter().any(open)
        || !needed(service, assessment).is_empty()
}

/// The checklist of requirements. A ground to refuse is named where it stands; of those that are not known yet there is a
/// list to open, and those that do not stand are left out.
#[must_use]
pub fn checks(ctx: &Ctx, service: &Procedure, assessment: &Assessment) -> Markup {
    let law = |finding: &Finding| html! { p."small soft" { (norm(ctx, &service.cite_text(&finding.cite))) } };
    let of_ground = |finding: &Finding| {
        let mut requirements = service.requirements().iter();
        let is = requirements.any(|known| known.id == finding.requirement && known.of_ground);
        service.ground(&finding.ground).filter(|_| is)
    };
    let open: Vec<&Finding> = assessment
        .findings
        .iter()
        .filter(|finding| finding.truth == Truth::Unknown && of_ground(finding).is_some())
        .collect();
    html! {
        @if has_checks(service, assessment) {
            ul.checks {
                @for finding in &assessment.findings {
                    @let (class, word) = value(finding.truth);
                    @match of_ground(finding) {
                        None => {
                            li class=(class) { strong { (ctx.of(&finding.name)) } ": " (ctx.t(word)) (law(finding)) }
                        }
                        Some(ground) if finding.truth == Truth::NotMet => {
                            li class=(class) {
                                strong { (ctx.tf("checks-ground", &[("ground", ctx.of(ground.text()).into())])) }
                                (law(finding))
                            }
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        @if !open.is_empty() {
            details.more {
                summary { (ctx.t("checks-open")) }
                p { (ctx.t("checks-open-note")) }
                ul {
                    @for finding in open {
                        li { @if let Some(ground) = of_ground(finding) { (ctx.of(ground.text())) } (law(finding)) }
                    }
                }
            }
        }
    }
}

/// Whether nothing has to be met: whoever asks gets an answer, and nothing of a refusal need be feared.
#[must_use]
pub fn asks_nothing(service: &Procedure) -> bool {
    service.requirements().iter().all(|known| known.of_ground) && service.fees().is_none()
}

/// The evidence that would prove what is still unknown, in the order of the file.
#[must_use]
pub fn needed<'a>(service: &'a Procedure, assessment: &Assessment) -> Vec<&'a Evidence> {
    let mut ids: Vec<&str> = Vec::new();
    for id in assessment.missing.iter().flat_map(|missing| &missing.proved_by) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    service.evidence().iter().filter(|evidence| ids.contains(&evidence.id.as_str())).collect()
}

/// Pieces of evidence, each with what to know about it.
#[must_use]
pub fn evidence_list(ctx: &Ctx, list: &[&Evidence]) -> Markup {
    let one = |evidence: &Evidence| {
        html! {
            strong { (ctx.of(&evidence.name)) }
            @if let Some(note) = &evidence.note { p { (ctx.of(note)) } }
        }
    };
    in_groups(ctx, list, one)
}

/// Pieces of evidence as `one` shows each; those of which one is enough stand together.
#[must_use]
pub fn in_groups(ctx: &Ctx, list: &[&Evidence], one: impl Fn(&Evidence) -> Markup) -> Markup {
    html! {
        ul.rows {
            @for group in alternatives(list) {
                @if let [evidence] = group.as_slice() {
                    li { (one(evidence)) }
                } @else {
                    li {
                        (ctx.t("evidence-one-of"))
                        ul { @for evidence in group { li { (one(evidence)) } } }
                    }
                }
            }
        }
    }
}

/// The same without what `is_there` says of: of those of which one is enough, one that is there is enough.
#[must_use]
pub fn needed_beside<'a>(
    service: &'a Procedure,
    assessment: &Assessment,
    is_there: &dyn Fn(&str) -> bool,
) -> Vec<&'a Evidence> {
    let mut list = needed(service, assessment);
    let groups = alternatives(&list).into_iter();
    let there: Vec<&str> = groups
        .filter(|group| group.iter().any(|evidence| is_there(&evidence.id)))
        .flatten()
        .map(|evidence| evidence.id.as_str())
        .collect();
    list.retain(|evidence| !there.contains(&evidence.id.as_str()));
    list
}

/// What to bring, or to send where nobody comes, and what is done on the spot.
#[must_use]
pub fn bring(ctx: &Ctx, wanted: &[&Evidence], from_afar: bool) -> Markup {
    let yours = if from_afar { "service-bring-send" } else { "service-bring-yours" };
    let list = |by: EvidenceBy, later: bool, heading: &str| -> Markup {
        let of = |evidence: &&Evidence| evidence.by == by && evidence.later == later;
        let list: Vec<&Evidence> = wanted.iter().copied().filter(of).collect();
        html! { @if !list.is_empty() { h3 { (ctx.t(heading)) } (evidence_list(ctx, &list)) } }
    };
    html! {
        (list(EvidenceBy::Applicant, false, yours))
        (list(EvidenceBy::Counter, false, "service-bring-there"))
        (list(EvidenceBy::Applicant, true, "service-bring-later"))
    }
}

/// What the money is called that a service asks for: a state fee, or as what it is paid.
#[must_use]
pub fn fee_heading(app: &App, ctx: &Ctx, service: &Procedure) -> String {
    let priced = service.fees().is_some_and(|fees| !fees.is_state_fee());
    match app.law().pay_to(service).filter(|_| priced) {
        Some(to) => ctx.of(&to.name).to_owned(),
        None => ctx.t("service-fee"),
    }
}

/// An amount of a fee table: by what it is multiplied, or which part of the money it is that is told.
pub fn fee_amount(ctx: &Ctx, service: &Procedure, row: &FeeRowView) -> Markup {
    let named = |fact: &FactDef| ctx.of(&fact.label).to_owned();
    html! {
        @match service.fee_unit(row) {
            None => (ctx.money(row.amount)),
            Some(FeeUnit::Each(fact)) => {
                (ctx.money(row.amount)) br;
                span.small { (ctx.tf("service-fee-each", &[("what", named(fact).into())])) }
            },
            Some(FeeUnit::Told(fact)) => (named(fact)),
            Some(FeeUnit::Percent(percent, fact)) => {
                (ctx.tf("service-fee-percent", &[("percent", percent.into())])) br;
                span.small { (ctx.tf("service-fee-of", &[("what", named(fact).into())])) }
            },
        }
    }
}

/// What an amount is for, with its provision; where it adds up from several, each with its own amount.
#[must_use]
pub fn fee_parts(ctx: &Ctx, service: &Procedure, line: &FeeLine) -> Markup {
    let law = |part: &FeePart| html! { p."small soft" { (norm(ctx, &service.cite_text(&part.cite))) } };
    html! {
        @if let [part] = line.parts.as_slice() {
            p { (ctx.of(&part.what)) (unverified(ctx, part.verified)) }
            (law(part))
        } @else {
            p { (ctx.t("fee-adds-up")) }
            ul.rows {
                @for part in &line.parts {
                    li {
                        (ctx.of(&part.what)) ": " strong { (ctx.money(part.amount)) } (unverified(ctx, part.verified))
                        (law(part))
                    }
                }
            }
        }
    }
}

/// The fee in a sentence, with its provision.
#[must_use]
pub fn fee(ctx: &Ctx, service: &Procedure, fee: &FeeAnswer) -> Markup {
    html! {
        @match fee {
            FeeAnswer::None => p { (ctx.t("service-free")) },
            FeeAnswer::Due(line) => {
                p { strong.big { (ctx.money(line.amount)) } }
                (fee_parts(ctx, service, line))
            },
            FeeAnswer::Exempt { cite, text } => {
                p { strong { (ctx.t("fee-exempt")) } ": " (ctx.of(text)) }
                p."small soft" { (norm(ctx, &service.cite_text(cite))) }
            },
            FeeAnswer::Unknown { missing, at_most } => {
                @if let Some(amount) = at_most {
                    p { (ctx.tf("fee-at-most", &[("amount", ctx.money(*amount).into())])) }
                }
                p { (ctx.t("fee-depends")) }
                ul {
                    @for fact in missing.iter().filter_map(|name| service.fact(name)) { li { (ctx.of(&fact.label)) } }
                }
            },
        }
    }
}

/// The term: its last day and how it was counted; only how long it will be while it `awaits` its beginning.
#[must_use]
pub fn term(ctx: &Ctx, term: &law::Answer, awaits: bool) -> Markup {
    if awaits {
        return html! { p { (ctx.tf("term-awaits", &[("term", words::term(ctx.lang(), term.term).into())])) } };
    }
    html! {
        @match term.due {
            Due::On(day) => {
                @let key = if day < ctx.today() { "term-was-until" } else { "term-until" };
                p { (ctx.tf(key, &[("day", ctx.date_in(day, Form::Dative).into())])) }
            },
            Due::Paused { left_days } => {
                (notice(Tone::Warn, "", &html! { p { (ctx.tf("term-paused", &[("days", left_days.into())])) } }))
            },
        }
        @if !term.steps.is_empty() {
            details.more {
                summary { (ctx.t("term-steps")) }
                ol { @for step in &term.steps { li { (ctx.of(step)) } } }
            }
        }
    }
}

//! The fee of a case: what is due or how it was settled, which row and which reduction apply and by which facts, what
//! the payer was told, and what came back.

use super::law::{class, norm};
use super::on_file::source;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::assessment::{fee_heading, fee_parts};
use crate::ui::notice::{Tone, tag};
use ::law::fee::FeeGroup;
use ::law::{FactSource, FeeAnswer, Procedure, Truth};
use kernel::Money;
use maud::{Markup, html};
use office::cases::case::FeeSettled;
use office::cases::facts::source_of;
use office::cases::{CaseView, Invoice};

/// The fee, in a box.
pub fn fee(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    html! {
        div.panel {
            h2 { (fee_heading(app, ctx, procedure)) }
            @match &view.case.fee {
                Some(FeeSettled::Paid(payment)) => {
                    p { span.big { (ctx.money(payment.amount)) } " " (tag(Tone::Good, &ctx.t(if view.fee_short().is_some() { "work-fee-part" } else { "work-fee-paid" }))) }
                    (against(ctx, view))
                    p.small {
                        (ctx.date(payment.on))
                        @if !payment.reference.is_empty() { ", " (payment.reference) }
                        br;
                        (norm(ctx, procedure, &payment.cite))
                    }
                    @for id in &payment.payments {
                        p.small { (ctx.t("work-fee-transfer")) " " code { (id.grouped()) } }
                    }
                    (super::withdraw::after(ctx, view))
                    (back(ctx, view))
                }
                Some(FeeSettled::Exempt { cite, on }) => {
                    @if view.exemption_fell() { p { strong { (ctx.t("work-fee-fallen")) } } }
                    @else { p { (tag(Tone::Good, &ctx.t("work-fee-exempt"))) } }
                    p.small { (ctx.date(*on)) br; (norm(ctx, procedure, cite)) }
                }
                None => {
                    @if view.exemption_fell() { p { strong { (ctx.t("work-fee-fallen")) } } }
                    (due(ctx, view, procedure))
                }
            }
            (groups(app, ctx, view, procedure))
        }
    }
}

fn due(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    html! {
        @match &view.assessment.fee {
            FeeAnswer::None => p { (ctx.t("work-fee-none")) },
            FeeAnswer::Due(line) => {
                p.big { (ctx.money(line.amount)) }
                @if line.reduced { p { (tag(Tone::Info, &ctx.t("work-fee-reduced"))) } }
                (fee_parts(ctx, procedure, line))
            }
            FeeAnswer::Exempt { cite, text } => {
                p { (ctx.t("work-fee-exempt")) ": " (ctx.of(text)) }
                p.small { (norm(ctx, procedure, cite)) }
            }
            FeeAnswer::Unknown { at_most, .. } => {
                p { (ctx.t("work-fee-unknown")) }
                @if let Some(most) = at_most {
                    p { (ctx.tf("work-fee-at-most", &[("amount", ctx.money(*most).into())])) }
                }
            }
        }
        (invoiced(ctx, view))
    }
}

/// What was paid against what is due now.
fn against(ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        @if let Some((whole, paid, missing)) = view.fee_short() {
            p {
                span.big { (ctx.money(missing)) } " " (tag(Tone::Warn, &ctx.t("work-fee-rest"))) br;
                (short(ctx, whole, paid, missing))
            }
        } @else if let (FeeAnswer::Unknown { .. }, false) = (&view.assessment.fee, view.is_fee_settled()) {
            p { (ctx.t("work-fee-unknown")) }
        }
        @if let Some(over) = view.fee_over() {
            p { (ctx.tf("work-fee-over", &[("amount", ctx.money(over).into())])) }
        }
        (invoiced(ctx, view))
    }
}

/// The whole fee, what was paid of it, and what is missing, in words.
pub fn short(ctx: &Ctx, whole: Money, paid: Money, missing: Money) -> String {
    let (whole, paid, missing) = (ctx.money(whole), ctx.money(paid), ctx.money(missing));
    let values = [("whole", whole.into()), ("paid", paid.into()), ("missing", missing.into())];
    ctx.tf("work-fee-short", &values)
}

/// What the payer was told last, and whether it still holds.
fn invoiced(ctx: &Ctx, view: &CaseView) -> Markup {
    html! {
        @match (view.payable(), &view.case.invoice) {
            (Some(invoice), _) => (told(ctx, invoice, "work-invoice-holds")),
            (None, Some(invoice)) => (told(ctx, invoice, "work-invoice-old")),
            (None, None) => {}
        }
    }
}

/// What the payer was told.
fn told(ctx: &Ctx, invoice: &Invoice, key: &str) -> Markup {
    html! {
        p.small {
            (ctx.tf(key, &[("amount", ctx.money(invoice.amount).into()), ("day", ctx.date(invoice.on).into())])) br;
            (ctx.t("pay-reference")) " " span.number.nowrap { (invoice.reference.grouped()) }
        }
    }
}

fn back(ctx: &Ctx, view: &CaseView) -> Markup {
    let of = |paid: Option<bool>| match paid {
        None => (Tone::Warn, "work-fee-back"),
        Some(true) => (Tone::Plain, "work-fee-gone-back"),
        Some(false) => (Tone::Plain, "work-fee-not-back"),
    };
    html! {
        @for refund in &view.case.refunds {
            @let (tone, key) = of(refund.paid);
            p { (ctx.money(refund.amount)) " " (tag(tone, &ctx.t(key))) }
        }
    }
}

/// Who pays nothing or less: whether the person belongs to each group, by which facts, and who says so. What an
/// officer judges with reasons is among them.
fn groups(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let Some(table) = procedure.fees() else { return html! {} };
    let groups: Vec<(&FeeGroup, &str)> = table
        .exempt
        .iter()
        .map(|group| (group, "work-fee-group-exempt"))
        .chain(table.reduced.iter().map(|group| (group, "work-fee-group-reduced")))
        .collect();
    if groups.is_empty() {
        return html! {};
    }
    let of = |truth| groups.iter().filter(move |(group, _)| group.when.truth(&view.facts) == truth);
    html! {
        @for (group, key) in of(Truth::Met).take(1) {
            @if *key == "work-fee-group-reduced" && !reduces(&view.assessment.fee) {
                p { (ctx.tf("work-fee-not-reduced", &[("group", ctx.of(&group.name).into())])) }
            } @else {
                p { strong { (ctx.t(key)) ": " (ctx.of(&group.name)) } }
            }
            (reasons(app, ctx, view, procedure, group))
        }
        details.more {
            summary { (ctx.t("work-fee-groups")) }
            ul.checks {
                @for truth in [Truth::Met, Truth::Unknown, Truth::NotMet] {
                    @for (group, key) in of(truth) {
                        li class=(class(truth)) {
                            (ctx.of(&group.name)) " " span.soft { (ctx.t(key)) ", " (ctx.code("work-truth", class(truth))) }
                            p.small { (norm(ctx, procedure, &group.cite)) }
                            @if truth != Truth::NotMet { (reasons(app, ctx, view, procedure, group)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the amount is less for whoever belongs to a group: not every row of the table has a lesser one.
fn reduces(fee: &FeeAnswer) -> bool {
    match fee {
        FeeAnswer::Due(line) => line.reduced,
        FeeAnswer::Unknown { .. } => true,
        FeeAnswer::None | FeeAnswer::Exempt { .. } => false,
    }
}

/// The facts of a group: what each is here, and who says so; how it could become known where it is not.
fn reasons(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure, group: &FeeGroup) -> Markup {
    html! {
        ul.small {
            @for name in group.when.facts() {
                @let def = procedure.fact(name);
                li {
                    (def.map_or(name, |def| ctx.of(&def.text))) ": "
                    @match (view.facts.get(name), view.case.facts.get(name)) {
                        (Some(value), known) => {
                            (def.map_or_else(|| value.to_string(), |def| ctx.of(&def.show(value)).to_owned()))
                            span.soft {
                                " – "
                                @match known {
                                    Some(known) => (source(app, ctx, procedure, known)),
                                    None => (ctx.code("source", source_of(&view.case, procedure, name))),
                                }
                            }
                        }
                        (None, _) => {
                            (ctx.code("work-truth", "unknown"))
                            @if def.is_some_and(|def| def.source == FactSource::Judged) {
                                " – " (ctx.t("work-fee-judge"))
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ::law::{FactValue, Facts, LawBook};

    #[test]
    fn who_belongs_to_a_group_pays_less_only_where_the_row_has_a_lesser_amount() {
        let law = LawBook::bundled().unwrap();
        let permit = law.procedure("permit.temporary.family", "2026-11-24".parse().unwrap()).unwrap();
        let asked = |speed: &str| {
            let told =
                [("permit.family", "spouse-of-citizen"), ("permit.speed", speed), ("card.speed", "normal")];
            let facts: Facts =
                told.map(|(fact, code)| (fact.to_owned(), FactValue::Code(code.to_owned()))).into();
            permit.fee(&facts)
        };
        let (fast, slow) = (asked("in-5-working-days"), asked("in-30-days"));
        assert!(matches!(fast, FeeAnswer::Due(_)) && !reduces(&fast), "{fast:?}");
        assert!(matches!(slow, FeeAnswer::Due(_)) && reduces(&slow), "{slow:?}");
    }
}

//! What a client can pay now: the amount, where to, under which reference, and a code for the telephone; or that it is
//! paid, or on its way back.

use super::progress::needs_nobody_to_come;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use crate::words::Form;
use kernel::LetterId;
use law::Procedure;
use maud::{Markup, html};
use office::cases::{CaseView, FeeSettled, Invoice, Phase};

/// Width of the code on the page, in pixels.
const CODE_WIDTH: u16 = 220;

/// The fee as the client meets it, under its heading; nothing where there is nothing to say.
pub(super) fn fee(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    html! {
        @if view.exemption_fell() { p { strong { (ctx.t("pay-fallen")) } } }
        @if let Some(invoice) = view.payable() {
            (payable(ctx, service, view, invoice))
        } @else if view.case.invoice.is_some() && view.case.phase == Phase::Open {
            // Facts changed the fee, or the case does not ask for it any more.
            p #pay { (ctx.t("pay-old")) }
        }
        @if let Some(FeeSettled::Paid(paid)) = &view.case.fee {
            h2 { (ctx.t("pay-paid-heading")) }
            p {
                strong { (ctx.money(paid.amount)) } " "
                (tag(Tone::Good, &ctx.tf("pay-paid", &[("day", ctx.date_in(paid.on, Form::Locative).into())])))
            }
            @if view.payable().is_none() { (short(ctx, view)) }
            @if let Some(over) = view.fee_over() {
                p { (ctx.tf("pay-over", &[("amount", ctx.money(over).into())])) }
            }
            (withdrawn(ctx, view))
            @for refund in &view.case.refunds {
                @let key = match refund.paid {
                    None => "pay-back-ordered",
                    Some(true) => "pay-back-paid",
                    Some(false) => "pay-back-refused",
                };
                p { (ctx.tf(key, &[("amount", ctx.money(refund.amount).into())])) }
            }
        }
    }
}

/// What becomes of the money when the application is withdrawn or the case ended, and nobody ordered it back.
fn withdrawn(ctx: &Ctx, view: &CaseView) -> Markup {
    let Some(paid) = view.case.paid.last() else { return html! {} };
    let there = view.case.fee_paid(paid.amount.currency());
    let key = match view.case.phase {
        Phase::Withdrawn { .. } => Some("pay-withdrawn"),
        Phase::Ended { .. } => Some("pay-ended"),
        _ => None,
    };
    html! {
        @if let Some(key) = key.filter(|_| there.cents() > 0) {
            p { (ctx.tf(key, &[("amount", ctx.money(there).into())])) }
            p { (ctx.t("pay-withdrawn-law")) " " span.unverified { (ctx.t("unverified")) } }
            p { (ctx.t("pay-withdrawn-ask")) }
        }
    }
}

/// What is due when a part of it was paid.
fn short(ctx: &Ctx, view: &CaseView) -> Markup {
    let Some((whole, paid, missing)) = view.fee_short() else { return html! {} };
    let (whole, paid, missing) = (ctx.money(whole), ctx.money(paid), ctx.money(missing));
    let values = [("whole", whole.into()), ("paid", paid.into()), ("missing", missing.into())];
    html! { p { strong { (ctx.tf("pay-rest", &values)) } } }
}

fn payable(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView, invoice: &Invoice) -> Markup {
    // The letter of this invoice, in the language of the page where there is one: the translation has the number beside.
    let own = |id: LetterId| id.as_i64() | 1 == invoice.letter.as_i64() | 1;
    let letters = || view.letters.iter().filter(|letter| own(letter.id));
    let letter = letters().find(|letter| letter.lang == ctx.lang()).or_else(|| letters().next());
    html! {
        section.panel #pay aria-labelledby="pay-heading" {
            @let heading = match invoice.whole {
                Some(_) => "pay-rest-heading",
                // Nobody comes, or whoever had to was there.
                None if view.case.identified.is_some() || needs_nobody_to_come(service, view) => "pay-heading-home",
                None => "pay-heading",
            };
            h2 #pay-heading { (ctx.t(heading)) }
            (short(ctx, view))
            p { (ctx.t("pay-note")) }
            @if invoice.replaces { p { strong { (ctx.t("pay-replaces")) } } }
            dl.facts {
                dt { (ctx.t("pay-amount")) }
                dd {
                    strong.big { (ctx.money(invoice.amount)) }
                }
                dt { (ctx.t("pay-payee")) }
                dd { (payee(ctx, invoice)) " (" (ctx.t("pay-registration")) " " span.nowrap { (invoice.registration) } ")" }
                dt { (ctx.t("pay-account")) }
                dd { span.number.nowrap { (invoice.account.grouped()) } }
                dt { (ctx.t("pay-reference")) }
                dd { strong.number.nowrap { (invoice.reference.grouped()) } }
            }
            (code(ctx, invoice))
            p.small { (ctx.t("pay-know")) }
            @if let Some(letter) = letter {
                p { a href=(ctx.href(&format!("/matters/{}/letters/{}", view.case.id, letter.id))) { (ctx.t("pay-letter")) } }
            }
        }
    }
}

/// Who is paid, in the language of the page, and as the bank knows it.
fn payee(ctx: &Ctx, invoice: &Invoice) -> String {
    ctx.app().law().payee(&invoice.payee, ctx.lang())
}

/// The code, with everything that it says as its other text; the text version is the lines above.
fn code(ctx: &Ctx, invoice: &Invoice) -> Markup {
    let Some(qr) = invoice.code().and_then(|code| code.qr()).filter(|_| ctx.graphic()) else {
        return html! {};
    };
    let side = qr.side();
    let label = ctx.tf(
        "pay-code",
        &[
            ("amount", ctx.money(invoice.amount).into()),
            ("payee", payee(ctx, invoice).into()),
            ("account", invoice.account.grouped().into()),
            ("reference", invoice.reference.grouped().into()),
        ],
    );
    html! {
        p { (ctx.t("pay-scan")) }
        svg role="img" aria-label=(label) width=(CODE_WIDTH) height=(CODE_WIDTH)
            viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(qr.path()) fill="#000" {}
        }
    }
}

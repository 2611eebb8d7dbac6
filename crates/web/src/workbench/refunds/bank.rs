//! Orders to the bank: one file for each account and currency, each with a button of its own.

use super::{PATH, href};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::status::Fault;
use crate::ui::keys::Key;
use crate::ui::notice::{Tone, notice};
use crate::workbench::officer;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::RefundId;
use maud::{Markup, html};
use office::payments::{OfBank, Refund, RefundState};

/// A form for each order that can be written, and what becomes of the others.
pub(super) fn forms(ctx: &Ctx, refunds: &[Refund]) -> Markup {
    let banks = for_bank(refunds);
    html! {
        @if !banks.is_empty() {
            p { (ctx.t("work-refunds-export-note")) }
            @for (bank, count) in &banks { (form(ctx, bank, *count)) }
        }
    }
}

/// That an order was written, and where it is.
pub(super) fn written(ctx: &Ctx, refund: RefundId) -> Markup {
    let told = html! {
        p role="status" {
            (ctx.t("work-refunds-written")) " "
            a href={ (href(ctx, refund)) "/order.xml" } { (ctx.t("work-refunds-file")) }
        }
    };
    notice(Tone::Good, "", &told)
}

/// The orders to the bank that can be written, each with how many refunds go into it.
fn for_bank(refunds: &[Refund]) -> Vec<(OfBank, usize)> {
    let mut banks: Vec<(OfBank, usize)> = Vec::new();
    for refund in refunds.iter().filter(|refund| refund.state == RefundState::Approved) {
        let own = OfBank::of(refund);
        match banks.iter_mut().find(|(bank, _)| *bank == own) {
            Some((_, count)) => *count += 1,
            None => banks.push((own, 1)),
        }
    }
    banks
}

fn form(ctx: &Ctx, bank: &OfBank, count: usize) -> Markup {
    let currency = bank.currency.to_string();
    let key = Key::of(ctx, "work-refunds-export");
    html! {
        form method="post" action=(ctx.href("/work/refunds/bank")) {
            (ctx.form_token())
            input type="hidden" name="from" value=(bank.from.as_str());
            input type="hidden" name="currency" value=(currency);
            p {
                (ctx.tf("work-refunds-export-of", &[
                    ("currency", currency.as_str().into()),
                    ("account", bank.from.grouped().into()),
                    ("n", count.into()),
                ]))
            }
            p.actions {
                button type="submit" accesskey=[key.letter()] {
                    (ctx.tf("work-refunds-export-send", &[("currency", currency.as_str().into())])) (key)
                }
            }
        }
    }
}

/// `POST /{lang}/work/refunds/bank`: the approved refunds as an order to the bank.
///
/// The answer leads back to the list, which says that it was written and where it is: a file alone would leave the page
/// as it was before.
pub async fn export(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let bank = match (fields.get("from").parse(), fields.get("currency").parse()) {
        (Ok(from), Ok(currency)) => Some(OfBank { from, currency }),
        _ => None,
    };
    let file = app.office().export_refunds(ctx.actor(), bank.as_ref()).await?;
    let told = match file.as_ref().and_then(|file| file.refunds.first()) {
        Some(refund) => format!("{PATH}?written={refund}"),
        None => format!("{PATH}?none=1"),
    };
    Ok(Redirect::to(&ctx.href(&told)).into_response())
}

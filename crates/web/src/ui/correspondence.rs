//! The register of correspondence as a table: number, day, what, by which way, from or to whom.

use crate::ctx::Ctx;
use kernel::{AttachmentId, LetterId};
use maud::{Markup, html};
use office::cases::correspondence::Item;
use office::cases::event::Channel;
use office::cases::{CaseView, Party};

/// The register; `file` and `letter` are the addresses of what can be opened.
#[must_use]
pub fn table(
    ctx: &Ctx,
    view: &CaseView,
    file: &dyn Fn(AttachmentId) -> String,
    letter: &dyn Fn(LetterId) -> String,
) -> Markup {
    html! {
        @if view.correspondence.is_empty() {
            p { (ctx.t("correspondence-none")) }
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("correspondence-number")) }
                        th scope="col" { (ctx.t("correspondence-day")) }
                        th scope="col" { (ctx.t("correspondence-what")) }
                        th scope="col" { (ctx.t("correspondence-way")) }
                        th scope="col" { (ctx.t("correspondence-party")) }
                    }
                }
                tbody { @for item in &view.correspondence { (row(ctx, view, item, file, letter)) } }
            }
        }
    }
}

fn row(
    ctx: &Ctx,
    view: &CaseView,
    item: &Item,
    file: &dyn Fn(AttachmentId) -> String,
    letter: &dyn Fn(LetterId) -> String,
) -> Markup {
    let kind = ctx.code("correspondence-kind", item.kind);
    let written = |id: &LetterId| view.letters.iter().any(|letter| letter.id == *id);
    let way = match (item.incoming, item.channel) {
        (true, _) => "correspondence-in",
        (false, Channel::Counter) => "correspondence-handed",
        (false, _) => "correspondence-out",
    };
    let way = ctx.tf(way, &[("kind", item.kind.into())]);
    let nobody_asked =
        view.case.begun.as_ref().is_some_and(|begun| !begun.contests && begun.parent.is_none());
    let party = match &item.party {
        Party::Applicant if nobody_asked => {
            ctx.t(if item.incoming { "correspondence-from-person" } else { "correspondence-to-person" })
        }
        Party::Applicant if item.incoming => ctx.t("correspondence-from-applicant"),
        Party::Applicant => ctx.t("correspondence-to-applicant"),
        Party::Office => ctx.t("correspondence-office"),
        Party::Body(_, name) => ctx.of(name).to_owned(),
        Party::Other(name) => name.clone(),
    };
    html! {
        tr id={ "item-" (item.number) } {
            th scope="row" { (item.number) }
            td data-label=(ctx.t("correspondence-day")) { (ctx.date(item.on)) }
            td data-label=(ctx.t("correspondence-what")) {
                @if let Some(id) = item.attachment {
                    (kind) ": " a href=(file(id)) { (item.what) }
                } @else if let Some(id) = item.letter.filter(|id| written(id)) {
                    a href=(letter(id)) { (kind) }
                } @else {
                    (kind)
                    @if !item.what.is_empty() { ": " span.soft { (short(&item.what)) } }
                }
                @for name in &item.refused { br; (ctx.tf("correspondence-refused", &[("name", name.as_str().into())])) }
            }
            td data-label=(ctx.t("correspondence-way")) { (way) ", " (ctx.code("channel", item.channel.code())) }
            td data-label=(ctx.t("correspondence-party")) { (party) }
        }
    }
}

/// The beginning of what was said; the whole stands where it was said.
fn short(text: &str) -> String {
    const MOST: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST).collect();
    format!("{}…", cut.trim_end())
}

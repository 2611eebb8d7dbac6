//! How the workbench names persons, offices, stages and services.

use crate::ctx::Ctx;
use crate::ui::notice::{Tone, tag};
use kernel::{Age, CaseId, Day, PartialDate, Timestamp};
use maud::{Markup, html};
use office::Office;
use office::register::PersonBrief;

/// Given name and surname; a dash where the register holds none.
pub fn name(brief: &PersonBrief) -> String {
    brief.name.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string)
}

/// Personal code, date of birth and age in one line.
pub fn particulars(ctx: &Ctx, office: &Office, brief: &PersonBrief) -> String {
    let mut parts = Vec::new();
    if let Some(code) = &brief.code {
        parts.push(code.formatted());
    }
    if let Some(birth) = &brief.birth {
        parts.push(ctx.tf("work-born", &[("date", partial(ctx, birth).into())]));
    }
    if brief.dead {
        parts.push(ctx.t("work-dead"));
    } else if let Age::Years(years) = brief.age {
        parts.push(ctx.tf("work-age", &[("years", years.into())]));
    }
    if let Some(status) = &brief.status {
        parts.push(status_name(ctx, office, status));
    }
    parts.join(" · ")
}

/// A date that may be known in part.
pub fn partial(ctx: &Ctx, date: &PartialDate) -> String {
    match date {
        PartialDate::Day(day) => ctx.date(*day),
        PartialDate::Unknown => ctx.t("work-unknown-date"),
        part => crate::portal::partial(ctx, part),
    }
}

/// The name of an office; its id when the law files do not know it.
pub fn office_name(ctx: &Ctx, office: &Office, id: &str) -> String {
    office.law().office(id).map_or_else(|| id.to_owned(), |facts| ctx.of(&facts.name).to_owned())
}

/// The name of a procedure; its id when no version is loaded.
pub fn procedure_name(ctx: &Ctx, office: &Office, id: &str) -> String {
    office
        .law()
        .procedure(id, office.today())
        .or_else(|| office.law().all().find(|p| p.id() == id))
        .map_or_else(|| id.to_owned(), |p| ctx.of(p.name()).to_owned())
}

/// The stage of a case as a tag.
pub fn stage(ctx: &Ctx, stage: &str) -> Markup {
    let tone = match stage {
        "received" | "identified" => Tone::Info,
        "examination" | "hearing" | "proposed" | "submitted" => Tone::Warn,
        "refused" | "withdrawn" | "undone" => Tone::Bad,
        "decided" | "ordered" | "ready" | "completed" | "carrying-out" => Tone::Good,
        _ => Tone::Plain,
    };
    tag(tone, &ctx.code("work-stage", stage))
}

/// The day on which the law runs out, and how far away it is.
pub fn due(ctx: &Ctx, due: Day) -> Markup {
    let left = due.days_since(ctx.today());
    let (tone, words) = match left {
        left if left < 0 => (Tone::Bad, ctx.tf("work-overdue-by", &[("days", left.unsigned_abs().into())])),
        0 => (Tone::Bad, ctx.t("work-due-today")),
        left if left <= 3 => (Tone::Warn, ctx.tf("work-due-in", &[("days", left.into())])),
        left => (Tone::Plain, ctx.tf("work-due-in", &[("days", left.into())])),
    };
    html! { span.nowrap { (numeric(ctx, due)) } " " (tag(tone, &words)) }
}

/// The same in a list; a dash where no term runs.
pub fn runs(ctx: &Ctx, day: Option<Day>) -> Markup {
    match day {
        Some(day) => due(ctx, day),
        None => html! { span.soft { (ctx.t("work-due-none")) } },
    }
}

/// The name of a kind of document; its code when the law files do not know it.
pub fn document_name(ctx: &Ctx, office: &Office, kind: &str) -> String {
    office.law().document(kind).map_or_else(|| kind.to_owned(), |known| ctx.of(&known.name).to_owned())
}

/// An instant as the clock at the offices shows it.
pub fn instant(ctx: &Ctx, office: &Office, at: Timestamp) -> String {
    let (day, minute) = office.zone().local(at);
    format!("{}, {}", ctx.date(day), crate::words::time(ctx.lang(), minute))
}

/// The name of a legal status; its code when the country does not know it.
pub fn status_name(ctx: &Ctx, office: &Office, status: &str) -> String {
    office.law().country().status(status).map_or_else(|| status.to_owned(), |s| ctx.of(&s.name).to_owned())
}

/// A day as tables have it: in figures where the language writes days so, `24.11.2026.`; else as everywhere,
/// `24 November 2026`.
pub fn numeric(ctx: &Ctx, day: Day) -> String {
    if ctx.t("work-day-in-figures") != "yes" {
        return ctx.date(day);
    }
    let two = |number: u8| format!("{number:02}");
    ctx.tf(
        "work-day",
        &[
            ("year", day.year().to_string().into()),
            ("month", two(day.month()).into()),
            ("day", two(day.day()).into()),
        ],
    )
}

/// The name of an officer; the code when the staff list does not know it.
pub fn officer_name(office: &Office, code: &str) -> String {
    office.officer(code).map_or_else(|| code.to_owned(), |officer| officer.name)
}

/// A purpose as the trace keeps it, in words: `case:ID`, `basis:CITATION`, `own`, `duty`.
pub fn purpose_words(ctx: &Ctx, purpose: &str) -> String {
    match purpose.split_once(':') {
        Some(("case", id)) => {
            let number = id.parse::<CaseId>().map_or_else(|_| id.to_owned(), CaseId::grouped);
            ctx.tf("work-purpose-case", &[("number", number.into())])
        }
        Some(("basis", cite)) => ctx.tf("work-purpose-basis", &[("cite", ctx.provision(cite).into())]),
        Some(("emergency", number)) => ctx.tf("work-purpose-emergency", &[("number", number.into())]),
        _ => ctx.code("work-purpose-kind", purpose),
    }
}

//! What is on the file of a case: people, facts, hearing, decision, fee, documents, letters, history.

use super::decided;
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, notice, tag};
use crate::workbench::words::{
    document_name, name, numeric, office_name, officer_name, particulars as person_line,
};
use ::law::Procedure;
use maud::{Markup, html};
use office::cases::case::{CaseFact, FactSource};
use office::cases::{CaseView, Phase, Stage};
use office::register::PersonBrief;

/// Whom the case is about, and who applied.
pub fn people(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let capacity = app
        .office()
        .law()
        .version(&view.case.procedure, view.case.in_force)
        .and_then(|p| p.capacities().iter().find(|c| c.id == view.case.capacity))
        .map_or_else(|| view.case.capacity.clone(), |c| ctx.of(&c.name).to_owned());
    html! {
        div.panel {
            h2 { (ctx.t("work-people-heading")) }
            (person(ctx, app, view, &view.subject, &ctx.t("work-subject")))
            @if view.applicant.id != view.subject.id {
                (person(ctx, app, view, &view.applicant, &ctx.t("work-applicant")))
            }
            p.small.soft { (ctx.tf("work-capacity", &[("capacity", capacity.into())])) }
        }
    }
}

fn person(ctx: &Ctx, app: &App, view: &CaseView, brief: &PersonBrief, role: &str) -> Markup {
    let place = format!("/work/persons/{}?purpose=case:{}", brief.id, view.case.id);
    html! {
        p {
            span.soft.small { (role) } br;
            a href=(ctx.href(&place)) { (name(brief)) } br;
            span.small { (person_line(ctx, app.office(), brief)) }
        }
    }
}

/// Channel, visit and identity.
pub fn particulars(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    use crate::words::Form;
    use office::cases::event::Identification;
    let channel = ctx.code("channel", view.case.channel.code());
    html! {
        div.panel {
            h2 { (ctx.t("work-particulars-heading")) }
            dl.stacked {
                dt { (ctx.t("work-received")) }
                dd { (ctx.date(view.case.received)) ", " (channel) }
                dt { (ctx.t("work-law-version")) }
                dd { (ctx.tf("work-law-since", &[("date", ctx.date(view.case.in_force).into())])) }
                dt { (ctx.t("work-letters-language")) }
                dd { (ctx.code("work-language", view.case.lang.code())) }
                @if let Some(visit) = &view.appointment {
                    dt { (ctx.t("work-visit")) }
                    dd {
                        a href=(ctx.href(&format!("/work/visits/{}", visit.id))) {
                            (ctx.date(visit.day)) ", " (crate::words::time(ctx.lang(), visit.minute))
                        }
                        br;
                        (office_name(ctx, app.office(), &visit.office))
                    }
                }
                @if let Some((means, by, on)) = &view.case.identified {
                    dt { (ctx.t("work-identity")) }
                    dd {
                        @match means {
                            Identification::Document { number } => {
                                (ctx.tf("work-identity-document", &[("number", number.as_str().into())]))
                            }
                            Identification::Register { reasons } => {
                                (ctx.t("work-identity-register")) ": " (reasons)
                            }
                            Identification::Foreign(shown) => {
                                (ctx.tf("work-identity-foreign", &[
                                    ("country", shown.country.as_str().into()),
                                    ("number", shown.number.as_str().into()),
                                    ("day", ctx.date_in(shown.expires_on, Form::Dative).into()),
                                ]))
                                @if let Some(why) = &shown.why { br; (why) }
                            }
                        }
                        br;
                        span.small.soft { (ctx.date(*on)) ", " (officer_name(app.office(), by.as_str())) }
                    }
                }
            }
        }
    }
}

/// Whether no later piece of the same kind is on file.
fn is_last(view: &CaseView, at: usize) -> bool {
    let list = &view.case.evidence;
    let later = |kind: &str| list.iter().skip(at + 1).any(|(known, ..)| known == kind);
    list.get(at).is_some_and(|(kind, ..)| !later(kind))
}

/// Evidence that was recorded, with the file it rests on.
pub fn evidence(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    html! {
        h2 { (ctx.t("work-file-heading")) }
        @if view.case.evidence.is_empty() {
            @let came = !view.case.attachments.is_empty();
            p { (ctx.t(if came { "work-file-only-came" } else { "work-file-empty" })) }
        }
        @if !view.case.evidence.is_empty() {
            ul.rows {
                @for (at, (evidence, note, on, rests_on)) in view.case.evidence.iter().enumerate() {
                    @let known = procedure.evidence_of(evidence);
                    li {
                        h3 { (known.map_or(evidence.as_str(), |e| ctx.of(&e.name))) }
                        @if known.is_some_and(|e| is_last(view, at) && view.case.shows_nothing(e)) {
                            p { (tag(Tone::Warn, &ctx.t("work-evidence-shows-nothing"))) }
                        }
                        @if !note.is_empty() { p { (note) } }
                        @if let Some(file) = view.case.attachments.iter().find(|file| Some(file.id) == *rests_on) {
                            p.small {
                                (ctx.t("work-rests-on")) ": "
                                a href=(super::correspondence::look_href(ctx, view, file.id)) { (file.name) }
                            }
                        }
                        p.small.soft { (ctx.date(*on)) }
                    }
                }
            }
        }
    }
}

/// Who says so.
pub(super) fn source(app: &App, ctx: &Ctx, procedure: &Procedure, fact: &CaseFact) -> Markup {
    html! {
        @match &fact.source {
            FactSource::Declared => (ctx.t("work-source-declared")),
            FactSource::Evidence { evidence } => {
                @let known = procedure.evidence_of(evidence);
                (ctx.t("work-source-evidence")) ": " (known.map_or(evidence.as_str(), |e| ctx.of(&e.name)))
            }
            FactSource::Recorded { by, note } => {
                (ctx.tf("work-source-recorded", &[("by", officer_name(app.office(), by.as_str()).into())])) ": " (note)
            }
            FactSource::Parent => (ctx.t("work-source-parent")),
            FactSource::Judged { by, reasons } => {
                (ctx.tf("work-source-judged", &[("by", officer_name(app.office(), by.as_str()).into())])) ": " (reasons)
            }
        }
    }
}

/// The hearing, once the person was invited.
pub fn hearing(ctx: &Ctx, view: &CaseView) -> Markup {
    let Some(record) = &view.case.hearing else { return html! {} };
    html! {
        h2 { (ctx.t("work-hearing-heading")) }
        p {
            (ctx.tf("work-hearing-invited", &[
                ("invited", ctx.date(record.invited).into()),
                ("until", ctx.date(record.until).into()),
            ]))
        }
        @match &record.answer {
            Some((on, words)) => {
                blockquote { p { (words) } }
                p.small.soft { (ctx.tf("work-hearing-answered", &[("date", ctx.date(*on).into())])) }
            }
            None if ctx.today() > record.until => p { (ctx.t("work-hearing-silent")) },
            None => p { (ctx.t("work-hearing-waiting")) },
        }
    }
}

/// The decision, as far as it got.
pub fn decision(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let Some(stated) = view.case.decision() else { return html! {} };
    let state = match &view.case.phase {
        Phase::Proposed(_) => "work-decision-proposed",
        Phase::Submitted { .. } => "work-decision-submitted",
        Phase::Decided { .. } => "work-decision-decided",
        Phase::InForce { .. } if view.case.undone_by_court() => "work-decision-undone-court",
        Phase::InForce { stage: Stage::Undone, .. } => "work-decision-undone",
        _ => "work-decision-in-force",
    };
    html! {
        h2 { (ctx.t("work-decision-heading")) }
        div.panel {
            (decided::outcome(ctx, &stated.outcome, procedure))
            (decided::more(ctx, stated, procedure))
            @if matches!(view.case.phase, Phase::Proposed(_) | Phase::Submitted { .. }) {
                p { a href={ (super::href(ctx, view.case.id)) "/draft" } { (ctx.t("case-draft-heading")) } }
            }
            p.small.soft {
                (ctx.t(state)) " · " (ctx.tf("work-proposed-by", &[("by", officer_name(app.office(), stated.by.as_str()).into())]))
                @if let Phase::Decided { second: Some(second), on, .. }
                    | Phase::InForce { second: Some(second), decided_on: on, .. } = &view.case.phase {
                    " · " (ctx.tf("work-approved-by", &[("by", officer_name(app.office(), second.as_str()).into()), ("date", ctx.date(*on).into())]))
                }
            }
            @if let Phase::InForce { served: (_, on), contest_until, .. } = &view.case.phase {
                p { (ctx.tf("work-served-on", &[("date", ctx.date(*on).into())])) }
                @if let Some(until) = contest_until {
                    @let court = view.way_on.as_ref().is_some_and(|step| step.court);
                    @let key = if court { "work-appeal-until" } else { "work-contest-until" };
                    p { (ctx.tf(key, &[("date", ctx.date(*until).into())])) }
                }
            }
        }
        // While the next proposal waits, whoever signs second sees why the one before was sent back; then it is history.
        @let waits = matches!(view.case.phase, Phase::Proposed(_) | Phase::Submitted { .. });
        @for (by, reasons, on) in view.case.returned.iter().filter(|_| waits) {
            (crate::ui::notice::notice(Tone::Info, "", &html! {
                p { (ctx.tf("work-returned", &[("by", officer_name(app.office(), by.as_str()).into()), ("date", ctx.date(*on).into())])) }
                p { (reasons) }
            }))
        }
    }
}

/// Documents that the decision ordered.
pub fn documents(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    if view.documents.is_empty() {
        return html! {};
    }
    html! {
        div.panel {
            h2 { (ctx.t("work-documents-heading")) }
            @for document in &view.documents {
                p {
                    (document_name(ctx, app.office(), &document.kind)) " "
                    (tag(Tone::Info, &ctx.code("work-document", document.status.code())))
                    br; code { (document.number) } br;
                    span.small.soft {
                        (ctx.tf("work-valid-until", &[("date", ctx.date(document.expires_on).into())]))
                    }
                }
                @if !document.mrz.is_empty() {
                    details.more.last {
                        summary { (ctx.t("work-mrz")) }
                        pre.mrz { @for line in &document.mrz { (line) "\n" } }
                    }
                }
            }
        }
    }
}

/// Letters that were written, and those that are not.
pub fn letters(ctx: &Ctx, view: &CaseView) -> Markup {
    let (stuck, waiting): (Vec<_>, Vec<_>) = view.unwritten.iter().partition(|letter| letter.is_stuck());
    html! {
        div.panel {
            h2 { (ctx.t("work-letters-heading")) }
            @if view.letters.is_empty() && view.unwritten.is_empty() { p { (ctx.t("work-letters-empty")) } }
            ul.plain {
                @for letter in &view.letters {
                    li {
                        a href=(ctx.href(&format!("/work/letters/{}", letter.id))) {
                            (ctx.code("work-letter", &letter.kind))
                        }
                        " " span.small.soft {
                            (ctx.code("work-language", letter.lang.code())) ", PDF, "
                            (numeric(ctx, letter.written_on))
                        }
                    }
                }
            }
            @if !waiting.is_empty() { p.small { (ctx.t("work-letters-waiting")) } }
            @for letter in stuck {
                @let name = ctx.code("work-letter", letter.kind);
                @let args = [("letter", name.into()), ("tries", letter.tries.to_string().into())];
                (notice(Tone::Bad, "", &html! { p { (ctx.tf("work-letters-stuck", &args)) } }))
            }
        }
    }
}

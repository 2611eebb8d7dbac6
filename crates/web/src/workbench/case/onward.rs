//! Beyond the case's own file: cases examined together, opinions of other bodies, how the decision was sent, courts; and
//! the forms of the commands on them.

use super::correspondence::file_href;
use super::{commands::Known, href};
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice, tag};
use crate::words::Form as DayForm;
use crate::workbench::decide::does;
use crate::workbench::words::{name, procedure_name, stage};
use ::law::Procedure;
use kernel::{AttachmentId, Text};
use maud::{Markup, html};
use office::cases::event::StatedOutcome;
use office::cases::sending::DispatchState;
use office::cases::{CaseView, Fate};

/// Evidence that the party is asked for.
pub fn request(form: &Form<'_>, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let wanted = view.case.wanted(procedure, &view.facts);
    let options: Vec<(String, String, String)> = wanted
        .filter(|evidence| evidence.from_the_person())
        .map(|evidence| (evidence.id.clone(), ctx.of(&evidence.name).to_owned(), String::new()))
        .collect();
    html! {
        (form.checkboxes("request-evidence-evidence", &ctx.t("work-evidence"), "", &options))
        (form.area("request-evidence-words", &ctx.t("work-request-words"), &ctx.t("optional")))
        (form.line(Line::Date, "request-evidence-until", &ctx.t("work-request-until"), &ctx.t("work-until-hint"), "off"))
    }
}

/// What was asked for and is not on file.
fn requested(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let open = view.case.requested();
    html! {
        @if !open.is_empty() {
            h2 #requested { (ctx.t("work-requested-heading")) }
            ul.rows {
                @for (request, id) in open {
                    @let known = procedure.evidence_of(id);
                    li {
                        (known.map_or(id, |evidence| ctx.of(&evidence.name))) " "
                        (tag(if request.until < ctx.today() { Tone::Bad } else { Tone::Warn }, &ctx.tf("work-opinion-awaited", &[("date", ctx.date_in(request.until, DayForm::Dative).into())])))
                    }
                }
            }
        }
    }
}

/// The question to another body.
pub fn ask(form: &Form<'_>, known: &Known) -> Markup {
    let ctx = form.ctx;
    // Nobody is asked who was not chosen.
    let bodies: Vec<_> =
        std::iter::once((String::new(), ctx.t("choose"))).chain(known.bodies.iter().cloned()).collect();
    html! {
        (form.select("ask-opinion-body", &ctx.t("work-opinion-body"), "", &bodies))
        (form.area("ask-opinion-question", &ctx.t("work-opinion-question"), &ctx.t("work-opinion-question-hint")))
        (form.line(Line::Date, "ask-opinion-until", &ctx.t("work-opinion-until"), &ctx.t("work-until-hint"), "off"))
    }
}

/// The answer of one of the bodies that were asked.
pub fn receive(form: &Form<'_>, view: &CaseView, known: &Known) -> Markup {
    let ctx = form.ctx;
    let open = view.case.opinions.iter().filter(|opinion| opinion.answered.is_none());
    let options: Vec<(String, String, String)> = open
        .map(|opinion| {
            let asked = &opinion.asked;
            (asked.number.to_string(), known.body(&asked.body).to_owned(), asked.question.clone())
        })
        .collect();
    html! {
        (form.radios("receive-opinion-number", &ctx.t("work-opinion-which"), "", &options))
        (form.area("receive-opinion-words", &ctx.t("work-opinion-words"), ""))
        (attachment(form, view, "receive-opinion"))
        (form.line(Line::Date, "receive-opinion-on", &ctx.t("work-arrival-on"), &ctx.t("work-arrival-on-hint"), "off"))
    }
}

/// A file that was filed, to go with what is noted.
fn attachment(form: &Form<'_>, view: &CaseView, command: &str) -> Markup {
    let ctx = form.ctx;
    if view.case.attachments.is_empty() {
        return html! {};
    }
    let mut files = vec![(String::new(), ctx.t("work-evidence-no-file"))];
    files.extend(view.case.attachments.iter().map(|file| (file.id.to_string(), file.name.clone())));
    form.select(
        &format!("{command}-attachment"),
        &ctx.t("work-evidence-file"),
        &ctx.t("work-evidence-file-hint"),
        &files,
    )
}

/// The number of a case to examine together with this one.
pub fn join(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        p { (ctx.t("work-together-join-note")) }
        (form.line(Line::Code, "join-case", &ctx.t("work-together-case"), &ctx.t("work-together-case-hint"), "off"))
    }
}

/// How the decision is sent: only the ways that it may go.
pub fn send(form: &Form<'_>, view: &CaseView, app: &App) -> Markup {
    let ctx = form.ctx;
    let rules = app.law().notification();
    let grants = matches!(view.case.decision().map(|d| &d.outcome), Some(StatedOutcome::Grant { .. }));
    let options: Vec<(String, String, String)> = rules
        .ways()
        .iter()
        .filter(|way| grants || way.not_adverse.is_none())
        .map(|way| {
            let term = crate::words::term(ctx.lang(), way.presumed);
            let arrives = ctx.tf("work-sending-presumed", &[("term", term.into())]);
            let cite = rules.cite_text(&way.under).text;
            let note = way.note.as_ref().map_or(String::new(), |note| format!(" {}.", ctx.of(note)));
            let itself = if app.office().carried().contains(&way.id) {
                format!(" {}", ctx.t("dispatch-itself"))
            } else {
                String::new()
            };
            (
                way.id.clone(),
                ctx.of(&way.name).to_owned(),
                format!("{arrives} ({}).{note}{itself}", ctx.of(&cite)),
            )
        })
        .collect();
    html! {
        p { (ctx.t("work-sending-note")) }
        @if let Some(channels) = &view.channels {
            p { (ctx.t("channels-delivery")) ": " strong {
                (rules.way(&channels.delivery).map_or_else(|| ctx.code("delivery", &channels.delivery), |way| ctx.of(&way.name).to_owned()))
            } }
        }
        (form.radios("send-way", &ctx.t("work-sending-way"), "", &options))
        (form.line(Line::Code, "send-reference", &ctx.t("work-sending-reference"), &ctx.t("work-sending-reference-hint"), "off"))
        (form.line(Line::Text, "send-address", &ctx.t("work-sending-address"), &ctx.t("work-sending-address-hint"), "off"))
        (form.line(Line::Date, "send-on", &ctx.t("work-sending-on"), &ctx.t("work-arrival-on-hint"), "off"))
    }
}

/// What became of it.
pub fn note_delivery(form: &Form<'_>, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    let options = ["delivered", "returned"]
        .map(|code| (code.to_owned(), ctx.code("work-delivery", code), String::new()));
    html! {
        (form.radios("note-delivery-delivery", &ctx.t("work-delivery-what"), &ctx.t("work-delivery-hint"), &options))
        (form.line(Line::Date, "note-delivery-on", &ctx.t("work-delivery-on"), &ctx.t("work-arrival-on-hint"), "off"))
        (form.line(Line::Text, "note-delivery-note", &ctx.t("work-delivery-note"), "", "off"))
        (attachment(form, view, "note-delivery"))
    }
}

/// That the decision arrived later.
pub fn rebut(form: &Form<'_>, app: &App) -> Markup {
    let ctx = form.ctx;
    let rules = app.law().notification();
    html! {
        @if let Some(rebuttal) = rules.rebuttal() {
            p { (ctx.of(&rebuttal.name)) " (" (ctx.of(&rules.cite_text(&rebuttal.under).text)) ")." }
        }
        (form.line(Line::Date, "rebut-received", &ctx.t("work-rebut-received"), "", "off"))
        (form.area("rebut-reasons", &ctx.t("work-reasons"), &ctx.t("work-rebut-reasons-hint")))
    }
}

/// That it is before a court.
pub fn to_court(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        p { (ctx.t("work-court-note")) }
        (form.line(Line::Code, "take-to-court-number", &ctx.t("work-court-number"), "", "off"))
        (form.line(Line::Date, "take-to-court-on", &ctx.t("work-court-on"), "", "off"))
    }
}

/// What the court ruled.
pub fn ruling(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let parts = view.before_court(procedure);
    let partly = Some(Fate::PartUndone).filter(|_| !parts.is_empty());
    let fates = [Fate::Stands, Fate::Undone, Fate::Replaced, Fate::Unlawful].into_iter().chain(partly);
    let fates: Vec<_> = fates
        .map(|fate| (fate.code().to_owned(), ctx.code("work-fate", fate.code()), String::new()))
        .collect();
    let parts: Vec<_> =
        parts.iter().map(|part| (part.at.to_string(), does::part(app, ctx, part), String::new())).collect();
    html! {
        p { (ctx.t("work-ruling-note")) }
        (form.radios("record-ruling-fate", &ctx.t("work-ruling-fate"), "", &fates))
        @if !parts.is_empty() {
            (form.checkboxes("record-ruling-parts", &ctx.t("work-parts"), &ctx.t("work-parts-hint"), &parts))
        }
        (form.line(Line::Code, "record-ruling-number", &ctx.t("work-ruling-number"), "", "off"))
        (form.line(Line::Date, "record-ruling-on", &ctx.t("work-ruling-on"), "", "off"))
        (form.area("record-ruling-words", &ctx.t("work-ruling-words"), ""))
    }
}

/// Cases examined together, opinions, sending and courts, as far as there is something.
pub fn section(ctx: &Ctx, app: &App, view: &CaseView, procedure: &Procedure, known: &Known) -> Markup {
    html! {
        (requested(ctx, view, procedure))
        (together(ctx, app, view))
        (opinions(ctx, view, known))
        (sending(ctx, app, view))
        (courts(ctx, app, view, procedure))
    }
}

fn together(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    if view.joined.is_empty() {
        return html! {};
    }
    html! {
        h2 #together { (ctx.t("work-together-heading")) }
        p.small.soft { (ctx.t("work-together-note")) }
        ul.rows {
            @for joined in &view.joined {
                li {
                    a href=(href(ctx, joined.id)) { (name(&joined.subject)) } " "
                    (stage(ctx, joined.stage)) br;
                    span.small.soft {
                        (procedure_name(ctx, app.office(), &joined.procedure)) ", "
                        span.nowrap { (joined.id.grouped()) } ", " (ctx.date(joined.received))
                    }
                }
            }
        }
    }
}

fn opinions(ctx: &Ctx, view: &CaseView, known: &Known) -> Markup {
    if view.case.opinions.is_empty() {
        return html! {};
    }
    html! {
        h2 #opinions { (ctx.t("work-opinions-heading")) }
        ul.rows {
            @for opinion in &view.case.opinions {
                li {
                    h3 { (known.body(&opinion.asked.body)) }
                    p { (opinion.asked.question) }
                    @match &opinion.answered {
                        Some(answer) => {
                            blockquote { p { (answer.words) } }
                            p.small.soft { (ctx.tf("work-opinion-answered", &[("date", ctx.date(answer.on).into())])) }
                            (file(ctx, view, answer.attachment))
                        }
                        None => p.small { (tag(Tone::Warn, &ctx.tf("work-opinion-awaited", &[("date", ctx.date_in(opinion.asked.until, DayForm::Dative).into())]))) },
                    }
                }
            }
        }
    }
}

/// The file that was filed with something.
fn file(ctx: &Ctx, view: &CaseView, id: Option<AttachmentId>) -> Markup {
    let known = view.case.attachments.iter().find(|file| Some(file.id) == id);
    html! {
        @if let Some(file) = known { p.small { a href=(file_href(ctx, view, file.id)) { (file.name) } } }
    }
}

fn sending(ctx: &Ctx, app: &App, view: &CaseView) -> Markup {
    if view.case.sent.is_empty() && view.case.dispatches.is_empty() {
        return html! {};
    }
    let rules = app.law().notification();
    html! {
        h2 #sending { (ctx.t("work-sending-heading")) }
        ul.rows {
            @for known in view.case.dispatches.iter().filter(|known| known.state != DispatchState::Accepted) {
                @let way = rules.way(&known.way);
                li {
                    h3 { (way.map_or(known.way.as_str(), |way| ctx.of(&way.name))) }
                    p {
                        (ctx.tf("dispatch-ordered", &[("date", ctx.date_in(known.on, DayForm::Locative).into())])) " "
                        (tag(if known.state.is_wrong() { Tone::Bad } else { Tone::Info }, &ctx.code("dispatch-state", known.state.code())))
                    }
                    @match &known.state {
                        DispatchState::Refused(reason) => p { (ctx.t("dispatch-reason")) ": " (reason) },
                        DispatchState::Troubled(trouble) => p { (ctx.code("dispatch-trouble", trouble.code())) },
                        _ => {}
                    }
                }
            }
            @for sent in &view.case.sent {
                @let way = rules.way(&sent.way);
                li {
                    h3 { (way.map_or(sent.way.as_str(), |way| ctx.of(&way.name))) }
                    p {
                        (ctx.tf("work-sent-on", &[("date", ctx.date_in(sent.on, DayForm::Locative).into())]))
                        @if !sent.address.is_empty() { ": " (sent.address) }
                        @if !sent.reference.is_empty() { ", " code { (sent.reference) } }
                    }
                    p.small.soft {
                        (ctx.tf("work-sent-presumed", &[("date", ctx.date_in(sent.presumed, DayForm::Locative).into())]))
                        @if let Some(way) = way { " (" (ctx.of(&rules.cite_text(&way.under).text)) ")" }
                    }
                }
            }
            @for noted in &view.case.deliveries {
                li {
                    p { (ctx.code("work-delivery", noted.delivery.code())) ", " (ctx.date(noted.on)) @if !noted.note.is_empty() { ": " (noted.note) } }
                    (file(ctx, view, noted.attachment))
                }
            }
            @if let Some(rebutted) = &view.case.rebutted {
                li {
                    p { (ctx.tf("work-rebutted", &[("date", ctx.date_in(rebutted.received, DayForm::Locative).into())])) ": " (rebutted.reasons) }
                }
            }
        }
    }
}

fn courts(ctx: &Ctx, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let parts = view.before_court(procedure);
    html! {
        @for (court, ruling) in &view.case.court {
            (notice(if ruling.is_some() { Tone::Info } else { Tone::Warn }, "", &html! {
                p { (ctx.tf("work-at-court", &[("date", ctx.date_in(court.on, DayForm::Locative).into()), ("number", court.number.as_str().into())])) }
                @if ruling.is_none() { p { (ctx.t(if court.suspends { "work-contest-suspends" } else { "contest-runs" })) } }
                @if let Some(ruling) = ruling {
                    p { (ctx.code("work-fate", ruling.fate.code())) ", " (ruling.number) ", " (ctx.date(ruling.on)) }
                    @if !ruling.parts.is_empty() {
                        ul {
                            @for part in parts.iter().filter(|part| ruling.parts.contains(&part.at)) {
                                li { (does::part(app, ctx, part)) }
                            }
                        }
                    }
                    @if !ruling.words.is_empty() { p { (ruling.words) } }
                }
            }))
        }
    }
}

/// Code and name of each body that can be asked: the authority, which enters facts as one of them, is not asked by itself.
pub fn bodies(ctx: &Ctx, app: &App) -> Vec<(String, String)> {
    let named = |name: &Text| ctx.of(name).to_owned();
    let others = app.law().outside().iter().filter(|body| !app.law().is_itself(body));
    others.map(|body| (body.code.clone(), named(&body.name))).collect()
}

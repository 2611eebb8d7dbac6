//! What can be done with a case now: one form for each command that is allowed, the next step first.

use super::fee::short;
use super::{burden, href, moves, named, onward, told, withdraw};
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::field::{Form, Line};
use crate::ui::keys::Key;
use crate::workbench::decide::does;
use ::law::{Evidence, FeeAnswer, Procedure, Truth};
use maud::{Markup, html};
use office::cases::{CaseView, NotNow};
use office::register::DocumentStatus;

/// What the forms of some commands choose from: value and words.
pub struct Known {
    /// The municipalities that stand, and none.
    pub places: Vec<(String, String)>,
    /// The officers who may examine cases.
    pub examiners: Vec<(String, String)>,
    /// The bodies outside the office.
    pub bodies: Vec<(String, String)>,
}

impl Known {
    /// The name of a body.
    pub fn body<'k>(&'k self, code: &'k str) -> &'k str {
        let found = self.bodies.iter().find(|(known, _)| known == code);
        found.map_or(code, |(_, name)| name.as_str())
    }
}

/// The forms. A field of a form is named after its command, so that two forms never share a name.
pub fn list(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure, known: &Known) -> Markup {
    let ctx = form.ctx;
    // What comes in is filed in its own place.
    let mut commands = view.allowed.clone();
    commands.retain(|command| !["return", "note-message"].contains(command));
    if commands.is_empty() {
        return html! {
            h2 #now { (ctx.t("work-now-heading")) }
            p { (ctx.t("work-now-nothing")) }
        };
    }
    // What moves the case comes first; what sets it back, last.
    let order = |command: &str| match command {
        "withdraw" => 3,
        "declare" | "record" | "judge" | "record-evidence" | "state-address" | "receive-opinion"
            if view.allowed.contains(&"propose") =>
        {
            1
        }
        "invite-hearing" | "extend" | "postpone" | "suspend" | "resume" | "note-attempt" | "contest"
        | "assign" | "request-evidence" | "ask-opinion" | "take-to-court" | "join" | "part" | "rebut"
        | "note-delivery" => 2,
        _ => 0,
    };
    commands.sort_by_key(|command| order(command));
    // What is at fault, and what was typed before a session ended, is open.
    let typed = |command: &str| {
        let begins = format!("{command}-");
        ctx.typed().is_some_and(|typed| typed.pairs().any(|(name, _)| name.starts_with(&begins)))
    };
    let chosen = |command: &str| {
        typed(command) || form.faults.all().iter().any(|fault| fault.field.starts_with(command))
    };
    let any_chosen = commands.iter().any(|command| chosen(command));
    html! {
        h2 #now { (ctx.t("work-now-heading")) }
        @for (index, command) in commands.iter().enumerate() {
            @let open = chosen(command) || (!any_chosen && index == 0);
            details.more.command open[open] {
                @let key = Key::of(ctx, &format!("work-do-{command}"));
                // The key opens what is closed, and sends what is open: it does what it stands beside.
                @let (outside, inside) = if open && sends(command) { (Key::NONE, key) } else { (key, Key::NONE) };
                summary accesskey=[outside.letter()] { (ctx.code("work-do", command)) (outside) }
                (one(&Shown { form, key: inside }, app, view, procedure, command, known))
            }
        }
    }
}

/// What cannot be done now, and what is in the way.
pub fn not_now(ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let (others, ruled): (Vec<_>, Vec<_>) =
        view.not_allowed.iter().partition(|(_, why)| *why == NotNow::Others);
    // What one rule forbids is told together.
    let mut rules: Vec<(String, Vec<&str>)> = Vec::new();
    for (command, reason) in ruled {
        let NotNow::Rule(problem) = reason else { continue };
        let why = named::words(ctx, procedure, problem);
        match rules.iter_mut().find(|(known, _)| *known == why) {
            Some((_, commands)) => commands.push(command),
            None => rules.push((why, vec![command])),
        }
    }
    html! {
        @if !view.not_allowed.is_empty() {
            details.more {
                summary { (ctx.t("case-not-now")) }
                dl.facts {
                    @for (why, commands) in &rules {
                        dt {
                            @for (nth, command) in commands.iter().enumerate() {
                                @if nth > 0 { ", " br; }
                                (ctx.code("work-do", command))
                            }
                        }
                        dd { (why) }
                    }
                }
                @if !others.is_empty() {
                    p { (ctx.t("case-not-yours")) }
                    ul { @for (command, _) in others { li { (ctx.code("work-do", command)) } } }
                }
            }
        }
    }
}

/// Whether the form of a command has one button: facts are entered each by a form of its own.
fn sends(command: &str) -> bool {
    !matches!(command, "declare" | "record" | "judge")
}

/// The form of a command as it is shown, with the key of its button.
struct Shown<'a> {
    form: &'a Form<'a>,
    key: Key,
}

fn one(
    shown: &Shown<'_>,
    app: &App,
    view: &CaseView,
    procedure: &Procedure,
    command: &str,
    known: &Known,
) -> Markup {
    let form = shown.form;
    let ctx = form.ctx;
    let send = |fields: &Markup| send(shown, view, command, fields);
    match command {
        "propose" => door(shown, view, "decide", "work-do-propose-note", "work-to-decide"),
        "approve" => door(shown, view, "review", "work-do-approve-note", "work-to-review"),
        "identify" => send(&identify(form)),
        "record-evidence" if recorded(view, procedure).next().is_none() => {
            html! { p { (ctx.t("work-evidence-none")) } }
        }
        "record-evidence" => send(&evidence(form, app, view, procedure)),
        "judge" => told::judge(form, view, procedure),
        "declare" => told::declare(form, view, procedure),
        "record" => told::record(form, view, procedure),
        "state-address" => send(&moves::address(form, &known.places)),
        "finish-stage" if !moves::is_notable(view) => moves::lacking(form, view, procedure),
        "finish-stage" => send(&moves::step(form, view, procedure)),
        "extend" | "postpone" | "suspend" => send(&moves::moving(form, view, procedure, command)),
        "resume" | "note-attempt" => send(&moves::stopped(form, view, procedure, command)),
        "record-act" => send(&moves::act(form)),
        "assign" => send(&moves::assign(form, view, &known.examiners)),
        "contest" => send(&moves::contesting(app, form, view)),
        "request-evidence" => send(&onward::request(form, view, procedure)),
        "ask-opinion" => send(&onward::ask(form, known)),
        "receive-opinion" => send(&onward::receive(form, view, known)),
        "join" => send(&onward::join(form)),
        "send" => send(&onward::send(form, view, app)),
        "note-delivery" => send(&onward::note_delivery(form, view)),
        "rebut" => send(&onward::rebut(form, app)),
        "take-to-court" => send(&onward::to_court(form)),
        "record-ruling" => send(&onward::ruling(form, app, view, procedure)),
        "take-fee" => send(&fee(form, view)),
        "invite-hearing" => send(&invitation(form, app, view, procedure)),
        "answer-hearing" => {
            send(&form.area("answer-hearing-opinion", &ctx.t("work-opinion"), &ctx.t("work-opinion-hint")))
        }
        "mark-made" => send(&document(form, view, command, DocumentStatus::Ordered)),
        "hand-over" => send(&document(form, view, command, DocumentStatus::Ready)),
        "withdraw" => send(&withdraw::fields(form)),
        "discontinue" => send(&ended(form)),
        "serve" => send(&html! { p { (ctx.t("work-note-serve")) } (serves(app, ctx, view, procedure)) }),
        other => send(&html! { p { (ctx.code("work-note", other)) } }),
    }
}

fn door(shown: &Shown<'_>, view: &CaseView, page: &str, note: &str, words: &str) -> Markup {
    let (ctx, key) = (shown.form.ctx, shown.key);
    html! {
        p { (ctx.t(note)) }
        p.actions {
            a.button href={ (href(ctx, view.case.id)) "/" (page) } accesskey=[key.letter()] { (ctx.t(words)) (key) }
        }
    }
}

/// A form that sends `command`, with the version of the case that is shown.
fn send(shown: &Shown<'_>, view: &CaseView, command: &str, fields: &Markup) -> Markup {
    let (ctx, key) = (shown.form.ctx, shown.key);
    html! {
        form method="post" action={ (href(ctx, view.case.id)) "/do/" (command) } {
            (ctx.form_token())
            input type="hidden" name="version" value=(view.case.version);
            (fields)
            p.actions {
                button.danger[matches!(command, "withdraw" | "discontinue")] type="submit" accesskey=[key.letter()] {
                    (ctx.code("work-send", command)) (key)
                }
            }
        }
    }
}

/// What the decision does once it is handed over.
fn serves(app: &App, ctx: &Ctx, view: &CaseView, procedure: &Procedure) -> Markup {
    let stated = view.case.decision();
    let rule = stated.and_then(|stated| procedure.decision(stated.outcome.decision()));
    html! {
        @if let (Some(stated), Some(rule)) = (stated, rule) {
            (does::list(app, ctx, view, procedure, rule, &stated.choices))
        }
    }
}

/// The subject has died: what shows it.
fn ended(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        p { (ctx.t("work-discontinue-note")) }
        (form.area("discontinue-reasons", &ctx.t("work-reasons"), &ctx.t("work-discontinue-hint")))
    }
}

fn identify(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    html! {
        p { (ctx.t("work-identify-note")) }
        (form.line(Line::Code, "identify-document", &ctx.t("work-document-number"), &ctx.t("work-document-hint"), "off"))
        details.more open[form.fields.has("identify-foreign-country") || form.fields.has("identify-foreign-number")] {
            summary { (ctx.t("work-identify-foreign")) }
            (form.line(Line::Code, "identify-foreign-country", &ctx.t("work-identify-country"), &ctx.t("work-identify-country-hint"), "off"))
            (form.line(Line::Code, "identify-foreign-number", &ctx.t("work-document-number"), "", "off"))
            (form.line(Line::Date, "identify-foreign-expires-on", &ctx.t("work-identify-expires"), "", "off"))
        }
        (form.area("identify-reasons", &ctx.t("work-identify-reasons"), &ctx.t("work-identify-reasons-hint")))
    }
}

/// What can be recorded: first what is wanted, then what is on file, once more or put right.
fn recorded<'p>(view: &CaseView, procedure: &'p Procedure) -> impl Iterator<Item = &'p Evidence> {
    view.case.wanted(procedure, &view.facts).chain(view.case.again(procedure, &view.facts))
}

fn evidence(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    let on_file = |evidence: &Evidence| view.case.evidence.iter().any(|(known, ..)| *known == evidence.id);
    let options: Vec<(String, String, String)> = recorded(view, procedure)
        .map(|evidence| {
            let again = on_file(evidence).then(|| ctx.t("work-evidence-again"));
            let note = evidence.note.as_ref().map(|note| ctx.of(note).to_owned());
            let note = again.into_iter().chain(note).collect::<Vec<_>>().join(" ");
            (evidence.id.clone(), ctx.of(&evidence.name).to_owned(), note)
        })
        .collect();
    let asked: Vec<&Evidence> = recorded(view, procedure).collect();
    let all = view.case.wanted(procedure, &view.facts).next().is_none();
    let mut files = vec![(String::new(), ctx.t("work-evidence-no-file"))];
    files.extend(view.case.attachments.iter().map(|file| (file.id.to_string(), file.name.clone())));
    html! {
        @if all { p { (ctx.t("work-evidence-all")) } }
        (form.radios("record-evidence-evidence", &ctx.t("work-evidence"), &ctx.t("work-evidence-hint"), &options))
        (form.line(Line::Text, "record-evidence-note", &ctx.t("work-evidence-note"), &ctx.t("work-evidence-note-hint"), "off"))
        @if !view.case.attachments.is_empty() {
            (form.select("record-evidence-attachment", &ctx.t("work-evidence-file"), &ctx.t("work-evidence-file-hint"), &files))
        }
        (told::shows(form, &asked, app.law().catalogue()))
        @if !view.case.joined.is_empty() {
            (form.checkboxes("record-evidence-everywhere", &ctx.t("work-evidence-everywhere"), "", &[("yes".to_owned(), ctx.t("work-evidence-everywhere-yes"), String::new())]))
        }
    }
}

fn fee(form: &Form<'_>, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    let methods = [("card", "work-method-card"), ("transfer", "work-method-transfer")]
        .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()));
    html! {
        @if let FeeAnswer::Due(line) = &view.assessment.fee {
            p { @for (n, part) in line.parts.iter().enumerate() { @if n > 0 { "; " } (ctx.of(&part.what)) } ": " strong { (ctx.money(view.case.fee_missing(&view.assessment.fee).unwrap_or(line.amount))) } }
            @if let Some((whole, paid, missing)) = view.fee_short() {
                p { (short(ctx, whole, paid, missing)) }
            }
        }
        (form.radios("take-fee-method", &ctx.t("work-method"), "", &methods))
        (form.line(Line::Code, "take-fee-reference", &ctx.t("work-reference"), &ctx.t("work-reference-hint"), "off"))
    }
}

/// Whether the facts support a ground.
pub fn stands(view: &CaseView, ground: &str) -> bool {
    let mut findings = view.assessment.findings.iter();
    findings.any(|finding| finding.ground == ground && finding.truth == Truth::NotMet)
}

/// Whether a decision that can be taken now may stand on a ground; every ground while none can.
fn serves_a_decision(view: &CaseView, procedure: &Procedure, ground: &str) -> bool {
    let rules = procedure.decisions().iter().filter(|rule| rule.kind.on_grounds());
    let mut open = rules.filter(|rule| view.open_decisions.contains(&rule.id)).peekable();
    open.peek().is_none() || open.any(|rule| rule.may_stand_on(ground))
}

/// The grounds as checkboxes: those that the facts support and on which a decision can be taken now. Others cannot be
/// chosen, and the page says so.
pub fn grounds(form: &Form<'_>, view: &CaseView, procedure: &Procedure, name: &str, hint: &str) -> Markup {
    let ctx = form.ctx;
    let label = burden::words(procedure, "work-grounds", "work-grounds-burden");
    let options: Vec<(String, String, String)> = procedure
        .grounds()
        .iter()
        .filter(|ground| stands(view, ground.id()) && serves_a_decision(view, procedure, ground.id()))
        .map(|ground| {
            let mut cite = ctx.of(&procedure.cite_text(ground.cite()).text).to_owned();
            // What came up after the person was heard.
            let heard = view.case.hearing.as_ref().map(|hearing| &hearing.grounds);
            if heard.is_some_and(|told| told.iter().all(|told| told.id != ground.id())) {
                cite = format!("{cite}. {}", ctx.t("work-ground-unheard"));
            }
            (ground.id().to_owned(), ctx.of(ground.text()).to_owned(), cite)
        })
        .collect();
    html! {
        @if options.is_empty() {
            div.field #(name) tabindex="-1" {
                p.label { (ctx.t(label)) }
                p { (ctx.t("work-grounds-none")) }
            }
        } @else {
            (form.checkboxes(name, &ctx.t(label), &ctx.t(hint), &options))
        }
    }
}

fn invitation(form: &Form<'_>, app: &App, view: &CaseView, procedure: &Procedure) -> Markup {
    let ctx = form.ctx;
    html! {
        p {
            (ctx.tf("work-hearing-note", &[
                ("term", crate::words::term(ctx.lang(), procedure.hearing().term).into()),
            ]))
        }
        (moves::hearing_over(app, ctx, view, procedure))
        (grounds(form, view, procedure, "invite-hearing-grounds", "work-grounds-hint"))
    }
}

fn document(form: &Form<'_>, view: &CaseView, command: &str, status: DocumentStatus) -> Markup {
    let ctx = form.ctx;
    let options: Vec<(String, String, String)> = view
        .documents
        .iter()
        .filter(|document| document.status == status)
        .map(|document| (document.id.to_string(), document.number.to_string(), String::new()))
        .collect();
    html! {
        p { (ctx.code("work-note", command)) }
        @match options.as_slice() {
            [(id, number, _)] => {
                input type="hidden" name={ (command) "-document" } value=(id);
                p { strong { (number) } }
            }
            _ => (form.radios(&format!("{command}-document"), &ctx.t("work-which-document"), "", &options)),
        }
    }
}

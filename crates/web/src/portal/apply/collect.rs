//! Where to collect, the booked visit, the language of letters.

use super::{Read, Setting, sends};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use crate::words;
use kernel::Lang;
use law::{Coming, Effect, OfficeFacts, OfficeKind, Procedure};
use maud::{Markup, html};
use office::OfficeError;
use office::appointments::{AppointmentView, VisitState};
use office::cases::rules::coming;
use office::drafts::{Entry, Step, steps};

pub(super) fn first(ctx: &Ctx, setting: &Setting<'_>) -> Fields {
    let draft = &setting.drafting.draft;
    let lang = draft.lang.unwrap_or_else(|| ctx.lang());
    let visit = draft.appointment.map(|id| id.to_string());
    let mut pairs = vec![("lang", lang.code())];
    if let Some(office) = &draft.office {
        pairs.extend([("office", office.as_str()), ("appointment", visit.as_deref().unwrap_or_default())]);
    }
    Fields::of(&pairs)
}

/// The client's visits for this service that are still to come.
pub(super) async fn visits(
    app: &App,
    ctx: &Ctx,
    service: &Procedure,
) -> Result<Vec<AppointmentView>, OfficeError> {
    let mut visits = app.office().my_appointments(ctx.actor()).await?;
    visits.retain(|visit| visit.state == VisitState::Booked && visit.service == service.id());
    Ok(visits)
}

pub(super) async fn body(app: &App, form: Form<'_>, setting: &Setting<'_>) -> Result<Markup, OfficeError> {
    let ctx = form.ctx;
    let visits = visits(app, ctx, setting.service).await?;
    // Where a visit is booked, the document is most likely collected.
    let booked = visits.first().filter(|_| !form.fields.sent("office"));
    let (office, id) = booked.map(|visit| (visit.office.clone(), visit.id.to_string())).unwrap_or_default();
    let fields = match booked {
        Some(_) => form.fields.clone().with("office", &office).with("appointment", &id),
        None => form.fields.clone(),
    };
    let form = Form { fields: &fields, ..form };
    let mut options: Vec<_> = visits
        .iter()
        .map(|visit| (visit.id.to_string(), visit_words(app, ctx, visit), String::new()))
        .collect();
    options.push((String::new(), ctx.t("apply-no-visit"), String::new()));
    let mut offices = vec![(String::new(), ctx.t("choose"))];
    offices.extend(self::offices(app, ctx, setting.service));
    let place = self::office(setting);
    let asked = html! {
        @match place {
            Place::Collect => (form.select("office", &ctx.t("apply-office"), &ctx.t("apply-office-hint"), &offices)),
            Place::Visit => (form.select("office", &ctx.t("apply-office-visit"), &ctx.t("apply-office-visit-hint"), &offices)),
            Place::None => {},
        }
        @if place == Place::None {
        } @else if visits.is_empty() {
            @if comes(setting) == Coming::Must { p { (ctx.t("apply-visit-needed")) } }
        } @else {
            (form.radios("appointment", &ctx.t("apply-visit"), &ctx.t("apply-visit-hint"), &options))
        }
        (form.languages(&ctx.t("apply-lang"), &ctx.t("apply-lang-hint")))
    };
    Ok(sends(ctx, setting, &Step::Collect, &asked, &html! {}))
}

/// For what somebody comes to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A document is collected there.
    Collect,
    /// Nothing is collected, but who applies comes.
    Visit,
    /// Nobody need come.
    None,
}

/// Whether somebody who applies online, and answered so, has to come.
pub(super) fn comes(setting: &Setting<'_>) -> Coming {
    let Setting { service, drafting } = setting;
    let known = steps::answered(service, &drafting.draft, &drafting.facts);
    coming(service, &known)
}

/// For what somebody who applies online comes to an office.
pub(super) fn office(setting: &Setting<'_>) -> Place {
    let issues = |effect: &Effect| matches!(effect, Effect::Issue { .. });
    if setting.service.decisions().iter().flat_map(|rule| &rule.effects).any(issues) {
        Place::Collect
    } else if comes(setting) == Coming::Must {
        Place::Visit
    } else {
        Place::None
    }
}

/// The heading of the page.
pub(super) fn title(setting: &Setting<'_>) -> &'static str {
    match office(setting) {
        Place::Collect => "step-collect",
        Place::Visit => "step-visit",
        Place::None => "step-letters",
    }
}

/// The office that takes a case for which nobody comes: the first division that serves it.
fn usual(app: &App, service: &Procedure) -> Option<String> {
    let serves = |office: &&OfficeFacts| office.kind == OfficeKind::Division && office.serves(service.id());
    let mut offices = app.law().offices().iter().filter(serves);
    let first = offices.clone().next();
    offices.find(|office| office.takes_bookings()).or(first).map(|office| office.id.clone())
}

/// The offices where somebody can come and a document be collected: documents made elsewhere are not given out at
/// branches.
fn offices(app: &App, ctx: &Ctx, service: &Procedure) -> Vec<(String, String)> {
    app.law()
        .offices()
        .iter()
        .filter(|office| {
            office.kind == OfficeKind::Division && office.receives() && office.serves(service.id())
        })
        .map(|office| (office.id.clone(), ctx.of(&office.name).to_owned()))
        .collect()
}

/// A visit in one line: day, time, office.
pub fn visit_words(app: &App, ctx: &Ctx, visit: &AppointmentView) -> String {
    let office = app.law().office(&visit.office).map_or(visit.office.as_str(), |office| ctx.of(&office.name));
    format!("{}, {}, {office}", ctx.long_date(visit.day), words::time(ctx.lang(), visit.minute))
}

pub(super) fn read(app: &App, setting: &Setting<'_>, fields: &Fields, faults: &mut Faults) -> Read {
    let none = office(setting) == Place::None;
    let office = if none { usual(app, setting.service) } else { Some(fields.get("office").to_owned()) };
    let office = office.filter(|office| !office.is_empty()).unwrap_or_default();
    if office.is_empty() {
        faults.add("office", "problem-required", Vec::new());
    }
    let lang = fields.get("lang").parse::<Lang>().ok();
    let lang = lang.filter(|lang| crate::text::languages().any(|known| known == *lang));
    if lang.is_none() {
        faults.add("lang", "problem-required", Vec::new());
    }
    let appointment = match fields.get("appointment") {
        "" => None,
        text => {
            let id = text.parse().ok();
            if id.is_none() {
                faults.add("appointment", "apply-visit-unknown", Vec::new());
            }
            id
        }
    };
    lang.filter(|_| faults.is_empty()).map(|lang| Entry::Collect { office, appointment, lang })
}

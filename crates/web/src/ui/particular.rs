//! What an application says in words and data, as fields of a form, as words, and as the faults of a field.

use super::field::{Form, Line};
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::status::FieldFault;
use kernel::Day;
use law::procedure::{AddressPlace, Particular, ParticularKind};
use law::{LawBook, Procedure};
use maud::{Markup, html};
use office::FieldError;
use office::cases::particulars::FIELD;
use office::cases::{Particulars, Told};
use office::register::DocumentFact;

/// The name of its field; of an address, that of the address itself.
#[must_use]
pub fn name(particular: &Particular) -> String {
    format!("p-{}", particular.id.replace('.', "-"))
}

fn municipality(particular: &Particular) -> String {
    format!("{}-municipality", name(particular))
}

/// What the fields hold at first: what was written before.
#[must_use]
pub fn first(procedure: &Procedure, said: &Particulars) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for particular in procedure.particulars() {
        match said.get(&particular.id) {
            Some(Told::Address { municipality: place, address }) => {
                pairs.push((municipality(particular), place.clone()));
                pairs.push((name(particular), address.clone()));
            }
            Some(Told::Document { number, .. }) => pairs.push((name(particular), number.clone())),
            Some(Told::Words(words)) => pairs.push((name(particular), words.clone())),
            None => {}
        }
    }
    pairs
}

/// Its field. `whole` says that what is not optional must be written.
#[must_use]
pub fn field(form: Form<'_>, particular: &Particular, held: &[DocumentFact], whole: bool) -> Markup {
    let ctx = form.ctx;
    let (name, note) = (name(particular), particular.note.as_ref().map_or("", |note| ctx.of(note)));
    let mut label = ctx.of(&particular.name).to_owned();
    let chosen = particular.says_kind.is_some() && !held.is_empty();
    if whole && particular.optional && !chosen {
        label = ctx.tf("particular-optional", &[("what", label.into())]);
    }
    match particular.kind {
        ParticularKind::Line => form.line(Line::Text, &name, &label, note, "off"),
        ParticularKind::Text => form.area(&name, &label, note),
        ParticularKind::Day if particular.until_today => form.past(&name, &label, note, ctx.today()),
        ParticularKind::Day => form.line(Line::Date, &name, &label, note, "off"),
        ParticularKind::Address => {
            let places = places(ctx);
            let hint = match particular.place {
                Some(AddressPlace::Anywhere) => ctx.t("particular-municipality-abroad"),
                _ => String::new(),
            };
            html! {
                @if particular.place != Some(AddressPlace::Abroad) {
                    (form.select(&municipality(particular), &ctx.t("particular-municipality"), &hint, &places))
                }
                (form.line(Line::Text, &name, &label, note, "off"))
            }
        }
        ParticularKind::Document => {
            let law = ctx.app().law();
            let own = held.iter().map(|held| {
                let number = held.number.to_string();
                (number.clone(), format!("{} {number}", kind(ctx, law, &held.kind)))
            });
            let options: Vec<_> = std::iter::once((String::new(), ctx.t("choose"))).chain(own).collect();
            html! {
                @if !held.is_empty() { (form.select(&name, &label, note, &options)) }
                @else if !particular.optional { p { (label) ": " (ctx.t("particular-no-documents")) } }
            }
        }
    }
}

/// The municipalities that stand, and none at first.
fn places(ctx: &Ctx) -> Vec<(String, String)> {
    let country = ctx.app().law().country();
    let standing = country.municipalities.iter().filter(|place| place.ended.is_none());
    let mut places: Vec<_> = standing.map(|place| (place.code.clone(), place.name.clone())).collect();
    places.insert(0, (String::new(), ctx.t("choose")));
    places
}

fn kind(ctx: &Ctx, law: &LawBook, kind: &str) -> String {
    let name = law.document(kind).map_or_else(|| kind.to_owned(), |known| ctx.of(&known.name).to_owned());
    crate::words::capitalised(&name)
}

/// What was written in the fields.
#[must_use]
pub fn read(procedure: &Procedure, fields: &Fields) -> Particulars {
    let mut said = Particulars::new();
    for particular in procedure.particulars() {
        let words = fields.get(&name(particular)).trim().to_owned();
        let told = match particular.kind {
            ParticularKind::Address => {
                let place = fields.get(&municipality(particular)).to_owned();
                if place.is_empty() && words.is_empty() {
                    continue;
                }
                Told::Address { municipality: place, address: words }
            }
            _ if words.is_empty() => continue,
            _ => Told::Words(words),
        };
        said.insert(particular.id.clone(), told);
    }
    said
}

/// What was said, in words.
#[must_use]
pub fn words(ctx: &Ctx, particular: Option<&Particular>, told: &Told) -> String {
    let law = ctx.app().law();
    match told {
        Told::Address { municipality, address } => law.country().whole_address(municipality, address),
        Told::Document { kind: code, number } => format!("{} {number}", kind(ctx, law, code)),
        Told::Words(words) => {
            let day = particular.filter(|known| known.kind == ParticularKind::Day);
            let day = day.and_then(|_| words.parse::<Day>().ok());
            day.map_or_else(|| words.clone(), |day| ctx.date(day))
        }
    }
}

/// What an application says, as the procedure calls it.
#[must_use]
pub fn list(ctx: &Ctx, procedure: &Procedure, said: &Particulars) -> Markup {
    html! {
        dl.facts {
            @for particular in procedure.particulars() {
                @if let Some(told) = said.get(&particular.id) {
                    dt { (ctx.of(&particular.name)) }
                    dd { (lines(&words(ctx, Some(particular), told))) }
                }
            }
        }
    }
}

/// Words with their own lines.
#[must_use]
pub fn lines(words: &str) -> Markup {
    html! {
        @for (number, line) in words.lines().enumerate() {
            @if number > 0 { br; }
            (line)
        }
    }
}

/// A fault in what an application says stands at its field, and calls it by its name; any other as it is.
#[must_use]
pub fn fault(ctx: &Ctx, procedure: &Procedure, wrong: &FieldError) -> FieldFault {
    let fault = FieldFault::from(wrong);
    let id = wrong.problem.args.iter().find(|(name, _)| *name == "particular").map(|(_, id)| id.as_str());
    let Some(particular) = id.filter(|_| wrong.field == FIELD).and_then(|id| procedure.particular(id)) else {
        return fault;
    };
    let name = name(particular);
    let (field, key) = match wrong.problem.code {
        "particular-needed" => (name, "problem-required".to_owned()),
        "particular-no-day" => (name, "problem-wrong-date".to_owned()),
        "particular-no-municipality" => {
            (municipality(particular), "particular-municipality-missing".to_owned())
        }
        _ => (name, fault.key),
    };
    let called = |(arg, value): (std::borrow::Cow<'static, str>, String)| match arg {
        std::borrow::Cow::Borrowed("particular") => (arg, ctx.of(&particular.name).to_owned()),
        std::borrow::Cow::Borrowed("first") => {
            let first = procedure.particular(&value).map(|first| ctx.of(&first.name).to_owned());
            (arg, first.unwrap_or(value))
        }
        _ => (arg, value),
    };
    FieldFault { field, key, args: fault.args.into_iter().map(called).collect() }
}

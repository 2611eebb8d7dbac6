//! The values that can be entered by hand: which fields ask for a kind of fact, and how they are read.

use crate::app::App;
use crate::form::{Faults, Fields};
use crate::ui::field::{Form, Line};
use kernel::{PartialDate, PersonName};
use maud::{Markup, html};
use office::register::{FactValue, ResidenceKind, Sex};

/// The kinds of facts that an officer enters by hand. Codes, documents and parents come from elsewhere.
pub const KINDS: [&str; 9] =
    ["name", "residence", "status", "citizenship", "ethnicity", "sex", "birth", "ban", "death"];

/// The kinds of acts and documents an entry can rest on.
pub const BASES: [&str; 7] = [
    "declaration",
    "civil-status-record",
    "court-ruling",
    "decision",
    "foreign-document",
    "identity-document",
    "other",
];

/// The fields that ask for a value of `kind`.
pub fn ask(form: &Form<'_>, app: &App, kind: &str) -> Markup {
    let ctx = form.ctx;
    let country = app.office().law().country();
    match kind {
        "name" => html! {
            (form.line(Line::Text, "given", &ctx.t("work-given"), "", "off"))
            (form.line(Line::Text, "surname", &ctx.t("work-surname"), "", "off"))
        },
        "residence" => {
            let kinds = [("declared", "work-declared"), ("abroad", "work-abroad")]
                .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()));
            let mut places = vec![(String::new(), "—".to_owned())];
            let standing = country.municipalities.iter().filter(|place| place.ended.is_none());
            places.extend(standing.map(|place| (place.code.clone(), place.name.clone())));
            html! {
                (form.radios("residence", &ctx.t("work-residence-kind"), "", &kinds))
                (form.select("municipality", &ctx.t("work-municipality"), &ctx.t("work-municipality-hint"), &places))
                (form.line(Line::Text, "address", &ctx.t("work-address"), &ctx.t("work-address-hint"), "off"))
            }
        }
        "status" => {
            let statuses: Vec<(String, String)> = country
                .statuses
                .iter()
                .map(|status| (status.id.clone(), ctx.of(&status.name).to_owned()))
                .collect();
            form.select("status", &ctx.t("work-legal-status"), "", &statuses)
        }
        "citizenship" => form.line(
            Line::Code,
            "country",
            &ctx.t("work-citizenship"),
            &ctx.t("work-basis-country-hint"),
            "off",
        ),
        "ethnicity" => form.select("ethnicity", &ctx.t("work-ethnicity"), "", &codes(form, app, "ethnicity")),
        "sex" => {
            let options = ["female", "male", "unspecified"]
                .map(|code| (code.to_owned(), ctx.code("work-sex", code), String::new()));
            form.radios("sex", &ctx.t("work-sex"), "", &options)
        }
        "birth" => html! {
            (form.line(Line::Code, "date", &ctx.t("work-birth"), &ctx.t("work-partial-hint"), "off"))
            (form.line(Line::Text, "place", &ctx.t("work-birth-place"), "", "off"))
        },
        "ban" => html! {
            (form.select("ban", &ctx.t("work-ban"), "", &codes(form, app, "ban")))
            (form.line(Line::Text, "imposed-by", &ctx.t("work-imposed-by"), "", "off"))
        },
        "death" => html! {
            (form.line(Line::Code, "date", &ctx.t("work-death-date"), &ctx.t("work-partial-hint"), "off"))
            (form.line(Line::Text, "place", &ctx.t("work-death-place"), "", "off"))
        },
        _ => html! {},
    }
}

/// The codes of a list of the catalogue, in words.
fn codes(form: &Form<'_>, app: &App, list: &str) -> Vec<(String, String)> {
    let list = app.office().law().register().list(list).map(|list| list.codes.as_slice());
    let word = |code: &law::register::Code| (code.code.clone(), form.ctx.of(&code.name).to_owned());
    list.unwrap_or_default().iter().map(word).collect()
}

/// The value that the fields of `kind` hold, or the faults of the fields.
pub fn read(app: &App, kind: &str, fields: &Fields, faults: &mut Faults) -> Option<FactValue> {
    let need = |name: &str, faults: &mut Faults| {
        let text = fields.get(name);
        if text.is_empty() {
            faults.add(name, "problem-required", Vec::new());
        }
        (!text.is_empty()).then(|| text.to_owned())
    };
    match kind {
        "name" => {
            let (given, surname) = (need("given", faults), need("surname", faults));
            let (given, surname) = (given?, surname?);
            let made = PersonName::new(&given, &surname).map_err(|why| {
                let field = if given.parse::<kernel::NamePart>().is_err() { "given" } else { "surname" };
                faults.add(field, "problem-wrong-name", vec![("why", why.to_string())]);
            });
            Some(FactValue::Name { name: made.ok()? })
        }
        "residence" => {
            let abroad = fields.get("residence") == "abroad";
            let residence = if abroad { ResidenceKind::Abroad } else { ResidenceKind::Declared };
            let address = need("address", faults);
            let place = fields.get("municipality").to_owned();
            if !abroad && app.office().law().country().municipality(&place).is_none() {
                faults.add("municipality", "work-choose", Vec::new());
                return None;
            }
            let municipality = if abroad { String::new() } else { place };
            Some(FactValue::Residence { residence, municipality, address: address? })
        }
        "status" => Some(FactValue::Status { status: need("status", faults)? }),
        "citizenship" => {
            let country = need("country", faults)?.to_uppercase();
            if country.len() != 3 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
                faults.add("country", "work-basis-no-country", Vec::new());
                return None;
            }
            Some(FactValue::Citizenship { country })
        }
        "ethnicity" => Some(FactValue::Ethnicity { ethnicity: need("ethnicity", faults)? }),
        "sex" => {
            let sex = match need("sex", faults)?.as_str() {
                "female" => Sex::Female,
                "male" => Sex::Male,
                _ => Sex::Unspecified,
            };
            Some(FactValue::Sex { sex })
        }
        "birth" => {
            let date = partial(fields, faults)?;
            Some(FactValue::Birth { date, place: fields.get("place").to_owned() })
        }
        "ban" => Some(FactValue::Ban { ban: need("ban", faults)?, imposed_by: need("imposed-by", faults)? }),
        "death" => {
            let date = partial(fields, faults)?;
            Some(FactValue::Death { date, place: fields.get("place").to_owned() })
        }
        _ => {
            faults.add("kind", "work-choose", Vec::new());
            None
        }
    }
}

fn partial(fields: &Fields, faults: &mut Faults) -> Option<PartialDate> {
    let date = crate::words::read_date(fields.get("date"));
    if date.is_none() {
        faults.add("date", "work-wrong-birth", Vec::new());
    }
    date
}

//! What the form of each civil event asks besides its day, its body and its basis.

use crate::app::App;
use crate::ui::field::{Form, Line};
use maud::{Markup, html};

/// Something a form asks for; the word is the name of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A personal code, or the names of somebody whom the register does not keep.
    Person(&'static str),
    /// A line of text.
    Text(&'static str),
    /// A line that may stay empty.
    Perhaps(&'static str),
    /// An address in the country.
    Place,
    /// A code of a list of the catalogue.
    OneOf(&'static str, &'static str),
    /// Female or male, as documents state it.
    Sex,
    /// A legal status of the country.
    Status,
    /// What a power of attorney is for: all matters, or groups of services.
    Matters,
    /// A last day that may stay empty.
    Until,
}

/// The value of the choice of all matters.
pub const ALL: &str = "all";

/// What the event asks; nothing for one that the desk does not enter.
pub fn asks(code: &str) -> Option<&'static [Ask]> {
    use Ask::{Matters, OneOf, Perhaps, Person, Place, Sex, Status, Text, Until};
    Some(match code {
        "birth" => &[
            Text("given"),
            Text("surname"),
            Sex,
            Perhaps("birth-place"),
            Status,
            Person("second-parent"),
            Perhaps("code"),
        ],
        "parentage" | "parentage-annulled" => &[Person("parent")],
        "marriage" | "partnership" | "divorce" | "partnership-ended" => {
            &[Person("other"), Perhaps("own-surname"), Perhaps("other-surname")]
        }
        "marriage-annulled" => &[Person("other")],
        "name-change" => &[Text("given"), Text("surname")],
        "adoption" => &[
            Person("adopter"),
            Person("second-adopter"),
            Text("given"),
            Text("surname"),
            Sex,
            Status,
            Perhaps("code"),
        ],
        "death" => &[Perhaps("place")],
        "missing" | "residence-cancelled" | "capacity-restored" => &[],
        "residence-declared" | "residence-registered" | "return" => &[Place],
        "emigration" => &[Text("address")],
        "code-change" => &[Text("code")],
        "status-change" => &[Status],
        "ethnicity-change" => &[OneOf("ethnicity", "ethnicity")],
        "guardianship" => &[Person("guardian"), OneOf("guardianship", "guardianship")],
        "guardianship-ended" => &[Person("guardian")],
        "attorney-given" => &[Person("agent"), Matters, Until],
        "attorney-revoked" => &[Person("agent")],
        "capacity-limited" => &[Text("limits")],
        "ban-imposed" => &[OneOf("ban", "ban"), Text("imposed-by")],
        "ban-lifted" => &[OneOf("ban", "ban")],
        "special-status" => &[OneOf("special-status", "special-status")],
        "contact-given" => &[OneOf("contact-channel", "contact"), Text("contact")],
        _ => return None,
    })
}

/// Whether the desk enters the event.
pub fn known(code: &str) -> bool {
    asks(code).is_some()
}

/// The field that names the first person besides the one whose record is open.
pub fn first_person(code: &str) -> Option<&'static str> {
    asks(code)?.iter().find_map(|ask| match *ask {
        Ask::Person(name) => Some(name),
        _ => None,
    })
}

/// The fields.
pub fn fields(form: &Form<'_>, app: &App, code: &str) -> Markup {
    html! { @for ask in asks(code).unwrap_or_default() { (field(form, app, *ask)) } }
}

fn field(form: &Form<'_>, app: &App, ask: Ask) -> Markup {
    let ctx = form.ctx;
    let label = |name: &str| ctx.code("work-act", name);
    let country = app.office().law().country();
    match ask {
        Ask::Person(name) => form.line(Line::Text, name, &label(name), &ctx.t("work-act-person-hint"), "off"),
        Ask::Text(name) => form.line(Line::Text, name, &label(name), "", "off"),
        Ask::Perhaps(name) => form.line(Line::Text, name, &label(name), &ctx.t("work-act-perhaps"), "off"),
        Ask::Place => {
            let mut places = vec![(String::new(), "—".to_owned())];
            let standing = country.municipalities.iter().filter(|place| place.ended.is_none());
            places.extend(standing.map(|place| (place.code.clone(), place.name.clone())));
            html! {
                (form.select("municipality", &ctx.t("work-municipality"), "", &places))
                (form.line(Line::Text, "address", &ctx.t("work-address"), &ctx.t("work-address-hint"), "off"))
            }
        }
        Ask::OneOf(name, list) => {
            let codes = app.office().law().register().list(list).map(|list| list.codes.as_slice());
            let options: Vec<(String, String)> = codes
                .unwrap_or_default()
                .iter()
                .map(|code| (code.code.clone(), ctx.of(&code.name).to_owned()))
                .collect();
            form.select(name, &label(name), "", &options)
        }
        Ask::Sex => {
            let options = ["female", "male", "unspecified"]
                .map(|code| (code.to_owned(), ctx.code("work-sex", code), String::new()));
            form.radios("sex", &ctx.t("work-sex"), "", &options)
        }
        Ask::Matters => {
            let all = (ALL.to_owned(), ctx.t("power-all"), String::new());
            let tasks = app.law().authority().tasks.iter();
            let groups = tasks.map(|task| (task.id.clone(), ctx.of(&task.heading).to_owned(), String::new()));
            let options: Vec<_> = std::iter::once(all).chain(groups).collect();
            form.checkboxes("matters", &label("matters"), &ctx.t("work-act-matters-hint"), &options)
        }
        Ask::Until => form.line(Line::Date, "until", &label("until"), &ctx.t("work-act-perhaps"), "off"),
        Ask::Status => {
            let statuses: Vec<(String, String)> = country
                .statuses
                .iter()
                .map(|status| (status.id.clone(), ctx.of(&status.name).to_owned()))
                .collect();
            form.select("status", &ctx.t("work-legal-status"), "", &statuses)
        }
    }
}

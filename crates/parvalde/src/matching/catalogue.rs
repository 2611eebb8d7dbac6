//! The keys of a column map: what each stands for, and under which other names it is known.

use kernel::Text;
use linkage::{Bound, Kind};

/// How several columns of one key are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Several {
    /// Each is another value, such as a former surname.
    Alternatives,
    /// They are one text.
    Joined,
    /// Each is a line of its own, compared by itself.
    Lines,
    /// Year, month and day.
    Date,
}

/// What a key stands for.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The key, then its other names.
    pub names: &'static [&'static str],
    /// Nothing where the values themselves tell.
    pub kind: Option<Kind>,
    pub bound: Bound,
    pub several: Several,
    /// Values that may stand in each other's column have the same mark.
    pub group: u8,
    pub label: (&'static str, &'static str),
}

const fn known(
    names: &'static [&'static str],
    kind: Option<Kind>,
    bound: Bound,
    several: Several,
    label: (&'static str, &'static str),
) -> Known {
    let group = matches!(kind, Some(Kind::Text)) && matches!(bound, Bound::Household);
    Known { names, kind, bound, several, group: if group { 1 } else { 0 }, label }
}

impl Known {
    /// The label as a text in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.label.0, self.label.1)
    }
}

use Bound::{Household, Person};
use Several::{Alternatives, Date, Joined, Lines};

/// Further values of the surname.
pub const OTHER_SURNAMES: &[&str] = &["former_surname", "former_surnames", "birth_surname", "maiden_name"];

/// Everything a map can name besides `id` and [`OTHER_SURNAMES`].
pub const KNOWN: &[Known] = &[
    known(
        &["given_names", "given_name", "first_name", "first_names", "forename"],
        Some(Kind::GivenNames),
        Person,
        Joined,
        ("vārds", "given names"),
    ),
    known(
        &["surname", "surnames", "last_name", "family_name"],
        Some(Kind::Surname),
        Household,
        Alternatives,
        ("uzvārds", "surname"),
    ),
    known(&["name", "full_name"], Some(Kind::Address), Person, Joined, ("vārds un uzvārds", "name")),
    known(
        &["birth_date", "date_of_birth", "dob", "birthdate"],
        Some(Kind::Date),
        Person,
        Date,
        ("dzimšanas datums", "birth date"),
    ),
    known(&["sex", "gender"], Some(Kind::Category), Person, Alternatives, ("dzimums", "sex")),
    known(
        &["birth_place", "place_of_birth"],
        Some(Kind::Text),
        Person,
        Joined,
        ("dzimšanas vieta", "birth place"),
    ),
    known(&["address", "addresses"], None, Household, Lines, ("adrese", "address")),
    known(
        &["street_number", "house_number", "house", "number"],
        Some(Kind::Number),
        Household,
        Joined,
        ("mājas numurs", "house number"),
    ),
    known(&["flat", "apartment"], Some(Kind::Number), Household, Joined, ("dzīvoklis", "flat")),
    known(&["street", "street_name"], Some(Kind::Text), Household, Joined, ("iela", "street")),
    known(
        &["address_1", "address_line_1"],
        Some(Kind::Text),
        Household,
        Joined,
        ("adreses 1. rinda", "address line 1"),
    ),
    known(
        &["address_2", "address_line_2"],
        Some(Kind::Text),
        Household,
        Joined,
        ("adreses 2. rinda", "address line 2"),
    ),
    known(
        &["place", "suburb", "city", "town", "locality", "parish", "village"],
        Some(Kind::Text),
        Household,
        Joined,
        ("vieta", "place"),
    ),
    known(
        &["municipality", "municipality_code", "county"],
        None,
        Household,
        Joined,
        ("pašvaldība", "municipality"),
    ),
    known(
        &["postcode", "postal_code", "zip"],
        Some(Kind::Code),
        Household,
        Joined,
        ("pasta indekss", "postcode"),
    ),
    known(
        &["region", "state", "province"],
        Some(Kind::Category),
        Household,
        Joined,
        ("novads vai štats", "region"),
    ),
    known(&["country"], Some(Kind::Category), Household, Joined, ("valsts", "country")),
    known(
        &["telephone", "phone", "mobile"],
        Some(Kind::Code),
        Household,
        Alternatives,
        ("tālrunis", "telephone"),
    ),
    known(&["email", "e_mail"], Some(Kind::Text), Person, Alternatives, ("e-pasts", "e-mail")),
    known(
        &["document_number", "document", "passport_number"],
        Some(Kind::Code),
        Person,
        Alternatives,
        ("dokumenta numurs", "document number"),
    ),
    known(
        &["personal_code", "state_code", "identifier", "foreign_code", "soc_sec_id", "national_id"],
        Some(Kind::Code),
        Person,
        Alternatives,
        ("personas kods", "personal code"),
    ),
    known(
        &["citizenship", "nationality", "legal_status"],
        Some(Kind::Category),
        Household,
        Alternatives,
        ("valstiskā piederība", "citizenship"),
    ),
    known(&["ethnicity"], Some(Kind::Category), Household, Alternatives, ("tautība", "ethnicity")),
    known(&["father", "father_name", "parent_1"], Some(Kind::Address), Household, Joined, ("tēvs", "father")),
    known(&["mother", "mother_name", "parent_2"], Some(Kind::Address), Household, Joined, ("māte", "mother")),
    known(&["parents"], Some(Kind::Address), Household, Joined, ("vecāki", "parents")),
];

/// What `key` stands for.
pub fn find(key: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.names.contains(&key))
}

/// The known key that `key` was probably meant to be.
pub fn meant(key: &str) -> Option<&'static str> {
    let all =
        KNOWN.iter().flat_map(|known| known.names).chain(OTHER_SURNAMES).chain(&["id", "left", "right"]);
    all.copied().find(|known| known.len() >= 5 && linkage::text::edits(key, known) <= 2)
}

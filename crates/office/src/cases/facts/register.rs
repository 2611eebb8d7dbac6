//! What the register says of the persons of a case: every fact that it holds an answer to, and no other.
//!
//! What the register would know if it were so is false when it holds nothing; what it holds only of some persons
//! stays unknown of the others.

use super::{DEAD, Days, Persons};
use crate::register::{FactValue as Entry, PersonHistory, PersonView, ResidenceKind};
use kernel::{Age, LeapBirthday, PartialDate, PersonId};
use law::{FactValue, Facts};

/// The facts that are computed here.
pub(super) const COMPUTED: [&str; 23] = [
    "person.age",
    "person.status",
    "person.citizen",
    "person.foreigner",
    DEAD,
    "person.travel-bar",
    "applicant.age",
    "applicant.is-parent",
    "applicant.is-representative",
    "applicant.is-authorised",
    "annul.moved-abroad",
    "annul.citizen-now",
    "annul.eu-citizen-now",
    "asylum.pending",
    "ukraine.status-held",
    "work.permit-held",
    "letter.address-known",
    "code.shows-birth",
    "code.changed-before",
    "residence.first",
    "residence.main-valid",
    "residence.additional-there",
    "residence.declared",
];

/// The state whose civilians the law of 2022 protects, in the letters of a travel document.
const UKRAINE: &str = "UKR";

/// The facts that the register tells of some persons; of the others a paper shows them, or an officer records them.
const TOLD_OF_SOME: [&str; 2] = ["birth.day", "visa.ukrainian-civilian"];

/// Everything that the register says.
pub(super) fn facts(persons: Persons<'_>, days: Days) -> Facts {
    let subject = persons.subject.on(days.today, days.known_at);
    let ever = |is: &dyn Fn(&Entry) -> bool| {
        persons.subject.facts.iter().any(|known| known.known(days.known_at) && is(&known.fact.value))
    };
    let now = |is: &dyn Fn(&Entry) -> bool| subject.values().any(is);
    let status =
        |code: &'static str| move |value: &Entry| matches!(value, Entry::Status { status } if status == code);
    let right = |code: &'static str| move |value: &Entry| matches!(value, Entry::ResidenceRight { right, .. } if right == code);
    let mut facts = Facts::new();
    let mut say = |name: &str, value: FactValue| {
        facts.insert(name.to_owned(), value);
    };
    let yes = FactValue::Bool;
    say(DEAD, yes(subject.death().is_some()));
    say("person.travel-bar", yes(subject.travel_bar()));
    if let Some(status) = subject.status() {
        say("person.status", FactValue::Code(status));
    }
    let citizen = now(&status("citizen"));
    say("person.citizen", yes(citizen));
    say("person.foreigner", yes(!citizen && !now(&status("non-citizen"))));
    if let Some((PartialDate::Day(born), _)) = subject.birth() {
        say("birth.day", FactValue::Day(born));
    }
    // Of a family member of another state the register does not know it.
    let ukrainian = now(&|value| matches!(value, Entry::Citizenship { country, .. } if country == UKRAINE));
    if ukrainian || now(&status("temporary-protection")) {
        say("visa.ukrainian-civilian", yes(true));
    } else if citizen || now(&status("non-citizen")) || now(&status("eu-citizen")) {
        say("visa.ukrainian-civilian", yes(false));
    }
    if let Some(age) = age(persons.subject, days, persons.country.leap_birthday) {
        say("person.age", FactValue::Int(age));
    }
    if let Some(age) = age(persons.applicant, days, persons.country.leap_birthday) {
        say("applicant.age", FactValue::Int(age));
    }
    say("applicant.is-parent", yes(is_parent(&subject, persons.applicant.id)));
    // Of others than guardians and those with a power of attorney the register does not know: they prove it.
    let guardian = subject.guardians(persons.country).contains(&persons.applicant.id);
    if guardian {
        say("applicant.is-representative", yes(true));
    }
    let agent = || subject.power_of(persons.applicant.id).is_some_and(|matters| matters.cover(persons.task));
    if guardian || agent() {
        say("applicant.is-authorised", yes(true));
    }
    let lives = |kind: ResidenceKind| move |value: &Entry| matches!(value, Entry::Residence { residence, .. } if *residence == kind);
    say("annul.moved-abroad", yes(now(&lives(ResidenceKind::Abroad))));
    say("annul.citizen-now", yes(now(&status("citizen"))));
    say("annul.eu-citizen-now", yes(now(&status("eu-citizen"))));
    say(
        "asylum.pending",
        yes(now(&|value| matches!(value, Entry::Mark { mark } if mark == "asylum-seeker"))),
    );
    say("ukraine.status-held", yes(now(&status("temporary-protection"))));
    say("work.permit-held", yes(now(&right("temporary-permit")) || now(&right("permanent-permit"))));
    let addressed = |value: &Entry| {
        matches!(value, Entry::Residence { residence, address, .. }
            if *residence != ResidenceKind::Additional && !address.is_empty())
    };
    say("letter.address-known", yes(now(&addressed)));
    say("residence.first", yes(!ever(&addressed)));
    say("residence.main-valid", yes(now(&addressed)));
    say("residence.additional-there", yes(now(&lives(ResidenceKind::Additional))));
    say("residence.declared", yes(now(&lives(ResidenceKind::Declared))));
    if let Some(code) = subject.code() {
        let shows = persons.country.codes.form(&code).and_then(|form| form.birth_date(&code)).is_some();
        say("code.shows-birth", yes(shows));
    }
    let codes = persons.subject.facts.iter().filter(|known| matches!(known.fact.value, Entry::Code { .. }));
    let mut all: Vec<&Entry> = codes.map(|known| &known.fact.value).collect();
    all.dedup();
    say("code.changed-before", yes(all.len() > 1));
    let listed = |name: &String| COMPUTED.iter().chain(&TOLD_OF_SOME).any(|known| known == name);
    debug_assert!(facts.keys().all(listed), "a fact is not listed");
    facts
}

fn is_parent(subject: &PersonView, applicant: PersonId) -> bool {
    subject.parents().contains(&applicant)
}

fn age(person: &PersonHistory, days: Days, rule: LeapBirthday) -> Option<i64> {
    match person.on(days.received, days.known_at).age(rule) {
        Age::Years(years) => Some(i64::from(years)),
        Age::Unknown => None,
    }
}

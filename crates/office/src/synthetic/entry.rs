//! A synthetic person as the register enters one: facts, each with the day since when it holds.

use super::{Partner, Place, Sex, SyntheticPerson};
use crate::register::{
    self, Basis, DocumentFact, DocumentStatus, FactValue, NamedPerson, NewPerson, Relative, ResidenceKind,
    Union,
};
use kernel::{Chance, Country, DocumentId, PartialDate, PersonName};

/// The first entry of `person`, on `basis`, whose issuer issued the documents too.
///
/// A document gives way to a later one of its kind, and to its holder's death.
#[must_use]
pub fn entry(
    person: &SyntheticPerson,
    country: &Country,
    basis: &Basis,
    chance: &mut dyn Chance,
) -> NewPerson {
    let born = person.birth.earliest();
    let code_given = country.codes.form(&person.code).and_then(|form| form.given_from).max(born);
    let mut facts = vec![
        (FactValue::Code { code: person.code }, code_given),
        (FactValue::Birth { date: person.birth, place: String::new() }, born),
        (FactValue::Sex { sex: sex(person.sex) }, born),
        (FactValue::Status { status: person.status.clone() }, None),
    ];
    let mut former = Vec::new();
    let mut named = born;
    for (surname, until) in &person.surnames {
        let name = PersonName { given: person.name.given.clone(), surname: surname.clone() };
        former.push((FactValue::Name { name }, named, *until));
        named = Some(*until);
    }
    facts.push((FactValue::Name { name: person.name.clone() }, named));
    if let Some(country) = &person.citizenship {
        facts.push((FactValue::Citizenship { country: country.clone() }, None));
    }
    if let Some(ethnicity) = &person.ethnicity {
        facts.push((FactValue::Ethnicity { ethnicity: ethnicity.clone() }, None));
    }
    let since = person.residence.since;
    for (at, earlier) in person.earlier.iter().enumerate() {
        let until = person.earlier.get(at + 1).map_or(since, |next| next.since);
        former.push((residence(&earlier.place), Some(earlier.since), until));
    }
    let residence = residence(&person.residence.place);
    match person.death {
        None => facts.push((residence, Some(since))),
        Some(death) => {
            if since < death {
                former.push((residence, Some(since), death));
            }
            facts.push((
                FactValue::Death { date: PartialDate::Day(death), place: String::new() },
                Some(death),
            ));
        }
    }
    for parent in &person.parents {
        facts.push((FactValue::Parent { of: (*parent).into() }, born));
    }
    for union in &person.unions {
        let spouse = |ended| FactValue::Spouse { of: relative(&union.with), union: Union::Marriage, ended };
        match union.ended {
            None => facts.push((spouse(None), Some(union.since))),
            Some((day, end)) => {
                former.push((spouse(None), Some(union.since), day));
                facts.push((spouse(Some(end)), Some(day)));
            }
        }
    }
    if person.travel_bar {
        facts.push((
            FactValue::Ban { ban: "document".to_owned(), imposed_by: basis.issuer.clone() },
            Some(basis.date),
        ));
    }
    for document in documents(person, basis, chance) {
        let issued = document.issued_on;
        facts.push((FactValue::Document(document), Some(issued)));
    }
    let facts = facts.into_iter().map(|(value, from)| (value, from.map(PartialDate::Day))).collect();
    let former = former
        .into_iter()
        .map(|(value, from, to)| (value, from.map(PartialDate::Day), PartialDate::Day(to)))
        .collect();
    NewPerson { id: person.id, facts, former, basis: basis.clone(), source: String::new() }
}

fn residence(place: &Place) -> FactValue {
    let (residence, municipality, address) = match place {
        Place::Declared { municipality, address } => {
            (ResidenceKind::Declared, municipality.clone(), address.clone())
        }
        Place::Abroad { country } => (ResidenceKind::Abroad, String::new(), country.clone()),
    };
    FactValue::Residence { residence, municipality, address }
}

fn relative(partner: &Partner) -> Relative {
    match partner {
        Partner::Person(person) => (*person).into(),
        Partner::Named(name) => Relative::Named(NamedPerson { name: name.clone(), birth: None }),
    }
}

const fn sex(sex: Sex) -> register::Sex {
    match sex {
        Sex::Female => register::Sex::Female,
        Sex::Male => register::Sex::Male,
    }
}

fn documents(person: &SyntheticPerson, basis: &Basis, chance: &mut dyn Chance) -> Vec<DocumentFact> {
    let newest = |kind: &str| person.documents.iter().rev().find(|d| d.kind == kind).map(|d| &d.number);
    person
        .documents
        .iter()
        .map(|document| {
            let reason = if newest(&document.kind) != Some(&document.number) {
                Some("replaced")
            } else {
                person.death.map(|_| "holder-dead")
            };
            DocumentFact {
                document: DocumentId::draw(chance),
                kind: document.kind.clone(),
                number: document.number.clone(),
                issued_on: document.issued_on,
                expires_on: document.expires_on,
                issuer: basis.issuer.clone(),
                status: if reason.is_some() { DocumentStatus::Invalid } else { DocumentStatus::Valid },
                reason: reason.map(str::to_owned),
            }
        })
        .collect()
}

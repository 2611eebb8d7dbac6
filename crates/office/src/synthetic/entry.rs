//! A synthetic person as the register enters one: facts, each with the day since when it holds.

use super::{Place, Relation, Sex, SyntheticPerson};
use crate::register::{self, Basis, DocumentFact, DocumentStatus, FactValue, NewPerson, ResidenceKind};
use kernel::{Chance, Country, DocumentId, PartialDate, PersonName};

/// The first entry of `person`, on `basis`, whose issuer issued the documents too.
///
/// A document gives way to a later one of its kind, and to its holder's death. Marriages are no facts of
/// the register yet.
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
    let since = person.residence.since;
    let renamed = person
        .birth_surname
        .as_ref()
        .map(|surname| PersonName { given: person.name.given.clone(), surname: surname.clone() })
        .filter(|name| *name != person.name && born.is_none_or(|born| born < since));
    // The name changed with the marriage, when the spouses moved together.
    let named = if renamed.is_some() { Some(since) } else { born };
    facts.push((FactValue::Name { name: person.name.clone() }, named));
    former.extend(renamed.map(|name| (FactValue::Name { name }, born, since)));
    if let Some(country) = &person.citizenship {
        facts.push((FactValue::Citizenship { country: country.clone() }, None));
    }
    if let Some(ethnicity) = &person.ethnicity {
        facts.push((FactValue::Ethnicity { ethnicity: ethnicity.clone() }, None));
    }
    let residence = match &person.residence.place {
        Place::Declared { municipality, address } => FactValue::Residence {
            residence: ResidenceKind::Declared,
            municipality: municipality.clone(),
            address: address.clone(),
        },
        Place::Abroad { country } => FactValue::Residence {
            residence: ResidenceKind::Abroad,
            municipality: String::new(),
            address: country.clone(),
        },
    };
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
    for relation in &person.relations {
        if let Relation::Parent(parent) = relation {
            facts.push((FactValue::Parent { of: (*parent).into() }, born));
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

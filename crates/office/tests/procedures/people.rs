//! Invented people in every standing that the law tells apart.

use crate::house::{basis, day};
use kernel::{DocumentId, PersonId, PersonName};
use law::{Facts, LawBook, Procedure};
use office::cases::facts::{self, Days, Persons};
use office::register::fact::Relative;
use office::register::{
    DocumentFact, DocumentStatus, FactValue, NewPerson, PersonHistory, ResidenceKind, Sex, change,
};
use std::collections::BTreeMap;

/// How somebody stands in the register.
#[derive(Clone)]
pub struct Standing {
    pub born: &'static str,
    pub status: String,
    pub more: Vec<FactValue>,
    pub by_parent: bool,
    /// Whether the personal code is of the form that shows a date of birth.
    pub old_code: bool,
}

fn residence(residence: ResidenceKind) -> FactValue {
    let municipality = if residence == ResidenceKind::Abroad { "" } else { "LV0001000" };
    FactValue::Residence {
        residence,
        municipality: municipality.to_owned(),
        address: "Sudrabziedu iela 12-34".to_owned(),
    }
}

/// Every standing that is tried, the plainest first.
pub fn standings(law: &LawBook) -> Vec<Standing> {
    let right = |right: &str| FactValue::ResidenceRight { right: right.to_owned(), number: String::new() };
    let declared = || residence(ResidenceKind::Declared);
    let mark = || FactValue::Mark { mark: "asylum-seeker".to_owned() };
    let more: Vec<Vec<FactValue>> = vec![
        vec![declared()],
        vec![],
        vec![declared(), residence(ResidenceKind::Additional)],
        vec![residence(ResidenceKind::Abroad)],
        vec![declared(), right("temporary-permit")],
        vec![declared(), right("permanent-permit")],
        vec![declared(), mark()],
        vec![declared(), FactValue::Ban { ban: "travel".to_owned(), imposed_by: "court".to_owned() }],
    ];
    let statuses: Vec<String> = law.country().statuses.iter().map(|status| status.id.clone()).collect();
    let ages = [
        ("1990-03-02", false),
        ("1950-03-02", false),
        ("2010-06-01", false),
        ("2020-06-01", true),
        ("2010-06-01", true),
    ];
    let mut list = Vec::new();
    for more in &more {
        for status in &statuses {
            for (born, by_parent) in ages {
                let (status, more) = (status.clone(), more.clone());
                list.push(Standing { born, status, more, by_parent, old_code: false });
            }
        }
    }
    let (born, status) = ("1990-03-02", "citizen".to_owned());
    list.push(Standing { born, status, more: vec![declared()], by_parent: false, old_code: true });
    list
}

/// A person of the standing under a number of their own.
pub fn person(law: &LawBook, number: u64, standing: &Standing) -> NewPerson {
    // Codes of the series 3999 cannot be issued to anybody; one of 1890 is nobody's who lives.
    let digits = if standing.old_code { format!("0101900{number:04}") } else { format!("3999{number:07}") };
    let code = law.country().codes.parse(&digits).unwrap();
    let mut facts = vec![
        FactValue::Code { code },
        FactValue::Name { name: PersonName::new("Ilze", "Piemēra").unwrap() },
        FactValue::Birth { date: standing.born.parse().unwrap(), place: String::new() },
        FactValue::Sex { sex: Sex::Female },
        FactValue::Status { status: standing.status.clone() },
    ];
    facts.extend(standing.more.iter().cloned());
    if standing.by_parent {
        facts.push(FactValue::Parent { of: Relative::from(PersonId::from_u64(number + 1)) });
    }
    let facts = facts.into_iter().map(|value| (value, None)).collect();
    let id = PersonId::from_u64(number);
    NewPerson { id, facts, former: vec![], basis: basis(), source: String::new() }
}

/// The parent of a child that has one.
pub fn parent(law: &LawBook, number: u64, standing: &Standing) -> NewPerson {
    let grown = Standing {
        born: "1980-03-02",
        by_parent: false,
        more: vec![],
        status: standing.status.clone(),
        old_code: false,
    };
    person(law, number + 1, &grown)
}

/// A document of a kind that the person holds.
pub fn held(kind: &str, number: u64) -> FactValue {
    FactValue::Document(DocumentFact {
        document: DocumentId::from_u64(number),
        kind: kind.to_owned(),
        number: format!("XX{number:07}").parse().unwrap(),
        issued_on: day("2020-01-10"),
        expires_on: day("2030-01-09"),
        issuer: "Office".to_owned(),
        status: DocumentStatus::Valid,
        reason: None,
    })
}

pub fn history(new: &NewPerson) -> PersonHistory {
    let event = change::enter(new.facts.clone(), new.basis.clone()).unwrap();
    PersonHistory::fold(new.id, [(1, &event)])
}

/// What register and case know by themselves in a case of these people.
pub fn computed(
    law: &LawBook,
    procedure: &Procedure,
    subject: &PersonHistory,
    applicant: &PersonHistory,
) -> Facts {
    let today = day("2026-11-24");
    let persons = Persons::of(law, procedure, subject, applicant);
    let days = Days { received: today, today, known_at: facts::LATEST };
    let mut known = facts::of_application(procedure, persons, days, &BTreeMap::new());
    known.retain(|name, _| facts::is_computed(name));
    if procedure.fact("identity.established").is_some() {
        known.insert("identity.established".to_owned(), law::FactValue::Bool(true));
    }
    known
}

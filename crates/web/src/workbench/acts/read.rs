//! From the fields of a form to a civil event.

use super::ask::{ALL, Ask, asks};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::status::Fault;
use crate::workbench::entries::Subject;
use kernel::{Day, NamePart, PersonId, PersonName, PersonalCode};
use office::register::civil::{Address, CivilAct, Couple, Newcomer, Parting};
use office::register::{Lookup, Matters, NamedPerson, Nobody, Relative, Sex};
use std::collections::BTreeMap;

/// The fields of a form, with the persons they name already looked up.
struct Read<'a> {
    fields: &'a Fields,
    app: &'a App,
    persons: BTreeMap<&'static str, Relative>,
}

/// The event that the fields hold, or the faults of the fields.
pub async fn act(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    code: &str,
    fields: &Fields,
    faults: &mut Faults,
) -> Result<Option<CivilAct>, Fault> {
    let asked = asks(code).ok_or_else(Fault::not_found)?;
    let mut persons = BTreeMap::new();
    for ask in asked {
        match *ask {
            Ask::Person(name) if fields.has(name) => {
                match relative(app, ctx, subject, fields.get(name)).await? {
                    Ok(relative) => {
                        persons.insert(name, relative);
                    }
                    Err(why) => faults.add(name, why, Vec::new()),
                }
            }
            // The second of two may be missing.
            Ask::Person(name) if !name.starts_with("second") => {
                faults.add(name, "problem-required", Vec::new())
            }
            Ask::Text(name) if !fields.has(name) => faults.add(name, "problem-required", Vec::new()),
            Ask::Place if !fields.has("address") => faults.add("address", "problem-required", Vec::new()),
            Ask::Place if app.office().law().country().municipality(fields.get("municipality")).is_none() => {
                faults.add("municipality", "work-choose", Vec::new());
            }
            Ask::Matters if !fields.has("matters") => {
                faults.add("matters", "work-act-matters-none", Vec::new())
            }
            _ => {}
        }
    }
    let read = Read { fields, app, persons };
    Ok(read.act(subject.person, code, faults))
}

/// By personal code a person of the register; otherwise somebody by given names and surname. Or the key of what is wrong.
async fn relative(
    app: &App,
    ctx: &Ctx,
    subject: &Subject,
    text: &str,
) -> Result<Result<Relative, &'static str>, Fault> {
    if text.chars().any(char::is_alphabetic) {
        let (given, surname) = text.trim().rsplit_once(' ').unwrap_or(("", text));
        let name = PersonName::new(given, surname);
        return Ok(name
            .map(|name| Relative::Named(NamedPerson { name, birth: None }))
            .map_err(|_| "work-act-no-name"));
    }
    if app.office().law().country().codes.parse(text).is_err() {
        return Ok(Err("work-act-no-code"));
    }
    let found = app.office().lookup(ctx.actor(), &subject.purpose, Lookup::Code(text.to_owned())).await?;
    Ok(found.map(|brief| Relative::Person(brief.id)).ok_or("work-act-nobody"))
}

impl Read<'_> {
    fn text(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }

    /// A part of a name, if the field holds something.
    fn part(&self, name: &str, faults: &mut Faults) -> Option<NamePart> {
        if !self.fields.has(name) {
            return None;
        }
        let part = self.fields.get(name).parse::<NamePart>();
        part.map_err(|why| faults.add(name, "problem-wrong-name", vec![("why", why.to_string())])).ok()
    }

    fn name(&self, faults: &mut Faults) -> Option<PersonName> {
        let (given, surname) = (self.part("given", faults), self.part("surname", faults));
        Some(PersonName { given: given?, surname: surname? })
    }

    fn code(&self, faults: &mut Faults) -> Option<PersonalCode> {
        if !self.fields.has("code") {
            return None;
        }
        let code = self.app.office().law().country().codes.parse(self.fields.get("code"));
        code.map_err(|why| faults.add("code", "problem-wrong-code", vec![("why", why.to_string())])).ok()
    }

    fn person(&self, name: &str) -> Option<Relative> {
        self.persons.get(name).cloned()
    }

    /// A person whom the register keeps.
    fn kept(&self, name: &'static str, faults: &mut Faults) -> Option<PersonId> {
        let person = self.person(name)?.person();
        if person.is_none() {
            faults.add(name, "work-act-kept", Vec::new());
        }
        person
    }

    /// All matters, or the groups that are ticked.
    fn matters(&self) -> Matters {
        let ticked = || self.fields.all("matters");
        if ticked().any(|group| group == ALL) {
            return Matters::All;
        }
        Matters::Groups(ticked().map(str::to_owned).collect())
    }

    /// The last day, when there is one.
    fn until(&self, faults: &mut Faults) -> Option<Day> {
        let text = self.fields.get("until");
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|_| faults.add("until", "problem-wrong-date", Vec::new())).ok()
    }

    fn newcomer(&self, faults: &mut Faults) -> Option<Newcomer> {
        let sex = match self.fields.get("sex") {
            "female" => Sex::Female,
            "male" => Sex::Male,
            "unspecified" => Sex::Unspecified,
            _ => {
                faults.add("sex", "work-choose", Vec::new());
                return None;
            }
        };
        let (name, code) = (self.name(faults)?, self.code(faults));
        let (birth_place, status) = (self.text("birth-place"), self.text("status"));
        // The office draws the number.
        Some(Newcomer { person: PersonId::from_u64(0), code, name, sex, birth_place, status })
    }

    fn address(&self) -> Address {
        Address { municipality: self.text("municipality"), address: self.text("address") }
    }

    fn couple(&self, one: PersonId, faults: &mut Faults) -> Option<Couple> {
        let (one_surname, other_surname) =
            (self.part("own-surname", faults), self.part("other-surname", faults));
        Some(Couple { one, other: self.person("other")?, one_surname, other_surname })
    }

    fn parting(&self, one: PersonId, faults: &mut Faults) -> Option<Parting> {
        let (one_surname, other_surname) =
            (self.part("own-surname", faults), self.part("other-surname", faults));
        Some(Parting { one, other: self.person("other")?, one_surname, other_surname })
    }

    fn act(&self, person: PersonId, code: &str, faults: &mut Faults) -> Option<CivilAct> {
        let persons = vec![person];
        Some(match code {
            "birth" => {
                let second = self.person("second-parent").unwrap_or(Relative::Unknown(Nobody::NotKnown));
                CivilAct::Birth { child: self.newcomer(faults)?, parents: vec![person.into(), second] }
            }
            "parentage" => CivilAct::Parentage { child: person, parent: self.person("parent")? },
            "parentage-annulled" => {
                CivilAct::ParentageAnnulled { child: person, parent: self.kept("parent", faults)? }
            }
            "marriage" => CivilAct::Marriage(self.couple(person, faults)?),
            "partnership" => CivilAct::Partnership(self.couple(person, faults)?),
            "divorce" => CivilAct::Divorce(self.parting(person, faults)?),
            "partnership-ended" => CivilAct::PartnershipEnded(self.parting(person, faults)?),
            "marriage-annulled" => CivilAct::MarriageAnnulled(self.parting(person, faults)?),
            "name-change" => CivilAct::NameChange { person, name: self.name(faults)? },
            "adoption" => {
                let first = self.kept("adopter", faults)?;
                let second = match self.person("second-adopter") {
                    Some(_) => Some(self.kept("second-adopter", faults)?),
                    None => None,
                };
                let adopters = std::iter::once(first).chain(second).collect();
                CivilAct::Adoption { person, successor: self.newcomer(faults)?, adopters }
            }
            "death" => CivilAct::Death { person, place: self.text("place") },
            "missing" => CivilAct::Missing { person },
            "residence-declared" => CivilAct::ResidenceDeclared { persons, address: self.address() },
            "residence-registered" => CivilAct::ResidenceRegistered { person, address: self.address() },
            "residence-cancelled" => CivilAct::ResidenceCancelled { persons },
            "emigration" => CivilAct::Emigration { persons, address: self.text("address") },
            "return" => CivilAct::Return { persons, address: self.address() },
            "code-change" => CivilAct::CodeChange { person, code: self.code(faults)? },
            "status-change" => CivilAct::StatusChange { person, status: self.text("status") },
            "ethnicity-change" => CivilAct::EthnicityChange { person, ethnicity: self.text("ethnicity") },
            "guardianship" => {
                let (guardian, guardianship) = (self.person("guardian")?, self.text("guardianship"));
                CivilAct::Guardianship { ward: person, guardian, guardianship }
            }
            "guardianship-ended" => {
                CivilAct::GuardianshipEnded { ward: person, guardian: self.person("guardian")? }
            }
            "attorney-given" => CivilAct::AttorneyGiven {
                principal: person,
                agent: self.person("agent")?,
                matters: self.matters(),
                until: self.until(faults),
            },
            "attorney-revoked" => {
                CivilAct::AttorneyRevoked { principal: person, agent: self.person("agent")? }
            }
            "capacity-limited" => CivilAct::CapacityLimited { person, limits: self.text("limits") },
            "capacity-restored" => CivilAct::CapacityRestored { person },
            "ban-imposed" => {
                CivilAct::BanImposed { person, ban: self.text("ban"), imposed_by: self.text("imposed-by") }
            }
            "ban-lifted" => CivilAct::BanLifted { person, ban: self.text("ban") },
            "special-status" => CivilAct::SpecialStatus { person, status: self.text("special-status") },
            "contact-given" => {
                let (channel, contact) = (self.text("contact-channel"), self.text("contact"));
                CivilAct::ContactGiven { person, channel, contact }
            }
            _ => return None,
        })
    }
}

//! Birth, parentage, unions, adoption, guardianship: events that are written to more than one record.

use super::{CivilError, Couple, Deed, Newcomer, Parting};
use crate::register::change::{Since, correct, enter};
use crate::register::fact::{FactValue, Relative, Union, UnionEnd};
use crate::register::person::PersonHistory;
use kernel::PersonId;

/// A person has two parents at most in an act of birth.
const PARENTS: usize = 2;

pub(super) fn birth(deed: &mut Deed<'_>, child: &Newcomer, parents: &[Relative]) -> Result<(), CivilError> {
    if parents.len() > PARENTS {
        return Err(CivilError::Parents);
    }
    let mut facts = first_entry(deed, child);
    for parent in parents {
        facts.push((FactValue::Parent { of: parent.clone() }, Some(deed.on)));
        if let Some(parent) = parent.person() {
            deed.person(parent)?;
            deed.begin(parent, FactValue::Child { of: child.person.into() });
        }
    }
    let entered = enter(facts, deed.basis.clone()).map_err(|e| CivilError::Entry(child.person, e))?;
    deed.whole.push((child.person, entered));
    Ok(())
}

/// What a newcomer is entered with, from the day of the event on.
fn first_entry(deed: &Deed<'_>, newcomer: &Newcomer) -> Vec<Since> {
    let on = Some(deed.on);
    let code = newcomer.code.map(|code| (FactValue::Code { code }, on));
    let mut facts: Vec<Since> = code.into_iter().collect();
    facts.push((FactValue::Name { name: newcomer.name.clone() }, on));
    let place = newcomer.birth_place.clone();
    facts.push((FactValue::Birth { date: deed.on, place }, on));
    facts.push((FactValue::Sex { sex: newcomer.sex }, on));
    facts.push((FactValue::Status { status: newcomer.status.clone() }, on));
    facts
}

pub(super) fn parentage(deed: &mut Deed<'_>, child: PersonId, parent: &Relative) -> Result<(), CivilError> {
    deed.person(child)?;
    // "Nobody is known" gives way to somebody.
    deed.end_all(child, |value| matches!(value, FactValue::Parent { of: Relative::Unknown(_) }))?;
    deed.begin(child, FactValue::Parent { of: parent.clone() });
    if let Some(parent) = parent.person() {
        deed.person(parent)?;
        deed.begin(parent, FactValue::Child { of: child.into() });
    }
    Ok(())
}

/// A parent who never was one: the entries are corrected in both records, not ended.
pub(super) fn parentage_annulled(
    deed: &mut Deed<'_>,
    child: PersonId,
    parent: PersonId,
) -> Result<(), CivilError> {
    let is = |of: &Relative, who: PersonId| of.person() == Some(who);
    withdraw(deed, child, "parent", |value| matches!(value, FactValue::Parent { of } if is(of, parent)))?;
    // Older entries name the parent in the child's record alone.
    let named = |value: &FactValue| matches!(value, FactValue::Child { of } if is(of, child));
    if deed.person(parent)?.standing().any(|known| named(&known.fact.value)) {
        withdraw(deed, parent, "child", named)?;
    }
    Ok(())
}

/// The entry that `which` picks was never true.
fn withdraw(
    deed: &mut Deed<'_>,
    person: PersonId,
    what: &'static str,
    which: impl Fn(&FactValue) -> bool,
) -> Result<(), CivilError> {
    let history = deed.person(person)?;
    let known = history.standing().find(|known| which(&known.fact.value));
    let seq = known.ok_or(CivilError::NothingToEnd(what))?.fact.seq;
    let event = correct(history, seq, None, None, deed.basis.clone(), deed.act);
    deed.whole.push((person, event.map_err(|e| CivilError::Entry(person, e))?));
    Ok(())
}

fn is_union_with(value: &FactValue, other: &Relative) -> bool {
    matches!(value, FactValue::Spouse { of, ended: None, .. } if of == other)
}

/// Whether the person is in a union that nobody ended.
fn in_union(history: &PersonHistory) -> bool {
    let open = history.standing().filter(|known| known.fact.to.is_none());
    open.into_iter().any(|known| matches!(known.fact.value, FactValue::Spouse { ended: None, .. }))
}

pub(super) fn union(deed: &mut Deed<'_>, couple: &Couple, union: Union) -> Result<(), CivilError> {
    let Couple { one, other, one_surname, other_surname } = couple;
    let stands = |value: &FactValue| is_union_with(value, other);
    if deed.person(*one)?.standing().any(|known| known.fact.to.is_none() && stands(&known.fact.value)) {
        return Err(CivilError::UnionStands);
    }
    let persons = [Some(*one), other.person()];
    for person in persons.into_iter().flatten() {
        if in_union(deed.person(person)?) {
            return Err(CivilError::OtherUnion);
        }
    }
    deed.begin(*one, FactValue::Spouse { of: other.clone(), union, ended: None });
    deed.rename(*one, one_surname.as_ref())?;
    if let Some(other) = other.person() {
        deed.person(other)?;
        deed.begin(other, FactValue::Spouse { of: (*one).into(), union, ended: None });
        deed.rename(other, other_surname.as_ref())?;
    }
    Ok(())
}

/// A union ends. One that was never valid is corrected: it was entered, and never was.
pub(super) fn part(deed: &mut Deed<'_>, parting: &Parting, end: UnionEnd) -> Result<(), CivilError> {
    let Parting { one, other, one_surname, other_surname } = parting;
    let back: Relative = (*one).into();
    let sides = [(Some(*one), other, one_surname), (other.person(), &back, other_surname)];
    for (person, of, surname) in sides {
        let Some(person) = person else { continue };
        let known = deed
            .person(person)?
            .standing()
            .find(|known| known.fact.to.is_none() && is_union_with(&known.fact.value, of))
            .ok_or(CivilError::NoUnion)?;
        if end == UnionEnd::Annulled {
            withdraw(deed, person, "union", |value| is_union_with(value, of))?;
            continue;
        }
        if let FactValue::Spouse { union, .. } = known.fact.value {
            deed.begin(person, FactValue::Spouse { of: of.clone(), union, ended: Some(end) });
        }
        deed.rename(person, surname.as_ref())?;
    }
    Ok(())
}

/// The person goes on under a new record with the adopters as parents; the old one keeps what it was, ends its
/// relations, and only a sealed link leads from one to the other.
pub(super) fn adoption(
    deed: &mut Deed<'_>,
    person: PersonId,
    successor: &Newcomer,
    adopters: &[PersonId],
) -> Result<(), CivilError> {
    if adopters.is_empty() || adopters.len() > PARENTS {
        return Err(CivilError::Parents);
    }
    let history = deed.person(person)?;
    let day = deed.on.latest().unwrap_or(deed.basis.date);
    let born = history.today(day).birth();
    let mut facts = first_entry(deed, successor);
    if let Some((date, place)) = born {
        facts.retain(|(value, _)| value.kind() != "birth");
        facts.push((FactValue::Birth { date, place }, Some(date)));
    }
    for adopter in adopters {
        deed.person(*adopter)?;
        facts.push((FactValue::Parent { of: (*adopter).into() }, Some(deed.on)));
        deed.begin(*adopter, FactValue::Child { of: successor.person.into() });
    }
    facts.push((FactValue::AdoptionLink { other: person }, Some(deed.on)));
    let entered = enter(facts, deed.basis.clone()).map_err(|e| CivilError::Entry(successor.person, e))?;
    deed.whole.push((successor.person, entered));
    let parents = history.today(day).parents();
    deed.end_all(person, |value| {
        matches!(value, FactValue::Parent { .. } | FactValue::Residence { .. } | FactValue::Guardian { .. })
    })?;
    deed.begin(person, FactValue::AdoptionLink { other: successor.person });
    for parent in parents.into_iter().filter(|parent| deed.people.contains_key(parent)) {
        deed.end_all(
            parent,
            |value| matches!(value, FactValue::Child { of } if of.person() == Some(person)),
        )?;
    }
    Ok(())
}

pub(super) fn guardianship(deed: &mut Deed<'_>, ward: PersonId, guardian: &Relative, kind: &str) {
    let guardianship = || kind.to_owned();
    deed.begin(ward, FactValue::Guardian { of: guardian.clone(), guardianship: guardianship() });
    if let Some(guardian) = guardian.person() {
        deed.begin(guardian, FactValue::Ward { of: ward.into(), guardianship: guardianship() });
    }
}

pub(super) fn guardianship_ended(
    deed: &mut Deed<'_>,
    ward: PersonId,
    guardian: &Relative,
) -> Result<(), CivilError> {
    let ended =
        deed.end_all(ward, |value| matches!(value, FactValue::Guardian { of, .. } if of == guardian))?;
    if ended == 0 {
        return Err(CivilError::NothingToEnd("guardianship"));
    }
    if let Some(guardian) = guardian.person() {
        deed.end_all(
            guardian,
            |value| matches!(value, FactValue::Ward { of, .. } if of.person() == Some(ward)),
        )?;
    }
    Ok(())
}

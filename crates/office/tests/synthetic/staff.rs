//! The officers of the demonstration are persons of its register, and one has a child there.

use super::{day, figures, latvia};
use office::synthetic::{officers, personas, staff_persons};
use std::collections::HashSet;

#[test]
fn every_officer_is_a_person_of_the_register_and_one_has_a_child_there() {
    let (land, today) = (latvia(), day("2026-11-24"));
    let at_work = staff_persons(today, &land, &figures()).unwrap();
    let officers = officers(&figures()).unwrap();
    for officer in &officers {
        let (_, person) =
            at_work.iter().find(|(code, _)| code.as_ref() == Some(&officer.code)).unwrap_or_else(|| {
                panic!("{} is nobody in the register", officer.code);
            });
        assert_eq!(person.name, officer.name);
    }
    assert_eq!(at_work.iter().filter(|(code, _)| code.is_some()).count(), officers.len());
    let parents: HashSet<_> = at_work.iter().filter(|(code, _)| code.is_some()).map(|(_, p)| p.id).collect();
    let relatives: Vec<_> = at_work.iter().filter(|(code, _)| code.is_none()).map(|(_, p)| p).collect();
    assert!(
        !relatives.is_empty() && relatives.iter().all(|one| one.parents.iter().all(|p| parents.contains(p)))
    );
    // None of them is somebody to sign in as, and nobody of the cast became another by them.
    let cast = personas(today, &land, &figures()).unwrap();
    let (codes, ids): (HashSet<_>, HashSet<_>) = cast
        .iter()
        .map(|persona| &persona.person)
        .chain(at_work.iter().map(|(_, person)| person))
        .map(|person| (person.code, person.id))
        .unzip();
    assert_eq!((codes.len(), ids.len()), (cast.len() + at_work.len(), cast.len() + at_work.len()));
}

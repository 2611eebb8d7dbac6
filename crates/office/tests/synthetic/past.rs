//! What was before: it lies in order between birth and today, and the register takes it.

use crate::{PERSONS, generate, latvia, today};
use kernel::Day;
use office::register::{Basis, PersonHistory, change::enter_with_past};
use office::synthetic::{Place, UnionEnd, entry};

#[test]
fn lives_have_a_past() {
    let persons = generate(10, PERSONS);
    let (mut moved, mut returned, mut dissolved, mut widowed, mut again, mut renamed) = (0, 0, 0, 0, 0, 0);
    for person in &persons {
        let (born, until) = (person.birth.earliest().unwrap(), person.death.unwrap_or(today()));
        let abroad = |place: &Place| matches!(place, Place::Abroad { .. });
        let here = !abroad(&person.residence.place);
        moved += usize::from(!person.earlier.is_empty());
        returned += usize::from(here && person.earlier.iter().any(|earlier| abroad(&earlier.place)));
        // Days lie in order, from birth to now.
        let homes = person.earlier.iter().map(|earlier| earlier.since).chain([person.residence.since]);
        assert!([born].into_iter().chain(homes).chain([until]).is_sorted(), "{person:?}");
        let names = person.surnames.iter().map(|(_, day)| *day);
        assert!([born].into_iter().chain(names).chain([until]).is_sorted(), "{person:?}");
        assert!(person.surnames.windows(2).all(|pair| pair[0].0 != pair[1].0));
        assert!(person.surnames.last().is_none_or(|(surname, _)| *surname != person.name.surname));
        let unions = person
            .unions
            .iter()
            .flat_map(|union| [Some(union.since), union.ended.map(|(day, _)| day)].into_iter().flatten());
        assert!([born].into_iter().chain(unions).chain([until]).is_sorted(), "{person:?}");
        for union in &person.unions {
            assert!(union.since.days_since(born) > 18 * 365, "nobody marries as a child");
            dissolved += usize::from(matches!(union.ended, Some((_, UnionEnd::Dissolved))));
            widowed += usize::from(matches!(union.ended, Some((_, UnionEnd::Death))));
        }
        again += usize::from(person.unions.len() > 1);
        renamed += usize::from(person.former_surname().is_some());
    }
    assert!((5_000..14_000).contains(&moved), "{moved} moved");
    assert!((100..1_500).contains(&returned), "{returned} came back");
    assert!((1_500..4_000).contains(&dissolved), "{dissolved} marriages dissolved");
    assert!((500..2_500).contains(&widowed), "{widowed} widowed");
    assert!((300..2_000).contains(&again), "{again} married again");
    assert!((100..1_500).contains(&renamed), "{renamed} with a surname between birth and now");
}

/// About ten facts a person, and each that does not hold any more held once.
#[test]
fn a_person_enters_with_about_ten_facts() {
    let (land, mut chance) = (latvia(), kernel::SeededChance::new(1));
    let basis = Basis::new("synthetic", "1", today(), "Office", "LVA").unwrap();
    let mut facts = 0;
    for person in &generate(11, 5_000) {
        let new = entry(person, &land, &basis, &mut chance);
        facts += new.facts.len() + new.former.len();
        let (id, all) = (new.id, new.former.clone());
        let event = enter_with_past(new.facts, new.former, new.basis, new.source);
        let history = PersonHistory::fold(id, [(1, &event.unwrap())]);
        for (value, from, _) in all {
            let on = history.today(from.and_then(|from| from.earliest()).unwrap_or(Day::MIN));
            assert!(on.values().any(|held| *held == value), "{value:?} from {from:?} of {person:?}");
        }
    }
    assert!((45_000..60_000).contains(&facts), "{facts} facts of 5,000 persons");
}

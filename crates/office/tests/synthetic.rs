//! The synthetic country has the shape of the published figures, and nobody in it can exist.
//!
//! The expected numbers are the published ones, not what the generator once gave.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "synthetic/past.rs"]
mod past;
#[path = "synthetic/staff.rs"]
mod staff;

use kernel::{
    Age, Calendar, CheckDigit, CheckRule, CodeForm, CodeScheme, Country, Currency, Day, Folding,
    LeapBirthday, PartialDate, Text, Zone,
};
use office::synthetic::{
    Figures, FiguresError, Partner, Place, Sex, SyntheticPerson, country, officers, personas,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const PERSONS: usize = 20_000;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-01-01")
}

/// The files as they lie in the repository, for the tests that break one.
fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../procedures/lv/synthetic");
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|e| (e.file_name().into_string().unwrap(), std::fs::read_to_string(e.path()).unwrap()))
        .collect()
}

fn figures() -> Figures {
    Figures::bundled().unwrap()
}

/// The forms of the code as the dossier gives them (section 1.4); nothing else of the country is needed here.
fn latvia() -> Country {
    let weights = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let old = CodeForm {
        id: "old".to_owned(),
        given_from: None,
        places: vec![],
        centuries: Some(vec![(0, 1800), (1, 1900), (2, 2000)]),
        check: Some(CheckRule { base: 1101, weights, modulus: 11 }),
    };
    let new = CodeForm {
        id: "new".to_owned(),
        given_from: Some(day("2017-07-01")),
        places: vec![(1, 3..=3), (2, 2..=9)],
        centuries: None,
        check: None,
    };
    Country {
        id: "lv".to_owned(),
        icao: "LVA".to_owned(),
        name: Text::new("Latvija", "Latvia"),
        zone: Zone::new("Europe/Riga").unwrap(),
        currency: Currency::EUR,
        calendar: Calendar::default(),
        codes: CodeScheme::new(vec![old, new]),
        folding: Folding::default(),
        spelling: kernel::Spelling::default(),
        mrz_choices: vec![],
        statuses: vec![],
        leap_birthday: LeapBirthday::default(),
        surname_max: 35,
        given_names_max: 35,
        demo_series: "XX".to_owned(),
        demo_code: "3999".to_owned(),
        representing: vec![],
        municipalities: vec![],
    }
}

fn generate(seed: u64, persons: usize) -> Vec<SyntheticPerson> {
    country(seed, persons, today(), &latvia(), &figures()).collect()
}

fn living(persons: &[SyntheticPerson]) -> Vec<&SyntheticPerson> {
    let lives =
        |p: &&SyntheticPerson| p.death.is_none() && matches!(p.residence.place, Place::Declared { .. });
    persons.iter().filter(lives).collect()
}

/// Age in years, the earliest possible for partial dates.
fn age(person: &SyntheticPerson) -> i32 {
    today().days_since(person.birth.earliest().unwrap()) * 4 / 1461
}

/// Share in percent of `persons` for whom `is` holds.
fn percent(persons: &[&SyntheticPerson], is: impl Fn(&SyntheticPerson) -> bool) -> f64 {
    let count = persons.iter().filter(|p| is(p)).count();
    100.0 * f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(persons.len()).unwrap())
}

fn assert_near(what: &str, found: f64, published: f64, tolerance: f64) {
    assert!((found - published).abs() <= tolerance, "{what}: {found:.2} %, published {published} %");
}

#[test]
fn shares_of_legal_status_are_as_published() {
    let persons = generate(1, PERSONS);
    let residents = living(&persons);
    // 2024-01-01: 1,719,396 citizens, 180,455 non-citizens, 141,702 foreigners.
    assert_near("citizens", percent(&residents, |p| p.status == "citizen"), 84.2, 1.0);
    assert_near("non-citizens", percent(&residents, |p| p.status == "non-citizen"), 8.8, 0.8);
    assert_near(
        "foreigners",
        percent(&residents, |p| !p.status.ends_with("citizen") || p.status.starts_with("eu")),
        6.9,
        0.8,
    );
    assert_near(
        "Russian citizens",
        percent(&residents, |p| p.citizenship.as_deref() == Some("RUS")),
        2.05,
        0.5,
    );
    assert!(residents.iter().all(|p| p.status != "citizen" || p.citizenship.is_none()));
}

#[test]
fn municipalities_are_as_published() {
    let persons = generate(2, PERSONS);
    let residents = living(&persons);
    let lives_in = |code: &str| {
        percent(
            &residents,
            |p| matches!(&p.residence.place, Place::Declared { municipality, .. } if municipality == code),
        )
    };
    // 2026-01-01, of 1,988,792.
    for (name, code, published) in [
        ("Rīga", "LV0001000", 33.16),
        ("Daugavpils", "LV0002000", 4.25),
        ("Liepāja", "LV0005000", 3.61),
        ("Jūrmala", "LV0004000", 3.03),
        ("Jelgava", "LV0003000", 2.99),
    ] {
        assert_near(name, lives_in(code), published, if code == "LV0001000" { 1.8 } else { 0.8 });
    }
    let codes: BTreeSet<_> = residents
        .iter()
        .filter_map(|p| match &p.residence.place {
            Place::Declared { municipality, address } => {
                assert!(address.contains(", "), "{address}");
                Some(municipality.clone())
            }
            Place::Abroad { .. } => None,
        })
        .collect();
    assert_eq!(codes.len(), 42, "42 local governments since 2025-07-01");
    let non_citizens: Vec<_> = residents.iter().copied().filter(|p| p.status == "non-citizen").collect();
    let in_riga = percent(
        &non_citizens,
        |p| matches!(&p.residence.place, Place::Declared { municipality, .. } if municipality == "LV0001000"),
    );
    // 91,689 of 180,455.
    assert_near("non-citizens in Rīga", in_riga, 50.8, 4.0);
}

#[test]
fn ages_sexes_and_ethnicities_are_as_published() {
    let persons = generate(3, PERSONS);
    let residents = living(&persons);
    // 2016: 6.9 % were up to six years old and 10.0 % seven to eighteen; births have fallen since
    // (15,954 in 2022, 14,490 in 2023), and the larger years have moved up.
    assert_near("aged 0-6", percent(&residents, |p| age(p) <= 6), 6.0, 1.2);
    assert_near("aged 7-18", percent(&residents, |p| (7..=18).contains(&age(p))), 12.0, 2.2);
    let non_citizens: Vec<_> = residents.iter().copied().filter(|p| p.status == "non-citizen").collect();
    assert_near("non-citizens 71+", percent(&non_citizens, |p| age(p) >= 71), 30.0, 4.0);
    assert_near("non-citizens 61-70", percent(&non_citizens, |p| (61..=70).contains(&age(p))), 24.0, 4.0);
    assert_near("non-citizens 51-60", percent(&non_citizens, |p| (51..=60).contains(&age(p))), 20.0, 4.0);
    assert!(non_citizens.iter().all(|p| age(p) >= 6), "no child born from 2020 on is a non-citizen");
    let women = percent(&residents, |p| p.sex == Sex::Female);
    assert!((51.0..56.0).contains(&women), "{women}");
    for (ethnicity, published, tolerance) in [
        ("latvian", 62.7, 1.8),
        ("russian", 24.5, 1.5),
        ("belarusian", 3.1, 0.8),
        ("ukrainian", 2.2, 1.6),
        ("polish", 2.0, 0.6),
        ("lithuanian", 1.1, 0.5),
    ] {
        assert_near(
            ethnicity,
            percent(&residents, |p| p.ethnicity.as_deref() == Some(ethnicity)),
            published,
            tolerance,
        );
    }
}

#[test]
fn names_are_ranked_and_have_the_ending_of_their_sex() {
    let persons = generate(4, PERSONS);
    let residents = living(&persons);
    let surname = |p: &SyntheticPerson| p.name.surname.as_str().to_owned();
    // 11,753 of 2,144,763 in 2015.
    assert_near(
        "Bērziņš and Bērziņa",
        percent(&residents, |p| surname(p) == "Bērziņš" || surname(p) == "Bērziņa"),
        0.55,
        0.25,
    );
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for person in residents.iter().filter(|p| p.sex == Sex::Male) {
        *given.entry(person.name.given.as_str().split(' ').next().unwrap()).or_default() += 1;
    }
    let commonest = given.iter().max_by_key(|(_, count)| **count).unwrap();
    assert_eq!(*commonest.0, "Jānis");
    for person in &persons {
        let name = surname(person);
        let undeclined = name.ends_with("enko")
            || name == "Liepa"
            || name == "Priede"
            || name == "Šarma"
            || name.ends_with("Reddi");
        match person.sex {
            _ if undeclined => {}
            Sex::Male => assert!(name.ends_with(['s', 'š']), "{name}"),
            Sex::Female => assert!(!name.ends_with(['s', 'š']), "{name}"),
        }
    }
    let two = |from: i32, to: i32| {
        let citizens: Vec<_> = residents
            .iter()
            .copied()
            .filter(|p| p.status == "citizen" && (from..=to).contains(&age(p)))
            .collect();
        percent(&citizens, |p| p.name.given.as_str().contains(' '))
    };
    assert_near("two given names, born 2000-2009", two(16, 25), 13.0, 3.0);
    assert!(two(40, 90) < 5.0, "before the 1990s mostly one");
    let surnames: HashSet<_> = residents.iter().map(|p| surname(p)).collect();
    assert!(surnames.len() > 1000, "{} surnames", surnames.len());
}

#[test]
fn no_code_can_be_issued_and_none_occurs_twice() {
    let (persons, land) = (generate(5, PERSONS), latvia());
    let cast = personas(today(), &land, &figures()).unwrap();
    let all = || persons.iter().chain(cast.iter().map(|persona| &persona.person));
    assert_eq!(all().map(|p| p.code).collect::<HashSet<_>>().len(), PERSONS + cast.len());
    assert_eq!(all().map(|p| p.id).collect::<HashSet<_>>().len(), PERSONS + cast.len());
    let reform = day("2017-07-01");
    let (mut dated, mut plain) = (0, 0);
    for person in all() {
        match person.birth {
            PartialDate::Day(birth) if birth < reform => {
                dated += 1;
                assert_eq!(land.codes.form(&person.code).unwrap().birth_date(&person.code), Some(birth));
                assert_eq!(land.codes.check_digit(&person.code), CheckDigit::Differs);
            }
            _ => {
                plain += 1;
                assert!(person.code.digits().starts_with("3999"), "{}", person.code.formatted());
            }
        }
    }
    assert!(dated > 15_000 && plain > 800, "{dated} with a date, {plain} without");
    let numbers: Vec<_> = all().flat_map(|p| &p.documents).map(|d| d.number.as_str().to_owned()).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    assert!(numbers.iter().all(|number| number.starts_with("XX")));
}

#[test]
fn the_same_seed_gives_the_same_country_and_another_seed_another() {
    assert_eq!(generate(6, 3_000), generate(6, 3_000));
    let (one, other) = (generate(6, 100), generate(7, 100));
    assert!(one.iter().zip(&other).all(|(a, b)| a.code != b.code));
    assert_eq!(generate(6, 3_000)[..100], one[..], "a shorter country is the beginning of a longer one");
}

#[test]
fn lives_are_possible() {
    let persons = generate(8, PERSONS);
    let known: HashMap<_, _> = persons.iter().map(|p| (p.id, p)).collect();
    let (mut dead, mut abroad, mut partial, mut married, mut with_parent, mut children) = (0, 0, 0, 0, 0, 0);
    for person in &persons {
        let born = person.birth.earliest().unwrap();
        assert!(born <= today() && person.residence.since <= today());
        dead += usize::from(person.death.is_some());
        abroad += usize::from(matches!(person.residence.place, Place::Abroad { .. }));
        partial += usize::from(!matches!(person.birth, PartialDate::Day(_)));
        if let Some(death) = person.death {
            assert!(born < death && death < today());
        }
        children += usize::from(age(person) < 18);
        with_parent += usize::from(!person.parents.is_empty());
        for parent in person.parents.iter().map(|parent| known[parent]) {
            assert!(age(parent) - age(person) >= 17, "a parent is grown up");
            assert_eq!(parent.residence.place, person.residence.place);
        }
        for union in person.unions.iter().filter(|union| union.ended.is_none()) {
            let Partner::Person(spouse) = &union.with else { panic!("a spouse of now is kept") };
            married += 1;
            assert_ne!(known[spouse].sex, person.sex);
            assert!(age(person) >= 22 && age(known[spouse]) >= 22);
            assert_eq!(known[spouse].residence.place, person.residence.place);
            assert!(known[spouse].unions.iter().all(|former| former.ended.unwrap().0 <= union.since));
        }
        for document in &person.documents {
            assert!(document.issued_on >= born && document.issued_on < document.expires_on);
            assert!(document.issued_on <= person.death.unwrap_or(today()));
        }
    }
    // 250,599 of the citizens live abroad, beside 1,988,792 in the country.
    assert!((1_900..2_500).contains(&abroad), "{abroad} abroad");
    assert!((400..800).contains(&dead), "{dead} dead");
    assert!((3..60).contains(&partial), "{partial} with a partial date of birth");
    assert!(married > 2_000, "{married} married");
    assert!(with_parent * 10 > children * 8, "{with_parent} of {children} children live with a parent");
    let soon = today().plus_days(90).unwrap();
    let ending =
        persons.iter().flat_map(|p| &p.documents).filter(|d| (today()..soon).contains(&d.expires_on)).count();
    assert!(ending > 200, "{ending} documents end within 90 days");
}

#[test]
fn documents_have_the_term_of_their_holders_age() {
    let persons = generate(9, 5_000);
    let mut seen = BTreeSet::new();
    for person in persons.iter().filter(|p| p.status == "citizen") {
        let PartialDate::Day(_) = person.birth else { continue };
        for passport in person.documents.iter().filter(|d| d.kind == "passport.citizen") {
            let Age::Years(at_issue) = person.birth.age_on(passport.issued_on, LeapBirthday::March1) else {
                panic!()
            };
            let next = passport.expires_on.plus_days(1).unwrap();
            let years = i32::from(next.year()) - i32::from(passport.issued_on.year());
            // Under 5: two years; 5 to 19: five; from 20: ten. Days around a birthday may go either way.
            match at_issue {
                0..=3 => assert_eq!(years, 2),
                6..=18 => assert_eq!(years, 5),
                21.. => assert_eq!(years, 10),
                _ => {}
            }
            seen.insert(years);
        }
    }
    assert_eq!(seen, BTreeSet::from([2, 5, 10]));
}

#[test]
fn the_cast_shows_each_outcome_on_any_day() {
    let land = latvia();
    for today in ["2024-02-29", "2026-11-24", "2031-07-01"].map(day) {
        let cast = personas(today, &land, &figures()).unwrap();
        let of = |key: &str| &cast.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("no {key}")).person;
        let years = |key: &str| match of(key).birth.age_on(today, LeapBirthday::March1) {
            Age::Years(years) => years,
            Age::Unknown => panic!(),
        };
        assert!(years("client") >= 20 && of("client").status == "citizen" && !of("client").travel_bar);
        let ends = of("client").documents.iter().find(|d| d.kind == "passport.citizen").unwrap().expires_on;
        assert!((1..=90).contains(&ends.days_since(today)), "the client's passport ends soon");
        assert_eq!(years("young"), 19);
        assert!(years("pensioner") >= 65);
        assert_eq!(of("non-citizen").status, "non-citizen");
        assert!(of("barred").travel_bar);
        assert_eq!(years("child"), 4);
        assert_eq!(of("child").parents, [of("parent").id]);
        let places: Vec<_> = ["parent", "child"].map(|key| of(key).residence.place.clone()).to_vec();
        assert_eq!(places[0], places[1]);
    }
    let roles: BTreeSet<_> = officers(&figures()).unwrap().into_iter().map(|officer| officer.role).collect();
    let all: BTreeSet<_> = office::Role::ALL.iter().map(|role| role.code().to_owned()).collect();
    assert_eq!(roles, all, "every duty has somebody to sign in as");
}

#[test]
fn a_broken_figures_file_is_named_with_its_line() {
    let broken = |name: &str, edit: &dyn Fn(&str) -> String| {
        let files = files().into_iter().map(|(file, text)| {
            let text = if file == name { edit(&text) } else { text };
            (file, text)
        });
        Figures::read(files).err().map(|error| error.to_string())
    };
    let error = broken("statuses.csv", &|t| t.replacen("1719396", "many", 1)).unwrap();
    assert!(error.starts_with("statuses.csv:2: persons: "), "{error}");
    let error = broken("ages.csv", &|t| format!("{t}citizen,0,6\n")).unwrap();
    assert!(error.contains("3 values where the heading has 5"), "{error}");
    let error = broken("surnames.csv", &|t| t.replacen("Bērziņš", "B3rziņš", 1)).unwrap();
    assert!(error.starts_with("surnames.csv:"), "{error}");
    let error = broken("settings.csv", &|t| t.replace("zipf_exponent_permille", "zipf")).unwrap();
    assert!(error.contains("zipf_exponent_permille"), "{error}");
    let missing = files().into_iter().filter(|(name, _)| name != "streets.csv");
    assert_eq!(Figures::read(missing).err(), Some(FiguresError::Missing("streets.csv".to_owned())));
}

//! The real files: what the sources say, read back. Expected values are those of the sources, not of the files.

use crate::library::{bundled as book, day};
use kernel::{CheckDigit, DayOff, Lang, Weekday};
use law::clock::Reach;
use law::{
    Bookable, Closed, DecisionKind, Effect, Facts, FeeAnswer, Hours, LawBook, OfficeKind, Procedure, Verdict,
};
use std::collections::BTreeSet;

fn passport(book: &LawBook) -> &Procedure {
    book.procedure("passport.citizen", day("2026-11-24")).unwrap()
}

fn facts(text: &str) -> Facts {
    law::tools::read_facts(&book(), text).unwrap()
}

/// What register and counter know of somebody who came in person, and what they declared.
fn person(age: i64, more: &str) -> Facts {
    let mut all = facts(&format!(
        r#"{{"person.age":{age},"person.status":"citizen","person.dead":false,"person.travel-bar":false,
            "applicant.is-subject":true,"applicant.is-parent":false,"identity.established":true,
            "presence.subject":true,"biometric.face":true,"biometric.fingerprints":true,"speed":"normal",
            "speed.reason":"none","fee.claim":"none","document.previous":"held"}}"#
    ));
    all.extend(facts(more));
    all
}

fn fee(procedure: &Procedure, facts: &Facts) -> i64 {
    match procedure.fee(facts) {
        FeeAnswer::Due(line) => line.amount.cents(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn public_holidays_of_2026_are_those_of_the_law() {
    let book = book();
    let calendar = &book.country().calendar;
    let free: Vec<String> = (0..365)
        .map(|n| day("2026-01-01").plus_days(n).unwrap())
        .filter(|date| calendar.holiday(*date).is_some())
        .map(|date| date.to_string())
        .collect();
    assert_eq!(
        free,
        [
            "2026-01-01",
            "2026-04-03",
            "2026-04-05",
            "2026-04-06",
            "2026-05-01",
            "2026-05-04",
            "2026-05-10",
            "2026-05-24",
            "2026-06-23",
            "2026-06-24",
            "2026-11-18",
            "2026-12-24",
            "2026-12-25",
            "2026-12-26",
            "2026-12-31",
        ]
    );
}

#[test]
fn substitute_and_moved_days_are_those_of_the_orders() {
    let book = book();
    let calendar = &book.country().calendar;
    for substitute in [
        "2017-11-20",
        "2018-07-09",
        "2018-11-19",
        "2023-07-10",
        "2023-11-20",
        "2024-05-06",
        "2025-05-05",
        "2028-11-20",
    ] {
        assert!(matches!(calendar.why_off(day(substitute)), Some(DayOff::Substitute(_))), "{substitute}");
    }
    // Other holidays are not moved: 24 December 2022 was a Saturday, 1 January 2023 a Sunday.
    for worked in ["2022-12-27", "2023-01-02", "2026-12-23", "2026-01-17", "2026-06-27"] {
        assert!(calendar.is_working_day(day(worked)), "{worked}");
    }
    for moved in ["2024-12-23", "2025-11-17", "2026-01-02", "2026-06-22"] {
        assert!(matches!(calendar.why_off(day(moved)), Some(DayOff::Moved { worked: Some(_) })), "{moved}");
    }
    assert!(matches!(calendar.why_off(day("2018-09-24")), Some(DayOff::Holiday(_))), "the Pope's visit");
    assert!(calendar.covers(2026) && !calendar.covers(2027), "the order of 2027 is not known");
}

#[test]
fn personal_codes_have_both_forms() {
    let book = book();
    let codes = &book.country().codes;
    let old = codes.parse("161175-19997").unwrap();
    assert_eq!(codes.check_digit(&old), CheckDigit::Matches);
    assert_eq!(codes.form(&old).unwrap().birth_date(&old), Some(day("1975-11-16")));
    let new = codes.parse("328673-00679").unwrap();
    assert_eq!(
        codes.check_digit(&new),
        CheckDigit::NotApplicable,
        "digits of the new code are random by law"
    );
    assert!(codes.parse("318673-00679").is_err(), "the second digit is 2 to 9");
    assert!(
        codes.parse("321375-19997").is_ok() && codes.parse("311375-19997").is_err(),
        "there is no thirteenth month"
    );
}

#[test]
fn statuses_municipalities_and_limits_are_those_of_the_sources() {
    let book = book();
    let country = book.country();
    let kinds: BTreeSet<&str> =
        country.statuses.iter().filter(|s| s.affiliation).map(|s| s.id.as_str()).collect();
    assert_eq!(
        kinds,
        BTreeSet::from([
            "citizen",
            "non-citizen",
            "stateless",
            "refugee",
            "subsidiary-protection",
            "temporary-protection",
            "undetermined",
        ]),
        "the seven kinds of Art. 11(2)"
    );
    let present = country.municipalities.iter().filter(|m| m.ended.is_none()).count();
    assert_eq!(present, 42, "42 local governments since 2025-07-01");
    assert_eq!(country.municipality("LV0055000").unwrap().ended, Some(day("2025-07-01")));
    assert_eq!(country.municipality("LV0001000").unwrap().iso.as_deref(), Some("LV-RIX"));
    assert_eq!((country.surname_max, country.given_names_max), (32, 36));
    assert_eq!(country.folding.fold("Ķīļa-Žaņņa Ērgļu"), "kila zanna erglu");
    assert_eq!(country.zone.name(), "Europe/Riga");
}

#[test]
fn the_register_of_the_demo_uses_only_statuses_documents_and_places_that_the_country_knows() {
    let book = book();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../procedures/lv/synthetic/");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let column = |text: &str, name: &str| -> BTreeSet<String> {
        let mut lines = text.lines();
        let at = lines.next().unwrap().split(',').position(|column| column == name).unwrap();
        lines
            .filter_map(|line| line.split(',').nth(at).map(str::to_owned))
            .filter(|cell| !cell.is_empty())
            .collect()
    };
    for status in column(&read("statuses.csv"), "status") {
        assert!(book.country().status(&status).is_some(), "{status}");
    }
    let catalogue = book.catalogue();
    let Some(law::FactKind::Code { options }) = catalogue.get("person.status").map(|fact| &fact.kind) else {
        panic!()
    };
    assert_eq!(
        options.iter().collect::<BTreeSet<_>>(),
        book.country().statuses.iter().map(|s| &s.id).collect()
    );
    for kind in column(&read("validity.csv"), "kind") {
        assert!(book.document(&kind).is_some(), "{kind}");
    }
    for code in column(&read("municipalities.csv"), "code") {
        assert!(book.country().municipality(&code).is_some(), "{code}");
    }
    for office in column(&read("officers.csv"), "office") {
        assert!(book.office(&office).is_some(), "{office}");
    }
}

#[test]
fn the_fees_are_those_of_the_page_of_2024() {
    let book = book();
    let passport = passport(&book);
    let fast = r#"{"speed":"fast"}"#;
    assert_eq!(fee(passport, &person(34, "{}")), 3400);
    assert_eq!(fee(passport, &person(34, fast)), 6000);
    assert_eq!(fee(passport, &person(19, "{}")), 1500);
    assert_eq!(fee(passport, &person(19, fast)), 3000);
    assert_eq!(fee(passport, &person(20, "{}")), 3400);
    assert_eq!(fee(passport, &person(71, "{}")), 1500);
    assert_eq!(
        fee(passport, &person(50, r#"{"fee.claim":"disability","person.disability-1-2":true}"#)),
        1500
    );
    assert_eq!(
        fee(passport, &person(50, r#"{"fee.claim":"pensioner","person.pensioner":true,"speed":"fast"}"#)),
        3000
    );
    for reason in ["marriage", "naturalisation", "treatment", "relative", "trip"] {
        let shown = format!(r#"{{"speed":"fast","speed.reason":"{reason}","speed.reason-shown":true}}"#);
        assert_eq!(fee(passport, &person(34, &shown)), 3400, "{reason}");
    }
    let amounts: Vec<i64> = passport.fee_table().iter().map(|row| row.amount.cents()).collect();
    assert_eq!(amounts, [6000, 3000, 3400, 1500]);
    assert!(passport.fee_table().iter().all(|row| row.verified));
    assert!(
        book.procedure("passport.citizen", day("2024-02-11")).is_none(),
        "the fees before are not in these files"
    );
}

#[test]
fn the_terms_are_ten_and_two_working_days() {
    let book = book();
    let clock = passport(&book).clock("decision").unwrap();
    let due = |from: &str, facts: &Facts| {
        law::clock::due(clock, day(from), facts, &[], &book.country().calendar).unwrap().due
    };
    assert_eq!(due("2026-11-24", &person(34, "{}")), law::Due::On(day("2026-12-08")));
    assert_eq!(due("2026-12-22", &person(34, r#"{"speed":"fast"}"#)), law::Due::On(day("2026-12-28")));
    // The general procedure: one month, up to four, up to a year.
    let base = book.procedure("base.administrative", day("2026-11-24")).unwrap();
    let general = base.clock("decision").unwrap();
    assert_eq!(general.term.to_string(), "1 month");
    assert_eq!(
        general.extend.iter().map(|e| e.reach).collect::<Vec<_>>(),
        ["4 months", "1 year"].map(|term| Reach::Upto(term.parse().unwrap()))
    );
}

#[test]
fn a_passport_is_valid_for_two_five_or_ten_years() {
    let book = book();
    let years = |age: i64| passport(&book).validity("passport.citizen", &person(age, "{}")).unwrap().count;
    assert_eq!([0, 4, 5, 19, 20, 90].map(years), [2, 2, 5, 5, 10, 10]);
}

#[test]
fn a_grant_issues_an_ordinary_passport_and_ends_the_one_before() {
    let book = book();
    let grant = passport(&book).decision_of(DecisionKind::Grant).unwrap();
    assert_eq!(grant.approvals, 2, "two pairs of eyes");
    let [Effect::Issue { kind, mrz_code, .. }, Effect::CancelPrevious { kind: previous, .. }] =
        grant.effects.as_slice()
    else {
        panic!("{:?}", grant.effects)
    };
    // ICAO Doc 9303 part 4, section 4.4: PP is the ordinary passport.
    assert_eq!(
        (kind.as_str(), mrz_code.as_deref().unwrap(), previous.as_str()),
        ("passport.citizen", "PP", "passport.citizen")
    );
    assert_eq!(passport(&book).decision_of(DecisionKind::Refuse).unwrap().approvals, 2);
}

#[test]
fn the_demo_cast_meets_each_outcome() {
    let book = book();
    let passport = passport(&book);
    let refused = |ground: &str| Verdict::Refusable(vec![ground.to_owned()]);
    let outcome = |facts: &Facts| passport.assess(facts).outcome();
    assert_eq!(outcome(&person(34, "{}")), Verdict::Grantable);
    assert_eq!(outcome(&person(19, "{}")), Verdict::Grantable);
    assert_eq!(outcome(&person(71, "{}")), Verdict::Grantable);
    assert_eq!(outcome(&person(58, r#"{"person.status":"non-citizen"}"#)), refused("not-a-citizen"));
    assert_eq!(outcome(&person(41, r#"{"person.travel-bar":true}"#)), refused("travel-bar"));
    let mut child =
        person(4, r#"{"applicant.is-subject":false,"applicant.is-parent":true,"applicant.age":33}"#);
    child.remove("biometric.fingerprints");
    assert_eq!(outcome(&child), Verdict::Grantable);
    assert_eq!(fee(passport, &child), 1500);
}

#[test]
fn before_the_visit_the_portal_knows_what_to_bring_and_what_is_done_there() {
    let book = book();
    let passport = passport(&book);
    let mut applied = person(34, r#"{"document.previous":"lost"}"#);
    for counter in ["identity.established", "presence.subject", "biometric.face", "biometric.fingerprints"] {
        applied.remove(counter);
    }
    let assessment = passport.assess(&applied);
    assert!(matches!(assessment.outcome(), Verdict::Unknown(_)));
    let proofs: BTreeSet<&str> =
        assessment.missing.iter().flat_map(|m| m.proved_by.iter().map(String::as_str)).collect();
    assert_eq!(proofs, BTreeSet::from(["photo", "fingerprints", "loss-explanation"]));
    let questions: Vec<&str> = passport.questions().iter().map(|fact| fact.name.as_str()).collect();
    assert_eq!(questions, ["speed", "speed.reason", "fee.claim", "document.previous"]);
    assert!(passport.questions().iter().all(|fact| fact.default.is_some()));
}

#[test]
fn a_refusal_is_heard_first_and_contested_to_the_head_within_a_month() {
    let book = book();
    let passport = passport(&book);
    let (hearing, route) = (passport.hearing(), passport.route());
    // Administrative Procedure Law: Art. 62; Art. 76 to 80; Art. 188.
    assert_eq!((hearing.cite.to_string().as_str(), hearing.verified), ("apl:62", true));
    assert!(!hearing.term_verified, "the law sets no number of days");
    assert_eq!((route.term.to_string().as_str(), route.suspensive, route.verified), ("1 month", true, true));
    assert_eq!(route.otherwise.as_ref().unwrap().0.to_string(), "1 year");
    assert_eq!(passport.routes().map(|route| route.id.as_str()).collect::<Vec<_>>(), ["contest", "court"]);
    assert_eq!(
        passport.cite_text(&hearing.cite).text.get(Lang::LV),
        "Administratīvā procesa likuma 62. pants"
    );
    assert!(passport.cite_text(&hearing.cite).verified);
}

#[test]
fn what_no_source_confirms_is_not_called_verified() {
    let book = book();
    let passport = passport(&book);
    for ground in passport.grounds() {
        assert!(!ground.verified(), "the articles on refusing a passport were not read: {}", ground.id());
        assert!(!passport.cite_ground(ground).verified);
        assert!(ground.cite().point().is_empty(), "no point is invented: {}", ground.cite());
    }
    // A provision on which a ground stands unverified is not called verified elsewhere either.
    let verified = |cite: &str| passport.cite_text(&cite.parse().unwrap()).verified;
    assert!(!verified("padl") && !verified("mk134") && !verified("reg2252"));
    assert!(verified("mk133") && verified("apl:62") && verified("apl:79"));
    for requirement in passport.requirements().iter().filter(|requirement| requirement.verified) {
        assert!(requirement.source.is_some(), "{}", requirement.id);
    }
    assert!(!passport.visit().verified);
}

#[test]
fn offices_are_those_of_the_list_and_publish_only_what_was_verified() {
    let book = book();
    let count = |kind| book.offices().iter().filter(|office| office.kind == kind).count();
    assert_eq!(
        (count(OfficeKind::Headquarters), count(OfficeKind::Division), count(OfficeKind::Branch)),
        (1, 29, 4)
    );
    let published: Vec<&str> =
        book.offices().iter().filter(|o| o.address.is_some()).map(|o| o.id.as_str()).collect();
    assert_eq!(published, ["hq", "riga-4", "daugavpils", "jelgava", "liepaja"]);
    let calendar = &book.country().calendar;
    let first = book.office("riga-1").unwrap();
    assert_eq!(first.hours, Hours::Unknown, "Riga 1st has hours of its own");
    assert_eq!(first.hours_on(day("2026-11-24"), calendar), Err(Closed::HoursUnknown));
    assert!(first.hours_note.is_some() && !first.takes_bookings());
    let fourth = book.office("riga-4").unwrap();
    let Hours::Weekly(week) = &fourth.hours else { panic!() };
    let text: Vec<String> = week.iter().map(|(_, from, to)| format!("{from}-{to}")).collect();
    assert_eq!(
        text,
        ["09:00-16:30", "09:00-16:30", "09:00-16:30", "09:00-16:30", "09:00-16:00"],
        "the seed's hours"
    );
    assert_eq!(week[4].0, Weekday::Friday);
    assert_eq!(fourth.phone.as_deref(), Some("67209492"));
    assert!(matches!(fourth.hours_on(day("2026-11-18"), calendar), Err(Closed::DayOff(DayOff::Holiday(_)))));
    assert_eq!(book.office("sigulda").unwrap().bookable, Bookable::Only);
    assert_eq!(book.authority().phone, "+371 67209400");
    assert_eq!(book.authority().values.len(), 7);
    assert!(book.offices().iter().filter(|o| o.takes_bookings()).count() >= 20);
}

#[test]
fn the_passport_reads_well_in_both_languages() {
    let book = book();
    insta::assert_snapshot!("passport_lv", passport(&book).explain(Lang::LV));
    insta::assert_snapshot!("passport_en", passport(&book).explain(Lang::EN));
}

#[test]
fn the_one_replacement_of_general_law_is_told() {
    let book = book();
    let of_the_passport = |message: &&str| message.contains("`passport.citizen`");
    let warnings = book.warnings().iter().map(|warning| warning.message.as_str());
    let warnings: Vec<&str> = warnings.filter(of_the_passport).collect();
    assert_eq!(
        warnings,
        ["`clock \"decision\"` of `passport.citizen` replaces the one of `base.administrative` 2004-02-01"]
    );
}

/// The files of the build are read from their trees, made by the build; a blank line more, and they are parsed.
#[test]
fn the_trees_of_the_build_say_what_the_files_say() {
    let files: Vec<(&str, String)> =
        law::files::bundled().iter().map(|(path, text)| (*path, format!("{text}\n"))).collect();
    let parsed = law::LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap();
    let built = book();
    assert!(built.all().eq(parsed.all()));
    assert_eq!(built.warnings(), parsed.warnings());
    assert_eq!(built.catalogue(), parsed.catalogue());
}

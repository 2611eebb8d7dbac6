//! The laws that a catalogue of the register must keep: each broken once, told with line and hint.

use crate::library::{REGISTER, book, day, edited, faults, load, told};
use kernel::LeapBirthday;
use law::register::{
    Activity, ActivityFacts, EntryIdentity, Many, PassiveReason, Sensitivity, Standing, Whom, WriteMode,
};

#[test]
fn a_sound_catalogue_answers_as_it_is_written() {
    let book = book();
    let register = book.register();
    assert_eq!(register.body("archive").unwrap().part_of.as_deref(), Some("desk"));
    let birth = register.fact("birth").unwrap();
    assert_eq!(
        birth.writers,
        ["desk", "school", "archive"],
        "groups are taken apart, in the order of the bodies"
    );
    assert_eq!((birth.many, birth.sensitivity), (Many::One, Sensitivity::Ordinary));
    let kept = |fact: &str| register.fact(fact).unwrap().kept.as_ref().unwrap().provision.cite.to_string();
    assert_eq!(
        (kept("birth"), kept("seat")),
        ("rules:9".to_owned(), "rules:10".to_owned()),
        "its own term wins"
    );
    assert!(register.may_write("school", "mark") && !register.may_write("desk", "mark"));
    assert!(!register.may_write("desk", "shoe size") && !register.may_write("cat", "birth"));
    assert!(register.may_enter("archive", "reader") && !register.may_enter("school", "reader"));
    assert!(register.permitted("reader", "seat") && !register.permitted("visitor", "seat"));
    assert!(!register.permitted("nobody", "seat"));
    assert_eq!(register.derived_from("birth").map(|d| d.code.as_str()).collect::<Vec<_>>(), ["age"]);
    assert_eq!(register.derived_from("seat").count(), 0);

    let seat = register.list("seat").unwrap();
    assert_eq!(seat.get("usual").unwrap().replaces, ["usual", "hall"]);
    assert!(
        seat.get("hall").unwrap().informative
            && seat.get("none").unwrap().absent
            && seat.get("roof").is_none()
    );
    assert_eq!(register.list("mark").unwrap().get("quiet").unwrap().of, ["usual"]);

    let visitor = register.category("visitor").unwrap();
    assert_eq!((visitor.letter.as_deref(), visitor.identity), (Some("b"), EntryIdentity::Waived));
    let of = |status, right, marks| {
        register.category_of(&Standing { status, right, marks }).map(|category| category.code.as_str())
    };
    assert_eq!(of(Some("reader"), None, &[]), Some("reader"));
    assert_eq!(of(Some("reader"), Some("day-ticket"), &["guest"]), Some("reader"), "the first that fits");
    assert_eq!(of(None, Some("day-ticket"), &["quiet", "guest"]), Some("visitor"));
    assert_eq!(of(None, None, &["guest"]), None, "a ticket and the mark, not one of them");
    assert_eq!(of(None, None, &[]), None);

    let seating = register.act("seating").unwrap();
    assert!(seating.alive && seating.brought_by("school") && !seating.brought_by("archive"));
    assert!(seating.basis("ticket").is_some() && seating.basis("word").is_none());
    assert_eq!(seating.term.as_ref().unwrap().term.to_string(), "2 days");
    let writes: Vec<_> = seating.writes.iter().map(|w| (w.fact.as_str(), w.on, w.mode, w.optional)).collect();
    assert_eq!(
        writes,
        [("seat", Whom::Subject, WriteMode::Begins, false), ("mark", Whom::Both, WriteMode::Begins, true)]
    );
    assert_eq!(register.act("leaving").unwrap().writes[0].mode, WriteMode::Ends);

    let kinds: Vec<_> =
        register.statements().iter().map(|k| (k.code.as_str(), k.history, k.basis, k.names_others)).collect();
    assert_eq!(kinds, [("place", false, false, false), ("all", true, true, true)]);
    assert_eq!(register.statement("all").unwrap().facts, ["birth", "seat"]);
    assert!(register.statement("some").is_none());
    let fees = register.statement("place").unwrap().fees.as_ref().unwrap();
    assert_eq!(fees.rows.iter().map(|row| row.amount.cents()).collect::<Vec<_>>(), [0, 150]);
    assert!(!fees.provision.verified && register.statement("all").unwrap().fees.is_none());

    // A point is confirmed only when it and its act were read.
    let cited = register.cite(&register.fact("birth").unwrap().provision);
    assert_eq!(cited.text.get(kernel::Lang::LV), "lasītavas noteikumu 5. punkts");
    assert!(cited.verified && !register.cite(&register.fact("seat").unwrap().provision).verified);
}

#[test]
fn every_reason_to_be_passive_has_its_day() {
    let book = book();
    let active = ActivityFacts {
        standing: Standing { status: Some("reader"), ..Standing::default() },
        birth: Some("1950-06-15".parse().unwrap()),
        document_until: Some(day("2030-01-01")),
        ..ActivityFacts::default()
    };
    let on = |facts: &ActivityFacts<'_>, date: &str| match book.register().activity(
        facts,
        day(date),
        LeapBirthday::March1,
    ) {
        Activity::Active => None,
        Activity::Passive { because } => Some(because),
    };
    assert_eq!(on(&active, "2026-01-01"), None);
    assert_eq!(
        on(&ActivityFacts { earlier_identity: true, ..active }, "2026-01-01"),
        Some(PassiveReason::EarlierIdentity)
    );
    assert_eq!(
        on(&ActivityFacts { status_lost: true, ..active }, "2026-01-01"),
        Some(PassiveReason::StatusLost)
    );
    let visitor = Standing { right: Some("day-ticket"), marks: &["guest"], ..Standing::default() };
    assert_eq!(
        on(&ActivityFacts { standing: visitor, ..active }, "2026-01-01"),
        Some(PassiveReason::Category)
    );
    assert_eq!(
        on(&ActivityFacts { standing: Standing::default(), ..active }, "2026-01-01"),
        Some(PassiveReason::Category)
    );

    // Ninety years on the ninetieth birthday; a proof shown before does not count, one shown on it does.
    let late = ActivityFacts { document_until: Some(day("2050-01-01")), ..active };
    assert_eq!(on(&late, "2040-06-14"), None);
    assert_eq!(on(&late, "2040-06-15"), Some(PassiveReason::NoProofOfLife));
    let shown = |date: &str| ActivityFacts { proof_of_life: Some(day(date)), ..late };
    assert_eq!(on(&shown("2040-06-14"), "2041-01-01"), Some(PassiveReason::NoProofOfLife));
    assert_eq!(on(&shown("2040-06-15"), "2041-01-01"), None);
    assert_eq!(
        on(&shown("2040-06-15"), "2040-06-14"),
        None,
        "asked of a day before, the proof is not needed"
    );
    // Born some day of 1950: certainly ninety only after the last possible birthday; a birth nobody knows never is.
    let year = ActivityFacts { birth: Some("1950".parse().unwrap()), ..late };
    assert_eq!(on(&year, "2040-12-30"), None);
    assert_eq!(on(&year, "2040-12-31"), Some(PassiveReason::NoProofOfLife));
    assert_eq!(on(&ActivityFacts { birth: Some("unknown".parse().unwrap()), ..late }, "2049-01-01"), None);
    assert_eq!(on(&ActivityFacts { birth: None, ..late }, "2049-01-01"), None);

    // More than two years after the last valid day, and the time does not run before the tenth birthday.
    let lapsed = ActivityFacts { document_until: Some(day("2020-03-10")), ..active };
    assert_eq!(on(&lapsed, "2022-03-10"), None);
    assert_eq!(on(&lapsed, "2022-03-11"), Some(PassiveReason::NoDocument));
    assert_eq!(on(&ActivityFacts { document_excused: true, ..lapsed }, "2022-03-11"), None);
    let child = ActivityFacts { birth: Some("2010-05-05".parse().unwrap()), document_until: None, ..active };
    assert_eq!(on(&child, "2022-05-04"), None);
    assert_eq!(on(&child, "2022-05-05"), Some(PassiveReason::NoDocument));
}

#[test]
fn codes_must_be_declared_once_and_named_right() {
    for (from, to, message, line, hint) in [
        (
            "body \"school\"",
            "body \"desk\"",
            "`body \"desk\"` stands here twice",
            "body \"desk\"",
            "keep one",
        ),
        ("part-of=\"desk\"", "part-of=\"deks\"", "no other body `deks`", "archive", "`desk`"),
        ("part-of=\"desk\"", "part-of=\"archive\"", "no other body `archive`", "archive", ""),
        ("of=\"body\" \"desk\"", "of=\"body\" \"dusk\"", "no body `dusk`", "group", "`desk`"),
        ("of=\"body\" \"desk\"", "of=\"shelf\" \"desk\"", "`of` cannot be `shelf`", "group", ""),
        ("group \"staff\"", "group \"desk\"", "already the name of a body", "group", "otherwise"),
        (
            "writers \"staff\" \"school\"",
            "writers \"staff\" \"desk\"",
            "`desk` is named twice",
            "writers",
            "keep one",
        ),
        ("writers \"desk\" cite", "writers \"dask\" cite", "no body `dask`", "writers", "`desk`"),
        ("    writers \"desk\" cite=\"rules:6\"\n", "", "nobody may write this fact", "seat", "writers"),
        ("lists=\"seat\"", "lists=\"seats\"", "no list `seats`", "seat", "`seat`"),
        ("lists=\"seat\" ", "", "one of each what is not said", "seat", "lists"),
        ("replaces=\"usual,hall\"", "replaces=\"usual,hull\"", "no code `hull`", "usual", "`hall`"),
        ("code \"hall\"", "code \"usual\"", "the code `usual` stands here twice", "usual", "keep one"),
        ("of=\"seat\" cite", "of=\"sofa\" cite", "no list `sofa`", "mark", ""),
        ("of=\"usual\" lv", "of=\"unusual\" lv", "`seat` has no code `unusual`", "quiet", "`usual`"),
        ("fact \"seat\"", "fact \"birth\"", "`fact \"birth\"` stands here twice", "fact", "keep one"),
        (
            "derived \"age\" from=\"birth\"",
            "derived \"age\" from=\"berth\"",
            "no fact `berth`",
            "derived",
            "`birth`",
        ),
        ("when status=\"reader\"", "when status=\"raeder\"", "no status `raeder`", "when", "`reader`"),
        ("mark=\"guest\"", "mark=\"ghost\"", "`mark` has no code `ghost`", "when", "`guest`"),
        ("right=\"day-ticket\"", "right=\"ticket\"", "`residence-right` has no code `ticket`", "when", ""),
        ("when status=\"reader\"", "when", "this condition fits everybody", "when", "name a status"),
        ("    when status=\"reader\"\n", "", "nobody belongs to this category", "reader", "add when"),
        ("    entered-by \"staff\"\n", "", "has no `entered-by`", "reader", "add entered-by"),
        (
            "active=#true identity",
            "identity",
            "not said whether these records are active",
            "reader",
            "active=#true",
        ),
        ("identity=\"waived\"", "identity=\"maybe\"", "`identity` cannot be `maybe`", "visitor", ""),
        ("facts \"common\"", "facts \"comon\"", "no fact `comon`", "facts", "`common`"),
        ("document-status=\"reader\"", "document-status=\"writer\"", "no status `writer`", "activity", ""),
        ("document-age=10 ", "", "`activity` needs `document-age`", "activity", "add document-age"),
        ("reason \"status-lost\"", "reason \"category\"", "stands here 0 times", "activity", "once"),
        (
            "reason \"status-lost\"",
            "reason \"status-list\"",
            "`status-list` is no reason",
            "reason",
            "`status-lost`",
        ),
        ("act \"leaving\"", "act \"seating\"", "`act \"seating\"` stands here twice", "act", "keep one"),
        ("bodies \"desk\" \"school\"", "bodies \"desk\" \"scool\"", "no body `scool`", "bodies", "`school`"),
        ("alive=#true cite", "cite", "not said whether the person must be alive", "seating", "alive="),
        (
            "    basis \"word\" lv=\"vārds\" en=\"word\"\n",
            "",
            "this event stands on nothing",
            "leaving",
            "basis",
        ),
        ("    ends \"seat\" on=\"subject\"\n", "", "this event writes nothing", "leaving", "writes"),
        (
            "writes \"seat\" on=\"subject\"",
            "writes \"sead\" on=\"subject\"",
            "no fact `sead`",
            "writes",
            "`seat`",
        ),
        ("on=\"both\"", "on=\"everybody\"", "`on` cannot be `everybody`", "mark", "known here"),
        (
            "writes \"seat\" on=\"subject\"",
            "writes \"seat\" on=\"subject\"\n    writes \"seat\" on=\"subject\"",
            "stands here twice",
            "writes",
            "",
        ),
        (
            "writes \"seat\" on",
            "writes \"common\" on",
            "one kind of fact a line",
            "writes",
            "a line for each",
        ),
        ("statement \"all\"", "statement \"place\"", "`statement \"place\"` stands here twice", "place", ""),
        ("facts \"birth\" \"seat\"", "facts \"birth\" \"sead\"", "no fact `sead`", "facts", "`seat`"),
        ("facts \"birth\" \"seat\"", "facts \"birth\" \"mark\"", "`mark` is sealed", "facts", "take it away"),
        ("    facts \"birth\" \"seat\"\n", "", "`statement` has no `facts`", "all", "add facts"),
        ("names-others=#true", "names-others=1", "must be #true or #false", "all", ""),
        ("lv=\"Pilna izziņa\" en=\"Full statement\"", "lv=\"Pilna izziņa\"", "no text in `en`", "name", ""),
        ("fees=\"copies\"", "fees=\"copie\"", "there are no fees `copie`", "fees", "`copies`"),
        ("fee \"1.50\"", "fee \"1.5 of all\"", "is not an amount", "fee", "write whole units"),
        ("fee \"1.50\"", "fee \"-1.50\"", "cannot be negative", "fee", ""),
        (
            "statement \"place\" fees=\"copies\" cite=\"rules:13\"",
            "statement \"place\" fees=\"copies\"",
            "cites no provision",
            "place",
            "add cite",
        ),
        ("term \"2 days\"", "term \"2 moons\"", "is not a term", "term", ""),
        (
            "sensitivity=\"sealed\"",
            "sensitivity=\"hidden\"",
            "`sensitivity` cannot be `hidden`",
            "mark",
            "sealed",
        ),
        ("kept cite=\"rules:9\"", "keep cite=\"rules:9\"", "does not know the word `keep`", "keep", "`kept`"),
        (
            "    name lv=\"Vieta\" en=\"Seat\"\n    explain",
            "    explain",
            "`fact` has no `name`",
            "seat",
            "add name",
        ),
        (
            "explain lv=\"Kur sēž.\" en=\"Where the reader sits.\"",
            "explain lv=\"Kur sēž.\"",
            "no text in `en`",
            "explain",
            "Latvian and in English",
        ),
        ("lv=\"dienas biļete\" en=\"day ticket\"", "en=\"day ticket\"", "no text in `lv`", "day-ticket", ""),
        (
            "cite=\"rules:1\" verified",
            "cite=\"ruels:1\" verified",
            "the act `ruels` is not declared",
            "desk",
            "`rules`",
        ),
        ("body \"desk\" cite=\"rules:1\"", "body \"desk\"", "`body` cites no provision", "desk", "cite="),
    ] {
        told(REGISTER, from, to, message, line, hint);
    }
}

#[test]
fn what_is_read_says_where() {
    let text = "uri=\"https://library.example/rules\" verified=#true";
    let found = faults(&edited(REGISTER, text, "verified=#true"));
    assert!(found.iter().any(|f| f.message.contains("said to be verified, but not where")), "{found:?}");
}

#[test]
fn the_catalogue_as_a_whole_holds_together() {
    // An event whose bodies may not write what it writes.
    told(
        REGISTER,
        "bodies \"desk\" \"school\"",
        "bodies \"desk\"",
        "may write `mark`",
        "mark",
        "they are: desk",
    );
    told(
        REGISTER,
        "bodies \"desk\" \"school\"",
        "bodies \"desk\" \"school\" \"archive\"",
        "`archive` brings `seating`",
        "bodies",
        "take it away",
    );
    // An event that may leave out everything.
    told(
        REGISTER,
        "ends \"seat\" on=\"subject\"",
        "ends \"seat\" on=\"subject\" optional=#true",
        "may leave out everything",
        "leaving",
        "not optional",
    );
    // A list nobody uses, a fact nobody may have.
    told(
        REGISTER,
        "lists=\"mark,residence-right\"",
        "lists=\"mark\"",
        "no fact uses the list `residence-right`",
        "list",
        "lists=",
    );
    told(
        REGISTER,
        "facts \"common\" \"seat\"",
        "facts \"common\"",
        "no category of persons may have the fact `seat`",
        "fact",
        "category",
    );
}

#[test]
fn a_catalogue_needs_its_activity_and_is_not_empty() {
    let without = |from: &str| {
        let mut files = crate::library::files();
        let text = &mut files.iter_mut().find(|(name, _)| name == REGISTER).unwrap().1;
        *text = match text.find(from) {
            Some(at) => format!("{}{}", &text[..at], &text[at..].split_once("\n}\n").unwrap().1),
            None => String::new(),
        };
        files
    };
    let found = faults(&without("activity "));
    assert!(found.iter().any(|f| f.message.contains("does not say which records are active")), "{found:?}");
    let found = faults(&without("no such text"));
    assert!(found.iter().any(|f| f.message.contains("the file is empty")), "{found:?}");
    let mut twice = crate::library::files();
    let text = &mut twice.iter_mut().find(|(name, _)| name == REGISTER).unwrap().1;
    let at = text.find("activity ").unwrap();
    let copy = text[at..].split_once("\n}\n").unwrap().0.to_owned();
    *text = format!("{text}\n{copy}\n}}\nkept cite=\"rules:9\" lv=\"x\" en=\"x\"\n");
    let found = load(&twice).unwrap_err().to_string();
    assert!(
        found.contains("`activity` stands here twice") && found.contains("`kept` stands here twice"),
        "{found}"
    );
}

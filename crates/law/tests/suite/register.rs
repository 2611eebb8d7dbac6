//! The register's catalogue of the country: what the law says, read back.

use crate::library::{bundled, day};
use kernel::{Lang, LeapBirthday};
use law::RegisterBook;
use law::register::{
    Activity, ActivityFacts, EntryIdentity, PassiveReason, Sensitivity, Standing, Whom, WriteMode,
};
use std::collections::BTreeSet;

/// A table of marks: one line a row.
fn matrix(columns: &[&str], rows: &[&str], mark: impl Fn(&str, &str) -> bool) -> String {
    let mut text = String::new();
    for (at, column) in columns.iter().enumerate() {
        text.push_str(&format!("{:20}{}{column}\n", "", "| ".repeat(at)));
    }
    for row in rows {
        let marks: Vec<&str> =
            columns.iter().map(|column| if mark(column, row) { "x" } else { "." }).collect();
        text.push_str(&format!("{row:20}{}\n", marks.join(" ")));
    }
    text
}

fn codes<'a, T>(items: &'a [T], code: impl Fn(&'a T) -> &'a String) -> Vec<&'a str> {
    items.iter().map(|item| code(item).as_str()).collect()
}

fn kinds(register: &RegisterBook) -> Vec<&str> {
    codes(register.facts(), |fact| &fact.code)
}

#[test]
fn the_kinds_of_facts_and_events_are_those_the_office_writes() {
    let book = bundled();
    let register = book.register();
    let kinds = kinds(register);
    assert_eq!(
        kinds.join(", "),
        "code, foreign-code, name, name-form, birth, sex, status, citizenship, ethnicity, residence, parent, child, \
         spouse, adoption-link, guardian, ward, agent, principal, capacity, document, residence-right, special-status, ban, death, \
         missing, contact, mark"
    );
    assert_eq!(
        codes(register.acts(), |act| &act.code).join(", "),
        "birth, parentage, parentage-annulled, marriage, divorce, marriage-annulled, partnership, partnership-ended, \
         name-change, adoption, death, missing, residence-declared, residence-registered, residence-cancelled, \
         emigration, return, code-change, status-change, ethnicity-change, guardianship, guardianship-ended, \
         attorney-given, attorney-revoked, capacity-limited, capacity-restored, ban-imposed, ban-lifted, contact-given, special-status"
    );
    // Natural Persons Register Law, Art. 18: adoption is shown to the adopted adult or the adopters, to nobody else.
    assert_eq!(register.fact("adoption-link").unwrap().sensitivity, Sensitivity::Sealed);
    let sealed = register.facts().iter().filter(|fact| fact.sensitivity == Sensitivity::Sealed).count();
    assert_eq!(sealed, 1);
}

#[test]
fn the_twelve_bodies_of_the_law_write_what_the_matrix_shows() {
    let book = bundled();
    let register = book.register();
    // Art. 2(2) numbers them.
    let named: Vec<String> = register
        .bodies()
        .iter()
        .filter(|body| body.provision.cite.act() == "fprl")
        .map(|body| body.provision.cite.point().to_owned())
        .collect();
    assert_eq!(named, (1..=12).map(|n| format!("2(2){n}")).collect::<Vec<_>>());
    let bodies = codes(register.bodies(), |body| &body.code);
    insta::assert_snapshot!(
        "writers",
        matrix(&bodies, &kinds(register), |body, kind| register.may_write(body, kind))
    );
    for (body, kind) in [
        ("notary", "death"),
        ("health-service", "status"),
        ("revenue-service", "parent"),
        ("mission", "capacity"),
    ] {
        assert!(!register.may_write(body, kind), "{body} must not write {kind}");
    }
    for kind in kinds(register) {
        assert!(register.may_write("office", kind), "the keeper of the register corrects {kind}");
    }
}

#[test]
fn categories_have_the_letters_facts_and_identity_of_the_law() {
    let book = bundled();
    let register = book.register();
    let categories = codes(register.categories(), |category| &category.code);
    insta::assert_snapshot!(
        "categories",
        matrix(&categories, &kinds(register), |category, kind| register.permitted(category, kind))
    );
    insta::assert_snapshot!(
        "entering",
        matrix(&categories, &codes(register.bodies(), |b| &b.code), |category, body| register
            .may_enter(body, category))
    );
    let letters: BTreeSet<&str> = register.categories().iter().filter_map(|c| c.letter.as_deref()).collect();
    assert_eq!(letters, "abcdefghij".split("").filter(|l| !l.is_empty()).collect(), "Art. 4(1)2, a to j");
    // Art. 7: nobody is turned away for want of a document but an asylum seeker is let in without; d and f may sign.
    for category in register.categories() {
        let wanted = match category.code.as_str() {
            "asylum-seeker" => EntryIdentity::Waived,
            "legal-tie" | "eu-services" => EntryIdentity::DocumentOrSignature,
            _ => EntryIdentity::Document,
        };
        assert_eq!(category.identity, wanted, "{}", category.code);
    }
}

#[test]
fn every_status_of_the_country_has_its_category_and_activity() {
    let book = bundled();
    let register = book.register();
    let mut told = Vec::new();
    for status in &book.country().statuses {
        let standing = Standing { status: Some(&status.id), ..Standing::default() };
        let category =
            register.category_of(&standing).unwrap_or_else(|| panic!("{} has no category", status.id));
        told.push(format!(
            "{}: {} {}",
            status.id,
            category.code,
            if category.active { "active" } else { "passive" }
        ));
    }
    assert_eq!(
        told,
        [
            "citizen: resident active",
            "non-citizen: resident active",
            "stateless: protected active",
            "refugee: protected active",
            "subsidiary-protection: protected active",
            "temporary-protection: protected active",
            "undetermined: undetermined passive",
            "eu-citizen: permit-holder active",
            "eu-family: permit-holder active",
            "temporary-permit: permit-holder active",
            "permanent-permit: permit-holder active",
            "asylum-seeker: asylum-seeker active",
            "registered-foreigner: legal-tie passive",
        ]
    );
    let of = |right, marks| {
        register.category_of(&Standing { status: None, right, marks }).map(|c| c.code.as_str())
    };
    assert_eq!(of(Some("eu-permanent"), &[]), Some("permit-holder"));
    assert_eq!(of(Some("decided"), &[]), Some("decided"));
    assert_eq!(of(None, &["diplomat"]), Some("diplomat"));
    assert_eq!(of(None, &["partnership"]), Some("partner"));
    assert_eq!(of(None, &["organ-use-forbidden"]), None);
}

#[test]
fn records_are_passive_as_article_9_says() {
    let book = bundled();
    let at = |facts: &ActivityFacts<'_>, date: &str| {
        book.register().activity(facts, day(date), LeapBirthday::March1)
    };
    let of = |status: &'static str| ActivityFacts {
        standing: Standing { status: Some(status), ..Standing::default() },
        birth: Some("1920-02-01".parse().unwrap()),
        ..ActivityFacts::default()
    };
    let passive = |because| Activity::Passive { because };
    // 105 years of age without proof of life.
    assert_eq!(at(&of("citizen"), "2025-01-31"), Activity::Active);
    assert_eq!(at(&of("citizen"), "2025-02-01"), passive(PassiveReason::NoProofOfLife));
    let alive = ActivityFacts { proof_of_life: Some(day("2025-03-01")), ..of("citizen") };
    assert_eq!(at(&alive, "2025-03-01"), Activity::Active);
    // A non-citizen over 15 without a valid document for more than five years; a citizen is not concerned.
    let lapsed = |status| ActivityFacts {
        birth: Some("1990-01-01".parse().unwrap()),
        document_until: Some(day("2020-05-20")),
        ..of(status)
    };
    assert_eq!(at(&lapsed("non-citizen"), "2025-05-20"), Activity::Active);
    assert_eq!(at(&lapsed("non-citizen"), "2025-05-21"), passive(PassiveReason::NoDocument));
    assert_eq!(at(&lapsed("citizen"), "2026-05-21"), Activity::Active);
    let abroad = ActivityFacts { document_excused: true, ..lapsed("non-citizen") };
    assert_eq!(at(&abroad, "2026-05-21"), Activity::Active, "who showed a stay abroad is excused");
    assert_eq!(at(&lapsed("registered-foreigner"), "2020-01-01"), passive(PassiveReason::Category));
    for reason in PassiveReason::ALL {
        assert!(book.register().passive_rule(reason).unwrap().provision.verified, "{reason:?}");
    }
}

#[test]
fn events_write_on_everybody_whom_they_concern() {
    let book = bundled();
    let register = book.register();
    let writes = |act: &str| -> Vec<(String, Whom, WriteMode)> {
        register.act(act).unwrap().writes.iter().map(|w| (w.fact.clone(), w.on, w.mode)).collect()
    };
    let has = |act: &str, fact: &str, on: Whom, mode: WriteMode| {
        assert!(writes(act).contains(&(fact.to_owned(), on, mode)), "{act} does not write {fact} on {on:?}");
    };
    has("birth", "parent", Whom::Subject, WriteMode::Begins);
    has("birth", "child", Whom::Parents, WriteMode::Begins);
    has("marriage", "spouse", Whom::Both, WriteMode::Begins);
    has("divorce", "spouse", Whom::Both, WriteMode::Ends);
    has("death", "spouse", Whom::Both, WriteMode::Ends);
    has("adoption", "adoption-link", Whom::Subject, WriteMode::Begins);
    has("adoption", "child", Whom::FormerParents, WriteMode::Ends);
    has("guardianship", "ward", Whom::Guardian, WriteMode::Begins);
    has("attorney-given", "principal", Whom::Agent, WriteMode::Begins);
    has("attorney-revoked", "agent", Whom::Subject, WriteMode::Ends);
    // Persons notify what happened abroad within 30 days; a new residence is declared within a month.
    let term = |act: &str| register.act(act).unwrap().term.as_ref().map(|term| term.term.to_string());
    assert_eq!(term("marriage").as_deref(), Some("30 days"));
    assert_eq!(term("residence-declared").as_deref(), Some("1 month"));
    assert_eq!(term("code-change"), None);
    // The dead do not marry, move or change their names; what was wrong before can still be put right.
    for act in register.acts() {
        let may_be_dead = [
            "parentage",
            "parentage-annulled",
            "marriage-annulled",
            "residence-cancelled",
            "guardianship-ended",
            "ban-lifted",
        ];
        assert_eq!(act.alive, !may_be_dead.contains(&act.code.as_str()), "{}", act.code);
    }
}

#[test]
fn lists_hold_the_codes_in_use() {
    let book = bundled();
    let register = book.register();
    let figures = include_str!("../../../../procedures/lv/synthetic/ethnicities.csv");
    let ethnicities = register.list("ethnicity").unwrap();
    for code in figures.lines().skip(1).filter_map(|line| line.split(',').nth(1)) {
        assert!(ethnicities.get(code).is_some(), "{code}");
    }
    // "Not chosen" is not "unknown".
    let nulls: Vec<&str> = ethnicities.codes.iter().filter(|c| c.absent).map(|c| c.code.as_str()).collect();
    assert_eq!(nulls, ["not-chosen", "unknown"]);
    let residence = register.list("residence-kind").unwrap();
    assert_eq!(
        residence.get("declared").unwrap().replaces,
        ["declared", "registered", "indicated", "abroad"]
    );
    assert!(residence.get("additional").unwrap().replaces.is_empty(), "an additional address stands beside");
    assert!(residence.codes.iter().filter(|c| c.informative).map(|c| c.code.as_str()).eq(["indicated"]));
    let forms = register.list("name-form").unwrap();
    assert_eq!(
        codes(&forms.codes, |c| &c.code),
        ["birth", "historical", "original", "latvian", "original-script"]
    );
    // Doubt about a birth reaches what is computed from it.
    let reached: Vec<&str> = register.derived_from("birth").map(|d| d.code.as_str()).collect();
    assert_eq!(reached, ["age", "majority", "representation", "activity"]);
    assert!(register.derived_from("residence").any(|d| d.code == "declared-municipality"));
}

#[test]
fn statements_say_what_the_register_holds_and_name_others_only_for_the_family() {
    let book = bundled();
    let register = book.register();
    assert_eq!(
        codes(register.statements(), |kind| &kind.code).join(", "),
        "residence, status, names, family-status, family, documents, full"
    );
    let naming: Vec<&str> =
        register.statements().iter().filter(|k| k.names_others).map(|k| k.code.as_str()).collect();
    assert_eq!(naming, ["family"]);
    // The full extract has every kind of fact but the sealed one.
    let sealed = |code: &&str| register.fact(code).unwrap().sensitivity == Sensitivity::Sealed;
    let open: Vec<&str> = kinds(register).into_iter().filter(|code| !sealed(code)).collect();
    assert_eq!(register.statement("full").unwrap().facts, open);
    let cited = register.cite(&register.statement("status").unwrap().provision);
    assert!(cited.verified && cited.text.get(Lang::EN).contains("Cabinet Regulation No. 563"), "{cited:?}");
    assert!(!register.statement("family").unwrap().provision.verified);
}

#[test]
fn it_is_printed_in_both_languages() {
    let book = bundled();
    let text = book.register().catalogue_text();
    for words in [
        "Pilsonības un migrācijas lietu pārvalde / Office of Citizenship and Migration Affairs",
        "Fizisko personu reģistra likuma 2. panta otrās daļas 1. punkts / Natural Persons Register Law, Art. 2(2), point 1",
        "slēgta ziņa / sealed",
        "visas ziņas glabā / all facts are kept: arī pēc personas nāves",
        "raksta / written by: visas iestādes / every body",
        "nav pārbaudīts / not confirmed",
        "30 dienas / 30 days",
        "1 mēnesis / 1 month",
        "aizstāj / replaces: declared, registered, indicated, abroad",
        "i) patvēruma meklētājs / asylum seeker",
        "nosauc citas personas / names other persons",
    ] {
        assert!(text.contains(words), "`{words}` is missing in\n{text}");
    }
    assert!(text.lines().all(|line| !line.contains('\t') && line.trim_end() == line), "no loose ends");
    let json = book.register().catalogue_json();
    assert_eq!(json["facts"].as_array().unwrap().len(), 27);
    assert_eq!(json["bodies"][0]["name"]["lv"], "Pilsonības un migrācijas lietu pārvalde");
    assert_eq!(json["facts"][4]["cite"], "fprl:11(1)");
    assert_eq!(json["acts"][3]["writes"][0]["on"], "both");
    // Every text stands in both languages, and none of them twice the same by mistake.
    for fact in book.register().facts() {
        assert_ne!(fact.explanation.get(Lang::LV), fact.explanation.get(Lang::EN), "{}", fact.code);
    }
}

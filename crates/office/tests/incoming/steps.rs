//! The steps of an application: made from every procedure that is offered, in any order of answers.

use kernel::{AppointmentId, Lang, PersonId};
use law::{FactKind, FactValue, Facts, LawBook, Procedure};
use office::drafts::send::application;
use office::drafts::steps::{may_skip, questions};
use office::drafts::{Answer, Draft, Entry, Known, Step, Steps};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

fn law() -> &'static LawBook {
    static LAW: OnceLock<LawBook> = OnceLock::new();
    LAW.get_or_init(|| LawBook::bundled().unwrap())
}

fn services() -> Vec<&'static Procedure> {
    law().services("2026-11-24".parse().unwrap())
}

fn passport() -> &'static Procedure {
    services().into_iter().find(|service| service.id() == "passport.citizen").unwrap()
}

/// What the register says of a citizen of this age who applies for herself.
fn facts(age: i64) -> Facts {
    let yes = FactValue::Bool;
    [
        ("person.age", FactValue::Int(age)),
        ("applicant.age", FactValue::Int(age)),
        ("person.status", FactValue::Code("citizen".to_owned())),
        ("person.dead", yes(false)),
        ("person.travel-bar", yes(false)),
        ("applicant.is-parent", yes(false)),
        ("applicant.is-subject", yes(true)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn code(text: &str) -> Answer {
    Answer::Given(FactValue::Code(text.to_owned()))
}

fn answer(fact: &str, answer: Answer) -> Entry {
    Entry::Answer { fact: fact.to_owned(), answer }
}

#[test]
fn only_what_still_matters_is_asked() {
    let (service, facts) = (passport(), facts(36));
    let mut draft = Draft::default();
    let asked = |draft: &Draft| {
        questions(service, draft, &facts).iter().map(|def| def.name.clone()).collect::<Vec<_>>()
    };
    assert!(asked(&draft).contains(&"speed.reason".to_owned()));
    draft.take(&answer("speed", code("normal")), service);
    // Nobody needs a reason for being slow.
    assert!(!asked(&draft).contains(&"speed.reason".to_owned()));
    draft.take(&answer("speed", code("fast")), service);
    assert!(asked(&draft).contains(&"speed.reason".to_owned()));
    // A child pays the fee of a child, whatever is claimed.
    let child = self::facts(6);
    let names: Vec<_> = questions(service, &draft, &child).iter().map(|def| def.name.clone()).collect();
    assert!(names.contains(&"speed".to_owned()), "{names:?}");
}

#[test]
fn an_empty_draft_leads_to_its_first_step_and_a_full_one_to_the_check() {
    let (service, known) = (passport(), facts(36));
    let mut draft = Draft::default();
    let steps = Steps::of(service, &draft, &Facts::new());
    assert_eq!(steps.first_missing(), &Step::Whom);
    assert!(!steps.is_open(&Step::Check) && !steps.is_open(&Step::Documents) && steps.is_open(&Step::Whom));
    for entry in [
        Entry::Whom(PersonId::from_u64(7)),
        Entry::Known(Known::Wrong("My name has changed.".to_owned())),
        answer("speed", code("normal")),
        answer("fee.claim", code("none")),
        answer("document.previous", code("held")),
        Entry::Documents,
        Entry::Collect { office: "riga-4".to_owned(), appointment: None, lang: Lang::LV },
    ] {
        let before = Steps::of(service, &draft, &known);
        assert!(application(service, &draft, &known).is_none());
        draft.take(&entry, service);
        let after = Steps::of(service, &draft, &known);
        let done = |steps: &Steps| steps.all().iter().filter(|(_, done)| *done).count();
        assert!(done(&after) >= done(&before), "{entry:?}");
    }
    let steps = Steps::of(service, &draft, &known);
    assert_eq!(steps.first_missing(), &Step::Check, "{steps:?}");
    assert_eq!(steps.place(&Step::Check), Some(steps.len()));
    assert_eq!(steps.before(&Step::Whom), None);
    let sent = application(service, &draft, &known).unwrap();
    assert_eq!(sent.note, "My name has changed.");
    // Somebody else was not asked yet whether what is known of them is right.
    draft.take(&Entry::Whom(PersonId::from_u64(8)), service);
    assert_eq!(Steps::of(service, &draft, &known).first_missing(), &Step::Known);
}

#[test]
fn every_service_has_steps_and_every_step_an_address() {
    for service in services() {
        let steps = Steps::of(service, &Draft::default(), &Facts::new());
        let all: Vec<&Step> = steps.all().iter().map(|(step, _)| step).collect();
        assert_eq!(all.first(), Some(&&Step::Whom));
        assert_eq!(all.last(), Some(&&Step::Check));
        for step in all {
            assert_eq!(Step::of_slug(&step.slug(), service).as_ref(), Some(step), "{}", service.id());
            assert!(step.slug().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{}", step.slug());
        }
        assert_eq!(Step::of_slug("nothing", service), None);
    }
}

/// What was written into one field after another, as the table of drafts keeps it.
fn kept(fields: &mut BTreeMap<String, String>, draft: &Draft, entry: &Entry) {
    fields.extend(entry.fields(draft));
}

fn read(fields: &BTreeMap<String, String>, service: &Procedure) -> Draft {
    let mut draft = Draft::default();
    fields.iter().for_each(|(field, value)| draft.read(field, value, service));
    draft
}

fn value_of(kind: &FactKind, seed: u8) -> FactValue {
    let number = i64::from(seed % 9);
    match kind {
        FactKind::Bool => FactValue::Bool(seed.is_multiple_of(2)),
        FactKind::Int { .. } => FactValue::Int(number),
        FactKind::Code { options } => FactValue::Code(options[usize::from(seed) % options.len()].clone()),
        other => {
            let texts = ["2026-01-01", "30 days", "5 years", "740.00"];
            texts.iter().find_map(|text| other.parse(text)).unwrap()
        }
    }
}

fn entries() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..60)
}

fn entry(service: &Procedure, (kind, which, seed): (u8, u8, u8)) -> Entry {
    let all = service.questions();
    match kind % 9 {
        0 => Entry::Whom(PersonId::from_u64(u64::from(which % 3))),
        1 => Entry::Known(Known::Right),
        2 => Entry::Known(Known::Wrong(format!("wrong {seed}"))),
        3 => Entry::Documents,
        4 => Entry::Collect {
            office: format!("office-{}", which % 3),
            appointment: (seed % 2 == 0).then(|| AppointmentId::from_u64(u64::from(seed))),
            lang: if which % 2 == 0 { Lang::LV } else { Lang::EN },
        },
        _ if all.is_empty() => Entry::Documents,
        other => {
            let def = all[usize::from(which) % all.len()];
            let answer = if other == 5 { Answer::Unknown } else { Answer::Given(value_of(&def.kind, seed)) };
            Entry::Answer { fact: def.name.clone(), answer }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// No order of pages and answers panics, loses an answer, or is kept as something else.
    #[test]
    fn no_order_of_answers_loses_one(service in 0_usize..200, list in entries(), age in 0_i64..90) {
        let all = services();
        let service = all[service % all.len()];
        let facts = facts(age);
        let (mut draft, mut fields) = (Draft::default(), BTreeMap::new());
        let mut last: BTreeMap<String, Answer> = BTreeMap::new();
        let mut collected = None;
        for part in list {
            let entry = entry(service, part);
            prop_assert!(entry.check(service).is_ok());
            kept(&mut fields, &draft, &entry);
            draft.take(&entry, service);
            match &entry {
                Entry::Answer { fact, answer } => drop(last.insert(fact.clone(), answer.clone())),
                Entry::Collect { office, .. } => collected = Some(office.clone()),
                _ => {}
            }
            // What is kept is what is held.
            prop_assert_eq!(&read(&fields, service), &draft);
            prop_assert_eq!(&draft.answers, &last);
            prop_assert_eq!(&draft.office, &collected);
            let steps = Steps::of(service, &draft, &facts);
            let missing = steps.first_missing();
            prop_assert!(steps.is_open(missing));
            for (step, _) in steps.all() {
                prop_assert!(steps.place(step).is_some());
                if let Some(before) = steps.before(step) {
                    prop_assert!(steps.place(before) < steps.place(step));
                }
            }
            if let Some(sent) = application(service, &draft, &facts) {
                prop_assert_eq!(missing, &Step::Check);
                for def in questions(service, &draft, &facts) {
                    let given = match draft.answers.get(&def.name) {
                        Some(Answer::Given(value)) => Some(value),
                        _ => {
                            prop_assert!(def.default.is_some() || may_skip(service, &facts, def));
                            None
                        }
                    };
                    prop_assert_eq!(sent.declared.get(&def.name), given);
                }
            }
        }
    }

    /// What is not asked cannot change what the law says, whatever it were.
    #[test]
    fn what_is_not_asked_changes_nothing(service in 0_usize..200, list in entries(), age in 0_i64..90, seed in any::<u8>()) {
        let all = services();
        let service = all[service % all.len()];
        let facts = facts(age);
        let mut draft = Draft::default();
        for part in list {
            draft.take(&entry(service, part), service);
        }
        let asked = questions(service, &draft, &facts);
        let mut known = facts.clone();
        for def in &asked {
            match (draft.answers.get(&def.name), &def.default) {
                (Some(Answer::Given(value)), _) | (Some(Answer::Unknown), Some(value)) => {
                    known.insert(def.name.clone(), value.clone());
                }
                _ => {}
            }
        }
        let said = |facts: &Facts| {
            let mut assessment = service.assess(facts);
            // The checklist repeats what it was told; what counts is what it makes of it.
            assessment.findings.iter_mut().for_each(|finding| finding.lines.clear());
            (assessment, service.judge(facts).verdict())
        };
        let before = said(&known);
        for def in service.questions().into_iter().filter(|def| !asked.iter().any(|known| known.name == def.name)) {
            let mut more = known.clone();
            more.insert(def.name.clone(), value_of(&def.kind, seed));
            prop_assert_eq!(&said(&more), &before, "{} of {}", def.name, service.id());
        }
    }
}

//! An office for tests: a fixed Tuesday, invented persons, three officers, a clock that can be moved.

use axum::Router;
use kernel::{CaseId, Clock, Day, Lang, PartialDate, PersonId, PersonName, PersonalCode, SeededChance, Text};
use kernel::{Minute, Timestamp};
use office::actor::{Actor, Officer, Role};
use office::appointments::BookTime;
use office::cases::event::PaymentMethod;
use office::cases::{Application, CaseCommand, CaseView};
use office::register::{Basis, FactValue, NewPerson, ResidenceKind, Sex};
use office::{Keyring, Office, OfficeConfig, Sealing, SecretMasterKey};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use testkit::Database;
use web::{App, DemoClient, DemoOfficer, Parts, SignIn};

/// The service that the tests use; procedures are data, so the id stands here and not in the engine.
pub const SERVICE: &str = "passport.citizen";
pub const OFFICE: &str = "liepaja";
/// Tuesday, 24 November 2026, 10:30 in Riga.
pub const NOW: &str = "2026-11-24T08:30:00Z";

pub struct HandClock(AtomicI64);

impl HandClock {
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

pub struct Fixture {
    pub office: Office,
    pub router: Router,
    pub clock: Arc<HandClock>,
    pub engine: &'static str,
    sign_in: SignIn,
    _database: Database,
}

/// Anna, a citizen aged 36, with a daughter of six.
pub fn anna() -> PersonId {
    PersonId::from_u64(101)
}
pub fn daughter() -> PersonId {
    PersonId::from_u64(102)
}
/// Boriss, a non-citizen: a passport of a citizen will be refused.
pub fn boriss() -> PersonId {
    PersonId::from_u64(103)
}

pub fn client(person: PersonId) -> Actor {
    Actor::Client { person }
}

pub fn officer(role: Role) -> Actor {
    Actor::Officer(staff().into_iter().find(|officer| officer.is(role)).unwrap())
}

fn staff() -> Vec<Officer> {
    let one = |id: &str, name: &str, role| Officer {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        roles: vec![role],
        office: OFFICE.to_owned(),
        person: None,
    };
    vec![
        one("t-01", "Testa Lodziņa", Role::Counter),
        one("t-02", "Testa Lietvede", Role::CaseOfficer),
        one("t-03", "Testa Lēmēja", Role::Approver),
        one("t-04", "Testa Auditore", Role::Auditor),
        one("t-05", "Testa Glabātāja", Role::Custodian),
        one("t-06", "Testa Pārraudze", Role::Supervisor),
    ]
}

pub fn person(
    id: PersonId,
    code: &str,
    name: (&str, &str),
    birth: &str,
    status: &str,
    more: Vec<FactValue>,
) -> NewPerson {
    let born: Day = birth.parse().unwrap();
    let mut facts = vec![
        FactValue::Code { code: PersonalCode::from_stored(code).unwrap() },
        FactValue::Name { name: PersonName::new(name.0, name.1).unwrap() },
        FactValue::Birth { date: PartialDate::Day(born), place: "Liepāja".to_owned() },
        FactValue::Sex { sex: Sex::Female },
        FactValue::Status { status: status.to_owned() },
        FactValue::Residence {
            residence: ResidenceKind::Declared,
            municipality: "LV0003000".to_owned(),
            address: "Izdomātā iela 3".to_owned(),
        },
    ];
    facts.extend(more);
    let basis = Basis::new("act", "1", born, "Register", "LVA").unwrap();
    NewPerson {
        id,
        facts: facts.into_iter().map(|fact| (fact, Some(born.into()))).collect(),
        former: vec![],
        basis,
        source: String::new(),
    }
}

/// An office on SQLite.
pub async fn open() -> Fixture {
    on(testkit::sqlite().unwrap()).await
}

/// An office on each engine that is there.
/// Bodies are sealed, as an office with a master key seals them.
pub fn sealing() -> Sealing {
    let master = Arc::new(SecretMasterKey::from_secret([7; 32]));
    Sealing::with(Keyring::new(master, Vec::new(), Box::new(SeededChance::new(11))))
}

pub async fn on_each(name: &str) -> Vec<Fixture> {
    let mut list = Vec::new();
    for database in testkit::databases(&format!("portal_{name}")).await.unwrap() {
        list.push(on(database).await);
    }
    list
}

async fn on(database: Database) -> Fixture {
    on_law(database, law::LawBook::bundled().map_err(|errors| errors.to_string()).unwrap()).await
}

/// An office on SQLite under law files of which one has a piece of text replaced.
pub async fn open_edited(file: &str, from: &str, to: &str) -> Fixture {
    let edit =
        |path: &str, text: &str| if path == file { text.replacen(from, to, 1) } else { text.to_owned() };
    let files: Vec<(&str, String)> =
        law::files::bundled().iter().map(|(path, text)| (*path, edit(path, text))).collect();
    assert!(
        files.iter().zip(law::files::bundled()).any(|((_, new), (_, old))| new != old),
        "nothing is edited"
    );
    let law = law::LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str())));
    on_law(testkit::sqlite().unwrap(), law.map_err(|errors| errors.to_string()).unwrap()).await
}

async fn on_law(database: Database, law: law::LawBook) -> Fixture {
    let db = database.url.clone();
    let clock = Arc::new(HandClock(AtomicI64::new(NOW.parse::<Timestamp>().unwrap().micros())));
    let chance = || Box::new(SeededChance::new(7));
    let config = OfficeConfig {
        db,
        law,
        clock: clock.clone(),
        chance: chance(),
        staff: staff(),
        demonstration: true,
        sealing: sealing(),
    };
    let office = Office::open(config).await.unwrap();
    let entered = office
        .enter_persons(vec![
            person(anna(), "32000700001", ("Anna", "Paraudziņa"), "1990-05-02", "citizen", vec![]),
            person(
                daughter(),
                "32000700002",
                ("Līga", "Paraudziņa"),
                "2020-05-02",
                "citizen",
                vec![FactValue::Parent { of: anna().into() }],
            ),
            person(boriss(), "32000700003", ("Boriss", "Paraugs"), "1985-01-15", "non-citizen", vec![]),
        ])
        .await;
    assert!(entered.iter().all(Result::is_ok), "{entered:?}");
    let client = |person, name: &str| DemoClient {
        person,
        name: name.to_owned(),
        note: Text::new("Izdomāta persona.", "An invented person."),
    };
    let officers = staff().into_iter().map(|officer| DemoOfficer {
        officer,
        note: Text::new("Izdomāta amatpersona.", "An invented officer."),
    });
    let sign_in = SignIn::demo(
        vec![client(anna(), "Anna Paraudziņa"), client(boriss(), "Boriss Paraugs")],
        officers.collect(),
    );
    let router = web::router(app(&office, &sign_in, false));
    let engine = database.engine();
    Fixture { office, router, clock, engine, sign_in, _database: database }
}

fn app(office: &Office, sign_in: &SignIn, secure: bool) -> App {
    let chance = Box::new(SeededChance::new(11));
    App::new(Parts { office: office.clone(), sign_in: sign_in.clone(), chance, secure })
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn minute(text: &str) -> Minute {
    text.parse().unwrap()
}

impl Fixture {
    /// Another front of the same office, behind a TLS server or not.
    pub fn app(&self, secure: bool) -> App {
        app(&self.office, &self.sign_in, secure)
    }

    /// Takes every seat at a time.
    pub async fn fill_up(&self, on: &str, at: &str) {
        loop {
            let wanted = BookTime {
                office: OFFICE.to_owned(),
                service: SERVICE.to_owned(),
                day: day(on),
                minute: minute(at),
                name: "Cits Klients".to_owned(),
                phone: "+371 20000001".to_owned(),
                email: String::new(),
                lang: Lang::LV,
                another: false,
            };
            if self.office.book(&Actor::Anonymous, wanted).await.is_err() {
                break;
            }
        }
    }

    pub async fn apply(&self, client: PersonId) -> CaseId {
        let wanted = Application {
            service: SERVICE.to_owned(),
            subject: client,
            declared: BTreeMap::new(),
            office: OFFICE.to_owned(),
            lang: Lang::LV,
            appointment: None,
            applicant: None,
            intake: None,
            note: String::new(),
            particulars: BTreeMap::new(),
            files: Vec::new(),
        };
        self.office.apply(&Actor::Client { person: client }, &wanted).await.unwrap()
    }

    pub async fn act(&self, role: Role, case: CaseId, command: CaseCommand) -> CaseView {
        self.office.command(&officer(role), case, None, &command).await.unwrap()
    }

    /// What the counter does: identity, photograph and prints, the fee.
    pub async fn serve_at_counter(&self, case: CaseId) -> CaseView {
        let reasons = Some("Salīdzināta seja un atbildes ar reģistra ziņām.".to_owned());
        self.act(Role::Counter, case, CaseCommand::Identify { document: None, foreign: None, reasons }).await;
        for evidence in ["photo", "fingerprints"] {
            let command = CaseCommand::RecordEvidence {
                evidence: evidence.to_owned(),
                note: String::new(),
                shows: BTreeMap::new(),
                attachment: None,
                everywhere: false,
            };
            self.act(Role::Counter, case, command).await;
        }
        let fee = CaseCommand::TakeFee { method: PaymentMethod::Card, reference: "T-1".to_owned() };
        self.act(Role::Counter, case, fee).await
    }

    pub async fn propose(&self, case: CaseId, kind: law::DecisionKind, grounds: &[&str]) -> CaseView {
        let view = self.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
        let heard = view.case.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_some());
        let law = self.office.law();
        let service = law.version(&view.case.procedure, view.case.in_force).unwrap();
        let command = CaseCommand::Propose {
            decision: service.decision_of(kind).unwrap().id.clone(),
            grounds: grounds.iter().map(|ground| (*ground).to_owned()).collect(),
            reasons: "Pamatojums izriet no reģistra ziņām un lietas apstākļiem.".to_owned(),
            waiver: None,
            waiver_why: None,
            answer: if heard {
                "Uzklausīts, taču reģistra ziņas tas nemaina.".to_owned()
            } else {
                String::new()
            },
            weighing: None,
            choices: BTreeMap::new(),
            seen_at: view.seen_at,
            parts: Vec::new(),
        };
        self.act(Role::CaseOfficer, case, command).await
    }

    /// Letters are written by jobs; this lets them run.
    pub async fn write_letters(&self) {
        while self.office.run_due_jobs().await.unwrap() > 0 {}
    }
}

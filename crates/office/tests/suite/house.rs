//! An office for tests: its clock is moved by hand, its people are invented, its law is the real one.

use kernel::{Clock, Country, Day, Lang, PartialDate, PersonId, PersonName, SeededChance, Timestamp};
use office::cases::Application;
use office::register::{Basis, DocumentFact, DocumentStatus, FactValue, NewPerson, ResidenceKind, Sex};
use office::{Actor, Keyring, Office, OfficeConfig, Officer, Role, Sealing, SecretMasterKey};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use testkit::Database;

pub const SERVICE: &str = "passport.citizen";
pub const OFFICE: &str = "riga-4";

/// A clock that the test moves.
#[derive(Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn set(&self, time: &str) {
        let at: Timestamp = time.parse().unwrap();
        self.0.store(at.micros(), Ordering::SeqCst);
    }
}

/// A clock that shows this moment until it is moved.
pub fn hands(time: &str) -> Hands {
    let clock = Hands(Arc::new(AtomicI64::new(0)));
    clock.set(time);
    clock
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

pub struct House {
    pub office: Office,
    pub clock: Hands,
    pub url: String,
    pub database: Database,
}

pub fn staff() -> Vec<Officer> {
    let officer = |code: &str, name: &str, role| Officer {
        id: code.parse().unwrap(),
        name: name.to_owned(),
        roles: vec![role],
        office: OFFICE.to_owned(),
        person: None,
    };
    vec![
        officer("counter", "Dace Lodziņa", Role::Counter),
        officer("case", "Gints Lietvedis", Role::CaseOfficer),
        officer("case-2", "Ruta Lietvede", Role::CaseOfficer),
        officer("approver", "Ināra Lēmēja", Role::Approver),
        officer("approver-2", "Modris Vadītājs", Role::Approver),
        Officer {
            roles: vec![Role::CaseOfficer, Role::Approver],
            ..officer("both", "Agnis Abējais", Role::CaseOfficer)
        },
        officer("supervisor", "Vilma Pārraudze", Role::Supervisor),
        officer("accountant", "Andris Rēķinvedis", Role::Accountant),
        officer("accountant-2", "Zane Rēķinvede", Role::Accountant),
        officer("custodian", "Sandra Glabātāja", Role::Custodian),
        officer("auditor", "Normunds Revidents", Role::Auditor),
        officer("operator", "Sanita Sistēma", Role::Operator),
    ]
}

/// A house on each engine. It is Tuesday, 24 November 2026, ten o'clock in Riga.
pub async fn houses(name: &str) -> Vec<House> {
    houses_of(name, &law::LawBook::bundled().unwrap()).await
}

/// The same under a law of the test's own.
pub async fn houses_of(name: &str, law: &law::LawBook) -> Vec<House> {
    houses_with(name, law, &staff()).await
}

/// The same with a staff list of the test's own.
pub async fn houses_with(name: &str, law: &law::LawBook, staff: &[Officer]) -> Vec<House> {
    let mut list = Vec::new();
    for database in testkit::databases(name).await.unwrap() {
        let clock = hands("2026-11-24T08:00:00Z");
        let office = open_with(&database.url, &clock, law, staff, sealing()).await;
        list.push(House { office, clock, url: database.url.clone(), database });
    }
    list
}

pub async fn open(url: &str, clock: &Hands, law: &law::LawBook) -> Office {
    open_with(url, clock, law, &staff(), sealing()).await
}

/// An office that writes bodies clear.
pub async fn open_clear(url: &str, clock: &Hands, law: &law::LawBook) -> Office {
    open_with(url, clock, law, &staff(), Sealing::Clear).await
}

/// An office whose letters have legal force: none rests on a provision that nobody verified.
pub async fn open_in_earnest(url: &str, clock: &Hands, law: &law::LawBook) -> Office {
    let config = config(url, clock, law, &staff(), sealing());
    Office::open(OfficeConfig { demonstration: false, chance: Box::new(SeededChance::new(8)), ..config })
        .await
        .unwrap()
}

async fn open_with(
    url: &str,
    clock: &Hands,
    law: &law::LawBook,
    staff: &[Officer],
    sealing: Sealing,
) -> Office {
    Office::open(config(url, clock, law, staff, sealing)).await.unwrap()
}

fn config(url: &str, clock: &Hands, law: &law::LawBook, staff: &[Officer], sealing: Sealing) -> OfficeConfig {
    OfficeConfig {
        db: url.to_owned(),
        law: law.clone(),
        clock: Arc::new(clock.clone()),
        chance: Box::new(SeededChance::new(7)),
        staff: staff.to_vec(),
        demonstration: true,
        sealing,
    }
}

/// Bodies are sealed, as an office with a master key seals them.
pub fn sealing() -> Sealing {
    let master = Arc::new(SecretMasterKey::from_secret([7; 32]));
    Sealing::with(Keyring::new(master, Vec::new(), Box::new(SeededChance::new(11))))
}

pub fn officer(code: &str) -> Actor {
    Actor::Officer(staff().into_iter().find(|officer| officer.id.as_str() == code).unwrap())
}

pub fn client(number: u64) -> Actor {
    Actor::Client { person: PersonId::from_u64(number) }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn basis() -> Basis {
    Basis::parse("birth-record;17;1990-03-02;Registry of Imagined Acts;UTO").unwrap()
}

/// Somebody to enter. Codes of the series 3999 cannot be issued to anybody.
pub struct Somebody {
    pub number: u64,
    pub given: &'static str,
    pub surname: &'static str,
    pub born: &'static str,
    pub status: &'static str,
    pub more: Vec<FactValue>,
}

pub fn citizen(number: u64, given: &'static str, surname: &'static str, born: &'static str) -> Somebody {
    Somebody { number, given, surname, born, status: "citizen", more: vec![] }
}

pub fn passport(number: u64, printed: &str, expires: &str) -> FactValue {
    FactValue::Document(DocumentFact {
        document: kernel::DocumentId::from_u64(number),
        kind: SERVICE.to_owned(),
        number: printed.parse().unwrap(),
        issued_on: day("2017-01-10"),
        expires_on: day(expires),
        issuer: "Office".to_owned(),
        status: DocumentStatus::Valid,
        reason: None,
    })
}

/// What is entered of them.
pub fn newcomer(country: &Country, who: Somebody) -> NewPerson {
    let code = format!("3999{:07}", who.number);
    let code = country.codes.parse(&code).unwrap();
    let birth: PartialDate = who.born.parse().unwrap();
    let mut facts = vec![
        (FactValue::Code { code }, None),
        (FactValue::Name { name: PersonName::new(who.given, who.surname).unwrap() }, None),
        (FactValue::Birth { date: birth, place: String::new() }, None),
        (FactValue::Sex { sex: Sex::Female }, None),
        (FactValue::Status { status: who.status.to_owned() }, None),
        (
            FactValue::Residence {
                residence: ResidenceKind::Declared,
                municipality: "LV0001000".to_owned(),
                address: "Sudrabziedu iela 12-34, Rīga".to_owned(),
            },
            None,
        ),
    ];
    facts.extend(who.more.into_iter().map(|value| (value, None)));
    NewPerson {
        id: PersonId::from_u64(who.number),
        facts,
        former: vec![],
        basis: basis(),
        source: String::new(),
    }
}

/// An application for a passport.
pub fn application(subject: PersonId) -> Application {
    Application {
        service: SERVICE.to_owned(),
        subject,
        declared: BTreeMap::new(),
        office: OFFICE.to_owned(),
        lang: Lang::EN,
        appointment: None,
        applicant: None,
        intake: None,
        note: String::new(),
        particulars: BTreeMap::new(),
        files: Vec::new(),
    }
}

impl House {
    /// Changes what nobody may change; answers whether the database let it happen.
    pub async fn tamper(&self, what: testkit::Tamper) -> bool {
        self.database.tamper(what).await.is_ok()
    }

    pub async fn enter(&self, who: Somebody) -> PersonId {
        let entered = self.office.enter_persons(vec![newcomer(self.office.country(), who)]).await;
        entered[0].clone().unwrap()
    }

    pub fn application(&self, subject: u64) -> Application {
        application(PersonId::from_u64(subject))
    }
}

//! An office with a real sign-in: a configuration, a few persons, and a certified provider beside it. It is served from
//! this process, so that its clock can be moved.

use kernel::{Clock, PartialDate, PersonId, PersonName, SystemClock, Timestamp};
use office::register::{Basis, FactValue, NewPerson};
use office::{Office, OfficeConfig};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use testkit::Database;
use tokio::net::TcpListener;
use web::sign_in::config::Config;
use web::{App, Parts, SignIn};

/// The machine's clock, moved by some seconds.
pub struct MovedClock(AtomicI64);

impl MovedClock {
    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus_seconds(self.0.load(Ordering::SeqCst))
    }
}

/// The provider's process; killed when it goes out of scope.
pub struct Provider {
    child: Child,
    pub issuer: String,
}

impl Provider {
    fn start(module: &str, origin: &str) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/served/provider.mjs");
        let mut child = Command::new("node")
            .args([script, module, origin])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let address = out.lines().map_while(Result::ok).find(|line| line.starts_with("http://"));
        Self { child, issuer: address.expect("the provider never said where it is") }
    }

    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Lets something go wrong at the provider.
    pub async fn switch(&self, what: &str, value: &str) {
        reqwest::get(format!("{}/test/{what}/{value}", self.issuer)).await.unwrap();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The office.
pub struct House {
    /// `http://localhost:PORT`.
    pub base: String,
    pub office: Office,
    pub clock: Arc<MovedClock>,
    pub provider: Provider,
    pub config: PathBuf,
}

/// Where the provider's module is; nothing where `./test` has not set it up.
pub fn module() -> Option<String> {
    std::env::var("PARVALDE_TEST_OIDC").ok()
}

pub fn anna() -> PersonId {
    PersonId::from_u64(501)
}
pub fn daughter() -> PersonId {
    PersonId::from_u64(502)
}
/// Codes that cannot be issued.
pub const ANNA: &str = "39990000501";
const DAUGHTER: &str = "39990000502";
pub const BORISS: &str = "39990000503";

fn person(id: PersonId, code: &str, name: (&str, &str), born: &str, more: Vec<FactValue>) -> NewPerson {
    let codes = law::LawBook::bundled().map_err(|e| e.to_string()).unwrap().country().codes.clone();
    let birth: PartialDate = born.parse().unwrap();
    let mut facts = vec![
        FactValue::Code { code: codes.parse(code).unwrap() },
        FactValue::Name { name: PersonName::new(name.0, name.1).unwrap() },
        FactValue::Birth { date: birth, place: String::new() },
        FactValue::Status { status: "citizen".to_owned() },
    ];
    facts.extend(more);
    NewPerson {
        id,
        facts: facts.into_iter().map(|fact| (fact, Some(birth))).collect(),
        former: vec![],
        basis: Basis::new("act", "1", born.parse().unwrap(), "Register", "LVA").unwrap(),
        source: String::new(),
    }
}

fn configuration(origin: &str, issuer: &str) -> String {
    let provider = |id: &str, whom: &str, claim: &str, prefix: &str, levels: &str| {
        format!(
            "[[provider]]\nid = \"{id}\"\nfor = \"{whom}\"\nissuer = \"{issuer}\"\nclient-id = \"{id}\"\n\
             client-secret-file = \"{id}.secret\"\nlabel = {{ lv = \"Sniedzējs {id}\", en = \"Provider {id}\" }}\n\
             scopes = [\"profile\"]\nclaim = \"{claim}\"\nprefix = \"{prefix}\"\nlevels = [{levels}]\n\n"
        )
    };
    let officer = |code: &str, role: &str| {
        format!(
            "[[officer]]\ncode = \"{code}\"\nname = \"Officer {code}\"\nroles = [\"{role}\"]\noffice = \"riga-4\"\n\n"
        )
    };
    format!("origin = \"{origin}\"\nfresh-minutes = 15\n\n[passkeys]\nname = \"Office\"\n\n")
        + &provider("eid", "clients", "personal_code", "PNOLV-", "\"high\"")
        + &provider("staff", "officers", "sub", "", "")
        + &officer("case-1", "case-officer")
        + &officer("case-2", "case-officer")
        + &officer("operator-1", "operator")
}

impl House {
    /// Opens the office on `database` and serves it.
    pub async fn open(database: &Database, module: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let provider = Provider::start(module, &base);
        let config = database.folder().join("sign-in.toml");
        std::fs::write(&config, configuration(&base, &provider.issuer)).unwrap();
        for id in ["eid", "staff"] {
            let secret = format!("secret of {id}\n");
            std::fs::write(database.folder().join(format!("{id}.secret")), secret).unwrap();
        }
        let text = std::fs::read_to_string(&config).unwrap();
        let folder = database.folder();
        let read = Config::read(&text, &mut |path| std::fs::read_to_string(folder.join(path))).unwrap();
        let clock = Arc::new(MovedClock(AtomicI64::new(0)));
        let office = Office::open(OfficeConfig {
            db: database.url.clone(),
            law: law::LawBook::bundled().map_err(|e| e.to_string()).unwrap(),
            clock: clock.clone(),
            chance: Box::new(kernel::OsChance::new().unwrap()),
            staff: read.officers.clone(),
            demonstration: false,
            sealing: office::Sealing::Clear,
        })
        .await
        .unwrap();
        let child = FactValue::Parent { of: anna().into() };
        let entered = office
            .enter_persons(vec![
                person(anna(), ANNA, ("Anna", "Paraudziņa"), "1990-05-02", vec![]),
                person(daughter(), DAUGHTER, ("Līga", "Paraudziņa"), "2020-05-02", vec![child]),
                person(PersonId::from_u64(503), BORISS, ("Boriss", "Paraugs"), "1985-01-15", vec![]),
            ])
            .await;
        assert!(entered.iter().all(Result::is_ok), "{entered:?}");
        let sign_in = SignIn::configured(read, "secret".to_owned()).unwrap();
        let chance = Box::new(kernel::OsChance::new().unwrap());
        let app = App::new(Parts { office: office.clone(), sign_in, chance, secure: false });
        tokio::spawn(async move {
            web::serve::serve(app, listener, &web::Limits::default(), std::future::pending()).await
        });
        Self { base, office, clock, provider, config }
    }
}

//! A master key in a token: SoftHSM stands for a hardware security module, in a process of its own for each command.

use crate::cli::{code, parvalde, stderr, stdout, was_refused, went_well};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BASIS: &str = "register-extract;17;2026-01-15;Testa reģistrs;LVA";
/// Where Debian's package puts it.
const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PIN: &str = "739105";

/// A folder with tokens, and the file of the PIN.
struct Tokens {
    config: PathBuf,
    pin: String,
}

impl Tokens {
    fn new(folder: &Path, labels: &[&str]) -> Self {
        let (config, tokens) = (folder.join("softhsm2.conf"), folder.join("tokens"));
        std::fs::create_dir(&tokens).unwrap();
        let text = format!("directories.tokendir = {}\nobjectstore.backend = file\n", tokens.display());
        std::fs::write(&config, text).unwrap();
        let pin = folder.join("pin").display().to_string();
        secret(Path::new(&pin), &format!("{PIN}\n"));
        for label in labels {
            let made = Command::new("softhsm2-util")
                .env("SOFTHSM2_CONF", &config)
                .args(["--init-token", "--free", "--label", label, "--so-pin", "84610275", "--pin", PIN])
                .output()
                .unwrap();
            assert!(made.status.success(), "{made:?}");
        }
        Self { config, pin }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        parvalde().env("SOFTHSM2_CONF", &self.config).args(arguments).output().unwrap()
    }

    fn well(&self, arguments: &[&str]) -> String {
        stdout(&went_well(arguments, self.run(arguments)))
    }

    fn refused(&self, arguments: &[&str]) -> String {
        was_refused(arguments, &self.run(arguments))
    }

    fn make(&self, file: &str, token: &str, pin: &str) -> Vec<String> {
        ["key", "make", file, "--pkcs11", MODULE, "--token", token, "--pin-file", pin]
            .map(str::to_owned)
            .to_vec()
    }
}

fn secret(file: &Path, text: &str) {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut opened =
        std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(file).unwrap();
    opened.write_all(text.as_bytes()).unwrap();
}

fn words(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_never_leaves_its_token_seals_and_opens() {
    for database in testkit::databases("cli_token").await.unwrap() {
        let (folder, db) = (database.folder(), database.url.as_str());
        let tokens = Tokens::new(&folder, &["office", "next office"]);
        let [key, other, file, persons, backup] =
            ["token.key", "next.key", "file.key", "persons.csv", "office.backup"]
                .map(|name| folder.join(name).display().to_string());
        let id = tokens.well(&words(&tokens.make(&key, "office", &tokens.pin)));
        let named = std::fs::read_to_string(&key).unwrap();
        assert_eq!(
            named.trim(),
            format!("parvalde-token-key-1 {} {MODULE} {} office", id.trim(), tokens.pin)
        );
        assert!(!named.contains(PIN), "the file of the key tells the PIN");
        assert!(tokens.refused(&words(&tokens.make(&key, "office", &tokens.pin))).contains("it exists"));

        tokens.well(&["synthetic", &persons, "--persons", "120", "--seed", "5", "--as-of", "2026-11-01"]);
        let load = ["import", "persons", &persons, "--db", db, "--basis", BASIS, "--master-key", &key];
        let loaded = tokens.run(&load);
        assert!(stdout(&loaded).contains("persons entered"), "{}", stderr(&loaded));
        let rebuilt = tokens.well(&["rebuild", "--db", db, "--master-key", &key, "--format", "json"]);
        assert!(rebuilt.contains("\"same\": true") || rebuilt.contains("\"same\":true"), "{rebuilt}");
        tokens.well(&["backup", &backup, "--db", db]);
        for to in testkit::databases("cli_token_to").await.unwrap() {
            tokens.well(&["restore", &backup, "--db", &to.url, "--master-key", &key]);
            tokens.well(&["rebuild", "--db", &to.url, "--master-key", &key]);
        }

        // From one token to another, whose label has a space, and out of the token into a file.
        tokens.well(&words(&tokens.make(&other, "next office", &tokens.pin)));
        assert!(tokens.refused(&["rebuild", "--db", db, "--master-key", &other]).contains("another one"));
        let rotate = |new: &str, old: &str| {
            tokens.well(&["key", "rotate", "--db", db, "--master-key", new, "--other-master-key", old])
        };
        assert!(rotate(&other, &key).contains(&format!("`{}` opens nothing", id.trim())));
        assert!(tokens.refused(&["rebuild", "--db", db, "--master-key", &key]).contains("another one"));
        tokens.well(&["key", "make", &file]);
        rotate(&file, &other);
        tokens.well(&["rebuild", "--db", db, "--master-key", &file]);
        tokens.well(&["verify", "--db", db]);
    }
}

#[test]
fn what_cannot_be_had_of_a_token_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let tokens = Tokens::new(folder.path(), &["office"]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (key, db) = (at("token.key"), format!("sqlite:{}", at("office.db")));
    let wrong = at("wrong-pin");
    secret(Path::new(&wrong), "000000\n");
    let refused = tokens.refused(&words(&tokens.make(&key, "office", &wrong)));
    assert!(refused.contains("PIN") || refused.contains("pin"), "{refused}");
    let refused = tokens.refused(&words(&tokens.make(&key, "no such", &tokens.pin)));
    assert!(refused.contains("no token labelled `no such`"), "{refused}");
    let mut no_module = tokens.make(&key, "office", &tokens.pin);
    no_module[4] = "/nowhere/module.so".to_owned();
    assert!(tokens.refused(&words(&no_module)).contains("is no PKCS#11 module"));
    let output = tokens.run(&["key", "make", &key, "--pkcs11", MODULE]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--token"), "{}", stderr(&output));
    assert!(!Path::new(&key).exists(), "a key that was not made has a file");

    tokens.well(&words(&tokens.make(&key, "office", &tokens.pin)));
    tokens.well(&["migrate", "--db", &db]);
    let named = std::fs::read_to_string(&key).unwrap();
    for (from, to, told) in [
        ("parvalde-token-key-1 ", "parvalde-token-key-1 0", "one line"),
        (MODULE, "libsofthsm2.so", "one line"),
        (&tokens.pin, "/nowhere/pin", "/nowhere/pin"),
    ] {
        let broken = at("broken.key");
        secret(Path::new(&broken), &named.replacen(from, to, 1));
        let refused = tokens.refused(&["rebuild", "--db", &db, "--master-key", &broken]);
        assert!(refused.contains(told), "{refused}");
    }
    // The id of a key that is not there.
    let id = named.split(' ').nth(1).unwrap();
    let broken = at("broken.key");
    secret(Path::new(&broken), &named.replacen(id, "0011223344556677", 1));
    let refused = tokens.refused(&["rebuild", "--db", &db, "--master-key", &broken]);
    assert!(refused.contains("`0011223344556677` cannot be used"), "{refused}");
}

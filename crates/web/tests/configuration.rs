//! The sign-in configuration: the example of the documentation, what is wrong with a file, and that no file is a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use proptest::prelude::*;
use std::fs;
use std::io;
use std::path::Path;
use web::SignIn;
use web::sign_in::assertion::{Assertion, Keys};
use web::sign_in::config::{Config, Whom};

fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sign-in.toml");
    fs::read_to_string(path).unwrap()
}

fn read(text: &str) -> Result<Config, String> {
    Config::read(text, &mut |path| match path.to_str() {
        Some("eid.secret" | "staff.secret") => Ok("hush\n".to_owned()),
        Some("empty.secret") => Ok("\n".to_owned()),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    })
    .map_err(|error| error.to_string())
}

#[test]
fn the_example_is_a_configuration() {
    let config = read(&example()).unwrap();
    assert_eq!((config.providers.len(), config.officers.len(), config.institutions.len()), (2, 2, 1));
    assert_eq!(config.providers[0].client_secret.as_ref().unwrap().secret(), "hush");
    assert!(!format!("{config:?}").contains("hush"), "a secret is never written out");
    assert_eq!(config.providers[0].whom, Whom::Clients);
    assert_eq!(config.fresh_minutes, 15);
    let sign_in = SignIn::configured(config, "secret".to_owned()).unwrap();
    assert!(sign_in.passkeys().is_some() && !sign_in.is_demo() && !sign_in.is_empty());
    assert_eq!(sign_in.origin(), "https://office.example");
    assert!(sign_in.institution("sample-municipality").is_some());
}

#[test]
fn what_is_wrong_names_the_entry_and_what_would_be_right() {
    for (from, to, says) in [
        ("https://office.example\"", "http://office.example\"", "origin"),
        ("https://office.example\"", "https://office.example/work\"", "without a path"),
        ("fresh-minutes = 15", "fresh-minutes = 0", "between 1 and 480"),
        ("fresh-minutes = 15", "fresh-minute = 15", "unknown field"),
        ("relying-party = \"office.example\"", "relying-party = \"other.example\"", "passkeys"),
        ("id = \"staff\"", "id = \"eid\"", "provider \"eid\": stands twice"),
        ("id = \"staff\"", "id = \"Staff/1\"", "a–z"),
        ("issuer = \"https://eid.example\"", "issuer = \"http://eid.example\"", "provider \"eid\": `issuer`"),
        ("\"eid.secret\"", "\"missing.secret\"", "`missing.secret` cannot be read"),
        ("\"eid.secret\"", "\"empty.secret\"", "is empty"),
        ("for = \"clients\"", "for = \"everybody\"", "unknown variant"),
        (
            "levels = [\"http://eidas.europa.eu/LoA/substantial\", \"http://eidas.europa.eu/LoA/high\"]",
            "",
            "`levels`",
        ),
        ("roles = [\"operator\"]", "roles = [\"king\"]", "roles are counter"),
        ("roles = [\"operator\"]", "roles = []", "at least one role"),
        ("may = [\"read-person\", \"search-persons\"]", "may = [\"approve\"]", "`approve` cannot be allowed"),
        ("bases = [\"fprl\"]", "bases = [\"!\"]", "citation"),
        ("\"kty\": \"EC\"", "\"d\": \"secret\", \"kty\": \"EC\"", "private"),
        ("\"keys\"", "\"key\"", "no list `keys`"),
    ] {
        let text = example();
        assert!(text.contains(from), "{from}");
        let error = read(&text.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(says), "{to}: {error}");
    }
}

proptest! {
    #[test]
    fn no_file_is_a_panic(cut in 0_usize..3000, noise in "\\PC{0,12}") {
        let text = example();
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let _ = read(&format!("{}{noise}{}", &text[..at], &text[at..]));
        let _ = read(&text[..at]);
    }

    #[test]
    fn no_assertion_and_no_key_set_is_a_panic(text in "\\PC{0,200}", parts in proptest::collection::vec("[A-Za-z0-9_-]{0,40}", 0..5)) {
        let _ = Assertion::read(&text);
        let _ = Assertion::read(&parts.join("."));
        let _ = Keys::read(&text);
    }
}

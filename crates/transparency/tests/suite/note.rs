//! Signed notes and their keys.

use crate::chain;
use proptest::prelude::*;
use transparency::note::*;

/// The example of golang.org/x/mod/sumdb/note.
pub const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

fn peter() -> VerifierKey {
    PETER.parse().unwrap()
}

fn known() -> String {
    format!("{TEXT}\n{LINE}\n")
}

#[test]
fn the_known_note_is_signed_and_opened_to_the_byte() {
    let signer: SignerKey = PETER_SECRET.parse().unwrap();
    assert_eq!(Note::sign(TEXT, &[&signer]).unwrap().to_string(), known());
    assert_eq!(
        (signer.verifier().to_string(), signer.to_secret_text()),
        (PETER.to_owned(), PETER_SECRET.to_owned())
    );
    let verified = open(known().as_bytes(), &[peter()]).unwrap();
    assert_eq!((verified.text.as_str(), verified.names().collect::<Vec<_>>()), (TEXT, vec!["PeterNeumann"]));
    assert_eq!(verified.by[0].at_seconds, None);
}

#[test]
fn keys_of_other_programs_are_read_and_their_faults_named() {
    for line in [
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    ] {
        assert_eq!(line.parse::<VerifierKey>().unwrap().to_string(), line);
    }
    let fault = |line: &str| line.parse::<VerifierKey>().unwrap_err();
    assert_eq!(fault("PeterNeumann+c74f20a3"), KeyError::Parts);
    assert_eq!(fault(&PETER.replace("Peter", "Peter ")), KeyError::Name);
    assert_eq!(fault(&PETER.replace("PeterNeumann", "")), KeyError::Name);
    assert_eq!(fault(&PETER.replace("c74f20a3", "C74F20A3")), KeyError::Id);
    assert_eq!(fault(&PETER.replace("c74f20a3", "+74f20a3")), KeyError::Id);
    assert_eq!(
        fault(&PETER.replace("c74f20a3", "c74f20a4")),
        KeyError::OtherId { expected: "c74f20a3".into() }
    );
    assert_eq!(
        fault(&PETER.replace("c74f20a3", "c74f20a4")).to_string(),
        "the id is not that of the name and the key: it would be c74f20a3"
    );
    assert_eq!(fault(&format!("{PETER} ")), KeyError::Base64);
    assert_eq!(fault("a+00000000+AQID"), KeyError::Length(2));
    assert_eq!(fault("a+00000000+"), KeyError::Length(0));
    assert_eq!(
        fault(&PETER.replace("+AR", "+Ah")).to_string(),
        "the first byte of the key is 0x02; 0x01 (signer) or 0x04 (witness) is wanted"
    );
    // A key under which everybody can sign everything: the neutral element.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(VerifierKey::new("a", Algorithm::Ed25519, &neutral), Err(KeyError::Point));
    let fault = |line: &str| line.parse::<SignerKey>().unwrap_err();
    assert_eq!(fault(PETER), KeyError::Private);
    assert_eq!(
        fault(&PETER_SECRET.replace("+AY", "+BI")).to_string(),
        "the first byte of the key is 0x04; 0x01 is wanted"
    );
    assert_eq!(SignerKey::from_seed("a b", &[7; 32]).unwrap_err(), KeyError::Name);
    let shown = format!("{:?}", PETER_SECRET.parse::<SignerKey>().unwrap());
    assert_eq!(shown, "SignerKey(PeterNeumann)");
}

#[test]
fn a_note_that_is_not_written_as_notes_are_is_refused_with_the_place() {
    let said = |note: &str| chain(&Note::parse(note.as_bytes()).unwrap_err());
    for (note, expected) in [
        (
            "",
            "a note is text, an empty line, and signature lines, each ended by a newline; there is no empty line after text",
        ),
        (
            "text\n\n",
            "a note is text, an empty line, and signature lines, each ended by a newline; the last line is missing or not ended",
        ),
        (
            "text\n\n— a AAAAAAA=",
            "a note is text, an empty line, and signature lines, each ended by a newline; the last line is missing or not ended",
        ),
        (
            "text\n\n— a AAAAAAA=\r\n",
            "line 3 of the note has a control character; only the newline is allowed",
        ),
        (
            "te\txt\n\n— a AAAAAAA=\n",
            "line 1 of the note has a control character; only the newline is allowed",
        ),
        (
            "text\n\n- a AAAAAAA=\n",
            "line 3 of the note is not a signature: a signature line begins with a long dash (U+2014) and a space",
        ),
        (
            "a\n\nb\n\n— a AAAAAAA=\n— a+b AAAAAAA=\n",
            "line 6 of the note is not a signature: after the dash stand the name of a key, without spaces and plus signs, and a space",
        ),
        (
            "text\n\n—  AAAAAAA=\n",
            "line 3 of the note is not a signature: after the dash stand the name of a key, without spaces and plus signs, and a space",
        ),
        (
            "text\n\n— a AAAAAAA\n",
            "line 3 of the note is not a signature: after the name stands base64 with padding, and nothing after it",
        ),
        (
            "text\n\n— a AAAAAAB=\n",
            "line 3 of the note is not a signature: after the name stands base64 with padding, and nothing after it",
        ),
        (
            "text\n\n— a AAAAAA==\n",
            "line 3 of the note is not a signature: a signature is the four bytes of the key's id and at least one more, this has 4",
        ),
    ] {
        assert_eq!(said(note), expected, "{note:?}");
    }
    assert_eq!(Note::parse(b"te\xffxt\n\n").unwrap_err(), NoteError::Utf8(2));
    assert_eq!(Note::parse(&vec![b'a'; BYTES_MAX + 1]).unwrap_err(), NoteError::TooLong(BYTES_MAX + 1));
    let many = "— a AAAAAAA=\n".repeat(SIGNATURES_MAX);
    assert!(Note::parse(format!("text\n\n{many}").as_bytes()).is_ok());
    assert_eq!(
        Note::parse(format!("text\n\n{many}— a AAAAAAA=\n").as_bytes()).unwrap_err(),
        NoteError::TooMany
    );
    let signer: SignerKey = PETER_SECRET.parse().unwrap();
    assert!(Note::sign("no end", &[&signer]).is_err());
    assert!(Note::sign("a\rb\n", &[&signer]).is_err());
    assert!(Note::sign("text\n", &[]).is_err());
}

#[test]
fn unknown_signatures_are_passed_over_and_bad_ones_of_known_keys_are_not() {
    let other = SignerKey::from_seed("PeterNeumann", &[9; 32]).unwrap();
    let mut note = Note::parse(known().as_bytes()).unwrap();
    // The same name and another id: unknown.
    note.push(Note::sign(TEXT, &[&other]).unwrap().signatures()[0].clone()).unwrap();
    note.push("— somebody AAAAAAA=".parse().unwrap()).unwrap();
    assert_eq!(note.open(&[peter()]).unwrap().by.len(), 1);
    assert_eq!(note.open(&[other.verifier().clone(), peter(), peter()]).unwrap().by.len(), 2);
    // The same name and id, and not the key's.
    let forged: Signature = format!("— PeterNeumann {}", "x08go/ZJkuBS").parse().unwrap();
    note.push(forged).unwrap();
    assert_eq!(note.open(&[peter()]).unwrap_err(), NoteError::Bad { name: "PeterNeumann".into() });
    let unsigned = Note::parse(b"text\n\n\xe2\x80\x94 a AAAAAAA=\n\xe2\x80\x94 b AAAAAAA=\n").unwrap();
    assert_eq!(
        unsigned.open(&[peter()]).unwrap_err().to_string(),
        "no known key signed the note; under it stand `a`, `b`"
    );
    assert!(Note::parse(known().as_bytes()).unwrap().open(&[]).is_err());
    // A text of another note with this signature.
    let moved = known().replace("cryptography", "cryptographY");
    assert_eq!(
        open(moved.as_bytes(), &[peter()]).unwrap_err(),
        NoteError::Bad { name: "PeterNeumann".into() }
    );
}

#[test]
fn keys_that_cannot_be_told_apart_are_refused() {
    // Two keys whose ids, of four bytes, happen to be the same: found by trying.
    let [one, two] = [78_997_u32, 85_003].map(|number| {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_be_bytes());
        SignerKey::from_seed("twin", &seed).unwrap()
    });
    let (first, second) = (one.verifier().clone(), two.verifier().clone());
    assert_eq!(first.id(), second.id());
    let note = Note::sign(TEXT, &[&one]).unwrap();
    assert!(note.open(std::slice::from_ref(&first)).is_ok());
    assert_eq!(note.open(std::slice::from_ref(&second)).unwrap_err(), NoteError::Bad { name: "twin".into() });
    assert_eq!(note.open(&[first, second]).unwrap_err(), NoteError::Ambiguous { name: "twin".into() });
}

#[test]
fn one_changed_byte_anywhere_breaks_the_note() {
    let note = known().into_bytes();
    for at in 0..note.len() {
        for by in [1, 2, 0x20, 0x80] {
            let mut other = note.clone();
            other[at] ^= by;
            assert!(open(&other, &[peter()]).is_err(), "byte {at} with {by}");
        }
        assert!(open(&note[..at], &[peter()]).is_err());
    }
}

proptest! {
    #[test]
    fn what_was_signed_is_read_printed_and_opened_again(
        text in "[a-zā ~—\n+]{0,60}", seed: [u8; 32], name in "[a-zā./]{1,12}",
    ) {
        let key = SignerKey::from_seed(&name, &seed).unwrap();
        prop_assert_eq!(&key.to_secret_text().parse::<SignerKey>().unwrap().to_secret_text(), &key.to_secret_text());
        prop_assert_eq!(&key.verifier().to_string().parse::<VerifierKey>().unwrap(), key.verifier());
        let text = format!("{text}\n");
        let printed = Note::sign(&text, &[&key]).unwrap().to_string();
        let note = Note::parse(printed.as_bytes()).unwrap();
        prop_assert_eq!(note.text(), &text);
        prop_assert_eq!(note.to_string(), printed);
        prop_assert_eq!(note.open(&[key.verifier().clone()]).unwrap().text, text);
    }

    #[test]
    fn bytes_of_anybody_never_panic(bytes: Vec<u8>, cut in 0..200_usize, by: u8) {
        let _ = open(&bytes, &[peter()]);
        let mut note = known().into_bytes();
        let at = cut % note.len();
        note[at] = by;
        let _ = open(&note, &[peter()]);
        note.truncate(at);
        let _ = open(&note, &[peter()]);
    }

    #[test]
    fn lines_of_anybody_never_panic(line in "[—+ A-Za-z0-9/=\n]{0,90}", any in ".*") {
        for line in [line, any] {
            let _ = line.parse::<VerifierKey>();
            let _ = line.parse::<Signature>();
            let _ = format!("PRIVATE+KEY+{line}").parse::<SignerKey>();
            if let Ok(note) = Note::parse(line.as_bytes()) {
                prop_assert_eq!(note.to_string(), line);
            }
        }
    }
}

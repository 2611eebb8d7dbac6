//! Proof files: what an honest log writes holds, and nothing that anybody changed.

use crate::chain;
use proptest::prelude::*;
use std::collections::BTreeSet;
use transparency::bundle::{Entry, EntryFault, Lane, Leaf};
use transparency::note::{Note, SignerKey, VerifierKey};
use transparency::proof::{Hash, Leaves, prove_inclusion, root_of};
use transparency::{AccessRow, Bundle, BundleError, Checkpoint, EventRow, WitnessKey};

fn log() -> SignerKey {
    SignerKey::from_seed("example.org/log", &[1; 32]).unwrap()
}

fn witnesses() -> [WitnessKey; 2] {
    ["w1.example.net", "w2.example.net"]
        .map(|name| WitnessKey::from_seed(name, &[name.as_bytes()[1]; 32]).unwrap())
}

fn keys() -> Vec<VerifierKey> {
    witnesses().iter().map(|key| key.verifier().clone()).collect()
}

fn access(position: i64) -> Leaf {
    Leaf::Access(AccessRow {
        position,
        recorded_at: 1_764_000_000_000_000 + position,
        actor: format!("officer:{}", position % 3).into(),
        action: "read".into(),
        subject: "7K2M9QRS04XZ".into(),
        purpose: "case:Ābele".into(),
        fields: "name".into(),
    })
}

fn event(position: i64) -> Leaf {
    Leaf::Event(EventRow {
        position,
        stream: "person:7K2M9QRS04XZ".into(),
        version: position,
        recorded_at: 1_764_000_000_000_000 + position,
        actor: "officer:1".into(),
        kind: "ResidenceDeclared".into(),
        body: vec![0, 255, u8::try_from(position).unwrap()].into(),
    })
}

fn signed(origin: &str, rows: &[Leaf]) -> Note {
    let hashes: Vec<Hash> = rows.iter().map(Leaf::hash).collect();
    let checkpoint = Checkpoint::new(origin, rows.len() as u64, root_of(&hashes)).unwrap();
    let mut note = checkpoint.sign(&[&log()]).unwrap();
    for key in witnesses() {
        note.push(key.cosign(&checkpoint, 1_764_000_001).unwrap()).unwrap();
    }
    note
}

fn entries(rows: &[Leaf], positions: &[usize]) -> Vec<Entry> {
    let hashes: Vec<Hash> = rows.iter().map(Leaf::hash).collect();
    let proof = |at: &usize| prove_inclusion(&Leaves(&hashes), *at as u64 - 1, rows.len() as u64).unwrap();
    positions.iter().map(|at| Entry::new(rows[at - 1].clone(), proof(at))).collect()
}

fn rows(row: fn(i64) -> Leaf) -> Vec<Leaf> {
    (1..=11).map(row).collect()
}

fn bundle() -> Bundle {
    let rows = rows(access);
    Bundle::new(&signed("example.org/log/access", &rows), entries(&rows, &[11, 3, 4]))
}

fn check(json: &str) -> Result<usize, String> {
    let verified = Bundle::parse(json.as_bytes()).and_then(|b| b.verify(log().verifier(), &keys(), 2));
    verified.map(|verified| verified.entries).map_err(|error| chain(&error))
}

#[test]
fn a_file_of_either_lane_is_written_read_and_verified() {
    for (lane, row) in [(Lane::Access, access as fn(i64) -> Leaf), (Lane::Event, event)] {
        let rows = rows(row);
        let origin = format!("example.org/log/{}", lane.name());
        let all: Vec<usize> = (1..=11).collect();
        let bundle = Bundle::new(&signed(&origin, &rows), entries(&rows, &all));
        let json = bundle.to_json().unwrap();
        let read = Bundle::parse(json.as_bytes()).unwrap();
        assert_eq!(read, bundle);
        let verified = read.verify(log().verifier(), &keys(), 2).unwrap();
        assert_eq!((verified.lane, verified.size, verified.entries), (lane, 11, 11));
        assert_eq!(verified.origin, origin);
        assert_eq!(verified.root, root_of(&rows.iter().map(Leaf::hash).collect::<Vec<_>>()));
        assert_eq!(verified.cosigned.len(), 2);
    }
}

#[test]
fn a_file_looks_as_it_is_described() {
    let json: serde_json::Value = serde_json::from_str(&bundle().to_json().unwrap()).unwrap();
    assert_eq!(json["format"], "parvalde-proof/1");
    assert!(json["checkpoint"].as_str().unwrap().starts_with("example.org/log/access\n11\n"));
    let positions: Vec<_> =
        json["entries"].as_array().unwrap().iter().map(|e| e["position"].as_i64().unwrap()).collect();
    assert_eq!(positions, [3, 4, 11]);
    let entry = &json["entries"][0];
    let columns: BTreeSet<_> = entry["leaf"].as_object().unwrap().keys().map(String::as_str).collect();
    let described = ["action", "actor", "fields", "position", "purpose", "recorded_at", "subject"];
    assert_eq!(columns, BTreeSet::from(described));
    assert_eq!(entry["inclusion"].as_array().unwrap().len(), 4);
    assert_eq!(entry["inclusion"][0].as_str().unwrap().len(), 44);
}

#[test]
fn what_was_changed_is_named_with_its_entry() {
    let json = bundle().to_json().unwrap();
    assert_eq!(check(&json), Ok(3));
    let said = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        check(&json.replacen(from, to, 1)).unwrap_err()
    };
    let not_proven = "the entry at position 3 does not hold: its row is not proven to be in the log: the hashes do not \
                      lead to the root of the tree: the leaf, its place or the proof is another one";
    assert_eq!(said("officer:0", "officer:1"), not_proven);
    assert_eq!(said("Ābele", "Abele"), not_proven);
    assert!(said("\"fields\": \"name\"", "\"fields\": \"name\", \"place\": \"Rīga\"").starts_with(
        "the entry at position 3 does not hold: its columns are not those of a row of this lane, each once and no \
         other: unknown field `place`"
    ));
    assert!(
        said("\"fields\": \"name\"", "\"fields\": \"all\", \"fields\": \"name\"").contains("duplicate field")
    );
    assert!(
        said("\"position\": 3,", "\"position\": 2,")
            .contains("position 2 does not hold: its row says position 3")
    );
    assert!(said("parvalde-proof/1", "parvalde-proof/2").contains("of the format `parvalde-proof/2`"));
    assert!(said("log/access\\n", "log/event\\n").contains("its columns are not those"));
    assert!(said("log/access\\n", "log/other\\n").contains("does not end in /event or /access"));
    assert!(said("\\n11\\n", "\\n12\\n").contains("the signature of `example.org/log` does not hold"));
    assert!(
        said("w1.example.net", "w3.example.net")
            .contains("1 known witnesses cosigned the checkpoint, 2 are needed")
    );
    assert!(said("\"format\"", "\"title\": \"\", \"format\"").contains("the file is not a proof file"));
    let hash =
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["entries"][0]["inclusion"][1].clone();
    let short = "hash 2 of its proof is not 32 bytes in base64 with padding";
    assert!(said(hash.as_str().unwrap(), "AAAA").contains(short));
}

#[test]
fn a_file_is_not_of_another_log_and_not_of_another_lane() {
    let rows = rows(access);
    let verify = |bundle: Bundle, key: &SignerKey| bundle.verify(key.verifier(), &[], 0);
    let other = SignerKey::from_seed("example.org/other", &[1; 32]).unwrap();
    let origin = "example.org/log/access";
    let checkpoint =
        Checkpoint::new(origin, 11, root_of(&rows.iter().map(Leaf::hash).collect::<Vec<_>>())).unwrap();
    let note = checkpoint.sign(&[&other]).unwrap();
    let foreign = Bundle::new(&note, entries(&rows, &[1]));
    assert!(matches!(verify(foreign, &other), Err(BundleError::Origin { .. })));
    let own = SignerKey::from_seed(origin, &[1; 32]).unwrap();
    let note = checkpoint.sign(&[&own]).unwrap();
    assert!(verify(Bundle::new(&note, entries(&rows, &[1])), &own).is_ok(), "a key of the lane alone");

    let in_events = Bundle::new(&signed("example.org/log/event", &rows), entries(&rows, &[1]));
    let fault = verify(in_events, &log()).unwrap_err();
    assert!(matches!(fault, BundleError::Entry { position: 1, fault: EntryFault::Lane(Lane::Event) }));
    let twice = Bundle::new(&signed(origin, &rows), entries(&rows, &[5, 5]));
    assert!(matches!(
        verify(twice, &log()).unwrap_err(),
        BundleError::Entry { position: 5, fault: EntryFault::Order }
    ));
    for position in [0, -1, i64::MIN] {
        let mut entry = entries(&rows, &[1]).remove(0);
        entry.leaf = access(position);
        entry.position = position;
        let bundle = Bundle::new(&signed(origin, &rows), vec![entry]);
        assert!(matches!(
            verify(bundle, &log()).unwrap_err(),
            BundleError::Entry { fault: EntryFault::Order, .. }
        ));
    }
    let none = Bundle::new(&signed(origin, &rows), Vec::new());
    assert_eq!(none.verify(log().verifier(), &keys(), 2).unwrap().entries, 0);
    assert!(matches!(
        none.verify(log().verifier(), &keys(), 3).unwrap_err(),
        BundleError::Witnesses { found: 2, needed: 3 }
    ));
}

/// The places in the file where a letter stands that means something: inside a text or a number.
fn meaningful(json: &str) -> Vec<usize> {
    json.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()).map(|(at, _)| at).collect()
}

#[test]
fn one_changed_letter_anywhere_breaks_the_file() {
    let json = bundle().to_json().unwrap();
    for at in meaningful(&json) {
        let mut other = json.clone().into_bytes();
        // Another letter or digit of the same kind, so that the file stays readable.
        other[at] = match other[at] {
            b'9' | b'z' | b'Z' => other[at] - 1,
            byte => byte + 1,
        };
        let other = String::from_utf8(other).unwrap();
        assert!(check(&other).is_err(), "byte {at}: {}", &json[at.saturating_sub(20)..=at]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bytes_of_anybody_never_panic(bytes: Vec<u8>, at: prop::sample::Index, by: u8, end: prop::sample::Index) {
        let _ = Bundle::parse(&bytes);
        let mut json = bundle().to_json().unwrap().into_bytes();
        let at = at.index(json.len());
        json[at] = by;
        if let Ok(bundle) = Bundle::parse(&json) {
            let _ = bundle.verify(log().verifier(), &keys(), 2);
        }
        json.truncate(end.index(json.len()));
        prop_assert!(Bundle::parse(&json).is_err());
    }

    #[test]
    fn rows_of_any_content_survive_the_file(actor in ".*", purpose in "\\PC*", body: Vec<u8>, recorded_at: i64) {
        let leaf = Leaf::Event(EventRow {
            position: 1, stream: purpose.into(), version: i64::MIN, recorded_at,
            actor: actor.into(), kind: "".into(), body: body.into(),
        });
        let bundle = Bundle::new(&signed("example.org/log/event", std::slice::from_ref(&leaf)), vec![Entry::new(leaf, vec![])]);
        let read = Bundle::parse(bundle.to_json().unwrap().as_bytes()).unwrap();
        prop_assert_eq!(&read, &bundle);
        prop_assert!(read.verify(log().verifier(), &keys(), 2).is_ok());
    }
}

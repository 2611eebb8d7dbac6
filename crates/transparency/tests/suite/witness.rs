//! A witness cosigns what follows, and says why it does not cosign the rest.

use crate::{chain, leaves};
use transparency::cosign::{Refusal, SECONDS_MAX, Seen, Witness, WitnessKey};
use transparency::note::SignerKey;
use transparency::proof::{Hash, Leaves, empty_root, prove_consistency, root_of};
use transparency::{Checkpoint, Note};

const ORIGIN: &str = "example.org/log/event";

fn log() -> SignerKey {
    SignerKey::from_seed("example.org/log", &[1; 32]).unwrap()
}

fn witness() -> Witness {
    let key = WitnessKey::from_seed("witness.example.net", &[2; 32]).unwrap();
    Witness::new(key, ORIGIN, log().verifier().clone(), None)
}

fn note(origin: &str, leaves: &[Hash]) -> Vec<u8> {
    let checkpoint = Checkpoint::new(origin, leaves.len() as u64, root_of(leaves)).unwrap();
    checkpoint.sign(&[&log()]).unwrap().to_string().into_bytes()
}

#[test]
fn a_log_that_only_grows_is_cosigned_step_by_step() {
    let leaves = leaves(20);
    let mut witness = witness();
    let known = WitnessKey::from_seed("witness.example.net", &[2; 32]).unwrap().verifier().clone();
    let mut last = 0;
    for (size, at_seconds) in [(0, 5), (1, 6), (1, 7), (8, 8), (13, 9), (20, 10), (20, 10)] {
        let note = note(ORIGIN, &leaves[..size]);
        let proof = prove_consistency(&Leaves(&leaves), last, size as u64).unwrap();
        let signature = witness.cosign(&note, &proof, at_seconds).unwrap();
        let mut whole = Note::parse(&note).unwrap();
        whole.push(signature.to_string().parse().unwrap()).unwrap();
        let opened =
            Checkpoint::open(whole.to_string().as_bytes(), log().verifier(), std::slice::from_ref(&known))
                .unwrap();
        assert_eq!(
            (opened.cosigned[0].witness.as_str(), opened.cosigned[0].at_seconds),
            ("witness.example.net", at_seconds)
        );
        last = size as u64;
        assert_eq!(witness.seen(), Some(Seen { size: last, root: root_of(&leaves[..size]) }));
    }
}

#[test]
fn what_does_not_follow_is_refused_and_not_remembered() {
    let leaves = leaves(20);
    let other: Vec<Hash> = leaves.iter().rev().copied().collect();
    let mut witness = witness();
    witness.cosign(&note(ORIGIN, &leaves[..8]), &[], 1).unwrap();
    let seen = witness.seen();
    let proof = prove_consistency(&Leaves(&leaves), 8, 20).unwrap();
    let mut refused = |note: &[u8], proof: &[Hash], at| {
        let refusal = witness.cosign(note, proof, at).unwrap_err();
        assert_eq!(witness.seen(), seen);
        refusal
    };
    assert_eq!(
        refused(&note(ORIGIN, &leaves[..7]), &[], 2).to_string(),
        "the checkpoint has 7 leaves, 8 were seen before"
    );
    assert_eq!(refused(&note(ORIGIN, &other[..8]), &[], 2), Refusal::Forked { size: 8 });
    assert_eq!(
        chain(&refused(&note(ORIGIN, &leaves), &[], 2)),
        "it is not proven that the tree of 20 leaves grew out of the 8 seen last: the proof has 0 hashes, for these \
         sizes it must have 2"
    );
    assert_eq!(
        chain(&refused(&note(ORIGIN, &other), &proof, 2)),
        "it is not proven that the tree of 20 leaves grew out of the 8 seen last: the hashes do not lead to the root \
         of the tree: the leaf, its place or the proof is another one"
    );
    assert!(matches!(refused(&note(ORIGIN, &leaves[..8]), &proof, 2), Refusal::Inconsistent { .. }));
    assert!(matches!(refused(&note("example.org/log/access", &leaves), &proof, 2), Refusal::Origin { .. }));
    assert!(matches!(refused(b"no note", &proof, 2), Refusal::Unreadable(_)));
    assert!(matches!(refused(&note(ORIGIN, &leaves), &proof, SECONDS_MAX + 1), Refusal::Time(_)));
    // Signed by somebody of the same name.
    let checkpoint = Checkpoint::new(ORIGIN, 20, root_of(&leaves)).unwrap();
    let forger = SignerKey::from_seed("example.org/log", &[3; 32]).unwrap();
    let forged = checkpoint.sign(&[&forger]).unwrap().to_string();
    assert!(matches!(refused(forged.as_bytes(), &proof, 2), Refusal::NotByLog(_)));
    // Altered after it was signed.
    let text = String::from_utf8(note(ORIGIN, &leaves)).unwrap();
    let altered = text.replace("\n20\n", "\n21\n");
    assert!(matches!(refused(altered.as_bytes(), &proof, 2), Refusal::NotByLog(_)));
    assert!(witness.cosign(&note(ORIGIN, &leaves), &proof, 2).is_ok());
}

#[test]
fn a_witness_goes_on_from_what_was_stored() {
    let leaves = leaves(3);
    let seen = Seen { size: 2, root: root_of(&leaves[..2]) };
    let key = || WitnessKey::from_seed("witness.example.net", &[2; 32]).unwrap();
    let mut witness = Witness::new(key(), ORIGIN, log().verifier().clone(), Some(seen));
    assert!(matches!(witness.cosign(&note(ORIGIN, &leaves), &[], 1), Err(Refusal::Inconsistent { .. })));
    let proof = prove_consistency(&Leaves(&leaves), 2, 3).unwrap();
    assert!(witness.cosign(&note(ORIGIN, &leaves), &proof, 1).is_ok());
    let empty = Seen { size: 0, root: empty_root() };
    let mut witness = Witness::new(key(), ORIGIN, log().verifier().clone(), Some(empty));
    assert!(witness.cosign(&note(ORIGIN, &leaves), &[], 1).is_ok());
}

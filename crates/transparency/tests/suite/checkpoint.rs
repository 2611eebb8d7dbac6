//! Checkpoints: their text, the log's signature, the witnesses'. Signatures were computed by another program too.

use crate::{chain, hash};
use proptest::prelude::*;
use transparency::checkpoint::{Checkpoint, CheckpointError};
use transparency::note::{Algorithm, Note, NoteError, SignerKey, VerifierKey};
use transparency::{Hash, WitnessKey, cosign};

const TEXT: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const LOG: &str =
    "PRIVATE+KEY+example.com/behind-the-sofa+13e30ba2+ASAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/";
const LOG_LINE: &str = "— example.com/behind-the-sofa E+MLootScofIiK0RZI/1vBb3DLwLb9bRvYSiPagYXhmOMuCwTwTFDFGPPIh+bN0lJBDcB8sSuVirgwX2FlEsjzuB1gQ=";
const WITNESS: &str =
    "PRIVATE+KEY+witness.example.com/w1+a0059f11+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const WITNESS_PUBLIC: &str = "witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const WITNESS_LINE: &str = "— witness.example.com/w1 oAWfEQAAAABkGFDLBuRDazBLVac2NE+Y+IjbjQOcXLfF9CSDZVUIoS83rE1nFZsVE8YiWV6Ngr7lV8H6bdoBQGP/l73euDMQ9k+bBQ==";

fn log() -> SignerKey {
    LOG.parse().unwrap()
}

fn witness() -> WitnessKey {
    WITNESS.parse().unwrap()
}

fn witnessed() -> String {
    format!("{TEXT}\n{LOG_LINE}\n{WITNESS_LINE}\n")
}

#[test]
fn a_checkpoint_is_signed_and_cosigned_as_another_program_does_it() {
    let checkpoint: Checkpoint = TEXT.parse().unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(*checkpoint.root(), hash("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"));
    let mut note = checkpoint.sign(&[&log()]).unwrap();
    assert_eq!(witness().verifier().to_string(), WITNESS_PUBLIC);
    assert_eq!(witness().to_secret_text(), WITNESS);
    assert_eq!(format!("{:?}", witness()), "WitnessKey(witness.example.com/w1)");
    let cosignature = witness().cosign(&checkpoint, 1_679_315_147).unwrap();
    assert_eq!(cosignature.to_string(), WITNESS_LINE);
    note.push(cosignature).unwrap();
    assert_eq!(note.to_string(), witnessed());

    let opened =
        Checkpoint::open(witnessed().as_bytes(), log().verifier(), &[WITNESS_PUBLIC.parse().unwrap()])
            .unwrap();
    assert_eq!(opened.checkpoint, checkpoint);
    let cosigned: Vec<_> = opened.cosigned.iter().map(|c| (c.witness.as_str(), c.at_seconds)).collect();
    assert_eq!(cosigned, [("witness.example.com/w1", 1_679_315_147)]);
    let alone = Checkpoint::open(witnessed().as_bytes(), log().verifier(), &[]).unwrap();
    assert!(alone.cosigned.is_empty(), "an unknown witness is nobody");
}

#[test]
fn the_key_of_a_witness_may_come_from_a_program_that_keeps_it_as_a_signer() {
    let signer =
        SignerKey::from_seed("witness.example.com/w1", &std::array::from_fn(|at| u8::try_from(at).unwrap()))
            .unwrap();
    assert_eq!(WitnessKey::from(&signer).to_secret_text(), WITNESS);
    assert!(signer.to_secret_text().parse::<WitnessKey>().is_err());
}

#[test]
fn a_text_that_is_not_written_as_checkpoints_are_is_refused_with_the_line() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    for (text, expected) in [
        (String::new(), CheckpointError::Lines("the last is not ended")),
        (format!("log\n1\n{root}"), CheckpointError::Lines("the last is not ended")),
        ("log\n1\n".into(), CheckpointError::Lines("there are fewer than three")),
        (format!("\n1\n{root}\n"), CheckpointError::Origin),
        (format!("a\tb\n1\n{root}\n"), CheckpointError::Origin),
        (format!("log\n01\n{root}\n"), CheckpointError::Size),
        (format!("log\n+1\n{root}\n"), CheckpointError::Size),
        (format!("log\n-1\n{root}\n"), CheckpointError::Size),
        (format!("log\n\n{root}\n"), CheckpointError::Size),
        (format!("log\n18446744073709551616\n{root}\n"), CheckpointError::Size),
        ("log\n1\nAAAA\n".into(), CheckpointError::Root),
        (format!("log\n1\n{}\n", root.replace("2I=", "2J=")), CheckpointError::Root),
        (format!("log\n0\n{root}\n"), CheckpointError::EmptyRoot),
        (format!("log\n1\n{root}\n\n"), CheckpointError::Extension { line: 4 }),
        (format!("log\n1\n{root}\nx\n\ny\n"), CheckpointError::Extension { line: 5 }),
    ] {
        assert_eq!(text.parse::<Checkpoint>().unwrap_err(), expected, "{text:?}");
    }
    let extended: Checkpoint = format!("a log\n18446744073709551615\n{root}\nx\ny z\n").parse().unwrap();
    assert_eq!((extended.size(), extended.extensions()), (u64::MAX, &["x".to_owned(), "y z".to_owned()][..]));
    assert!(Checkpoint::new("a\nb", 1, [0; 32]).is_err());
    assert!(Checkpoint::new("log", 1, [0; 32]).unwrap().with_extensions(vec!["a\nb".into()]).is_err());
}

#[test]
fn only_the_log_makes_a_checkpoint_and_only_others_witness_it() {
    let w1: VerifierKey = WITNESS_PUBLIC.parse().unwrap();
    let by_witness_only = format!("{TEXT}\n{WITNESS_LINE}\n");
    let not_by_log = CheckpointError::NotByLog { log: "example.com/behind-the-sofa".into() };
    let open = |note: &str, witnesses: &[VerifierKey]| {
        Checkpoint::open(note.as_bytes(), log().verifier(), witnesses)
    };
    assert_eq!(open(&by_witness_only, std::slice::from_ref(&w1)).unwrap_err(), not_by_log);
    assert_eq!(open(&by_witness_only, &[]).unwrap_err(), not_by_log);
    // Kinds of keys are not exchanged.
    assert!(matches!(open(&witnessed(), &[log().verifier().clone()]), Err(CheckpointError::KeyKind { .. })));
    assert!(matches!(
        Checkpoint::open(witnessed().as_bytes(), &w1, &[]),
        Err(CheckpointError::KeyKind { .. })
    ));
    // A witness with two names counts once, and a log is no witness of itself.
    let checkpoint: Checkpoint = TEXT.parse().unwrap();
    let twin = WitnessKey::from_seed("twin", &std::array::from_fn(|at| u8::try_from(at).unwrap())).unwrap();
    let own = WitnessKey::from(&log());
    let mut note = Note::parse(witnessed().as_bytes()).unwrap();
    for key in [&twin, &own, &witness()] {
        note.push(key.cosign(&checkpoint, 1_700_000_000).unwrap()).unwrap();
    }
    let keys = [w1.clone(), twin.verifier().clone(), own.verifier().clone()];
    let opened = open(&note.to_string(), &keys).unwrap();
    assert_eq!(opened.cosigned.len(), 1);
    // A time that was moved.
    let mut moved = Note::parse(witnessed().as_bytes()).unwrap().to_string();
    moved = moved.replace("AAAABkGFDL", "AAAABkGFDM");
    assert_eq!(
        chain(&open(&moved, &[w1]).unwrap_err()),
        "the checkpoint is no note that can be trusted: the signature of `witness.example.com/w1` does not hold: the \
         text, the signature or the key is another one"
    );
    assert_eq!(witness().cosign(&checkpoint, cosign::SECONDS_MAX + 1), Err(cosign::TimeError(1 << 63)));
    assert!(witness().cosign(&checkpoint, cosign::SECONDS_MAX).is_ok());
}

#[test]
fn a_witness_signs_over_the_lines_that_it_says() {
    assert_eq!(
        cosign::message(TEXT, 1_679_315_147),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
    // A signature over the text alone is no cosignature, also not with a time before it.
    let w1: VerifierKey = WITNESS_PUBLIC.parse().unwrap();
    assert_eq!(w1.algorithm(), Algorithm::CosignatureV1);
    let as_signer =
        SignerKey::from_seed(w1.name(), &std::array::from_fn(|at| u8::try_from(at).unwrap())).unwrap();
    let note = Note::sign(TEXT, &[&as_signer]).unwrap();
    assert!(matches!(note.open(&[w1]), Err(NoteError::Unsigned { .. })));
}

#[test]
fn a_time_that_no_cosignature_may_say_is_not_believed() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use ed25519_dalek::Signer;
    let w1: VerifierKey = WITNESS_PUBLIC.parse().unwrap();
    let key = ed25519_dalek::SigningKey::from_bytes(&std::array::from_fn(|at| u8::try_from(at).unwrap()));
    for (at_seconds, believed) in [(cosign::SECONDS_MAX, true), (cosign::SECONDS_MAX + 1, false)] {
        let signature = key.sign(cosign::message(TEXT, at_seconds).as_bytes()).to_bytes();
        let bytes = [&w1.id()[..], &at_seconds.to_be_bytes(), &signature].concat();
        let note = format!("{TEXT}\n{LOG_LINE}\n— {} {}\n", w1.name(), STANDARD.encode(bytes));
        let opened = Checkpoint::open(note.as_bytes(), log().verifier(), std::slice::from_ref(&w1));
        assert_eq!(opened.is_ok(), believed);
    }
}

#[test]
fn one_changed_byte_anywhere_breaks_the_checkpoint() {
    let w1 = [WITNESS_PUBLIC.parse().unwrap()];
    let note = witnessed().into_bytes();
    for at in 0..note.len() {
        let mut other = note.clone();
        other[at] ^= 1;
        // Another name or id makes a witness unknown, so that it no longer counts.
        let counted =
            Checkpoint::open(&other, log().verifier(), &w1).map_or(0, |opened| opened.cosigned.len());
        assert_eq!(counted, 0, "byte {at}");
    }
}

proptest! {
    #[test]
    fn what_was_printed_is_read_again(
        origin in "[ -~ā]{1,20}", size in 1_u64.., root: Hash, lines in prop::collection::vec("[ -~ā]{1,9}", 0..3),
    ) {
        let checkpoint = Checkpoint::new(&origin, size, root).unwrap().with_extensions(lines).unwrap();
        let text = checkpoint.to_string();
        prop_assert_eq!(text.parse::<Checkpoint>().unwrap(), checkpoint.clone());
        let note = checkpoint.sign(&[&log()]).unwrap().to_string();
        let opened = Checkpoint::open(note.as_bytes(), log().verifier(), &[]).unwrap();
        prop_assert_eq!(opened.checkpoint, checkpoint);
    }

    #[test]
    fn texts_of_anybody_never_panic(text in "[ -~\n]{0,80}", at: prop::sample::Index, to in ".") {
        let mut near = TEXT.to_owned();
        let at = at.index(near.len());
        near.replace_range(at..=at, &to);
        for text in [text, near] {
            if let Ok(checkpoint) = text.parse::<Checkpoint>() {
                prop_assert_eq!(checkpoint.to_string(), text);
            }
        }
    }
}

//! What proves the log to others: checkpoints, witnesses, and a file that says who looked and proves it.

use crate::house::{House, citizen, client, houses, officer};
use crate::journey::problem;
use office::{Lane, LogKeys};
use transparency::cosign::Witness;
use transparency::{Bundle, Checkpoint, SignerKey, WitnessKey};

const LOG: &str = "office.example/log";

fn signer() -> SignerKey {
    SignerKey::from_seed(LOG, &[7; 32]).unwrap()
}

fn witness() -> WitnessKey {
    WitnessKey::from_seed("witness.example", &[9; 32]).unwrap()
}

async fn signing(house: &House) {
    house.office.sign_log_with(LogKeys { signer: signer(), witnesses: vec![witness().verifier().clone()] });
    house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
}

#[tokio::test]
async fn who_looked_is_proven_with_the_public_key_alone() {
    for house in houses("proven").await {
        house.enter(citizen(2, "Anna", "Bērziņa", "1991-01-01")).await;
        assert_eq!(problem(&house.office.my_access_proof(&client(2)).await.unwrap_err()), "log-unsigned");
        signing(&house).await;
        let purpose = crate::persons::purpose();
        let id = kernel::PersonId::from_u64(1);
        for _ in 0..3 {
            house.office.person(&officer("case"), &purpose, id, &Default::default()).await.unwrap();
        }
        let file = house.office.my_access_proof(&client(1)).await.unwrap();
        let bundle = Bundle::parse(file.as_bytes()).unwrap();
        let verified = bundle.verify(signer().verifier(), &[], 0).unwrap();
        assert_eq!((verified.entries, verified.lane), (3, Lane::Access));
        assert!(file.contains("officer:case") && file.contains("read-person"));
        // Another reader is written into it, and it proves nothing any more; nor does it under another key.
        let forged = Bundle::parse(file.replace("officer:case", "officer:none").as_bytes()).unwrap();
        assert!(forged.verify(signer().verifier(), &[], 0).is_err());
        let other = SignerKey::from_seed(LOG, &[8; 32]).unwrap();
        assert!(bundle.verify(other.verifier(), &[], 0).is_err());
        assert!(matches!(
            house.office.my_access_proof(&officer("case")).await,
            Err(office::OfficeError::Denied(_))
        ));
    }
}

/// A search in criminal proceedings is told after twelve months: until then the proof is silent about it, and nobody can
/// guess it from a hash of the proofs around it; then it is proven as it was written.
#[tokio::test]
async fn what_the_law_delays_is_proven_when_its_time_is_over() {
    for house in houses("proven_late").await {
        signing(&house).await;
        let id = kernel::PersonId::from_u64(1);
        for purpose in ["basis:mk134", "basis:kpl:120", "basis:mk134"] {
            let purpose = purpose.parse().unwrap();
            house.office.person(&officer("case"), &purpose, id, &Default::default()).await.unwrap();
        }
        let proven = async || {
            let file = house.office.my_access_proof(&client(1)).await.unwrap();
            let bundle = Bundle::parse(file.as_bytes()).unwrap();
            (bundle.verify(signer().verifier(), &[], 0).unwrap().entries, file)
        };
        let (entries, file) = proven().await;
        assert_eq!((entries, file.contains("kpl")), (2, false), "{file}");
        house.clock.set("2027-11-23T08:00:00Z");
        assert!(!proven().await.1.contains("kpl"));
        house.clock.set("2027-11-25T08:00:00Z");
        // What the person asked for meanwhile is in the trace too.
        let (entries, file) = proven().await;
        assert!(entries > 3 && file.contains("basis:kpl:120") && file.contains(" #"), "{file}");
    }
}

#[tokio::test]
async fn a_witness_cosigns_what_only_grew() {
    for house in houses("witness").await {
        signing(&house).await;
        let office = &house.office;
        let origin = format!("{LOG}/event");
        let mut watch = Witness::new(witness(), &origin, signer().verifier().clone(), None);
        let first = office.checkpoint(Lane::Event).await.unwrap();
        let line = watch.cosign(first.as_bytes(), &[], 1_700_000_000).unwrap();
        let size = watch.seen().unwrap().size;
        office.take_cosignature(Lane::Event, size, &line.to_string()).await.unwrap();
        let cosigned = office.checkpoint(Lane::Event).await.unwrap();
        let opened =
            Checkpoint::open(cosigned.as_bytes(), signer().verifier(), &[witness().verifier().clone()])
                .unwrap();
        assert_eq!(opened.cosigned.len(), 1);
        // The same once more, a signature of a stranger, and one on a size that was never signed are not taken.
        for (size, line) in
            [(size, line.to_string()), (size, "nonsense".to_owned()), (size + 1, line.to_string())]
        {
            assert!(office.take_cosignature(Lane::Event, size, &line).await.is_err());
        }
        house.enter(citizen(3, "Zane", "Kalna", "1990-01-01")).await;
        // Within a minute the last one stands; then the tree is signed as it has grown.
        assert_eq!(office.checkpoint(Lane::Event).await.unwrap(), cosigned);
        house.clock.set("2026-11-24T08:02:00Z");
        let second = office.checkpoint(Lane::Event).await.unwrap();
        let grown = Checkpoint::open(second.as_bytes(), signer().verifier(), &[]).unwrap().checkpoint.size();
        assert!(grown > size);
        let proof = office.consistency(Lane::Event, size, grown).await.unwrap();
        watch.cosign(second.as_bytes(), &proof, 1_700_000_060).unwrap();
        assert_eq!(problem(&office.consistency(Lane::Event, 1, grown + 1).await.unwrap_err()), "tree-size");
        assert_eq!(problem(&office.consistency(Lane::Event, 2, 1).await.unwrap_err()), "tree-size");
        // Whoever holds the public key finds every checkpoint that was signed in the log as it is.
        assert_eq!(office.check_signed(signer().verifier()).await.unwrap(), Vec::<String>::new());
        let other = SignerKey::from_seed(LOG, &[8; 32]).unwrap();
        assert_eq!(office.check_signed(other.verifier()).await.unwrap().len(), 2);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

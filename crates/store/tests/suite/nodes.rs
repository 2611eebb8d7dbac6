//! Proofs from the rows that are there: kept roots, what lies between and below, and a log that was written before roots
//! were kept.

use crate::engine::{databases, one, open, psql};
use std::collections::HashMap;
use store::{NewAccess, Store};
use transparency::bundle::Lane;
use transparency::proof::{
    consistency_nodes, inclusion_nodes, prove_consistency, prove_inclusion, root, root_nodes,
    verify_consistency, verify_inclusion,
};

/// 600 events in batches of several sizes, and 300 readings.
async fn filled(store: &Store) {
    for (count, from) in [(1, 0), (254, 1), (2, 255), (343, 257)] {
        let list = (from..from + count).map(|n| one(&format!("s{n}"), "x")).collect();
        for answer in store.submit_many(list).await {
            answer.unwrap();
        }
    }
    let mut reading = one("r", "x");
    reading.events.clear();
    let access = NewAccess {
        actor: "officer:case".to_owned(),
        action: "read-person".to_owned(),
        subject: "7K2M9QRS04XZ".to_owned(),
        purpose: "duty".to_owned(),
        fields: "all".to_owned(),
    };
    reading.access = vec![access; 300];
    store.submit(reading).await.unwrap();
}

#[tokio::test]
async fn every_proof_is_made_of_a_few_rows_and_holds() {
    for database in databases("nodes").await {
        let store = open(&database).await;
        filled(&store).await;
        let mut snapshot = store.snapshot().await.unwrap();
        for (lane, entries) in [(Lane::Event, 600), (Lane::Access, 300)] {
            let (size, top) = snapshot.tree(lane).await.unwrap();
            assert_eq!(size, entries);
            for index in [0, 1, 127, 254, 255, 256, 299].into_iter().chain((size > 300).then_some(511)) {
                let mut known = HashMap::new();
                let wanted = inclusion_nodes(index, size).unwrap();
                snapshot.add_nodes(lane, &wanted, &mut known).await.unwrap();
                let proof = prove_inclusion(&known, index, size).unwrap();
                // The leaf itself, as the tree has it.
                let leaf = transparency::proof::Node { level: 0, index };
                snapshot.add_nodes(lane, &[leaf], &mut known).await.unwrap();
                verify_inclusion(&known[&leaf], index, size, &top, &proof).unwrap();
                assert!(verify_inclusion(&known[&leaf], (index + 1) % size, size, &top, &proof).is_err());
            }
            for from in [1, 7, 255, 256, 257, 299, 300] {
                let mut known = HashMap::new();
                snapshot.add_nodes(lane, &root_nodes(from), &mut known).await.unwrap();
                let before = root(&known, from).unwrap();
                let wanted = consistency_nodes(from, size).unwrap();
                snapshot.add_nodes(lane, &wanted, &mut known).await.unwrap();
                let proof = prove_consistency(&known, from, size).unwrap();
                verify_consistency((from, &before), (size, &top), &proof).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn roots_that_are_missing_are_computed_and_wrong_ones_are_found() {
    for database in databases("kept").await {
        let store = open(&database).await;
        filled(&store).await;
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        store.close().await;
        // As a database has them that was written before roots were kept.
        psql(&database.url, "DELETE FROM tree_node").await;
        let store = open(&database).await;
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        psql(&database.url, "DELETE FROM tree_node WHERE lane = 'event' AND place = 1").await;
        let faults = store.verify().await.unwrap().faults;
        assert!(faults.iter().any(|fault| fault.contains("of level 8 at 1 does not hold")), "{faults:?}");
        let wanted = [transparency::proof::Node { level: 8, index: 1 }];
        let mut snapshot = store.snapshot().await.unwrap();
        let error = snapshot.add_nodes(Lane::Event, &wanted, &mut HashMap::new()).await.unwrap_err();
        assert!(error.to_string().contains("no root of level 8 at 1"), "{error}");
    }
}

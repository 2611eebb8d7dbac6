//! The encoding of rows. The hashes were computed by another program, and are those that the store writes.

use crate::hash;
use transparency::{AccessRow, Canonical, EventRow};

fn event() -> EventRow<'static> {
    EventRow {
        position: 7,
        stream: "person:7K2M9QRS04XZ".into(),
        version: 2,
        recorded_at: 1_764_000_000_000_000,
        actor: "officer:Līga".into(),
        kind: "ResidenceDeclared".into(),
        body: (&[0, 1, 255, 10][..]).into(),
    }
}

fn access() -> AccessRow<'static> {
    AccessRow {
        position: 1,
        recorded_at: -5,
        actor: "officer:1".into(),
        action: "search".into(),
        subject: "".into(),
        purpose: "case:7K2M".into(),
        fields: "name,birth_date".into(),
    }
}

#[test]
fn a_row_is_the_leaf_that_the_store_writes() {
    assert_eq!(event().encode().as_bytes().len(), 116);
    assert_eq!(
        event().encode().leaf(),
        hash("5980959c13f5122d5fca2890d1d77c39ff7a60aed1e765bbd99f33a4c8c6cd6f")
    );
    assert_eq!(access().encode().as_bytes().len(), 102);
    assert_eq!(
        access().encode().leaf(),
        hash("4045204e200a92bbf8f36e87c40d53f390b4d92120741ac27a91e4d0ed2077f9")
    );
}

#[test]
fn every_column_counts_and_none_can_pass_into_its_neighbour() {
    let changed = [
        EventRow { position: 8, ..event() },
        EventRow { stream: "person:7K2M9QRS04XY".into(), ..event() },
        EventRow { version: 3, ..event() },
        EventRow { recorded_at: 1_764_000_000_000_001, ..event() },
        EventRow { actor: "officer:Liga".into(), ..event() },
        EventRow { kind: "ResidenceDeclare".into(), ..event() },
        EventRow { body: (&[0, 1, 255][..]).into(), ..event() },
        EventRow { actor: "officer:LīgaR".into(), kind: "esidenceDeclared".into(), ..event() },
    ];
    for row in changed {
        assert_ne!(row.encode().leaf(), event().encode().leaf(), "{row:?}");
    }
    assert_ne!(Canonical::default().bytes(b"ab").bytes(b""), Canonical::default().bytes(b"a").bytes(b"b"));
}

#[test]
fn a_row_is_read_with_its_columns_and_no_others() {
    let json = serde_json::to_string(&event()).unwrap();
    assert_eq!(
        json,
        r#"{"position":7,"stream":"person:7K2M9QRS04XZ","version":2,"recorded_at":1764000000000000,"actor":"officer:Līga","kind":"ResidenceDeclared","body":"AAH/Cg=="}"#
    );
    assert_eq!(serde_json::from_str::<EventRow<'_>>(&json).unwrap(), event());
    let json = serde_json::to_string(&access()).unwrap();
    assert_eq!(serde_json::from_str::<AccessRow<'_>>(&json).unwrap(), access());
    for (from, to) in [
        (r#""actor":"officer:1""#, r#""actor":"officer:1","note":"harmless""#),
        (r#""actor":"officer:1""#, r#""actor":"officer:2","actor":"officer:1""#),
        (r#""actor":"officer:1","#, ""),
        (r#""position":1"#, r#""position":1.5"#),
    ] {
        let changed = json.replace(from, to);
        assert_ne!(changed, json);
        assert!(serde_json::from_str::<AccessRow<'_>>(&changed).is_err(), "{changed}");
    }
}

//! `parvalde policy` on the policies in force, and on broken drafts.

use crate::cli::{code, run, stderr, stdout};
use std::path::Path;

const POLICIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies");

#[test]
fn the_policies_hold_and_print_their_table() {
    for arguments in [&["policy", "check"][..], &["policy", "check", POLICIES]] {
        let output = run(arguments);
        assert_eq!((code(&output), stderr(&output)), (0, String::new()), "{arguments:?}");
        assert!(stdout(&output).contains("hold against their schema"), "{}", stdout(&output));
    }
    let table = stdout(&run(&["policy", "table"]));
    assert!(table.contains("| `operate` | System | - | - | - | - | - | - | - | yes |"), "{table}");
}

#[test]
fn a_broken_draft_is_told_with_file_line_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(Path::new(POLICIES)).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let duties = folder.path().join("duties.cedar");
    let text = std::fs::read_to_string(&duties).unwrap();
    std::fs::write(&duties, text.replacen("Role::\"auditor\"", "Role::\"auditer\"", 1)).unwrap();
    let line = text.lines().position(|line| line.contains("Role::\"auditor\"")).unwrap() + 1;
    let output = run(&["policy", "check", &folder.path().display().to_string()]);
    assert_eq!(code(&output), 1);
    let told = stderr(&output);
    assert!(told.contains(&format!("duties.cedar:{line}: ")) && told.contains("auditer"), "{told}");
    let empty = tempfile::tempdir().unwrap();
    let output = run(&["policy", "check", &empty.path().display().to_string()]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("*.cedarschema"), "{}", stderr(&output));
}

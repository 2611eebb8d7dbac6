//! Crate directions: `parvalde → web → office → {law, documents, store} → kernel`, and no other arrow.

use super::{Finding, Tree};
use std::collections::BTreeSet;

/// Each crate with the crates of ours that it may depend on.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("law", &["kernel"]),
    ("documents", &["kernel"]),
    // Whoever checks a proof needs it and nothing else of ours.
    ("transparency", &[]),
    ("verifier", &["transparency"]),
    ("store", &["kernel", "transparency", "testkit"]),
    ("search", &["kernel"]),
    ("linkage", &["kernel"]),
    ("payments", &["kernel"]),
    (
        "office",
        &["kernel", "law", "documents", "store", "search", "linkage", "payments", "transparency", "testkit"],
    ),
    ("web", &["kernel", "law", "office", "testkit"]),
    (
        "parvalde",
        &["kernel", "law", "documents", "store", "linkage", "transparency", "office", "web", "testkit"],
    ),
    // Databases for tests; below everything, in no program.
    ("testkit", &[]),
];

/// Crates that do I/O; a pure crate may not depend on them, not even from outside the workspace.
const IMPURE: &[&str] = &["sqlx", "tokio", "axum", "reqwest", "hyper", "tower-http"];
const PURE: &[&str] = &["kernel", "law", "documents", "search", "linkage", "payments", "transparency"];

/// Reads every `crates/*/Cargo.toml`. Dependencies for tests count too: a test that reaches upward
/// would make the arrow a circle.
pub(super) fn directions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        let Some(name) = crate_of(path) else { continue };
        let mut found = |line, message| {
            findings.push(Finding { path: path.to_owned(), line, rule: "crate-directions", message });
        };
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(known, _)| *known == name) else {
            found(
                0,
                format!(
                    "crate `{name}` has no place yet: add it to xtask/src/tidy/crates.rs, with a decision page"
                ),
            );
            continue;
        };
        for (line, dependency) in dependencies(text) {
            let ours = MAY_DEPEND_ON.iter().any(|(known, _)| *known == dependency);
            if ours && !allowed.contains(&dependency.as_str()) {
                found(line, format!("`{name}` may not depend on `{dependency}`"));
            }
            if PURE.contains(&name) && IMPURE.contains(&dependency.as_str()) {
                found(line, format!("`{name}` is pure and may not depend on `{dependency}`"));
            }
        }
    }
    findings
}

fn crate_of(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").filter(|name| !name.contains('/'))
}

/// The dependencies a manifest names, in every kind of table, under their real names, with their lines.
fn dependencies(manifest: &str) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    let mut in_table = false;
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        let at = index + 1;
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let last = header.rsplit('.').next().unwrap_or(header);
            in_table = is_dependency_table(last);
            // `[dependencies.store]` names its crate in the header.
            let parent = header.strip_suffix(last).map_or("", |rest| rest.trim_end_matches('.'));
            if is_dependency_table(parent.rsplit('.').next().unwrap_or(parent)) {
                found.insert((at, last.trim_matches('"').to_owned()));
            }
            continue;
        }
        if let Some((_, renamed)) = line.split_once("package = \"") {
            found.insert((at, renamed.split('"').next().unwrap_or_default().to_owned()));
        }
        if in_table && !line.starts_with('#') {
            let key = line.split(['.', '=', ' ']).next().unwrap_or_default();
            if !key.is_empty() {
                found.insert((at, key.trim_matches('"').to_owned()));
            }
        }
    }
    found
}

fn is_dependency_table(name: &str) -> bool {
    matches!(name, "dependencies" | "dev-dependencies" | "build-dependencies")
}

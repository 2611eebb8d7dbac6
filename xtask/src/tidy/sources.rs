//! Sources: where SQL, procedure names and personal rows may appear, and the shape of a file.

use super::{Finding, Tree};
use std::collections::BTreeMap;

/// Files of the engine that may name a procedure: they make demonstrations, not decisions.
const MAY_NAME_PROCEDURES: &[&str] = &["crates/office/src/synthetic", "crates/parvalde/src/demo"];

/// Lines a file may have without standing in the list of long files.
const LINES_MAX: usize = 400;
const LONG_FILES: &str = "xtask/long-files.txt";

fn finding(path: &str, line: usize, rule: &'static str, message: String) -> Finding {
    Finding { path: path.to_owned(), line, rule, message }
}

/// String literals that are SQL stand only in `crates/store`.
pub(super) fn sql_only_in_store(tree: &Tree) -> Vec<Finding> {
    const WORDS: &[&str] = &[
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "ON CONFLICT ",
    ];
    let mut findings = Vec::new();
    let may = |path: &str| path.starts_with("crates/store/") || path.starts_with("crates/testkit/");
    for (path, text) in tree.rust("crates/").filter(|(path, _)| !may(path)) {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let update = line.contains("UPDATE ") && line.contains(" SET ");
            if update || WORDS.iter().any(|word| line.contains(word)) {
                let message = "SQL outside crates/store: add a named statement there".to_owned();
                findings.push(finding(path, at + 1, "sql-only-in-store", message));
            }
        }
    }
    findings
}

/// The ids of procedures: `procedures/lv/passport.citizen/2024-02-12.kdl` has `passport.citizen`.
fn procedure_ids(tree: &Tree) -> Vec<String> {
    let mut ids: Vec<String> = tree
        .files()
        .filter_map(|(path, _)| path.strip_prefix("procedures/")?.strip_suffix(".kdl"))
        .filter_map(|path| path.split_once('/'))
        .filter_map(|(_, path)| path.rsplit_once('/'))
        .filter(|(_, version)| is_day(version))
        .map(|(id, _)| id.to_owned())
        .collect();
    ids.dedup();
    ids
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// No file of the engine names a procedure: what it does with one stands in the procedure's file.
pub(super) fn engine_names_no_procedure(tree: &Tree) -> Vec<Finding> {
    let ids = procedure_ids(tree);
    let mut findings = Vec::new();
    let engine = tree
        .rust("crates/")
        .filter(|(path, _)| path.contains("/src/"))
        .filter(|(path, _)| !MAY_NAME_PROCEDURES.iter().any(|allowed| path.starts_with(allowed)));
    for (path, text) in engine {
        // A procedure may stand in an example of a doc comment and in the tests below the code.
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        for (at, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for id in ids.iter().filter(|id| names(line, id)) {
                let message =
                    format!("the engine names the procedure `{id}`: say it in its file, by a general word");
                findings.push(finding(path, at + 1, "engine-names-no-procedure", message));
            }
        }
    }
    findings
}

/// Whether a string literal in `line` is `id`, or holds it as a part of a path or list.
fn names(line: &str, id: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    line.split('"').skip(1).step_by(2).any(|literal| literal.split(|c| !word(c)).any(|part| part == id))
}

/// Personal rows are opened in `office::access` only: nobody reads a person unseen.
pub(super) fn one_door_to_persons(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let others = tree
        .rust("crates/")
        .filter(|(path, _)| !path.starts_with("crates/office/src/access"))
        .filter(|(path, _)| !path.starts_with("crates/store/src/guarded"))
        .filter(|(path, _)| !path.starts_with("crates/store/tests"));
    for (path, text) in others {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if line.contains(".release(") {
                let message =
                    "opens personal rows outside office::access, where the trace is written".to_owned();
                findings.push(finding(path, at + 1, "one-door-to-persons", message));
            }
        }
    }
    findings
}

/// A module is `name.rs` with its parts in `name/`.
pub(super) fn no_mod_rs(tree: &Tree) -> Vec<Finding> {
    tree.rust("")
        .filter(|(path, _)| path.ends_with("/mod.rs"))
        .map(|(path, _)| finding(path, 0, "no-mod-rs", "call it after its folder, beside it".to_owned()))
        .collect()
}

/// The first words of a Rust file say what it is for; inner attributes may come before them.
pub(super) fn file_says_its_purpose(tree: &Tree) -> Vec<Finding> {
    let says = |text: &str| {
        let mut in_attribute = false;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line.starts_with("#![") || in_attribute {
                in_attribute = !line.ends_with(']');
                continue;
            }
            return line.starts_with("//!");
        }
        false
    };
    tree.rust("")
        .filter(|(_, text)| !says(text))
        .map(|(path, _)| {
            finding(path, 1, "file-says-its-purpose", "begin with `//!`: what this file is for".to_owned())
        })
        .collect()
}

/// Files over 400 lines stand in a list with their length, and may only shrink.
pub(super) fn long_files_only_shrink(tree: &Tree) -> Vec<Finding> {
    let rule = "long-files-only-shrink";
    let listed: BTreeMap<&str, usize> = tree
        .text(LONG_FILES)
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit_once(' '))
        .filter_map(|(path, lines)| Some((path.trim(), lines.parse().ok()?)))
        .collect();
    let mut findings = Vec::new();
    for (path, text) in tree.rust("") {
        let lines = text.lines().count();
        match listed.get(path) {
            None if lines > LINES_MAX => {
                findings.push(finding(
                    path,
                    0,
                    rule,
                    format!("{lines} lines, more than {LINES_MAX}: divide it"),
                ));
            }
            Some(&was) if lines > was => {
                findings.push(finding(path, 0, rule, format!("grew from {was} to {lines} lines: divide it")));
            }
            Some(_) if lines <= LINES_MAX => {
                findings.push(finding(path, 0, rule, format!("no longer long: strike it from {LONG_FILES}")));
            }
            _ => {}
        }
    }
    let gone = listed.keys().filter(|path| tree.text(path).is_none());
    findings.extend(gone.map(|path| finding(path, 0, rule, format!("is gone: strike it from {LONG_FILES}"))));
    findings
}

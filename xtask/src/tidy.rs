//! Tidy: the rules of the repository that no compiler holds.
//!
//! A rule is a function from the files of the repository to findings; each has a broken fixture in
//! `xtask/tests/tidy.rs`, so that a rule that finds nothing is known to be able to find something.

mod crates;
mod docs;
mod sources;
mod texts;
mod tree;

pub use tree::Tree;

use std::fmt;

/// Something in the repository that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the root of the repository.
    pub path: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The rule's name, as in [`RULES`].
    pub rule: &'static str,
    /// What is wrong and what to do instead.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {} [{}]", self.path, self.message, self.rule),
            line => write!(f, "{}:{line}: {} [{}]", self.path, self.message, self.rule),
        }
    }
}

/// A rule: its name and the function that applies it.
pub type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

/// All rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    ("crate-directions", crates::directions),
    ("sql-only-in-store", sources::sql_only_in_store),
    ("engine-names-no-procedure", sources::engine_names_no_procedure),
    ("one-door-to-persons", sources::one_door_to_persons),
    ("no-mod-rs", sources::no_mod_rs),
    ("file-says-its-purpose", sources::file_says_its_purpose),
    ("long-files-only-shrink", sources::long_files_only_shrink),
    ("no-machine-words", texts::no_machine_words),
    ("languages-agree", texts::languages_agree),
    ("decisions-linked", docs::decisions_linked),
    ("evidence-stands", docs::evidence_stands),
];

/// Applies every rule to `tree`; findings come sorted by file and line.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|(_, rule)| rule(tree)).collect();
    findings.sort();
    findings
}

/// Applies the rule called `name`; nothing when there is no such rule.
#[must_use]
pub fn check_one(name: &str, tree: &Tree) -> Vec<Finding> {
    RULES.iter().filter(|(rule, _)| *rule == name).flat_map(|(_, rule)| rule(tree)).collect()
}

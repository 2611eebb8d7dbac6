//! Documents: every decision page is listed in the index, every listed page exists, and so does what is named as evidence.

use super::{Finding, Tree};

const FOLDER: &str = "docs/decisions/";
const INDEX: &str = "docs/decisions/README.md";

/// Pages and index name each other.
pub(super) fn decisions_linked(tree: &Tree) -> Vec<Finding> {
    let rule = "decisions-linked";
    let index = tree.text(INDEX).unwrap_or_default();
    let pages = || {
        tree.files()
            .filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".md") && *path != INDEX)
            .filter_map(|(path, _)| path.strip_prefix(FOLDER))
    };
    let unlisted = pages().filter(|page| !index.contains(&format!("]({page})"))).map(|page| Finding {
        path: format!("{FOLDER}{page}"),
        line: 0,
        rule,
        message: format!("not linked from {INDEX}"),
    });
    let missing = index.lines().enumerate().flat_map(|(at, line)| {
        line.split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|link| link.ends_with(".md") && !link.contains('/'))
            .filter(|link| !pages().any(|page| page == *link))
            .map(move |link| Finding {
                path: INDEX.to_owned(),
                line: at + 1,
                rule,
                message: format!("links `{link}`, which does not exist"),
            })
            .collect::<Vec<_>>()
    });
    unlisted.chain(missing).collect()
}

/// Pages that name files and tests as evidence.
const EVIDENCE: &[&str] = &["docs/asvs.md", "docs/bad-input.md", "docs/threat-model.md"];
const ENDINGS: &[&str] = &[".rs", ".md", ".sql", ".toml", ".kdl", ".py", ".css", ".js"];

/// What a page names as evidence is there: each file, and each test in the file that stands before it on its line.
pub(super) fn evidence_stands(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in EVIDENCE {
        for (at, line) in tree.text(page).unwrap_or_default().lines().enumerate() {
            let mut wrong = |message: String| {
                findings.push(Finding {
                    path: (*page).to_owned(),
                    line: at + 1,
                    rule: "evidence-stands",
                    message,
                });
            };
            let mut text = None;
            for word in line.split('`').skip(1).step_by(2) {
                if word.contains('/') && ENDINGS.iter().any(|ending| word.ends_with(ending)) {
                    text = tree.text(word).or_else(|| tree.text(&format!("crates/{word}")));
                    if text.is_none() {
                        wrong(format!("names `{word}`, which does not exist"));
                    }
                } else if is_test(word)
                    && let Some(text) = text
                    && !text.contains(&format!("fn {word}("))
                {
                    wrong(format!("names the test `{word}`, which is not in the file before it"));
                }
            }
        }
    }
    findings
}

/// Tests are sentences: small letters and at least three words.
fn is_test(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    word.bytes().all(plain) && word.matches('_').count() >= 2
}

//! Documents: every decision page is listed in the index, and every listed page exists.

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

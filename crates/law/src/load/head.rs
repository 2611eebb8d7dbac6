//! The head of a procedure file: which procedure, from which day, on which base.

use crate::read::Node;
use kernel::Day;

/// The procedure that a file inherits: in the version of a day, or in the one in force.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base<'a> {
    pub(crate) id: &'a str,
    pub(crate) version: Option<Day>,
}

/// The head of a procedure file, and its nodes.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) id: String,
    pub(crate) in_force: Day,
    pub(crate) until: Option<Day>,
    pub(crate) inherits: Option<Base<'a>>,
    /// Whether it was made from the text of its acts.
    pub(crate) verified: bool,
    pub(crate) is_abstract: bool,
    /// Whether one person can have several open cases of it side by side.
    pub(crate) several: bool,
}

impl Draft<'_> {
    /// The version, as a message names it.
    pub(crate) fn version(&self) -> String {
        format!("`{}` of {}", self.id, self.in_force)
    }

    /// Whether a node comes from a file that this one inherits.
    pub(crate) fn inherited(&self, node: &Node<'_>) -> bool {
        node.source.file != self.node.source.file
    }
}

/// Reads the head of a procedure file; its path must say the same.
pub(crate) fn draft<'a>(node: Node<'a>, folder: &str, stem: &str) -> Option<Draft<'a>> {
    if node.word() != "procedure" {
        node.error(
            format!("a procedure file does not begin with `{}`", node.word()),
            "it holds one node: procedure \"id\" in-force=\"2026-01-01\" { … }",
        );
        return None;
    }
    node.shape(1..=1, &["in-force", "until", "inherits", "abstract", "several", "verified"]);
    let (id, in_force) = (node.id(), node.need_parsed::<Day>("in-force"));
    let (id, in_force) = (id?, in_force?);
    if folder != id {
        node.error(
            format!("the procedure `{id}` stands in the folder `{folder}`"),
            "folder and id must agree",
        );
    }
    if stem != in_force.to_string() {
        node.error_at(
            "in-force",
            format!("the version of {in_force} stands in the file `{stem}.kdl`"),
            "the file is called after the first day of the version",
        );
    }
    let until = node.parsed::<Day>("until");
    if until.is_some_and(|until| until <= in_force) {
        node.error_at("until", "this version ends before it begins", "`until` is the first day after it");
    }
    Some(Draft {
        node,
        id: id.to_owned(),
        in_force,
        until,
        inherits: node.string("inherits").and_then(|text| base(node, text)),
        verified: node.boolean("verified").unwrap_or(true),
        is_abstract: node.boolean("abstract").unwrap_or(false),
        several: node.boolean("several").unwrap_or(false),
    })
}

/// `id`, or `id@2014-05-22` for one version of it.
fn base<'a>(node: Node<'_>, text: &'a str) -> Option<Base<'a>> {
    let Some((id, day)) = text.split_once('@') else { return Some(Base { id: text, version: None }) };
    match day.parse() {
        Ok(day) => Some(Base { id, version: Some(day) }),
        Err(error) => {
            node.error_at(
                "inherits",
                format!("{error}"),
                "write inherits=\"id@2014-05-22\", or the id alone",
            );
            None
        }
    }
}

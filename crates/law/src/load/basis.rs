//! What a point of a procedure stands on: the provision it cites, and whether it was read in a source.

use crate::cite::{Act, ActKind};
use crate::read::{Node, known};
use kernel::Citation;
use std::cell::RefCell;
use std::collections::BTreeSet;

const KINDS: [(&str, ActKind); 3] =
    [("law", ActKind::Law), ("regulation", ActKind::Regulation), ("union", ActKind::Union)];

/// The properties of a cited point.
pub(crate) const BASIS: [&str; 3] = ["cite", "verified", "source"];

/// The properties of a cited point, and more.
pub(crate) fn basis_and<'a>(more: &[&'a str]) -> Vec<&'a str> {
    BASIS.iter().chain(more).copied().collect()
}

/// The acts that may be cited.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    own: Vec<Act>,
    shared: Vec<Act>,
    cited: RefCell<BTreeSet<String>>,
    unread: bool,
}

impl Acts {
    /// The acts of a file. In a version that is `unread` no act, and no point of one, counts as read.
    pub(crate) fn new(own: Vec<Act>, shared: &[Act], unread: bool) -> Self {
        let shared = shared.iter().filter(|act| own.iter().all(|known| known.alias != act.alias));
        let mut acts = Self { shared: shared.cloned().collect(), own, unread, ..Self::default() };
        for act in acts.own.iter_mut().chain(&mut acts.shared) {
            act.verified &= !unread;
        }
        acts
    }

    fn find(&self, alias: &str) -> Option<&Act> {
        self.own.iter().chain(&self.shared).find(|act| act.alias == alias)
    }

    /// The acts of the file, and those of the country that it cites.
    pub(crate) fn used(self) -> Vec<Act> {
        let cited = self.cited.into_inner();
        let shared = self.shared.into_iter().filter(|act| cited.contains(&act.alias));
        self.own.into_iter().chain(shared).collect()
    }
}

/// Citation, whether it was read, and where.
pub(crate) struct Basis {
    pub(crate) cite: Citation,
    pub(crate) verified: bool,
    pub(crate) source: Option<String>,
}

/// Reads `cite`, `verified` and `source` of a node.
pub(crate) fn basis(node: Node<'_>, acts: &Acts) -> Option<Basis> {
    let cite = cited(node, acts)?;
    let verified = node.verified();
    // A point read in the act itself needs no other source.
    let own = acts.find(cite.act()).filter(|act| act.verified && verified).and_then(|act| act.uri.clone());
    let source = source(node).or(own);
    if verified && source.is_none() && !acts.unread {
        node.error_at(
            "verified",
            format!("`{}` is said to be verified, but not where", node.word()),
            "add source=\"…\" with the address where it was read, or leave `verified` out",
        );
        return None;
    }
    Some(Basis { cite, verified: verified && !acts.unread, source })
}

/// Where a point was read, or why it is as it is: an address says how it is reached.
pub(crate) fn source(node: Node<'_>) -> Option<String> {
    let said = node.string("source")?;
    if said.starts_with("www.") {
        node.error_at(
            "source",
            format!("`{said}` is no address that a page can lead to"),
            format!("write https://{said}"),
        );
    }
    Some(said.to_owned())
}

/// As [`basis`] for a point that need not cite a provision; it is not verified then.
pub(crate) fn optional_basis(node: Node<'_>, acts: &Acts) -> Option<(Option<Citation>, bool)> {
    if node.value("cite").is_some() {
        return basis(node, acts).map(|basis| (Some(basis.cite), basis.verified));
    }
    if node.verified() {
        node.error(
            format!("`{}` is said to be verified, but cites no provision", node.word()),
            "add cite=\"…\", or leave `verified` out",
        );
        return None;
    }
    Some((None, false))
}

/// Reads `cite` alone: its act must be declared.
pub(crate) fn cited(node: Node<'_>, acts: &Acts) -> Option<Citation> {
    if node.value("cite").is_none() {
        node.error(
            format!("`{}` cites no provision", node.word()),
            "add cite=\"alias:point\", or the alias alone when the point is not known",
        );
        return None;
    }
    provision(node, "cite", acts)
}

/// The provision that a property names, of an act that is declared.
pub(crate) fn provision(node: Node<'_>, property: &str, acts: &Acts) -> Option<Citation> {
    let cite: Citation = node.parsed(property)?;
    if !can_be_point(cite.point()) {
        node.error_at(
            property,
            format!("`{}` is no point of an act", cite.point()),
            "write article(part)point, such as 67(2)3, or the alias alone when the point is not known",
        );
        return None;
    }
    if acts.find(cite.act()).is_some() {
        acts.cited.borrow_mut().insert(cite.act().to_owned());
        return Some(cite);
    }
    let aliases: Vec<&str> = acts.own.iter().chain(&acts.shared).map(|act| act.alias.as_str()).collect();
    node.error_at(
        property,
        format!("the act `{}` is not declared", cite.act()),
        format!("declare it by `law`; {}", known(cite.act(), &aliases)),
    );
    None
}

/// Whether a text can name a point: some number or word, and every bracket with something in it closed.
fn can_be_point(point: &str) -> bool {
    let mut open = None;
    for (at, letter) in point.char_indices() {
        match (letter, open) {
            ('(', None) => open = Some(at),
            (')', Some(from)) if at > from + 1 => open = None,
            ('(' | ')', _) => return false,
            _ => {}
        }
    }
    open.is_none() && (point.is_empty() || point.chars().any(|letter| letter.is_ascii_alphanumeric()))
}

/// Reads a `law` node.
pub(crate) fn act(node: Node<'_>) -> Option<Act> {
    node.shape(1..=1, &["uri", "kind", "verified", "genitive"]);
    node.only(&["title", "short", "note"]);
    let alias = node.id()?;
    if alias.parse::<Citation>().is_err() {
        node.error(format!("`{alias}` is not an alias of an act"), "use small letters, digits and hyphens");
        return None;
    }
    let kind = node.choice("kind", &KINDS);
    let title = node.need_text("title");
    let genitive = node.need("genitive");
    let title = title?;
    Some(Act {
        alias: alias.to_owned(),
        uri: node.string("uri").map(str::to_owned),
        short: node.text("short").unwrap_or_else(|| title.clone()),
        title,
        genitive_lv: genitive?.to_owned(),
        kind: kind?,
        verified: node.verified(),
        note: node.text("note"),
    })
}

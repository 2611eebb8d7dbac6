//! Parameters: what a base leaves to the files that inherit it.
//!
//! A base declares `parameter "term" "1 year"` and writes `"$term"` wherever the value belongs; a file that inherits it
//! gives its own value by the same word.

use crate::load::head::Draft;
use crate::read::tree::{Element, Value};
use crate::read::{Node, known};
use std::collections::{BTreeMap, BTreeSet};

const MARK: char = '$';

/// The values of the parameters among the nodes, by name.
pub(crate) fn values<'a>(draft: &Draft<'_>, nodes: &[Node<'a>]) -> BTreeMap<&'a str, &'a Value<'a>> {
    let mut values = BTreeMap::new();
    for node in nodes.iter().filter(|node| node.word() == "parameter") {
        node.shape(2..=2, &["required"]);
        node.only(&["name"]);
        let (Some(id), Some(value)) = (node.id(), node.arg(1)) else { continue };
        // The base writes how it looks; whoever inherits must write its own.
        if node.boolean("required") == Some(true) && !draft.is_abstract {
            draft.node.error(
                format!("`{}` gives no value to the parameter `{id}`", draft.id),
                format!("add parameter \"{id}\" with a value such as {value}"),
            );
        }
        values.insert(id, value);
    }
    values
}

/// The nodes with every `"$name"` replaced by the value of that parameter, `None` for a node that asks for none; what
/// no node uses is noted.
pub(crate) fn fill<'a>(
    draft: &Draft<'_>,
    nodes: &[Node<'a>],
    values: &BTreeMap<&str, &'a Value<'a>>,
) -> Vec<Option<Element<'a>>> {
    let mut used = BTreeSet::new();
    let filled = nodes
        .iter()
        .map(|node| {
            let asks = node.word() != "parameter" && marked(node.element());
            asks.then(|| {
                let mut copy = node.element().clone();
                replace(&mut copy, *node, values, &mut used);
                copy
            })
        })
        .collect();
    // A base is used by its own nodes only; whoever inherits may have replaced the node that asked.
    let own =
        nodes.iter().filter(|node| node.word() == "parameter" && node.source.file == draft.node.source.file);
    for node in own {
        if let Some(id) = node.id().filter(|id| !used.contains(*id)) {
            node.error(
                format!("nothing in `{}` uses the parameter `{id}`", draft.id),
                format!("write \"{MARK}{id}\" where it belongs, or take it away"),
            );
        }
    }
    filled
}

/// Whether a node asks for a parameter, itself or in what stands inside it.
fn marked(element: &Element<'_>) -> bool {
    element.entries.iter().any(|entry| parameter(&entry.value).is_some())
        || element.children.iter().any(marked)
}

/// The parameter that a value asks for.
fn parameter<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.as_string()?.strip_prefix(MARK)
}

fn replace<'a>(
    copy: &mut Element<'a>,
    at: Node<'_>,
    values: &BTreeMap<&str, &'a Value<'a>>,
    used: &mut BTreeSet<String>,
) {
    for entry in &mut copy.entries {
        let Some(name) = parameter(&entry.value) else { continue };
        match values.get(name) {
            Some(value) => {
                used.insert(name.to_owned());
                entry.value = (*value).clone();
            }
            None => {
                let names: Vec<&str> = values.keys().copied().collect();
                at.error(
                    format!("there is no parameter `{name}`"),
                    format!("declare it by `parameter`; {}", known(name, &names)),
                );
            }
        }
    }
    for child in &mut copy.children {
        replace(child, at, values, used);
    }
}

/// A value as a person reads it.
pub(crate) fn said(value: &Value<'_>) -> String {
    value.as_string().map_or_else(|| value.to_string(), str::to_owned)
}

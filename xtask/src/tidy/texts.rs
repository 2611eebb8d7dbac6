//! Texts: nothing from the machine we build on, and every text in every language.

use super::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Paths and words of build machines and of tools; taken apart so that this file does not contain them.
const MACHINE_WORDS: &[&str] = &[
    concat!("/wor", "k/main"),
    concat!("/wor", "k/shared"),
    concat!("/wor", "k/wt-"),
    concat!("/roo", "t/"),
    concat!("/tmp/br", "ief"),
    concat!("/home/", "user"),
    concat!("Clau", "de"),
    concat!("Chat", "GPT"),
    concat!("Anth", "ropic"),
    concat!("language mo", "del"),
];

/// No file names a folder of somebody's machine or the tool it was written with.
pub(super) fn no_machine_words(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        for (at, line) in text.lines().enumerate() {
            for word in MACHINE_WORDS.iter().filter(|word| line.contains(**word)) {
                findings.push(Finding {
                    path: path.to_owned(),
                    line: at + 1,
                    rule: "no-machine-words",
                    message: format!("names `{word}`, which means nothing outside one machine"),
                });
            }
        }
    }
    findings
}

/// Each Fluent file under `translations/` has a twin in each other language, with the same keys.
///
/// A file is `translations/lv.ftl` or `translations/lv/portal.ftl`: the part with two letters is the
/// language, the rest is the name that the twins share.
pub(super) fn languages_agree(tree: &Tree) -> Vec<Finding> {
    let mut by_name: BTreeMap<String, BTreeMap<String, BTreeSet<&str>>> = BTreeMap::new();
    let mut languages = BTreeSet::new();
    for (path, text) in tree.files() {
        let Some((name, language)) = translation(path) else { continue };
        languages.insert(language.clone());
        by_name.entry(name).or_default().insert(language, keys(text));
    }
    let mut findings = Vec::new();
    for (name, twins) in &by_name {
        let all: BTreeSet<&str> = twins.values().flatten().copied().collect();
        for language in &languages {
            let path = name.replace("*", language);
            let mut found = |message| {
                findings.push(Finding { path: path.clone(), line: 0, rule: "languages-agree", message });
            };
            match twins.get(language) {
                None => found("missing, though another language has it".to_owned()),
                Some(own) => all.difference(own).for_each(|key| found(format!("has no text for `{key}`"))),
            }
        }
    }
    findings
}

/// `translations/lv/portal.ftl` as (`translations/*/portal.ftl`, `lv`).
fn translation(path: &str) -> Option<(String, String)> {
    let (folder, rest) = path.split_once("translations/")?;
    let stem = rest.strip_suffix(".ftl")?;
    let language = stem.split(['/', '.']).find(|part| part.len() == 2)?;
    let name = stem
        .split('/')
        .map(|part| {
            part.split('.')
                .map(|word| if word == language { "*" } else { word })
                .collect::<Vec<_>>()
                .join(".")
        })
        .collect::<Vec<_>>()
        .join("/");
    Some((format!("{folder}translations/{name}.ftl"), language.to_owned()))
}

/// The message ids of a Fluent file, with the attributes of each as `id.attribute`.
fn keys(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim())
        .collect()
}

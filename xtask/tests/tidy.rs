//! The repository keeps its rules, and each rule finds its own broken fixture.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::path::Path;
use xtask::tidy::{RULES, Tree, check, check_one};

/// What each rule must find: the files, and the path with a part of the message.
type Fixture =
    (&'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);

const FIXTURES: &[Fixture] = &[
    (
        "crate-directions",
        &[
            ("crates/law/Cargo.toml", "[dependencies]\nkernel.workspace = true\nstore.workspace = true\n"),
            ("crates/store/Cargo.toml", "[dev-dependencies]\noffice = { path = \"../office\" }\n"),
            ("crates/documents/Cargo.toml", "[dependencies.tokio]\nworkspace = true\n"),
            (
                "crates/kernel/Cargo.toml",
                "[dependencies]\nother = { package = \"law\", path = \"../law\" }\n",
            ),
            ("crates/office/Cargo.toml", "[target.'cfg(unix)'.dependencies]\nweb.workspace = true\n"),
            ("crates/helper/Cargo.toml", "[package]\nname = \"helper\"\n"),
        ],
        &[
            ("crates/law/Cargo.toml", "`law` may not depend on `store`"),
            ("crates/store/Cargo.toml", "`store` may not depend on `office`"),
            ("crates/documents/Cargo.toml", "is pure"),
            ("crates/kernel/Cargo.toml", "`kernel` may not depend on `law`"),
            ("crates/office/Cargo.toml", "`office` may not depend on `web`"),
            ("crates/helper/Cargo.toml", "has no place yet"),
        ],
    ),
    (
        "sql-only-in-store",
        &[
            ("crates/store/src/read.rs", "const ALL: &str = \"SELECT a FROM t\";\n"),
            ("crates/office/src/a.rs", "const ALL: &str = \"SELECT a FROM t\";\n"),
            ("crates/web/src/b.rs", "let s = \"UPDATE t SET a = 1\";\n"),
            ("crates/web/src/c.rs", "// SELECT is only a word here\n"),
        ],
        &[("crates/office/src/a.rs", "named statement"), ("crates/web/src/b.rs", "named statement")],
    ),
    (
        "engine-names-no-procedure",
        &[
            ("procedures/lv/library.card/2024-01-01.kdl", "procedure"),
            ("procedures/lv/general/2024-01-01.kdl", "procedure"),
            ("procedures/lv/country.kdl", "country"),
            ("crates/office/src/cases.rs", "if id == \"library.card\" {}\n"),
            ("crates/web/src/portal.rs", "let path = \"/services/general/apply\";\n"),
            (
                "crates/law/src/load.rs",
                "//! such as \"library.card\"\nlet general = \"in general terms\".len();\nfn general() {}\n",
            ),
            (
                "crates/law/src/tests.rs",
                "fn a() {}\n#[cfg(test)]\nmod tests { const ID: &str = \"library.card\"; }\n",
            ),
            ("crates/office/src/synthetic/personas.rs", "let id = \"library.card\";\n"),
        ],
        &[
            ("crates/law/src/load.rs", "`general`"),
            ("crates/office/src/cases.rs", "`library.card`"),
            ("crates/web/src/portal.rs", "`general`"),
        ],
    ),
    (
        "one-door-to-persons",
        &[
            ("crates/office/src/access.rs", "let row = guarded.release(&token);\n"),
            ("crates/office/src/register.rs", "let row = guarded.release(&token);\n"),
        ],
        &[("crates/office/src/register.rs", "outside office::access")],
    ),
    (
        "no-mod-rs",
        &[("crates/office/src/cases/mod.rs", "//! x\n"), ("crates/office/src/model.rs", "//! x\n")],
        &[("crates/office/src/cases/mod.rs", "after its folder")],
    ),
    (
        "file-says-its-purpose",
        &[
            ("crates/a/src/good.rs", "//! Good.\n"),
            ("crates/a/tests/good.rs", "#![allow(\n    missing_docs,\n)]\n\n//! Good too.\n"),
            ("crates/a/src/bad.rs", "use std::fmt;\n"),
            ("crates/a/src/empty.rs", ""),
        ],
        &[("crates/a/src/bad.rs", "begin with"), ("crates/a/src/empty.rs", "begin with")],
    ),
    (
        "no-machine-words",
        &[
            ("docs/a.md", concat!("see /wor", "k/main\n")),
            ("crates/a/src/b.rs", concat!("// ask Clau", "de\n")),
            ("docs/c.md", "the work of the office; roots of words\n"),
        ],
        &[("crates/a/src/b.rs", "one machine"), ("docs/a.md", "one machine")],
    ),
    (
        "languages-agree",
        &[
            ("translations/lv/portal.ftl", "title = Sākums\nlead = Laipni\n    lūdzam = te\n"),
            ("translations/en/portal.ftl", "title = Home\nextra = More\n"),
            ("translations/lv/desk.ftl", "queue = Rinda\n"),
            ("crates/web/translations/lv.ftl", "a = b\n"),
            ("crates/web/translations/en.ftl", "a = b\n# c = d\n"),
        ],
        &[
            ("translations/en/desk.ftl", "missing"),
            ("translations/en/portal.ftl", "`lead`"),
            ("translations/lv/portal.ftl", "`extra`"),
        ],
    ),
    (
        "decisions-linked",
        &[
            ("docs/decisions/README.md", "- [Crates](0001-crates.md)\n- [Gone](0009-gone.md)\n"),
            ("docs/decisions/0001-crates.md", "# Crates\n"),
            ("docs/decisions/0002-log.md", "# Log\n"),
        ],
        &[("docs/decisions/0002-log.md", "not linked"), ("docs/decisions/README.md", "0009-gone.md")],
    ),
    (
        "evidence-stands",
        &[
            (
                "docs/asvs.md",
                "| a | `web/tests/a.rs` `a_test_that_is_there` |\n| b | `web/tests/a.rs` `a_test_that_is_gone` |\n",
            ),
            ("docs/threat-model.md", "see `docs/none.md`\n"),
            ("crates/web/tests/a.rs", "//! A test.\nfn a_test_that_is_there() {}\n"),
        ],
        &[
            ("docs/asvs.md", "`a_test_that_is_gone`"),
            ("docs/threat-model.md", "`docs/none.md`, which does not exist"),
        ],
    ),
];

#[test]
fn the_repository_is_tidy() {
    let tree =
        Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the repository can be read");
    assert!(tree.text("Cargo.toml").is_some_and(|text| text.contains("[workspace]")), "read from the root");
    let findings: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn every_rule_finds_its_broken_fixture_and_nothing_else() {
    for (rule, files, expected) in FIXTURES {
        let mut findings = check_one(rule, &Tree::of(files.iter().copied()));
        findings.sort();
        findings.dedup_by(|a, b| a.path == b.path && a.message == b.message);
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(
            findings.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(),
            expected.iter().map(|(path, _)| *path).collect::<Vec<_>>(),
            "{rule}: {findings:#?}"
        );
        for (finding, (_, part)) in findings.iter().zip(&expected) {
            assert!(finding.message.contains(part), "{rule}: `{finding}` should say `{part}`");
            assert_eq!(finding.rule, *rule);
        }
    }
}

#[test]
fn no_rule_is_without_a_fixture() {
    let tested =
        |rule: &str| FIXTURES.iter().any(|(name, ..)| *name == rule) || rule == "long-files-only-shrink";
    let untested: Vec<_> = RULES.iter().filter(|(rule, _)| !tested(rule)).map(|(rule, _)| rule).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn a_long_file_is_found_unless_listed_and_the_list_only_shrinks() {
    let of = |lines: usize| "//! x\n".repeat(lines);
    let list = "# comment\ncrates/a/src/known.rs 500\ncrates/a/src/grown.rs 450\ncrates/a/src/short.rs 450\ncrates/a/src/gone.rs 450\n";
    let tree = Tree::of([
        ("xtask/long-files.txt", list.to_owned()),
        ("crates/a/src/exact.rs", of(400)),
        ("crates/a/src/new.rs", of(401)),
        ("crates/a/src/known.rs", of(480)),
        ("crates/a/src/grown.rs", of(451)),
        ("crates/a/src/short.rs", of(400)),
    ]);
    let mut found: Vec<_> = check_one("long-files-only-shrink", &tree).into_iter().map(|f| f.path).collect();
    found.sort();
    let expected = ["gone", "grown", "new", "short"].map(|name| format!("crates/a/src/{name}.rs"));
    assert_eq!(found, expected);
}

//! What a screen reader says, in its order, on the pages of five journeys: find out about a service, book a time, ask for
//! a passport, follow one's matter, work on it at the office. Read from the browser's accessibility tree and kept as
//! snapshots, so that a change of order, name or role is seen by whoever reviews it.

use crate::browser::{Browser, Tools, tools};
use crate::server::{OFFICE, SERVICE, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Roles that say nothing themselves.
const SILENT: [&str; 10] = [
    "none",
    "generic",
    "StaticText",
    "InlineTextBox",
    "LineBreak",
    "paragraph",
    "ListMarker",
    "RootWebArea",
    "LabelText",
    "LayoutTableCell",
];
/// States worth saying.
const STATES: [&str; 7] = ["level", "required", "invalid", "expanded", "checked", "disabled", "current"];

/// The tree as lines: role, name, states; indented by what encloses it.
async fn heard(browser: &Browser) -> String {
    browser.devtools("Accessibility.enable", json!({})).await;
    let tree = browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes: BTreeMap<&str, &Value> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["nodeId"].as_str().unwrap(), node))
        .collect();
    let mut text = String::new();
    if let Some(root) = tree["nodes"].as_array().unwrap().first() {
        say(&nodes, root, 0, &mut text);
    }
    masked(&text)
}

fn say(nodes: &BTreeMap<&str, &Value>, node: &Value, depth: usize, text: &mut String) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let spoken = node["ignored"] != json!(true) && !SILENT.contains(&role);
    if spoken {
        let name = node["name"]["value"].as_str().unwrap_or_default();
        write!(text, "{}{role}", "  ".repeat(depth)).unwrap();
        if !name.is_empty() {
            write!(text, " “{}”", name.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap();
        }
        for state in node["properties"].as_array().into_iter().flatten() {
            let (name, value) = (state["name"].as_str().unwrap_or_default(), &state["value"]["value"]);
            if STATES.contains(&name) && ![json!(false), json!("false")].contains(value) {
                write!(text, " {name}={}", value.to_string().trim_matches('"')).unwrap();
            }
        }
        let description = node["description"]["value"].as_str().unwrap_or_default();
        if !description.is_empty() {
            write!(text, " ({description})").unwrap();
        }
        text.push('\n');
    } else if role == "StaticText" && node["ignored"] != json!(true) {
        // Words between what has a name of its own.
        let words = node["name"]["value"].as_str().unwrap_or_default().trim();
        if !words.is_empty() {
            writeln!(text, "{}{words}", "  ".repeat(depth)).unwrap();
        }
        return;
    }
    // What is said as a name is not said again word by word.
    let named =
        ["link", "button", "heading", "option", "MenuListPopup", "DisclosureTriangle"].contains(&role);
    if spoken && named && !node["name"]["value"].as_str().unwrap_or_default().is_empty() {
        return;
    }
    for child in node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if let Some(child) = nodes.get(child) {
            say(nodes, child, depth + usize::from(spoken), text);
        }
    }
}

/// Without what chance drew: numbers of cases, visits, letters and documents, and references of payments.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let words = line.trim_start();
        out.push_str(&line[..line.len() - words.len()]);
        let mut reference = false;
        let masked = words.split(' ').map(|word| {
            let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
            let upper = plain.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            // ISO 11649, in groups of four.
            reference = plain.len() == 4 && upper && (reference || plain.starts_with("RF"));
            // A number of ours may have no digit; then its three groups of four tell it.
            let grouped = plain.len() == 12 && word.matches('-').count() == 2;
            let number = grouped || plain.contains(|c: char| c.is_ascii_digit());
            if reference || (plain.len() >= 8 && upper && number) { "[drawn]" } else { word }
        });
        out.push_str(&masked.collect::<Vec<_>>().join(" "));
        out.push('\n');
    }
    out
}

async fn hear(browser: &Browser, name: &str) {
    let text = heard(browser).await;
    let main = text.find("\nmain").map_or(text.as_str(), |at| &text[at + 1..]);
    // The frame is the same on each page: it is kept once.
    let outline = outline(&text);
    let kept = match name {
        "home" => text.as_str(),
        "work" | "work-case" => outline.as_str(),
        _ => main,
    };
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/read_aloud" }, {
        insta::assert_snapshot!(name, kept);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn five_journeys_are_heard_in_their_order() {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&format!("sqlite:{}", folder.path().join("office.db").display()));
    let stranger = Browser::open(&server.base, &tools, 1280).await;
    for (path, name) in [
        ("/en".to_owned(), "home"),
        ("/en/services".to_owned(), "services"),
        (format!("/en/services/{SERVICE}"), "service"),
        (format!("/en/offices/{OFFICE}"), "office"),
        (format!("/en/book?service={SERVICE}&office={OFFICE}"), "book-day"),
        (format!("/en/book?service={SERVICE}&office={OFFICE}&day=2026-11-25"), "book-time"),
    ] {
        stranger.go(&path).await;
        hear(&stranger, name).await;
    }
    stranger.close().await;
    let case = asked(&server, &tools).await;
    decided(&server, &tools, &case).await;
    assert!(server.stop());
}

/// A client asks for a passport and follows it.
async fn asked(server: &Server, tools: &Tools) -> String {
    let client = Browser::as_somebody(&server.base, tools, "Ilze Piemēra").await;
    let on = "main form:has(.actions) .actions button[type=submit]";
    client.go(&format!("/en/apply/{SERVICE}")).await;
    hear(&client, "apply-for-whom").await;
    client.press(on).await;
    client.press(on).await;
    hear(&client, "apply-with-a-mistake").await;
    client.press("[name=known][value=right]").await;
    // How soon, and whether a part of the fee is claimed, is answered beforehand.
    for _ in 0..3 {
        client.press(on).await;
    }
    client.press("[name=q-document-previous][value=held]").await;
    client.press(on).await;
    client.press(on).await;
    client.choose("select[name=office]", OFFICE).await;
    client.press(on).await;
    hear(&client, "apply-check").await;
    client.press(on).await;
    hear(&client, "matter").await;
    let case = client.path().await.rsplit('/').next().unwrap().to_owned();
    client.go("/en/my-data").await;
    hear(&client, "my-data").await;
    client.close().await;
    case
}

/// The landmarks and the headings of the first two levels: by them a listener finds around a page. What lies on an
/// officer's desk comes in no fixed order.
fn outline(text: &str) -> String {
    const LANDMARKS: [&str; 6] = ["banner", "navigation", "search", "main", "complementary", "contentinfo"];
    let kept = text.lines().map(str::trim_start).filter(|line| {
        let role = line.split(' ').next().unwrap_or_default();
        let high = line.ends_with("level=1") || line.ends_with("level=2");
        LANDMARKS.contains(&role) || (role == "heading" && high)
    });
    kept.map(|line| format!("{line}\n")).collect()
}

/// An officer looks at it.
async fn decided(server: &Server, tools: &Tools, case: &str) {
    let officer = Browser::as_somebody(&server.base, tools, "Gints Lietvedis").await;
    for (path, name) in [("/en/work".to_owned(), "work"), (format!("/en/work/cases/{case}"), "work-case")] {
        officer.go(&path).await;
        hear(&officer, name).await;
    }
    officer.close().await;
}

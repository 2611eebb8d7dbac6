//! Every page that somebody of the demonstration can reach by links, in its forms: both languages, both versions, light
//! and dark, a phone of 320 pixels and a desktop of 1280. Each is scanned by axe-core for WCAG 2.2 AA, must not scroll
//! sideways, and is valid HTML by html-validate.
//!
//! `./test` takes one form of each page, in turn so that all sixteen occur, and of pages alike those of two people;
//! `./test --full` takes all of them. The pages that only a sent form leads to are looked at by [`crate::behind_forms`].

use crate::browser::{Browser, Tools, tools};
use crate::server::Server;
use futures::StreamExt as _;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, Mutex};

/// Who looks around: nobody in particular, a client, and an officer of each duty.
pub const PEOPLE: [&str; 10] = [
    "",
    "Ilze Piemēra",
    "Dace Lodziņa",
    "Gints Lietvedis",
    "Ināra Lēmēja",
    "Vilma Pārraudze",
    "Andris Rēķinvedis",
    "Sandra Glabātāja",
    "Normunds Revidents",
    "Sanita Sistēma",
];
/// Pages of one shape that are looked at: the tenth service page is like the second. `./test` looks at one, of two people.
const ALIKE: usize = 2;
/// Where links lead that are no pages, end the sign-in, or load themselves again because somebody asked for it.
const NO_PAGES: [&str; 10] =
    ["refresh=yes", ".atom", ".pdf", "/letter", "/file", "/sign-out", "/assets", "/api", ".xml", "/proof"];

/// One of the sixteen forms of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    lang: &'static str,
    view: &'static str,
    scheme: &'static str,
    width: u32,
}

pub fn forms() -> Vec<Form> {
    let mut all = Vec::new();
    for lang in ["lv", "en"] {
        for view in ["graphic", "text"] {
            for scheme in ["light", "dark"] {
                all.extend([320, 1280].map(|width| Form { lang, view, scheme, width }));
            }
        }
    }
    all
}

/// The address of a page in a form; `path` begins with `/en`.
pub fn address(path: &str, form: Form) -> String {
    let rest = path.strip_prefix("/en").unwrap_or(path);
    let (rest, anchor) = rest.split_once('#').unwrap_or((rest, ""));
    assert!(anchor.is_empty(), "{path}");
    let joint = if rest.contains('?') { '&' } else { '?' };
    format!("/{}{rest}{joint}view={}", form.lang, form.view)
}

/// What pages are alike: the path without its query, each part that names one thing as `{}`.
pub fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let named = |part: &str| part.contains(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
    path.split('/').map(|part| if named(part) { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

/// Where a walk begins, and what the addresses of its pages begin with. Clients keep to their matters and officers to
/// their workbench: what everybody sees was seen.
pub const WALKS: [(&[&str], &[&str]); 3] = [
    (&["/en", "/en/site-map"], &["/en"]),
    (&["/en/matters", "/en/my-data"], &["/en/matters", "/en/my-", "/en/apply", "/en/book", "/en/report"]),
    (&["/en/work"], &["/en/work"]),
];

/// What all people together have looked at, by its shape: in a sample, two of them are enough.
pub struct Shared {
    enough: usize,
    seen: Mutex<BTreeMap<String, usize>>,
}

impl Shared {
    pub fn new(forms_each: usize, enough: usize) -> Self {
        Self { enough: if forms_each == 1 { enough } else { usize::MAX }, seen: Mutex::default() }
    }

    /// Whether what has this shape is still to be looked at; it counts as looked at from now on.
    pub fn wants(&self, shape: &str) -> bool {
        let mut seen = self.seen.lock().unwrap();
        let looked = seen.entry(shape.to_owned()).or_default();
        *looked += 1;
        *looked <= self.enough
    }
}

/// The pages that links lead to, one after the other.
pub struct Trail {
    within: &'static [&'static str],
    /// Pages of one shape that are looked at.
    alike: usize,
    seen: BTreeSet<String>,
    shapes: BTreeMap<String, usize>,
    waiting: VecDeque<String>,
}

impl Trail {
    pub fn new((begin, within): (&[&str], &'static [&'static str]), forms_each: usize) -> Self {
        let alike = if forms_each == 1 { 1 } else { ALIKE };
        let waiting = begin.iter().map(|path| (*path).to_owned()).collect();
        Self { within, alike, seen: BTreeSet::new(), shapes: BTreeMap::new(), waiting }
    }

    /// The next page, in English.
    pub fn next(&mut self) -> Option<String> {
        while let Some(path) = self.waiting.pop_front() {
            if !self.seen.insert(path.clone()) {
                continue;
            }
            let alike = self.shapes.entry(shape(&path)).or_default();
            *alike += 1;
            if *alike <= self.alike {
                return Some(path);
            }
        }
        None
    }

    /// Notes where the links of the page that is shown lead, in whatever language it is shown.
    async fn follow(&mut self, browser: &Browser) {
        let links = "return [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin \
                     && !a.hasAttribute('download')).map(a => a.pathname + a.search);";
        let Value::Array(links) = browser.script(links, vec![]).await else { panic!("no links") };
        for link in links.iter().filter_map(Value::as_str) {
            self.note(link);
        }
    }

    /// The same of a page as it is sent.
    pub fn follow_sent(&mut self, html: &str) {
        for tag in html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next()) {
            let href = tag.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
            if let Some(link) = href.filter(|link| link.starts_with('/') && !tag.contains(" download")) {
                self.note(link.split('#').next().unwrap_or_default().replace("&amp;", "&").as_str());
            }
        }
    }

    fn note(&mut self, link: &str) {
        let page = link.split('?').next().unwrap_or_default().replacen("/lv", "/en", 1);
        let skipped = NO_PAGES.iter().any(|part| page.contains(part) || link.contains(part));
        if self.within.iter().any(|known| page.starts_with(known)) && !skipped && !link.contains("view=") {
            self.waiting.push_back(link.replacen("/lv", "/en", 1));
        }
    }
}

/// What is wrong with the page that is shown, one line each.
pub async fn faults(browser: &Browser) -> Vec<String> {
    let mut wrong = browser.broken_rules().await;
    let over = browser.sideways().await;
    if over > 1 {
        wrong.push(format!("scrolls sideways by {over} pixels"));
    }
    wrong
}

pub async fn take(browser: &Browser, form: Form) {
    let narrow = json!({ "width": form.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", narrow).await;
    let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": form.scheme }] });
    browser.devtools("Emulation.setEmulatedMedia", scheme).await;
}

/// Somebody who looks around.
struct Visit<'a> {
    base: &'a str,
    tools: &'a Tools,
    sources: &'a Path,
    forms: &'a [Form],
    forms_each: usize,
    nth: usize,
    shared: &'a Shared,
}

impl Visit<'_> {
    /// Looks at every page that `who` reaches; answers how many were seen, and what is wrong.
    async fn of(self, who: &str) -> (usize, String) {
        let browser = if who.is_empty() {
            Browser::open(self.base, self.tools, 1280).await
        } else {
            Browser::as_somebody(self.base, self.tools, who).await
        };
        let cookies = browser.cookies().await;
        let mut trail = Trail::new(WALKS[self.nth.min(WALKS.len() - 1)], self.forms_each);
        let (mut turn, mut looked, mut wrong) = (0, 0, String::new());
        while let Some(path) = trail.next() {
            if !self.shared.wants(&shape(&path)) {
                trail.follow_sent(&as_sent(self.base, &path, &cookies).await);
                continue;
            }
            for step in 0..self.forms_each {
                // Seven has no factor in common with sixteen: each form comes up as often as another.
                let form = self.forms[((turn + self.nth) * 7 + step * 9) % self.forms.len()];
                let address = address(&path, form);
                take(&browser, form).await;
                browser.go(&address).await;
                for fault in faults(&browser).await {
                    writeln!(wrong, "{who} {address} {form:?}: {fault}").unwrap();
                }
                let file = self.sources.join(format!("{}-{looked:05}.html", self.nth));
                keep(self.base, &address, &cookies, &file).await;
                looked += 1;
            }
            trail.follow(&browser).await;
            turn += 1;
        }
        eprintln!("{who}: {turn} pages");
        browser.close().await;
        (looked, wrong)
    }
}

/// Looks at every page in so many of its forms.
async fn look(forms_each: usize) {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&format!("sqlite:{}", folder.path().join("office.db").display()));
    let (sources, all) = (folder.path().join("html"), forms());
    let shared = Shared::new(forms_each, 2);
    std::fs::create_dir(&sources).unwrap();
    // Two at once: one waits for the browser while the other one's page is judged.
    let visits = PEOPLE.iter().enumerate().map(|(nth, who)| {
        let (server, tools, sources, all, shared) = (&server, &tools, &sources, &all, &shared);
        async move {
            let visit = Visit { base: &server.base, tools, sources, forms: all, forms_each, nth, shared };
            visit.of(who).await
        }
    });
    let visits: Vec<(usize, String)> = futures::stream::iter(visits).buffer_unordered(2).collect().await;
    let looked: usize = visits.iter().map(|(looked, _)| looked).sum();
    let mut wrong: String = visits.into_iter().map(|(_, wrong)| wrong).collect();
    validate(&sources, &mut wrong);
    eprintln!("{looked} pages were looked at");
    assert!(looked > 100, "only {looked} pages were found");
    assert!(wrong.is_empty(), "{wrong}");
}

// Connections belong to the test that opened them: none is kept.
static HTTP: LazyLock<reqwest::Client> =
    LazyLock::new(|| reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap());

/// The page as it is sent.
pub async fn as_sent(base: &str, address: &str, cookies: &str) -> String {
    let request = HTTP.get(format!("{base}{address}")).header("cookie", cookies);
    request.send().await.unwrap().text().await.unwrap()
}

/// Keeps the page as it is sent: a browser mends what is wrong with it. Its first line names it.
pub async fn keep(base: &str, address: &str, cookies: &str, file: &Path) {
    let html = as_sent(base, address, cookies).await;
    std::fs::write(file, format!("{html}\n<!-- {address} -->\n")).unwrap();
}

/// Valid by html-validate, with its rules for the standard.
pub fn validate(folder: &Path, wrong: &mut String) {
    let Ok(program) = std::env::var("PARVALDE_TEST_HTML") else {
        eprintln!("PARVALDE_TEST_HTML is not set: the HTML is not validated");
        return;
    };
    let rules = json!({
        "root": true,
        "extends": ["html-validate:standard"],
        // These are of the house and not of the standard: maud writes neither.
        "rules": { "void-style": "off", "no-trailing-whitespace": "off", "doctype-style": "off" },
    });
    std::fs::write(folder.join(".htmlvalidate.json"), rules.to_string()).unwrap();
    let output = Command::new("node")
        // Into a file: what is longer than a pipe holds would be cut off.
        .args([&program, "--formatter", "json=told.json", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let told = std::fs::read_to_string(folder.join("told.json")).unwrap_or_default();
    let report: Vec<Value> = serde_json::from_str(&told)
        .unwrap_or_else(|why| panic!("{why}: {told}{}", String::from_utf8_lossy(&output.stderr)));
    for page in report {
        let file = page["filePath"].as_str().unwrap();
        let html = std::fs::read_to_string(file).unwrap();
        let name = html.trim_end().lines().last().unwrap_or_default().to_owned();
        for message in page["messages"].as_array().unwrap() {
            let line = message["line"].as_u64().unwrap_or(1).saturating_sub(1);
            let column = usize::try_from(message["column"].as_u64().unwrap_or(1)).unwrap().saturating_sub(1);
            let text: String = html
                .lines()
                .nth(usize::try_from(line).unwrap())
                .unwrap_or_default()
                .chars()
                .skip(column.saturating_sub(20))
                .take(120)
                .collect();
            writeln!(wrong, "{name} {}: {} near `{text}`", message["ruleId"], message["message"]).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_open_to_everybody_in_one_of_its_forms() {
    look(1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "every page in sixteen forms: ./test --full"]
async fn every_page_is_open_to_everybody_in_every_form() {
    look(16).await;
}

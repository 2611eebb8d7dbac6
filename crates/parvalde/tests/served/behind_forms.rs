//! Pages that only a sent form leads to: what is wrong beside the fields, the steps of an application, confirmations, the
//! acts of the workbench and what they answer. Every form that somebody of the demonstration reaches is sent with nothing
//! in its fields; an application and a booking are gone through to the end. Each answer is scanned by axe-core, must not
//! scroll sideways, and is valid HTML, as [`crate::every_page`] has it of the pages that links lead to.
//!
//! `./test` sends a form that several people have for one of them and takes one form of presentation for each page, in
//! turn; `./test --full` sends it for all and takes all sixteen.

use crate::browser::{Browser, Tools, tools};
use crate::every_page::{
    Form, PEOPLE, Shared, Trail, WALKS, address, as_sent, faults, forms, keep, shape, take, validate,
};
use crate::server::{OFFICE, SERVICE, Server};
use futures::StreamExt as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// Forms that would end a session, lead out of the office or delete what is being written, and one that only turns to
/// another page.
const NOT_SENT: [&str; 7] =
    ["/sign-out", "/my-sessions", "/confirm", "/my-passkeys", "/enrol", "/work/find", "/delete"];
/// Who goes through an application: nobody whose draft others look for.
const APPLICANT: &str = "Emīls Paraugs";
/// Steps after which an application counts as endless.
const STEPS: usize = 20;

/// A form of the page: where it is sent, and what tells it from others that are sent there.
const LIST: &str = "return [...document.querySelectorAll('main form')].map((f, at) => ({ at, post: f.method === 'post', \
     to: new URL(f.getAttribute('action') || location.href, location.href).pathname, \
     what: ['command', 'kind', 'step'].map(n => f.querySelector(`input[type=hidden][name=${n}]`)?.value || '').join('|') }))\
     .filter(f => f.post);";
/// Empties the form and sends it past the browser's own checks; answers what was sent.
const SEND: &str = "const f = document.querySelectorAll('main form')[arguments[0]]; if (!f) return null; \
     for (const e of f.elements) { \
       if (e.tagName === 'TEXTAREA' || ['text', 'tel', 'email', 'date', 'number', 'search'].includes(e.type)) e.value = ''; } \
     const sent = { to: new URL(f.getAttribute('action') || location.href, location.href).pathname + \
                        new URL(f.getAttribute('action') || location.href, location.href).search, \
                    plain: f.enctype !== 'multipart/form-data', \
                    pairs: [...new FormData(f)].filter(([, v]) => typeof v === 'string') }; \
     window.left = true; HTMLFormElement.prototype.submit.call(f); return sent;";
/// Answers a page of an application: what is known is right, of each choice the first, of each list the first that is one.
const ANSWER: &str = "const f = document.querySelector('main form:has(.actions)'); if (!f) return; \
     const seen = new Set(); \
     for (const e of f.querySelectorAll('input[type=radio]')) if (!seen.has(e.name)) { seen.add(e.name); e.checked = true; } \
     for (const e of f.querySelectorAll('[name=known][value=right]')) e.checked = true; \
     for (const s of f.querySelectorAll('select')) if (!s.value) \
       { const o = [...s.options].find(o => o.value); if (o) s.value = o.value; }";

/// Somebody who sends forms.
struct Walk<'a> {
    base: &'a str,
    tools: &'a Tools,
    sources: &'a Path,
    forms: &'a [Form],
    forms_each: usize,
    /// Whose walk it is, among all.
    nth: usize,
    turn: usize,
    looked: usize,
    /// Answers that told of something wrong beside a field.
    told: usize,
    wrong: String,
    shared: &'a Shared,
}

impl Walk<'_> {
    /// The presentations in which the next page is looked at. Seven has no factor in common with sixteen.
    fn presented(&mut self) -> Vec<Form> {
        self.turn += 1;
        let at = |step: usize| self.forms[((self.turn + self.nth) * 7 + step * 9) % self.forms.len()];
        (0..self.forms_each).map(at).collect()
    }

    /// Judges the page that is shown.
    async fn judge(&mut self, browser: &Browser, name: &str, form: Form) {
        for fault in faults(browser).await {
            writeln!(self.wrong, "{name} {form:?}: {fault}").unwrap();
        }
        let told = "return document.querySelectorAll('main .summary[role=alert], main .error').length > 0;";
        self.told += usize::from(browser.script(told, vec![]).await == json!(true));
        self.looked += 1;
    }

    fn file(&self) -> std::path::PathBuf {
        self.sources.join(format!("{}-{:05}.html", self.nth, self.looked))
    }

    /// Sends every form of a page that is unlike those sent before, with nothing in it.
    async fn mistakes(&mut self, browser: &Browser, path: &str, sent: &mut BTreeSet<String>) {
        browser.go(path).await;
        let Value::Array(list) = browser.script(LIST, vec![]).await else { return };
        for found in list {
            let to = found["to"].as_str().unwrap_or_default().to_owned();
            let unlike = format!("{} {}", shape(&to), found["what"]);
            let known = NOT_SENT.iter().any(|part| to.contains(part)) || !sent.insert(unlike.clone());
            if known || !self.shared.wants(&unlike) {
                continue;
            }
            for form in self.presented() {
                take(browser, form).await;
                browser.go(&address(path, form)).await;
                let answer = browser.script(SEND, vec![found["at"].clone()]).await;
                // An act before may have taken the form away.
                if answer.is_null() {
                    continue;
                }
                // What is downloaded is no page.
                if !arrive(browser).await {
                    continue;
                }
                self.judge(browser, &format!("{path} sent to {to}"), form).await;
                self.source(browser, &answer).await;
            }
        }
    }

    /// Keeps the answer as it is sent: of a form that was refused by sending it once more.
    async fn source(&self, browser: &Browser, sent: &Value) {
        let (cookies, file) = (browser.cookies().await, self.file());
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let to = sent["to"].as_str().unwrap_or_default();
        if sent["plain"] != json!(true) {
            return;
        }
        let pairs: Vec<(String, String)> = serde_json::from_value(sent["pairs"].clone()).unwrap();
        let request = client.post(format!("{}{to}", self.base)).header("cookie", &cookies);
        let answer = request.header("sec-fetch-site", "same-origin").form(&pairs).send().await.unwrap();
        let status = answer.status();
        assert!(!status.is_server_error(), "{to} answers {status}");
        if status.is_redirection() {
            let next = answer.headers()["location"].to_str().unwrap().to_owned();
            return keep(self.base, &next, &cookies, &file).await;
        }
        let kind = answer.headers().get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
        let html = answer.text().await.unwrap();
        if !kind.starts_with("text/html") {
            return;
        }
        std::fs::write(file, format!("{html}\n<!-- {to} {status} -->\n")).unwrap();
    }

    /// An application from its first page to the matter: each page empty, then answered.
    async fn apply(&mut self) {
        let browser = Browser::as_somebody(self.base, self.tools, APPLICANT).await;
        let on = "main form:has(.actions) .actions button[type=submit]";
        browser.go(&format!("/en/apply/{SERVICE}")).await;
        let (mut sent, mut steps) = (BTreeSet::new(), 0);
        while browser.path().await.contains("/apply/") {
            let path = browser.path().await.replacen("/lv/", "/en/", 1);
            steps += 1;
            assert!(steps < STEPS, "the application does not end: {path}");
            // The page of a step is the answer to the form before it.
            for form in self.presented() {
                take(&browser, form).await;
                let shown = address(&path, form);
                browser.go(&shown).await;
                self.judge(&browser, &shown, form).await;
                keep(self.base, &shown, &browser.cookies().await, &self.file()).await;
            }
            // The last page sends the application: it has nothing to leave empty.
            if !path.ends_with("/check") {
                self.mistakes(&browser, &path, &mut sent).await;
            }
            browser.go(&path).await;
            browser.script(ANSWER, vec![]).await;
            browser.press(on).await;
        }
        let matter = browser.path().await;
        assert!(matter.contains("/matters/"), "the application led to {matter}");
        assert!(steps > 4, "{steps} steps");
        for form in self.presented() {
            take(&browser, form).await;
            let shown = address(&format!("{matter}?done=sent"), form);
            browser.go(&shown).await;
            self.judge(&browser, &shown, form).await;
        }
        browser.close().await;
    }

    /// A visit booked by somebody who does not sign in, and cancelled.
    async fn book(&mut self) {
        for form in self.presented() {
            let browser = Browser::open(self.base, self.tools, 1280).await;
            take(&browser, form).await;
            browser.go(&address(&format!("/en/book?service={SERVICE}&office={OFFICE}"), form)).await;
            for link in ["main a[href*='day=2026-11-26']", "main a[href*='time=']"] {
                browser.press(link).await;
                self.judge(&browser, link, form).await;
            }
            let send = "main form[action$='/book'] button[type=submit]";
            browser.press(send).await;
            self.judge(&browser, "a booking without a name", form).await;
            browser.fill("input[name=name]", "Aija Iztēle").await;
            browser.fill("input[name=phone]", "+371 20000000").await;
            browser.press(send).await;
            assert!(browser.path().await.ends_with("/visit"), "{}", browser.words().await);
            self.judge(&browser, "a booked visit", form).await;
            browser.press("main form[action$='/visit/cancel'] button").await;
            self.judge(&browser, "a cancelled visit", form).await;
            browser.close().await;
        }
    }

    /// The pages that have a form to send, along the links from where the walk begins until there is nothing new. They are
    /// read as they are sent: that they look as they should is seen elsewhere.
    async fn with_forms(&self, browser: &Browser) -> Vec<String> {
        let mut trail = Trail::new(WALKS[self.nth.min(WALKS.len() - 1)], self.forms_each);
        let (cookies, mut pages) = (browser.cookies().await, Vec::new());
        while let Some(path) = trail.next() {
            let html = as_sent(self.base, &path, &cookies).await;
            trail.follow_sent(&html);
            if html.split("<main").nth(1).is_some_and(|main| main.contains("method=\"post\"")) {
                pages.push(path);
            }
        }
        pages
    }

    /// Everything that `who` can send.
    async fn of(mut self, who: &str) -> (usize, usize, String) {
        match who {
            APPLICANT => self.apply().await,
            "" => self.book().await,
            _ => {}
        }
        if who != APPLICANT {
            let browser = if who.is_empty() {
                Browser::open(self.base, self.tools, 1280).await
            } else {
                Browser::as_somebody(self.base, self.tools, who).await
            };
            let mut sent = BTreeSet::new();
            for path in self.with_forms(&browser).await {
                self.mistakes(&browser, &path, &mut sent).await;
            }
            eprintln!("{who}: {} forms, {} answers", sent.len(), self.looked);
            browser.close().await;
        }
        (self.looked, self.told, self.wrong)
    }
}

/// Waits for the page that a form leads to; answers whether one came.
async fn arrive(browser: &Browser) -> bool {
    let arrived = "return !window.left && document.readyState === 'complete';";
    for _ in 0..200 {
        // While the page changes there may be nothing to ask.
        if browser.client().execute(arrived, vec![]).await.is_ok_and(|there| there == json!(true)) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

async fn look(forms_each: usize) {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&format!("sqlite:{}", folder.path().join("office.db").display()));
    let (sources, all, shared) = (folder.path().join("html"), forms(), Shared::new(forms_each, 1));
    std::fs::create_dir(&sources).unwrap();
    let walks = PEOPLE.into_iter().chain([APPLICANT]).enumerate().map(|(nth, who)| {
        let (base, tools, sources, forms, shared) = (&server.base, &tools, &sources, &all, &shared);
        let (turn, looked, told, wrong) = (0, 0, 0, String::new());
        Walk { base, tools, sources, forms, forms_each, nth, turn, looked, told, wrong, shared }.of(who)
    });
    let walks: Vec<(usize, usize, String)> = futures::stream::iter(walks).buffer_unordered(2).collect().await;
    let (looked, told): (usize, usize) =
        walks.iter().fold((0, 0), |sum, (looked, told, _)| (sum.0 + looked, sum.1 + told));
    let mut wrong: String = walks.into_iter().map(|(.., wrong)| wrong).collect();
    validate(&sources, &mut wrong);
    eprintln!("{looked} answers were looked at, {told} of them told of a mistake");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(
        looked > 60 && told > 30,
        "only {looked} answers, {told} with a mistake: the forms were not sent"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_behind_a_form_is_open_to_everybody_in_one_of_its_forms() {
    look(1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "every answer in sixteen forms: ./test --full"]
async fn every_page_behind_a_form_is_open_to_everybody_in_every_form() {
    look(16).await;
}

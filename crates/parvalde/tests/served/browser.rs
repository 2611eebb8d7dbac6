//! A real Chromium for one person at a time, and the accessibility rules of axe-core.

use crate::hands::Hands;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::time::Duration;

/// One person's browser.
pub struct Browser {
    client: Client,
    base: String,
    driver: String,
    axe: String,
    hands: Hands,
    scans: bool,
    _profile: tempfile::TempDir,
}

/// What a browser is driven with.
#[derive(Clone)]
pub struct Tools {
    driver: String,
    axe: String,
    hands: Hands,
    scans: bool,
}

/// Where the browser's driver and the rules are; nothing where `./test` has not set them up.
pub fn tools() -> Option<Tools> {
    let driver = std::env::var("PARVALDE_TEST_WEBDRIVER").ok()?;
    let axe = std::fs::read_to_string(std::env::var("PARVALDE_TEST_AXE").ok()?).unwrap();
    Some(Tools { driver, axe, hands: Hands::Pointer, scans: true })
}

impl Tools {
    /// The same without a pointer.
    pub fn by_keys(self) -> Self {
        Self { hands: Hands::Keys, ..self }
    }

    /// The same without axe-core: for pages that another walk has scanned.
    pub fn without_scans(self) -> Self {
        Self { scans: false, ..self }
    }
}

impl Browser {
    /// A fresh browser on a desktop screen, or as wide as a phone.
    pub async fn open(base: &str, tools: &Tools, width: u32) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
            format!("--window-size={width},1000"),
        ];
        let options = json!({ "goog:chromeOptions": { "args": arguments } });
        let Value::Object(capabilities) = options else { panic!("no object") };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&tools.driver)
            .await
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
            driver: tools.driver.clone(),
            axe: tools.axe.clone(),
            hands: tools.hands,
            scans: tools.scans,
            _profile: profile,
        }
    }

    /// Signs in as somebody of the demonstration.
    pub async fn as_somebody(base: &str, tools: &Tools, name: &str) -> Self {
        let browser = Self::open(base, tools, 1280).await;
        browser.go("/en/sign-in").await;
        let mark = "for (const label of document.querySelectorAll('main label')) if (label.textContent.includes(arguments[0])) \
                    { const input = label.control || label.querySelector('input'); input.setAttribute('data-wanted', ''); return true; } \
                    return false;";
        assert_eq!(
            browser.script(mark, vec![json!(name)]).await,
            json!(true),
            "{name} is not there to sign in"
        );
        browser.press("[data-wanted]").await;
        browser.press("main form button[type=submit]").await;
        browser
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    /// The path of the page that is shown.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// The whole address of the page that is shown.
    pub async fn url(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// Runs a script in the page and answers what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// The words of the page's main part.
    pub async fn words(&self) -> String {
        self.client.find(Locator::Css("main")).await.unwrap().text().await.unwrap()
    }

    /// Opens the folded part of the page around an element, as a person would before using it.
    async fn unfold(&self, css: &str) {
        if self.hands == Hands::Keys {
            return self.unfold_by_keys(css).await;
        }
        let script = "const e = document.querySelector(arguments[0]); \
                      const d = e && e.closest('details:not([open])'); \
                      if (d) d.querySelector('summary').click();";
        self.client.execute(script, vec![json!(css)]).await.unwrap();
    }

    /// Clicks an element; after a button or a link it waits for the page that follows.
    pub async fn press(&self, css: &str) {
        self.unfold(css).await;
        let element = match self.client.find(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => panic!("{css} is not on {}: {error}\n{}", self.path().await, self.words().await),
        };
        let leads_on = ["button", "a"].contains(&element.tag_name().await.unwrap().as_str());
        self.client.execute("window.left = true;", vec![]).await.unwrap();
        match self.hands {
            Hands::Pointer => element.click().await.unwrap_or_else(|e| panic!("{css}: {e}")),
            Hands::Keys => self.press_by_keys(css).await,
        }
        let arrived = "return !window.left && document.readyState === 'complete';";
        for _ in 0..200 {
            // While the page changes there may be nothing to ask.
            let there = self.client.execute(arrived, vec![]).await;
            if !leads_on || there.is_ok_and(|there| there == json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no page followed {css} on {}", self.path().await);
    }

    pub async fn fill(&self, css: &str, text: &str) {
        self.unfold(css).await;
        if self.hands == Hands::Keys {
            return self.write_by_keys(css, text).await;
        }
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.clear().await.unwrap();
        element.send_keys(text).await.unwrap();
    }

    /// Chooses a file of this machine.
    pub async fn attach(&self, css: &str, path: &str) {
        self.unfold(css).await;
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.send_keys(path).await.unwrap();
    }

    pub async fn choose(&self, css: &str, value: &str) {
        if self.hands == Hands::Keys {
            return self.choose_by_keys(css, value).await;
        }
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.select_by_value(value).await.unwrap();
    }

    /// Reads the page again until it says `words`; jobs take a moment.
    pub async fn wait_for(&self, path: &str, words: &str) {
        for _ in 0..100 {
            self.go(path).await;
            if self.words().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("`{words}` never came on {path}:\n{}", self.words().await);
    }

    /// Scans the page: no rule of axe-core may be broken, and no page may scroll sideways.
    pub async fn scan(&self, name: &str) {
        if self.scans {
            assert_eq!(self.broken_rules().await, Vec::<String>::new(), "{name}: {}", self.path().await);
        }
        let over = self.sideways().await;
        assert!(over <= 1, "{name} scrolls sideways by {over} pixels");
    }

    /// By how many pixels the page is wider than the window.
    pub async fn sideways(&self) -> i64 {
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        self.script(wide, vec![]).await.as_i64().unwrap_or(0)
    }

    /// The rules of axe-core that the page breaks, and where; WCAG 2.2 AA and good practice.
    pub async fn broken_rules(&self) -> Vec<String> {
        self.client.execute(&self.axe, vec![]).await.unwrap();
        // The size of targets is the one rule of WCAG 2.2 that has to be asked for.
        let script = "const done = arguments[arguments.length - 1]; \
                      axe.run({ rules: { 'target-size': { enabled: true } } }).then(r => \
                      done(r.violations.map(v => v.id + ' at ' + \
                      v.nodes.map(n => n.target.join(' ')).join(', ')))).catch(e => done(['' + e]));";
        let found = self.client.execute_async(script, vec![]).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Sends a command to the browser's tools for developers.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.command("POST", "/goog/cdp/execute", Some(body)).await
    }

    /// The cookies, as a request sends them.
    pub async fn cookies(&self) -> String {
        let all = self.client.get_all_cookies().await.unwrap();
        all.iter()
            .map(|cookie| format!("{}={}", cookie.name(), cookie.value()))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Sends a command of the driver that the client library has no name for, and answers its value.
    pub async fn command(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let session = self.client.session_id().await.unwrap().unwrap();
        let address = format!("{}/session/{session}{path}", self.driver);
        let request = reqwest::Client::new().request(method.parse().unwrap(), address);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert!(answer["value"].get("error").is_none(), "{path}: {answer}");
        answer["value"].clone()
    }

    /// The words of the whole page, its head included.
    pub async fn all_words(&self) -> String {
        self.client.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
    }

    /// Waits until the page says `words`, for what happens without a press of ours.
    pub async fn arrives(&self, words: &str) {
        for _ in 0..100 {
            if let Ok(body) = self.client.find(Locator::Css("body")).await
                && body.text().await.is_ok_and(|text| text.contains(words))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("`{words}` never came on {}:\n{}", self.url().await, self.all_words().await);
    }

    /// Clicks without waiting for a page.
    pub async fn click(&self, css: &str) {
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.click().await.unwrap();
    }

    pub async fn close(self) {
        self.client.close().await.unwrap();
    }
}

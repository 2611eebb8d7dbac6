//! How long the server takes for a page.
//!
//! `pages PERSONS`: a demonstration of so many persons; whatever a stranger, a client, an officer at the counter, a case
//! officer and an approver reach by links from the front page and the workbench is asked for again and again by one
//! caller, three of each kind. The table has the slowest kinds of pages, and all answers together.
//! `BENCH_PSQL` and `BENCH_DIR` as for `cases`; `SQLite` otherwise.

#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod http;
#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod process;

use http::{COLUMNS, Seen, each, line};
use process::{Failed, Served, program};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

/// How often each page is asked for.
const TIMES: usize = 25;
/// How many pages of one kind.
const ALIKE: usize = 3;
/// How many kinds of pages have a line of their own.
const SLOWEST: usize = 12;
/// Where links lead that are no pages, or end the sign-in.
const NO_PAGES: [&str; 9] = [".atom", ".pdf", "/letter", "/file", "/sign-out", "/assets", "/api", ".xml", "/proof"];
const PEOPLE: [&str; 5] = ["", "Ilze Piemēra", "Dace Lodziņa", "Gints Lietvedis", "Ināra Lēmēja"];

fn main() -> ExitCode {
    let Some(Ok(persons)) = std::env::args().nth(1).map(|n| n.parse()) else {
        eprintln!("usage: pages PERSONS");
        return ExitCode::from(2);
    };
    match measure(persons) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pages: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(persons: usize) -> Result<(), Failed> {
    let base = std::env::var_os("BENCH_DIR").map_or_else(std::env::temp_dir, std::path::PathBuf::from);
    let file = base.join(format!("parvalde-bench-pages-{}.db", std::process::id()));
    let demo = Served::start(&program()?, &format!("sqlite:{}", file.display()), persons)?;
    demo.settle();
    let mut kinds: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    let (mut all, mut bytes) = (Vec::new(), 0);
    println!("\n## Pages, {persons} persons\n\n| | {COLUMNS}");
    for who in PEOPLE {
        let mut visitor = Visitor { address: demo.address.clone(), cookies: BTreeMap::new() };
        if !who.is_empty() {
            visitor.sign_in(who)?;
        }
        let mut own = Seen::default();
        for page in visitor.reachable()? {
            let request = visitor.request("GET", &page, "");
            let seen = each(&demo.address, &vec![request; TIMES])?;
            kinds.entry(format!("{}", shape(&page))).or_default().extend(&seen.times);
            own.seconds += seen.seconds;
            own.failed += seen.failed;
            own.status = own.status.max(seen.status);
            own.times.extend(seen.times);
            bytes = bytes.max(visitor.get(&page)?.1.len());
        }
        own.times.sort_unstable();
        line(if who.is_empty() { "a stranger" } else { who }, &own);
        all.extend(own.times);
    }
    let mut slowest: Vec<_> = kinds.into_iter().map(|(kind, times)| (kind, seen(times))).collect();
    slowest.sort_by(|(_, one), (_, other)| other.share(0.95).total_cmp(&one.share(0.95)));
    for (kind, seen) in slowest.iter().take(SLOWEST) {
        line(&format!("`{kind}`"), seen);
    }
    line("all", &seen(all));
    println!("\nThe longest page has {bytes} bytes.");
    drop(demo);
    for end in ["", "-wal", "-shm", ".master-key", ".log-key"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    Ok(())
}

fn seen(mut times: Vec<Duration>) -> Seen {
    times.sort_unstable();
    Seen { seconds: times.iter().sum::<Duration>().as_secs_f64(), times, ..Seen::default() }
}

/// What pages are alike: the path without its query, each part that names one thing as `{}`.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let named = |part: &str| part.contains(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
    path.split('/').map(|part| if named(part) { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

/// Somebody with a browser that does no more than keep cookies.
struct Visitor {
    address: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let more = if method == "POST" {
            format!(
                "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\ncontent-length: {}\r\n",
                body.len()
            )
        } else {
            String::new()
        };
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n{more}\r\n{body}",
            self.address,
            cookies.join("; ")
        )
    }

    /// Status and body of an answer, whose cookies are kept.
    fn ask(&mut self, request: &str) -> Result<(u16, String), Failed> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(request.replacen("\r\n", "\r\nconnection: close\r\n", 1).as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        for cookie in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Ok((status, body.to_owned()))
    }

    fn get(&mut self, path: &str) -> Result<(u16, String), Failed> {
        self.ask(&self.request("GET", path, ""))
    }

    /// Signs in as somebody of the demonstration, by the name beside the choice.
    fn sign_in(&mut self, who: &str) -> Result<(), Failed> {
        let page = self.get("/en/sign-in")?.1;
        let until = page.find(who).ok_or("nobody has this name")?;
        let before = page.get(..until).unwrap_or_default();
        let value = |text: &str, name: &str| {
            let from = text.rfind(name)?;
            let rest = text.get(from..)?.split_once("value=\"")?.1;
            rest.split('"').next().map(str::to_owned)
        };
        let input = before.rfind("<input").ok_or("no choice stands before the name")?;
        let choice =
            value(before.get(input..).unwrap_or_default(), "<input").ok_or("a choice without value")?;
        let name = before
            .get(input..)
            .and_then(|text| text.split_once("name=\""))
            .and_then(|(_, rest)| rest.split('"').next());
        let token = value(&page, "name=\"form-token\"").ok_or("a form without token")?;
        let body = format!("form-token={token}&{}={choice}", name.unwrap_or_default());
        let (status, _) = self.ask(&self.request("POST", "/en/sign-in", &body))?;
        if (300..400).contains(&status) {
            Ok(())
        } else {
            Err(format!("the sign-in of {who} answers {status}").into())
        }
    }

    /// The pages that links lead to.
    fn reachable(&mut self) -> Result<Vec<String>, Failed> {
        let (mut seen, mut shapes, mut pages) =
            (BTreeSet::new(), BTreeMap::<String, usize>::new(), Vec::new());
        let mut waiting =
            VecDeque::from(["/en".to_owned(), "/en/site-map".to_owned(), "/en/work".to_owned()]);
        while let Some(path) = waiting.pop_front() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let alike = shapes.entry(shape(&path)).or_default();
            *alike += 1;
            if *alike > ALIKE {
                continue;
            }
            let (status, html) = self.get(&path)?;
            if status != 200 {
                continue;
            }
            for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let link = link.replace("&amp;", "&");
                let link = link.split('#').next().unwrap_or_default();
                let page = link.split('?').next().unwrap_or_default();
                let skipped = NO_PAGES.iter().any(|part| page.contains(part));
                if page.starts_with("/en") && !skipped && !link.contains("view=") && !link.contains("scheme=")
                {
                    waiting.push_back(link.to_owned());
                }
            }
            pages.push(path);
        }
        Ok(pages)
    }
}

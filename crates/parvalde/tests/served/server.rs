//! A demonstration office served by the real binary, on a free port, at a time of the test's choosing.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Tuesday, half past nine in Riga: the office is open.
const MORNING: &str = "2026-11-24T07:30:00Z";

pub const OFFICE: &str = "riga-4";
pub const SERVICE: &str = "passport.citizen";

/// A running server; killed when it goes out of scope.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    /// Bearer token by role.
    pub tokens: BTreeMap<String, String>,
}

impl Server {
    /// Starts `parvalde demo` on `db` and waits until it says that it is ready.
    pub fn start(db: &str) -> Self {
        Self::start_with(db, &[])
    }

    /// The same with further arguments.
    pub fn start_with(db: &str, more: &[&str]) -> Self {
        let mut program = Self::program();
        Self::ready(program.args(Self::demonstration(db, 60)).args(more).spawn().unwrap(), true)
    }

    /// The same with so many persons.
    pub fn start_of(db: &str, persons: u32) -> Self {
        Self::ready(Self::demo(db, persons).spawn().unwrap(), true)
    }

    /// The same, as talkative as it can be, with its log in `file`.
    pub fn start_logged(db: &str, file: &Path) -> Self {
        let log = std::fs::File::create(file).unwrap();
        Self::ready(Self::demo(db, 60).env("PARVALDE_LOG", "trace").stderr(log).spawn().unwrap(), true)
    }

    /// Starts `parvalde serve` on `db`: an office without a demonstration.
    pub fn serve(db: &str) -> Self {
        let mut program = Self::program();
        Self::ready(program.args(["serve", "--listen", "127.0.0.1:0", "--db", db]).spawn().unwrap(), false)
    }

    fn ready(mut child: Child, names_tokens: bool) -> Self {
        let out = BufReader::new(child.stdout.take().unwrap());
        let (mut base, mut tokens) = (String::new(), BTreeMap::new());
        for line in out.lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["Pārvalde", "is", "ready:", address] => {
                    base = address.trim_end_matches('/').to_owned();
                    if !names_tokens {
                        break;
                    }
                }
                ["token", role, token] => {
                    tokens.insert((*role).to_owned(), (*token).to_owned());
                }
                ["Stop", ..] => break,
                _ => {}
            }
        }
        assert!(!base.is_empty(), "the server never said where it is");
        Self { child, base, tokens }
    }

    fn program() -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_parvalde"));
        program.stdin(Stdio::null()).stdout(Stdio::piped());
        program
    }

    fn demo(db: &str, persons: u32) -> Command {
        let mut program = Self::program();
        // Its rows are looked at beside the program.
        program.args(Self::demonstration(db, persons)).arg("--unsealed");
        program
    }

    fn demonstration(db: &str, persons: u32) -> Vec<String> {
        let fixed = ["demo", "--seed", "3", "--listen", "127.0.0.1:0", "--at", MORNING];
        // One machine plays everybody.
        let more = ["--rate-factor", "100000", "--db", db, "--persons", &persons.to_string()];
        fixed.into_iter().chain(more).map(str::to_owned).collect()
    }

    /// `kill -9` so soon after it began that it may not be ready.
    pub fn killed_while_starting(db: &str, after: Duration) {
        let mut child = Self::demo(db, 400).spawn().unwrap();
        std::thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it has; answers whether it ended well.
    pub fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }

    /// Sends JSON as a role of the demonstration and answers status and body.
    pub async fn post(&self, path: &str, role: &str, body: &Value) -> (u16, Value) {
        let request = reqwest::Client::new()
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.tokens[role])
            .header("Purpose", "basis:mk134")
            .json(body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already when the test ended it itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Runs a command of the binary on `db` and answers whether it found all well.
pub fn well(command: &str, db: &str) -> bool {
    let status = Command::new(env!("CARGO_BIN_EXE_parvalde"))
        .args([command, "--db", db])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    status.unwrap().success()
}

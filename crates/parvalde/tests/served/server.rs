//! A demonstration office served by the real binary, on a free port, at a time of the test's choosing.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

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
        let demo = ["demo", "--persons", "60", "--seed", "3", "--listen", "127.0.0.1:0", "--at", MORNING];
        Self::run(&[&demo[..], &["--db", db], more].concat())
    }

    /// Starts `parvalde serve` on `db`: an office without a demonstration.
    pub fn serve(db: &str) -> Self {
        Self::run(&["serve", "--listen", "127.0.0.1:0", "--db", db])
    }

    fn run(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parvalde"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (mut base, mut tokens) = (String::new(), BTreeMap::new());
        for line in out.lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["Pārvalde", "is", "ready:", address] => {
                    base = address.trim_end_matches('/').to_owned();
                    if arguments.first() == Some(&"serve") {
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

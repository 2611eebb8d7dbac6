//! Runs the binary as a script would, and what holds for every command.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// The binary under test.
pub fn parvalde() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvalde"));
    command.env_remove("PARVALDE_LOG").stdin(Stdio::null());
    command
}

/// Runs the binary with these arguments and nothing on stdin.
pub fn run(arguments: &[&str]) -> Output {
    parvalde().args(arguments).output().unwrap()
}

/// Runs the binary with these arguments and `input` on stdin.
pub fn feed(arguments: &[&str], input: &str) -> Output {
    let mut child = parvalde()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments never reads its stdin.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// Holds that a command ended well.
pub fn went_well(arguments: &[&str], output: Output) -> Output {
    assert_eq!(code(&output), 0, "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    output
}

/// Holds that a command was refused, and what it said.
pub fn was_refused(arguments: &[&str], output: &Output) -> String {
    assert_eq!(code(output), 1, "{arguments:?}: {}", stdout(output));
    stderr(output)
}

#[test]
fn bad_usage_ends_with_2_and_help_with_0() {
    for arguments in [
        &["no-such-command"][..],
        &["mrz"],
        &["mrz", "parse", "--format", "yaml"],
        &["mrz", "parse", "--today", "2026-02-30"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{arguments:?} writes to stdout");
        assert!(!stderr(&output).is_empty());
    }
    let help = run(&["--help"]);
    assert_eq!((code(&help), stderr(&help)), (0, String::new()));
    assert!(stdout(&help).contains("Exit codes"));
    assert!(stdout(&run(&["--version"])).starts_with("parvalde "));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = parvalde()
        .args(["mrz", "parse", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(super::mrz::TD3.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (141, String::new()));
}

#[test]
fn a_wrong_sign_in_configuration_is_told_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let db = format!("sqlite:{}", folder.path().join("office.db").display());
    let file = folder.path().join("sign-in.toml");
    let serve = |more: &[&str]| {
        let mut arguments = vec!["serve", "--db", &db, "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        run(&arguments)
    };
    let name = file.to_str().unwrap();
    let missing = serve(&["--sign-in", name]);
    assert_eq!(code(&missing), 1);
    assert!(stderr(&missing).contains("sign-in.toml"), "{}", stderr(&missing));
    std::fs::write(&file, "origin = \"https://office.example\"\n[[officer]]\ncode = \"a\"\nname = \"A\"\nroles = [\"king\"]\noffice = \"riga-4\"\n")
        .unwrap();
    let wrong = serve(&["--sign-in", name]);
    assert_eq!(code(&wrong), 1);
    assert!(
        stderr(&wrong).contains("officer \"a\"") && stderr(&wrong).contains("roles are"),
        "{}",
        stderr(&wrong)
    );
    let header = serve(&["--behind-tls=no header"]);
    assert_eq!(code(&header), 2);
    assert!(stderr(&header).contains("--behind-tls=x-client-subject"), "{}", stderr(&header));

    // Officers are invited where there are passkeys, and a database.
    let invited = run(&["officer", "invite", "a", "--db", &db]);
    assert_eq!(code(&invited), 1, "{}", stderr(&invited));
    assert_eq!(code(&run(&["migrate", "--db", &db])), 0);
    let invited = run(&["officer", "invite", "a", "--db", &db]);
    assert!(stdout(&invited).starts_with("/lv/enrol?invitation="), "{}", stdout(&invited));
    assert_eq!(code(&run(&["officer", "invite", "No Code", "--db", &db])), 2);
    assert_eq!(stdout(&run(&["officer", "sign-out", "a", "--db", &db])), "0 sessions of `a` ended\n");
}

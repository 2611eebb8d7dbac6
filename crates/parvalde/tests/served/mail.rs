//! Notices by e-mail beside the running program: a relay of the test's own, which is down at first; the program is killed
//! between the letter and its notice, and the notice comes all the same, once, with nothing in it.

use crate::server::{OFFICE, SERVICE, Server, well};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::Intruder;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

const ADDRESS: &str = "m71@example.lv";

/// A message as a relay takes it.
#[derive(Debug, Clone)]
struct Taken {
    from: String,
    to: Vec<String>,
    text: String,
}

/// Messages that were taken, the oldest first.
type Taking = Arc<Mutex<Vec<Taken>>>;

/// Speaks enough of SMTP with whoever comes.
async fn relay(listener: TcpListener, taken: Taking) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        tokio::spawn(session(stream, Arc::clone(&taken)));
    }
}

async fn session(stream: TcpStream, taken: Taking) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut message = Taken { from: String::new(), to: Vec::new(), text: String::new() };
    write.write_all(b"220 relay.example ESMTP\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = if line.starts_with("EHLO") {
            "250-relay.example\r\n250 8BITMIME"
        } else if let Some(from) = line.strip_prefix("MAIL FROM:") {
            from.clone_into(&mut message.from);
            "250 ok"
        } else if let Some(to) = line.strip_prefix("RCPT TO:") {
            message.to.push(to.to_owned());
            "250 ok"
        } else if line == "DATA" {
            write.write_all(b"354 go on\r\n").await.ok()?;
            while let Some(line) = lines.next_line().await.ok()? {
                if line == "." {
                    break;
                }
                message.text.push_str(&line);
                message.text.push('\n');
            }
            taken.lock().unwrap().push(message.clone());
            "250 taken"
        } else if line == "QUIT" {
            write.write_all(b"221 bye\r\n").await.ok()?;
            return Some(());
        } else {
            "502 what is that?"
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}

/// Text written as quoted-printable (RFC 2045, 6.7), read back.
fn unquoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let joined = text.replace("=\n", "");
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let code: String = [rest.next(), rest.next()].into_iter().flatten().map(char::from).collect();
            bytes.push(u8::from_str_radix(&code, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

async fn get(server: &Server, path: &str) -> Value {
    let request = reqwest::Client::new().get(format!("{}/api/v1{path}", server.base));
    let request = request.bearer_auth(&server.tokens["case-officer"]).header("Purpose", "basis:mk134");
    request.send().await.unwrap().json().await.unwrap()
}

/// Gives somebody an address and the wish to be written to, and applies for them; answers the case.
async fn applied(server: &Server, persons: &[String]) -> (String, String) {
    for person in persons {
        let contact = json!({
            "on": "2026-11-01", "facts": [{ "kind": "contact", "channel": "email", "contact": ADDRESS }],
            "basis": { "kind": "decision", "number": "1", "date": "2026-11-01", "issuer": "Office", "country": "LVA" },
        });
        let (status, _) =
            server.post(&format!("/api/v1/persons/{person}/changes"), "case-officer", &contact).await;
        if status != 200 {
            continue;
        }
        let chosen = json!({ "questions": "portal", "messages": "e-mail", "delivery": "portal" });
        let request = reqwest::Client::new().put(format!("{}/api/v1/persons/{person}/channels", server.base));
        let request = request.bearer_auth(&server.tokens["counter"]).header("Purpose", "basis:mk134");
        assert_eq!(request.json(&chosen).send().await.unwrap().status().as_u16(), 200);
        let wanted = json!({
            "service": SERVICE, "subject": person, "applicant": person, "office": OFFICE, "lang": "lv",
            "declared": { "speed": "normal" },
        });
        let (status, begun) = server.post("/api/v1/cases", "counter", &wanted).await;
        if status == 201 {
            return (begun["id"].as_str().unwrap().to_owned(), person.clone());
        }
    }
    panic!("nobody can apply");
}

/// Waits for at most two minutes: letters are set one after another, and the machine has other tests to run.
async fn soon(what: &str, mut there: impl AsyncFnMut() -> bool) {
    for _ in 0..1200 {
        if there().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what}: not within two minutes");
}

fn sent(case: &Value) -> usize {
    let lines = case["history"].as_array().unwrap().iter();
    lines.filter(|line| line["kind"] == "mail-sent").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_comes_once_with_nothing_in_it_whatever_was_down() {
    for database in testkit::databases("served_mail").await.unwrap() {
        // A free port at which nobody listens yet.
        let held = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = held.local_addr().unwrap();
        drop(held);
        let smtp = format!("smtp://{place}");
        let with = [
            "--unsealed",
            "--smtp",
            &smtp,
            "--mail-from",
            "office@office.example",
            "--portal",
            "https://office.example",
        ];
        let server = Server::start_with(&database.url, &with);
        let persons = Intruder::look(&database.url).await.unwrap().persons().await.unwrap();
        let (case, person) = applied(&server, &persons).await;
        soon("the letter", async || {
            get(&server, &format!("/cases/{case}")).await["letters"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        })
        .await;
        // Killed after the commit and before the notice: the relay is not there.
        server.kill();
        let server = Server::start_with(&database.url, &with);
        soon("the try in vain", async || {
            let figures =
                reqwest::get(format!("{}/metrics", server.base)).await.unwrap().text().await.unwrap();
            let failed =
                figures.lines().find(|line| line.starts_with("parvalde_mails_total{outcome=\"failed\"}"));
            failed.is_some_and(|line| !line.ends_with(" 0"))
        })
        .await;
        assert_eq!(sent(&get(&server, &format!("/cases/{case}")).await), 0);
        let taken = Taking::default();
        let listener = TcpListener::bind(place).await.unwrap();
        let relay = tokio::spawn(relay(listener, Arc::clone(&taken)));
        soon("the notice", async || sent(&get(&server, &format!("/cases/{case}")).await) > 0).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        let taken = taken.lock().unwrap().clone();
        let [message] = taken.as_slice() else { panic!("{} messages", taken.len()) };
        assert_eq!(message.to, [format!("<{ADDRESS}>")]);
        assert!(message.from.starts_with("<office@office.example>"), "{}", message.from);
        let (head, body) = message.text.split_once("\n\n").unwrap();
        for line in ["Auto-Submitted: auto-generated", "MIME-Version: 1.0", "From: office@office.example"] {
            assert!(head.contains(line), "{line}: {head}");
        }
        for name in ["Date: ", "Message-ID: <", "Subject: "] {
            assert!(head.lines().any(|line| line.starts_with(name)), "{name}: {head}");
        }
        let body = unquoted(body);
        assert!(body.contains("https://office.example/lv/matters"), "{body}");
        let seen = get(&server, &format!("/persons/{person}")).await;
        let mut secrets =
            vec![case.clone(), person.clone(), SERVICE.to_owned(), "passport".to_owned(), "pase".to_owned()];
        names(&seen, &mut secrets);
        assert!(secrets.len() > 6, "{seen}");
        let whole = format!("{head}\n{body}").to_lowercase();
        for secret in &secrets {
            assert!(!whole.contains(&secret.to_lowercase()), "{secret} in {whole}");
        }
        relay.abort();
        server.kill();
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
    }
}

/// Names and codes of a person as the API says them.
fn names(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| names(one, into)),
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(text) if ["given", "surname", "code"].contains(&key.as_str()) && text.len() > 3 => {
                        into.push(text.to_owned());
                    }
                    _ => names(value, into),
                }
            }
        }
        _ => {}
    }
}

//! Who may what, over HTTP: for every cell of the table of rights a request is made by that role. Where the table says
//! no, it is refused and tells nothing; where it says yes, it is not refused for rights. And what is closed to an officer
//! by a conflict of interest, with the emergency that opens it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    dead_code,
    missing_docs
)]

#[path = "api/bank.rs"]
mod bank;
#[path = "workbench/browser.rs"]
mod browser;
#[path = "matrix/closed.rs"]
mod closed;
#[path = "api/house.rs"]
mod house;
#[path = "matrix/requests.rs"]
mod requests;

use axum::http::StatusCode;
use browser::browser;
use house::{House, house_of, staff};
use kernel::Lang;
use office::access::policy;
use office::access::rights::{Action, role_may};
use office::actor::{Officer, Role};
use requests::{Ask, Asked, requests};
use web::api::rate::Pace;

/// One officer of each role, by the role's code.
fn one_of_each() -> Vec<Officer> {
    let officer = |role: Role| Officer {
        id: role.code().parse().unwrap(),
        name: format!("Officer {}", role.code()),
        roles: vec![role],
        office: house::OFFICE.to_owned(),
        person: None,
    };
    staff().into_iter().chain(Role::ALL.into_iter().map(officer)).collect()
}

/// What stands in answers only when data of the register, a case, a payment or the trace are told.
const TOLD: [&str; 5] = ["Piemēra", "399900", "Sudrabziedu", "LV44DEMO", "officer:"];

struct Got {
    status: StatusCode,
    text: String,
}

async fn make(house: &House, token: &str, ask: &Ask) -> Got {
    match &ask.asked {
        Asked::Api { method, path, headers, body } => {
            let mut all: Vec<(&str, &str)> = headers.clone();
            if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
                all.push(("content-type", "application/json"));
            }
            let answer = house.ask(method, token, path, &all, body.clone()).await;
            Got { status: answer.status, text: String::from_utf8_lossy(&answer.bytes).into_owned() }
        }
        Asked::Page { path } => {
            let shown = browser(house, token).open(path).await;
            Got { status: shown.status, text: shown.html }
        }
        Asked::Form { path, fields } => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
            let shown = browser(house, token).send(path, &fields).await;
            Got { status: shown.status, text: shown.html }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cell_of_the_table_holds_over_http() {
    for database in testkit::databases("matrix").await.unwrap() {
        let house = house_of(database, Pace::default(), one_of_each()).await;
        let list = requests(&house).await;
        for action in Action::ALL {
            // What the office does by itself alone is asked for by no request.
            let nobodys = Role::ALL.into_iter().all(|role| !role_may(role, *action));
            let by_request = list.iter().any(|ask| ask.action == *action);
            let known = [Action::TakePart, Action::CarryOutErasure, Action::RevokePower].contains(action);
            assert_eq!(nobodys, known, "{}", action.code());
            assert!(by_request || *action == Action::CarryOutErasure, "no request for {}", action.code());
        }
        let (mut refused, mut let_in, mut wrong) = (0, 0, Vec::new());
        // First everybody who may not, so that what they would do is not done yet.
        for yes in [false, true] {
            for ask in &list {
                for role in Role::ALL.into_iter().filter(|role| role_may(*role, ask.action) == yes) {
                    let got = make(&house, role.code(), ask).await;
                    let status = got.status.as_u16();
                    let good = if yes {
                        let_in += 1;
                        status < 500 && ![401, 403].contains(&status) && (status != 404 || ask.absent)
                    } else {
                        refused += 1;
                        [403, 404].contains(&status) && TOLD.iter().all(|told| !got.text.contains(told))
                    };
                    if !good {
                        let cell = format!("{} as {}", ask.action.code(), role.code());
                        let told: String = got.text.chars().take(300).collect();
                        wrong.push(format!("{cell} is answered {status} to {:?}: {told}", ask.asked));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} cells do not hold:\n{}", wrong.len(), wrong.join("\n"));
        // Every cell of the table was asked at least once.
        assert!(refused + let_in >= Role::ALL.len() * (Action::ALL.len() - 1));
        assert!(refused > 100 && let_in > 30, "{refused} refused, {let_in} let in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_unknown_no_stranger_and_no_institution_gets_what_officers_get() {
    for database in testkit::databases("matrix_others").await.unwrap() {
        let house = house_of(database, Pace::default(), one_of_each()).await;
        let mut wrong = Vec::new();
        for ask in requests(&house).await {
            if !matches!(ask.asked, Asked::Api { .. }) {
                continue;
            }
            for token in ["", "client-3"] {
                let got = make(&house, token, &ask).await;
                let expected: &[u16] = match ask.action {
                    // Whoever booked without signing in reads the visit with its code.
                    Action::ReadWorkLists if token.is_empty() => &[401, 404],
                    _ if token.is_empty() => &[401],
                    // Where an officer sees all cases, a client sees their own: none.
                    Action::ReadWorkLists => &[200, 403, 404],
                    // A client who applies for somebody else is told for whom they can.
                    Action::ReceiveApplication => &[403, 404, 422],
                    // A deed that is not in one's own list revokes nothing, and the answer is that list.
                    Action::RevokePower => &[200, 403, 404],
                    _ => &[403, 404],
                };
                let told = TOLD.iter().any(|told| got.text.contains(told));
                if told || !expected.contains(&got.status.as_u16()) {
                    let text: String = got.text.chars().take(300).collect();
                    wrong.push(format!("`{token}` is answered {} to {:?}: {text}", got.status, ask.asked));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_protection_officer_reads_the_table_as_a_page() {
    for database in testkit::databases("matrix_page").await.unwrap() {
        let house = house_of(database, Pace::default(), one_of_each()).await;
        let page = browser(&house, "auditor").open("/work/rights").await;
        let rules = policy::bundled().unwrap().rules();
        page.says(&[
            "read a person's data",
            "protected records",
            "in an emergency",
            "not verified in a source",
        ]);
        let mut latvian = browser(&house, "auditor");
        latvian.lang = "lv";
        let in_latvian = latvian.open("/work/rights").await;
        in_latvian.says(&["lasīt personas datus", "tikai neatliekamā gadījumā", "iestādes noteikums"]);
        for rule in rules {
            let (lv, en) = (rule.because.get(Lang::LV), rule.because.get(Lang::EN));
            assert!(page.html.contains(&rule.id) && page.html.contains(en), "{}", rule.id);
            assert!(in_latvian.html.contains(lv) && !in_latvian.html.contains(en), "{}", rule.id);
        }
    }
}

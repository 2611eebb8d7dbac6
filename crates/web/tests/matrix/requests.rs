//! The requests of each action: what a role that may do it, and one that may not, is tried with.

use crate::bank::statement;
use crate::house::{BASIS, House, OFFICE, SERVICE, person};
use kernel::{DocumentId, EmergencyId, ErasureOrderId, RefundId};
use office::access::rights::Action;
use serde_json::{Value, json};

/// A request that needs one right.
#[derive(Debug)]
pub struct Ask {
    /// The right.
    pub action: Action,
    /// What is asked.
    pub asked: Asked,
    /// Whether it is about something that is not there: whoever may is told so.
    pub absent: bool,
}

#[derive(Debug)]
pub enum Asked {
    /// Of the API.
    Api {
        method: &'static str,
        path: String,
        headers: Vec<(&'static str, &'static str)>,
        body: Option<String>,
    },
    /// A page.
    Page { path: String },
    /// A form of a page.
    Form { path: String, fields: Vec<(&'static str, String)> },
}

fn api(action: Action, method: &'static str, path: impl Into<String>, body: Option<Value>) -> Ask {
    let body = body.map(|body| body.to_string());
    let asked = Asked::Api { method, path: path.into(), headers: vec![BASIS], body };
    Ask { action, asked, absent: false }
}

fn page(action: Action, path: impl Into<String>) -> Ask {
    Ask { action, asked: Asked::Page { path: path.into() }, absent: false }
}

fn form(action: Action, path: impl Into<String>, fields: &[(&'static str, &str)]) -> Ask {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Ask { action, asked: Asked::Form { path: path.into(), fields }, absent: false }
}

fn of_nothing(ask: Ask) -> Ask {
    Ask { absent: true, ..ask }
}

/// At least one request for each action, all possible at this moment for whoever may.
pub async fn requests(house: &House) -> Vec<Ask> {
    let applied = json!({
        "service": SERVICE, "subject": person(1), "office": OFFICE, "lang": "en",
        "declared": { "speed": "normal" },
    });
    let case = house.post("client-1", "/cases", &[], applied.clone()).await;
    assert_eq!(case.status.as_u16(), 201, "{}", case.body);
    let case = case.body["id"].as_str().unwrap().to_owned();
    let visit = house.book("client-1", "10:00", &[]).await;
    let visit = visit.body["appointment"]["id"].as_str().unwrap().to_owned();
    let (one, two) = (person(1), person(2));
    let basis = json!({
        "kind": "declaration", "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA",
    });
    let ethnicity =
        json!({ "on": "2026-11-20", "facts": [{ "kind": "ethnicity", "ethnicity": "lv" }], "basis": basis });
    // Records that are protected from everybody but the custodian, and one of which an address is withheld.
    let grant = |class: &str| json!({ "class": class, "basis": basis, "reason": "A threat was assessed" });
    for (number, given, class) in
        [(31, "Dagmāra", "staff"), (32, "Evita", "witness"), (33, "Frida", "secret-address")]
    {
        house.enter(number, given, "Piemēra", "1961-04-05", "citizen", None).await;
        let path = format!("/persons/{}/protections", person(number));
        let granted = house.post("custodian", &path, &[BASIS], grant(class)).await;
        assert_eq!(granted.status.as_u16(), 201, "{}", granted.body);
    }
    let (protected, sealed, withheld) = (person(31), person(32), person(33));
    let document = DocumentId::from_u64(9).to_string();
    let refund = RefundId::from_u64(9);
    let purpose = "purpose=basis:mk134";
    let bank = Ask {
        action: Action::ImportStatements,
        asked: Asked::Api {
            method: "POST",
            path: "/payments/statements".to_owned(),
            headers: vec![("content-type", "application/xml")],
            body: Some(statement("S9", &[("B9", 100, "no reference", "")])),
        },
        absent: false,
    };
    let mut applied_two = applied.clone();
    applied_two["subject"] = json!(two);
    applied_two["applicant"] = json!(two);
    vec![
        api(Action::ReadPerson, "GET", format!("/persons/{one}"), None),
        api(Action::ReadPerson, "GET", format!("/persons/{one}/timeline"), None),
        page(Action::ReadPerson, format!("/work/persons/{one}?{purpose}")),
        api(Action::SearchPersons, "POST", "/persons/search", Some(json!({ "text": "piemera ilze" }))),
        api(
            Action::SearchPersons,
            "POST",
            "/persons/lookup",
            Some(json!({ "personal_code": "399900-00001" })),
        ),
        api(
            Action::SearchPersons,
            "POST",
            "/households",
            Some(
                json!({ "municipality": "LV0001000", "address": "Sudrabziedu iela 12-34, Rīga", "from": "2020-01-01" }),
            ),
        ),
        api(Action::SuperviseWork, "GET", "/supervision/cases", None),
        api(Action::SuperviseWork, "GET", "/supervision/load", None),
        page(Action::SuperviseWork, "/work/supervise"),
        form(
            Action::SearchPersons,
            "/work/persons",
            &[("why", "basis"), ("basis", "mk134"), ("text", "piemera")],
        ),
        api(Action::WriteRegister, "POST", format!("/persons/{two}/changes"), Some(ethnicity)),
        page(Action::WriteRegister, format!("/work/persons/{one}/change?{purpose}&kind=name")),
        api(Action::ReadRatings, "GET", "/ratings", None),
        page(Action::ReadRatings, "/work/ratings"),
        api(Action::RevokePower, "POST", "/me/powers/revoke", Some(json!({ "seq": 1 }))),
        api(
            Action::RevokePower,
            "POST",
            "/me/powers/revoke-deed",
            Some(json!({ "number": "17", "date": "2026-11-20" })),
        ),
        api(
            Action::MergeRecords,
            "POST",
            format!("/persons/{one}/merge"),
            Some(json!({ "other": one, "basis": basis, "reason": "the same person twice" })),
        ),
        api(Action::SettleDuplicates, "GET", "/duplicates", None),
        page(Action::SettleDuplicates, "/work/duplicates"),
        page(Action::SettleDuplicates, "/work/duplicates/settled"),
        api(
            Action::IssueStatement,
            "POST",
            format!("/persons/{one}/statements"),
            Some(
                json!({ "kind": "residence", "recipient": "A bank", "intended_use": "a loan", "lang": "en" }),
            ),
        ),
        api(Action::ReadCase, "GET", format!("/cases/{case}"), None),
        page(Action::ReadCase, format!("/work/cases/{case}")),
        api(Action::ReadWorkLists, "GET", "/cases", None),
        api(Action::ReadWorkLists, "GET", format!("/appointments/{visit}"), None),
        page(Action::ReadWorkLists, "/work/queue"),
        page(Action::ReadWorkLists, "/work/cases"),
        api(Action::ReceiveApplication, "POST", "/cases", Some(applied_two)),
        api(
            Action::ReceiveApplication,
            "POST",
            format!("/cases/{case}/note-message"),
            Some(json!({ "words": "She asked how long it takes.", "channel": "phone" })),
        ),
        api(Action::SortIncoming, "GET", "/incoming", None),
        page(Action::SortIncoming, "/work/incoming"),
        of_nothing(api(
            Action::SortIncoming,
            "GET",
            format!("/incoming/{}", kernel::IncomingId::from_u64(9)),
            None,
        )),
        // Nothing was chosen yet.
        of_nothing(api(Action::ChooseChannels, "GET", format!("/persons/{one}/channels"), None)),
        api(Action::TakePart, "POST", format!("/cases/{case}/receive"), Some(json!({}))),
        api(
            Action::ServeAtCounter,
            "POST",
            format!("/cases/{case}/identify"),
            Some(json!({ "document": "XX0000001" })),
        ),
        form(Action::ServeAtCounter, format!("/work/visits/{visit}/check-in"), &[]),
        api(
            Action::HandOver,
            "POST",
            format!("/cases/{case}/hand-over"),
            Some(json!({ "document": document })),
        ),
        api(
            Action::Examine,
            "POST",
            format!("/cases/{case}/judge"),
            Some(json!({ "fact": "none", "value": true, "reasons": "It was seen on the paper itself." })),
        ),
        page(Action::Examine, "/work/begin"),
        api(Action::AssignCase, "POST", format!("/cases/{case}/assign"), Some(json!({ "to": null }))),
        api(Action::Approve, "POST", format!("/cases/{case}/approve"), Some(json!({}))),
        api(
            Action::Personalise,
            "POST",
            format!("/cases/{case}/mark-made"),
            Some(json!({ "document": document })),
        ),
        bank,
        api(Action::ReconcilePayments, "GET", "/payments", None),
        page(Action::ReconcilePayments, "/work/payments"),
        of_nothing(api(Action::ApproveRefund, "POST", format!("/refunds/{refund}/approve"), None)),
        api(Action::ApproveRefund, "GET", "/refunds", None),
        page(Action::ApproveRefund, "/work/refunds"),
        api(Action::PayRefunds, "POST", "/refunds/bank-order", None),
        api(Action::ReadProtected, "GET", format!("/persons/{protected}"), None),
        page(Action::ReadProtected, format!("/work/persons/{protected}?{purpose}")),
        api(Action::ReadSealed, "GET", format!("/persons/{sealed}"), None),
        page(Action::ReadSealed, format!("/work/persons/{sealed}?{purpose}")),
        api(Action::Protect, "GET", format!("/persons/{withheld}/protections"), None),
        api(Action::Protect, "GET", format!("/persons/{sealed}/protections"), None),
        page(Action::Protect, format!("/work/persons/{withheld}/protections?{purpose}")),
        api(Action::Protect, "POST", format!("/persons/{withheld}/protections"), Some(grant("asylum"))),
        api(Action::ReadRetention, "GET", "/retention", None),
        api(Action::ReadRetention, "GET", "/retention/orders", None),
        api(
            Action::HoldCase,
            "POST",
            format!("/retention/holds/{case}"),
            Some(json!({ "reasons": "A claim for damages was announced." })),
        ),
        api(Action::OrderErasure, "POST", "/retention/orders", Some(json!({ "until": "2026-11-24" }))),
        of_nothing(api(
            Action::ApproveErasure,
            "POST",
            format!("/retention/orders/{}/approve", ErasureOrderId::from_u64(9)),
            None,
        )),
        page(Action::ReadTrace, "/work/trace"),
        api(Action::ReadTrace, "GET", "/trace", None),
        api(Action::OverseeReading, "GET", "/alerts", None),
        api(Action::OverseeReading, "GET", "/watched", None),
        api(
            Action::OverseeReading,
            "POST",
            "/watched",
            Some(json!({ "person": "399900-00001", "reason": "Known from the news" })),
        ),
        page(Action::OverseeReading, "/work/alerts"),
        page(Action::OverseeReading, "/work/watched"),
        page(Action::Operate, "/work/system"),
        form(Action::Operate, "/work/system/sign-out", &[("officer", "case-2")]),
        api(
            Action::OpenEmergency,
            "POST",
            "/emergencies",
            Some(json!({ "person": one, "reason": "He stands here and nobody else is in the house." })),
        ),
        page(Action::OpenEmergency, format!("/work/emergency?person={one}")),
        api(Action::ReviewEmergency, "GET", "/emergencies", None),
        of_nothing(api(
            Action::ReviewEmergency,
            "GET",
            format!("/emergencies/{}", EmergencyId::from_u64(9)),
            None,
        )),
        of_nothing(api(
            Action::ReviewEmergency,
            "POST",
            format!("/emergencies/{}/review", EmergencyId::from_u64(9)),
            Some(json!({ "verdict": "justified", "words": "Nobody else was in the house that day." })),
        )),
        page(Action::ReviewEmergency, "/work/emergencies"),
        page(Action::ReviewEmergency, "/work/rights"),
    ]
}

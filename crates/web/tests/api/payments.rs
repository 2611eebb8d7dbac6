//! Money over the API: the invoice of a case, statements of the bank, what waits, refunds by two.

use crate::bank::{OURS, statement};
use crate::house::{House, SERVICE, houses};
use axum::http::StatusCode;
use serde_json::{Value, json};

const THEIRS: &str = "LV17DEMO0000000000002";

impl House {
    async fn applied(&self) -> Value {
        let wanted =
            json!({ "service": SERVICE, "subject": "000000000001", "office": "riga-4", "lang": "en" });
        let answer = self.post("client-1", "/cases", &[], wanted).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.body
    }

    async fn import(&self, token: &str, file: String) -> crate::house::Answer {
        let headers = [("content-type", "application/xml"), ("accept-language", "lv")];
        self.ask("POST", token, "/payments/statements", &headers, Some(file)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_says_how_to_pay_and_a_statement_settles_it() {
    for house in houses("api_pay").await {
        let case = house.applied().await;
        let invoice = &case["invoice"];
        assert_eq!(
            (invoice["amount"]["cents"].as_i64(), invoice["account"].as_str()),
            (Some(3400), Some(OURS))
        );
        let reference = invoice["reference"].as_str().unwrap().to_owned();
        assert!(reference.ends_with(case["id"].as_str().unwrap()), "{reference}");
        assert!(invoice["code"].as_str().unwrap().starts_with("BCD\n002\n1\nSCT\n\nValsts kase\n"));

        house.import("accountant", statement("S0", &[("B0", 400, &reference, "")])).await;
        let path = format!("/cases/{}", case["id"].as_str().unwrap());
        let rest = house.get("client-1", &path, &[]).await.body["invoice"].clone();
        assert_eq!(
            (rest["amount"]["cents"].as_i64(), rest["whole"]["cents"].as_i64()),
            (Some(3000), Some(3400))
        );
        assert!(rest["code"].as_str().unwrap().contains("\nEUR30\n"), "{rest}");

        let file = statement(
            "S1",
            &[("B1", 3000, &reference, ""), ("B2", 100, "&lt;b&gt;par kaut ko&lt;/b&gt;", "")],
        );
        let done = house.import("accountant", file.clone()).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        let told = &done.body["statements"][0];
        assert_eq!(
            (told["new"].as_i64(), told["settled"].as_i64(), told["open"].as_i64()),
            (Some(2), Some(1), Some(1))
        );
        let fast = json!({ "fact": "speed", "value": "fast" });
        let rises = house.post("client-1", &format!("{path}/declare"), &[], fast).await;
        assert_eq!(rises.status, StatusCode::OK, "{}", rises.body);
        let (fee, rest) = (&rises.body["fee"], &rises.body["invoice"]);
        assert_eq!(
            (fee["amount"]["cents"].as_i64(), fee["missing"]["cents"].as_i64()),
            (Some(3400), Some(2600))
        );
        assert_eq!(
            (rest["amount"]["cents"].as_i64(), rest["whole"]["cents"].as_i64()),
            (Some(2600), Some(6000))
        );
        let normal = json!({ "fact": "speed", "value": "normal" });
        house.post("client-1", &format!("{path}/declare"), &[], normal).await;
        let again = house.import("accountant", file).await;
        assert_eq!(again.body["statements"][0]["known"], 2);
        let paid = house.get("client-1", &path, &[]).await.body;
        assert_eq!((&paid["fee"]["settled"], &paid["invoice"]), (&json!("paid"), &Value::Null));
        let waiting = house.get("accountant", "/payments", &[]).await;
        assert_eq!(waiting.body["items"][0]["text"], "<b>par kaut ko</b>");
        assert_eq!(waiting.body["items"][0]["reason"], "no-reference");
        let settled = house.get("accountant", "/payments?state=settled", &[]).await;
        assert_eq!(settled.body["items"].as_array().unwrap().len(), 1);
        let part = house.get("accountant", "/payments?state=part", &[]).await;
        assert_eq!(part.body["items"][0]["left"]["cents"], 0, "{}", part.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_a_statement_is_told_in_the_language_of_who_sent_it() {
    for house in houses("api_statement_wrong").await {
        let broken =
            house.import("accountant", statement("S1", &[("B1", 1, "", "")]).replace("BOOK</Sts>", "")).await;
        assert_eq!((broken.status, broken.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
        assert_eq!(broken.fields(), [("statement".to_owned(), "statement-wrong".to_owned())]);
        let message = broken.body["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("Failu nevar nolasīt: 1. rinda") && message.contains("XML"), "{message}");
        let other = statement("S1", &[]).replace(OURS, THEIRS);
        // The account of paid services is the office's too.
        assert_eq!(house.import("accountant", other).await.status, StatusCode::OK);
        let json = house.post("accountant", "/payments/statements", &[], json!({})).await;
        assert_eq!((json.status, json.problem()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type-xml"));
        let large = house.import("accountant", "x".repeat(9 * 1024 * 1024)).await;
        assert_eq!((large.status, large.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large-file"));
        for token in ["client-1", "counter", "case", "approver", "auditor", "operator"] {
            assert_eq!(
                house.import(token, statement("S1", &[])).await.status,
                StatusCode::FORBIDDEN,
                "{token}"
            );
            assert_eq!(house.get(token, "/payments", &[]).await.status, StatusCode::FORBIDDEN, "{token}");
        }
        let state = house.get("accountant", "/payments?state=lost", &[]).await;
        assert_eq!(state.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_assigned_and_the_rest_goes_back_through_two_officers() {
    for house in houses("api_refund").await {
        let case = house.applied().await["id"].as_str().unwrap().to_owned();
        house.import("accountant", statement("S1", &[("B1", 5000, "bez atsauces", "")])).await;
        let payment = house.get("accountant", "/payments", &[]).await.body["items"][0].clone();
        let path = format!("/payments/{}", payment["id"].as_str().unwrap());
        let seen = house.get("accountant", &path, &[]).await;
        let tag = seen.header("etag").to_owned();
        let assign = json!({ "case": case, "reasons": "Vārds un summa atbilst." });
        let old = house
            .post("accountant", &format!("{path}/assign"), &[("if-match", "\"7\"")], assign.clone())
            .await;
        assert_eq!((old.status, old.problem()), (StatusCode::PRECONDITION_FAILED, "stale"));
        let given = house.post("accountant", &format!("{path}/assign"), &[("if-match", &tag)], assign).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.body);
        assert_eq!(
            (given.body["left"]["cents"].as_i64(), given.body["reason"].as_str()),
            (Some(1600), Some("overpaid"))
        );

        let order = |account: &str| {
            json!({
                "payment": payment["id"], "payee": "Ilze Piemēra", "account": account,
                "ground": "Izdomātais likums, 1. pants", "reasons": "Samaksāts vairāk, nekā likums prasa."
            })
        };
        let typo = house.post("accountant", "/refunds", &[], order("LV18DEMO0000000000002")).await;
        assert_eq!(typo.fields(), [("account".to_owned(), "wrong-account".to_owned())]);
        for cents in [0, -5] {
            let mut nothing = order(THEIRS);
            nothing["cents"] = json!(cents);
            let refused = house.post("accountant", "/refunds", &[], nothing).await;
            assert_eq!(refused.fields(), [("cents".to_owned(), "refund-nothing".to_owned())]);
        }
        let neither = json!({ "payee": "x", "account": THEIRS, "ground": "x", "reasons": "x" });
        assert_eq!(
            house.post("accountant", "/refunds", &[], neither).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let ordered = house.post("accountant", "/refunds", &[], order(THEIRS)).await;
        assert_eq!(ordered.status, StatusCode::CREATED, "{}", ordered.body);
        let refund = format!("/refunds/{}", ordered.body["id"].as_str().unwrap());
        let own = house.ask("POST", "accountant", &format!("{refund}/approve"), &[], None).await;
        assert_eq!((own.status, own.problem()), (StatusCode::CONFLICT, "refund-same-person"));
        let none = house.ask("POST", "accountant", "/refunds/bank-order", &[], None).await;
        assert_eq!((none.status, none.problem()), (StatusCode::CONFLICT, "refunds-none"));
        let approved = house.ask("POST", "approver", &format!("{refund}/approve"), &[], None).await;
        assert_eq!(approved.body["approved_by"], "approver", "{}", approved.body);
        let file = house.ask("POST", "accountant", "/refunds/bank-order", &[], None).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/xml"));
        let same = house.get("approver", &format!("{refund}/bank-order"), &[]).await;
        assert_eq!(same.bytes, file.bytes);
        let late =
            house.post("approver", &format!("{refund}/refuse"), &[], json!({ "reasons": "vēlu" })).await;
        assert_eq!((late.status, late.problem()), (StatusCode::CONFLICT, "refund-state"));
        assert!(late.body["detail"].as_str().unwrap().contains("sent to the bank"), "{}", late.body);

        let id = ordered.body["id"].as_str().unwrap();
        house.import("accountant", statement("S2", &[("D1", -1600, "", id)])).await;
        assert_eq!(house.get("approver", &refund, &[]).await.body["state"], "paid");
        let list = house.get("approver", "/refunds?state=paid", &[]).await;
        assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
    }
}

//! What each mistake is told: wrong role, wrong field, somebody was first, a forged form, no purpose.

use crate::browser::browser;
use crate::house::{houses, person};
use crate::journey::{give, proposed, served, taken_in};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn each_page_opens_to_those_whose_duty_it_is() {
    for house in houses("bench_roles").await {
        let roles = ["counter", "case", "approver", "accountant", "auditor", "operator"];
        for (path, open) in [
            ("/work", &["counter", "case", "approver", "accountant", "auditor", "operator"] as &[&str]),
            ("/work/queue", &["counter", "case", "approver"]),
            ("/work/cases", &["counter", "case", "approver"]),
            ("/work/persons", &["counter", "case", "approver"]),
            ("/work/household", &["counter", "case", "approver"]),
            ("/work/apply", &["counter", "case"]),
            ("/work/duplicates", &["approver"]),
            ("/work/duplicates/settled", &["approver"]),
            ("/work/payments", &["accountant"]),
            ("/work/refunds", &["accountant", "approver"]),
            ("/work/retention", &["case", "approver", "auditor"]),
            ("/work/trace", &["auditor"]),
            ("/work/emergencies", &["auditor"]),
            ("/work/rights", &["auditor"]),
            ("/work/system", &["operator"]),
        ] {
            for role in roles {
                let shown = browser(&house, role).open(path).await;
                let expected = if open.contains(&role) { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(shown.status, expected, "{role} at {path}");
            }
            let nobody = browser(&house, "nobody").open(path).await;
            assert!(nobody.leads().starts_with("/sign-in"), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_field_is_told_and_what_was_written_is_kept() {
    for house in houses("bench_fields").await {
        let case = taken_in(&house).await;
        let counter = browser(&house, "counter");
        for (command, field, value, told) in [
            ("identify", "document", "12", "document number"),
            ("identify", "document", "XX0000002", "no valid document"),
            ("record-evidence", "evidence", "", "Choose one"),
        ] {
            let name = format!("{command}-{field}");
            let fields = [("version", "2"), (name.as_str(), value)];
            let shown = counter.send(&format!("{case}/do/{command}"), &fields).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{command}: {}", shown.html);
            assert!(shown.html.contains(told), "{command}: {}", shown.html);
            assert!(
                value.is_empty() || shown.html.contains(&format!("value=\"{value}\"")),
                "{value} is kept"
            );
            // The summary leads to the field.
            assert!(shown.attributes("href").contains(&format!("#{name}").as_str()), "{name}");
            assert!(shown.html.contains("<title>Error: "), "the title says so first");
        }
        let early = counter.send(&format!("{case}/do/take-fee"), &[("take-fee-method", "card")]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.html);
        assert!(early.html.contains("dentity"), "{}", early.html);
        for (field, value) in
            [("applicant", "12345"), ("applicant", "399900-00009"), ("applicant", ""), ("subject", "x")]
        {
            let mut fields = vec![("service", "passport.citizen"), ("office", "riga-4"), ("lang", "en")];
            if field == "subject" {
                fields.push(("applicant", "399900-00001"));
            }
            fields.push((field, value));
            let shown = counter.send("/work/apply", &fields).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}: {}", shown.html);
        }
        for path in
            ["/work/cases/000000000000", "/work/cases/x", "/work/visits/000000000000", "/work/nothing"]
        {
            assert_eq!(counter.open(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let unknown = counter.send(&format!("{case}/do/dance"), &[]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_second_sees_what_the_first_did() {
    for house in houses("bench_second").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let second = browser(&house, "case-2");
        let form = second.open(&format!("{case}/decide")).await;
        let (version, seen) = (form.hidden("version"), form.hidden("seen-at"));
        proposed(&house, &case, "case").await;
        let fields = [
            ("version", version.as_str()),
            ("seen-at", seen.as_str()),
            ("propose-decision", "grant"),
            ("step", "send"),
        ];
        let late = second.send(&format!("{case}/decide"), &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.html);
        assert!(
            late.html.contains("Decision proposed") && late.html.contains("Officer case"),
            "{}",
            late.html
        );
        assert!(!late.html.contains("Identity established</strong>"), "only what is new is shown");
        // The proposer has no say in the approval.
        let own = browser(&house, "case");
        let approve = [("version", "8"), ("step", "approve")];
        assert_eq!(own.send(&format!("{case}/review"), &approve).await.status, StatusCode::FORBIDDEN);
        assert_eq!(second.open(&format!("{case}/decide")).await.leads(), case);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_other_sites_and_of_other_roles_are_refused() {
    for house in houses("bench_forged").await {
        let case = taken_in(&house).await;
        let counter = browser(&house, "counter");
        let forged = counter.forge(&format!("{case}/do/withdraw")).await;
        assert_eq!(forged.status, StatusCode::FORBIDDEN);
        counter.open(&case).await.says(&["Received"]);
        let nobody = browser(&house, "nobody").send(&format!("{case}/do/withdraw"), &[]).await;
        assert_eq!(nobody.status, StatusCode::FORBIDDEN);
        let examiner = browser(&house, "case");
        let fields = [("identify-document", "XX0000001")];
        let wrong = examiner.send(&format!("{case}/do/identify"), &fields).await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
        give(&counter, &case, "withdraw", &[("words", "I changed my mind"), ("confirm", "yes")]).await;
        counter.open(&case).await.says(&["Withdrawn", "I changed my mind"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_searched_or_read_without_a_purpose() {
    for house in houses("bench_purpose").await {
        let case = taken_in(&house).await;
        let number = case.rsplit('/').next().unwrap();
        let officer = browser(&house, "case");
        let without = officer.send("/work/persons", &[("code", "399900-00001")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typo = [("why", "case"), ("case", "123"), ("code", "399900-00001")];
        assert_eq!(officer.send("/work/persons", &typo).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nothing = officer.send("/work/persons", &[("why", "case"), ("case", number)]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = officer
            .send("/work/persons", &[("why", "case"), ("case", number), ("text", "piemera ilz")])
            .await;
        found.says(&["1 person found", "Ilze Piemēra"]);
        let nobody = officer
            .send("/work/persons", &[("why", "basis"), ("basis", "mk134"), ("number", "XX9999999")])
            .await;
        nobody.says(&["0 persons found", "Nobody matches"]);
        let bare = format!("/work/persons/{}", person(1));
        assert_eq!(officer.open(&bare).await.leads(), "/work/persons");
        let read = format!("{bare}?purpose=case:{number}");
        officer.open(&read).await.says(&["399900-00001", "Sudrabziedu", "Enter a change"]);
        let wrong = officer.open(&format!("{read}&as-of=31.12.2020&known-at=yesterday")).await;
        wrong.says(&["no such day", "number of a log entry"]);
        let early = officer.open(&format!("{read}&known-at=0")).await;
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        // The counter reads but does not write.
        let counter = browser(&house, "counter");
        assert!(!counter.open(&read).await.html.contains("Enter a change"));
        let change = format!("{bare}/change?purpose=case:{number}&kind=name");
        assert_eq!(counter.open(&change).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_correction_need_a_day_a_basis_and_a_reason() {
    for house in houses("bench_entries").await {
        let case = taken_in(&house).await;
        let purpose = format!("purpose=case:{}", case.rsplit('/').next().unwrap());
        let officer = browser(&house, "case");
        let bare = format!("/work/persons/{}", person(1));
        let change = format!("{bare}/change?{purpose}");
        officer.open(&change).await.says(&["What has changed?", "Residence"]);
        let form = officer.open(&format!("{change}&kind=residence")).await;
        let version = form.says(&["Sudrabziedu"]).hidden("version");
        let fields = |on: &'static str, issuer: &'static str| {
            vec![
                ("kind", "residence"),
                ("residence", "declared"),
                ("municipality", "LV0001000"),
                ("address", "Ezera iela 2, Rīga"),
                ("on", on),
                ("basis-kind", "declaration"),
                ("basis-date", "2026-11-24"),
                ("basis-issuer", issuer),
                ("basis-country", "lva"),
            ]
        };
        for (on, issuer) in [("2026-02-30", "Office"), ("", "Office"), ("2026-11-20", "")] {
            let shown = officer.send(&change, &fields(on, issuer)).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{on} {issuer}");
            assert!(shown.html.contains("Ezera iela 2"), "what was written is kept");
        }
        let mut good = fields("2026-11-20", "Office");
        good.push(("version", &version));
        officer.send(&change, &good).await.leads();
        let page = officer.open(&format!("{bare}?{purpose}")).await;
        page.says(&["Ezera iela 2, Rīga", "20 November 2026"]);
        // The same form sent again: the register moved on since it was shown.
        assert_eq!(officer.send(&change, &good).await.status, StatusCode::CONFLICT);
        let before = officer.open(&format!("{bare}?{purpose}&as-of=2026-11-19")).await;
        before.says(&["Sudrabziedu iela 12-34"]);

        let wrong = page.attributes("href").into_iter().find(|href| href.contains("/correct/")).unwrap();
        let correct = wrong.strip_prefix("/en").unwrap().replace("&amp;", "&");
        let form = officer.open(&correct).await;
        let version = form.says(&["it never was true"]).hidden("version");
        let mut fields = vec![
            ("version", version.as_str()),
            ("how", "withdraw"),
            ("basis-kind", "decision"),
            ("basis-date", "2026-11-24"),
            ("basis-issuer", "Office"),
            ("basis-country", "LVA"),
        ];
        let silent = officer.send(&correct, &fields).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.html);
        fields.push(("reason", "Entered for another person"));
        officer.send(&correct, &fields).await.leads();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counter_issues_a_statement_for_a_purpose_and_sees_those_issued_before() {
    for house in houses("bench_statement").await {
        let case = taken_in(&house).await;
        let purpose = format!("purpose=case:{}", case.rsplit('/').next().unwrap());
        let bare = format!("/work/persons/{}", person(1));
        let statements = format!("{bare}/statements?{purpose}");
        let counter = browser(&house, "counter");
        counter.open(&format!("{bare}?{purpose}")).await.says(&["Statements about this person"]);
        counter.open(&statements).await.says(&["No statement has been issued yet", "Statement of residence"]);
        let fields = |kind: &'static str, known_at: &'static str| {
            vec![
                ("kind", kind),
                ("recipient", "Bank of Imagination"),
                ("intended_use", "a loan"),
                ("lang", "en"),
                ("as_of", "2026-11-24"),
                ("known_at", known_at),
            ]
        };
        for (kind, known_at, told) in
            [("", "", "Choose the kind"), ("status", "soon", "number of a log entry")]
        {
            let wrong = counter.send(&statements, &fields(kind, known_at)).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.html);
            assert!(
                wrong.html.contains(told) && wrong.html.contains("Bank of Imagination"),
                "{}",
                wrong.html
            );
        }
        let sent = counter.send(&statements, &fields("residence", "")).await;
        let page = counter.open(&sent.leads()).await;
        page.says(&["The statement is issued", "Bank of Imagination"]);
        let files = page.attributes("href").into_iter().filter(|href| href.contains("/statements/"));
        let file = files.map(|href| href.strip_prefix("/en").unwrap().to_owned()).next().unwrap();
        assert_eq!(counter.open(&file).await.kind, "application/pdf");
        // The approver may read it and issues none; without a purpose nobody does either.
        let approver = browser(&house, "approver");
        let shown = approver.open(&statements).await;
        assert!(!shown.says(&["Bank of Imagination"]).html.contains("Issue the statement"));
        assert_eq!(approver.send(&statements, &fields("status", "")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(counter.open(&format!("{bare}/statements")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser(&house, "auditor").open(&statements).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_is_entered_with_words_and_asked_once_more() {
    for house in houses("bench_withdraw").await {
        let case = taken_in(&house).await;
        let counter = browser(&house, "counter");
        let version = counter.open(&case).await.hidden("version");
        let to = format!("{case}/do/withdraw");
        let empty = counter.send(&to, &[("version", &*version)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.html.contains("or the day on which the withdrawal was said"), "{}", empty.html);
        let future = [("version", &*version), ("withdraw-oral-on", "2026-11-25")];
        assert_eq!(counter.send(&to, &future).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let oral = [("version", &*version), ("withdraw-oral-on", "2026-11-24")];
        let asked = counter.send(&to, &oral).await;
        asked.says(&["Do you really want to record the withdrawal?", "Said on 24 November 2026."]);
        counter.open(&case).await.says(&["Received"]);
        let sure = [oral[0], oral[1], ("withdraw-confirm", "yes")];
        assert_eq!(counter.send(&to, &sure).await.leads(), case);
        let closed = counter.open(&case).await;
        closed.says(&["Withdrawn", "Said on 24 November 2026.", "nothing is assessed any more"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_bodies_outside_none_is_chosen_before_somebody_chooses() {
    for house in houses("bench_nobody_asked").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let page = browser(&house, "case").open(&case).await;
        let (_, list) = page.html.split_once("name=\"ask-opinion-body\"").expect("no list of bodies");
        let (_, first) = list.split_once("<option").unwrap();
        assert!(first.trim_start().starts_with("value=\"\""), "{}", &first[..80]);
    }
}

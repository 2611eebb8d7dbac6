//! What a browser keeps: a form that outlives its session, for the officer who typed it and nobody else; and the choice of
//! colours.

use crate::house::{houses, person};
use crate::jar::Jar;
use crate::journey::{served, taken_in};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_a_session_ended_is_back_in_its_form_for_that_officer_alone() {
    const WORDS: &str = "Saw+the+birth+record+itself";
    for house in houses("desk_typed").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let token = |n: u32| format!("{:032x}", 0xa000_0000_u32 + n);
        let path = format!("{case}/do/ask-opinion");
        let form = |token: &str| {
            let form = web::session::form_token(token);
            format!("form-token={form}&version=1&ask-opinion-body=&ask-opinion-question={WORDS}")
        };
        let mut jar = Jar::sending("application/x-www-form-urlencoded", &house);
        jar.session("case", &token(1), -1).await;
        let events = house.office.position().await.unwrap();
        // A form without the token of that session is nobody's, and is not kept.
        let forged = jar.ask("POST", &path, Some(form(&token(9)).into())).await;
        assert!(
            forged.status.is_client_error() && !jar.cookies.contains_key("parvalde_typed"),
            "{}",
            forged.status
        );
        let late = jar.ask("POST", &path, Some(form(&token(1)).into())).await;
        assert_eq!(late.leads(), "/sign-in?next=/work/kept");
        let secret = jar.cookies["parvalde_typed"].clone();
        assert_eq!(house.office.position().await.unwrap(), events, "nothing was done");
        // What waits is sealed.
        let waits = house.office.waiting(&secret, "typed").await.unwrap().unwrap();
        assert!(!waits.contains("birth") && !waits.contains("opinion"), "{waits}");
        jar.ask("GET", "/sign-in", None).await.says(&["What you had typed is kept"]);
        // Somebody else signs in at the same browser: it is not theirs.
        jar.session("case-2", &token(2), 600).await;
        assert_eq!(jar.ask("GET", "/work/kept", None).await.leads(), "/work");
        let other = jar.ask("GET", &case, None).await;
        assert!(!other.says(&[]).html.contains("birth record"), "another officer reads it");
        // The officer comes back: it stands in its form, open, and nothing was sent.
        jar.session("case", &token(3), 600).await;
        assert_eq!(jar.ask("GET", "/work/kept", None).await.leads(), case);
        let page = jar.ask("GET", &case, None).await;
        page.says(&["What you had typed is back", ">Saw the birth record itself</textarea>"]);
        assert!(
            page.html.contains("<details class=\"more command\" open>")
                && page.html.contains("Ask another body for an opinion")
        );
        assert_eq!(jar.ask("GET", &case, None).await.status, StatusCode::OK, "it stays until it is sent");
        // On other pages there is nothing of it.
        assert!(!jar.ask("GET", "/work", None).await.html.contains("birth record"));
        // Forgotten when its owner says so.
        let forget = format!("form-token={}", web::session::form_token(&token(3)));
        assert_eq!(jar.ask("POST", "/work/kept", Some(forget.into())).await.leads(), "/work");
        assert!(house.office.waiting(&secret, "typed").await.unwrap().is_none());
        assert!(!jar.ask("GET", &case, None).await.html.contains("birth record"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_the_desk_that_is_refused_is_there_in_the_other_language_too() {
    for house in houses("desk_refused").await {
        let case = taken_in(&house).await;
        let purpose = format!("purpose=case:{}", case.rsplit('/').next().unwrap());
        let mut jar = Jar::sending("application/x-www-form-urlencoded", &house);
        let token = format!("{:032x}", 0xb000_0000_u32);
        jar.session("case", &token, 600).await;
        let path = format!("/work/persons/{}/correct/1002?{purpose}", person(1));
        let form = format!("form-token={}&reason=Misread+once", web::session::form_token(&token));
        let refused = jar.ask("POST", &path, Some(form.into())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let switch = refused.html.split("href=\"/lv").nth(1).unwrap().split('"').next().unwrap();
        let switch = switch.replace("&amp;", "&");
        assert!(switch.starts_with(&path) && switch.contains("&again="), "{switch}");
        let page = jar.ask("GET", &switch, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html.contains("Misread once"), "{}", page.html);
        assert!(!page.html.contains("What you had typed is back"), "no session ended");
        assert!(!jar.ask("GET", &path, None).await.html.contains("Misread once"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_every_kind_come_back_and_are_forgotten_once_they_are_sent() {
    for house in houses("desk_typed_kinds").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let purpose = format!("purpose=case:{number}");
        let at = format!("/work/persons/{}", person(1));
        let mut jar = Jar::sending("application/x-www-form-urlencoded", &house);
        for (nth, (who, path, field)) in [
            ("case", format!("{case}/decide"), "propose-reasons"),
            ("case", format!("{at}/change?{purpose}"), "basis-issuer"),
            ("case", format!("{at}/correct/1002?{purpose}"), "reason"),
            ("counter", format!("{at}/statements?{purpose}"), "recipient"),
            ("case", format!("{case}/do/note-message"), "note-message-words"),
            ("case", "/work/begin".to_owned(), "basis"),
            ("auditor", "/work/watched".to_owned(), "reason"),
            ("accountant", "/work/refunds".to_owned(), "refund-reasons"),
            ("case", "/work/find".to_owned(), "q"),
        ]
        .into_iter()
        .enumerate()
        {
            let token = format!("{:032x}", 0xb000_0000_usize + nth * 2);
            let fresh = format!("{:032x}", 0xb000_0001_usize + nth * 2);
            let begun =
                house.office.begun_by_office().first().map(|one| one.id().to_owned()).unwrap_or_default();
            jar.session(who, &token, -1).await;
            let form = web::session::form_token(&token);
            let body = format!("form-token={form}&kind=name&procedure={begun}&{field}=Typed+in+vain");
            assert_eq!(
                jar.ask("POST", &path, Some(body.into())).await.leads(),
                "/sign-in?next=/work/kept",
                "{path}"
            );
            jar.session(who, &fresh, 600).await;
            let back = jar.ask("GET", "/work/kept", None).await.leads();
            let page = jar.ask("GET", &back, None).await;
            page.says(&["What you had typed is back", "Typed in vain"]);
        }
        // Sent, it is gone.
        let token = format!("{:032x}", 0xc000_0000_u32);
        jar.session("case", &token, -1).await;
        let form = web::session::form_token(&token);
        let path = format!("{case}/do/note-message");
        let body = |form: &str| {
            format!("form-token={form}&note-message-channel=phone&note-message-words=Called+at+noon")
        };
        jar.ask("POST", &path, Some(body(&form).into())).await.leads();
        let fresh = format!("{:032x}", 0xc000_0001_u32);
        jar.session("case", &fresh, 600).await;
        jar.ask("GET", &case, None).await.says(&["Called at noon"]);
        assert_eq!(
            jar.ask("POST", &path, Some(body(&web::session::form_token(&fresh)).into())).await.leads(),
            case
        );
        assert!(!jar.cookies.contains_key("parvalde_typed"));
        assert!(!jar.ask("GET", &case, None).await.html.contains("What you had typed is back"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn colours_are_chosen_once_and_kept_and_the_design_is_on_one_page() {
    for house in houses("desk_design").await {
        let mut jar = Jar::sending("application/x-www-form-urlencoded", &house);
        for lang in ["en", "lv"] {
            let request = Request::builder().uri(format!("/{lang}/design")).body(Body::empty()).unwrap();
            let response = house.router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
        }
        let page = jar.ask("GET", "/design", None).await;
        crate::pages::hold("/design", &page);
        page.says(&["accent-deep", "Hard to undo", "One line at fault", "the second condition"]);
        assert!(!page.html.contains("data-scheme"), "the device decides until somebody chooses");
        let dark = jar.ask("GET", "/design?scheme=dark", None).await;
        assert!(dark.html.contains("data-scheme=\"dark\""));
        assert!(
            jar.ask("GET", "/services", None).await.html.contains("data-scheme=\"dark\""),
            "the choice is kept"
        );
        jar.ask("GET", "/services?scheme=light", None).await;
        assert!(jar.ask("GET", "/offices", None).await.html.contains("data-scheme=\"light\""));
    }
}

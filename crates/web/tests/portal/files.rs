//! Files: sent with an application and added to a matter, taken by what they are, handed out so that nothing runs.

use super::browser::{Answer, Browser};
use super::office::{Fixture, SERVICE, anna, officer, on_each, open};
use super::words::attributes;
use kernel::CaseId;
use office::actor::Role;
use office::cases::CaseCommand;

/// The smallest PDF that the office takes.
fn pdf(more: &str) -> Vec<u8> {
    let objects = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";
    format!("%PDF-1.7\n{objects}{more}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n").into_bytes()
}

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

async fn add(browser: &mut Browser, case: CaseId, name: &str, bytes: &[u8]) -> Answer {
    let address = format!("/lv/matters/{case}");
    let action = format!("{address}/files");
    browser.upload(&address, &action, &[("evidence", "")], &[("file", name, bytes)]).await
}

#[tokio::test]
async fn a_client_adds_a_file_sees_it_again_and_the_officer_opens_it_with_a_trace() {
    for fixture in on_each("files").await {
        eprintln!("on {}", fixture.engine);
        let case = fixture.apply(anna()).await;
        let mut browser = signed_in(&fixture, "client-0").await;
        let bytes = pdf("");
        let added = add(&mut browser, case, "Laulības apliecība.pdf", &bytes).await;
        added.is(303);
        let page = browser.get(&format!("/lv/matters/{case}?done=attached")).await;
        page.says("Faili ir pievienoti.").says("Sarakste").says("Laulības apliecība.pdf");
        let html = page.html();
        let link =
            attributes(&html, "href").into_iter().find(|href| href.contains("/files/")).unwrap().to_owned();
        let file = browser.get(&link).await;
        assert_eq!(file.bytes, bytes);
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert!(
            header("content-disposition").starts_with(
                "attachment; filename=\"Laul_bas apliec_ba.pdf\"; filename*=UTF-8''Laul%C4%ABbas%20"
            ),
            "{}",
            header("content-disposition")
        );
        assert_eq!(
            (header("x-content-type-options"), header("content-type")),
            ("nosniff".to_owned(), "application/pdf".to_owned())
        );
        assert!(
            header("content-security-policy").contains("sandbox")
                && header("content-security-policy").contains("default-src 'none'")
        );
        // No name stands in its address, and nobody else reads it.
        assert!(!link.contains("Laul"));
        signed_in(&fixture, "client-1").await.get(&link).await.is(404);
        let before = fixture.office.access_log(&super::office::client(anna()), None).await.unwrap().len();
        let mut worker = signed_in(&fixture, "officer-1").await;
        worker.get(&format!("/lv/work/cases/{case}")).await.says("Laulības apliecība.pdf");
        worker.get(&link.replace("/matters/", "/work/cases/")).await.is(200);
        let after = fixture.office.access_log(&super::office::client(anna()), None).await.unwrap();
        assert!(after.len() > before && after[0].actor_name.is_some(), "{after:?}");
        // When the matter is closed nothing is added.
        fixture
            .office
            .command(
                &super::office::client(anna()),
                case,
                None,
                &CaseCommand::Withdraw { words: String::new() },
            )
            .await
            .unwrap();
        assert!(!browser.get(&format!("/lv/matters/{case}")).await.words().contains("Rakstīt vai pievienot"));
    }
}

#[tokio::test]
async fn a_client_writes_to_an_open_case_with_or_without_files_and_the_officer_reads_it_in_the_register() {
    for fixture in on_each("written").await {
        let case = fixture.apply(anna()).await;
        let address = format!("/lv/matters/{case}");
        let action = format!("{address}/files");
        let mut browser = signed_in(&fixture, "client-0").await;
        browser.get(&address).await.says("Rakstīt vai pievienot failus").says("Ko vēlaties pateikt");
        browser.get(&format!("/en/matters/{case}")).await.says("What you want to tell");
        let none = &[("file", "", &b""[..])];
        let words = "Šāda dokumenta man nav, jo tas sadega.";
        let sent = browser.upload(&address, &action, &[("message", words), ("evidence", "")], none).await;
        sent.is(303);
        let page = browser.get(&format!("{address}?done=written")).await;
        page.says("Nosūtīts, un redzams zemāk.").says(words);
        // Words about a file stand beside it.
        let note = "Pielikumā ir izziņa.";
        let file = pdf("");
        let files = [("file", "izzina.pdf", &file[..])];
        browser.upload(&address, &action, &[("message", note), ("evidence", "")], &files).await.is(303);
        // What is too long is told at its field, and kept.
        let long = "a".repeat(4001);
        let wrong = browser.upload(&address, &action, &[("message", &long), ("evidence", "")], none).await;
        wrong.is(422);
        assert!(wrong.html().contains("href=\"#message\"") && wrong.html().contains(&long));
        let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
        let register: Vec<_> = view
            .correspondence
            .iter()
            .filter(|item| ["message", "attachment"].contains(&item.kind))
            .map(|item| (item.kind, item.channel.code(), item.what.as_str()))
            .collect();
        assert_eq!(
            register,
            [
                ("message", "portal", words),
                ("attachment", "portal", "izzina.pdf"),
                ("message", "portal", note),
            ]
        );
        signed_in(&fixture, "officer-1").await.get(&format!("/lv/work/cases/{case}")).await.says(words);
        // Nobody else writes, and nothing is written to what is closed.
        let page = "/lv/validity";
        let mut other = signed_in(&fixture, "client-1").await;
        other.upload(page, &action, &[("message", words), ("evidence", "")], none).await.is(404);
        let withdraw = CaseCommand::Withdraw { words: String::new() };
        fixture.office.command(&super::office::client(anna()), case, None, &withdraw).await.unwrap();
        browser.upload(page, &action, &[("message", words), ("evidence", "")], none).await.is(409);
    }
}

#[tokio::test]
async fn every_file_that_is_not_taken_is_told_by_its_name_with_what_would_be_right() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let script = pdf("3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj");
    let locked = pdf("3 0 obj\n<< /Encrypt 4 0 R >>\nendobj");
    let large = vec![b' '; 10 * 1024 * 1024 + 1];
    for (name, bytes, words) in [
        (
            "labdien.pdf",
            &b"MZ\x90\0\x03\0\0\0"[..],
            "“labdien.pdf” nav pieņemts: Faila saturs: programma; sūtiet PDF",
        ),
        ("lapa.html", b"<!DOCTYPE html><script>alert(1)</script>", "Faila saturs: tīmekļa lapa"),
        ("zime.svg", b"<svg xmlns=\"x\" onload=\"alert(1)\"/>", "Faila saturs: zīmējums ar norādēm"),
        ("tukss.pdf", b"", "Fails ir tukšs"),
        ("skripts.pdf", &script, "Failā ir skripts, programma vai citi faili"),
        ("slegts.pdf", &locked, "Fails ir aizslēgts ar paroli"),
        ("puse.pdf", &pdf("")[..60], "Failu nevar izlasīt līdz galam"),
        ("liels.pdf", &large, "Failā drīkst būt ne vairāk kā 10 MB"),
    ] {
        let page = add(&mut browser, case, name, bytes).await;
        page.is(422).says(words);
        assert!(
            page.html().contains("href=\"#file\"") && page.html().contains("aria-invalid=\"true\""),
            "{name}"
        );
    }
    add(&mut browser, case, "", b"").await.is(422).says("Uzrakstiet kaut ko vai izvēlieties failu");
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert!(view.case.attachments.is_empty());
}

#[tokio::test]
async fn a_form_with_files_is_held_to_its_token_its_fields_and_its_size() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let action = format!("/lv/matters/{case}/files");
    let file: &[(&str, &str, &[u8])] = &[("file", "a.pdf", &pdf(""))];
    browser.send_files(&action, &[("form-token", "0123456789abcdef0123456789abcdef")], file).await.is(403);
    browser.send_files(&action, &[], file).await.is(403);
    let address = format!("/lv/matters/{case}");
    browser.upload(&address, &action, &[], &[("other", "a.pdf", &pdf(""))]).await.is(400);
    browser.upload(&address, &action, &[("words", &"x".repeat(70_000))], &[]).await.is(413);
    let kind = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")];
    browser.send(axum::http::Method::POST, &action, &kind, "--x\r\nnonsense".to_owned()).await.is(400);
    let none = [("content-type", "multipart/form-data"), ("sec-fetch-site", "same-origin")];
    browser.send(axum::http::Method::POST, &action, &none, String::new()).await.is(400);
    let elsewhere = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "cross-site")];
    browser.send(axum::http::Method::POST, &action, &elsewhere, String::new()).await.is(403);
    let huge = vec![b' '; web_limit() + 1];
    browser.upload(&address, &action, &[], &[("file", "a.pdf", &huge)]).await.is(413);
    // Other pages keep their small bound.
    let body = "x".repeat(70_000);
    browser.post(&address, "x", &[("words", &body)]).await.is(413);
    let mut stranger = Browser::new(&fixture.router);
    stranger.upload("/lv/validity", &action, &[], file).await.is(401);
    signed_in(&fixture, "client-1").await.upload("/lv/validity", &action, &[], file).await.is(404);
    // Nothing of all that was filed.
    let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
    assert!(view.case.attachments.is_empty());
}

const fn web_limit() -> usize {
    64 * 1024 * 1024
}

#[tokio::test]
async fn documents_are_sent_with_the_application_each_for_what_it_shows() {
    let fixture = open().await;
    let mut browser = signed_in(&fixture, "client-0").await;
    let step = |slug: &str| format!("/lv/apply/{SERVICE}/{slug}");
    let subject = anna().to_string();
    for (slug, fields) in [
        ("whom", vec![("subject", subject.as_str())]),
        ("known", vec![("known", "right")]),
        ("q-speed", vec![("q-speed", "normal")]),
        ("q-fee-claim", vec![("q-fee-claim", "pensioner")]),
        ("q-document-previous", vec![("q-document-previous", "lost")]),
    ] {
        browser.fill(&step(slug), &step(slug), &fields).await.is(303);
    }
    let documents = step("documents");
    let page = browser.get(&documents).await;
    page.says("Pensionāra apliecība")
        .says("Paskaidrojums par pases zudumu")
        .says("Zādzības gadījumā arī policijas atbilde.");
    page.says("Sejas attēls, uzņemts pie lodziņa");
    assert!(!page.words().contains("Invaliditātes apliecība"));
    let good = pdf("");
    let files: Vec<(&str, &str, &[u8])> = vec![
        ("file-loss-explanation", "paskaidrojums.pdf", &good),
        ("file-pension-certificate", "apliecība.exe", b"MZ\x90\0\x03\0\0\0"),
        ("file-other", "", b""),
    ];
    // One is taken, the other told at its own field; what was taken is not asked for again.
    let page = browser.upload(&documents, &documents, &[], &files).await;
    page.is(422).says("paskaidrojums.pdf").says("“apliecība.exe” nav pieņemts");
    assert!(page.html().contains("href=\"#file-pension-certificate\""));
    let html = browser.get(&documents).await.html();
    let link =
        attributes(&html, "href").into_iter().find(|href| href.contains("/files/")).unwrap().to_owned();
    assert_eq!(browser.get(&link).await.bytes, good);
    signed_in(&fixture, "client-1").await.get(&link).await.is(404);
    let stays = browser
        .upload(&documents, &documents, &[("stay", "yes")], &[("file-other", "b.pdf", &pdf("% b"))])
        .await;
    browser.follow(&stays).await.says("Faili ir pievienoti.").says("b.pdf");
    let html = browser.get(&documents).await.html();
    let remove = html.split("name=\"remove\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let removed = browser.upload(&documents, &documents, &[("remove", &remove)], &[]).await;
    let page = browser.follow(&removed).await;
    page.says("Fails ir noņemts.");
    assert!(!page.words().contains("b.pdf"));
    browser
        .upload(&documents, &documents, &[("remove", "zz")], &[("file-nothing", "a.pdf", &good)])
        .await
        .is(400);
}

#[tokio::test]
async fn officers_file_what_came_by_post_and_note_what_was_said() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut worker = signed_in(&fixture, "officer-0").await;
    let address = format!("/lv/work/cases/{case}");
    let files = format!("{address}/files");
    let post = |on: &'static str| {
        [
            ("attach-channel", "post"),
            ("attach-on", on),
            ("attach-from", "Liepājas dzimtsarakstu nodaļa"),
            ("attach-evidence", ""),
        ]
    };
    let scan = pdf("");
    let page = worker.upload(&address, &files, &post("2026-11-25"), &[("attach-file", "s.pdf", &scan)]).await;
    page.is(422).says("nākotnes diena nav iespējama");
    let page = worker.upload(&address, &files, &post("2026-02-30"), &[("attach-file", "s.pdf", &scan)]).await;
    page.is(422).says("Tādas dienas nav");
    let page = worker
        .upload(&address, &files, &[("attach-channel", "pigeon")], &[("attach-file", "s.pdf", &scan)])
        .await;
    page.is(422).says("Izvēlieties vienu no iespējām");
    worker.upload(&address, &files, &post(""), &[]).await.is(422).says("Izvēlieties failu");
    worker.upload(&address, &files, &post("2026-11-20"), &[("attach-file", "s.pdf", &scan)]).await.is(303);
    let call = [
        ("note-message-channel", "phone"),
        ("note-message-on", ""),
        ("note-message-from", ""),
        ("note-message-words", ""),
    ];
    let note = format!("{address}/do/note-message");
    worker.fill(&address, &note, &call).await.is(422).says("Aizpildiet šo lauku");
    let call = [
        ("note-message-channel", "phone"),
        ("note-message-words", "Ieradīsies piektdien."),
        ("note-message-on", ""),
    ];
    worker.fill(&address, &note, &call).await.is(303);
    let page = worker.get(&address).await;
    page.says("Liepājas dzimtsarakstu nodaļa")
        .says("2026. gada 20. novembris")
        .says("saņemts, pasts")
        .says("saņemta, tālrunis")
        .says("Ieradīsies piektdien.");
    // The client sees the call, which was theirs, and not what another body sent.
    let mut client = signed_in(&fixture, "client-0").await;
    let seen = client.get(&format!("/lv/matters/{case}")).await;
    seen.says("Ieradīsies piektdien.");
    assert!(!seen.words().contains("s.pdf") && !seen.words().contains("dzimtsarakstu"));
    // Whoever may not file is not let near.
    for other in ["officer-3", "client-0"] {
        let mut other = signed_in(&fixture, other).await;
        let refused = other
            .upload("/lv/validity", &files, &post("2026-11-20"), &[("attach-file", "s.pdf", &scan)])
            .await;
        assert!(refused.status.is_client_error());
    }
}

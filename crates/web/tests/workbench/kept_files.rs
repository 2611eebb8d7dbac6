//! Files that were chosen in a form which came after its session ended: kept sealed, given back to the same officer alone,
//! sent with the form, and gone when it was sent, forgotten, or when their time is over.

use crate::house::houses;
use crate::jar::Jar;
use crate::journey::{served, taken_in};
use axum::http::StatusCode;
use office::actor::Actor;

const LINE: &str = "----parvalde-test";

/// A form with its fields, and a file when there is one.
fn form(fields: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let (field, name, bytes) = file.unwrap_or(("attach-file", "", b""));
    let head = format!(
        "--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{LINE}--\r\n").as_bytes());
    body
}

fn token(n: u32) -> String {
    format!("{:032x}", 0xd000_0000_u32 + n)
}

fn scanned() -> Vec<u8> {
    pdf(b"A scanned letter that nobody may lose")
}

/// A small file that is taken as a PDF, with something to look for in it.
fn pdf(words: &[u8]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n3 0 obj\n(".to_vec();
    bytes.extend_from_slice(words);
    bytes.extend_from_slice(b")\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n");
    bytes
}

/// The fields of the form that files what came in.
fn fields(token: &str) -> Vec<(&'static str, String)> {
    vec![
        ("form-token", web::session::form_token(token)),
        ("attach-channel", "post".to_owned()),
        ("attach-on", String::new()),
        ("attach-from", "Somebody who wrote".to_owned()),
        ("attach-evidence", String::new()),
    ]
}

fn sent(list: &[(&'static str, String)], file: Option<(&str, &str, &[u8])>) -> Vec<u8> {
    let list: Vec<(&str, &str)> = list.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form(&list, file)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_outlives_the_session_for_its_officer_alone_and_goes_with_the_form() {
    for house in houses("desk_files").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let path = format!("{case}/files");
        let file = scanned();
        let mut jar = Jar::sending(&format!("multipart/form-data; boundary={LINE}"), &house);
        jar.session("case", &token(1), -1).await;
        // Nothing is read of a form without the token of that session.
        let forged = jar
            .ask("POST", &path, Some(sent(&fields(&token(9)), Some(("attach-file", "letter.pdf", &file)))))
            .await;
        assert!(
            forged.status.is_client_error() && !jar.cookies.contains_key("parvalde_typed"),
            "{}",
            forged.status
        );
        let before = house.office.position().await.unwrap();
        let late = sent(&fields(&token(1)), Some(("attach-file", "letter.pdf", &file)));
        let late = jar.ask("POST", &path, Some(late)).await;
        assert_eq!(
            (late.status, late.location.as_str()),
            (StatusCode::SEE_OTHER, "/en/sign-in?next=/work/kept")
        );
        assert_eq!(house.office.position().await.unwrap(), before, "nothing was filed");
        let secret = jar.cookies["parvalde_typed"].clone();
        // Somebody else at the same browser gets neither the name nor the bytes, and cannot send them.
        jar.session("case-2", &token(2), 600).await;
        let other = jar.ask("GET", &case, None).await;
        assert!(!other.html.contains("letter.pdf"), "another officer is told of the file");
        let stranger = Actor::Officer(house.office.officer("case-2").unwrap());
        assert!(house.office.typed_files(&stranger, &secret).await.unwrap().is_empty());
        let mut list = fields(&token(2));
        list.push(("kept-files", "yes".to_owned()));
        let stolen = jar.ask("POST", &path, Some(sent(&list, None))).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no file for them");
        // The officer comes back: the file is named in its form, and goes with it.
        jar.session("case", &token(3), 600).await;
        let back = jar.ask("GET", "/work/kept", None).await;
        assert_eq!(back.location, format!("/en{case}"));
        let page = jar.ask("GET", &case, None).await;
        for told in ["letter.pdf", "They are sent with the form", "Somebody who wrote", "name=\"kept-files\""]
        {
            assert!(page.html.contains(told), "`{told}` is not on the page");
        }
        let own = Actor::Officer(house.office.officer("case").unwrap());
        let kept = house.office.typed_files(&own, &secret).await.unwrap();
        assert_eq!((kept.len(), &kept[0].1), (1, &file), "to the byte");
        let mut list = fields(&token(3));
        list.push(("kept-files", "yes".to_owned()));
        let done = jar.ask("POST", &path, Some(sent(&list, None))).await;
        assert_eq!(
            (done.status, done.location.contains("#correspondence")),
            (StatusCode::SEE_OTHER, true),
            "{}",
            done.html
        );
        assert!(!jar.cookies.contains_key("parvalde_typed"));
        assert!(
            house.office.typed_files(&own, &secret).await.unwrap().is_empty(),
            "it stays after it was sent"
        );
        let page = jar.ask("GET", &case, None).await;
        assert!(page.html.contains("letter.pdf") && !page.html.contains("They are sent with the form"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_file_takes_its_place_and_what_is_too_large_is_not_kept() {
    for house in houses("desk_files_other").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let path = format!("{case}/files");
        let mut jar = Jar::sending(&format!("multipart/form-data; boundary={LINE}"), &house);
        jar.session("case", &token(11), -1).await;
        let (first, second) = (scanned(), pdf(b"Another letter"));
        let late = sent(&fields(&token(11)), Some(("attach-file", "first.pdf", &first)));
        jar.ask("POST", &path, Some(late)).await;
        jar.session("case", &token(12), 600).await;
        let mut list = fields(&token(12));
        list.push(("kept-files", "yes".to_owned()));
        let done =
            jar.ask("POST", &path, Some(sent(&list, Some(("attach-file", "second.pdf", &second))))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let page = jar.ask("GET", &case, None).await.html;
        assert!(page.contains("second.pdf") && !page.contains("first.pdf"));
        // Larger than anything that is taken: the fields are kept, the file is not.
        jar.session("case", &token(13), -1).await;
        let large = vec![b'x'; office::files::FILE_BYTES_MAX + 1];
        let late = sent(&fields(&token(13)), Some(("attach-file", "large.pdf", &large)));
        assert_eq!(jar.ask("POST", &path, Some(late)).await.status, StatusCode::SEE_OTHER);
        jar.session("case", &token(14), 600).await;
        let page = jar.ask("GET", &case, None).await.html;
        assert!(page.contains("Somebody who wrote") && !page.contains("large.pdf"));
    }
}

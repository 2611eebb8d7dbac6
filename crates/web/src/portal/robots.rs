//! What programs that read sites ask for: `sitemap.xml` and `robots.txt`.

use crate::app::App;
use crate::http::origin;
use crate::portal::site;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;

/// `GET /sitemap.xml`: every public page in every language.
pub async fn sitemap(State(app): State<App>, headers: HeaderMap) -> Response {
    let (law, today, origin) = (app.law(), app.local().0, origin(&app, &headers));
    let mut paths: Vec<String> =
        site::DO.iter().chain(&site::OFFICE).map(|(path, _, _)| (*path).to_owned()).collect();
    paths.push("/site-map".to_owned());
    paths.extend(law.portal().events.iter().map(|event| format!("/life/{}", event.id)));
    paths.extend(law.authority().tasks.iter().map(|task| format!("/services/task/{}", task.id)));
    for service in law.services(today).into_iter().chain(law.told_of(today)) {
        paths.push(format!("/services/{}", service.id()));
        paths.push(format!("/services/{}/law", service.id()));
        paths.push(format!("/services/{}/refusal", service.id()));
        if law.portal().easy(service.id()).is_some() {
            paths.push(format!("/services/{}/easy", service.id()));
        }
    }
    paths.extend(law.offices().iter().map(|office| format!("/offices/{}", office.id)));
    let news = law.portal().news.iter().filter(|news| news.on <= today);
    paths.extend(news.map(|news| format!("/news/{}", news.id)));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in &paths {
        for lang in crate::text::languages() {
            let _ = writeln!(xml, "<url><loc>{origin}/{lang}{path}</loc></url>");
        }
    }
    xml.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}

/// `GET /robots.txt`: whatever is behind a sign-in is nobody's to collect; a demonstration is not to be found at all.
pub async fn robots(State(app): State<App>, headers: HeaderMap) -> Response {
    let mut text = String::from("User-agent: *\n");
    if app.office().is_demonstration() {
        text.push_str("Disallow: /\n");
    } else {
        for lang in crate::text::languages() {
            for path in ["/work", "/matters", "/my-data", "/letters", "/visits", "/apply", "/sign-in"] {
                let _ = writeln!(text, "Disallow: /{lang}{path}");
            }
        }
    }
    let _ = writeln!(text, "Sitemap: {}/sitemap.xml", origin(&app, &headers));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

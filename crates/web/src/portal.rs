//! The pages for clients, at `/{lang}/…`.

mod about;
mod apply;
mod behalf;
mod board;
mod book;
mod channels;
mod contacts;
mod home;
pub(crate) mod key_forms;
mod letters;
mod life;
mod matters;
mod my_data;
mod my_passkeys;
mod my_sessions;
mod news;
mod offices;
mod pages;
mod passkey_sign_in;
mod providers;
mod rating;
mod robots;
mod search;
mod services;
mod sign_in;
mod site;
mod statement_check;
mod statements;
mod statistics;
mod validity;

pub use my_data::partial;
pub use offices::dial;

use crate::app::App;
use crate::ctx::preferred_lang;
use crate::form::UPLOAD_BYTES_MAX;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;

/// The routes of the portal.
pub fn router() -> Router<App> {
    let mut router = Router::new()
        .route("/", get(to_preferred))
        .route("/sitemap.xml", get(robots::sitemap))
        .route("/robots.txt", get(robots::robots))
        // One address for every language: providers are told it once.
        .route("/sign-in/back/{provider}", get(providers::back))
        .route("/signed-out", get(providers::signed_out));
    for lang in crate::text::languages() {
        router = router.nest(&format!("/{lang}"), pages_of_one_language());
    }
    router
}

fn pages_of_one_language() -> Router<App> {
    // Files may be larger than what is typed.
    let uploads = DefaultBodyLimit::max(UPLOAD_BYTES_MAX);
    Router::new()
        .route("/", get(home::page))
        .route("/about", get(about::page))
        .route("/services", get(services::list))
        .route("/services/{id}", get(services::page))
        .route("/services/{id}/easy", get(services::easy::page))
        .route("/services/{id}/law", get(services::provisions::page))
        .route("/services/{id}/refusal", get(services::provisions::refusal))
        .route("/services/task/{task}", get(services::task))
        .route("/life/{event}", get(life::page))
        .route("/search", get(search::page))
        .route("/contacts", get(contacts::page))
        .route("/news", get(news::list))
        .route("/news/{id}", get(news::page))
        .route("/news.atom", get(news::feed))
        .route("/statistics", get(statistics::page))
        .route("/offices", get(offices::list))
        .route("/offices/{id}", get(offices::page))
        .route("/offices/{id}/board", get(board::page))
        .route("/book", get(book::page).post(book::submit))
        .route("/appointment", get(book::find).post(book::found))
        .route("/visit", get(book::show))
        .route("/visit/cancel", post(book::cancel))
        .route("/visits/{id}", get(book::own))
        .route("/visits/{id}/cancel", post(book::cancel_own))
        .route("/apply/{service}", get(apply::begin))
        .route("/apply/{service}/{step}", get(apply::page).post(apply::submit))
        .route("/apply/{service}/documents", get(apply::documents).post(apply::upload).layer(uploads))
        .route("/apply/{service}/delete", post(apply::delete))
        .route("/apply/{service}/files/{file}", get(apply::file))
        .route("/matters", get(matters::list))
        .route("/matters/{id}/files", post(matters::attach).layer(uploads))
        .route("/matters/{id}/files/{file}", get(matters::file))
        .route("/matters/{id}", get(matters::page).post(matters::command))
        .route("/matters/{id}/withdraw", get(matters::ask_to_withdraw))
        .route("/matters/{id}/letters/{letter}", get(matters::letter))
        .route("/matters/{id}/rating", post(rating::give))
        .route("/letters", get(letters::page))
        .route("/my-data", get(my_data::page))
        .route("/my-data/extract.pdf", get(my_data::extract_pdf))
        .route("/my-data/extract.json", get(my_data::extract_json))
        .route("/my-data/error", get(my_data::error::page).post(my_data::error::report))
        .route("/my-data/powers", get(my_data::powers::other).post(my_data::powers::revoke_other))
        .route("/my-data/powers/revoke", post(my_data::powers::revoke))
        .route("/my-data/channels", get(channels::page).post(channels::save))
        .route("/my-data/access", get(my_data::access))
        .route("/my-data/access/proof.json", get(my_data::access_proof))
        .route("/my-data/statements", get(statements::page).post(statements::issue))
        .route("/my-data/statements/{id}/{form}", get(statements::file))
        .route("/validity", get(validity::page).post(validity::ask))
        .route("/statement-check", get(statement_check::page).post(statement_check::ask))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/signed-out", get(sign_in::signed_out))
        .route("/sign-in/provider/{provider}", get(providers::go))
        .route("/sign-in/passkey", get(passkey_sign_in::page).post(passkey_sign_in::ask))
        .route("/sign-in/passkey/answer", post(passkey_sign_in::answer))
        .route("/enrol", get(my_passkeys::invited).post(my_passkeys::enrol))
        .route("/my-passkeys", get(my_passkeys::list))
        .route("/my-passkeys/new", get(my_passkeys::new).post(my_passkeys::add))
        .route("/my-passkeys/{id}/remove", post(my_passkeys::remove))
        .route("/my-sessions", get(my_sessions::page).post(my_sessions::end))
        .route("/behalf", get(behalf::page).post(behalf::choose))
        .route("/confirm", get(crate::step_up::page).post(crate::step_up::answer))
        .route("/confirm/go", get(crate::step_up::go_on))
        .route("/site-map", get(pages::site_map))
        .route("/accessibility", get(pages::accessibility))
        .route("/privacy", get(pages::privacy))
        .route("/design", get(crate::design::page))
        .merge(crate::workbench::router())
}

async fn to_preferred(State(app): State<App>, headers: HeaderMap) -> Redirect {
    let jar = CookieJar::from_headers(&headers);
    Redirect::to(&format!("/{}", preferred_lang(&app, &headers, &jar)))
}

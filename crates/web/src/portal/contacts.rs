//! How to reach the office: the information phone, the address, and for booking each office's phone and e-mail, as far as
//! they were read in a source.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::portal::offices::dial;
use crate::ui::law_text::unverified;
use axum::extract::State;
use axum::response::Response;
use law::OfficeFacts;
use maud::{Markup, html};

/// `GET /{lang}/contacts`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Response {
    let authority = app.law().authority();
    let (reached, others): (Vec<&OfficeFacts>, Vec<&OfficeFacts>) =
        app.law().offices().iter().partition(|office| office.phone.is_some() || office.email.is_some());
    let body = html! {
        p.lead { (ctx.t("contacts-lead")) }
        h2 { (ctx.t("foot-phone-label")) }
        p { strong.big { (dial(&authority.phone)) } }
        p { (ctx.of(&authority.phone_note)) }
        h2 { (ctx.t("contacts-write")) }
        p { a href={ "mailto:" (authority.email) } { (authority.email) } }
        p { (ctx.of(&authority.name)) br; (ctx.of(&authority.address)) }
        h2 #booking { (ctx.t("contacts-booking")) }
        p { (ctx.t("contacts-booking-note")) " " a href=(ctx.href("/book")) { (ctx.t("nav-book")) } }
        ul.rows { @for office in reached { (row(&ctx, office)) } }
        h3 { (ctx.t("contacts-others")) }
        p {
            @for (at, office) in others.iter().enumerate() {
                @if at > 0 { ", " }
                a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) }
            }
        }
        h2 #elsewhere { (ctx.t("contacts-elsewhere")) }
        ul {
            @for link in &app.law().portal().links {
                li {
                    a href=(link.url) rel="external noreferrer" { (ctx.of(&link.name)) } (unverified(&ctx, link.verified))
                    p."small soft" { (ctx.of(&link.note)) }
                }
            }
        }
    };
    Page::new(&ctx, ctx.t("nav-contacts")).render(body)
}

fn row(ctx: &Ctx, office: &OfficeFacts) -> Markup {
    html! {
        li {
            a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) }
            p {
                @if let Some(phone) = &office.phone { (dial(phone)) " " }
                @if let Some(email) = &office.email { a href={ "mailto:" (email) } { (email) } }
            }
        }
    }
}

//! The client's letters from all of their matters.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::notice::empty;
use axum::extract::State;
use axum::response::Response;
use maud::html;

/// `GET /{lang}/letters`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let letters = app.office().my_letters(ctx.actor()).await?;
    let service = |id: &str| {
        app.law()
            .procedure(id, ctx.today())
            .map_or_else(|| id.to_owned(), |known| ctx.of(known.name()).to_owned())
    };
    let body = html! {
        p.lead { (ctx.t("letters-lead")) }
        @if letters.is_empty() {
            (empty(&ctx.t("letters-none-yet"), Some((&ctx.href("/matters"), &ctx.t("nav-matters")))))
        } @else {
            ul.rows {
                @for own in &letters {
                    li {
                        a href=(ctx.href(&format!("/matters/{}/letters/{}", own.case, own.letter.id))) {
                            (ctx.code("letter", &own.letter.kind))
                        }
                        " " span.soft {
                            (ctx.date(own.letter.written_on)) ", " (ctx.code("letter-in", own.letter.lang.code())) ", PDF"
                        }
                        p.small { a href=(ctx.href(&format!("/matters/{}", own.case))) { (service(&own.procedure)) } }
                    }
                }
            }
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-letters")).crumb("/matters", ctx.t("nav-matters")).render(body))
}

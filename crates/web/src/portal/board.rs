//! The board of a waiting room: which number is called to which counter, and nothing about anybody.
//!
//! A screen on the wall asks for it with `refresh=yes`: the page then loads itself again, by plain HTML. Whoever reads it
//! by themselves gets a page that stands still.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Params;
use crate::page::Page;
use crate::status::Fault;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use office::appointments::ticket::shown;

/// After how many seconds the screen asks again.
const SECONDS: u8 = 10;

/// `GET /{lang}/offices/{id}/board?refresh=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let office = app.law().office(&id).ok_or_else(Fault::not_found)?;
    let board = app.office().board(&id).await?;
    let moving = query.get("refresh") == "yes";
    let here = format!("/offices/{id}/board");
    let body = html! {
        p.lead { (ctx.of(&office.name)) }
        @if board.called.is_empty() { p { (ctx.t("board-nobody")) } } @else {
            table.table.board {
                thead {
                    tr {
                        th scope="col" { (ctx.t("reception-number")) }
                        th scope="col" { (ctx.t("board-counter")) }
                    }
                }
                tbody {
                    @for (number, counter) in &board.called {
                        tr {
                            th.big scope="row" { (shown(*number)) }
                            td.big data-label=(ctx.t("board-counter")) { (counter) }
                        }
                    }
                }
            }
        }
        p { (ctx.tf("board-waiting", &[("n", i64::try_from(board.waiting).unwrap_or(i64::MAX).into())])) }
        p.small {
            @if moving {
                a href=(ctx.href(&here)) { (ctx.t("board-stop")) }
            } @else {
                a href=(ctx.href(&format!("{here}?refresh=yes"))) { (ctx.t("board-refresh")) }
            }
        }
    };
    let page = Page::new(&ctx, ctx.t("board-title"))
        .crumb("/offices", ctx.t("nav-offices"))
        .crumb(&format!("/offices/{id}"), ctx.of(&office.name));
    Ok(if moving { page.again_after(SECONDS) } else { page }.render(body))
}

//! How a service went: the question on the page of a closed matter, and the figures for everybody.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::status::Fault;
use crate::ui::field::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use office::OfficeError;
use office::cases::CaseView;
use office::ratings::{PUBLISHED_FROM, RatingFigure, SCORE_MAX};

/// The question, or what was answered; nothing while the matter is open.
pub fn question(ctx: &Ctx, view: &CaseView, form: Form<'_>) -> Markup {
    if !view.case.is_closed() {
        return html! {};
    }
    let words = |score: u8| {
        ctx.t(match score {
            1 => "rating-1",
            2 => "rating-2",
            3 => "rating-3",
            4 => "rating-4",
            _ => "rating-5",
        })
    };
    let options: Vec<_> =
        (1..=SCORE_MAX).rev().map(|score| (score.to_string(), words(score), String::new())).collect();
    html! {
        h2 #rating { (ctx.t("rating-title")) }
        @match view.rating {
            Some(score) => p { (ctx.tf("rating-given", &[("words", words(score).into())])) },
            None => form method="post" action=(ctx.href(&format!("/matters/{}/rating", view.case.id))) {
                (ctx.form_token())
                p { (ctx.t("rating-note")) }
                (form.radios("score", &ctx.t("rating-score"), "", &options))
                (form.area("said", &ctx.t("rating-words"), &ctx.t("rating-words-hint")))
                button type="submit" { (ctx.t("rating-send")) }
            },
        }
    }
}

/// `POST /{lang}/matters/{id}/rating`
pub async fn give(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    let id = super::matters::id(&number)?;
    let score = fields.get("score").parse().unwrap_or(0);
    match app.office().rate(ctx.actor(), id, score, fields.get("said")).await {
        Ok(()) => Ok(Redirect::to(&ctx.href(&format!("/matters/{id}?done=rated"))).into_response()),
        Err(OfficeError::Invalid(wrong)) => super::matters::again(&app, &ctx, id, &fields, &wrong).await,
        Err(other) => Err(other.into()),
    }
}

/// How clients rated each service, where enough of them did.
pub async fn figures(app: &App, ctx: &Ctx) -> Result<Markup, Fault> {
    let all = app.office().rating_figures().await?;
    let (shown, few): (Vec<&RatingFigure>, Vec<&RatingFigure>) =
        all.iter().partition(|figure| figure.count >= PUBLISHED_FROM);
    let few: u32 = few.iter().map(|figure| figure.count).sum();
    let name = |id: &str| {
        app.law()
            .procedure(id, ctx.today())
            .map_or_else(|| id.to_owned(), |known| ctx.of(known.name()).to_owned())
    };
    let mean = |figure: &RatingFigure| {
        let (whole, tenth) = (figure.tenths() / 10, figure.tenths() % 10);
        ctx.tf("rating-mean", &[("whole", whole.into()), ("tenth", tenth.into())])
    };
    Ok(html! {
        h2 #ratings { (ctx.t("rating-figures")) }
        p { (ctx.tf("rating-figures-note", &[("count", PUBLISHED_FROM.into())])) }
        @if shown.is_empty() {
            p { (ctx.t("rating-figures-none")) }
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("rating-service")) }
                        th.num scope="col" { (ctx.t("rating-count")) }
                        th.num scope="col" { (ctx.t("rating-average")) }
                    }
                }
                tbody {
                    @for figure in shown {
                        tr {
                            th scope="row" { (name(&figure.procedure)) }
                            td.num data-label=(ctx.t("rating-count")) { (figure.count) }
                            td.num data-label=(ctx.t("rating-average")) { (mean(figure)) }
                        }
                    }
                }
            }
        }
        @if few > 0 { p { (ctx.tf("rating-few", &[("count", few.into())])) } }
    })
}

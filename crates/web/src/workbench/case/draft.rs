//! The draft letter: what the proposed decision would say to its addressee, beside the case, before anybody signs it.

use super::act::faults_of;
use super::{href, named, procedure};
use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::letter;
use crate::ui::notice::{Tone, notice};
use crate::workbench::decide::at_their_questions;
use crate::workbench::words::name;
use crate::workbench::{id, officer};
use ::law::Procedure;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{CaseId, Lang};
use maud::{Markup, html};
use office::cases::{CaseCommand, CaseView};
use office::error::OfficeError;

/// How the letter would read.
pub struct Draft {
    /// The letter with its translation, or why there is none.
    pub letter: Markup,
    /// Whether the decision could be taken so.
    pub possible: bool,
}

/// The letter of what `proposal` would propose, or of what is proposed, with the translation that goes out beside it; why
/// there is none where a rule is in the way.
pub async fn panel(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    procedure: &Procedure,
    proposal: Option<&CaseCommand>,
) -> Result<Draft, Fault> {
    // What is decided is what the original says, in the language of the state.
    let lang = Lang::LV;
    let why: Vec<String> = match app.office().draft_letter(ctx.actor(), view.case.id, proposal, lang).await {
        Ok(draft) => {
            let translation = translation(app, ctx, view, proposal).await?;
            let letter = html! {
                h2 { (ctx.t("case-draft-heading")) }
                p.small.soft { (ctx.t("case-draft-note")) }
                (letter::page(ctx, &draft, lang, "case-draft-heading"))
                (translation)
            };
            return Ok(Draft { letter, possible: true });
        }
        Err(OfficeError::NotNow(problem) | OfficeError::Conflict(problem)) => {
            vec![named::words(ctx, procedure, &problem)]
        }
        Err(error @ OfficeError::Invalid(_)) => {
            let found = faults_of("propose", named::error(ctx, procedure, error));
            at_their_questions(ctx, &found).all().iter().map(|fault| fault.text(ctx.lang())).collect()
        }
        Err(OfficeError::NotFound) => return Ok(Draft { letter: html! {}, possible: false }),
        Err(other) => return Err(other.into()),
    };
    let letter = html! {
        h2 { (ctx.t("case-draft-heading")) }
        (notice(Tone::Warn, "", &html! { p { (ctx.t("case-draft-none")) } @for why in &why { p { (why) } } }))
    };
    Ok(Draft { letter, possible: false })
}

/// The same letter in the language in which the client wants to be written to, as it goes out beside the original.
async fn translation(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    proposal: Option<&CaseCommand>,
) -> Result<Markup, Fault> {
    let lang = view.case.lang;
    if lang == Lang::LV {
        return Ok(html! {});
    }
    let draft = app.office().draft_letter(ctx.actor(), view.case.id, proposal, lang).await?;
    Ok(html! {
        h2 { (ctx.t("case-draft-translation")) }
        p.small.soft {
            (ctx.tf("case-draft-translation-note", &[("language", ctx.code("work-language", lang.code()).into())]))
        }
        (letter::page(ctx, &draft, lang, "case-draft-translation"))
    })
}

/// `GET /{lang}/work/cases/{id}/draft`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id::<CaseId>(&number)?).await?;
    let letter = panel(&app, &ctx, &view, procedure(&app, &view)?, None).await?.letter;
    let body = html! {
        @if letter.0.is_empty() { p { (ctx.t("case-draft-nothing")) } } @else { (letter) }
        p.actions { (button::go(&ctx, "second", href(&ctx, view.case.id), "work-back-to-case")) }
    };
    Ok(Page::new(&ctx, ctx.t("case-draft-heading"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .render(body))
}

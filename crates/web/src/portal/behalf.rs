//! On whose behalf a client acts: themselves, or one of those whom the register says they may act for. The choice is
//! shown at the head of every page and is what forms begin with; every form is checked against the register all the
//! same.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::sign_in::safe_path;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::power;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use maud::html;
use office::OfficeError;
use office::register::Representation;

/// `GET /{lang}/behalf`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let chosen =
        ctx.acting_for().or(ctx.actor().client()).map(|person| person.to_string()).unwrap_or_default();
    let fields = Fields::of(&[("next", query.get("next")), ("person", &chosen)]);
    show(&app, &ctx, &ctx.given_back(fields), &ctx.faults()).await
}

async fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults) -> Result<Response, Fault> {
    let people = app.office().may_act_for(ctx.actor()).await?;
    let name = |person: &office::register::PersonBrief| {
        person.name.as_ref().map_or_else(|| person.id.to_string(), ToString::to_string)
    };
    let options: Vec<_> = people
        .iter()
        .map(|known| {
            let hint = match &known.by {
                None => ctx.t("apply-for-self"),
                Some(Representation::Agent(matters)) => ctx.tf(
                    "behalf-agent",
                    &[
                        ("matters", power::matters(ctx, app, matters).into()),
                        ("until", power::until(ctx, known.to).into()),
                    ],
                ),
                Some(_) => ctx.t("behalf-other"),
            };
            (known.person.id.to_string(), name(&known.person), hint)
        })
        .collect();
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("behalf-lead")) }
        p { (ctx.t("behalf-attorney")) }
        form method="post" action=(ctx.href("/behalf")) {
            (ctx.form_token())
            (form.hidden("next"))
            (form.radios("person", &ctx.t("behalf-whom"), "", &options))
            div.actions { button type="submit" { (ctx.t("behalf-choose")) } }
        }
    };
    Ok(Page::new(ctx, ctx.t("nav-behalf")).faults(faults).render(body))
}

/// `POST /{lang}/behalf`
pub async fn choose(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let session = ctx.session().ok_or_else(|| Fault::of("sign-in"))?;
    let chosen = match fields.get("person").parse::<PersonId>() {
        Ok(person) => app.office().act_for(ctx.actor(), &session.kept, person).await.map(|_| ()),
        Err(_) => Err(OfficeError::field("person", office::Problem::new("not-represented"))),
    };
    match chosen {
        Ok(()) => {
            let next = safe_path(fields.get("next")).unwrap_or("/matters");
            Ok(Redirect::to(&ctx.href(next)).into_response())
        }
        Err(OfficeError::Invalid(_)) => {
            let mut faults = Faults::default();
            faults.add("person", "problem-not-represented", Vec::new());
            show(&app, &ctx, &fields, &faults).await
        }
        Err(other) => Err(other.into()),
    }
}

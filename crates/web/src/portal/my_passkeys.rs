//! An officer's passkeys: the first by an invitation, further ones by themselves; listed, named, removed.

use super::key_forms::{self, Ceremony};
use crate::app::App;
use crate::assets;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::sign_in::passkey::Added;
use crate::status::Fault;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice};
use crate::words::{self, Form as Case};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Timestamp;
use maud::{Markup, html};
use office::actor::Officer;
use office::passkeys::event::OfficerEvent;
use office::passkeys::{MOST, NAME_LENGTH_MAX, NewPasskey, PasskeyEntry};

const INVITED: &str = "enrol";
const OWN: &str = "add";

fn named(form: &Form<'_>) -> Markup {
    let ctx = form.ctx;
    form.line(Line::Text, "name", &ctx.t("passkey-name"), &ctx.t("passkey-name-hint"), "off")
}

/// Day and time of an instant, as people read them.
pub(super) fn moment(ctx: &Ctx, at: Timestamp) -> String {
    let (day, minute) = ctx.app().office().zone().local(at);
    format!("{}, {}", words::date(ctx.lang(), day, Case::Nominative), words::time(ctx.lang(), minute))
}

async fn invited_officer(app: &App, invitation: &str) -> Result<Option<Officer>, Fault> {
    let code = app.office().invited(invitation).await?;
    Ok(code.and_then(|code| app.office().officer(code.as_str())))
}

/// `GET /{lang}/enrol?invitation=`
pub async fn invited(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show_invited(&app, &ctx, &ctx.given_back(query), &ctx.faults(), None).await
}

async fn show_invited(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    faults: &Faults,
    failed: Option<&str>,
) -> Result<Response, Fault> {
    let passkeys = app.sign_in().passkeys().ok_or_else(Fault::not_found)?;
    let invitation = fields.get("invitation");
    let Some(officer) = invited_officer(app, invitation).await? else {
        let body = html! {
            (notice(Tone::Warn, &ctx.t("enrol-over-heading"), &html! { p { (ctx.t("enrol-over")) } }))
        };
        return Ok(Page::new(ctx, ctx.t("enrol-heading"))
            .status(axum::http::StatusCode::NOT_FOUND)
            .render(body));
    };
    let ceremony = Ceremony::add(app, passkeys, INVITED, &officer).await?;
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        @if let Some(failed) = failed {
            (notice(Tone::Bad, &ctx.t("passkey-failed-heading"), &html! { p { (ctx.t(failed)) } }))
        }
        p.lead { (ctx.tf("enrol-lead", &[("name", officer.name.as_str().into()), ("code", officer.id.as_str().into())])) }
        (ceremony.form(ctx, &ctx.href("/enrol"), &[("invitation", invitation)], &named(&form), &ctx.t("passkey-add")))
    };
    Ok(Page::new(ctx, ctx.t("enrol-heading"))
        .script(assets::passkey_js())
        .faults(faults)
        .faulty(!faults.is_empty() || failed.is_some())
        .render(body))
}

fn faults_of(fields: &Fields) -> Faults {
    let mut faults = Faults::default();
    let length = fields.get("name").chars().count();
    if length == 0 || length > NAME_LENGTH_MAX {
        faults.add("name", "passkey-name-wrong", vec![("max", NAME_LENGTH_MAX.to_string())]);
    }
    faults
}

async fn keep(
    app: &App,
    officer: &Officer,
    fields: &Fields,
    added: Added,
    invitation: Option<&str>,
) -> Result<Result<(), &'static str>, Fault> {
    let passkey = NewPasskey {
        officer: officer.id.clone(),
        credential: added.credential,
        name: fields.get("name").to_owned(),
        body: added.body,
    };
    let kept = app.office().add_passkey(passkey, invitation).await?;
    Ok(if kept { Ok(()) } else { Err("passkey-not-added") })
}

/// `POST /{lang}/enrol`
pub async fn enrol(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let faults = faults_of(&fields);
    if !faults.is_empty() {
        return show_invited(&app, &ctx, &fields, &faults, None).await;
    }
    let invitation = fields.get("invitation").to_owned();
    let Some(officer) = invited_officer(&app, &invitation).await? else {
        return show_invited(&app, &ctx, &fields, &faults, None).await;
    };
    let done = match key_forms::added(&app, INVITED, &fields).await? {
        Ok((code, added)) if code == officer.id.as_str() => {
            keep(&app, &officer, &fields, added, Some(&invitation)).await?
        }
        Ok(_) => Err("passkey-not-verified"),
        Err(fault) => Err(key_forms::words(fault)),
    };
    if let Err(words) = done {
        return show_invited(&app, &ctx, &fields, &faults, Some(words)).await;
    }
    let body = html! {
        (notice(Tone::Good, &ctx.t("enrol-done-heading"), &html! { p { (ctx.t("enrol-done")) } }))
        p.actions { a.button href=(ctx.href("/sign-in/passkey")) { (ctx.t("passkey-sign-in")) } }
    };
    Ok(Page::new(&ctx, ctx.t("enrol-heading")).render(body))
}

fn officer(ctx: &Ctx) -> Result<&Officer, Fault> {
    if ctx.session().is_none() {
        return Err(Fault::of("sign-in"));
    }
    ctx.actor().officer().ok_or_else(|| Fault::of("no-right"))
}

/// `GET /{lang}/my-passkeys`
pub async fn list(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    app.sign_in().passkeys().ok_or_else(Fault::not_found)?;
    let passkeys = app.office().passkeys(&officer.id).await?;
    let history = app.office().passkey_history(ctx.actor(), &officer.id).await?;
    let body = html! {
        @if passkeys.is_empty() { (empty(&ctx.t("passkeys-none"), None)) } @else {
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("passkey-name")) }
                        th scope="col" { (ctx.t("passkey-added")) }
                        th scope="col" { (ctx.t("passkey-used")) }
                        th scope="col" { (ctx.t("my-sessions-act")) }
                    }
                }
                tbody {
                    @for passkey in &passkeys {
                        tr {
                            th scope="row" { (passkey.name) }
                            td data-label=(ctx.t("passkey-added")) { (moment(&ctx, passkey.added)) }
                            td data-label=(ctx.t("passkey-used")) {
                                @match passkey.used {
                                    Some(at) => (moment(&ctx, at)),
                                    None => (ctx.t("passkey-never")),
                                }
                            }
                            td data-label=(ctx.t("my-sessions-act")) {
                                form method="post" action=(ctx.href(&format!("/my-passkeys/{}/remove", passkey.id))) {
                                    (ctx.form_token())
                                    button.second.small type="submit"
                                        aria-label=(ctx.tf("passkey-remove-which", &[("name", passkey.name.as_str().into())])) {
                                        (ctx.t("passkey-remove"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if passkeys.len() < MOST {
            p.actions { a.button href=(ctx.href("/my-passkeys/new")) { (ctx.t("passkey-add")) } }
        }
        (happened(&ctx, &history))
    };
    Ok(Page::new(&ctx, ctx.t("nav-my-passkeys")).crumb("/my-sessions", ctx.t("nav-my-sessions")).render(body))
}

/// What happened to the keys, the newest first, with the places in the log by which it can be proven.
fn happened(ctx: &Ctx, history: &[PasskeyEntry]) -> Markup {
    let what = |event: &OfficerEvent| match event {
        OfficerEvent::PasskeyInvited { until } => {
            ctx.tf("passkey-was-invited", &[("until", moment(ctx, *until).into())])
        }
        OfficerEvent::PasskeyAdded { name, way, .. } => {
            ctx.tf(&format!("passkey-was-added-{}", way.code()), &[("name", name.as_str().into())])
        }
        OfficerEvent::PasskeyRemoved { name, .. } => {
            ctx.tf("passkey-was-removed", &[("name", name.as_str().into())])
        }
    };
    html! {
        @if !history.is_empty() {
            h2 { (ctx.t("passkeys-history")) }
            table.table {
                thead {
                    tr {
                        th scope="col" { (ctx.t("passkey-when")) }
                        th scope="col" { (ctx.t("passkey-what")) }
                        th scope="col" { (ctx.t("passkey-position")) }
                    }
                }
                tbody {
                    @for entry in history.iter().rev() {
                        tr {
                            th scope="row" { (moment(ctx, entry.at)) }
                            td data-label=(ctx.t("passkey-what")) { (what(&entry.event)) }
                            td data-label=(ctx.t("passkey-position")) { (entry.position) }
                        }
                    }
                }
            }
        }
    }
}

/// `GET /{lang}/my-passkeys/new`
pub async fn new(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    show_new(&app, &ctx, &ctx.given_back(Fields::default()), &ctx.faults(), None).await
}

async fn show_new(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    faults: &Faults,
    failed: Option<&str>,
) -> Result<Response, Fault> {
    let officer = officer(ctx)?;
    let passkeys = app.sign_in().passkeys().ok_or_else(Fault::not_found)?;
    let ceremony = Ceremony::add(app, passkeys, OWN, officer).await?;
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        @if let Some(failed) = failed {
            (notice(Tone::Bad, &ctx.t("passkey-failed-heading"), &html! { p { (ctx.t(failed)) } }))
        }
        (ceremony.form(ctx, &ctx.href("/my-passkeys/new"), &[], &named(&form), &ctx.t("passkey-add")))
    };
    Ok(Page::new(ctx, ctx.t("passkey-add"))
        .crumb("/my-passkeys", ctx.t("nav-my-passkeys"))
        .script(assets::passkey_js())
        .faults(faults)
        .faulty(!faults.is_empty() || failed.is_some())
        .render(body))
}

/// `POST /{lang}/my-passkeys/new`
pub async fn add(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    let faults = faults_of(&fields);
    if !faults.is_empty() {
        return show_new(&app, &ctx, &fields, &faults, None).await;
    }
    if app.office().passkeys(&officer.id).await?.len() >= MOST {
        return Err(Fault::of("no-right"));
    }
    let done = match key_forms::added(&app, OWN, &fields).await? {
        Ok((code, added)) if code == officer.id.as_str() => keep(&app, officer, &fields, added, None).await?,
        Ok(_) => Err("passkey-not-verified"),
        Err(fault) => Err(key_forms::words(fault)),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&ctx.href("/my-passkeys")).into_response()),
        Err(words) => show_new(&app, &ctx, &fields, &faults, Some(words)).await,
    }
}

/// `POST /{lang}/my-passkeys/{id}/remove`
pub async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    _form: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let id = id.parse().map_err(|_| Fault::not_found())?;
    app.office().remove_passkey(ctx.actor(), id).await?;
    Ok(Redirect::to(&ctx.href("/my-passkeys")).into_response())
}
